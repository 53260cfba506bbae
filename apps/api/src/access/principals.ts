import { Injectable } from '@nestjs/common';
import type { Actor } from '@entente/domain/kernel/message';
import { partsOfKey, secretMatches } from '@entente/infra/access/keys';
import { DataSource } from 'typeorm';

type Found = Actor & { secret_hash: Buffer };
type Cached = Readonly<{ found: Found | undefined; until: number }>;

/** A revoked key is refused within a second. */
const KEPT_MS = 1_000;
const KEPT_MAX = 10_000;

/** Who a key speaks for. */
@Injectable()
export class Principals {
  private readonly cache = new Map<string, Cached>();
  private readonly asking = new Map<string, Promise<Found | undefined>>();

  constructor(private readonly database: DataSource) {}

  async of(key: string): Promise<Actor | undefined> {
    const parts = partsOfKey(key);
    if (!parts) return undefined;
    const found = await this.find(parts.keyId);
    if (!found || !secretMatches(parts.secret, found.secret_hash)) return undefined;
    const { principal, organisation, role, region } = found;
    return { principal, organisation, role, region };
  }

  private async find(keyId: string): Promise<Found | undefined> {
    const cached = this.cache.get(keyId);
    if (cached && cached.until > Date.now()) return cached.found;
    const under = this.asking.get(keyId) ?? this.ask(keyId);
    this.asking.set(keyId, under);
    return under;
  }

  private async ask(keyId: string): Promise<Found | undefined> {
    try {
      const [found] = await this.database.query<Found[]>('select * from access.principal_of($1)', [keyId]);
      if (this.cache.size > KEPT_MAX) this.cache.clear();
      this.cache.set(keyId, { found, until: Date.now() + KEPT_MS });
      return found;
    } finally {
      this.asking.delete(keyId);
    }
  }
}
