import { nothing } from '@entente/domain/credit/ledger';
import { dayBefore, edtfInterval } from '@entente/domain/kernel/period';
import type pg from 'pg';
import type { Job } from '../jobs/runner.js';
import { headOf, tableUpTo } from '../reading/read-up-to.js';

/** Utilisation at the end of a month: levels on its last day, what moved in it and, `cumulative`, from the beginning to its end. */
export type Utilisation = Readonly<{
  currency: string; approved: string; signed: string; active: string; available: string; reserved: string; outstanding: string; overdue: string;
  drawn: string; cumulativeDrawn: string; repaid: string; cumulativeRepaid: string; firmsWithLine: number; firmsWithBalance: number;
}>;
type By<Name extends string> = readonly (Readonly<Record<Name, string | null>> & Utilisation)[];

/** As it was known at a position. Firms are counted once in each group, so that they do not add up; currencies are kept apart. */
export type Snapshot = Readonly<{
  month: string; position: number; totals: readonly Utilisation[]; banks: By<'bank'>; regions: By<'region'>; tracks: By<'track'>;
  programmes: readonly (Readonly<{ programme: string; bank: string; regions: By<'region'>; tracks: By<'track'> }> & Utilisation)[];
}>;

/** Takes utilisation down on the first of each month, for the month before; months that were missed are caught up with. */
export const snapshotJob = ({ pool }: Readonly<{ pool: pg.Pool }>): Job =>
  ({ name: 'credit-snapshots', schedule: { every: 'month', day: 1, at: '01:00' }, run: ({ period }) => takeSnapshot(pool, dayBefore(`${period}-01`).slice(0, 7)) });

const LEVELS = { 'credit.approved': 'approved', 'credit.signed': 'signed', 'credit.active': 'active', 'credit.available': 'available', 'credit.reserved': 'reserved', 'credit.outstanding': 'outstanding', 'credit.overdue': 'overdue' } as const;
const FLOWS = { 'credit.drawn': ['drawn', 'cumulativeDrawn'], 'credit.repaid': ['repaid', 'cumulativeRepaid'] } as const;
const FIRMS = { 'credit.firms-with-line': 'firmsWithLine', 'credit.firms-with-balance': 'firmsWithBalance' } as const;

type Group = Readonly<{ programme: string | null; bank: string | null; region: string | null; track: string | null; currency: string }>;
type Sum = Group & Readonly<{ metric: string; value: string; moved: string }>;

const GROUPS = 'metric, currency, grouping sets ((programme, bank), (programme, region), (programme, track), (bank), (region), (track), ())';

/**
 * The utilisation of a month, as the metrics tell it for validAt of its last day and asOf of the position: the same entries
 * are summed. What is recorded afterwards changes the metrics of that day and not what was taken down.
 */
export const takeSnapshot = async (pool: pg.Pool, month: string): Promise<Snapshot> => {
  const position = await headOf(pool);
  const entries = await tableUpTo(pool, 'credit-metrics', 'entries', position);
  const { from, to } = edtfInterval(month);
  const { rows } = await pool.query<Sum>(
    `with known as (
       select metric, subject, region, dims ->> 'programme' as programme, dims ->> 'bank' as bank, dims ->> 'track' as track, dims ->> 'currency' as currency, effective_from, effective_to, value
         from ${entries} where metric = any($4) and position <= $1 and effective_from <= $3::date
     ), present as (
       select metric, currency, subject, programme, bank, region, track from known where metric = any($5) group by subject, ${GROUPS} having sum(value) > 0
     )
     select metric, currency, programme, bank, region, track, coalesce(sum(value) filter (where metric <> all($6) or effective_to <= $3::date), 0)::text as value,
            coalesce(sum(value) filter (where effective_from >= $2::date and effective_to <= $3::date), 0)::text as moved
       from known where metric <> all($5) group by ${GROUPS}
     union all
     select metric, currency, programme, bank, region, track, count(*)::text, '0' from present group by metric, currency, programme, bank, region, track`,
    [position, from, to, [...Object.keys(LEVELS), ...Object.keys(FLOWS), ...Object.keys(FIRMS)], Object.keys(FIRMS), Object.keys(FLOWS)]);
  return { month, position, ...arranged(rows) };
};

const isMoney = (metric: string): metric is keyof typeof LEVELS => metric in LEVELS;
const isFlow = (metric: string): metric is keyof typeof FLOWS => metric in FLOWS;

/** All figures of one group, from the sums of its metrics; undefined where all of them have cancelled out. */
const utilisationOf = (currency: string, sums: readonly Sum[]): Utilisation | undefined => {
  const none = nothing(currency);
  const found: Record<string, string | number> = {};
  for (const { metric, value, moved } of sums) {
    // A sum of nothing has no decimals of its own.
    const [level, flow] = [value, moved].map((each) => (Number(each) === 0 ? none : each)) as [string, string];
    if (isMoney(metric)) found[LEVELS[metric]] = level;
    else if (isFlow(metric)) [found[FLOWS[metric][0]], found[FLOWS[metric][1]]] = [flow, level];
    else found[FIRMS[metric as keyof typeof FIRMS]] = Number(value);
  }
  if (Object.values(found).every((each) => Number(each) === 0)) return undefined;
  return {
    currency, approved: none, signed: none, active: none, available: none, reserved: none, outstanding: none, overdue: none,
    drawn: none, cumulativeDrawn: none, repaid: none, cumulativeRepaid: none, firmsWithLine: 0, firmsWithBalance: 0, ...found,
  };
};

type Told = Group & Readonly<{ figures: Utilisation }>;

const arranged = (rows: readonly Sum[]): Omit<Snapshot, 'month' | 'position'> => {
  const groups = new Map<string, { group: Group; sums: Sum[] }>();
  for (const row of rows) {
    const { programme, bank, region, track, currency } = row;
    const group: Group = { programme, bank, region, track, currency };
    const key = JSON.stringify(group);
    const known = groups.get(key) ?? { group, sums: [] };
    known.sums.push(row);
    groups.set(key, known);
  }
  const all = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, { group, sums }]): readonly Told[] => {
    const figures = utilisationOf(group.currency, sums);
    return figures ? [{ ...group, figures }] : [];
  });
  // What is not grouped by is null in a row; of what has no track the track is empty, and told as null.
  const by = <Name extends 'bank' | 'region' | 'track'>(name: Name, programme: string | null, currency?: string): By<Name> =>
    all.filter((each) => each.programme === programme && each[name] !== null && (currency === undefined || each.currency === currency))
      .map((each) => ({ [name]: each[name] || null, ...each.figures }) as By<Name>[number]);
  return {
    totals: all.filter(({ programme, bank, region, track }) => programme === null && bank === null && region === null && track === null).map(({ figures }) => figures),
    banks: by('bank', null), regions: by('region', null), tracks: by('track', null),
    programmes: all.flatMap(({ programme, bank, currency, figures }) =>
      (programme === null || bank === null ? [] : [{ programme, bank, ...figures, regions: by('region', programme, currency), tracks: by('track', programme, currency) }])),
  };
};
