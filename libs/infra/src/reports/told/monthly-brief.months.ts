import type { Words } from '@entente/domain/kernel/refusal';
import { pathOf, type Row, type Table } from '@entente/domain/reporting/dataset';
import { yearBefore } from '@entente/domain/reporting/report';
import type { MetricAnswer } from '../../metrics/answer.js';
import type { Question } from '../asking.js';
import { inMonth, type Month, undatedIn, yearOf, yearTo } from './monthly-brief.spans.js';
import { computed, taken } from './parts.formulas.js';
import type { Measure } from './parts.measures.js';
import { column, isNothing, measuresIn, ofGroup, ofTotal, row } from './parts.js';

const METRICS = ['signings.count', 'signings.contracted', 'signings.received'] as const;

/** The months of a year up to one of them. */
const monthsTo = (period: string): readonly string[] =>
  Array.from({ length: Number(period.slice(5, 7)) }, (_, n) => `${yearOf(period)}-${String(n + 1).padStart(2, '0')}`);

const nameOf = (month: string): Words => ({ en: month, zh: `${Number(month.slice(5, 7))}月` });

type Answers = Readonly<{ now: MetricAnswer; base: MetricAnswer; undated: Readonly<Record<'now' | 'base', MetricAnswer>> }>;

const monthRow = (table: string, measure: Measure, where: Question, { now, base }: Answers, month: string): Row => {
  const yearAgo = yearBefore(month);
  const [value, before] = [ofGroup(now, { month }, inMonth(where, month), measure), ofGroup(base, { month: yearAgo }, inMonth(where, yearAgo), measure)];
  const at = (name: string, figure: typeof value, of: string) => taken(measure, figure, 'period', of, pathOf(table, month, name));
  return row(month, nameOf(month), { value, 'year-before': before, yoy: computed('yoy', { now: at('value', value, month), base: at('year-before', before, yearAgo) }, 'as-known-now') });
};

/** What is dated to the year alone has a row of its own: it is of none of the months. */
const undatedRow = (measure: Measure, where: Question, { undated }: Answers, year: string): readonly Row[] => {
  const before = String(Number(year) - 1);
  const cells = { value: ofTotal(undated.now, undatedIn(where, year), measure), 'year-before': ofTotal(undated.base, undatedIn(where, before), measure) };
  return Object.values(cells).every(isNothing) ? [] : [row('undated', { en: `Undated within ${year}`, zh: `${year}年内（月份不详）` }, cells)];
};

const tableOf = (measure: Measure, period: string, where: Question, answers: Answers): Table => {
  const id = measure.id === 'count' ? 'months' : `months-${measure.id.toLowerCase().replaceAll('.', '-')}`;
  const months = monthsTo(period);
  return {
    id, title: { en: `${measure.title.en} by month`, zh: `${measure.title.zh}（按月）` }, rowsTitle: { en: 'Month', zh: '月份' }, public: 'grouped',
    columns: [column('value', 'This year', '本年'), column('year-before', 'A year before', '上年同月'), column('yoy', 'Change on a year before', '同比')],
    rows: [...months.map((month) => monthRow(id, measure, where, answers, month)), ...undatedRow(measure, where, answers, yearOf(period))],
    chart: { kind: 'series', bars: 'value', line: 'yoy', rows: months },
  };
};

/** The year month by month beside the year before: a table for each measure that either year has. */
export const monthsTables = async ({ ask, period, where }: Month): Promise<readonly Table[]> => {
  const [year, lastYear] = [yearOf(period), yearOf(yearBefore(period))];
  const tables: Table[] = [];
  for (const metric of METRICS) {
    const byMonth = (month: string): Promise<MetricAnswer> => ask.metric(metric, { ...yearTo(where, month), by: 'month' });
    const answers: Answers = {
      now: await byMonth(period), base: await byMonth(yearBefore(period)),
      undated: { now: await ask.metric(metric, undatedIn(where, year)), base: await ask.metric(metric, undatedIn(where, lastYear)) },
    };
    const measures = measuresIn(metric, [answers.now, answers.base, answers.undated.now, answers.undated.base]);
    tables.push(...measures.map((measure) => tableOf(measure, period, where, answers)));
  }
  return tables;
};
