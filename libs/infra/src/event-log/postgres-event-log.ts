import type { Recorded } from '@entente/domain/kernel/message';
import type pg from 'pg';
import { poolAs } from '../database/pools.js';
import { type EncodedAppend, encode, statementOf } from './append-statement.js';
import { type Append, EventLog, type Outcome, type Slice } from './event-log.js';
import { GroupCommit, groupCommitDefaults, type GroupCommitOptions, isDataFault } from './group-commit.js';
import { Gathered } from './gathered.js';
import type { EventTypes } from './event-types.js';

const READ = { name: 'read', text: 'select receipt, events from log.read($1::json)' };

/** Facts of one stream fetched in one call; longer streams take several. */
const PAGE_FACTS = 2_000;

type ReadRequest = Readonly<{ stream: string; after: number; command: string | null; most: number }>;
type ReadRow = Readonly<{
  receipt: { inputHash: string; stream: string; version: number; position: number } | null;
  events: readonly Recorded[] | null;
}>;

export type PostgresEventLogOptions = Readonly<{
  databaseUrl: string;
  /** The facts that are known, for their schema versions and upcasts. */
  types: EventTypes;
  group?: Partial<GroupCommitOptions>;
  poolMax?: number;
  /** Told of every group that was written: how many appends, and how long it took in milliseconds. */
  onGroup?: (appends: number, ms: number) => void;
}>;

/** The log in Postgres. Its pool is small and its own: an append is never part of a client's transaction. */
export class PostgresEventLog extends EventLog {
  private readonly pool: pg.Pool;
  /** Connections that hold a turn wait long, so they are not those of the appends. */
  private readonly turns: pg.Pool;
  private readonly groups: GroupCommit<EncodedAppend>;
  private readonly reads: Gathered<ReadRequest, ReadRow>;
  private outages = 0;

  constructor(private readonly options: PostgresEventLogOptions) {
    super();
    const timed = '-c statement_timeout=30000';
    this.pool = poolAs(options.databaseUrl, 'entente_decide', options.poolMax ?? 4, timed, { application_name: 'entente-log' });
    this.turns = poolAs(options.databaseUrl, 'entente_decide', 8, `${timed} -c lock_timeout=5000`, { application_name: 'entente-turns' });
    this.groups = new GroupCommit((appends) => this.commit(appends), { ...groupCommitDefaults, ...options.group });
    this.reads = new Gathered((requests) => this.fetch(requests), 256);
  }

  get generation(): number {
    return this.outages;
  }

  /** Encodes first, so that what cannot be written is refused before it joins a group. */
  async append(appends: readonly Append[]): Promise<readonly Outcome[]> {
    return this.groups.append(appends.map((append) => encode(append, this.options.types)));
  }

  async read(stream: string, after: number, commandId?: string): Promise<Slice> {
    const first = await this.reads.ask({ stream, after, command: commandId ?? null, most: PAGE_FACTS });
    const facts = [...(first.events ?? [])];
    for (let page = facts.length; page === PAGE_FACTS; ) {
      const next = await this.reads.ask({ stream, after: facts.at(-1)?.version ?? after, command: null, most: PAGE_FACTS });
      facts.push(...(next.events ?? []));
      page = next.events?.length ?? 0;
    }
    const known = first.receipt && {
      inputHash: first.receipt.inputHash,
      receipt: { stream: first.receipt.stream, version: first.receipt.version, position: first.receipt.position },
    };
    return { facts: facts.map(this.options.types.upcast), known };
  }

  /** By a session advisory lock, which ends with its connection and is granted in the order of asking. */
  async inTurn(stream: string, work: () => Promise<void>): Promise<void> {
    const client = await this.turns.connect();
    let broken: Error | undefined;
    try {
      await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [stream]);
      await work();
    } finally {
      await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [stream]).catch((error: Error) => (broken = error));
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    await this.groups.close();
    await this.turns.end();
    await this.pool.end();
  }

  private async commit(appends: readonly EncodedAppend[]): Promise<readonly Outcome[]> {
    const started = performance.now();
    const { rows: [answer] } = await this.asking(this.pool.query<{ settled: Settled }>(statementOf(appends)));
    if (!answer) throw new Error('The log answered an append with nothing.');
    const outcomes = outcomesOf(answer.settled);
    this.options.onGroup?.(outcomes.filter(({ outcome }) => outcome === 'appended').length, performance.now() - started);
    return outcomes;
  }

  private async fetch(requests: readonly ReadRequest[]): Promise<readonly ReadRow[]> {
    const answer = await this.asking(this.pool.query<ReadRow>({ ...READ, values: [JSON.stringify(requests)] }));
    return answer.rows;
  }

  /** A call that fails for another reason than its data has met a log that was out of reach. */
  private async asking<T>(call: Promise<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      if (!isDataFault(error)) this.outages += 1;
      throw error;
    }
  }
}

/** What log.append says of each append, and the streams that others write as well. */
type Settled = Readonly<{
  outcomes: readonly Outcome['outcome'][]; streams: readonly string[]; versions: readonly number[]; positions: readonly number[];
  contended: readonly string[];
}>;

const outcomesOf = ({ outcomes, streams, versions, positions, contended }: Settled): readonly Outcome[] =>
  outcomes.map((outcome, n) => ({
    outcome,
    ...(outcome === 'appended' || outcome === 'replayed' ? { receipt: { stream: streams[n], version: versions[n], position: positions[n] } } : {}),
    ...(contended.includes(streams[n] ?? '') ? { contended: true } : {}),
  }) as Outcome);
