import type { Fact } from '@entente/domain/kernel/message';
import type { Folded, Waiting } from './deciding.js';

type Decided = Readonly<{ fact: Fact & Readonly<{ stream: string }>; version: number }>;

/**
 * What one turn of a lane has decided and not yet written, so that each decision rests on those before it, also where it
 * is about something else and shares a stream with them. Once all of it is written, the states are the log's.
 */
export class Ahead {
  private readonly decided: Decided[] = [];
  private readonly states = new Map<string, { folded: Folded; seen: number }>();

  /**
   * The state to decide a command on: the one at hand, brought up by what was decided on its streams, in that order. There
   * is none where others decided on facts that the state at hand lacks; it has to be read.
   */
  of(waiting: Waiting, atHand: Folded): Folded | undefined {
    const { folded, seen } = this.states.get(waiting.key) ?? { folded: atHand, seen: 0 };
    if (seen === this.decided.length) return folded;
    const after: Folded = { state: folded.state, versions: new Map(folded.versions) };
    for (let n = seen; n < this.decided.length; n += 1) {
      const { fact, version } = this.decided[n] as Decided;
      const stands = after.versions.get(fact.stream);
      if (stands === undefined || version <= stands) continue;
      if (version > stands + 1) return undefined;
      after.state = waiting.decider.evolve(after.state, fact);
      after.versions.set(fact.stream, version);
    }
    return after;
  }

  /** Takes note of what a command decided on the state that it was given. */
  add(waiting: Waiting, { state, versions }: Folded, facts: readonly Fact[]): void {
    const after: Folded = { state, versions: new Map(versions) };
    const decided = facts.map((fact): Decided => {
      const stream = fact.stream ?? waiting.streams[0];
      const version = (after.versions.get(stream) ?? 0) + 1;
      const placed = { ...fact, stream };
      after.state = waiting.decider.evolve(after.state, placed);
      after.versions.set(stream, version);
      return { fact: placed, version };
    });
    this.decided.push(...decided);
    this.states.set(waiting.key, { folded: after, seen: this.decided.length });
  }

  /** Under each key the state that its last command left; it holds facts that are not in the log before all are written. */
  entries(): readonly (readonly [key: string, folded: Folded])[] {
    return [...this.states].map(([key, { folded }]) => [key, folded]);
  }
}
