import type { Entry, Journal } from '../kernel/journal.js';
import { dateInShanghai, edtfInterval } from '../kernel/period.js';
import {
  absent, evolve, inOrder, type Known, type MilestoneName, MILESTONES, type Signing, type SigningFact, signingEvents, type Terms, termsAt,
} from '../signing/signing/index.js';
import { amountsOf, bandOf, confirmationOf, type Counted, countsOf, difference, type Figure, presenceOf, receiptOf, takenBack } from './signing-figures.js';

/** A stretch of time in which a submission waited for admission; dates in Asia/Shanghai. */
type Wait = Readonly<{ from: string; to: string | null }>;

export type SigningMetricsRow = Readonly<{ id: string; state: Signing; waits: readonly Wait[] }>;

const PREFIX = 'signing-';

/**
 * The metrics of signings. A row yields: the count, the amount and the presence at the date of signing; the
 * differences on the dates of amendments; upgrades, milestones and funds that were verified, on their dates; what ended on
 * the date of termination; and the days of waiting.
 */
export const signingMetrics: Journal<SigningMetricsRow, SigningFact> = {
  name: 'signing-metrics',
  version: 4,
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
    const counts = countsOf(countedAs(state.terms, state));
    return [
      ...dated('signings.submitted', id, state, counts, from),
      ...(to === null ? [] : dated('signings.submitted', id, state, counts.map(takenBack), to)),
    ];
  });

const countedAs = (terms: Terms, state: Known): Counted => ({ ...terms, band: bandOf(state.terms), confirmation: confirmationOf(state) });

/** What stood from a date on: the signing itself, then every amendment on top of those before it. `asSigned` keeps the level of the signing: an upgrade counts in its own flow. */
type Stage = Readonly<{ on: string; terms: Counted; asSigned: Counted; upgraded: boolean }>;

const stagesOf = (state: Known): readonly Stage[] => {
  const amendments = inOrder(state.amendments);
  const stage = (on: string, terms: Terms, upgraded: boolean): Stage => {
    const counted = countedAs(terms, state);
    return { on, terms: counted, asSigned: terms.level === state.terms.level ? counted : { ...counted, level: state.terms.level }, upgraded };
  };
  return [
    stage(state.terms.signedOn, state.terms, false),
    ...amendments.map(({ on, act }, n) => stage(on, termsAt({ terms: state.terms, amendments: amendments.slice(0, n + 1) }), act === 'upgrade')),
  ];
};

/** A stock moves on the first day that a date covers, and never before the signing: of a signing of 20 May, what is dated 2024 moves on 20 May. */
const notBefore = (on: string, { terms: { signedOn } }: Known): string => (edtfInterval(on).from < edtfInterval(signedOn).from ? signedOn : on);

/** Where among the stages a date lies: what is dated coarsely begins with its first day. */
const stageOn = (stages: readonly Stage[], date: string): number => Math.max(stages.findLastIndex(({ on }) => edtfInterval(on).from <= edtfInterval(date).from), 0);

/** Figures that begin on a date and follow the amendments after it. */
const following = (stages: readonly Stage[], first: number, from: string, figures: (stage: Stage) => readonly Figure[]): readonly (readonly [on: string, figures: readonly Figure[]])[] =>
  stages.slice(first).map((stage, n) => [n === 0 ? from : stage.on, difference(n === 0 ? [] : figures(stages[first + n - 1] as Stage), figures(stage))]);

/** The metric that counts the projects which have reached a milestone. */
const REACHED = {
  register: 'signings.registered', settle: 'signings.settled', start: 'signings.started', complete: 'signings.completed', operate: 'signings.operating', 'full-capacity': 'signings.full-capacity',
} as const satisfies Record<MilestoneName, string>;

/** The counts of a milestone; a region that an amendment made a host later is told when it was reached, because it does not see where it was reached. */
const reachedOn = (on: string, stages: readonly Stage[]): ((stage: Stage) => readonly Figure[]) => {
  const there = (stages[stageOn(stages, on)] as Stage).asSigned.hosts.map(({ region }) => region);
  return ({ asSigned }) => countsOf(asSigned).map((figure) => (there.includes(figure.region) ? figure : { ...figure, dims: { ...figure.dims, reachedOn: on } }));
};

const admitted = (id: string, state: Known): readonly Entry[] => {
  if (state.status !== 'admitted' && state.status !== 'terminated') return [];
  const stages = stagesOf(state);
  const enter = (metric: string, figures: (stage: Stage) => readonly Figure[], from?: string): readonly Entry[] =>
    following(stages, from === undefined ? 0 : stageOn(stages, from), from ?? state.terms.signedOn, figures).flatMap(([on, each]) => dated(metric, id, state, each, on));
  const last = countsOf((stages.at(-1) as Stage).terms);
  return [
    ...enter('signings.count', ({ asSigned }) => countsOf(asSigned)),
    ...enter('signings.active', ({ terms }) => countsOf(terms)).map((entry) => ({ ...entry, effectiveOn: notBefore(entry.effectiveOn, state) })),
    ...enter('signings.present', ({ asSigned }) => presenceOf(asSigned)),
    ...enter('signings.contracted', ({ asSigned }) => amountsOf(asSigned)),
    ...stages.filter(({ upgraded }) => upgraded).flatMap(({ on, terms: { level } }) => enter('signings.upgraded', ({ asSigned }) => countsOf({ ...asSigned, level }), on)),
    ...MILESTONES.flatMap((milestone) => {
      const reported = state.milestones[milestone]?.reported;
      return reported?.verified ? enter(REACHED[milestone], reachedOn(reported.on, stages), reported.on) : [];
    }),
    ...Object.values(state.receipts).filter(({ status }) => status === 'verified').flatMap((receipt) => {
      const { asSigned } = stages[stageOn(stages, receipt.on)] as Stage;
      return dated('signings.received', id, state, [receiptOf(asSigned, receipt)], receipt.on);
    }),
    ...(state.status === 'terminated'
      ? [...dated('signings.active', id, state, last.map(takenBack), notBefore(state.on, state)), ...dated('signings.terminated', id, state, countsOf((stages.at(-1) as Stage).asSigned), state.on)]
      : []),
  ];
};

const dated = (metric: string, subject: string, state: Known, figures: readonly Figure[], effectiveOn: string): readonly Entry[] =>
  figures.map((figure) => ({ metric, subject, effectiveOn, cohortOn: state.terms.signedOn, grade: state.grade, ...figure }));
