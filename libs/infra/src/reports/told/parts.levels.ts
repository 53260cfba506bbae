import { type Column, pathOf, type Row } from '@entente/domain/reporting/dataset';
import { periodBefore, yearBefore } from '@entente/domain/reporting/report';
import type { Ask, Question } from '../asking.js';
import { computed, leftOf, taken } from './parts.formulas.js';
import { column, type Line, linesOf, row } from './parts.js';

/** A level at the end of a period, of the one before it, and a year before. */
export type Level = Line<'now' | 'before' | 'year-before'>;

/** Asks for the level of a metric at the end of a period, of the one before it, and a year before. */
export const levelsAt = (ask: Ask, metric: string, period: string, atEndOf: (period: string) => Question): Promise<readonly Level[]> =>
  linesOf(ask, metric, { now: atEndOf(period), before: atEndOf(periodBefore(period)), 'year-before': atEndOf(yearBefore(period)) });

const WORDS = { month: { en: 'month', zh: '月' }, quarter: { en: 'quarter', zh: '季' } } as const;

export const levelColumns = (of: keyof typeof WORDS): readonly Column[] => {
  const { en, zh } = WORDS[of];
  return [
    column('now', `End of the ${en}`, `本${zh}末`), column('before', `End of the ${en} before`, `上${zh}末`), column('change', 'Change', `比上${zh}末增减`), column('mom', `Change on the ${en} before`, '环比'),
    column('year-before', 'A year before', '上年同期末'), column('yoy', 'Change on a year before', '同比'),
  ];
};

/** A level with what it changed by: since the period before, and since a year before. */
export const levelRow = (table: string, { measure, figures }: Level, period: string): Row => {
  const at = (name: keyof typeof figures, of: string) => taken(measure, figures[name], 'point', of, pathOf(table, measure.id, name));
  const [now, before, yearAgo] = [at('now', period), at('before', periodBefore(period)), at('year-before', yearBefore(period))];
  return row(measure.id, measure.title, {
    ...figures, change: leftOf(now, { before }), mom: computed('mom', { now, base: before }), yoy: computed('yoy', { now, base: yearAgo }, 'as-known-now'),
  });
};
