import type { CustomTableLayout } from 'pdfmake';

export const INK = '#22262c';
export const QUIET = '#6b7280';
export const FAINT = '#9aa1ab';
export const RED = '#a02020';
const LINE = '#d9dde3';

/** The width between the margins of an A4 page, in points. */
export const WIDTH = 503;
export const MARGINS: [number, number, number, number] = [46, 62, 46, 54];

/** Lines above, below and under the head as in printed statistics, hair lines between rows, and none upright. */
export const ruled = (headRows: number): CustomTableLayout => ({
  hLineWidth: (line, { table }) => (line === headRows - 1 || line === table.body.length ? 1.1 : line === headRows ? 0.6 : line < headRows ? 0 : 0.4),
  hLineColor: (line, { table }) => (line <= headRows || line === table.body.length ? INK : LINE),
  vLineWidth: () => 0,
  paddingLeft: (column) => (column === 0 ? 2 : 5),
  paddingRight: (column, { table }) => (column === (table.widths?.length ?? 0) - 1 ? 2 : 5),
  paddingTop: () => 2.6,
  paddingBottom: () => 2,
});

export const plain: CustomTableLayout = {
  hLineWidth: () => 0, vLineWidth: () => 0, paddingLeft: () => 0, paddingRight: () => 8, paddingTop: () => 1, paddingBottom: () => 1,
};

/** A grid of cards with a hair line under each. */
export const grid: CustomTableLayout = {
  hLineWidth: () => 0.4, hLineColor: () => LINE, vLineWidth: () => 0, paddingLeft: () => 0, paddingRight: () => 4, paddingTop: () => 4, paddingBottom: () => 4,
};
