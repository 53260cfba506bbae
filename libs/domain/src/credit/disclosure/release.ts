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

/** A measure with what was shown of it in each vintage, and what can be worked out of that. */
type Known = Readonly<{ story: Story; now: number; shown: readonly Map<string, Series>[]; lastShown: Map<string, number>; windows: readonly Window[] }>;

const valueOf = ({ levels }: Series, at: number): bigint => [...(levels[at]?.values() ?? [])].reduce((sum, value) => sum + value, 0n);

/** What earlier vintages have told of a measure, whatever their policy was. */
const knownFrom = (story: Story, measure: string, earlier: readonly Released[], policy: Policy): Known => {
  const now = earlier.length;
  const lastShown = new Map<string, number>();
  const told = earlier.flatMap(({ figures }, at) => figures.flatMap(({ cell, value }) => {
    const series = cell.measure === measure && value !== null ? story.series.get(nameOf(cell.by)) : undefined;
    if (series === undefined) return [];
    const since = lastShown.get(series.name) ?? -1;
    lastShown.set(series.name, at);
    return [{ series, since, at }];
  }));
  const shown = [...earlier, undefined].map((_, at) => new Map(told.filter((one) => one.at === at).map(({ series }) => [series.name, series])));
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

/** A cell as it stands in one measure, and in all measures that are shown together with it or not at all. */
type Stand = Readonly<{ known: Known; series: Series }>;
type Offer = readonly [Stand, ...Stand[]];

/** The order in which cells are offered: of fewer dimensions first, then those that the vintage before showed, then the largest, then by name. */
const inOrder = (all: readonly Known[]): readonly Offer[] => {
  const offers = new Map<string, Offer>();
  for (const known of all) {
    for (const series of known.story.series.values()) {
      const others = offers.get(series.name);
      offers.set(series.name, others ? [...others, { known, series }] : [{ known, series }]);
    }
  }
  const compare = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...offers.values()]
    .map((offer) => {
      const [{ known: { lastShown, now }, series }] = offer;
      return { offer, rank: [Object.keys(series.cell.by).length, lastShown.get(series.name) === now - 1 ? 0 : 1, -valueOf(series, now), series.name] as const };
    })
    .sort((a, b) => a.rank.reduce<number>((order, one, n) => order || compare(one, b.rank[n]), 0))
    .map(({ offer }) => offer);
};

type Outcome = Readonly<{ figure: Figure; reason?: Reason }>;

const isSafeToShow = ({ known: { shown, windows, lastShown, now }, series }: Stand, policy: Policy): boolean =>
  !givesAway(series, shown, policy) && windows.some((window) => isSafe(window, series, lastShown.get(series.name) ?? -1, now, policy));

/** Offers the cells one by one, and shows each that leaves everything safe. */
const offered = (all: readonly Known[], policy: Policy, kinds: ReadonlySet<string>): readonly Outcome[] =>
  inOrder(all).filter(([{ series }]) => kinds.has(kindOf(Object.keys(series.cell.by)))).flatMap((offer) => {
    const faults = offer.map(({ known, series }) => faultOfCell(series, known.now, policy));
    if (faults.some((fault) => fault !== undefined) || !offer.every((stand) => isSafeToShow(stand, policy))) {
      return offer.map(({ series: { cell } }, n): Outcome => ({ figure: { cell, value: null }, reason: faults[n] ?? 'complementary' }));
    }
    return offer.map(({ known: { shown, windows, lastShown, now }, series }): Outcome => {
      windows.forEach((window) => show(window, series, lastShown.get(series.name) ?? -1, now));
      shown[now]?.set(series.name, series);
      return { figure: { cell: series.cell, value: valueOf(series, now) } };
    });
  });

/** The families of cells that were ever shown, and those that are to be. */
const familiesOf = (groupings: readonly (readonly string[])[], earlier: readonly Released[]): readonly (readonly string[])[] => {
  const all = [...groupings, ...earlier.flatMap(({ figures }) => figures.map(({ cell }) => Object.keys(cell.by)))];
  return [...new Map(all.map((grouping) => [kindOf(grouping), grouping])).values()];
};

/**
 * The public figures of a vintage, given who has what and all earlier vintages, oldest first. Each grouping is a
 * family of cells that is published: `[]` the total, `['region']` the regions, and so on.
 *
 * Each measure is looked at by itself, but for those that are named in one list of `together`: of these a cell is
 * shown in all or in none. Measures of which one is a sum or a difference of others belong together, with all that can
 * be worked out of them: limit, outstanding and available; drawn, outstanding and repaid.
 *
 * @throws RangeError where the policy is none, or something is negative.
 */
export const release = (
  period: string,
  contributions: readonly Contribution[],
  groupings: readonly (readonly string[])[],
  policy: Policy,
  earlier: readonly Released[],
  together: readonly (readonly string[])[] = [],
): Released => {
  checkPolicy(policy);
  const negative = contributions.find(({ value }) => value < 0n);
  if (negative) throw new RangeError(`${negative.measure} of ${negative.firm} is negative`);
  const vintages = [...earlier.map(({ basis }) => basis), contributions];
  const families = familiesOf(groupings, earlier);
  const kinds = new Set(groupings.map(kindOf));
  const measures = [...new Set(vintages.flatMap((vintage) => vintage.map(({ measure }) => measure)))].sort();
  const alone = measures.filter((measure) => !together.some((bound) => bound.includes(measure))).map((measure) => [measure]);
  const outcomes = [...together, ...alone].flatMap((bound) => {
    const all = bound.map((measure) => knownFrom(storyOf(measure, vintages, families), measure, earlier, policy));
    return offered(all, policy, kinds);
  });
  return {
    period,
    policy,
    figures: outcomes.map(({ figure }) => figure),
    withheld: outcomes.flatMap(({ figure: { cell }, reason }) => (reason === undefined ? [] : [{ cell, reason }])),
    basis: contributions,
  };
};
