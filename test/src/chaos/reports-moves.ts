import { ADMIN, CHECKER, CHENGDU, reason } from '../support/samples.js';
import { SAMPLE_EDITION } from '../support/editions.js';
import type { Asked } from './history.js';
import type { Move } from './moves.js';
import type { Random } from './random.js';

type Wanted = Readonly<{ report: string; parameters: Readonly<Record<string, string>>; period: string }>;

const [REPORTS, PERIODS] = ['/v1/reports', '/v1/periods'];
/** The months in which the signings of a run lie, and that are closed and published. */
const MONTHS = ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06'] as const;
const REGIONS = ['510100', '500000'] as const;
/** Beyond the end of any log of a run. */
const FAR = 1_000_000_000_000;
const NEVER = '2999-01';

/** Whoever closes months, puts reports on schedule and publishes them before their time. */
const association = (random: Random): string => random.pick([ADMIN, CHECKER]);
const somewhere = (random: Random): Wanted['parameters'] => (random.chance(0.5) ? {} : { region: random.pick(REGIONS) });

const wanted = (random: Random): Wanted => random.pick<() => Wanted>([
  () => ({ report: 'monthly-brief', parameters: somewhere(random), period: random.pick(MONTHS) }),
  () => ({ report: 'monthly-brief', parameters: somewhere(random), period: random.pick(MONTHS) }),
  () => ({ report: 'conference', parameters: { edition: SAMPLE_EDITION }, period: random.pick(['T+1', 'T+30', 'T+180']) }),
  () => ({ report: 'credit', parameters: {}, period: random.pick(MONTHS) }),
  () => ({ report: 'overdue', parameters: {}, period: random.pick(MONTHS) }),
])();

const asks = (as: string, { report, parameters, period }: Wanted, more: object): Move => ({ as, path: `${REPORTS}/${report}/runs`, body: { parameters, period, ...more } });

export const publishes = (random: Random): Move => asks(association(random), wanted(random), { publish: true });

/** Of everywhere, in which every signing counts. */
export const publishesABrief = (random: Random): Move => asks(ADMIN, { report: 'monthly-brief', parameters: {}, period: random.pick(MONTHS) }, { publish: true });

/** A draft as it is known now, or was at a position that somebody has heard of. */
export const drafts = (random: Random, positions: readonly number[]): Move =>
  asks(random.pick([ADMIN, CHECKER, 'report']), wanted(random), positions.length > 0 && random.chance(0.6) ? { asOf: `position:${random.pick(positions)}` } : {});

/** What an issue tells, told once more from the same position. */
export const draftsAgain = ({ report, parameters, period, asOf: { position } }: Wanted & Readonly<{ asOf: Readonly<{ position: number }> }>): Move =>
  asks(ADMIN, { report, parameters, period }, { asOf: `position:${position}` });

export const cancels = (random: Random, run: string): Move => ({ as: association(random), path: `${REPORTS}/runs/${run}/cancel`, body: {} });
export const verifies = (random: Random, issue: string): Move => ({ as: random.pick([ADMIN, 'auditor']), path: `${REPORTS}/issues/${issue}/verify`, body: {} });

/** Another question under the same key: a draft in place of the issue, or one as of the beginning. */
export const otherwise = (before: Asked): Asked => {
  const { publish, ...body } = before.body as Readonly<{ publish?: boolean }>;
  return { ...before, body: publish === true ? body : { ...body, asOf: 'position:1' } };
};

/** What is refused whatever the state is. */
export const asksWrongly = (random: Random): Move => random.pick<Move>([
  { ...asks(ADMIN, { report: 'monthly-brief', parameters: {}, period: '2024-Q1' }, {}), provokes: 'request/invalid' },
  { ...asks(ADMIN, { report: 'monthly-brief', parameters: {}, period: NEVER }, { publish: true }), provokes: 'request/invalid' },
  { ...asks(ADMIN, { report: 'conference', parameters: { edition: 'nowhere-1' }, period: 'T+1' }, {}), provokes: 'request/invalid' },
  { ...asks(CHENGDU, { report: 'monthly-brief', parameters: { region: '510100' }, period: '2024-01' }, { publish: true }), provokes: 'report/publishing-not-yours' },
  { ...asks(ADMIN, { report: 'weekly', parameters: {}, period: '2024-01' }, {}), provokes: 'report/unknown' },
]);

/** A month is closed at what is known or was known, or reopened; months are few, so that one is often in another's way. */
export const closes = (random: Random, positions: readonly number[]): Move => {
  const [as, month] = [association(random), random.pick(MONTHS)];
  const close = (period: string, position?: number): Move => ({ as, path: `${PERIODS}/${period}/close`, body: position === undefined ? {} : { position } });
  if (random.chance(0.05)) return random.pick<Move>([{ ...close(NEVER), provokes: 'period/not-over' }, { ...close(month, FAR), as: ADMIN, provokes: 'period/beyond-head' }]);
  if (random.chance(0.4)) return { as, path: `${PERIODS}/${month}/reopen`, body: { reason } };
  return close(month, positions.length > 0 && random.chance(0.4) ? random.pick(positions) : undefined);
};

/** A report is put on schedule, or taken off. */
export const schedules = (random: Random, known: readonly string[]): Move =>
  (known.length > 0 && random.chance(0.4)
    ? { as: association(random), path: `${REPORTS}/schedules/${random.pick(known)}/end`, body: {} }
    : { as: association(random), path: `${REPORTS}/schedules`, body: { report: 'monthly-brief', parameters: somewhere(random) } });
