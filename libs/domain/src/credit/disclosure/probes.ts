import { type Amounts, faultOf, type Policy } from './policy.js';
import { changeOf, nameOf, type Series } from './vintages.js';

/** A figure that anybody can work out of shown ones: some cells added, others taken away. */
type Sum = readonly (readonly [sign: 1n | -1n, series: Series])[];

/** What is shown in one vintage, by the name of the cell: of one measure, or of one and, where that is not shown, of another. */
export type Shown = ReadonlyMap<string, Series>;

const isPartOf = (part: Series, whole: Series): boolean =>
  Object.entries(whole.cell.by).every(([dim, value]) => part.cell.by[dim] === value);
const dimsOf = ({ cell }: Series): readonly string[] => Object.keys(cell.by);
const isDisjoint = (a: Series, b: Series): boolean => Object.entries(a.cell.by).some(([dim, value]) => b.cell.by[dim] !== undefined && b.cell.by[dim] !== value);

/** The shown cells, in order, that lie in the whole, leaving out what overlaps one that was taken before. */
const partsOf = (whole: Series, candidates: readonly Series[]): readonly Series[] => {
  const parts: Series[] = [];
  for (const candidate of candidates) if (parts.every((part) => isDisjoint(part, candidate))) parts.push(candidate);
  return parts.filter((part) => part !== whole);
};
const lessParts = (whole: Series, parts: readonly Series[]): Sum => [[1n, whole], ...parts.map((part) => [-1n, part] as const)];

/** Wholes less parts: each shown cell around this one less it, less all of its kind, and less larger parts with these beside them. */
const remainders = (cell: Series, shown: readonly Series[]): readonly Sum[] => {
  const kind = dimsOf(cell).join();
  const wholes = shown.filter((whole) => whole !== cell && isPartOf(cell, whole));
  return wholes.flatMap((whole) => {
    const inside = shown.filter((part) => part !== whole && isPartOf(part, whole));
    const ofKind = inside.filter((part) => dimsOf(part).join() === kind);
    const between = new Set(inside.filter((part) => dimsOf(part).length < dimsOf(cell).length && dimsOf(part).every((dim) => cell.cell.by[dim] !== undefined)).map((part) => dimsOf(part).join()));
    const mixed = [...between].map((larger) => partsOf(whole, [...inside.filter((part) => dimsOf(part).join() === larger), ...ofKind])).filter((parts) => parts.includes(cell));
    return [[cell], ofKind, ...mixed].map((parts) => lessParts(whole, parts));
  });
};

/**
 * Two shown cells that cross: their difference, and what both have less what neither has (both less the whole around
 * them); with the crossing itself, what neither has.
 */
const crossings = (cell: Series, shown: Shown): readonly Sum[] => {
  const by = Object.entries(cell.cell.by);
  const less = (...dims: readonly string[]): Series | undefined => shown.get(nameOf(Object.fromEntries(by.filter(([dim]) => !dims.includes(dim)))));
  const sums: Sum[] = [];
  for (const other of shown.values()) if (!isDisjoint(cell, other) && !isPartOf(cell, other) && !isPartOf(other, cell)) sums.push([[1n, cell], [-1n, other]]);
  for (const [dim] of by) {
    const whole = less(dim);
    for (const other of whole === undefined ? [] : shown.values()) {
      if (whole === undefined || dimsOf(other).length !== by.length || other.cell.by[dim] !== undefined || !isPartOf(other, whole)) continue;
      sums.push([[1n, cell], [1n, other], [-1n, whole]]);
    }
    for (const [second] of by) {
      const [left, right, around] = [less(dim), less(second), less(dim, second)];
      if (dim < second && left && right && around) sums.push([[1n, around], [-1n, left], [-1n, right], [1n, cell]]);
    }
  }
  return sums;
};

const totalled = (terms: readonly (readonly [1n | -1n, Amounts | undefined])[]): Amounts => {
  const [[, first] = []] = terms;
  if (terms.length === 1 && first) return first;
  const total = new Map(first);
  for (const [sign, amounts] of terms.slice(1)) for (const [firm, amount] of amounts ?? []) total.set(firm, (total.get(firm) ?? 0n) + sign * amount);
  return total;
};

/** Whether there is anybody, where nobody has anything: a sum of zeros says of each in it that it has nothing. */
const isAllNothing = (level: Amounts, presence: () => Amounts): boolean =>
  [...level.values()].every((amount) => amount === 0n) && [...presence().values()].some((count) => count > 0n);

/** What is wrong with a cell for itself, in one vintage. */
export const faultOfCell = ({ levels, present }: Series, at: number, policy: Policy): 'few' | 'dominated' | undefined => {
  const level = levels[at] ?? new Map();
  return isAllNothing(level, () => present[at] ?? new Map()) ? 'few' : faultOf(level, policy);
};

/**
 * Whether a cell, shown in the newest vintage beside what is shown there, lets anybody work out a figure that could
 * not be shown: a remainder or a crossing; how the cell or a remainder changed since any earlier vintage that showed
 * the same cells; or how a crossing changed since the last one that showed this cell.
 */
export const givesAway = (cell: Series, vintages: readonly Shown[], policy: Policy): boolean => {
  const now = vintages.length - 1;
  const shown = new Map(vintages[now]).set(cell.name, cell);
  const changes = new Map<Series, Amounts>();
  const nested = remainders(cell, [...shown.values()]);
  const crossed = crossings(cell, shown);
  const isFaulty = (sum: Sum, isNested: boolean): boolean => {
    const level = totalled(sum.map(([sign, { levels }]) => [sign, levels[now]]));
    return faultOf(level, policy) !== undefined || (isNested && isAllNothing(level, () => totalled(sum.map(([sign, { present }]) => [sign, present[now]]))));
  };
  if (nested.some((sum) => isFaulty(sum, true)) || crossed.some((sum) => isFaulty(sum, false))) return true;
  const before = vintages.map((earlier, since) => ({ earlier, since })).filter(({ earlier, since }) => since < now && earlier.get(cell.name) === cell);
  return before.some(({ earlier, since }) => {
    changes.clear();
    const change = (series: Series): Amounts => changes.get(series) ?? changes.set(series, changeOf(series, since, now)).get(series) ?? new Map();
    return [[[1n, cell]] as Sum, ...nested, ...(since === before.at(-1)?.since ? crossed : [])].some((sum) => {
      const [[, whole] = []] = sum;
      // Of a remainder, the parts that were shown in both vintages are taken away; a crossing needs all of its cells.
      const both = sum.filter(([, series]) => earlier.get(series.name) === series);
      if (whole === undefined || earlier.get(whole.name) !== whole || (crossed.includes(sum) && both.length < sum.length)) return false;
      return faultOf(totalled(both.map(([sign, series]) => [sign, change(series)])), policy) !== undefined;
    });
  });
};
