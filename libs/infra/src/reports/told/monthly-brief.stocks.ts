import type { Table } from '@entente/domain/reporting/dataset';
import { atEndOf, type Month } from './monthly-brief.spans.js';
import { levelColumns, levelRow, levelsAt } from './parts.levels.js';

const METRICS = ['signings.active', 'signings.submitted'] as const;

/** How many signings stood, and how many waited, at the end of the month. */
export const stocksTable = async ({ ask, period, where }: Month): Promise<Table> => {
  const id = 'stocks';
  const lines = (await Promise.all(METRICS.map((metric) => levelsAt(ask, metric, period, (month) => atEndOf(where, month))))).flat();
  return {
    id, title: { en: 'At the end of the month', zh: '月末数' }, rowsTitle: { en: 'Figure', zh: '指标' }, public: 'grouped',
    columns: levelColumns('month'), rows: lines.map((line) => levelRow(id, line, period)),
  };
};
