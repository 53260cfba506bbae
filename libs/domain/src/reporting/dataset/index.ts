export { isFigure } from './dataset.js';
export type { Cell, Chart, Column, DataSet, Figure, Known, Note, Operand, Origin, Row, Table, Text } from './dataset.js';
export { changesBetween, figuresIn, pathOf } from './figures.js';
export type { Change, Placed } from './figures.js';
export { publicEdition } from './public.js';
export type { Earlier } from './cells.js';
export { FEWEST } from './cells.js';
export { untied } from './ties.js';
