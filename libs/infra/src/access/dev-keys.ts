import { chmod, readFile, writeFile } from 'node:fs/promises';
import type { Actor } from '@entente/domain/kernel/message';
import { DataSource } from 'typeorm';
import { issueKey, partsOfKey, type PrincipalRecord, principalRecords, secretMatches } from './keys.js';

const region = (code: string): Actor => ({ principal: `officer-${code}`, organisation: `region-${code}`, role: 'region', region: code });

/** The people and machines of a development node, by the names under which their keys stand in keys.json. */
export const developmentPrincipals: Readonly<Record<string, Actor>> = {
  admin: { principal: 'administrator', organisation: 'hosting-association', role: 'administrator', region: '*' },
  'admin:checker': { principal: 'administrator-checker', organisation: 'hosting-association', role: 'administrator', region: '*' },
  'region:510100': region('510100'),
  'region:500000': region('500000'),
  'region:310000': region('310000'),
  bank: { principal: 'bank-officer', organisation: 'icbc-chengdu-branch', role: 'bank', region: '510100' },
  'bank:checker': { principal: 'bank-officer-checker', organisation: 'icbc-chengdu-branch', role: 'bank', region: '510100' },
  report: { principal: 'report-jobs', organisation: 'hosting-association', role: 'report', region: '*' },
  auditor: { principal: 'auditor', organisation: 'audit-office', role: 'auditor', region: '*' },
};

const stored = async (file: string): Promise<Record<string, string>> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
};

/** Issues development keys that are not there yet, or that the database does not know, and writes them (mode 0600). */
export const ensureDevKeys = async ({ databaseUrl, file }: { databaseUrl: string; file: string }): Promise<Record<string, string>> => {
  const source = await new DataSource({ type: 'postgres', url: databaseUrl, entities: [principalRecords], poolSize: 1 }).initialize();
  try {
    const records = source.getRepository<PrincipalRecord>(principalRecords);
    const before = await stored(file);
    const keys: Record<string, string> = {};
    for (const [name, actor] of Object.entries(developmentPrincipals)) {
      const parts = partsOfKey(before[name] ?? '');
      const record = parts && (await records.findOneBy({ keyId: parts.keyId }));
      if (parts && record && !record.revokedAt && secretMatches(parts.secret, record.secretHash)) {
        keys[name] = before[name] as string;
        continue;
      }
      const { key, keyId, secretHash } = issueKey();
      await records.insert({ keyId, secretHash, ...actor });
      keys[name] = key;
    }
    await writeFile(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
    await chmod(file, 0o600);
    return keys;
  } finally {
    await source.destroy();
  }
};
