import type { Amounts } from './policy.js';
import type { Firms } from './isolation.js';

/** What one legal person has in one atom (region, track, bank …) of a measure, in minor units, never negative. */
export type Contribution = Readonly<{ firm: string; measure: string; dims: Readonly<Record<string, string>>; value: bigint }>;

/** What a figure is about: a measure, and what it is narrowed to; `{}` is the total. */
export type Cell = Readonly<{ measure: string; by: Readonly<Record<string, string>> }>;

/** A cell through all vintages: who has what in it, in how many atoms, and in which columns its changes are. */
export type Series = Readonly<{
  cell: Cell;
  name: string;
  levels: readonly Amounts[];
  present: readonly Amounts[];
  columns: readonly (readonly number[])[];
}>;

/** One measure through all vintages: its cells by name, and of each column whose change it is, and in which atom. */
export type Story = Readonly<{ series: ReadonlyMap<string, Series>; columns: readonly Readonly<{ firms: Firms; atom: string }>[] }>;

/** The name of a cell within its measure, whatever the order in which its dimensions are written. */
export const nameOf = (by: Readonly<Record<string, string>>): string => JSON.stringify(Object.entries(by).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));

type Growing = Readonly<{ cell: Cell; name: string; levels: readonly Map<string, bigint>[]; present: readonly Map<string, bigint>[]; columns: readonly number[][] }>;
type Atom = Readonly<{ dims: Readonly<Record<string, string>>; amounts: Map<string, bigint> }>;

const add = (amounts: Map<string, bigint> | undefined, firm: string, value: bigint): void => void amounts?.set(firm, (amounts.get(firm) ?? 0n) + value);

const atomsOf = (contributions: readonly Contribution[]): ReadonlyMap<string, Atom> => {
  const atoms = new Map<string, Atom>();
  for (const { firm, dims, value } of contributions) {
    const name = nameOf(dims);
    const atom = atoms.get(name) ?? { dims, amounts: new Map() };
    add(atom.amounts, firm, value);
    atoms.set(name, atom);
  }
  return atoms;
};

const changedIn = (before: Amounts | undefined, after: Amounts | undefined): Firms =>
  new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])].filter((firm) => (before?.get(firm) ?? 0n) !== (after?.get(firm) ?? 0n)));

/** Tells one measure, vintage by vintage. A column stands for the changes of all who changed in one atom in one vintage, since every figure has all of them or none. */
export const storyOf = (measure: string, vintages: readonly (readonly Contribution[])[], groupings: readonly (readonly string[])[]): Story => {
  const columns: { firms: Firms; atom: string }[] = [];
  const series = new Map<string, Growing>();
  const seriesOf = (dims: Readonly<Record<string, string>>) => groupings.flatMap((grouping) => {
    if (grouping.some((dim) => dims[dim] === undefined)) return [];
    const by = Object.fromEntries(grouping.map((dim) => [dim, dims[dim] as string]));
    const name = nameOf(by);
    const known: Growing = series.get(name) ?? { cell: { measure, by }, name, levels: vintages.map(() => new Map()), present: vintages.map(() => new Map()), columns: vintages.map(() => []) };
    series.set(name, known);
    return [known];
  });
  let before: ReadonlyMap<string, Atom> = new Map();
  vintages.forEach((vintage, at) => {
    const atoms = atomsOf(vintage.filter((contribution) => contribution.measure === measure));
    for (const name of new Set([...before.keys(), ...atoms.keys()])) {
      const [old, now] = [before.get(name), atoms.get(name)];
      const changed = changedIn(old?.amounts, now?.amounts);
      if (changed.size > 0) columns.push({ firms: changed, atom: name });
      for (const one of seriesOf((now ?? old)?.dims ?? {})) {
        if (changed.size > 0) one.columns[at]?.push(columns.length - 1);
        for (const [firm, value] of now?.amounts ?? []) {
          add(one.levels[at], firm, value);
          add(one.present[at], firm, 1n);
        }
      }
    }
    before = atoms;
  });
  return { series, columns };
};

/** By how much each legal person moved a cell between two vintages; who did not is not there. */
export const changeOf = ({ levels }: Series, since: number, until: number): Amounts => {
  const [before, after] = [levels[since], levels[until]];
  const changed = new Map<string, bigint>();
  for (const firm of changedIn(before, after)) changed.set(firm, (after?.get(firm) ?? 0n) - (before?.get(firm) ?? 0n));
  return changed;
};
