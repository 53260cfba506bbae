import { pathOf, type Row, type Table } from '@entente/domain/reporting/dataset';
import { daysOf, periodBefore, yearBefore } from '@entente/domain/reporting/report';
import { metricNamed } from '../../metrics/settling.js';
import type { Ask, Question } from '../asking.js';
import { computed, taken } from './parts.formulas.js';
import { column, type Line, linesOf, row } from './parts.js';

const METRICS = ['pacts.in-force', 'pacts.obligations-due', 'pacts.obligations-fulfilled', 'pacts.obligations-overdue', 'signings.count', 'signings.contracted', 'signings.received'] as const;

/** The dates of a period, as a flow of it or a level at its end is asked for. */
export const datesOf = (metric: string, period: string): Question => {
  const { from, to } = daysOf(period);
  return metricNamed(metric).kind === 'stock' ? { validAt: to } : { from, to };
};

const rowOf = (table: string, metric: string, { measure, figures }: Line<'now' | 'before' | 'year-before'>, period: string): Row => {
  const accumulation = metricNamed(metric).kind === 'stock' ? 'point' : 'period';
  const at = (name: keyof typeof figures, of: string) => taken(measure, figures[name], accumulation, of, pathOf(table, measure.id, name));
  const now = at('now', period);
  const told = row(measure.id, measure.title, {
    ...figures, mom: computed('mom', { now, base: at('before', periodBefore(period)) }), yoy: computed('yoy', { now, base: at('year-before', yearBefore(period)) }, 'as-known-now'),
  });
  // Pacts that are open to their parties alone count, too, and for the public there is no such pact.
  return metric.startsWith('pacts.') ? { ...told, public: 'closed' } : told;
};

/** What regions of the set have together, in the quarter or at its end, beside the quarter before and a year before. */
export const totalsTable = async (ask: Ask, set: string, period: string): Promise<Table> => {
  const id = 'totals';
  const rows: Row[] = [];
  for (const metric of METRICS) {
    const of = (each: string): Question => ({ set, ...datesOf(metric, each) });
    const lines = await linesOf(ask, metric, { now: of(period), before: of(periodBefore(period)), 'year-before': of(yearBefore(period)) });
    rows.push(...lines.map((line) => rowOf(id, metric, line, period)));
  }
  return {
    id, title: { en: 'The set as a whole', zh: '集合合计' }, rowsTitle: { en: 'Figure', zh: '指标' }, public: 'grouped', rows,
    columns: [column('now', 'Quarter', '本季'), column('before', 'Quarter before', '上季'), column('mom', 'Change on the quarter before', '环比'), column('year-before', 'A year before', '上年同季'), column('yoy', 'Change on a year before', '同比')],
    notes: [{ en: 'Pacts and overdue obligations are those at the end of the quarter; all else is of the quarter. A pact is split evenly among the regions that it binds.', zh: '有效协议与逾期义务为季末数，其余为本季数；一项协议由受约束方所在地区均分。' }],
  };
};
