import { boundOn, endOf, fulfilledOn, lateFrom, owedUnder, type Pact, situationOn, type Standing } from '../cooperation/pact/index.js';
import { write } from '../kernel/decimal.js';
import type { Entry } from '../kernel/journal.js';
import { edtfInterval } from '../kernel/period.js';
import { splitByShares } from '../kernel/share.js';
import { one, type Of, overTime } from './over-time.js';
import type { Figure } from './signing-figures.js';

/** Counts are kept to nine decimals: that is how a third of a pact is split without a remainder. */
const COUNT_DECIMALS = 9;

type Dims = Figure['dims'];

/** One pact, split evenly among the regions of those who are bound. */
const splitAmong = (regions: readonly string[], dims: Dims): readonly Figure[] => {
  const shares = regions.map((region) => ({ region, share: { numerator: 1n, denominator: BigInt(regions.length) } }));
  return splitByShares(10n ** BigInt(COUNT_DECIMALS), shares).map((part, n) => {
    const value = write({ digits: part, scale: COUNT_DECIMALS }, undefined);
    return { ...one(regions[n] ?? '', 'pact', dims), value, low: value, high: value };
  });
};

/** One for each region and each other that it is bound to: itself, where two of its own bodies are, and nobody, where it is the only one that is known. */
const pairs = (all: readonly string[], dims: Dims): readonly Figure[] => [...new Set(all)].flatMap((region, n, regions) => {
  const others = [...regions.filter((_, m) => m !== n), ...(all.filter((each) => each === region).length > 1 ? [region] : [])];
  return (others.length > 0 ? others : [null]).map((counterpart) => one(region, 'pact', dims, counterpart));
});

const regionsOn = (it: Standing, day: string): readonly string[] =>
  (situationOn(it, day) === 'in-force' ? boundOn(it, day).flatMap(({ region }) => region ?? []).sort() : []);

const byFirstDay = (a: string, b: string): number => (edtfInterval(a).from < edtfInterval(b).from ? -1 : 1);

/** What is due, what was fulfilled and verified, and what is overdue: from the day after it was due until it was fulfilled, or nobody owes it any more. */
const ofObligations = (it: Standing, of: Omit<Of, 'metric'>): readonly Entry[] => owedUnder(it).flatMap((owed) => {
  const { obligation: { obligation, due }, owner: { organisation: owner, region }, until } = owed;
  if (region === null) return [];
  const figure = one(region, 'obligation', { pact: it.id, owner, obligation });
  const at = (metric: string, effectiveOn: string, sign: 1 | -1 = 1): Entry => ({ ...of, metric, effectiveOn, ...figure, sign });
  const [fulfilled, late] = [fulfilledOn(it, owed), lateFrom(owed)];
  const settled = [until, fulfilled].flatMap((date) => date ?? []).sort(byFirstDay)[0];
  const wasLate = late !== null && (settled === undefined || late < edtfInterval(settled).from);
  return [
    ...(due === null || late === null ? [] : [at('pacts.obligations-due', due)]),
    ...(fulfilled === null ? [] : [at('pacts.obligations-fulfilled', fulfilled)]),
    ...(wasLate ? [at('pacts.obligations-overdue', late), ...(settled === undefined ? [] : [at('pacts.obligations-overdue', settled, -1)])] : []),
  ];
});

/** What a pact counts as: in force by region and by pair of regions, and what is owed under it. */
export const pactEntries = (it: Pact): readonly Entry[] => {
  if (it.status !== 'in-force' || it.from === null) return [];
  const dims = { pact: it.id, pactKind: it.kind };
  const of = { subject: it.id, grade: it.grade, cohortOn: it.from };
  const dates = [it.from, endOf(it), ...it.bound.flatMap(({ since, until }) => [since, until]), ...it.suspensions.flatMap(({ from, to }) => [from, to])];
  return [
    ...overTime({ ...of, metric: 'pacts.in-force' }, dates, (day) => splitAmong([...new Set(regionsOn(it, day))], dims)),
    ...overTime({ ...of, metric: 'pacts.present' }, dates, (day) => pairs(regionsOn(it, day), dims)),
    ...ofObligations(it, of),
  ];
};
