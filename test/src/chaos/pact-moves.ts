import { randomUUID } from 'node:crypto';
import { inGroups, type Side, textOf } from '../support/pacts.js';
import { ADMIN, reason } from '../support/samples.js';
import type { Company } from './company.js';
import type { Move } from './moves.js';
import type { Random } from './random.js';

type Body = Readonly<Record<string, unknown>>;

const PACTS = '/v1/pacts';

/** A pact that several work on: who is party, the drafter first, and the text that he drafts. */
export type Talks = Readonly<{ id: string; sides: readonly [Side, Side, ...Side[]]; text: Body }>;
/** What one of them saw before he acts. */
export type Seen = Readonly<{ status: string; version: number }>;

/** In any order, the drafter before the others, or all but one. */
const signing = (random: Random, [first, ...others]: readonly string[]): Body => {
  const allButOne = (): Body => inGroups({ parties: [first as string, ...others], atLeast: Math.max(2, others.length) });
  return random.pick<() => Body>([() => ({}), () => inGroups({ parties: [first as string] }, { parties: others }), allButOne, allButOne])();
};

export const newTalks = (random: Random, { sides: all }: Company): Talks => {
  const sides = random.shuffled(all).slice(0, random.chance(0.3) ? 2 : 3) as unknown as Talks['sides'];
  return { id: randomUUID(), sides, text: textOf(sides, signing(random, sides.map(({ by }) => by.id))) };
};

export const drafts = ({ id, sides: [{ by, as }], text }: Talks): Move => ({ as, path: PACTS, body: { id, as: by.id, text } });

const act = (id: string, verb: string, as: string, body: Body, ifMatch?: number): Move =>
  ({ as, path: `${PACTS}/${id}/${verb}`, body, ...(ifMatch === undefined ? {} : { ifMatch }) });

/** A signature of the party under a text; now and then under another, or brought by somebody who does not speak for it, or by who may besides. */
const signs = (random: Random, { id, sides }: Talks, { by, as }: Side, text: string, version: number): Move => {
  const speaks = random.chance(0.1) ? ADMIN : random.chance(0.04) ? random.pick(sides).as : as;
  return act(id, 'sign', speaks, { ...by.signer(), signature: by.jws(random.chance(0.05) ? `${text} ` : text) }, version);
};

/** What a party does about a pact by what it saw of it; `text` is what there is to sign, empty where there is none. */
export const negotiates = (random: Random, talks: Talks, side: Side, seen: Seen | undefined, text: string): Move => {
  const { id, sides: [drafter] } = talks;
  const { by: { id: as }, as: key } = side;
  const version = (seen?.version ?? 1) - (random.chance(0.05) ? 1 : 0);
  const ifMatch = Math.max(1, version);
  const propose = (): Move => act(id, 'propose', key, { as });
  // Nobody but the drafter sees whether there is a draft; the others wait for its offer, so it is urged on in their place.
  const offer = (): Move => (random.chance(0.4) ? drafts(talks) : act(id, 'propose', drafter.as, { as: drafter.by.id }));
  const freeze = (): Move => act(id, 'freeze', key, { as }, ifMatch);
  const counter = (): Move => act(id, 'counter', key, { as, changes: { clauses: [{ clause: '1', text: `双方共建合作机制，第${random.between(1, 9)}稿。` }] }, reason }, random.chance(0.5) ? ifMatch : undefined);
  const decline = (): Move => act(id, 'decline', key, { as, reason });
  const sign = (): Move => signs(random, talks, side, text, ifMatch);
  const often = (first: () => Move, others: readonly (() => Move)[]): Move => (random.chance(0.85) ? first() : random.pick(others)());
  switch (seen?.status) {
    case undefined: return often(side === drafter ? () => drafts(talks) : offer, [propose, freeze, sign]);
    case 'drafted': return often(propose, [freeze, sign, counter]);
    case 'negotiating': return often(side === drafter && random.chance(0.3) ? counter : freeze, [counter, sign, propose, decline]);
    case 'frozen': return often(sign, [sign, counter, freeze, decline]);
    case 'declined': return often(counter, [sign, freeze, decline]);
    default: return often(sign, [counter, freeze, propose]);
  }
};
