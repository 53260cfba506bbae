/** A linear combination of the unknowns, by the number of the column; what is not named is 0. */
export type Row = ReadonlyMap<number, number>;

/**
 * All that can be worked out from what was released: the span of its rows, as a reduced echelon form. Each row has a
 * column of its own, its pivot, in which all others are 0.
 */
export type Space = Readonly<{
  /** The rows by pivot. */
  rows: Map<number, Row>;
  /** In which rows (named by pivot) a column that is no pivot stands. */
  users: Map<number, Set<number>>;
}>;

/**
 * Coefficients are whole numbers, and the arithmetic is exact: two of them multiplied and subtracted stay below 2^53.
 * What would grow beyond is not decided, and what is not decided is not shown.
 */
const COEFFICIENT_MAX = 2 ** 26;

const divisorOf = (a: number, b: number): number => {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
};

/** The same direction with coefficients as small as they can be. */
const primitive = (row: Map<number, number>): Row | undefined => {
  let divisor = 0;
  for (const value of row.values()) {
    divisor = divisorOf(divisor, value);
    if (divisor === 1) break;
  }
  for (const [column, value] of row) {
    if (Math.abs(value / divisor) > COEFFICIENT_MAX) return undefined;
    if (divisor > 1) row.set(column, value / divisor);
  }
  return row;
};

/** `row` without `column`, by means of `other`, which has it; undefined where a coefficient grows too large. */
export const without = (row: Row, column: number, other: Row): Row | undefined => {
  const [mine, its] = [row.get(column) ?? 0, other.get(column) ?? 0];
  if (mine === 0) return row;
  const divisor = divisorOf(mine, its);
  const [times, less] = [its / divisor, mine / divisor];
  const result = new Map<number, number>();
  for (const [at, value] of row) result.set(at, value * times);
  for (const [at, value] of other) {
    const left = (result.get(at) ?? 0) - value * less;
    if (left === 0) result.delete(at);
    else result.set(at, left);
  }
  return primitive(result);
};

export const emptySpace = (): Space => ({ rows: new Map(), users: new Map() });

/** What of a row is new: the row less all that the space has of it. Empty where nothing is, undefined where it cannot be told. */
export const reduced = ({ rows }: Space, row: Row): Row | undefined => {
  let left: Row | undefined = row;
  for (const column of row.keys()) {
    const known = rows.get(column);
    if (known === undefined) continue;
    left = without(left, column, known);
    if (left === undefined) return undefined;
  }
  return left;
};

/** Whether two reduced rows are one direction. */
export const isParallel = (a: Row, b: Row): boolean => {
  if (a.size !== b.size) return false;
  let ratio: readonly [number, number] | undefined;
  for (const [column, value] of a) {
    const other = b.get(column);
    if (other === undefined) return false;
    ratio ??= [value, other];
    if (value * ratio[1] !== other * ratio[0]) return false;
  }
  return true;
};

/**
 * Takes a reduced row in, with this column as its pivot. Answers whether it could: where a coefficient would grow too
 * large, the space stays as it was.
 */
export const takeIn = ({ rows, users }: Space, row: Row, pivot: number): boolean => {
  const changed: (readonly [number, Row, Row])[] = [];
  for (const other of users.get(pivot) ?? []) {
    const before = rows.get(other) as Row;
    const after = without(before, pivot, row);
    if (after === undefined) return false;
    changed.push([other, before, after]);
  }
  const use = (column: number, of: number): void => void (users.get(column) ?? users.set(column, new Set()).get(column))?.add(of);
  for (const [other, before, after] of changed) {
    for (const column of before.keys()) if (!after.has(column)) users.get(column)?.delete(other);
    for (const column of after.keys()) if (column !== other && !before.has(column)) use(column, other);
    rows.set(other, after);
  }
  rows.set(pivot, row);
  for (const column of row.keys()) if (column !== pivot) use(column, pivot);
  return true;
};
