import { type Drawable, lengthOf } from './drawable.js';
import { funnelChart } from './funnel.js';
import { matrixChart } from './matrix.js';
import { seriesChart } from './series.js';
import type { Drawing } from './svg.js';
import { utilisationChart } from './utilisation.js';

export type { Drawable } from './drawable.js';
export type { Drawing } from './svg.js';

/** Whether there is nothing to look at. */
const isBare = ({ table: { rows, columns }, shown }: Drawable): boolean => rows.every((row) => columns.every(({ id }) => (lengthOf(shown(row, id)) ?? 0) === 0));

/** The chart of a table, where it has one and anything in it is more than nothing. `id` keeps its parts apart from those of other charts on the page. */
export const chartOf = (id: string, drawable: Drawable): Drawing | undefined => {
  const { chart } = drawable.table;
  if (chart === undefined || isBare(drawable)) return undefined;
  switch (chart.kind) {
    case 'series':
      return seriesChart(id, drawable, chart);
    case 'funnel':
      return funnelChart(id, drawable, chart);
    case 'matrix':
      return matrixChart(id, drawable, chart);
    case 'utilisation':
      return utilisationChart(id, drawable, chart);
  }
};
