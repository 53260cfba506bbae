import type { Recorded } from '@entente/domain/kernel/message';
import type pg from 'pg';
import { poolAs } from '../database/pools.js';
import { canonical } from './canonical.js';
import { type Append, EventLog, type Outcome, type Slice } from './event-log.js';
import { GroupCommit, groupCommitDefaults, type GroupCommitOptions, isDataFault } from './group-commit.js';
import { eventId } from './event-id.js';
import { Gathered } from './gathered.js';
import type { EventTypes } from './event-types.js';

const APPEND = { name: 'append', text: 'select log.append($1::json) as outcomes' };
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
  private readonly groups: GroupCommit<Encoded>;
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
    return this.groups.append(appends.map(encode));
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

  private async commit(appends: readonly Encoded[]): Promise<readonly Outcome[]> {
    const started = performance.now();
    const answer = await this.asking(this.pool.query<{ outcomes: readonly WireOutcome[] }>({ ...APPEND, values: [this.batch(appends)] }));
    const outcomes = answer.rows[0]?.outcomes ?? [];
    this.options.onGroup?.(outcomes.filter(({ outcome }) => outcome === 'appended').length, performance.now() - started);
    return outcomes.map(({ outcome, stream, version, position, contended }) => ({
      outcome,
      ...(outcome === 'appended' || outcome === 'replayed' ? { receipt: { stream, version, position } } : {}),
      ...(contended ? { contended } : {}),
    }) as Outcome);
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

  /** The text of a group; data and metadata go in as the canonical bytes that the log keeps. */
  private batch(appends: readonly Encoded[]): string {
    const streams = new Map<string, number>();
    const numberOf = (stream: string): number => {
      const known = streams.get(stream);
      if (known !== undefined) return known;
      streams.set(stream, streams.size + 1);
      return streams.size;
    };
    const heads: string[] = [];
    const events: string[] = [];
    appends.forEach((append, index) => {
      const written = new Map<string, number>();
      append.facts.forEach((fact, ordinal) => {
        const stream = fact.stream ?? append.expect[0].stream;
        const count = (written.get(stream) ?? 0) + 1;
        written.set(stream, count);
        const expected = append.expect.find((each) => each.stream === stream);
        if (!expected) throw new Error(`A fact is written to ${stream}, which its command does not name.`);
        const head = JSON.stringify({
          append: index + 1,
          stream_no: numberOf(stream),
          version: expected.version + count,
          id: eventId(append.commandId, ordinal),
          ordinal,
          type: fact.type,
          schema: this.options.types.versionOf(fact.type),
          effective: fact.effectiveOn,
        });
        events.push(`${head.slice(0, -1)},"metadata":${append.metadataText},"data":${append.dataTexts[ordinal]}}`);
      });
      const expect = append.expect.flatMap((each) => [numberOf(each.stream), each.version, written.get(each.stream) ?? 0]);
      heads.push(`{"id":"${append.commandId}","hash":"${append.inputHash}","events":${append.facts.length},"expect":[${expect.join(',')}]}`);
    });
    return `{"streams":${JSON.stringify([...streams.keys()])},"appends":[${heads.join(',')}],"events":[${events.join(',')}]}`;
  }
}

type Encoded = Append & Readonly<{ metadataText: string; dataTexts: readonly string[] }>;

const encode = (append: Append): Encoded => ({
  ...append,
  metadataText: canonical(append.metadata),
  dataTexts: append.facts.map((fact) => canonical(fact.data)),
});

type WireOutcome = Readonly<{ outcome: Outcome['outcome']; stream: string; version: number; position: number; contended: boolean }>;
