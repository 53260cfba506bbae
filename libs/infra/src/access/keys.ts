import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Actor } from '@entente/domain/kernel/message';
import { EntitySchema } from 'typeorm';

/** A key is `ent_<id>_<256 random bits>`; only its id and the hash of its secret are kept. */
export type IssuedKey = Readonly<{ key: string; keyId: string; secretHash: Buffer }>;

export type PrincipalRecord = Actor & { keyId: string; secretHash: Buffer; revokedAt?: Date | null };

/** The register of principals. */
export const principalRecords = new EntitySchema<PrincipalRecord>({
  name: 'PrincipalRecord',
  schema: 'access',
  tableName: 'principals',
  columns: {
    keyId: { type: 'text', primary: true, name: 'key_id' },
    secretHash: { type: 'bytea', name: 'secret_hash' },
    principal: { type: 'text' },
    organisation: { type: 'text' },
    role: { type: 'text' },
    region: { type: 'text' },
    revokedAt: { type: 'timestamptz', name: 'revoked_at', nullable: true },
  },
});

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export const issueKey = (): IssuedKey => {
  const keyId = randomBytes(6).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  return { key: `ent_${keyId}_${secret}`, keyId, secretHash: hashOf(secret) };
};

/** The parts of a key, or undefined if it is none. */
export const partsOfKey = (key: string): { keyId: string; secret: string } | undefined => {
  const match = /^ent_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/.exec(key);
  return match ? { keyId: match[1] as string, secret: match[2] as string } : undefined;
};

/** In constant time, so that a wrong secret gives nothing away. */
export const secretMatches = (secret: string, hash: Buffer): boolean => {
  const given = hashOf(secret);
  return given.length === hash.length && timingSafeEqual(given, hash);
};
