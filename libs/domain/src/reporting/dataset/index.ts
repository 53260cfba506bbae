export { isFigure } from './dataset.js';
export type { Cell, Chart, Column, DataSet, Figure, Known, Operand, Origin, Row, Table, Text } from './dataset.js';
export { changesBetween, figuresIn, pathOf } from './figures.js';
export type { Change, Placed } from './figures.js';
export { FEWEST, publicEdition } from './public.js';
export { untied } from './ties.js';
