import type { Command, Fact, Recorded } from './message.js';
import type { Following } from './view.js';

/** What a process wants done: a command without id, actor and time, which the runner derives from the event. */
export type Intention<C extends Command = Command> = Readonly<{ decider: string; type: C['type']; data: C['data'] }>;

/**
 * A reaction to facts. The command's id is the event's id, the process's name and the ordinal, so that a
 * redelivery is a no-op; a refusal is recorded and the process goes on. A process is never rebuilt.
 */
export type Process<F extends Fact = Fact, C extends Command = Command> = Following &
  Readonly<{ react: (fact: Recorded<F>) => readonly Intention<C>[] }>;
