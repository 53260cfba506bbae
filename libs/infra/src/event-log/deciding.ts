import type { Decider } from '@entente/domain/kernel/decider';
import type { Command, Fact, Metadata } from '@entente/domain/kernel/message';
import { Refusal } from '@entente/domain/kernel/refusal';
import type { Append, Expected, Receipt } from './event-log.js';

/** What comes with a command and is none of the domain's business. */
export type Envelope = Readonly<{
  /** SHA-256 (hex) of what was asked. */
  inputHash: string;
  /** The version that the caller saw, where he vouches for it or asks for it to be checked. */
  ifVersion?: number;
  /** He should have named it and did not; a repetition is answered all the same. */
  ifMissing?: true;
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

/** Somebody vouches for what he saw and does not say which version that was. */
export class VersionMissing extends Error {
  override readonly name = 'VersionMissing';
}

/** The command's id is known, with another question. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused';
}

/** Other processes kept moving the stream; nothing was written. */
export class Contended extends Error {
  override readonly name = 'Contended';
}

export type Deciding<S> = Decider<S, Command, Fact>;

export type Waiting = {
  readonly decider: Deciding<unknown>;
  readonly command: Command;
  readonly envelope: Envelope;
  readonly streams: readonly [string, ...string[]];
  /** The stream on which it takes its turn. */
  readonly lane: string;
  /** The decider and all of its streams, under which their folded state is kept. */
  readonly key: string;
  resolve: (handled: Handled) => void;
  reject: (error: unknown) => void;
  conflicts: number;
};

/** The folded state of some streams, and the versions that it stands at. */
export type Folded = { state: unknown; versions: Map<string, number> };

/** The state of streams that have not been read: as if they did not exist. */
export const unread = (waiting: Waiting): Folded => ({
  state: waiting.decider.initialState,
  versions: new Map(waiting.streams.map((stream) => [stream, 0])),
});

/** A foreign or absent aggregate is told before a moved version, so that the version gives nothing away. */
export const decideOn = ({ decider, command, envelope, streams }: Waiting, { state, versions }: Folded): readonly Fact[] => {
  const version = versions.get(streams[0]) ?? 0;
  const moved = envelope.ifVersion !== undefined && envelope.ifVersion !== version;
  try {
    const facts = decider.decide(command, state);
    if (envelope.ifMissing) throw new VersionMissing();
    if (moved) throw new VersionMoved(version);
    return facts;
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'absent') throw error;
    if (envelope.ifMissing) throw new VersionMissing();
    throw moved ? new VersionMoved(version) : error;
  }
};

export const appendOf = ({ command, envelope, streams }: Waiting, { versions }: Folded, facts: readonly Fact[]): Append => {
  const metadata: Metadata = {
    actor: command.actor,
    ...(envelope.trace === undefined ? {} : { trace: envelope.trace }),
    ...(envelope.causation === undefined ? {} : { causation: envelope.causation }),
  };
  const expect = streams.map((stream): Expected => ({ stream, version: versions.get(stream) ?? 0 }));
  return { commandId: command.id, inputHash: envelope.inputHash, expect: expect as [Expected, ...Expected[]], facts, metadata };
};
