import { add, readOrThrow } from '../../kernel/decimal.js';
import { dayAfter, edtfInterval } from '../../kernel/period.js';
import { askedOf, type Cell, differenceIn, isFew, isNothing, lessBehind, type Place, textOf } from './cells.js';
import type { Table } from './dataset.js';

/** Cells that come to nothing together, or to what is public anyhow, by their keys, with how often each is taken. */
export type Sum = ReadonlyMap<string, bigint>;

/** What can be worked out from what: all cells by their keys, with those that nobody prints, and the sums between them. */
export type Relations = Readonly<{ cells: ReadonlyMap<string, Cell>; sums: readonly Sum[] }>;

type Part = Place & Readonly<{ cell: Cell }>;
const isPart = (place: Place | undefined): place is Part => place?.cell != null;
const unitOf = ({ figure: { unit, amountKind = '' } }: Place): string => `${unit} ${amountKind}`;

const groupedBy = <T>(all: readonly T[], keyOf: (each: T) => string | undefined): readonly (readonly T[])[] => {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()];
};

const sumOf = (of: Cell, parts: readonly Cell[]): Sum => {
  const sum = new Map([[of.key, 1n]]);
  for (const { key } of parts) sum.set(key, (sum.get(key) ?? 0n) - 1n);
  return new Map([...sum].filter(([, times]) => times !== 0n));
};

/** A sum, and what is left in it beside all that is printed. */
type Found = Readonly<{ sum: Sum; rest?: Cell }>;

/** A whole is the sum of its parts and of what is left, which is a cell too. */
const whole = (of: Part, others: readonly Part[]): Found => {
  const parts = others.filter((part) => unitOf(part) === unitOf(of)).map(({ cell }) => cell);
  const value = parts.reduce((left, part) => add(left, part.value, -1n), of.cell.value);
  if (isNothing(value)) return { sum: sumOf(of.cell, parts) };
  const rest = { key: `${of.cell.key} without ${parts.map(({ key }) => key).join()}`, value, behind: lessBehind([of.cell, ...parts]), cover: null };
  return { sum: sumOf(of.cell, [...parts, rest]), rest };
};

const nobody: Pick<Cell, 'value' | 'behind'> = { value: readOrThrow('0'), behind: readOrThrow('0') };

/** Rows or columns beside each other: what they come to together is taken to be public, unless it tells of few itself. */
const beside = (all: readonly Part[]): readonly Found[] => groupedBy(all, (part) => { const asked = askedOf(part.figure); return asked && `${asked.of} ${asked.unit}`; }).flatMap((parts) => {
  const together = parts.reduce((sum, { cell }) => ({ value: add(sum.value, cell.value), behind: sum.behind && cell.behind && add(sum.behind, cell.behind) }), nobody);
  return parts.length < 2 || isNothing(together.value) || isFew(together) ? [] : [{ sum: new Map(parts.map(({ cell }) => [cell.key, 1n])) }];
});

/** In a row, the sums that its table says come out; of a square of regions, the row. */
const inRow = ({ ties = [], chart }: Table, cells: readonly Part[]): readonly Found[] => [
  ...ties.flatMap(({ sum, of }) => {
    const total = cells.find(({ column }) => column === sum);
    return total ? [whole(total, cells.filter(({ column }) => of.includes(column)))] : [];
  }),
  ...(chart?.kind === 'matrix' ? beside(cells) : []),
];

/** In a column, the parts of a row, and the rows that are part of none. */
const inColumn = (column: readonly Part[]): readonly Found[] => groupedBy(column, ({ row }) => row.within ?? '').flatMap((cells) => {
  const { within } = (cells[0] as Part).row;
  const total = column.find(({ row }) => row.id === within);
  return within === undefined ? beside(cells) : total ? [whole(total, cells)] : [];
});

const differencesIn = (parts: readonly Part[]): readonly Found[] => {
  const byPath = new Map(parts.map((part) => [part.path, part]));
  return parts.flatMap((part) => {
    const found = differenceIn(part.figure);
    const [of, ...without] = found ? [found.of, ...found.without].map((path) => byPath.get(path)) : [];
    return of && without.every(isPart) ? [{ sum: sumOf(of.cell, [part, ...without].map(({ cell }) => cell)) }] : [];
  });
};

/** The sums within one data set. */
const within = (parts: readonly Part[]): readonly Found[] => [
  ...groupedBy(parts, ({ table, row }) => JSON.stringify([table.id, row.id])).flatMap((cells) => inRow((cells[0] as Part).table, cells)),
  ...groupedBy(parts, ({ table, column }) => JSON.stringify([table.id, column])).flatMap(inColumn),
  ...differencesIn(parts),
];

const askedAs = (part: Part, less: readonly string[] = []): string | undefined => {
  const asked = askedOf(part.figure);
  return asked && JSON.stringify([asked.unit, textOf(asked.question, less)]);
};
const cellsOf = (parts: readonly Part[]): readonly Part[] => [...new Map(parts.map((part) => [part.cell.key, part])).values()];

const asked = ({ figure }: Part, name: 'from' | 'to' | 'validAt'): string => askedOf(figure)?.question[name] ?? '';
const isMonthAfter = (month: string, before: string): boolean => /^\d{4}-\d\d$/.test(before) && month === dayAfter(edtfInterval(before).to).slice(0, 7);

/**
 * The same question of two days, of the year up to two months, or in two issues: by how much its answer moved is a cell too,
 * beside the month in between, where that is printed.
 */
const moved = (all: readonly Part[]): readonly Found[] => groupedBy(all, (part) => askedOf(part.figure) && `${askedOf(part.figure)?.of} ${askedAs(part, ['from', 'to', 'validAt'])}`).flatMap((series) =>
  groupedBy(cellsOf(series), (part) => asked(part, 'from')).flatMap((mine) => {
    const dayOf = (part: Part): string => `${asked(part, 'to')} ${asked(part, 'validAt')}`;
    const inOrder = mine.toSorted((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0));
    return inOrder.slice(1).map((now, n) => {
      const before = inOrder[n] as Part;
      const between = series.findLast((part) => asked(part, 'to') === asked(now, 'to') && isMonthAfter(asked(part, 'from'), asked(before, 'to')));
      return whole(now, between ? [before, between] : [before]);
    }).filter(({ sum, rest }) => sum.size > 2 || rest);
  }));

/** A cohort and a metric that give the same to the same question are taken to be one. */
const alike = (all: readonly Part[]): readonly Found[] => groupedBy(all, (part) => askedAs(part) && `${part.figure.value} ${askedAs(part)}`).flatMap((same) => {
  const of = (kind: string): readonly Part[] => cellsOf(same.filter(({ figure }) => figure.origin.kind === kind));
  return of('funnel').flatMap((one) => of('metric').map((other) => ({ sum: sumOf(one.cell, [other.cell]) })));
});

/** Everything that somebody can add up and take away who has these data sets, the oldest first. */
export const relationsIn = (sets: readonly (readonly Place[])[]): Relations => {
  const parts = sets.map((places) => places.filter(isPart));
  const found = [...parts.flatMap(within), ...moved(parts.flat()), ...alike(parts.flat())];
  const cells = [...parts.flat().map(({ cell }) => cell), ...found.flatMap(({ rest }) => rest ?? [])];
  return { cells: new Map(cells.map((cell) => [cell.key, cell])), sums: found.map(({ sum }) => sum) };
};

const divisorOf = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : divisorOf(b, a % b));

/** A sum without one cell, by means of another that has it; with numbers as small as they can be. */
const without = (sum: Sum, key: string, other: Sum): Sum => {
  const [mine, its] = [sum.get(key) ?? 0n, other.get(key) ?? 0n];
  if (mine === 0n) return sum;
  const left = new Map([...sum].map(([each, times]) => [each, times * its]));
  for (const [each, times] of other) left.set(each, (left.get(each) ?? 0n) - times * mine);
  const divisor = [...left.values()].reduce(divisorOf, 0n);
  return new Map([...left].filter(([, times]) => times !== 0n).map(([each, times]) => [each, times / divisor]));
};

/**
 * All that follows from sums about what is not known, as far as it can be told apart: each has an unknown cell of its own, in
 * which all others are not. So a cell that can be worked out at all is the only unknown one of the sum that it stands in.
 */
export const workedOut = (sums: readonly Sum[], isUnknown: (key: string) => boolean): readonly Sum[] => {
  const found = new Map<string, Sum>();
  for (const sum of sums) {
    const left = [...sum.keys()].reduce<Sum>((rest, key) => (found.has(key) ? without(rest, key, found.get(key) as Sum) : rest), sum);
    const own = [...left.keys()].find(isUnknown);
    if (own === undefined) continue;
    for (const [key, other] of found) found.set(key, without(other, own, left));
    found.set(own, left);
  }
  return [...found.values()];
};
