import type { Recorded } from '@entente/domain/kernel/message';
import { Astray } from './astray.js';
import { canonical } from './canonical.js';
import { type Append, EventLog, type Outcome, type Receipt, type Slice } from './event-log.js';
import { eventId } from './event-id.js';
import type { EventTypes } from './event-types.js';

/** The log in memory, for tests of what stands on it: the same contract, without a database. */
export class MemoryEventLog extends EventLog {
  readonly events: Recorded[] = [];
  readonly generation = 0;
  private readonly commands = new Map<string, { inputHash: string; receipt: Receipt }>();

  constructor(
    private readonly types: EventTypes,
    private readonly now: () => number = Date.now,
  ) {
    super();
  }

  async append(appends: readonly Append[]): Promise<readonly Outcome[]> {
    const encoded = appends.map((append) => append.facts.map((fact) => canonical(fact.data)));
    const astray = new Astray();
    return appends.map((append, n) => astray.after(append, this.known(append) ?? (astray.concerns(append) ? { outcome: 'conflict' } : this.one(append, encoded[n] ?? []))));
  }

  async read(stream: string, after: number, commandId?: string): Promise<Slice> {
    const facts = this.events.filter((event) => event.stream === stream && event.version > after).map(this.types.upcast);
    return { facts, known: (commandId && this.commands.get(commandId)) || null };
  }

  inTurn(_stream: string, work: () => Promise<void>): Promise<void> {
    return work();
  }

  async close(): Promise<void> {}

  /** A command that is known gets its receipt, also behind one that was not written. */
  private known({ commandId, inputHash }: Append): Outcome | undefined {
    const known = this.commands.get(commandId);
    return known && (known.inputHash === inputHash ? { outcome: 'replayed', receipt: known.receipt } : { outcome: 'key reused' });
  }

  private one(append: Append, data: readonly string[]): Outcome {
    if (append.expect.some(({ stream, version }) => this.versionOf(stream) !== version)) return { outcome: 'conflict' };
    const recordedAt = new Date(Math.max(this.now(), Date.parse(this.events.at(-1)?.recordedAt ?? '1970-01-01'))).toISOString();
    append.facts.forEach((fact, ordinal) => {
      const stream = fact.stream ?? append.expect[0].stream;
      this.events.push({
        ...fact,
        data: JSON.parse(data[ordinal] as string) as object,
        id: eventId(append.commandId, ordinal),
        position: this.events.length + 1,
        stream,
        version: this.versionOf(stream) + 1,
        schemaVersion: this.types.versionOf(fact.type),
        recordedAt,
        commandId: append.commandId,
        ordinal,
        metadata: append.metadata,
      });
    });
    const { stream } = append.expect[0];
    const receipt = { stream, version: this.versionOf(stream), position: this.events.length };
    this.commands.set(append.commandId, { inputHash: append.inputHash, receipt });
    return { outcome: 'appended', receipt };
  }

  private versionOf(stream: string): number {
    return this.events.findLast((event) => event.stream === stream)?.version ?? 0;
  }
}
