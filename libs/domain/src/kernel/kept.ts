import type { Audience, Directory } from './directory.js';
import type { Fact } from './message.js';
import type { Task } from './task.js';

/** What lists, work lists and references need to know of an aggregate: how its stream folds, who may know of it, what it is called, and what is to be done about it. */
export type Kept<State, F extends Fact = Fact> = Readonly<{
  kind: string;
  /** Its streams are this and the id. */
  prefix: string;
  handles: readonly string[];
  initial: State;
  evolve: (state: State, fact: F) => State;
  isThere: (state: State) => boolean;
  /** The bodies for which it is who they are today that decides who may know of it. */
  bodies: (state: State) => readonly string[];
  /** Who may know of it: by who those bodies were when they came in and, where a directory tells, by who they are today. What is open stays open. */
  audience: (state: State, directory?: Pick<Directory, 'body'>) => Audience;
  name: (state: State) => string;
  tasks: (state: State) => readonly Task[];
}>;
