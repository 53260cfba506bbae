import type { Entry, Journal } from '../kernel/journal.js';
import { dateInShanghai } from '../kernel/period.js';
import { absent, evolve, inOrder, type Known, type Signing, type SigningFact, signingEvents, termsAt } from '../signing/signing/index.js';
import { amountsOf, countsOf, difference, type Figure, presenceOf, takenBack } from './signing-figures.js';

/** A stretch of time in which a submission waited for admission; dates in Asia/Shanghai. */
type Wait = Readonly<{ from: string; to: string | null }>;

export type SigningMetricsRow = Readonly<{ id: string; state: Signing; waits: readonly Wait[] }>;

const PREFIX = 'signing-';

/**
 * The metrics of signings. A row yields: the count, the amount and the presence at the date of signing; the
 * differences on the dates of amendments; what ended on the date of termination; and the days of waiting.
 */
export const signingMetrics: Journal<SigningMetricsRow, SigningFact> = {
  name: 'signing-metrics',
  version: 2,
  handles: signingEvents.map(({ type }) => type),
  keysOf: (fact) => [fact.stream.slice(PREFIX.length)],
  initialRow: (id) => ({ id, state: absent, waits: [] }),
  evolve: (row, fact) => ({
    id: row.id,
    state: evolve(row.state, fact),
    waits: waitsAfter(row.waits, fact.type, dateInShanghai(fact.recordedAt)),
  }),
  entries: (row) => (row.state.status === 'absent' ? [] : [...waiting(row.id, row.state, row.waits), ...admitted(row.id, row.state)]),
};

const waitsAfter = (waits: readonly Wait[], type: SigningFact['type'], day: string): readonly Wait[] => {
  if (type === 'SigningSubmitted' || type === 'SigningResubmitted') return [...waits, { from: day, to: null }];
  if (type !== 'SigningReturned' && type !== 'SigningAdmitted' && type !== 'SigningWithdrawn') return waits;
  return waits.map((wait) => (wait.to === null ? { ...wait, to: day } : wait));
};

const waiting = (id: string, state: Known, waits: readonly Wait[]): readonly Entry[] =>
  waits.flatMap(({ from, to }) => {
    const counts = countsOf(state.terms);
    return [
      ...dated('signings.submitted', id, state, counts, from),
      ...(to === null ? [] : dated('signings.submitted', id, state, counts.map(takenBack), to)),
    ];
  });

const admitted = (id: string, state: Known): readonly Entry[] => {
  if (state.status !== 'admitted' && state.status !== 'terminated') return [];
  const amendments = inOrder(state.amendments);
  // What stood after each act: the signing itself, then every amendment on top of those before it.
  const stages = [state.terms, ...amendments.map((_, n) => termsAt({ terms: state.terms, amendments: amendments.slice(0, n + 1) }))];
  const dates = [state.terms.signedOn, ...amendments.map(({ on }) => on)];
  const entries = stages.flatMap((terms, n) => {
    const before = n === 0 ? null : (stages[n - 1] as typeof terms);
    const on = dates[n] as string;
    const since = (figures: (of: typeof terms) => readonly Figure[]): readonly Figure[] => difference(before ? figures(before) : [], figures(terms));
    return [
      ...dated('signings.count', id, state, since(countsOf), on),
      ...dated('signings.active', id, state, since(countsOf), on),
      ...dated('signings.present', id, state, since(presenceOf), on),
      ...dated('signings.contracted', id, state, since(amountsOf), on),
    ];
  });
  if (state.status !== 'terminated') return entries;
  const last = countsOf(stages.at(-1) as (typeof stages)[number]);
  return [
    ...entries,
    ...dated('signings.active', id, state, last.map(takenBack), state.on),
    ...dated('signings.terminated', id, state, last, state.on),
  ];
};

const dated = (metric: string, subject: string, state: Known, figures: readonly Figure[], effectiveOn: string): readonly Entry[] =>
  figures.map((figure) => ({ metric, subject, effectiveOn, cohortOn: state.terms.signedOn, grade: state.grade, ...figure }));
