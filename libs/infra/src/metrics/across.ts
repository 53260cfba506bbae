import { bound, DOUBTED, entriesSource, MEASURED } from './figures.sql.js';
import type { Summed } from './figures.js';
import type { Settled, Summing } from './settling.js';
import { askedOf, sourceOf } from './summing.js';

/** What stands on the other side: a column, and every region that counts for it. */
export type Column = Readonly<{ column: string; codes: readonly string[] }>;
export type Across = Summed & Readonly<{ column: string }>;

/** Sums a question once for each of several counterparts: each is what the question with that counterpart as its filter sums to. */
export const summedAcross = (metric: Summing, settled: Settled, columns: readonly Column[]): Promise<readonly Across[]> => {
  const pairs = columns.flatMap(({ column, codes }) => codes.map((code) => ({ column, code })));
  const { source, b } = metric.additive ? sourceOf(metric, settled) : subjectsOf(metric, settled);
  const beside = `unnest(${b.add(pairs.map(({ code }) => code))}::text[], ${b.add(pairs.map(({ column }) => column))}::text[]) as c(code, "column") on c.code = f.counterpart`;
  if (metric.additive) return settled.tables.rows<Across>(`select c."column", ${MEASURED} from (${source}) f join ${beside} group by c."column", unit, kind order by c."column", unit, kind`, b.values);
  return settled.tables.rows<Across>(
    `select "column", ${b.add(metric.unit)}::text as unit, '' as amount_kind, count(*)::text as value, count(*)::text as low, count(*)::text as high, 0 as unbounded, count(*)::text as exact,
            '0' as approximate, 0 as approximations, '0' as unknown, count(*) filter (where doubted)::text as unconfirmed
       from (select c."column", subject, coalesce(sum(value) filter (where doubted), 0) > 0 as doubted
               from (${source}) f join ${beside} group by c."column", subject having sum(value) > 0) d group by "column" order by "column"`, b.values);
};

const subjectsOf = (metric: Summing, settled: Settled): ReturnType<typeof sourceOf> => {
  const b = bound();
  return { source: `select counterpart, subject, value, ${DOUBTED} as doubted from ${entriesSource(settled.tables.table('entries', metric.journal), askedOf(metric, settled), b)}`, b };
};
