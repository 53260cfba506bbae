import { checkPolicy, type Policy, type Reason } from './policy.js';
import { faultOfCell, givesAway } from './probes.js';
import { type Cell, type Contribution, nameOf, type Series, type Story, storyOf } from './vintages.js';
import { emptyWindow, guard, isSafe, show, type Window } from './window.js';

/** A figure as the public sees it: null where it is not shown, with no word why, since the reason says something too. */
export type Figure = Readonly<{ cell: Cell; value: bigint | null }>;

/** A vintage. `figures` are public; `withheld` and `basis`, which later releases rest on, are not. */
export type Released = Readonly<{
  period: string;
  policy: Policy;
  figures: readonly Figure[];
  withheld: readonly Readonly<{ cell: Cell; reason: Reason }>[];
  basis: readonly Contribution[];
}>;

/** How many vintages a window takes in, the newest included. What one of them shows to be safe is shown. */
const SPANS = [1, 4];

/** Measures of which the difference is told too, or one alone, with what was shown of each in each vintage, and what can be worked out of that. */
type Known = Readonly<{ story: Story; now: number; shown: readonly ReadonlyMap<string, Map<string, Series>>[]; lastShown: Map<Series, number>; windows: readonly Window[] }>;

const valueOf = ({ levels }: Series, at: number): bigint => [...(levels[at]?.values() ?? [])].reduce((sum, value) => sum + value, 0n);

/** What earlier vintages have told of these measures, whatever their policy was. */
const knownFrom = (story: Story, earlier: readonly Released[], policy: Policy): Known => {
  const now = earlier.length;
  const lastShown = new Map<Series, number>();
  const told = earlier.flatMap(({ figures }, at) => figures.flatMap(({ cell, value }) => {
    const series = value === null ? undefined : story.told.get(cell.measure)?.get(nameOf(cell.by));
    if (series === undefined) return [];
    const since = lastShown.get(series) ?? -1;
    lastShown.set(series, at);
    return [{ series, since, at }];
  }));
  const shownAt = (at: number, measure: string): Map<string, Series> =>
    new Map(told.filter((one) => one.at === at && one.series.cell.measure === measure).map(({ series }) => [series.name, series]));
  const shown = [...earlier, undefined].map((_, at) => new Map([...story.told.keys()].map((measure) => [measure, shownAt(at, measure)])));
  const windows = [...new Set(SPANS.map((span) => Math.max(now - span, -1)))].map((cutoff) => {
    const inside = told.filter(({ at }) => at > cutoff);
    const window = emptyWindow(story, cutoff, [...new Set([...inside.map(({ since }) => since), ...lastShown.values()])]);
    inside.forEach(({ series, since, at }) => show(window, series, since, at));
    guard(window, now, policy);
    return window;
  });
  return { story, now, shown, lastShown, windows };
};

/** The name of a family of cells. */
const kindOf = (dims: readonly string[]): string => [...dims].sort().join('\n');

const compare = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order in which cells are offered: of fewer dimensions first, then those that the vintage before showed, then by the order of the measures, then the largest, then by name. */
const inOrder = ({ story, lastShown, now }: Known): readonly Series[] =>
  [...story.told.values()]
    .flatMap((cells, n) => [...cells.values()].map((series) => ({
      series, rank: [Object.keys(series.cell.by).length, lastShown.get(series) === now - 1 ? 0 : 1, n, -valueOf(series, now), series.name] as const,
    })))
    .sort((a, b) => a.rank.reduce<number>((order, one, n) => order || compare(one, b.rank[n]), 0))
    .map(({ series }) => series);

type Outcome = Readonly<{ figure: Figure; reason?: Reason }>;

/** The cells of the difference that anybody could work out in each vintage: those that both measures show. */
const differencesShown = ({ shown, story: { difference = new Map<string, Series>() } }: Known): readonly ReadonlyMap<string, Series>[] =>
  shown.map((vintage) => {
    const [one, other] = [...vintage.values()];
    return new Map([...difference].filter(([name]) => one?.has(name) && other?.has(name)));
  });

/** Whether the difference that a cell would give away, beside the other measure, may be known. */
const isDifferenceSafe = (known: Known, { cell, name }: Series, policy: Policy): boolean => {
  const { story: { difference, told }, shown, now } = known;
  const less = difference?.get(name);
  const others = [...told.keys()].filter((measure) => measure !== cell.measure);
  if (less === undefined || !others.every((measure) => shown[now]?.get(measure)?.has(name))) return true;
  return faultOfCell(less, now, policy) === undefined && !givesAway(less, differencesShown(known), policy);
};

/**
 * What somebody may take from what: what the measure of a cell shows; and of two, what one of them shows with the other
 * where that is not shown. Where the other shows the same cell, the difference is looked at instead.
 */
const picturesFor = ({ shown, story: { told } }: Known, { cell, name }: Series): readonly (readonly ReadonlyMap<string, Series>[])[] => {
  const of = (measure: string): readonly ReadonlyMap<string, Series>[] => shown.map((vintage) => vintage.get(measure) ?? new Map());
  const own = of(cell.measure);
  const before = (some: typeof own, rest: typeof own): typeof own => some.map((vintage, at) => new Map([...(rest[at] ?? []), ...vintage]));
  const others = [...told.keys()].filter((measure) => measure !== cell.measure).map(of);
  return [own, ...others.flatMap((other) => [before(own, other), ...(other.at(-1)?.has(name) ? [] : [before(other, own)])])];
};

const isSafeToShow = (known: Known, series: Series, policy: Policy): boolean =>
  picturesFor(known, series).every((shown) => !givesAway(series, shown, policy)) && isDifferenceSafe(known, series, policy)
    && known.windows.some((window) => isSafe(window, series, known.lastShown.get(series) ?? -1, known.now, policy));

/** Offers the cells one by one, and shows each that leaves everything safe. */
const offered = (known: Known, policy: Policy, kinds: ReadonlySet<string>): readonly Outcome[] => {
  const { shown, windows, lastShown, now } = known;
  return inOrder(known).filter(({ cell }) => kinds.has(kindOf(Object.keys(cell.by)))).map((series): Outcome => {
    const fault = faultOfCell(series, now, policy);
    if (fault !== undefined || !isSafeToShow(known, series, policy)) return { figure: { cell: series.cell, value: null }, reason: fault ?? 'complementary' };
    windows.forEach((window) => show(window, series, lastShown.get(series) ?? -1, now));
    shown[now]?.get(series.cell.measure)?.set(series.name, series);
    return { figure: { cell: series.cell, value: valueOf(series, now) } };
  });
};

/** The families of cells that were ever shown, and those that are to be. */
const familiesOf = (groupings: readonly (readonly string[])[], earlier: readonly Released[]): readonly (readonly string[])[] => {
  const all = [...groupings, ...earlier.flatMap(({ figures }) => figures.map(({ cell }) => Object.keys(cell.by)))];
  return [...new Map(all.map((grouping) => [kindOf(grouping), grouping])).values()];
};

/**
 * The public figures of a vintage, given who has what and all earlier vintages, oldest first. Each grouping is a
 * family of cells that is published: `[]` the total, `['region']` the regions, and so on. They are sorted by measure
 * and name of the cell, so that their order says nothing.
 *
 * Each measure is looked at by itself, but for pairs that are named in `together`, the first of which goes first: of
 * these the difference is looked at too, as a measure that is never shown, and whatever can be worked out of both.
 *
 * @throws RangeError where the policy is none.
 */
export const release = (
  period: string,
  contributions: readonly Contribution[],
  groupings: readonly (readonly string[])[],
  policy: Policy,
  earlier: readonly Released[],
  together: readonly (readonly [string, string])[] = [],
): Released => {
  checkPolicy(policy);
  const vintages = [...earlier.map(({ basis }) => basis), contributions];
  const families = familiesOf(groupings, earlier);
  const kinds = new Set(groupings.map(kindOf));
  const measures = [...new Set(vintages.flatMap((vintage) => vintage.map(({ measure }) => measure)))];
  const alone = measures.filter((measure) => !together.some((pair) => pair.includes(measure))).map((measure) => [measure] as const);
  const placeOf = ({ figure: { cell } }: Outcome): readonly [string, string] => [cell.measure, nameOf(cell.by)];
  const outcomes = [...together, ...alone].flatMap((bound) => offered(knownFrom(storyOf(bound, vintages, families), earlier, policy), policy, kinds))
    .sort((a, b) => compare(placeOf(a)[0], placeOf(b)[0]) || compare(placeOf(a)[1], placeOf(b)[1]));
  return {
    period,
    policy,
    figures: outcomes.map(({ figure }) => figure),
    withheld: outcomes.flatMap(({ figure: { cell }, reason }) => (reason === undefined ? [] : [{ cell, reason }])),
    basis: contributions,
  };
};
