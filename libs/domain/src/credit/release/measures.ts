import { type Contribution, type Policy, release, type Released } from '../disclosure/index.js';

/** Sums of money that are published, and counts of firms. */
export const MEASURES = ['active', 'outstanding', 'available', 'drawn', 'repaid'] as const;
export const COUNTS = ['firms-with-line', 'firms-with-balance'] as const;
export type Measure = (typeof MEASURES)[number] | (typeof COUNTS)[number];

/** What one firm has under one region, track and bank: in minor units of a currency, or 1 where it is counted. */
export type Held = Readonly<{ firm: string; measure: Measure; unit: string; region: string; track: string; bank: string; value: string }>;

const MONEY_BY = [[], ['region'], ['track'], ['bank'], ['region', 'track']] as const;
/** A firm lies in one region, and may have lines of several tracks at several banks: by these it would be counted more than once. */
const COUNTED_BY = [[], ['region']] as const;

/** They follow from each other by subtraction: a limit less what is outstanding is what is available, and what was drawn less that is what was repaid. So a cell is shown in all of them or in none. */
const togetherIn = (unit: string): readonly string[] => MEASURES.map((measure) => `${measure} ${unit}`);

const isCount = (measure: string): boolean => COUNTS.some((each) => measure === each);
const MUNICIPALITIES = ['11', '12', '31', '50'];

/** The region under which a firm is published: its prefecture-level city, or its municipality; abroad the country. */
export const publishedRegion = (code: string): string => {
  if (!/^\d{6}/.test(code)) return code;
  return MUNICIPALITIES.includes(code.slice(0, 2)) ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`;
};

const contributionsOf = (all: readonly Held[]): readonly Contribution[] => {
  const money = all.filter(({ measure }) => !isCount(measure)).map(({ firm, measure, unit, region, track, bank, value }) => (
    { firm, measure: `${measure} ${unit}`, dims: { region: publishedRegion(region), track, bank }, value: BigInt(value) }));
  const counted = new Map(all.filter(({ measure }) => isCount(measure)).map(({ firm, measure, region }) => {
    const dims = { region: publishedRegion(region) };
    return [`${measure} ${firm} ${dims.region}`, { firm, measure, dims, value: 1n }] as const;
  }));
  return [...money, ...counted.values()];
};

const ofKind = (released: Released, counts: boolean): Released => ({
  ...released,
  figures: released.figures.filter(({ cell }) => isCount(cell.measure) === counts), withheld: released.withheld.filter(({ cell }) => isCount(cell.measure) === counts), basis: released.basis.filter(({ measure }) => isCount(measure) === counts),
});

/** The figures of a month that may stand in public, given all that was released before. */
export const figuresOf = (period: string, all: readonly Held[], policy: Policy, earlier: readonly Released[]): Released => {
  const contributions = contributionsOf(all);
  const units = [...new Set(all.filter(({ measure }) => !isCount(measure)).map(({ unit }) => unit))].sort();
  const [money, counts] = ([[false, MONEY_BY], [true, COUNTED_BY]] as const).map(([isOfCounts, groupings]) =>
    release(period, contributions.filter(({ measure }) => isCount(measure) === isOfCounts), groupings, policy, earlier.map((each) => ofKind(each, isOfCounts)), isOfCounts ? [] : units.map(togetherIn))) as [Released, Released];
  return { period, policy, figures: [...money.figures, ...counts.figures], withheld: [...money.withheld, ...counts.withheld], basis: [...money.basis, ...counts.basis] };
};
