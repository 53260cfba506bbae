import { type EChartsOption, init } from 'echarts';
import { FONT, INK } from './palette.js';

/** A drawing and its size, in the units of its view box. */
export type Drawing = Readonly<{ svg: string; width: number; height: number }>;

/**
 * What ECharts writes depends on how many charts the process has drawn before (ids and classes with a counter) and carries marks
 * for scripts; both are taken out, so that the same table gives the same drawing.
 */
const settled = (svg: string, id: string): string =>
  svg
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/ (?:class|pointer-events|ecmeta_\w+)="[^"]*"/g, '')
    .replaceAll(/zr\d+-/g, `${id}-`)
    .replaceAll(/\n+/g, '\n');

/** Draws a chart on the server as SVG. `id` must be unlike those of other drawings on the same page. */
export const drawn = (id: string, width: number, height: number, option: EChartsOption): Drawing => {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: FONT, color: INK, fontSize: 11 }, ...option });
    return { svg: settled(chart.renderToSVGString(), id), width, height };
  } finally {
    chart.dispose();
  }
};
