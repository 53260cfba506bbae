import type { Chart } from '@entente/domain/reporting/dataset';
import { type Drawable, lengthOf, rowsOf } from './drawable.js';
import { INK, PARTS } from './palette.js';
import { drawn, type Drawing } from './svg.js';

const WIDTH = 720;
const SHADES = ['#2f5680', '#4d7aa6', '#7ba0c4', '#a9c3dc'] as const;

/** How many are left at each stage, one below the other. */
export const funnelChart = (id: string, drawable: Drawable, chart: Chart & { kind: 'funnel' }): Drawing => {
  const rows = rowsOf(drawable, chart.rows).filter((row) => lengthOf(drawable.shown(row, chart.column)) !== null);
  const height = 30 + 48 * rows.length;
  const most = Math.max(1, ...rows.map((row) => lengthOf(drawable.shown(row, chart.column)) ?? 0));
  const shape = { type: 'funnel' as const, silent: true, sort: 'none' as const, left: 150, width: 420, top: 12, height: height - 24, gap: 3, min: 0, max: most, minSize: '2%', maxSize: '100%' };
  const dataOf = (style: (n: number) => object) => rows.map((row, n) => ({ name: row.title[drawable.language], value: lengthOf(drawable.shown(row, chart.column)) ?? 0, ...style(n) }));
  const numberOf = ({ dataIndex }: { dataIndex: number }): string => (rows[dataIndex] && drawable.shown(rows[dataIndex], chart.column)?.whole) ?? '';
  return drawn(id, WIDTH, height, {
    series: [
      { ...shape, label: { show: true, position: 'left', color: INK, fontSize: 12 }, labelLine: { length: 12, lineStyle: { color: '#b9c0ca' } },
        data: dataOf((n) => ({ itemStyle: { color: SHADES[Math.min(n, SHADES.length - 1)], borderWidth: 0 } })) },
      { ...shape, label: { show: true, position: 'inside', fontSize: 12, formatter: numberOf }, labelLine: { show: false },
        data: dataOf((n) => ({ itemStyle: { color: 'transparent', borderWidth: 0 }, label: { color: n < 2 ? '#ffffff' : INK } })) },
    ],
    color: [...PARTS],
  });
};
