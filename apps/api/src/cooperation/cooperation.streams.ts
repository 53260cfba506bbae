import { Injectable } from '@nestjs/common';
import { type Directory, isAmong } from '@entente/domain/kernel/directory';
import type { Kept } from '@entente/domain/kernel/kept';
import type { Actor, Fact, Recorded } from '@entente/domain/kernel/message';
import { type Kind, kinds, type States } from '@entente/domain/views/cooperation';
import { EventLog } from '@entente/infra/event-log/event-log';
import { problems } from '../http/problems.js';
import { type AsOf, AsOfResolver, type Moment } from '../reading/as-of.js';
import { Node } from '../reading/node.js';
import { ReadersProgress } from '../reading/progress.js';
import { Directories } from '../territory/directories.js';

type At = Readonly<{ asOf?: AsOf | undefined; minPosition?: number | undefined }>;
/** The situations in which there is something to tell. */
export type There<K extends Kind> = Exclude<States[K], { status: 'absent' }>;

/** What is known of one up to a position: its facts, and what they come to. */
export type Told<K extends Kind> = Readonly<{
  facts: readonly Recorded[]; state: There<K>; position: number; moment: () => Promise<Moment>;
  /** Whether the reader was among those who could see it when the fact was recorded: what was said before he came in is not his to read. */
  isTold: (fact: Recorded) => boolean;
}>;

/** Folds one stream, so that the answer holds everything that was acknowledged before the question. */
@Injectable()
export class CooperationStreams {
  constructor(
    private readonly log: EventLog,
    private readonly moments: AsOfResolver,
    private readonly progress: ReadersProgress,
    private readonly node: Node,
    private readonly directories: Directories,
  ) {}

  /** @throws Problem 404 where it is not there, or none of the actor's business. */
  async of<K extends Kind>(kind: K, id: string, actor: Actor, query: At = {}): Promise<Told<K>> {
    const kept = kinds[kind] as Kept<States[K]>;
    const asked = await this.moments.position(query.asOf);
    const { facts } = await this.log.read(`${kept.prefix}${id}`, 0);
    const { head } = await this.progress.now();
    if (Math.max(asked?.position ?? 0, query.minPosition ?? 0) > head) throw problems.beyondHead();
    const position = asked?.position ?? Math.max(head, facts.at(-1)?.position ?? 0);
    const known = facts.filter((fact) => fact.position <= position);
    const states = foldedStepwise(kept, known);
    const state = states.at(-1) ?? kept.initial;
    if (!kept.isThere(state)) throw problems.notFound();
    const directory = await this.directories.naming(bodiesIn(kept, states));
    if (!isAmong(kept.audience(state, directory), actor, directory)) throw problems.notFound();
    const told = toldTo(kept, states, actor, directory);
    return {
      facts: known, state: state as There<K>, position, isTold: ({ version }) => told[version - 1] ?? false,
      moment: async () => ({ instant: asked?.instant ?? (await this.moments.instant(position)), node: await this.node.name(), position }),
    };
  }

  /** How it stands, for what a command is to be sent with; undefined where there is nothing. */
  async standing<K extends Kind>(kind: K, id: string): Promise<There<K> | undefined> {
    const kept = kinds[kind] as Kept<States[K]>;
    const { facts } = await this.log.read(`${kept.prefix}${id}`, 0);
    const state = (facts as readonly Fact[]).reduce<States[K]>(kept.evolve, kept.initial);
    return kept.isThere(state) ? (state as There<K>) : undefined;
  }
}

/** How it stood after each of its facts. */
const foldedStepwise = <State>(kept: Kept<State>, facts: readonly Recorded[]): readonly State[] => {
  const states: State[] = [];
  for (const fact of facts as readonly Fact[]) states.push(kept.evolve(states.at(-1) ?? kept.initial, fact));
  return states;
};

/** How many of the steps were taken before everybody could see it, which everybody can from then on. */
const closedSteps = <State>(kept: Kept<State>, states: readonly State[]): readonly State[] => {
  const opened = states.findIndex((state) => kept.audience(state).open);
  return opened < 0 ? states : states.slice(0, opened);
};

const bodiesIn = <State>(kept: Kept<State>, states: readonly State[]): readonly string[] => [...new Set(closedSteps(kept, states).flatMap((state) => kept.bodies(state)))];

/** Of each step, whether the actor, by who he is today, was among those who could see what it led to. */
const toldTo = <State>(kept: Kept<State>, states: readonly State[], actor: Actor, directory: Directory): readonly boolean[] => {
  const closed = closedSteps(kept, states);
  return states.map((_, n) => closed[n] === undefined || isAmong(kept.audience(closed[n], directory), actor, directory));
};
