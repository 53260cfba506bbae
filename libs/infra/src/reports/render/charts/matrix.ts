import type { Chart } from '@entente/domain/reporting/dataset';
import { type Drawable, lengthOf, rowsOf, titleOf } from './drawable.js';
import { HEAT, INK, QUIET } from './palette.js';
import { drawn, type Drawing } from './svg.js';

const WIDTH = 720;
const LEFT = 130;

/** Region by region, the more the darker, with the number in each field. */
export const matrixChart = (id: string, drawable: Drawable, chart: Chart & { kind: 'matrix' }): Drawing => {
  const rows = rowsOf(drawable, chart.rows);
  const fields = rows.flatMap((row, y) => chart.columns.flatMap((column, x) => {
    const shown = drawable.shown(row, column);
    const length = lengthOf(shown);
    return shown === undefined || length === null ? [] : [{ value: [x, y, length] as [number, number, number], text: shown.text }];
  }));
  const most = Math.max(1, ...fields.map(({ value }) => value[2]));
  const side = Math.min(38, Math.max(24, 420 / Math.max(1, rows.length)));
  const axis = { axisTick: { show: false }, axisLine: { show: false }, splitLine: { show: false } };
  return drawn(id, WIDTH, 40 + side * rows.length, {
    grid: { left: LEFT, right: 20, top: 30, bottom: 8 },
    xAxis: { ...axis, type: 'category', position: 'top', data: chart.columns.map((column) => titleOf(drawable, column)), axisLabel: { color: QUIET, fontSize: 11, interval: 0 } },
    yAxis: { ...axis, type: 'category', inverse: true, data: rows.map(({ title }) => title[drawable.language]), axisLabel: { color: INK, fontSize: 11, interval: 0, width: LEFT - 16, overflow: 'break' } },
    visualMap: { show: false, min: 0, max: most, inRange: { color: [...HEAT] } },
    series: [{ type: 'heatmap', silent: true, itemStyle: { borderColor: '#ffffff', borderWidth: 2 },
      data: fields.map(({ value }) => ({ value, label: { color: value[2] > most * 0.62 ? '#ffffff' : INK } })),
      label: { show: true, fontSize: 11, formatter: ({ dataIndex }: { dataIndex: number }) => fields[dataIndex]?.text ?? '' } }],
  });
};
