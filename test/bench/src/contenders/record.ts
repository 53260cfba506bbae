import { byCodes } from '@entente/domain/kernel/directory';
import { randomUUID } from 'node:crypto';
import { type ApproveSigning, signing, type SubmitSigning, type Terms } from '@entente/domain/signing/signing';
import { migrate } from '@entente/infra/database/migrate';
import { poolAs } from '@entente/infra/database/pools';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import type { Append } from '@entente/infra/event-log/event-log';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';
import { ensureBuild, follow } from '@entente/infra/reading/builds';
import { eventTypes, readers } from '@entente/infra/reading/readers';
import { runAll } from './connections.js';
import { LOADED_TOGETHER, officer } from './signings.js';

const checker = { ...officer, principal: 'officer-2' };
const cities = [...'13 14 21 22 23 32 33 34 35 36 37 41 42 43 44 45 51 52 53 61'.split(' ')].flatMap((province) => [`${province}0100`, `${province}0300`]);
const kinds = ['project', 'platform'] as const;
/** A submission yields one entry of an interval that is open, and its admission takes that back and makes four more. */
export const ENTRIES_A_SIGNING = 6;

/** Numbers from 0 to 1 that follow from a seed (mulberry32), so that both sides have the same record. */
const scattered = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Terms as various as those of a country: forty cities, five years, and so many dimensions that few signings share all of them. */
const termsOf = (n: number): Terms => {
  const next = scattered(n);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  const host = pick(cities);
  const counterpart = pick([null, null, null, ...cities]);
  return {
    project: `西部数据中心${n}期`, kind: pick(kinds), level: 'contract', hosts: [{ region: host, share: '1' }],
    counterpart: counterpart === null || counterpart === host ? null : { region: counterpart },
    investors: [{ name: '示例数据有限公司', creditCode: null, region: pick(cities) }],
    amount: { amount: `${1_000_000 + n}.00`, currency: 'CNY', op: '=', kind: 'total-investment', text: null },
    edition: pick([null, '19', '20', '21']), track: pick([null, 'digital', 'services']), pact: null,
    signedOn: `202${Math.floor(next() * 5)}-${String(1 + Math.floor(next() * 12)).padStart(2, '0')}-1${n % 10}`,
  };
};

const appendsOf = (n: number): readonly Append[] => {
  const id = randomUUID();
  const commands: readonly (SubmitSigning | ApproveSigning)[] = [
    { type: 'SubmitSigning', id: randomUUID(), actor: officer, at: '2025-03-01T02:00:00.000Z', directory: byCodes, data: { id, terms: termsOf(n), source: { document: '公报', quote: '项目落户。' }, number: `CD-2025-${String(n + 1).padStart(4, '0')}`, externalIds: [] } },
    { type: 'ApproveSigning', id: randomUUID(), actor: checker, at: '2025-03-02T02:00:00.000Z', directory: byCodes, data: { id, note: null, waive: [] } },
  ];
  let [desk, written] = [signing.initialState, 0];
  return commands.map((command): Append => {
    const version = written;
    const facts = signing.decide(command, desk);
    desk = facts.reduce(signing.evolve, desk);
    written += facts.length;
    return { commandId: command.id, inputHash: sha256Hex(command.id), expect: [{ stream: `signing-${id}`, version }], facts, metadata: { actor: command.actor } };
  });
};

/** A record of so many signings, submitted and admitted, with its readers at the head. */
export const loadRecord = async (url: string, signings: number): Promise<void> => {
  await migrate(url);
  const log = new PostgresEventLog({ databaseUrl: url, types: eventTypes });
  for (let n = 0; n < signings; n += LOADED_TOGETHER) {
    const count = Math.min(LOADED_TOGETHER, signings - n);
    const outcomes = await log.append(Array.from({ length: count }, (_, each) => appendsOf(n + each)).flat());
    if (!outcomes.every(({ outcome }) => outcome === 'appended')) throw new Error('The signings do not fit the log.');
  }
  await log.close();
  const pool = poolAs(url, 'entente_worker', 8);
  for (const reader of readers) await ensureBuild(pool, reader);
  await Promise.all(readers.map((reader) => follow(pool, eventTypes, reader)));
  await pool.end();
  await runAll(url, 'vacuum analyze');
};
