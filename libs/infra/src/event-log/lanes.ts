import { setTimeout as sleep } from 'node:timers/promises';
import type { Decider } from '@entente/domain/kernel/decider';
import type { Command, Fact } from '@entente/domain/kernel/message';
import { Refusal } from '@entente/domain/kernel/refusal';
import { Ahead } from './ahead.js';
import { appendOf, Contended, decideOn, type Deciding, type Envelope, type Folded, type Handled, KeyReused, unread, VersionMissing, VersionMoved, type Waiting } from './deciding.js';
import { NotCanonical } from './canonical.js';
import { type Append, AppendRejected, type EventLog, type Outcome, type Slice } from './event-log.js';
import { Recent } from './recent.js';

export type LanesOptions = Readonly<{
  /** Commands of one lane that are appended together. */
  togetherMax: number;
  cachedStatesMax: number;
  conflictsMax: number;
  /** How long a process keeps a contended stream to itself, and how long a conflict makes a stream contended. */
  sliceMs: number;
  contendedMs: number;
}>;
const defaults: LanesOptions = { togetherMax: 128, cachedStatesMax: 20_000, conflictsMax: 40, sliceMs: 15, contendedMs: 1_000 };

const nextTurnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type Read = Readonly<{ folded: Folded; known: Slice['known'] }>;

/**
 * The only write path: read, decide, append. Commands on one stream take turns in a lane, keep the folded state at
 * hand and are appended together; so do commands about different things that share a stream (the decider's `laneOf`).
 *
 * A decision that yields facts may rest on the state at hand, because the append checks the versions. A refusal is
 * checked by nothing, so it is given only on state that was read from the log after the command came in, and after
 * the log has said that it does not know the command: a repetition gets its receipt, not a refusal.
 */
export class Lanes {
  private readonly lanes = new Map<string, Waiting[]>();
  private readonly cache: Recent<Folded>;
  /** Of deciders that keep them apart, the newest states under the streams that a command shares with others. */
  private readonly shared: Recent<Folded>;
  /** Streams that other processes write as well, and until when that is taken to be so. */
  private readonly contended = new Map<string, number>();
  private readonly options: LanesOptions;
  private generation = 0;

  constructor(
    private readonly log: EventLog,
    options: Partial<LanesOptions> = {},
  ) {
    this.options = { ...defaults, ...options };
    this.cache = new Recent(this.options.cachedStatesMax / 2);
    this.shared = new Recent(this.options.cachedStatesMax / 2);
  }

  handle<S, C extends Command, F extends Fact>(decider: Decider<S, C, F>, command: C, envelope: Envelope): Promise<Handled> {
    return new Promise((resolve, reject) => {
      const streams = decider.streamsOf(command);
      // Inside the lane the decider meets only its own commands and the facts of its own streams.
      const waiting: Waiting = {
        decider: decider as unknown as Deciding<unknown>, command, envelope, streams,
        lane: decider.laneOf?.(command) ?? streams[0], key: [decider.name, ...streams].join(' '), resolve, reject, conflicts: 0,
      };
      const lane = this.lanes.get(waiting.lane);
      if (lane) return void lane.push(waiting);
      const fresh = [waiting];
      this.lanes.set(waiting.lane, fresh);
      void this.run(waiting.lane, fresh);
    });
  }

  private async run(stream: string, lane: Waiting[]): Promise<void> {
    while (lane.length > 0) {
      if ((this.contended.get(stream) ?? 0) < Date.now()) {
        this.contended.delete(stream);
        await this.step(lane);
      } else {
        // Others write this stream too: taking turns costs less than meeting in conflicts.
        await this.log.inTurn(stream, () => this.slice(lane)).catch(() => this.step(lane));
      }
    }
    this.lanes.delete(stream);
  }

  /** A slice of time in which the stream is this process's alone; it begins with what the others wrote, and gets one step done however long that took to read. */
  private async slice(lane: Waiting[]): Promise<void> {
    await this.refresh(lane.slice(0, this.options.togetherMax));
    const until = Date.now() + this.options.sliceMs;
    let idle = 0;
    do {
      if (lane.length > 0) await this.step(lane);
      else await nextTurnOfTheLoop();
      idle = lane.length > 0 ? 0 : idle + 1;
    } while (Date.now() < until && idle < 20);
  }

  private async step(lane: Waiting[]): Promise<void> {
    const turn = lane.slice(0, this.options.togetherMax);
    let open: Waiting[];
    try {
      open = await this.turn(turn);
    } catch (error) {
      open = await this.apart(turn, error);
    }
    lane.splice(0, turn.length, ...open);
    const tries = open.reduce((most, { conflicts }) => Math.max(most, conflicts), 0);
    if (tries > 0) await sleep(Math.random() * Math.min(2 ** tries, 30));
  }

  /** What failed together: where one of several cannot be written, each is tried alone until it is settled, so that only that one is told. */
  private async apart(turn: readonly Waiting[], error: unknown): Promise<Waiting[]> {
    for (const waiting of turn) this.forget(waiting);
    if (turn.length === 1 || !(error instanceof AppendRejected || error instanceof NotCanonical)) {
      for (const waiting of turn) waiting.reject(error);
      return [];
    }
    for (const waiting of turn) {
      for (let open: readonly Waiting[] = [waiting]; open.length > 0; ) {
        open = await this.turn(open).catch((own: unknown) => this.apart([waiting], own));
      }
    }
    return [];
  }

  /** One turn of a lane; answers with those that are still open. */
  private async turn(turn: readonly Waiting[]): Promise<Waiting[]> {
    if (this.generation !== this.log.generation) {
      this.cache.clear();
      this.shared.clear();
    }
    this.generation = this.log.generation;
    const bundle: { waiting: Waiting; append: Append }[] = [];
    const doubtful: Waiting[] = [];
    const ahead = new Ahead();
    const ids = new Set<string>();
    const twice: Waiting[] = [];
    for (const waiting of turn) {
      if (ids.has(waiting.command.id)) {
        twice.push(waiting);
        continue;
      }
      ids.add(waiting.command.id);
      try {
        const folded = ahead.of(waiting, this.atHand(waiting));
        if (!folded) {
          doubtful.push(waiting);
          continue;
        }
        const facts = decideOn(waiting, folded);
        ahead.add(waiting, folded, facts);
        bundle.push({ waiting, append: appendOf(waiting, folded, facts) });
      } catch (error) {
        if (!(error instanceof Refusal || error instanceof VersionMoved || error instanceof VersionMissing)) waiting.reject(error);
        else doubtful.push(waiting);
      }
    }
    const open = bundle.length > 0 ? await this.write(bundle.map(({ waiting }) => waiting), bundle.map(({ append }) => append), ahead) : [];
    if (doubtful.length > 0) open.unshift(...(await this.ask(doubtful)));
    return [...open, ...twice];
  }

  private async write(members: readonly Waiting[], appends: readonly Append[], ahead: Ahead): Promise<Waiting[]> {
    const outcomes = await this.log.append(appends);
    const open: Waiting[] = [];
    if (outcomes.some((outcome) => 'contended' in outcome)) this.contended.set(members[0]?.lane ?? '', Date.now() + this.options.contendedMs);
    if (outcomes.every(({ outcome }) => outcome === 'appended')) for (const [key, folded] of ahead.entries()) this.cache.set(key, folded);
    outcomes.forEach((outcome, n) => this.settle(members[n] as Waiting, outcome, open));
    if (open.length > 0) await this.refresh(open);
    return open;
  }

  /** The states at hand are brought up to the log's: after a conflict, and when a turn begins, so that decisions rest on what others wrote. */
  private async refresh(open: readonly Waiting[]): Promise<void> {
    const oneEach = [...new Map(open.map((waiting) => [waiting.key, waiting])).values()];
    const slices = await this.readAll(oneEach);
    slices.forEach(({ folded }, n) => this.keep(oneEach[n] as Waiting, folded));
  }

  private settle(waiting: Waiting, outcome: Outcome, open: Waiting[]): void {
    if (outcome.outcome === 'appended') return waiting.resolve({ ...outcome.receipt, replayed: false });
    if (outcome.outcome === 'replayed') return waiting.resolve({ ...outcome.receipt, replayed: true });
    if (outcome.outcome === 'key reused') return waiting.reject(new KeyReused(waiting.command.id));
    waiting.conflicts += 1;
    if (waiting.conflicts <= this.options.conflictsMax) return void open.push(waiting);
    waiting.reject(new Contended(`The stream ${waiting.lane} is changed by others all the time; try again shortly.`));
  }

  /** Asks the log about commands that the state at hand would refuse or is too old for, and refuses those that the log refuses as well. */
  private async ask(doubtful: readonly Waiting[]): Promise<Waiting[]> {
    const open: Waiting[] = [];
    const slices = await this.readAll(doubtful);
    slices.forEach(({ folded, known }, n) => {
      const waiting = doubtful[n] as Waiting;
      if (known) {
        if (known.inputHash === waiting.envelope.inputHash) waiting.resolve({ ...known.receipt, replayed: true });
        else waiting.reject(new KeyReused(waiting.command.id));
        return;
      }
      this.keep(waiting, folded);
      try {
        decideOn(waiting, folded);
        open.push(waiting);
      } catch (error) {
        waiting.reject(error);
      }
    });
    return open;
  }

  /** Reads for all of them at once: a stream that several rest on from the same version is read for all together. */
  private readAll(all: readonly Waiting[]): Promise<Read[]> {
    const shared = new Map<string, Promise<Slice>>();
    return Promise.all(all.map((waiting) => this.read(waiting, shared)));
  }

  private async read(waiting: Waiting, shared: Map<string, Promise<Slice>>): Promise<Read> {
    const at = this.atHand(waiting);
    const slices = await Promise.all(waiting.streams.map((stream, n) => {
      const after = at.versions.get(stream) ?? 0;
      // The first stream is asked about the command as well.
      if (n === 0) return this.log.read(stream, after, waiting.command.id);
      const asked = shared.get(`${after} ${stream}`) ?? this.log.read(stream, after);
      shared.set(`${after} ${stream}`, asked);
      return asked;
    }));
    const folded: Folded = { state: at.state, versions: new Map(at.versions) };
    for (const fact of slices.flatMap(({ facts }) => facts).sort((a, b) => a.position - b.position)) {
      folded.state = waiting.decider.evolve(folded.state, fact);
      folded.versions.set(fact.stream, fact.version);
    }
    return { folded, known: slices[0]?.known ?? null };
  }

  /** The state at hand; of a command that was never seen, what is known of the streams that it shares with others. */
  private atHand(waiting: Waiting): Folded {
    const own = this.cache.get(waiting.key);
    if (own) return own;
    const { decider, streams: [first, ...others] } = waiting;
    const shared = decider.sharedOf && others.length > 0 ? this.shared.get([decider.name, ...others].join(' ')) : undefined;
    return shared && decider.sharedOf ? { state: decider.sharedOf(shared.state), versions: new Map(shared.versions).set(first, 0) } : unread(waiting);
  }

  private keep({ key, decider, streams: [first, ...others] }: Waiting, folded: Folded): void {
    this.cache.set(key, folded);
    if (!decider.sharedOf || others.length === 0) return;
    const versions = new Map(folded.versions);
    versions.delete(first);
    this.shared.set([decider.name, ...others].join(' '), { state: folded.state, versions });
  }

  private forget(waiting: Waiting): void {
    this.cache.delete(waiting.key);
  }
}
