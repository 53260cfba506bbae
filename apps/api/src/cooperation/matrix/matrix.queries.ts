import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor } from '@entente/domain/kernel/message';
import { dateInShanghai, edtfInterval } from '@entente/domain/kernel/period';
import { membersOn, nameOf, type Place, type Territory } from '@entente/domain/territory/territory';
import { type Across, type Column, summedAcross } from '@entente/infra/metrics/across';
import { isNothing, type Total, totalsOf } from '@entente/infra/metrics/figures';
import { counterpartsOf, isTooNew, isWithin, mustBeKnown, type Over, toldOver } from '@entente/infra/metrics/regions';
import { metricNamed, type Summing } from '@entente/infra/metrics/settling';
import type { Moment } from '@entente/infra/metrics/tables';
import { problems } from '../../http/problems.js';
import { Questions } from '../../metrics/question.js';
import type { MatrixQuery } from './matrix.requests.js';

/** What two regions are measured by. */
const LINES = { pacts: 'pacts.present', signings: 'signings.count', contracted: 'signings.contracted', received: 'signings.received' } as const;
type Line = keyof typeof LINES;

/** The matrix grows with the square of its members. */
const MEMBERS_MAX = 60;

type Member = Readonly<{ region: string; name: { zh: string; en: string | null }; except: readonly string[] }>;
type Count = Readonly<{ value: string; unconfirmed?: string; question: string }>;
type Sums = Readonly<{ totals: readonly Total[]; question: string }>;
type Cell = Readonly<{ counterpart: string; pacts: Count; signings: Count; contracted: Sums; received: Sums }>;

export type MatrixAnswer = Over & Readonly<{
  asOf: Moment; validAt: string; boundary: MatrixQuery['boundary']; members: readonly Member[]; withheld: readonly string[]; rows: readonly Readonly<{ region: string; cells: readonly Cell[] }>[];
}>;

export class MatrixAsked extends Query<MatrixAnswer> {
  constructor(
    readonly actor: Actor,
    readonly query: MatrixQuery,
  ) {
    super();
  }
}

type Frame = Readonly<{ moment: Moment; day: string; members: readonly Member[]; columns: readonly Column[]; seen: readonly string[]; over: Over }>;

/** Region by region: pacts that bind both, and the signings of the one as host with the other as counterpart, with what was agreed and what came in. */
@QueryHandler(MatrixAsked)
export class MatrixAskedHandler implements IQueryHandler<MatrixAsked> {
  constructor(private readonly questions: Questions) {}

  async execute({ actor, query }: MatrixAsked): Promise<MatrixAnswer> {
    const { moment, day, members, columns, seen, over } = await this.frame(actor, query);
    const rows: { region: string; cells: readonly Cell[] }[] = [];
    for (const region of seen) {
      const sums = Object.fromEntries(await Promise.all((Object.keys(LINES) as Line[]).map(async (line) => [line, await this.line(line, actor, query, { region, moment, day }, columns)])) as [Line, readonly Across[]][]) as Record<Line, readonly Across[]>;
      const told = members.filter(({ region: column }) => Object.values(sums).some((all) => all.some((each) => each.column === column && !isNothing(each))));
      rows.push({ region, cells: told.map((column) => cellOf(column.region, sums, (line) => questionOf(LINES[line], query, { region, counterpart: column.region, day, position: moment.position }))) });
    }
    return { asOf: moment, validAt: day, ...over, boundary: query.boundary, members, withheld: members.map(({ region }) => region).filter((region) => !seen.includes(region)), rows };
  }

  /** Who is set against whom, at which position and on which day: settled once, so that all cells answer together. */
  private frame(actor: Actor, query: MatrixQuery): Promise<Frame> {
    const whole = { ...(actor.region === '*' ? {} : { region: actor.region }), boundary: query.boundary, asOf: query.asOf, minPosition: query.minPosition };
    return this.questions.settle(metricNamed(LINES.signings) as Summing, actor, whole, async ({ tables, moment, territory }) => {
      const filter = { set: query.set, boundary: query.boundary };
      mustBeKnown(filter, tables.territory, territory);
      if (!query.asOf && isTooNew(filter, territory)) throw problems.notYet([], { 'Retry-After': '1' });
      const day = query.validAt === undefined ? dateInShanghai(query.asOf ? moment.instant : new Date().toISOString()) : edtfInterval(query.validAt).to;
      const members = membersNamed(territory, query.set, day);
      if (members.length > MEMBERS_MAX) {
        throw problems.invalid([{ pointer: '/set', code: 'matrix/too-many-members', message: { en: `These are ${members.length} regions; set at most ${MEMBERS_MAX} against each other.`, zh: `共 ${members.length} 个地区；至多可比较 ${MEMBERS_MAX} 个。` } }]);
      }
      const seen = members.map(({ region }) => region).filter((region) => isWithin({ ...filter, set: undefined, region }, actor, territory, tables.territory));
      if (seen.length === 0) throw problems.beyondScope();
      const columns = members.map(({ region }) => ({ column: region, codes: counterpartsOf({ ...filter, counterpart: region }, territory) ?? [] }));
      return { moment, day, members, columns, seen, over: toldOver(filter, territory) };
    });
  }

  private line(line: Line, actor: Actor, { boundary, from, to }: MatrixQuery, { region, moment, day }: Readonly<{ region: string; moment: Moment; day: string }>, columns: readonly Column[]): Promise<readonly Across[]> {
    const metric = metricNamed(LINES[line]) as Summing;
    const dates = metric.kind === 'stock' ? { validAt: day } : { from, to };
    return this.questions.settle(metric, actor, { region, boundary, ...dates, asOf: { position: moment.position } }, (settled) => summedAcross(metric, settled, columns));
  }
}

const cellOf = (counterpart: string, sums: Readonly<Record<Line, readonly Across[]>>, question: (line: Line) => string): Cell => {
  const totals = (line: Line): readonly Total[] => totalsOf(sums[line].filter(({ column }) => column === counterpart), metricNamed(LINES[line]));
  const count = (line: Line): Count => {
    const [total] = totals(line);
    return { value: total?.value ?? '0', ...(total?.unconfirmed === undefined ? {} : { unconfirmed: total.unconfirmed }), question: question(line) };
  };
  const money = (line: Line): Sums => ({ totals: totals(line), question: question(line) });
  return { counterpart, pacts: count('pacts'), signings: count('signings'), contracted: money('contracted'), received: money('received') };
};

/** The question that gives the same number, at the same position whenever it is asked. */
const questionOf = (metric: string, { boundary, from, to }: MatrixQuery, { region, counterpart, day, position }: Readonly<{ region: string; counterpart: string; day: string; position: number }>): string => {
  const dates: Record<string, string | undefined> = metricNamed(metric).kind === 'stock' ? { validAt: day } : { from, to };
  const asked = Object.entries({ region, counterpart, ...(boundary === 'then' ? {} : { boundary }), ...dates, asOf: `position:${position}` }).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `/v1/metrics/${metric}?${new URLSearchParams(asked).toString()}`;
};

const setOrRegion = (territory: Territory, code: string, day: string): readonly Omit<Member, 'name'>[] =>
  (territory.sets.has(code) ? membersOn(territory, code, day) : [{ region: code, except: [] }]);

/** The regions that are named, and the members that sets have on a day, each once. What a set excepts of a member counts with it here, and is told. */
const membersNamed = (territory: Territory, codes: readonly string[], day: string): readonly Member[] => {
  const found = new Map<string, Member>();
  for (const { region, except } of codes.flatMap((code) => setOrRegion(territory, code, day))) {
    if (!found.has(region)) found.set(region, { region, name: nameOf(territory.places.get(region) as Place, day), except });
  }
  return [...found.values()];
};
