import type { Chart, Row } from '@entente/domain/reporting/dataset';
import { type Drawable, lengthOf, rowsOf, titleOf, titleWithUnit } from './drawable.js';
import { INK, PALE, PARTS, QUIET } from './palette.js';
import { drawn, type Drawing } from './svg.js';

const WIDTH = 720;
const LEFT = 190;
/** A part that is drawn shorter than this share of the longest bar has no room for its number. */
const ROOM = 0.09;

/** How much of a whole is used: its parts in one bar, upon a paler one of the whole. */
export const utilisationChart = (id: string, drawable: Drawable, chart: Chart & { kind: 'utilisation' }): Drawing => {
  const rows = rowsOf(drawable, chart.rows);
  const length = (row: Row, column: string): number => lengthOf(drawable.shown(row, column)) ?? 0;
  const most = Math.max(...rows.map((row) => length(row, chart.whole)), ...rows.map((row) => chart.parts.reduce((sum, part) => sum + length(row, part), 0)), Number.MIN_VALUE);
  const text = (column: string, least: number) => ({ dataIndex }: { dataIndex: number }): string => {
    const row = rows[dataIndex];
    return row === undefined || length(row, column) < most * least ? '' : (drawable.shown(row, column)?.text ?? '');
  };
  const parts = chart.parts.map((part, n) => ({
    type: 'bar' as const, name: titleOf(drawable, part), stack: 'parts', silent: true, barWidth: 18, z: 3, itemStyle: { color: PARTS[n % PARTS.length] }, data: rows.map((row) => length(row, part)),
    label: { show: true, position: 'inside' as const, color: n === 0 ? '#ffffff' : INK, fontSize: 10, formatter: text(part, ROOM) },
  }));
  return drawn(id, WIDTH, 50 + 44 * rows.length, {
    legend: { left: LEFT - 4, top: 4, itemWidth: 12, itemHeight: 9, itemGap: 18, selectedMode: false, textStyle: { color: INK, fontSize: 11 }, data: [{ name: titleWithUnit(drawable, chart.whole, rows) }, ...parts.map(({ name }) => ({ name }))] },
    grid: { left: LEFT, right: 70, top: 34, bottom: 6 },
    xAxis: { type: 'value', show: false, max: most },
    yAxis: { type: 'category', inverse: true, data: rows.map(({ title }) => title[drawable.language]), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: INK, fontSize: 11, width: LEFT - 16, overflow: 'break', lineHeight: 14 } },
    series: [
      { type: 'bar', name: titleWithUnit(drawable, chart.whole, rows), silent: true, barWidth: 18, barGap: '-100%', z: 1, itemStyle: { color: PALE }, data: rows.map((row) => length(row, chart.whole)),
        label: { show: true, position: 'right', color: QUIET, fontSize: 10.5, formatter: text(chart.whole, 0) } },
      ...parts,
    ],
  });
};
