import { type Figure, pathOf, type Row, type Table } from '@entente/domain/reporting/dataset';
import { daysOf, yearBefore } from '@entente/domain/reporting/report';
import type { Question } from '../asking.js';
import { inMonth, type Month, yearTo } from './monthly-brief.spans.js';
import { computed, leftOf, type Taken, taken } from './parts.formulas.js';
import type { Measure } from './parts.measures.js';
import { column, isNothing, type Line, linesOf, row } from './parts.js';
import { straightBelow, thoseWith } from './parts.regions.js';
import { placeName } from './places.js';

const METRICS = ['signings.count', 'signings.contracted', 'signings.received'] as const;
type Span = 'month' | 'ytd' | 'ytd-year-before';
type Figures = Readonly<Record<Span, Figure>>;

const questionsOf = (where: Question, period: string): Readonly<Record<Span, Question>> =>
  ({ month: inMonth(where, period), ytd: yearTo(where, period), 'ytd-year-before': yearTo(where, yearBefore(period)) });

/** The regions straight below the one that is asked for in which anything of a metric lies. */
const regionsWith = async ({ ask, period, where }: Month, metric: string): Promise<readonly string[]> => {
  const answers = [await ask.metric(metric, { ...yearTo(where, period), by: 'region' }), await ask.metric(metric, { ...yearTo(where, yearBefore(period)), by: 'region' })];
  const recorded = new Set(answers.flatMap(({ rows }) => rows.flatMap(({ region }) => region ?? [])));
  return thoseWith(ask.territory, straightBelow(ask.territory, where['region'], daysOf(period).to), recorded);
};

const ALL = 'all';
const REST = 'rest';

/** The whole, or a part of it: its share, and what it brought of the growth of the whole. */
const partRow = (table: string, { measure, period }: Readonly<{ measure: Measure; period: string }>, whole: Figures, part: Pick<Row, 'id' | 'title'>, figures: Figures): Row => {
  const at = (id: string, all: Figures, name: 'ytd' | 'ytd-year-before'): Taken => taken(measure, all[name], 'ytd', name === 'ytd' ? period : yearBefore(period), pathOf(table, id, name));
  const [partNow, partBase, wholeNow, wholeBase] = [at(part.id, figures, 'ytd'), at(part.id, figures, 'ytd-year-before'), at(ALL, whole, 'ytd'), at(ALL, whole, 'ytd-year-before')];
  const told = { ...figures, yoy: computed('yoy', { now: partNow, base: partBase }, 'as-known-now') };
  // The whole has no share of itself.
  if (part.id === ALL) return row(part.id, part.title, told);
  return { within: ALL, ...row(part.id, part.title, {
    ...told, share: computed('share', { part: partNow, whole: wholeNow }),
    contribution: computed('contribution', { partNow, partBase, wholeNow, wholeBase }), pull: computed('pull', { partNow, partBase, wholeBase }),
  }) };
};

/** What lies in none of the regions below: the region itself, and what was entered before the map was as it is. */
const restOf = (table: string, whole: Figures, parts: readonly Readonly<{ id: string; figures: Figures }>[]): Figures => {
  const left = (name: Span): Figure =>
    leftOf({ figure: whole[name], path: pathOf(table, ALL, name) }, Object.fromEntries(parts.map(({ id, figures }) => [id, { figure: figures[name], path: pathOf(table, id, name) }])));
  return { month: left('month'), ytd: left('ytd'), 'ytd-year-before': left('ytd-year-before') };
};

const tableOf = ({ ask, period }: Month, { measure, figures: whole }: Line<Span>, parts: readonly Readonly<{ id: string; figures: Figures }>[]): Table => {
  const id = measure.id === 'count' ? 'regions' : `regions-${measure.id.toLowerCase().replaceAll('.', '-')}`;
  const about = { measure, period };
  const day = daysOf(period).to;
  const shown = parts.filter(({ figures }) => !Object.values(figures).every(isNothing));
  const rest = restOf(id, whole, shown);
  const others = Object.values(rest).every(isNothing) ? [] : [partRow(id, about, whole, { id: REST, title: { en: 'In none of these', zh: '未列入以上地区' } }, rest)];
  return {
    id, title: { en: `${measure.title.en} by region`, zh: `${measure.title.zh}（按地区）` }, rowsTitle: { en: 'Region', zh: '地区' }, public: 'grouped',
    columns: [
      column('month', 'Month', '本月'), column('ytd', 'From January', '本期累计'), column('ytd-year-before', 'From January, a year before', '上年同期累计'), column('yoy', 'Change on a year before', '累计同比'),
      column('share', 'Share', '占比'), column('contribution', 'Contribution to the change', '贡献率'), column('pull', 'Points of the growth', '拉动'),
    ],
    rows: [
      partRow(id, about, whole, { id: ALL, title: { en: 'All', zh: '合计' } }, whole),
      ...shown.map((part) => partRow(id, about, whole, { id: part.id, title: placeName(ask.territory, part.id, day) }, part.figures)), ...others,
    ],
  };
};

/** Each measure by the regions below: provinces, or those straight below the region that is asked for. */
export const regionsTables = async (month: Month): Promise<readonly Table[]> => {
  const { ask, period, where } = month;
  const tables: Table[] = [];
  for (const metric of METRICS) {
    const whole = await linesOf(ask, metric, questionsOf(where, period));
    const measures = whole.map(({ measure }) => measure);
    const parts = new Map<string, readonly Line<Span>[]>();
    for (const region of await regionsWith(month, metric)) parts.set(region, await linesOf(ask, metric, questionsOf({ region }, period), measures));
    tables.push(...whole.map((line) => tableOf(month, line, [...parts].flatMap(([id, lines]) => lines.filter(({ measure }) => measure.id === line.measure.id).map(({ figures }) => ({ id, figures }))))));
  }
  return tables;
};
