import type { Chart } from '@entente/domain/reporting/dataset';
import { type Drawable, lengthOf, rowsOf, titleWithUnit } from './drawable.js';
import { BLUE, INK, LINE, QUIET, WARM } from './palette.js';
import { drawn, type Drawing } from './svg.js';

const WIDTH = 720;

/** Bars of a series, and in a band of its own above them the line of a rate, so that neither hides the other's numbers. */
export const seriesChart = (id: string, drawable: Drawable, chart: Chart & { kind: 'series' }): Drawing => {
  const rows = rowsOf(drawable, chart.rows);
  const { bars, line } = chart;
  const band = line === undefined ? 0 : 92;
  const height = 224 + band;
  const text = (column: string) => ({ dataIndex }: { dataIndex: number }): string => (rows[dataIndex] && drawable.shown(rows[dataIndex], column)?.text) ?? '';
  const heading = (column: string, top: number, color: string) => ({ type: 'text' as const, left: 8, top, style: { text: titleWithUnit(drawable, column, rows), fill: color, fontSize: 11 } });
  const axis = { type: 'category' as const, data: rows.map(({ title }) => title[drawable.language]), axisTick: { show: false }, axisLine: { lineStyle: { color: LINE } } };
  return drawn(id, WIDTH, height, {
    graphic: [...(line === undefined ? [] : [heading(line, 4, WARM)]), heading(bars, band + 8, BLUE)],
    grid: [{ left: 10, right: 10, top: band + 44, bottom: 22 }, { left: 10, right: 10, top: 40, height: Math.max(band - 48, 10) }],
    xAxis: [{ ...axis, gridIndex: 0, axisLabel: { color: QUIET, fontSize: 10.5, interval: rows.length > 18 ? 'auto' : 0 } }, { ...axis, gridIndex: 1, show: false }],
    yAxis: [{ gridIndex: 0, show: false, type: 'value' }, { gridIndex: 1, type: 'value', scale: true, axisLabel: { show: false }, splitNumber: 1, splitLine: { show: false } }],
    series: [
      { type: 'bar', silent: true, xAxisIndex: 0, yAxisIndex: 0, barMaxWidth: 34, itemStyle: { color: BLUE }, data: rows.map((row) => lengthOf(drawable.shown(row, bars))),
        label: { show: true, position: 'top', formatter: text(bars), color: INK, fontSize: 10 } },
      ...(line === undefined ? [] : [{ type: 'line' as const, silent: true, xAxisIndex: 1, yAxisIndex: 1, symbol: 'circle', symbolSize: 5, lineStyle: { color: WARM, width: 1.5 }, itemStyle: { color: WARM },
        data: rows.map((row) => lengthOf(drawable.shown(row, line))), label: { show: true, position: 'top' as const, formatter: text(line), color: WARM, fontSize: 10 } }]),
    ],
  });
};
