import type { Contribution, Figure, Policy, Released } from './index.js';

/*
 * Somebody who has every figure that was ever released, and knows of every firm when it was in which cell and when it
 * did not change. He shares no code with the engine: his unknowns are the changes of single firms, his arithmetic is
 * exact, and he goes through groups and figures one by one.
 */

type Vector = readonly bigint[];
/** The change of one firm in one place, and of which measures it is a change. */
type Unknown = Readonly<{ firm: string; dims: Readonly<Record<string, string>>; at: number; of: readonly string[] }>;
type Told = Readonly<{ figure: Figure; at: number; vector: Vector }>;
export type Knowledge = Readonly<{ unknowns: readonly Unknown[]; told: readonly Told[] }>;

const lies = (dims: Readonly<Record<string, string>>, by: Readonly<Record<string, string>>): boolean => Object.entries(by).every(([dim, value]) => dims[dim] === value);
const placeOf = ({ firm, dims }: Contribution): string => `${firm} ${JSON.stringify(Object.entries(dims).sort())}`;

/**
 * What he knows of measures: what was told, as sums of what was not. Of two measures he knows, of each firm, whether
 * their difference changed: where it did not, the two changes are one unknown to him.
 */
export const knowledgeOf = (releases: readonly Released[], ...measures: readonly string[]): Knowledge => {
  const unknowns: Unknown[] = [];
  let before = new Map<string, bigint>();
  releases.forEach(({ basis }, at) => {
    const mine = basis.filter(({ measure }) => measures.includes(measure));
    const places = new Map([...releases.slice(0, at + 1)].flatMap((one) => one.basis).map((one) => [placeOf(one), one]));
    const now = new Map<string, bigint>();
    for (const one of mine) now.set(`${one.measure} ${placeOf(one)}`, (now.get(`${one.measure} ${placeOf(one)}`) ?? 0n) + one.value);
    for (const [place, { firm, dims }] of places) {
      const changes = measures.map((measure) => ({ measure, change: (now.get(`${measure} ${place}`) ?? 0n) - (before.get(`${measure} ${place}`) ?? 0n) })).filter(({ change }) => change !== 0n);
      const isOne = changes.length === 2 && changes[0]?.change === changes[1]?.change;
      for (const of of isOne ? [measures] : changes.map(({ measure }) => [measure])) unknowns.push({ firm, dims, at, of });
    }
    before = now;
  });
  const told = releases.flatMap(({ figures }, at) => figures.filter(({ cell, value }) => measures.includes(cell.measure) && value !== null).map((figure) => ({
    figure, at, vector: unknowns.map((unknown) => (unknown.at <= at && unknown.of.includes(figure.cell.measure) && lies(unknown.dims, figure.cell.by) ? 1n : 0n)),
  })));
  return { unknowns, told };
};

/** What was released as if the difference of two measures had been: it is, wherever both were. */
export const differenceOf = (releases: readonly Released[], one: string, other: string): readonly Released[] => releases.map((release) => {
  const shown = (measure: string) => new Map(release.figures.filter(({ cell }) => cell.measure === measure).map(({ cell, value }) => [JSON.stringify(cell.by), { cell, value }]));
  const others = shown(other);
  return {
    ...release,
    figures: [...shown(one)].map(([name, { cell, value }]) => {
      const less = others.get(name)?.value ?? null;
      return { cell: { ...cell, measure: 'difference' }, value: value === null || less === null ? null : value - less };
    }),
    basis: release.basis.filter(({ measure }) => measure === one || measure === other).map((each) => ({ ...each, measure: 'difference', value: each.measure === one ? each.value : -each.value })),
  };
});

const divisorOf = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : divisorOf(b, a % b));
const primitive = (row: Vector): Vector => {
  const divisor = row.reduce(divisorOf, 0n);
  return divisor > 1n ? row.map((value) => value / divisor) : row;
};
const cleared = (row: Vector, at: number, by: Vector): Vector => {
  const [mine, its] = [row[at] ?? 0n, by[at] ?? 0n];
  return mine === 0n ? row : primitive(row.map((value, n) => value * its - (by[n] ?? 0n) * mine));
};

/** Exact Gaussian elimination: rows with a column each in which all others are 0. */
export const eliminated = (rows: readonly Vector[]): ReadonlyMap<number, Vector> => {
  const echelon = new Map<number, Vector>();
  for (const row of rows) {
    const left = [...echelon].reduce((rest, [at, other]) => cleared(rest, at, other), row);
    const pivot = left.findIndex((value) => value !== 0n);
    if (pivot < 0) continue;
    for (const [at, other] of echelon) echelon.set(at, cleared(other, pivot, left));
    echelon.set(pivot, left);
  }
  return echelon;
};

/** For each unknown, how it may vary without any figure changing: its row of a basis of the null space, in whole numbers. */
const freedoms = (echelon: ReadonlyMap<number, Vector>, count: number): readonly Vector[] => {
  const free = Array.from({ length: count }, (_, column) => column).filter((column) => !echelon.has(column));
  const common = free.map((column) => [...echelon].reduce((all, [pivot, row]) => {
    const below = (row[pivot] ?? 1n) / divisorOf(row[pivot] ?? 1n, row[column] ?? 0n);
    return (all * below) / divisorOf(all, below);
  }, 1n));
  return Array.from({ length: count }, (_, column) => {
    const row = echelon.get(column);
    return free.map((at, n) => (row ? (-(row[at] ?? 0n) * (common[n] ?? 1n)) / (row[column] ?? 1n) : at === column ? (common[n] ?? 1n) : 0n));
  });
};

const PRIME = 67_108_859;
/** Rows that are independent modulo a prime are independent. So this may say no wrongly, and yes never. */
const areSurelyIndependent = (rows: readonly Vector[]): boolean => {
  const left: number[][] = [];
  const inverse = (value: number): number => {
    let [result, base, power] = [1n, BigInt(value), BigInt(PRIME - 2)];
    for (; power > 0n; power /= 2n, base = (base * base) % BigInt(PRIME)) if (power % 2n === 1n) result = (result * base) % BigInt(PRIME);
    return Number(result);
  };
  const pivots: number[] = [];
  for (const row of rows) {
    const rest = row.map((value) => Number(((value % BigInt(PRIME)) + BigInt(PRIME)) % BigInt(PRIME)));
    left.forEach((other, n) => {
      const times = rest[pivots[n] ?? 0] ?? 0;
      if (times > 0) other.forEach((value, at) => void (rest[at] = ((rest[at] ?? 0) + (PRIME - times) * value) % PRIME));
    });
    const pivot = rest.findIndex((value) => value !== 0);
    if (pivot < 0) return false;
    const times = inverse(rest[pivot] ?? 1);
    left.push(rest.map((value) => (value * times) % PRIME));
    pivots.push(pivot);
  }
  return true;
};

/** The groups of one or two firms (of fewer than `least`) of which some combination of figures tells him something. */
export const isolated = ({ unknowns, told }: Knowledge, least = 3): readonly (readonly string[])[] => {
  const rows = freedoms(eliminated(told.map(({ vector }) => vector)), unknowns.length);
  const firms = [...new Set(unknowns.map(({ firm }) => firm))].sort();
  const groups = firms.flatMap((firm, n) => [[firm], ...(least > 2 ? firms.slice(n + 1).map((other) => [firm, other]) : [])]);
  return groups.filter((group) => {
    const own = rows.filter((_, n) => group.includes(unknowns[n]?.firm ?? ''));
    return !areSurelyIndependent(own) && eliminated(own).size < own.length;
  });
};

type Group = ReadonlyMap<string, bigint>;
const isDominated = (group: Group, { dominance: { n, percent } }: Policy): boolean => {
  const sizes = [...group.values()].map((value) => (value < 0n ? -value : value)).filter((value) => value > 0n).sort((a, b) => (a < b ? 1 : -1));
  const sum = (parts: readonly bigint[]): bigint => parts.reduce((all, part) => all + part, 0n);
  return sum(sizes.slice(0, n)) * 100n > sum(sizes) * BigInt(percent);
};
const plus = (a: Group, b: Group, times: bigint): Group => {
  const result = new Map(a);
  for (const [firm, value] of b) result.set(firm, (result.get(firm) ?? 0n) + times * value);
  return result;
};

/** Figures shown, remainders of a whole less the shown cells of a kind, differences of two, and changes of all these, of which few firms are most. */
export const dominated = (releases: readonly Released[], measure: string, policy: Policy): readonly string[] => {
  type By = Readonly<Record<string, string>>;
  const shown: readonly ReadonlyMap<string, By>[] = releases.map(({ figures }) => new Map(figures.filter(({ cell, value }) => cell.measure === measure && value !== null).map(({ cell }) => [JSON.stringify(cell.by), cell.by])));
  const inCell = (by: By, at: number): Group => (releases[at]?.basis ?? []).filter((one) => one.measure === measure && lies(one.dims, by)).reduce((all, { firm, value }) => plus(all, new Map([[firm, value]]), 1n), new Map() as Group);
  const memo = new Map<string, Group>();
  const groupOf = (by: By, at: number): Group => {
    const key = `${at} ${JSON.stringify(by)}`;
    return memo.get(key) ?? memo.set(key, inCell(by, at)).get(key) ?? new Map();
  };
  const found: string[] = [];
  const look = (what: string, terms: readonly By[], at: number, since?: number): void => {
    const level = (when: number): Group => terms.slice(1).reduce((all, by) => plus(all, groupOf(by, when), -1n), groupOf(terms[0] ?? {}, when));
    const group = since === undefined ? level(at) : plus(level(at), level(since), -1n);
    if (isDominated(group, policy)) found.push(`${what} ${JSON.stringify(terms)} ${since ?? ''} ${at}`);
  };
  const sets = (cells: ReadonlyMap<string, By>): readonly (readonly By[])[] => [...cells.values()].flatMap((whole) => {
    const inside = [...cells.values()].filter((part) => part !== whole && lies(part, whole));
    const kinds = [...new Set(inside.map((part) => Object.keys(part).join()))];
    return [[whole], ...inside.map((part) => [whole, part]), ...kinds.map((kind) => [whole, ...inside.filter((part) => Object.keys(part).join() === kind)])];
  });
  shown.forEach((cells, at) => {
    for (const terms of sets(cells)) look('level', terms, at);
    for (let since = 0; since < at; since += 1) for (const terms of sets(new Map([...cells].filter(([key]) => shown[since]?.has(key))))) look('change', terms, at, since);
  });
  return found;
};

/** What one of two measures shows of a cell, less what either shows of its parts, where that is mostly of few firms. */
export const mixed = (releases: readonly Released[], [one, other]: readonly [string, string], policy: Policy): readonly string[] => releases.flatMap(({ figures, basis }, at) => {
  const shown = (measure: string) => figures.filter(({ cell, value }) => cell.measure === measure && value !== null).map(({ cell }) => cell);
  const groupOf = ({ measure, by }: Figure['cell']): Group => basis.filter((each) => each.measure === measure && lies(each.dims, by)).reduce((all, { firm, value }) => plus(all, new Map([[firm, value]]), 1n), new Map() as Group);
  return [[one, other], [other, one]].flatMap(([mine = '', its = '']) => shown(mine).flatMap((whole) => {
    const inside = (measure: string) => shown(measure).filter(({ by }) => lies(by, whole.by) && Object.keys(by).length > Object.keys(whole.by).length);
    const own = inside(mine);
    const rest = inside(its).filter(({ by }) => !own.some((part) => JSON.stringify(part.by) === JSON.stringify(by)));
    const kinds = [...new Set(rest.map(({ by }) => Object.keys(by).join()))].map((kind) => [...own, ...rest].filter(({ by }) => Object.keys(by).join() === kind));
    return [...rest.map((part) => [part]), ...kinds].filter((parts) => isDominated(parts.reduce((all, part) => plus(all, groupOf(part), -1n), groupOf(whole)), policy))
      .map((parts) => `${JSON.stringify(whole)} less ${JSON.stringify(parts)} ${at}`);
  }));
});

/**
 * Cells that are mostly of few firms, and changes of cells from one vintage to the next that are, which some
 * combination of figures comes to: of a measure, or of the difference of two, of which the releases are then told.
 */
export const derived = ({ unknowns, told }: Knowledge, releases: readonly Released[], measure: string, policy: Policy, [one, other]: readonly string[] = [measure]): readonly string[] => {
  const echelon = eliminated(told.map(({ vector }) => vector));
  const cells = new Map(releases.flatMap(({ figures }) => figures).filter(({ cell }) => cell.measure === measure).map(({ cell }) => [JSON.stringify(cell.by), cell.by]));
  const times = ({ of }: Unknown): bigint => (of.includes(one ?? '') ? 1n : 0n) - (of.includes(other ?? '') ? 1n : 0n);
  return [...cells].flatMap(([name, by]) => releases.flatMap(({ basis }, at) => [-1, at - 1].filter((since, n, all) => since < at && all.indexOf(since) === n).flatMap((since) => {
    const vector = unknowns.map((unknown) => (unknown.at > since && unknown.at <= at && lies(unknown.dims, by) ? times(unknown) : 0n));
    const sum = (contributions: readonly Contribution[] | undefined, sign: bigint, all: Group): Group =>
      (contributions ?? []).filter((each) => each.measure === measure && lies(each.dims, by)).reduce((group, { firm, value }) => plus(group, new Map([[firm, value]]), sign), all);
    const isKnown = vector.some((value) => value !== 0n) && [...echelon].reduce((rest, [pivot, row]) => cleared(rest, pivot, row), vector as Vector).every((value) => value === 0n);
    return isKnown && isDominated(sum(releases[since]?.basis, -1n, sum(basis, 1n, new Map())), policy) ? [`${name} ${since} ${at}`] : [];
  })));
};

/** All combinations of up to four figures, added or taken away, that tell of fewer firms, or, where each amount is in them once or not, mostly of few. */
export const found = ({ unknowns, told }: Knowledge, amounts: readonly bigint[], policy: Policy): readonly string[] => {
  const hits: string[] = [];
  const firms = [...new Set(unknowns.map(({ firm }) => firm))];
  const look = (vector: Vector, names: readonly string[]): void => {
    const behind = new Set(unknowns.filter((_, n) => vector[n] !== 0n).map(({ firm }) => firm));
    if (behind.size > 0 && behind.size < policy.firms) hits.push(`few: ${names.join(' ')}`);
    if (behind.size === 0 || !vector.every((times) => times === 0n || times === 1n)) return;
    const group = new Map(firms.map((firm) => [firm, vector.reduce<bigint>((sum, times, n) => (unknowns[n]?.firm === firm ? sum + times * (amounts[n] ?? 0n) : sum), 0n)] as const));
    if (isDominated(group, policy)) hits.push(`dominated: ${names.join(' ')}`);
  };
  const search = (from: number, depth: number, vector: Vector, names: readonly string[]): void => {
    for (let n = from; n < told.length && depth > 0; n += 1) {
      const { vector: other, figure, at } = told[n] as Told;
      for (const sign of names.length === 0 ? [1n] : [1n, -1n]) {
        const sum = vector.map((value, m) => value + sign * (other[m] ?? 0n));
        const more = [...names, `${sign > 0n ? '+' : '-'}${JSON.stringify(figure.cell.by)}@${at}`];
        look(sum, more);
        search(n + 1, depth - 1, sum, more);
      }
    }
  };
  search(0, 4, unknowns.map(() => 0n), []);
  return hits;
};
