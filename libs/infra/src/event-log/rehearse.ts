import type { Decider } from '@entente/domain/kernel/decider';
import type { Command, Fact, Recorded } from '@entente/domain/kernel/message';
import type { Envelope, Handled } from './deciding.js';
import { eventId } from './event-id.js';
import { type Append, EventLog, type Outcome, type Slice } from './event-log.js';
import type { EventTypes } from './event-types.js';
import { Lanes } from './lanes.js';

/** What a command would do: the facts that its streams hold, and those that it would add. */
export type Rehearsed = Handled & Readonly<{ before: readonly Recorded[]; facts: readonly Recorded[] }>;

/** Walks the very write path of a command, on a log that reads what stands and keeps what would be written to itself. */
export const rehearse = async <S, C extends Command, F extends Fact>(
  log: EventLog, types: EventTypes, decider: Decider<S, C, F>, command: C, envelope: Envelope,
): Promise<Rehearsed> => {
  const stage = new Stage(log, types, command.at);
  const handled = await new Lanes(stage).handle(decider, command, envelope);
  return { ...handled, before: stage.before, facts: stage.facts };
};

class Stage extends EventLog {
  before: readonly Recorded[] = [];
  facts: readonly Recorded[] = [];
  readonly generation = 0;

  constructor(
    private readonly log: EventLog,
    private readonly types: EventTypes,
    private readonly at: string,
  ) {
    super();
  }

  read(stream: string, after: number, commandId?: string): Promise<Slice> {
    return this.log.read(stream, after, commandId);
  }

  append(appends: readonly Append[]): Promise<readonly Outcome[]> {
    return Promise.all(appends.map((append) => this.one(append)));
  }

  inTurn(_stream: string, work: () => Promise<void>): Promise<void> {
    return work();
  }

  async close(): Promise<void> {}

  private async one({ commandId, inputHash, expect, facts, metadata }: Append): Promise<Outcome> {
    const slices = await Promise.all(expect.map(({ stream }, n) => this.log.read(stream, 0, n === 0 ? commandId : undefined)));
    const known = slices[0]?.known;
    if (known) return known.inputHash === inputHash ? { outcome: 'replayed', receipt: known.receipt } : { outcome: 'key reused' };
    if (slices.some((slice, n) => slice.facts.length !== expect[n]?.version)) return { outcome: 'conflict' };
    this.before = slices.flatMap((slice) => slice.facts).sort((a, b) => a.position - b.position);
    const versions = new Map(expect.map(({ stream, version }) => [stream, version]));
    const position = this.before.at(-1)?.position ?? 0;
    this.facts = facts.map((fact, ordinal) => {
      const stream = fact.stream ?? expect[0].stream;
      const version = (versions.get(stream) ?? 0) + 1;
      versions.set(stream, version);
      const schemaVersion = this.types.versionOf(fact.type);
      return { ...fact, id: eventId(commandId, ordinal), position, stream, version, schemaVersion, recordedAt: this.at, commandId, ordinal, metadata };
    });
    const { stream } = expect[0];
    return { outcome: 'appended', receipt: { stream, version: versions.get(stream) ?? 0, position } };
  }
}
