import { dayAfter, edtfInterval } from '../../kernel/period.js';
import type { Bound, Known, Motion, Standing } from './state.js';

/** What a pact is on a day: nothing of it is stored, so that a date that comes needs no event. */
export type Situation = 'drafted' | 'negotiating' | 'frozen' | 'declined' | 'agreed' | 'in-force' | 'suspended' | 'expired' | 'terminated';
export const SITUATIONS: readonly Situation[] = ['drafted', 'negotiating', 'frozen', 'declined', 'agreed', 'in-force', 'suspended', 'expired', 'terminated'];

/** Whether a date has begun by a day (`YYYY-MM-DD`). */
export const hasCome = (date: string, day: string): boolean => edtfInterval(date).from <= day;
const isOver = (date: string, day: string): boolean => edtfInterval(date).to < day;

/** The days from `since` to before `until`; what is not stated is open. */
export const holdsOn = ({ since, until }: Readonly<{ since: string | null; until: string | null }>, day: string): boolean =>
  (since === null || hasCome(since, day)) && (until === null || !hasCome(until, day));

/** The day from which fewer than two of those who were bound are left, whoever left first: a pact binds two at the fewest. Null where that is not so, and of what never bound two. */
export const aloneFrom = ({ bound }: Pick<Standing, 'bound'>): string | null => {
  const lasting = bound.map(({ until }) => (until === null ? FOR_EVER : edtfInterval(until).from)).sort();
  const second = lasting.at(-2);
  return second === undefined || second === FOR_EVER ? null : second;
};
const FOR_EVER = '~';

/** @param day `YYYY-MM-DD`. It is in force through the whole of its last day, and ended from the day of its termination on. */
export const situationOn = (it: Known, day: string): Situation => {
  if (it.status !== 'in-force') return it.status;
  if (it.terminated && hasCome(it.terminated.on, day)) return 'terminated';
  const alone = aloneFrom(it);
  if (alone !== null && alone <= day && (it.to === null || !isOver(it.to, alone))) return 'terminated';
  if (it.to !== null && isOver(it.to, day)) return 'expired';
  if (it.from !== null && !hasCome(it.from, day)) return 'agreed';
  return it.suspensions.some(({ from, to }) => holdsOn({ since: from, until: to }, day)) ? 'suspended' : 'in-force';
};

/** The parties that are bound on a day. */
export const boundOn = ({ bound }: Pick<Standing, 'bound'>, day: string): readonly Bound[] => bound.filter((each) => holdsOn(each, day));

/** Those who are bound now or will be: whose agreement it takes. A party that signed before the first day is bound to be. */
export const partiesOf = (it: Pick<Standing, 'bound'>, day: string): readonly Bound[] => it.bound.filter(({ until }) => until === null || !hasCome(until, day));

/** The day from which a motion makes a difference: a renewal is about the days after the end that stands. */
const differsFrom = ({ to }: Pick<Standing, 'to'>, { act, on }: Pick<Motion, 'act' | 'on'>): string => (act === 'renew' && to !== null ? dayAfter(edtfInterval(to).to) : edtfInterval(on).from);

/**
 * Those whose agreement a motion takes, asked on a day: all who are bound then, but those who have left by the day from which
 * it makes a difference. Who leaves is asked about his own leaving until he has left.
 */
export const askedFor = (it: Pick<Standing, 'bound' | 'to'>, motion: Pick<Motion, 'act' | 'on' | 'leaving'>, day: string): readonly Bound[] => {
  const from = differsFrom(it, motion);
  const bound = partiesOf(it, day);
  return bound.filter((each) => each.organisation === motion.leaving || partiesOf({ bound: [each] }, from > day ? from : day).length > 0);
};
