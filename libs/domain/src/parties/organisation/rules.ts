import type { Directory } from '../../kernel/directory.js';
import type { Actor, Command } from '../../kernel/message.js';
import { dateInShanghai, edtfInterval } from '../../kernel/period.js';
import type { Refusal } from '../../kernel/refusal.js';
import type { Source } from '../../signing/signing/index.js';
import { refuse } from './refusals.js';
import type { Organisation, Organisations, Party } from './state.js';

export const streamOf = (id: string): string => `organisation-${id}`;

export const partyOf = ({ principal, organisation }: Actor): Party => ({ principal, organisation });

/** A body whose region is not stated is everybody's and nobody's: only who acts for all regions is over it. */
export const isOver = ({ region }: Pick<Organisation, 'region'>, actor: Actor, directory: Directory): boolean =>
  actor.region === '*' || (region !== null && directory.within(region, actor.region));

export const isOwn = ({ account }: Pick<Organisation, 'account'>, actor: Actor): boolean => account !== null && account === actor.organisation;

/** Who may act on a body and know its people: its own, and associations and officers over its region. */
export const mayAct = (it: Pick<Organisation, 'region' | 'account'>, actor: Actor, directory: Directory): boolean =>
  isOwn(it, actor) || ((actor.role === 'administrator' || actor.role === 'region') && isOver(it, actor, directory));

/** An association whose scope holds the body. */
export const isAssociationOver = (it: Pick<Organisation, 'region'>, actor: Actor, directory: Directory): boolean =>
  actor.role === 'administrator' && isOver(it, actor, directory);

/** The body that a command is about, if the actor may act on it. */
export const mine = ({ actor, directory, data }: Command<string, { id: string }>, { bodies }: Organisations): Organisation => {
  const it = bodies[data.id];
  if (!it) throw refuse('organisation/not-found');
  if (!mayAct(it, actor, directory)) throw refuse('organisation/not-yours');
  return it;
};

export type Live = Extract<Organisation, { status: 'live' }>;

export const mustBeLive = (it: Organisation): Live => {
  if (it.status !== 'live') throw refuse(`organisation/${it.status}`);
  return it;
};

/** The same for what is said of a closed body too: its misprints, and that its keys are not to be trusted. */
export const mustNotBeMerged = (it: Organisation): Exclude<Organisation, { status: 'merged' }> => {
  if (it.status === 'merged') throw refuse('organisation/merged');
  return it;
};

/** Who acts for the body submits; only an association enters from a document. */
export const gradeOf = (actor: Actor, source: Source | null): 'submitted' | 'attested' => {
  if (source && actor.role !== 'administrator') throw refuse('organisation/attest-not-yours', '/source');
  return source ? 'attested' : 'submitted';
};

/** An association that does not act for itself enters what a document states, and names it. */
export const unsourced = (actor: Actor, source: Source | null, own: boolean): readonly Refusal[] =>
  !source && actor.role === 'administrator' && !own ? [refuse('organisation/source-required', '/source')] : [];

/** A date of the world must have come: today in Asia/Shanghai is the newest. */
export const yetToCome = (date: string | null, { at }: Command, pointer: string): readonly Refusal[] =>
  date !== null && edtfInterval(date).from > dateInShanghai(at) ? [refuse('organisation/date-in-future', pointer)] : [];

/** As far as the precision tells, a change lies on the day of what it changes or later. */
export const preceding = (date: string | null, before: string | null, pointer: string): readonly Refusal[] =>
  date !== null && before !== null && edtfInterval(date).to < edtfInterval(before).from ? [refuse('organisation/before-what-it-changes', pointer)] : [];

export const reversed = (from: string | null, to: string | null, pointer: string): readonly Refusal[] =>
  from !== null && to !== null && edtfInterval(to).to < edtfInterval(from).from ? [refuse('organisation/dates-reversed', pointer)] : [];
