import type { Actor, Command } from '../../kernel/message.js';
import { dateInShanghai, edtfInterval } from '../../kernel/period.js';
import { refuse } from './refusals.js';
import { concerns, type Asked, type Known, type Party, type Signing } from './state.js';

/** The signing, if it is any of the actor's business. */
export const known = (state: Signing, { actor, directory }: Pick<Command, 'actor' | 'directory'>): Known => {
  if (state.status === 'absent' || !concerns(state, actor, directory)) throw refuse('signing/not-found');
  return state;
};

export const partyOf = ({ principal, organisation }: Actor): Party => ({ principal, organisation });

export const isSubmitter = (state: Known, actor: Actor): boolean => actor.organisation === state.submitter.organisation;

export const isAssociation = (state: Known, { actor, directory }: Pick<Command, 'actor' | 'directory'>): boolean =>
  actor.role === 'administrator' && directory.within(state.owner, actor.region);

/** The regions of `asked` for which the actor can speak; the submitter's own word is its submission. */
export const speaksFor = (state: Known, asked: readonly Asked[], { actor, directory }: Pick<Command, 'actor' | 'directory'>): readonly string[] =>
  actor.role === 'region' && !isSubmitter(state, actor)
    ? [...new Set(asked.map(({ region }) => region).filter((region) => directory.within(region, actor.region)))]
    : [];

export const mustBeSubmitter = (state: Known, actor: Actor): void => {
  if (!isSubmitter(state, actor)) throw refuse('signing/not-the-submitter');
};

/** A date of the world must have come: today in Asia/Shanghai is the newest. */
export const mustHaveCome = (date: string, command: Command, pointer: string): void => {
  if (edtfInterval(date).from > dateInShanghai(command.at)) throw refuse('signing/date-in-future', pointer);
};

/** What happens to a signing happens on the day of its signing or later, as far as the precision tells. */
export const mustNotPrecede = (date: string, signedOn: string, pointer: string): void => {
  if (edtfInterval(date).to < edtfInterval(signedOn).from) throw refuse('signing/before-signed', pointer);
};
