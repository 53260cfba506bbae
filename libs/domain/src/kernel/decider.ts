import type { References } from './directory.js';
import type { Command, Fact } from './message.js';

/**
 * The write side of one aggregate, as pure functions.
 *
 * `decide` answers with the new facts (none: nothing new) or throws a `Refusal`.
 * A stream that is named and not written is a guard: the append fails if it has moved.
 */
export type Decider<State, C extends Command, F extends Fact> = Readonly<{
  name: string;
  /** Raised whenever `State` changes shape, so that snapshots of the old shape are left alone. */
  stateVersion: number;
  /** The streams that the decision rests on; the first is the one that the command is about. */
  streamsOf: (command: C) => readonly [string, ...string[]];
  /**
   * The stream on which the command takes its turn, where that is not the first. Many commands, each about something of
   * its own, may all write to one stream that they share (grants out of one quota): in turns of their own they would meet
   * in conflicts there, in one turn each is decided upon those before it and all are written together.
   */
  laneOf?: (command: C) => string;
  /**
   * What of a state belongs to the streams that a command shares with others, where the decider keeps that apart: so that a
   * thousand lines of one quota do not each fold the quota from its beginning. The rest is as if its streams did not exist.
   */
  sharedOf?: (state: unknown) => unknown;
  /** The bodies that the command refers to: the directory that comes in with it knows them. */
  refersTo?: (command: C) => References;
  initialState: State;
  decide: (command: C, state: State) => readonly F[];
  evolve: (state: State, fact: F) => State;
}>;
