import { type Funnel, funnelOf, type Money, type Project, REACHED, type Reached, sumIn } from '@entente/domain/journals/funnel';
import { dateInShanghai, edtfInterval } from '@entente/domain/kernel/period';
import { bound, columnOf, DOUBTED, entriesSource } from './figures.sql.js';
import type { Filter } from './filter.js';
import { type Over, toldOver } from './regions.js';
import { metricNamed, settle, type Settled, type Summing } from './settling.js';
import { upTo } from './span.js';
import type { Known, Moment } from './tables.js';

/** Raised whenever what the funnel says of the same record changes. */
const DEFINITION = 1;

/** What a cohort can be divided by. */
export const GROUPS = ['edition', 'region', 'track', 'level', 'band', 'cohort', 'kind'] as const;
export type FunnelGroup = (typeof GROUPS)[number];

/** The metric that tells who is in a cohort. */
export const SIGNINGS = metricNamed('signings.present') as Summing;

export type FunnelAnswer = Over & Readonly<{
  asOf: Moment; validAt: string; definition: number; whole: Funnel; rows: readonly (Funnel & Readonly<{ group: Readonly<Record<string, string | null>> }>)[];
}>;

type Member = Readonly<{ subject: string; kind: string; signed_on: string; doubted: boolean } & Partial<Record<`g_${FunnelGroup}`, string>>>;
type Dated = Readonly<{ subject: string; metric: string; on: string }>;
type Sum = Readonly<{ subject: string; metric: string; region: string; unit: string; kind: string; unknown: boolean; value: string; low: string; high: string | null }>;

/**
 * A cohort by what became of it, out of the entries: whoever is in it by the date of signing, what it had reached by a day, as it was known.
 * @param asked `from` and `to` are dates of signing, `validAt` the day by which it is measured; today, where it is left out.
 * @throws Unanswerable where nobody could answer this question.
 */
export const funnelAnswer = async (known: Known, { from, to, ...asked }: Filter, by: readonly FunnelGroup[] = []): Promise<FunnelAnswer> => {
  const question = await settle(known, SIGNINGS, asked, []);
  const today = dateInShanghai(known.today);
  const day = question.validAt ?? today;
  // How a cohort stands by a day is a stock: what is dated coarsely counts from its first day on.
  const settled = { ...question, span: upTo(day) };
  const members = (await membersOf(settled, by)).filter(({ signed_on }) => edtfInterval(signed_on).from <= day && isWithin(signed_on, from, to));
  const project = projectsFrom(await datesOf(settled), await sumsOf(settled));
  return {
    asOf: settled.moment, validAt: day, definition: DEFINITION, ...toldOver(settled.query, settled.territory),
    // What lies ahead has not been watched.
    ...divided(members, by, project, day < today ? day : today),
  };
};

/** The whole cohort, in which each project counts once, and each group of it. */
const divided = (members: readonly Member[], by: readonly FunnelGroup[], project: ReturnType<typeof projectsFrom>, watchedTo: string): Pick<FunnelAnswer, 'whole' | 'rows'> => {
  const perProject = grouped(members, ({ subject }) => subject);
  const groups = grouped(members, (member) => JSON.stringify(by.map((name) => member[`g_${name}`] ?? '')));
  return {
    whole: funnelOf([...perProject.values()].map(([member]) => project(member as Member)), watchedTo),
    rows: by.length === 0 ? [] : [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, all]) => {
      const first = all[0] as Member;
      return {
        group: Object.fromEntries(by.map((name) => [name, first[`g_${name}`] || null])),
        ...funnelOf(all.map((member) => project(member, by.includes('region') ? member.g_region : undefined)), watchedTo),
      };
    }),
  };
};

/** A signing lies within the dates where it does so with all of its precision. */
const isWithin = (signedOn: string, from: string | undefined, to: string | undefined): boolean => {
  const signed = edtfInterval(signedOn);
  return (from === undefined || signed.from >= edtfInterval(from).from) && (to === undefined || signed.to <= edtfInterval(to).to);
};

const grouped = <T>(all: readonly T[], keyOf: (each: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
};

/** Who is in the cohort, in each group. */
const membersOf = ({ query, tables, regions, span, moment }: Settled, by: readonly FunnelGroup[]): Promise<Member[]> => {
  const b = bound();
  const groups = by.map((name) => `${columnOf(name)} as "g_${name}", `).join('');
  const names = by.map((name) => `"g_${name}", `).join('');
  const source = entriesSource(tables.table('entries', SIGNINGS.journal), { metric: SIGNINGS.metric, filter: query, regions, span, position: moment.position }, b);
  return tables.rows<Member>(
    `select ${names}subject, kind, signed_on, bool_or(doubted) as doubted
       from (select ${names}subject, kind, signed_on, doubted
               from (select ${groups}subject, dims ->> 'kind' as kind, cohort_on as signed_on, value, ${DOUBTED} as doubted from ${source}) e
              group by ${names}subject, kind, signed_on, doubted having sum(value) > 0) m
      group by ${names}subject, kind, signed_on order by subject`, b.values);
};

const METRICS = REACHED.map((name) => `signings.${name}`);

/** When each project reached what, by the dates that stand. Where it lies is the cohort's business and not its milestones'. */
const datesOf = ({ tables, span, moment }: Settled): Promise<Dated[]> => {
  const b = bound();
  return tables.rows<Dated>(
    `select subject, metric, min(reached_on) as on from (
       select subject, metric, effective_on, coalesce(dims ->> 'reachedOn', effective_on) as reached_on from ${tables.table('entries', SIGNINGS.journal)}
        where metric = any(${b.add(METRICS)}::text[]) and position <= ${b.add(moment.position)} and effective_from <= ${b.add(span.to)}::date
        group by subject, metric, effective_on, reached_on having sum(value) > 0) d
      group by subject, metric`, b.values);
};

/** What was agreed and what came in, at the regions that are asked for. */
const sumsOf = async ({ tables, regions, span, moment }: Settled): Promise<Sum[]> => {
  const b = bound();
  const sources = ['signings.contracted', 'signings.received'].map((metric) =>
    `select metric, subject, region, unit, kind, precision = 'unknown' as unknown, open, value, low, high, sign
       from ${entriesSource(tables.table('entries', SIGNINGS.journal), { metric, filter: { boundary: 'then' }, regions, span, position: moment.position }, b)}`);
  return tables.rows<Sum>(
    `select metric, subject, region, unit, kind, unknown, sum(value)::text as value, sum(low)::text as low,
            case when sum(sign) filter (where open) <> 0 then null else coalesce(sum(high) filter (where not open), 0)::text end as high
       from (${sources.join(' union all ')}) s group by metric, subject, region, unit, kind, unknown having sum(value) <> 0 or sum(sign) <> 0`, b.values);
};

const projectsFrom = (dates: readonly Dated[], sums: readonly Sum[]) => {
  const [dated, summed] = [grouped(dates, ({ subject }) => subject), grouped(sums, ({ subject }) => subject)];
  return (member: Member, region?: string): Project => {
    const mine = (summed.get(member.subject) ?? []).filter((each) => region === undefined || each.region === region);
    const agreed = mine.filter(({ metric }) => metric === 'signings.contracted');
    return {
      subject: member.subject, kind: member.kind, signedOn: member.signed_on, unconfirmed: member.doubted,
      reached: Object.fromEntries((dated.get(member.subject) ?? []).map(({ metric, on }) => [metric.slice('signings.'.length) as Reached, on])),
      contracted: standing([...grouped(agreed.filter(({ unknown }) => !unknown), ({ unit, kind }) => `${unit} ${kind}`).values()].map(together)),
      unstated: agreed.some(({ unknown }) => unknown),
      received: mine.filter(({ metric }) => metric === 'signings.received').map(({ unit, value }) => ({ unit, value: sumIn(unit, [value]) })),
    };
  };
};

/** Without what an amendment into another currency or kind has left of the former one: nothing, as differences add up to it. */
const standing = (contracted: readonly Money[]): readonly Money[] => {
  const left = contracted.filter(({ value }) => Number(value) !== 0);
  return left.length > 0 ? left : contracted.slice(0, 1);
};

/** The shares of several hosts together. */
const together = (parts: readonly Sum[]): Money => {
  const { unit, kind } = parts[0] as Sum;
  const total = (values: readonly string[]): string => sumIn(unit, values);
  const highs = parts.map(({ high }) => high);
  return {
    unit, amountKind: kind, value: total(parts.map(({ value }) => value)), low: total(parts.map(({ low }) => low)),
    high: highs.includes(null) ? null : total(highs as string[]),
  };
};
