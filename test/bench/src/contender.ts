import type { Measured } from './work.js';

/** Where a contender works and with what: its database, how many connections it may use, and how many events matter. */
export type At = Readonly<{ url: string; pool: number; events: number }>;

/** Answers a closed loop of clients: one acknowledged operation a call. `check` throws where what it wrote is not what was acknowledged. */
export type Writer = Readonly<{ once: () => Promise<void>; check?: () => Promise<void>; close: () => Promise<void> }>;

/** A live projection: it follows what is written for as long as it is open, and tells how many events it is behind. */
export type Follower = Readonly<{ behind: () => Promise<number>; close: () => Promise<void> }>;

/** Something that is done once, from beginning to end; answers with how many events it went through. */
export type Job = Readonly<{ run: () => Promise<number>; close: () => Promise<void> }>;

/** Something that measures by itself, because its clients do not all do the same. */
export type Trial = Readonly<{ run: (ms: number) => Promise<Measured>; check: () => Promise<void>; close: () => Promise<void> }>;

/**
 * One system under measurement, as its own documentation would have it used. Everything here runs in a child process
 * that has loaded nothing but this contender.
 */
export type Contender = Readonly<{
  /** Makes the schema, and writes `events` where the work begins on a log that is not empty. */
  prepare: (at: At) => Promise<void>;
  writer?: (at: At) => Promise<Writer>;
  follower?: (at: At) => Promise<Follower>;
  job?: (at: At) => Promise<Job>;
  trial?: (at: At) => Promise<Trial>;
}>;
