import { type Row, type Space, without } from './space.js';

/** Whose change a column is: the legal persons that stand in it. Nothing that is released can tell them apart. */
export type Firms = ReadonlySet<string>;

/** How many sets of firms are looked at for one figure. Whoever hides behind more is not searched for: the figure is not shown. */
const TRIES_MAX = 20_000;

const isWithin = (firms: Firms, group: Firms): boolean => {
  for (const firm of firms) if (!group.has(firm)) return false;
  return true;
};

/** What is left of a row outside a group's columns, and the rows by which it was cleared, with the column that each cleared. */
type Rest = Readonly<{ left: Row; steps: ReadonlyMap<number, Row> }>;

/** Clears a row, outside the columns of a group, by all rows of the space that the group's own columns may cancel; undefined where it cannot be told. */
const restFor = (group: Firms, row: Row, { rows }: Space, columns: readonly Firms[]): Rest | undefined => {
  const outside = (one: Row): Row => new Map([...one].filter(([column]) => !isWithin(columns[column] as Firms, group)));
  const steps = new Map<number, Row>();
  const cleared = (one: Row): Row | undefined => [...steps].reduce<Row | undefined>((rest, [column, step]) => rest && without(rest, column, step), one);
  for (const [pivot, known] of rows) {
    if (!isWithin(columns[pivot] as Firms, group)) continue;
    const step = cleared(outside(known));
    if (step === undefined) return undefined;
    const [column] = step.keys();
    if (column !== undefined) steps.set(column, step);
  }
  const left = cleared(outside(row));
  return left && { left, steps };
};

/**
 * Whether a reduced row, taken into the space, would tell something of fewer than `least` firms: whether some
 * combination of it with the rows is 0 wherever others than these stand.
 *
 * A row may be used for that only if its pivot is a column of the group, since nothing else would cancel the pivot.
 * So each column of the new row is of the group itself, or in a row whose pivot is; and where that holds and something
 * is left none the less, the group must be widened so that one of the columns that are left can be cancelled too.
 */
export const isolates = (space: Space, row: Row, columns: readonly Firms[], least: number): boolean => {
  const firmsOf = (...at: readonly number[]): readonly Firms[] => at.map((column) => columns[column] as Firms).filter(({ size }) => size < least);
  const usersOf = (column: number): readonly number[] => [...(space.users.get(column) ?? [])];
  const ways = [...row.keys()].map((column) => firmsOf(column, ...usersOf(column))).sort((a, b) => a.length - b.length);
  const seen = new Set<string>();
  const search = (group: Firms): boolean => {
    const name = [...group].sort().join('\n');
    if (seen.has(name)) return false;
    seen.add(name);
    if (seen.size > TRIES_MAX) return true;
    let next = ways.find((sets) => !sets.some((firms) => isWithin(firms, group)));
    if (next === undefined) {
      const rest = restFor(group, row, space, columns);
      if (rest === undefined || rest.left.size === 0) return true;
      if (group.size === least - 1) return false;
      const viaSteps = [...rest.steps.keys()].flatMap((column) => [column, ...usersOf(column)]);
      const isStepped = (column: number): boolean => [...rest.steps.values()].some((step) => step.has(column));
      const options = [...rest.left.keys()].map((column) => firmsOf(column, ...usersOf(column), ...(isStepped(column) ? viaSteps : [])));
      next = options.reduce((best, sets) => (sets.length < best.length ? sets : best));
    }
    return next.some((firms) => {
      const wider = new Set([...group, ...firms]);
      return wider.size < least && wider.size > group.size && search(wider);
    });
  };
  return search(new Set());
};
