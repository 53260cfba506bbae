import type { Actor, Command } from '../../kernel/message.js';
import { dateInShanghai, edtfInterval } from '../../kernel/period.js';
import type { Refusal } from '../../kernel/refusal.js';
import { refuse } from './refusals.js';
import { concerns, type Asked, hostsEver, type Known, type Party, type Signing } from './state.js';

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

/** What has been admitted goes on; what has ended is only verified and put right. */
export const mustBeOnRecord = ({ status }: Known, how: 'open' | 'ended'): void => {
  if (status === 'submitted' || status === 'returned') throw refuse('signing/not-admitted');
  if (status === 'withdrawn' || status === 'annulled') throw refuse(`signing/${status}`);
  if (status === 'terminated' && how === 'open') throw refuse('signing/terminated');
};

/** A host tells what becomes of the project; of what an association entered from a document, that association does too. */
export const mustBeHost = (it: Known, { actor, directory }: Pick<Command, 'actor' | 'directory'>): void => {
  const isHost = actor.role === 'region' && hostsEver(it).some((region) => directory.within(region, actor.region));
  if (!isHost && !(it.grade === 'attested' && isAssociation(it, { actor, directory }))) throw refuse('signing/not-a-host');
};

/** The organisation whose people admit and verify nothing that it brought; null where the association entered it from a document itself, of which a second person does. */
export const barredOrganisation = ({ grade, submitter }: Known, { organisation }: Party): string | null =>
  (grade === 'attested' && organisation === submitter.organisation ? null : organisation);

/** The association, and neither the person nor, of what a region reported, the organisation that brought it. */
export const mustBeAnother = (it: Known, command: Pick<Command, 'actor' | 'directory'>, brought?: Party): void => {
  const { actor } = command;
  if (actor.principal === brought?.principal) throw refuse('signing/same-person');
  if (!isAssociation(it, command)) throw refuse('signing/not-the-association');
  if (brought && actor.organisation === barredOrganisation(it, brought)) throw refuse('signing/same-organisation');
};

/** What is wrong with the date of something that became of a signing. */
export const wrongDate = (on: string, { terms }: Known, { at, mayCome }: Readonly<{ at: string; mayCome: boolean }>): readonly Refusal[] => [
  ...(!mayCome && edtfInterval(on).from > dateInShanghai(at) ? [refuse('signing/date-in-future', '/on')] : []),
  ...(edtfInterval(on).to < edtfInterval(terms.signedOn).from ? [refuse('signing/before-signed', '/on')] : []),
];
