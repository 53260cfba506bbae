import { byCodes } from '@entente/domain/kernel/directory';
import { randomUUID } from 'node:crypto';
import type { Decider } from '@entente/domain/kernel/decider';
import type { Actor, Command, Fact } from '@entente/domain/kernel/message';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import type { EventTypes } from '@entente/infra/event-log/event-types';
import { Lanes } from '@entente/infra/event-log/lanes';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';

/**
 * A process full of writers: `node writer.js <how> <writers> <streams> <milliseconds>`, with DATABASE_URL. They write to
 * the same streams as the writers of other processes, through lanes or by appending with the version that they saw.
 * What the log acknowledged is printed at the end, one JSON array.
 */
export type Acknowledged = Readonly<{ commandId: string; stream: string; version: number; position: number; facts: number }>;

type Count = Command<'Count', { stream: string; facts: number }>;

const types: EventTypes = { versionOf: () => 1, upcast: (stored) => stored };
const actor: Actor = { principal: 'writer', organisation: 'writers', role: 'region', region: '510100' };
const factsOf = (count: number): Fact[] => Array.from({ length: count }, (_, n) => ({ type: 'Counted', effectiveOn: '2024-01-11', data: { n } }));

const counter: Decider<number, Count, Fact> = {
  name: 'counter',
  stateVersion: 1,
  streamsOf: ({ data }) => [data.stream],
  initialState: 0,
  decide: ({ data }) => factsOf(data.facts),
  evolve: (count) => count + 1,
};

const [how = 'lanes', writers = '1', streams = '1', ms = '1000'] = process.argv.slice(2);
const log = new PostgresEventLog({ databaseUrl: process.env['DATABASE_URL'] ?? '', types });
const lanes = new Lanes(log);
const acknowledged: Acknowledged[] = [];
const until = Date.now() + Number(ms);

const throughLanes = async (stream: string, facts: number): Promise<void> => {
  const id = randomUUID();
  const { version, position } = await lanes.handle(counter, { type: 'Count', id, actor, at: new Date().toISOString(), directory: byCodes, data: { stream, facts } }, { inputHash: sha256Hex(id) });
  acknowledged.push({ commandId: id, stream, version, position, facts });
};

const seen = new Map<string, number>();
const byVersion = async (stream: string, facts: number): Promise<void> => {
  const commandId = randomUUID();
  const expect = [{ stream, version: seen.get(stream) ?? 0 }] as const;
  const [outcome] = await log.append([{ commandId, inputHash: sha256Hex(commandId), expect, facts: factsOf(facts), metadata: { actor } }]);
  if (outcome?.outcome === 'appended') {
    const { version, position } = outcome.receipt;
    acknowledged.push({ commandId, stream, version, position, facts });
    seen.set(stream, version);
  } else {
    seen.set(stream, (await log.read(stream, 0)).facts.at(-1)?.version ?? 0);
  }
};

const write = how === 'lanes' ? throughLanes : byVersion;
const writer = async (n: number): Promise<void> => {
  for (let turn = n; Date.now() < until; turn += 1) await write(`counter-${(turn * 7) % Number(streams)}`, 1 + (turn % 3));
};

await Promise.all(Array.from({ length: Number(writers) }, (_, n) => writer(n)));
await log.close();
process.stdout.write(JSON.stringify(acknowledged));
