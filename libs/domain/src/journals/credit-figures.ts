import { isLess, isNothing, minorOf, minus, nothing, plus } from '../credit/ledger/index.js';
import { type About, drawnBeside, type LineFact, type Mirror, outstandingOn, overdueOn, statementsIn } from '../credit/line/index.js';
import type { Entry, Grade } from '../kernel/journal.js';
import { dayAfter } from '../kernel/period.js';
import { one, type Of, overTime } from './over-time.js';
import type { Figure } from './signing-figures.js';

/** What all entries of a line are divided by. Their subject is the borrower, so that firms are counted and not lines. */
const dimsOf = ({ programme, batch, bank, product, track, mode }: About, currency: string): Figure['dims'] =>
  ({ programme, batch: batch ?? '', bank, product: product ?? '', track: track ?? '', mode, currency });

const money = (about: About, currency: string, amount: string): Figure => {
  const [value, sign] = amount.startsWith('-') ? [amount.slice(1), -1 as const] : [amount, 1 as const];
  return { region: about.region, counterpart: null, unit: currency, kind: '', value, low: value, high: value, precision: 'exact', sign, dims: dimsOf(about, currency) };
};

const of = (about: About, metric: string, cohortOn: string): Of => ({ metric, subject: about.borrower, grade: 'submitted', cohortOn });

/** A sum of money that came, or went where it is negative, on a day. */
const sum = (about: About, metric: string, currency: string, amount: string, effectiveOn: string): readonly Entry[] =>
  (isNothing(amount) ? [] : [{ ...of(about, metric, effectiveOn), effectiveOn, ...money(about, currency, amount) }]);

const COUNTED = { available: 'credit.available', reserved: 'credit.reserved', outstanding: 'credit.outstanding' } as const;
const isCounted = (account: string): account is keyof typeof COUNTED => account in COUNTED;

/** A movement of a line that is drawn here. */
export type Posting = Extract<LineFact, { data: { movement: object; balances: object } }>;

/** What is settled before it is due was never overdue. */
const settled = (about: About, currency: string, on: string, dues: readonly Readonly<{ on: string | null; amount: string }>[]): readonly Entry[] => dues.flatMap((each) => {
  if (each.on === null) return [];
  const late = dayAfter(each.on);
  return sum(about, 'credit.overdue', currency, `-${each.amount}`, late < on ? on : late);
});

/** What one movement counts as: in each account by what was debited or credited, and what was drawn or repaid by it. */
export const postingEntries = ({ data, ...fact }: Posting): readonly Entry[] => {
  const { movement, balances, on } = data;
  if (movement === null) return [];
  const { debit, credit, amount, currency } = movement;
  const isDraw = debit === 'outstanding';
  const isRepayment = credit === 'outstanding';
  const [before, after] = [minus(balances.outstanding, isDraw ? amount : isRepayment ? `-${amount}` : nothing(currency), currency), balances.outstanding];
  const firms = (isNothing(after) ? 0 : 1) - (isNothing(before) ? 0 : 1);
  return [
    ...(isCounted(debit) ? sum(data, COUNTED[debit], currency, amount, on) : []),
    ...(isCounted(credit) ? sum(data, COUNTED[credit], currency, `-${amount}`, on) : []),
    ...(isDraw ? sum(data, 'credit.drawn', currency, amount, on) : []),
    ...(isRepayment ? sum(data, 'credit.repaid', currency, amount, on) : []),
    ...(firms === 0 ? [] : [{ ...of(data, 'credit.firms-with-balance', on), effectiveOn: on, ...one(data.region, 'firm', dimsOf(data, currency)), sign: firms as 1 | -1 }]),
    ...((fact.type === 'CreditDrawn' || fact.type === 'CreditPosted') && 'dueOn' in data && data.dueOn !== null ? sum(data, 'credit.overdue', currency, amount, dayAfter(data.dueOn)) : []),
    ...(fact.type === 'CreditRepaid' && 'settles' in data ? settled(data, currency, on, data.settles) : []),
  ];
};

/** The life of a line, as far as its limits go. */
export type Life = Readonly<{
  about: About; currency: string; nominated: string; approved: string | null; signed: string | null; active: string | null; ended: string | null; revolving: boolean;
  /** How it is known that the borrower signed: by its own people, or from a document. */
  signedBy: Grade;
  limits: readonly Readonly<{ on: string; limit: string }>[];
}>;

const hasBegun = (on: string | null, day: string): boolean => on !== null && on <= day;

/** The limit that stands on a day, in one of the stages of the line; none before it and none after the line ended. */
const limitOn = (life: Life, since: string | null, day: string): string =>
  (hasBegun(since, day) && !hasBegun(life.ended, day) ? (life.limits.findLast(({ on }) => on <= day)?.limit ?? nothing(life.currency)) : nothing(life.currency));

/** A level is written with its own sign: one that goes from above nothing to below it moves by the difference of the two. */
const level = ({ about, currency }: Life, amount: string): readonly Figure[] => (isNothing(amount) ? [] : [{ ...money(about, currency, '0'), value: amount, low: amount, high: amount }]);

/** Limits that stand, by how far the line has come; and that a firm has a line. */
export const lifeEntries = (life: Life): readonly Entry[] => {
  const dates = [life.approved, life.signed, life.active, life.ended, ...life.limits.map(({ on }) => on)];
  const cohortOn = life.approved ?? '';
  if (life.approved === null) return [];
  const stage = (metric: string, since: string | null, grade: Grade = 'submitted'): readonly Entry[] => overTime({ ...of(life.about, metric, cohortOn), grade }, dates, (day) => level(life, limitOn(life, since, day)));
  return [
    ...stage('credit.approved', life.approved), ...stage('credit.signed', life.signed, life.signedBy), ...stage('credit.active', life.active),
    ...overTime(of(life.about, 'credit.firms-with-line', cohortOn), dates, (day) => (isNothing(limitOn(life, life.approved, day)) ? [] : [one(life.about.region, 'firm', dimsOf(life.about, life.currency))])),
  ];
};

const atLeastNothing = (amount: string, currency: string): string => (amount.startsWith('-') ? nothing(currency) : amount);

const sumOf = (amounts: readonly (readonly [on: string, amount: string])[], day: string, currency: string): string =>
  amounts.filter(([on]) => on <= day).reduce((sum, [, amount]) => plus(sum, amount, currency), nothing(currency));

/** What a mirrored line counts as: as its bank told and stated, day by day. Nothing is reserved in it. */
export const mirrorEntries = (life: Life, mirror: Mirror): readonly Entry[] => {
  const { about, currency } = life;
  // A bank may tell of a line that it has not approved here; then it counts from its nomination.
  const cohortOn = life.approved ?? life.nominated;
  const days = [...Object.keys(mirror.moved), ...statementsIn(mirror).map(({ cutOff }) => cutOff)];
  const stock = (metric: string, amountOn: (day: string) => string, more: readonly (string | null)[] = []): readonly Entry[] =>
    overTime(of(about, metric, cohortOn), [...days, ...more], (day) => level(life, amountOn(day)));
  const flow = (metric: string, amounts: readonly (readonly [string, string])[]): readonly Entry[] => amounts.flatMap(([on, amount]) => sum(about, metric, currency, amount, on));
  const told = (what: 'drawn' | 'repaid') => Object.entries(mirror.moved).map(([on, each]) => [on, each[what]] as const);
  const drawn = [...told('drawn'), ...drawnBeside(mirror)];
  const outstanding = (day: string): string => outstandingOn(mirror, day, currency);
  // What was drawn once is used up in a line that does not revolve; what is outstanding was drawn, whether or not that was told.
  const usedOn = (day: string): string => {
    const [owed, all] = [outstanding(day), life.revolving ? nothing(currency) : sumOf(drawn, day, currency)];
    return isLess(owed, all, currency) ? all : owed;
  };
  return [
    ...stock('credit.outstanding', outstanding),
    ...stock('credit.overdue', (day) => overdueOn(mirror, day, currency)),
    ...stock('credit.available', (day) => atLeastNothing(minus(limitOn(life, life.active, day), usedOn(day), currency), currency), [life.active, life.ended, ...life.limits.map(({ on }) => on)]),
    ...overTime(of(about, 'credit.firms-with-balance', cohortOn), days, (day) => (minorOf(outstanding(day), currency) > 0n ? [one(about.region, 'firm', dimsOf(about, currency))] : [])),
    ...flow('credit.drawn', drawn), ...flow('credit.repaid', told('repaid')),
  ];
};
