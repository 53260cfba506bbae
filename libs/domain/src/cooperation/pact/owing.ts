import { dayAfter, edtfInterval } from '../../kernel/period.js';
import { type Bound, fulfilmentOf, inForce, obligationsOf, type Standing } from './state.js';
import { aloneFrom } from './situation.js';
import type { Obligation } from './terms.js';

/** Who owes something, from which day on, and from which day on nobody does any more. Days are `YYYY-MM-DD`. */
export type Owed = Readonly<{ obligation: Obligation; owner: Bound; from: string; until: string | null }>;

const firstDay = (date: string): string => edtfInterval(date).from;
const earlier = (a: string | null, b: string | null): string | null => (a === null || b === null ? (a ?? b) : a < b ? a : b);
const later = (days: readonly (string | null)[]): string => days.flatMap((day) => day ?? []).sort().at(-1) ?? '';

/** The calendar has four digits for a year, so after its last day comes no other. */
const next = (day: string): string => (day === '9999-12-31' ? day : dayAfter(day));

/** The day from which a pact is no more: of its termination, after its last, or when one alone would be left. */
export const endOf = ({ terminated, to, bound }: Pick<Standing, 'terminated' | 'to' | 'bound'>): string | null =>
  earlier(earlier(terminated && firstDay(terminated.on), aloneFrom({ bound })), to === null ? null : next(edtfInterval(to).to));

/** Obligations with who owes them: nobody before he is bound or what adds them takes effect, nor after he left or the pact ended. */
export const owedUnder = (it: Standing): readonly Owed[] => obligationsOf(it).flatMap((obligation): readonly Owed[] => {
  const owner = it.bound.find(({ organisation }) => organisation === obligation.owner);
  if (!owner) return [];
  const added = inForce(it.supplements).find(({ obligations }) => obligations.some((each) => each.obligation === obligation.obligation))?.from ?? null;
  const [since, begins] = [owner.since, added].map((date) => date && firstDay(date));
  return [{ obligation, owner, from: later([since ?? null, begins ?? null]), until: earlier(endOf(it), owner.until && firstDay(owner.until)) }];
});

/** The first day on which it is late unless it was fulfilled by then; null where it has no date, or was owed no more when it was due. */
export const lateFrom = ({ obligation: { due }, from, until }: Owed): string | null => {
  if (due === null || (until !== null && until <= edtfInterval(due).to)) return null;
  return later([next(edtfInterval(due).to), from]);
};

/** When it was fulfilled; what nobody has verified is not fulfilled. */
export const fulfilledOn = (it: Pick<Standing, 'fulfilments'>, { obligation: { obligation } }: Owed): string | null => {
  const reported = fulfilmentOf(it, obligation);
  return reported?.verified ? reported.on : null;
};

/** Whether an obligation is overdue on a day: it is past its date, still owed, and not fulfilled by then. */
export const isOverdueOn = (it: Standing, name: string, day: string): boolean => owedUnder(it).some((owed) => {
  const [late, fulfilled] = [lateFrom(owed), fulfilledOn(it, owed)];
  return owed.obligation.obligation === name && late !== null && late <= day && (owed.until === null || day < owed.until) && (fulfilled === null || day < firstDay(fulfilled));
});
