import type { Amounts } from './policy.js';
import type { Firms } from './isolation.js';

/** What one legal person has in one atom (region, track, bank …) of a measure, in minor units. Nothing is a contribution too, where it stands there. */
export type Contribution = Readonly<{ firm: string; measure: string; dims: Readonly<Record<string, string>>; value: bigint }>;

/** What a figure is about: a measure, and what it is narrowed to; `{}` is the total. */
export type Cell = Readonly<{ measure: string; by: Readonly<Record<string, string>> }>;

/** One measure, or two of which anybody can work out the difference. */
export type Bound = readonly [string] | readonly [string, string];

/** A column of unknowns, and how often a cell has it. */
export type Step = readonly [column: number, times: 1 | -1];

/** A cell through all vintages: who has what in it, who stands in it in how many atoms, and in which columns its changes are. */
export type Series = Readonly<{
  cell: Cell;
  name: string;
  levels: readonly Amounts[];
  present: readonly Amounts[];
  columns: readonly (readonly Step[])[];
}>;

/** The cells of a measure by name. */
export type Cells = ReadonlyMap<string, Series>;

/** Measures through all vintages: their cells, those of the difference of two, and of each column whose change it is, and in which atom. */
export type Story = Readonly<{ told: ReadonlyMap<string, Cells>; difference: Cells | undefined; columns: readonly Readonly<{ firms: Firms; atom: string }>[] }>;

/** The name of a cell within its measure, whatever the order in which its dimensions are written. */
export const nameOf = (by: Readonly<Record<string, string>>): string => JSON.stringify(Object.entries(by).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));

type Growing = Readonly<{ cell: Cell; name: string; levels: readonly Map<string, bigint>[]; present: readonly Map<string, bigint>[]; columns: readonly Step[][] }>;
/** What a firm has of the first measure, of the second, and of the first less the second. */
type Held = readonly [bigint, bigint, bigint];
type Atom = Readonly<{ dims: Readonly<Record<string, string>>; held: Map<string, Held> }>;
const NOTHING: Held = [0n, 0n, 0n];

const add = (amounts: Map<string, bigint> | undefined, firm: string, value: bigint): void => void amounts?.set(firm, (amounts.get(firm) ?? 0n) + value);

const atomsOf = (contributions: readonly Contribution[], [first]: Bound): ReadonlyMap<string, Atom> => {
  const atoms = new Map<string, Atom>();
  for (const { firm, measure, dims, value } of contributions) {
    const name = nameOf(dims);
    const atom = atoms.get(name) ?? { dims, held: new Map<string, Held>() };
    const [a, b] = atom.held.get(firm) ?? NOTHING;
    const [one, other] = measure === first ? [a + value, b] : [a, b + value];
    atom.held.set(firm, [one, other, one - other]);
    atoms.set(name, atom);
  }
  return atoms;
};

/**
 * Who changed in an atom, by what is unknown of it: the change of the first measure, that of the second, or one change
 * of both. Of a firm whose difference did not move the two are one unknown. For each, in which of the measures and of
 * their difference it stands, and how often.
 */
const UNKNOWNS = [['first', [1, undefined, 1]], ['second', [undefined, 1, -1]], ['both', [1, 1, undefined]]] as const;
const unknownsOf = (before: Atom | undefined, after: Atom | undefined): Readonly<Record<'first' | 'second' | 'both', Firms>> => {
  const unknowns = { first: new Set<string>(), second: new Set<string>(), both: new Set<string>() };
  for (const firm of new Set([...(before?.held.keys() ?? []), ...(after?.held.keys() ?? [])])) {
    const [old, now] = [before?.held.get(firm) ?? NOTHING, after?.held.get(firm) ?? NOTHING];
    const [hasFirst, hasSecond, hasMoved] = [old[0] !== now[0], old[1] !== now[1], old[2] !== now[2]];
    if (!hasMoved) {
      if (hasFirst) unknowns.both.add(firm);
      continue;
    }
    if (hasFirst) unknowns.first.add(firm);
    if (hasSecond) unknowns.second.add(firm);
  }
  return unknowns;
};

/**
 * Tells a measure, or two together, vintage by vintage. A column stands for the changes of all who changed in one atom
 * in one vintage, since every figure has all of them or none. A cell in which anybody stands in one of two measures is
 * a cell of both, so that there being a figure says nothing.
 */
export const storyOf = (bound: Bound, vintages: readonly (readonly Contribution[])[], groupings: readonly (readonly string[])[]): Story => {
  const names = bound.length === 1 ? bound : [...bound, bound.join(' less ')];
  const columns: { firms: Firms; atom: string }[] = [];
  const cells = names.map(() => new Map<string, Growing>());
  const seriesOf = (dims: Readonly<Record<string, string>>) => groupings.flatMap((grouping) => {
    if (grouping.some((dim) => dims[dim] === undefined)) return [];
    const by = Object.fromEntries(grouping.map((dim) => [dim, dims[dim] as string]));
    const name = nameOf(by);
    return cells.map((series, n): readonly [number, Growing] => {
      const known: Growing = series.get(name) ?? { cell: { measure: names[n] as string, by }, name, levels: vintages.map(() => new Map()), present: vintages.map(() => new Map()), columns: vintages.map(() => []) };
      series.set(name, known);
      return [n, known];
    });
  });
  let before: ReadonlyMap<string, Atom> = new Map();
  vintages.forEach((vintage, at) => {
    const atoms = atomsOf(vintage.filter(({ measure }) => bound.includes(measure)), bound);
    for (const name of new Set([...before.keys(), ...atoms.keys()])) {
      const [old, now] = [before.get(name), atoms.get(name)];
      const unknowns = unknownsOf(old, now);
      const steps = UNKNOWNS.flatMap(([unknown, times]) => {
        if (unknowns[unknown].size === 0) return [];
        columns.push({ firms: unknowns[unknown], atom: `${name} ${unknown}` });
        return [{ column: columns.length - 1, times }];
      });
      for (const [n, one] of seriesOf((now ?? old)?.dims ?? {})) {
        for (const { column, times } of steps) {
          const often = times[n];
          if (often !== undefined) one.columns[at]?.push([column, often]);
        }
        for (const [firm, held] of now?.held ?? []) {
          add(one.levels[at], firm, held[n] ?? 0n);
          add(one.present[at], firm, 1n);
        }
      }
    }
    before = atoms;
  });
  return { told: new Map(bound.map((measure, n) => [measure, cells[n] as Cells])), difference: cells[bound.length === 1 ? 1 : 2], columns };
};

/** By how much each legal person moved a cell between two vintages; who did not is not there. */
export const changeOf = ({ levels }: Series, since: number, until: number): Amounts => {
  const [before, after] = [levels[since], levels[until]];
  const changed = new Map<string, bigint>();
  for (const firm of new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])) {
    const change = (after?.get(firm) ?? 0n) - (before?.get(firm) ?? 0n);
    if (change !== 0n) changed.set(firm, change);
  }
  return changed;
};
