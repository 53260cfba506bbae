import { setTimeout as sleep } from 'node:timers/promises';
import type { Decider } from '@entente/domain/kernel/decider';
import type { Command, Fact, Metadata } from '@entente/domain/kernel/message';
import { Refusal } from '@entente/domain/kernel/refusal';
import type { Append, EventLog, Expected, Outcome, Receipt, Slice } from './event-log.js';

/** What comes with a command and is none of the domain's business. */
export type Envelope = Readonly<{
  /** SHA-256 (hex) of what was asked. */
  inputHash: string;
  /** The version that the caller saw, where he vouches for it or asks for it to be checked. */
  ifVersion?: number;
  trace?: string;
  causation?: string;
}>;

export type Handled = Receipt & Readonly<{ replayed: boolean }>;

/** The version that the caller saw is not the one that stands. */
export class VersionMoved extends Error {
  override readonly name = 'VersionMoved';
  constructor(readonly version: number) {
    super(`The version has moved to ${version}; read it again and decide on what stands now.`);
  }
}

/** The command's id is known, with another question. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused';
}

/** Other processes kept moving the stream; nothing was written. */
export class Contended extends Error {
  override readonly name = 'Contended';
}

type Deciding<S> = Decider<S, Command, Fact>;

type Waiting = {
  readonly decider: Deciding<unknown>;
  readonly command: Command;
  readonly envelope: Envelope;
  readonly streams: readonly [string, ...string[]];
  resolve: (handled: Handled) => void;
  reject: (error: unknown) => void;
  conflicts: number;
};

/** The folded state of some streams, and the versions that it stands at. */
type Folded = { state: unknown; versions: Map<string, number> };

export type LanesOptions = Readonly<{ togetherMax: number; cachedStatesMax: number; conflictsMax: number }>;
const defaults: LanesOptions = { togetherMax: 128, cachedStatesMax: 20_000, conflictsMax: 40 };

/**
 * The only write path: read, decide, append. Commands on one stream take turns in a lane, keep the folded state at
 * hand and are appended together.
 *
 * A decision that yields facts may rest on the state at hand, because the append checks the versions. A refusal is
 * checked by nothing, so it is given only on state that was read from the log after the command came in, and after
 * the log has said that it does not know the command: a repetition gets its receipt, not a refusal.
 */
export class Lanes {
  private readonly lanes = new Map<string, Waiting[]>();
  private readonly cache = new Map<string, Folded>();
  private readonly options: LanesOptions;

  constructor(
    private readonly log: EventLog,
    options: Partial<LanesOptions> = {},
  ) {
    this.options = { ...defaults, ...options };
  }

  handle<S, C extends Command, F extends Fact>(decider: Decider<S, C, F>, command: C, envelope: Envelope): Promise<Handled> {
    return new Promise((resolve, reject) => {
      const streams = decider.streamsOf(command);
      // Inside the lane the decider meets only its own commands and the facts of its own streams.
      const waiting: Waiting = {
        decider: decider as unknown as Deciding<unknown>, command, envelope, streams, resolve, reject, conflicts: 0,
      };
      const lane = this.lanes.get(streams[0]);
      if (lane) return void lane.push(waiting);
      const fresh = [waiting];
      this.lanes.set(streams[0], fresh);
      void this.run(streams[0], fresh);
    });
  }

  /** Commands that wait or are being handled. */
  get depth(): number {
    let depth = 0;
    for (const lane of this.lanes.values()) depth += lane.length;
    return depth;
  }

  private async run(stream: string, lane: Waiting[]): Promise<void> {
    while (lane.length > 0) {
      const turn = lane.slice(0, this.options.togetherMax);
      let open: Waiting[];
      try {
        open = await this.turn(turn);
      } catch (error) {
        for (const waiting of turn) {
          this.forget(waiting);
          waiting.reject(error);
        }
        open = [];
      }
      lane.splice(0, turn.length, ...open);
      const tries = open.reduce((most, { conflicts }) => Math.max(most, conflicts), 0);
      if (tries > 0) await sleep(Math.random() * Math.min(2 ** tries, 30));
    }
    this.lanes.delete(stream);
  }

  /** One turn of a lane; answers with those that are still open. */
  private async turn(turn: readonly Waiting[]): Promise<Waiting[]> {
    const bundle: { waiting: Waiting; append: Append; state: unknown }[] = [];
    const doubtful: Waiting[] = [];
    const ahead = new Map<string, Folded>();
    const ids = new Set<string>();
    const twice: Waiting[] = [];
    for (const waiting of turn) {
      if (ids.has(waiting.command.id)) {
        twice.push(waiting);
        continue;
      }
      ids.add(waiting.command.id);
      const key = waiting.streams.join(' ');
      const folded = ahead.get(key) ?? this.cache.get(key) ?? unread(waiting);
      try {
        const facts = decideOn(waiting, folded);
        const after = applied(waiting, folded, facts);
        bundle.push({ waiting, append: appendOf(waiting, folded, facts), state: after });
        ahead.set(key, after);
      } catch (error) {
        if (!(error instanceof Refusal || error instanceof VersionMoved)) waiting.reject(error);
        else doubtful.push(waiting);
      }
    }
    const open = bundle.length > 0 ? await this.write(bundle.map(({ waiting }) => waiting), bundle.map(({ append }) => append), ahead) : [];
    if (doubtful.length > 0) open.unshift(...(await this.ask(doubtful)));
    return [...open, ...twice];
  }

  private async write(members: readonly Waiting[], appends: readonly Append[], ahead: Map<string, Folded>): Promise<Waiting[]> {
    const outcomes = await this.log.append(appends);
    const open: Waiting[] = [];
    if (outcomes.every(({ outcome }) => outcome === 'appended')) for (const [key, folded] of ahead) this.remember(key, folded);
    else for (const waiting of members) this.forget(waiting);
    outcomes.forEach((outcome, n) => this.settle(members[n] as Waiting, outcome, open));
    return open;
  }

  private settle(waiting: Waiting, outcome: Outcome, open: Waiting[]): void {
    if (outcome.outcome === 'appended') return waiting.resolve({ ...outcome.receipt, replayed: false });
    if (outcome.outcome === 'replayed') return waiting.resolve({ ...outcome.receipt, replayed: true });
    if (outcome.outcome === 'key reused') return waiting.reject(new KeyReused(waiting.command.id));
    waiting.conflicts += 1;
    if (waiting.conflicts <= this.options.conflictsMax) return void open.push(waiting);
    waiting.reject(new Contended(`The stream ${waiting.streams[0]} is changed by others all the time; try again shortly.`));
  }

  /** Asks the log about commands that the state at hand would refuse, and refuses those that it refuses as well. */
  private async ask(doubtful: readonly Waiting[]): Promise<Waiting[]> {
    const open: Waiting[] = [];
    const slices = await Promise.all(doubtful.map((waiting) => this.read(waiting)));
    slices.forEach(({ folded, known }, n) => {
      const waiting = doubtful[n] as Waiting;
      if (known) {
        if (known.inputHash === waiting.envelope.inputHash) waiting.resolve({ ...known.receipt, replayed: true });
        else waiting.reject(new KeyReused(waiting.command.id));
        return;
      }
      this.remember(waiting.streams.join(' '), folded);
      try {
        decideOn(waiting, folded);
        open.push(waiting);
      } catch (error) {
        waiting.reject(error);
      }
    });
    return open;
  }

  private async read(waiting: Waiting): Promise<{ folded: Folded; known: Slice['known'] }> {
    const at = this.cache.get(waiting.streams.join(' ')) ?? unread(waiting);
    const slices = await Promise.all(
      waiting.streams.map((stream, n) => this.log.read(stream, at.versions.get(stream) ?? 0, n === 0 ? waiting.command.id : undefined)),
    );
    const folded: Folded = { state: at.state, versions: new Map(at.versions) };
    for (const fact of slices.flatMap(({ facts }) => facts).sort((a, b) => a.position - b.position)) {
      folded.state = waiting.decider.evolve(folded.state, fact);
      folded.versions.set(fact.stream, fact.version);
    }
    return { folded, known: slices[0]?.known ?? null };
  }

  private remember(key: string, folded: Folded): void {
    this.cache.delete(key);
    this.cache.set(key, folded);
    if (this.cache.size > this.options.cachedStatesMax) this.cache.delete(this.cache.keys().next().value as string);
  }

  private forget(waiting: Waiting): void {
    this.cache.delete(waiting.streams.join(' '));
  }
}

const unread = (waiting: Waiting): Folded => ({
  state: waiting.decider.initialState,
  versions: new Map(waiting.streams.map((stream) => [stream, 0])),
});

/** A foreign or absent aggregate is told before a moved version, so that the version gives nothing away. */
const decideOn = ({ decider, command, envelope, streams }: Waiting, { state, versions }: Folded): readonly Fact[] => {
  const version = versions.get(streams[0]) ?? 0;
  const moved = envelope.ifVersion !== undefined && envelope.ifVersion !== version;
  try {
    const facts = decider.decide(command, state);
    if (moved) throw new VersionMoved(version);
    return facts;
  } catch (error) {
    if (moved && !(error instanceof Refusal && error.kind === 'absent')) throw new VersionMoved(version);
    throw error;
  }
};

const applied = (waiting: Waiting, { state, versions }: Folded, facts: readonly Fact[]): Folded => {
  const after: Folded = { state, versions: new Map(versions) };
  for (const fact of facts) {
    const stream = fact.stream ?? waiting.streams[0];
    after.state = waiting.decider.evolve(after.state, fact);
    after.versions.set(stream, (after.versions.get(stream) ?? 0) + 1);
  }
  return after;
};

const appendOf = ({ command, envelope, streams }: Waiting, { versions }: Folded, facts: readonly Fact[]): Append => {
  const metadata: Metadata = {
    actor: command.actor,
    ...(envelope.trace === undefined ? {} : { trace: envelope.trace }),
    ...(envelope.causation === undefined ? {} : { causation: envelope.causation }),
  };
  const expect = streams.map((stream): Expected => ({ stream, version: versions.get(stream) ?? 0 }));
  return { commandId: command.id, inputHash: envelope.inputHash, expect: expect as [Expected, ...Expected[]], facts, metadata };
};
