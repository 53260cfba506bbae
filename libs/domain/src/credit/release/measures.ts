import { type Contribution, type Policy, release, type Released } from '../disclosure/index.js';

/** Sums of money that are published, and counts of firms. Of each two the one that tells of use comes first, and goes first where only one of them can be shown. */
export const MEASURES = ['outstanding', 'active'] as const;
export const COUNTS = ['firms-with-balance', 'firms-with-line'] as const;
export type Measure = (typeof MEASURES)[number] | (typeof COUNTS)[number];

/** What one body has under one region, track and bank: in minor units of a currency, or 1 where it is counted. It may be nothing, and stands there none the less. */
export type Held = Readonly<{ firm: string; measure: Measure; unit: string; region: string; track: string; bank: string; value: string }>;

/** Of each body that is no legal person of its own (a branch, or a record that was merged), under whose name it is counted. */
export type Persons = Readonly<Record<string, string>>;

const MONEY_BY = [[], ['region'], ['track'], ['bank'], ['region', 'track']] as const;
/** A firm may have lines of several tracks at several banks: by these it would be counted more than once. */
const COUNTED_BY = [[], ['region']] as const;

const isCount = (measure: string): boolean => COUNTS.some((each) => measure === each);
const MUNICIPALITIES = ['11', '12', '31', '50'];

/** The region under which a firm is published: its prefecture-level city, or its municipality; abroad the country. */
export const publishedRegion = (code: string): string => {
  if (!/^\d{6}/.test(code)) return code;
  return MUNICIPALITIES.includes(code.slice(0, 2)) ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`;
};

const moneyOf = (all: readonly Held[]): readonly Contribution[] => all.map(({ firm, measure, unit, region, track, bank, value }) => (
  { firm, measure: `${measure} ${unit}`, dims: { region: publishedRegion(region), track, bank }, value: BigInt(value) }));

/** Each legal person once, in the first of its regions by code, so that the regions sum to the whole. */
const countsOf = (all: readonly Held[]): readonly Contribution[] => {
  const firms = new Map<string, { region: string; counted: Set<string> }>();
  for (const { firm, measure, region: code, value } of all) {
    const region = publishedRegion(code);
    const known = firms.get(firm) ?? { region, counted: new Set<string>() };
    if (region < known.region) known.region = region;
    if (BigInt(value) > 0n) known.counted.add(measure);
    firms.set(firm, known);
  }
  return [...firms].flatMap(([firm, { region, counted }]) => COUNTS.map((measure) => ({ firm, measure, dims: { region }, value: counted.has(measure) ? 1n : 0n })));
};

const ofKind = (released: Released, counts: boolean): Released => ({
  ...released,
  figures: released.figures.filter(({ cell }) => isCount(cell.measure) === counts), withheld: released.withheld.filter(({ cell }) => isCount(cell.measure) === counts), basis: released.basis.filter(({ measure }) => isCount(measure) === counts),
});

/**
 * The figures of a month that may stand in public, given all that was released before. Bodies that are one legal
 * person are one firm, in what was released before too: who has become one firm since is not counted as two.
 */
export const figuresOf = (period: string, held: readonly Held[], persons: Persons, policy: Policy, earlier: readonly Released[]): Released => {
  const asPerson = <T extends Readonly<{ firm: string }>>(one: T): T => ({ ...one, firm: persons[one.firm] ?? one.firm });
  const all = held.map(asPerson);
  const before = earlier.map((each) => ({ ...each, basis: each.basis.map(asPerson) }));
  const [money, counted] = [all.filter(({ measure }) => !isCount(measure)), all.filter(({ measure }) => isCount(measure))];
  const unitsIn = (contributions: readonly Contribution[]): readonly string[] => contributions.flatMap(({ measure }) => (isCount(measure) ? [] : [measure.slice(measure.indexOf(' ') + 1)]));
  const units = [...new Set([...before.flatMap(({ basis }) => unitsIn(basis)), ...money.map(({ unit }) => unit)])].sort();
  const pairs = units.map((unit): readonly [string, string] => [`${MEASURES[0]} ${unit}`, `${MEASURES[1]} ${unit}`]);
  const released = [
    release(period, moneyOf(money), MONEY_BY, policy, before.map((each) => ofKind(each, false)), pairs),
    release(period, countsOf(counted), COUNTED_BY, policy, before.map((each) => ofKind(each, true)), [COUNTS]),
  ];
  return { period, policy, figures: released.flatMap(({ figures }) => figures), withheld: released.flatMap(({ withheld }) => withheld), basis: released.flatMap(({ basis }) => basis) };
};
