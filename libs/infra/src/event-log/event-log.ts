import type { Fact, Metadata, Recorded } from '@entente/domain/kernel/message';

/** Where an append left its first stream. Equal for a command and every repetition of it. */
export type Receipt = Readonly<{ stream: string; version: number; position: number }>;

/** A stream and the version at which the decision saw it; 0 is a stream that does not exist. */
export type Expected = Readonly<{ stream: string; version: number }>;

/**
 * The facts of one command, all or nothing. Every stream of `expect` must stand at its version; one that is
 * expected and not written is a guard. The first stream is the one that the receipt speaks of.
 */
export type Append = Readonly<{
  commandId: string;
  /** SHA-256 (hex) of what was asked, so that an id that comes back with another question is told apart. */
  inputHash: string;
  expect: readonly [Expected, ...Expected[]];
  facts: readonly Fact[];
  metadata: Metadata;
}>;

/** `contended`: others write the stream as well, so that taking turns is the better way. */
export type Outcome =
  | Readonly<{ outcome: 'appended'; receipt: Receipt; contended?: true }>
  | Readonly<{ outcome: 'replayed'; receipt: Receipt }>
  | Readonly<{ outcome: 'conflict'; contended?: true }>
  | Readonly<{ outcome: 'key reused' }>;

/** What a stream holds after a version, and the receipt of a command if the log knows it. */
export type Slice = Readonly<{
  facts: readonly Recorded[];
  known: Readonly<{ inputHash: string; receipt: Receipt }> | null;
}>;

/** The log cannot be reached or cannot take more. Nothing is known to be written; a repetition is safe. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable';
}

/** The database refuses this very append (SQLSTATE class 22 or 23); the others of its group are not harmed. */
export class AppendRejected extends Error {
  override readonly name = 'AppendRejected';
}

/** The port of the log. One contract suite holds for every implementation. */
export abstract class EventLog {
  /** Appends in order, in one group: later members may build on earlier ones. One outcome each. */
  abstract append(appends: readonly Append[]): Promise<readonly Outcome[]>;

  /** The stream's facts after `after`, oldest first and complete, upcast to their newest schema. */
  abstract read(stream: string, after: number, commandId?: string): Promise<Slice>;

  /** Does work on a stream while other processes that ask for their turn wait. Only a courtesy: versions are checked anyway. */
  abstract inTurn(stream: string, work: () => Promise<void>): Promise<void>;

  /**
   * Moves whenever the log has been out of reach. What stood before may be gone by then (a restored backup, a replica
   * that took over), so nothing that was folded in an earlier generation is decided on.
   */
  abstract readonly generation: number;

  abstract close(): Promise<void>;
}
