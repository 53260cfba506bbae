import type { Append, Outcome } from './event-log.js';

/**
 * The streams on which a member of a group did not write what it meant to. Those behind it were decided on facts that are
 * not there. By chance the stream may stand at the version that they expect, so they are conflicts without a look at it.
 */
export class Astray {
  private readonly streams = new Set<string>();

  /** Whether an append rests on such a stream. */
  concerns({ expect }: Append): boolean {
    return expect.some(({ stream }) => this.streams.has(stream));
  }

  /** Takes note of what became of an append. */
  after({ expect, facts }: Append, outcome: Outcome): Outcome {
    if (outcome.outcome !== 'appended') for (const fact of facts) this.streams.add(fact.stream ?? expect[0].stream);
    return outcome;
  }
}
