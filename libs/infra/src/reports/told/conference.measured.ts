import type { Funnel, FundsRate } from '@entente/domain/journals/funnel';
import type { Figure, Origin } from '@entente/domain/reporting/dataset';
import type { FunnelAnswer } from '../../metrics/cohorts.js';
import type { Ask, Question } from '../asking.js';
import { exactly, nothing } from './cells.js';

/** A cohort that was asked for, with its answer. */
export type Cohort = Readonly<{ question: Question; answer: FunnelAnswer }>;
export type Count = keyof Funnel['counts'];

export const cohortOf = async (ask: Ask, question: Question): Promise<Cohort> => ({ question, answer: await ask.funnel(question) });

/** The origin of a member of a cohort's answer, by its path in it. */
const originOf = ({ question, answer: { definition } }: Cohort, measure: string): Origin => ({ kind: 'funnel', definition, question, measure: `whole.${measure}` });

/** How many projects of a cohort reached something. */
export const countIn = (cohort: Cohort, name: Count): Figure => exactly(String(cohort.answer.whole.counts[name]), 'project', originOf(cohort, `counts.${name}`));

/** A number of days by which something came about, by estimate; none where it has not come about for as many. */
export const daysIn = (cohort: Cohort, name: 'medianDays' | 'quartileDays'): Figure => {
  const [days, origin] = [cohort.answer.whole.timeToStart[name], originOf(cohort, `timeToStart.${name}`)];
  return days === null ? nothing('not-yet', 'days', origin) : exactly(String(days), 'days', origin);
};

/** How many projects were looked at for the time until they start: those that started, or have not yet. */
export const watchedIn = (cohort: Cohort, name: 'reached' | 'censored' | 'undated'): Figure => exactly(String(cohort.answer.whole.timeToStart[name]), 'project', originOf(cohort, `timeToStart.${name}`));

/** What was agreed and what came in of the projects of a cohort that can be compared, in one currency and kind of amount. */
export const fundsIn = (cohort: Cohort, { unit, amountKind, projects, contracted, received }: FundsRate): Readonly<Record<'projects' | 'contracted' | 'received', Figure>> => {
  const of = (member: string): Origin => originOf(cohort, `funds.${unit}.${amountKind}.${member}`);
  const { value, low, high } = contracted;
  return {
    projects: exactly(String(projects), 'project', of('projects')),
    contracted: { value, low, high, precision: low === high ? 'exact' : 'approximate', unit, ...(amountKind === '' ? {} : { amountKind }), origin: of('contracted.value') },
    received: exactly(received, unit, of('received')),
  };
};

/** What came in and has nothing to be compared with, in one currency. */
export const incomparableIn = (cohort: Cohort, { unit, received, projects }: Funnel['incomparable'][number]): Readonly<Record<'projects' | 'received', Figure>> => ({
  projects: exactly(String(projects), 'project', originOf(cohort, `incomparable.${unit}.projects`)), received: exactly(received, unit, originOf(cohort, `incomparable.${unit}.received`)),
});
