import { byCodes } from '@entente/domain/kernel/directory';
import { catalogue } from '@entente/domain/catalogue';
import { type Entry, postings } from '@entente/domain/kernel/journal';
import type { Actor, Fact, Recorded } from '@entente/domain/kernel/message';
import type { View } from '@entente/domain/kernel/view';
import { type RecordClaim } from '@entente/domain/reporting/claim';
import { absent, evolve, signing, type SigningCommand, type SigningFact, type Terms } from '@entente/domain/signing/signing';
import pg from 'pg';
import { sha256Hex } from '../event-log/canonical.js';
import { commandIdOf } from '../event-log/event-id.js';
import type { Append, EventLog } from '../event-log/event-log.js';
import { PostgresEventLog } from '../event-log/postgres-event-log.js';
import { poolAs } from '../database/pools.js';
import { type TestDatabase, testDatabase } from '../services/test-database.js';
import type { Build } from './builds.js';
import { readBuilds } from './builds.js';
import type { Reader } from './reader.js';
import { eventTypes, readers } from './readers.js';

const officer = (principal: string): Actor => ({ principal, organisation: 'association', role: 'administrator', region: '*' });
const [first, second] = [officer('first'), officer('second')];

const money = (amount: string, op: '=' | '~' | '>' = '='): Terms['amount'] => ({ amount, currency: 'CNY', op, kind: 'total-investment', text: null });
const hosts: readonly Terms['hosts'][] = [
  [{ region: '510100', share: '1' }],
  [{ region: '510100', share: '0.6' }, { region: '500000', share: '0.4' }],
  [{ region: '310000', share: '1/3' }, { region: '420100', share: '1/3' }, { region: '500000', share: '1/3' }],
];
const amounts: readonly Terms['amount'][] = [money('1000.00'), null, money('333.33', '~'), money('70000000.00', '>')];

const termsOf = (n: number): Terms => ({
  project: `项目${n}`, kind: n % 2 === 0 ? 'project' : 'platform', level: 'contract', hosts: hosts[n % 3] ?? [], counterpart: n % 5 === 0 ? { region: '440100' } : null,
  investors: [], amount: amounts[n % 4] ?? null, edition: n % 7 === 0 ? '21' : null, track: null, pact: null,
  signedOn: ['2022', '2023-11', `2024-0${(n % 9) + 1}-1${n % 10}`][n % 3] ?? '2024',
});

/** The life of the n-th signing, as an association entered it from a document: seven kinds of it. */
const lifeOf = (n: number, prefix: string): readonly SigningCommand[] => {
  const id = commandIdOf(prefix, String(n));
  const reason = { code: 'sample', text: '示例' };
  let step = 0;
  const command = (type: SigningCommand['type'], actor: Actor, data: object): SigningCommand =>
    ({ type, id: commandIdOf(prefix, String(n), String((step += 1))), actor, at: '2025-03-01T02:00:00.000Z', directory: byCodes, data: { id, ...data } }) as unknown as SigningCommand;
  const submit = command('SubmitSigning', first, { terms: termsOf(n), source: { document: '公报', quote: `项目${n}` }, number: `CD-2025-${String(n + 1).padStart(4, '0')}`, externalIds: [] });
  const approve = (): SigningCommand => command('ApproveSigning', second, { note: null, waive: [] });
  const change = (type: 'AmendSigning' | 'CorrectSigning', data: object): SigningCommand => command(type, first, { reason, ...data });
  switch (n % 7) {
    case 0: return [submit];
    case 1: return [submit, approve()];
    case 2: return [submit, approve(), change('AmendSigning', { changes: { amount: money(`${n + 1}.05`) }, effectiveOn: '2025-01-15' }), approve()];
    case 3: return [submit, approve(), change('CorrectSigning', { changes: { signedOn: '2021-10-08' } }), approve()];
    case 4: return [submit, approve(), command('TerminateSigning', first, { reason, on: '2025-02-01' })];
    case 5: return [submit, command('WithdrawSigning', first, { reason, externalIds: [] })];
    default: return [
      submit, command('ReturnSigning', second, { reason, fields: [] }), change('CorrectSigning', {}), command('ResubmitSigning', first, { changes: { track: 'computing' }, reason }),
      approve(), change('AmendSigning', { changes: { hosts: hosts[(n + 1) % 3] }, effectiveOn: '2024-12' }), approve(),
    ].filter(({ type }, at) => !(type === 'CorrectSigning' && at === 2));
  }
};

const appendOf = (commandId: string, stream: string, version: number, facts: readonly Fact[], actor: Actor): Append =>
  ({ commandId, inputHash: sha256Hex(commandId), expect: [{ stream, version }], facts, metadata: { actor } });

/** Appends for the signings from one number to another, step by step in turn so that their facts are mixed, and a claim for every tenth. */
const sampleAppends = (from: number, to: number, prefix: string): readonly Append[] => {
  const appends: (Append & { step: number })[] = [];
  for (let n = from; n < to; n += 1) {
    const facts: SigningFact[] = [];
    lifeOf(n, prefix).forEach((command, step) => {
      const decided = signing.decide(command, { ...signing.initialState, signing: facts.reduce(evolve, absent) }) as readonly SigningFact[];
      appends.push({ ...appendOf(command.id, `signing-${command.data.id}`, facts.length, decided, command.actor), step });
      facts.push(...decided);
    });
    if (n % 10 === 0) appends.push({ ...claimAppend(n, prefix), step: 1 });
  }
  return appends.sort((a, b) => a.step - b.step).map(({ step: _, ...append }) => append);
};

const claimAppend = (n: number, prefix: string): Append => {
  const id = commandIdOf(prefix, 'claim', String(n));
  const command: RecordClaim = {
    type: 'RecordClaim', id: commandIdOf(id), actor: first, at: '2025-03-01T02:00:00.000Z', directory: byCodes,
    data: {
      id, metric: 'signings.count', scope: { territory: '510000', edition: null, session: null, from: null, to: null, kind: null, amountKind: null, alliance: null, declaration: null, pact: null, batch: null },
      quantity: { value: String(n), unit: 'project', op: '=', text: `${n}个` }, source: { document: '公报', quote: '…' }, statedOn: '2024',
    },
  };
  return appendOf(command.id, `claim-${id}`, 0, catalogue.deciders.claim.decide(command, catalogue.deciders.claim.initialState), first);
};

/** A database of its own with a log, and pools as the worker and as the owner have them. */
export type Node = Readonly<{
  url: string;
  log: EventLog;
  worker: pg.Pool;
  owner: pg.Pool;
  /** Appends that many signings. */
  grow: (signings: number) => Promise<void>;
  rows: <T extends pg.QueryResultRow>(sql: string, values?: unknown[]) => Promise<T[]>;
  close: () => Promise<void>;
}>;

export const openNode = async (prefix = 'sample'): Promise<Node> => {
  const database: TestDatabase = await testDatabase();
  const log = new PostgresEventLog({ databaseUrl: database.url, types: eventTypes });
  const worker = poolAs(database.url, 'entente_worker', 12);
  const owner = new pg.Pool({ connectionString: database.url, max: 3 });
  owner.on('error', () => undefined);
  let grown = 0;
  return {
    url: database.url, log, worker, owner,
    grow: async (signings) => {
      const outcomes = await log.append(sampleAppends(grown, (grown += signings), prefix));
      if (!outcomes.every(({ outcome }) => outcome === 'appended')) throw new Error('The samples do not fit the log.');
    },
    rows: async <T extends pg.QueryResultRow>(sql: string, values: unknown[] = []) => (await owner.query<T>(sql, values)).rows,
    close: async () => {
      await log.close();
      await worker.end();
      await owner.end();
      await database.drop();
    },
  };
};

export const readerNamed = (name: string): Reader => {
  const reader = readers.find((each) => each.name === name);
  if (!reader) throw new Error(`There is no reader ${name}.`);
  return reader;
};
export const signingsReader = readerNamed('signings');
export const metricsReader = readerNamed('signing-metrics');

/** The builds of a reader, oldest first. */
export const buildsOf = async (pool: pg.Pool, { name }: Reader): Promise<readonly Build[]> =>
  (await readBuilds(pool)).builds.filter(({ reader }) => reader === name);

export const activeBuild = async (pool: pg.Pool, reader: Reader): Promise<Build> => {
  const active = (await buildsOf(pool, reader)).find((build) => build.active);
  if (!active) throw new Error(`${reader.name} has no active build.`);
  return active;
};

export const digestsOf = async (pool: pg.Pool, reader: Reader, build: number): Promise<string> => {
  const client = await pool.connect();
  try {
    return await reader.digest(client, build);
  } finally {
    client.release();
  }
};

/** Every fact of the log, in order. */
export const allFacts = async (node: Pick<Node, 'rows'>): Promise<readonly Recorded[]> =>
  (await node.rows<Recorded>(
    `select position::float8 as position, id, stream, version::float8 as version, type, schema_version as "schemaVersion", effective_on as "effectiveOn",
            to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt", command_id as "commandId", ordinal, metadata, data
       from log.events order by position`)).map(eventTypes.upcast);

/** A view folded fact by fact, in memory: its rows by key, and every step on the way. */
export const foldInMemory = <Row>(view: View<Row>, facts: readonly Recorded[], moved: (fact: Recorded, before: Row, after: Row) => void = () => undefined): ReadonlyMap<string, Row> => {
  const rows = new Map<string, Row>();
  for (const fact of facts.filter(({ type }) => view.handles.includes(type))) {
    for (const key of view.keysOf(fact)) {
      const before = rows.get(key) ?? view.initialRow(key);
      rows.set(key, view.evolve(before, fact));
      moved(fact, before, rows.get(key) as Row);
    }
  }
  return rows;
};

/** What the journal posts over all facts, folded in memory. */
export const postedInMemory = (facts: readonly Recorded[]): readonly (Entry & { position: number })[] => {
  const journal = catalogue.journals.signingMetrics;
  const posted: (Entry & { position: number })[] = [];
  foldInMemory(journal as unknown as View<Parameters<typeof journal.entries>[0]>, facts, (fact, before, after) =>
    posted.push(...postings(journal.entries(before), journal.entries(after)).map((entry) => ({ ...entry, position: fact.position }))));
  return posted;
};
