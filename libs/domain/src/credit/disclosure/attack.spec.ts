import { derived, differenceOf, dominated, found, isolated, knowledgeOf, mixed } from './attacker.samples.js';
import { type Contribution, defaultPolicy, release, type Released } from './index.js';

/** The same numbers on every run, from a seed. */
const numbers = (seed: number): (() => number) => {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
};

const GROUPINGS = [[], ['region'], ['track'], ['region', 'track']];
type Size = Readonly<{ firms: number; regions: number; tracks: number; vintages: number; moves?: number }>;

/** Who owes what in each vintage: uneven amounts, some drawing, repaying, moving, coming and leaving from one to the next. */
const lives = (seed: number, { firms, regions, tracks, vintages, moves = 0.02 }: Size): readonly (readonly Contribution[])[] => {
  const next = numbers(seed);
  const below = (count: number): number => Math.floor(next() * count);
  const amount = (): bigint => BigInt(Math.floor(1000 * Math.exp(3 * next()))) * 100n;
  const all = Array.from({ length: firms }, (_, n) => ({ firm: `firm-${n}`, region: `r${below(regions)}`, track: `t${below(tracks)}`, value: amount(), isIn: next() < 0.95 }));
  return Array.from({ length: vintages }, (_, at) => {
    for (const one of at === 0 ? [] : all) {
      if (next() < 0.4) one.value = amount();
      if (next() < moves) one.region = `r${below(regions)}`;
      if (next() < moves) one.isIn = !one.isIn;
    }
    return all.filter(({ isIn }) => isIn).map(({ firm, region, track, value }) => ({ firm, measure: 'outstanding', dims: { region, track }, value }));
  });
};

const released = (vintages: readonly (readonly Contribution[])[], one = release): readonly Released[] =>
  vintages.reduce<readonly Released[]>((earlier, contributions, at) => [...earlier, one(`2025-0${at + 1}`, contributions, GROUPINGS, defaultPolicy, earlier)], []);

/** What is shown where nobody thinks of complements: whatever may be shown for itself. */
const primaryOnly: typeof release = (period, contributions, groupings, policy) => release(period, contributions, groupings, policy, []).figures.reduce<Released>((all, { cell }) => {
  const inside = contributions.filter(({ dims }) => Object.entries(cell.by).every(([dim, value]) => dims[dim] === value));
  const sum = inside.reduce((total, { value }) => total + value, 0n);
  const isShown = inside.length >= policy.firms && inside.every(({ value }) => value * 100n <= sum * 75n);
  return { ...all, figures: [...all.figures, { cell, value: isShown ? sum : null }] };
}, { period, policy, figures: [], withheld: [], basis: contributions });

const shareShown = (releases: readonly Released[], dims: number): number => {
  const figures = releases.flatMap((one) => one.figures).filter(({ cell }) => Object.keys(cell.by).length === dims);
  return figures.filter(({ value }) => value !== null).length / figures.length;
};

const FULL: Size = { firms: 40, regions: 4, tracks: 3, vintages: 6 };
const LONG: Size = { firms: 18, regions: 3, tracks: 2, vintages: 12 };
const SMALL: Size = { firms: 14, regions: 2, tracks: 2, vintages: 2, moves: 0 };

describe('an attack on all that was released', () => {
  const expectNothing = (releases: readonly Released[]): void => {
    const known = knowledgeOf(releases, 'outstanding');
    expect(isolated(known)).toEqual([]);
    expect(dominated(releases, 'outstanding', defaultPolicy)).toEqual([]);
    expect(derived(known, releases, 'outstanding', defaultPolicy)).toEqual([]);
  };

  it.each([1, 2, 3, 4, 5])('of 40 firms in 4 regions and 3 tracks in 6 vintages tells nothing of fewer than 3 firms, and nothing that is mostly of one (seed %i)', (seed) => {
    expectNothing(released(lives(seed, FULL)));
  });

  it.each([11, 12, 13])('of more vintages than a window takes in does neither (seed %i)', (seed) => {
    expectNothing(released(lives(seed, LONG)));
  });

  it.each([21, 22, 23, 24, 25, 26])('by every combination of up to four figures finds nothing (seed %i)', (seed) => {
    const releases = released(lives(seed, SMALL));
    const known = knowledgeOf(releases, 'outstanding');
    const valueOf = (at: number, firm: string): bigint => releases[at]?.basis.find((one) => one.firm === firm)?.value ?? 0n;
    expect(found(known, known.unknowns.map(({ firm, at }) => valueOf(at, firm) - valueOf(at - 1, firm)), defaultPolicy)).toEqual([]);
  });

  it('reads what is really there: each figure is the sum of what it is said to be of', () => {
    for (const { figures, basis } of released(lives(1, FULL))) {
      for (const { cell, value } of figures.filter((figure) => figure.value !== null)) {
        const inside = basis.filter(({ dims }) => Object.entries(cell.by).every(([dim, one]) => dims[dim] === one));
        expect(value).toBe(inside.reduce((sum, one) => sum + one.value, 0n));
      }
    }
  });

  it('succeeds where each figure is looked at for itself', () => {
    const releases = released(lives(1, FULL), primaryOnly);
    expect(isolated(knowledgeOf(releases, 'outstanding')).length).toBeGreaterThan(0);
    expect(dominated(releases, 'outstanding', defaultPolicy).length).toBeGreaterThan(0);
    expect(derived(knowledgeOf(releases, 'outstanding'), releases, 'outstanding', defaultPolicy).length).toBeGreaterThan(0);
    const few = released(lives(21, SMALL), primaryOnly);
    const known = knowledgeOf(few, 'outstanding');
    expect(found(known, known.unknowns.map(() => 1n), defaultPolicy).length).toBeGreaterThan(0);
  });

  it('succeeds where each vintage is looked at for itself', () => {
    const releases = released(lives(1, FULL), (period, contributions, groupings, policy) => release(period, contributions, groupings, policy, []));
    expect(isolated(knowledgeOf(releases, 'outstanding')).length).toBeGreaterThan(0);
  });
});

const PAIR = ['outstanding', 'active'] as const;

/** Who owes what of which limit: some use all of it, some nothing, some owe though their line is closed, one now and then more than all. Limits move with what is owed, and now and then for themselves. */
const twoLives = (seed: number, size: Size): readonly (readonly Contribution[])[] => {
  const next = numbers(seed * 977);
  const unused = new Map<string, bigint>();
  const kinds = new Map<string, number>();
  const rolled = (firm: string, to: number): number => (kinds.get(firm) ?? kinds.set(firm, to).get(firm)) as number;
  return lives(seed, size).map((vintage) => vintage.flatMap((one): readonly Contribution[] => {
    const kind = rolled(one.firm, next());
    if (!unused.has(one.firm) || next() < 0.15) unused.set(one.firm, BigInt(Math.floor(next() * 500_000)) - (next() < 0.05 ? 60_000n : 0n));
    const left = kind < 0.2 ? 0n : unused.get(one.firm) ?? 0n;
    const [owed, limit] = kind > 0.9 ? [0n, left + 100_000n] : kind > 0.85 ? [one.value, 0n] : [one.value, one.value + left];
    return [{ ...one, value: owed }, { ...one, measure: 'active', value: limit }];
  }));
};
/** The usual: limits stand for years, and change of few firms at a time; a third of the firms draws or repays in each month. */
const usualLives = (seed: number, firms: number): readonly (readonly Contribution[])[] => {
  const next = numbers(seed * 31);
  const all = Array.from({ length: firms }, (_, n) => ({ firm: `firm-${n}`, dims: { region: `r${n % 4}`, track: `t${n % 3}` }, limit: 10 + Math.floor(next() * 40), used: next() }));
  return Array.from({ length: 6 }, (_, at) => all.flatMap((one): readonly Contribution[] => {
    if (at > 0 && next() < 0.35) one.used = next() < 0.2 ? 1 : next();
    if (at > 0 && next() < 0.02) one.limit += 5;
    const { firm, dims, limit, used } = one;
    return [{ firm, dims, measure: 'outstanding', value: BigInt(Math.round(limit * used * 1000)) }, { firm, dims, measure: 'active', value: BigInt(limit * 1000) }];
  }));
};
const releasedTogether = (vintages: readonly (readonly Contribution[])[], together: readonly (readonly [string, string])[] = [PAIR]): readonly Released[] =>
  vintages.reduce<readonly Released[]>((earlier, contributions, at) => [...earlier, release(`2025-0${at + 1}`, contributions, GROUPINGS, defaultPolicy, earlier, together)], []);
const PAIRED: Size = { firms: 24, regions: 3, tracks: 2, vintages: 5 };

describe('an attack on two measures and their difference', () => {
  const foundIn = (releases: readonly Released[]): readonly unknown[] => {
    const known = knowledgeOf(releases, ...PAIR);
    const less = differenceOf(releases, ...PAIR);
    return [
      ...isolated(known), ...PAIR.flatMap((measure) => [...dominated(releases, measure, defaultPolicy), ...derived(known, releases, measure, defaultPolicy)]),
      ...dominated(less, 'difference', defaultPolicy), ...derived(known, less, 'difference', defaultPolicy, PAIR), ...mixed(releases, PAIR, defaultPolicy),
    ];
  };

  it.each([41, 42, 43, 44, 45, 46])('tells nothing of fewer than 3 firms, and nothing that is mostly of one (seed %i)', (seed) => {
    const releases = releasedTogether(twoLives(seed, PAIRED));
    expect(foundIn(releases)).toEqual([]);
    for (const measure of PAIR) expect(releases.flatMap(({ figures }) => figures).filter(({ cell, value }) => cell.measure === measure && value !== null).length).toBeGreaterThan(0);
  });

  it.each([51, 52, 53])('tells nothing either where limits stand and change of few firms at a time (seed %i)', (seed) => {
    expect(foundIn(releasedTogether(usualLives(seed, 30)))).toEqual([]);
  });

  it('succeeds where each measure is looked at for itself', () => {
    expect([41, 42, 43].flatMap((seed) => foundIn(releasedTogether(twoLives(seed, PAIRED), []))).length).toBeGreaterThan(0);
  });
});

describe('what is left to read', () => {
  it('is everything where every cell has many firms of like size that all change', () => {
    const next = numbers(7);
    const vintages = Array.from({ length: 6 }, () => Array.from({ length: 120 }, (_, n): Contribution => ({
      firm: `firm-${n}`, measure: 'outstanding', dims: { region: `r${n % 4}`, track: `t${Math.floor(n / 4) % 3}` }, value: 100_000n + BigInt(Math.floor(next() * 20_000)),
    })));
    for (const { withheld } of released(vintages)) expect(withheld).toEqual([]);
  });

  it('is the totals and most regions and tracks where firms are of all sizes', () => {
    const releases = [1, 2, 3, 4, 5].flatMap((seed) => released(lives(seed, FULL)));
    expect(shareShown(releases, 0)).toBe(1);
    expect(shareShown(releases, 1)).toBeGreaterThan(0.75);
    expect(shareShown(releases, 2)).toBeGreaterThan(0.15);
  });

  it('is what is owed in all, in every vintage, and the limits in all in most, of 66 firms of which few have their limits changed', () => {
    const releases = [51, 52, 53, 54].flatMap((seed) => releasedTogether(usualLives(seed, 66)));
    const shareOf = (measure: string, dims: number): number => shareShown(releases.map((one) => ({ ...one, figures: one.figures.filter(({ cell }) => cell.measure === measure) })), dims);
    expect(shareOf('outstanding', 0)).toBe(1);
    expect(shareOf('outstanding', 1)).toBeGreaterThan(0.75);
    expect(shareOf('active', 0)).toBeGreaterThan(0.5);
  });

  // Run alone by `npx jest --selectProjects=unit --testPathPatterns disclosure/attack -t "24 vintages"`.
  it('is the total, in every vintage, of 100 firms in 6 regions, 5 tracks and 3 banks in 24 vintages (half a second each on two busy cores)', () => {
    const banked = lives(31, { firms: 100, regions: 6, tracks: 5, vintages: 24 }).map((vintage) => vintage.map((one) => ({ ...one, dims: { ...one.dims, bank: `b${Number(one.firm.slice('firm-'.length)) % 3}` } })));
    const families = [...GROUPINGS, ['bank'], ['region', 'bank'], ['track', 'bank']];
    const releases = banked.reduce<readonly Released[]>((earlier, one, at) => [...earlier, release(`${at}`, one, families, defaultPolicy, earlier)], []);
    expect(shareShown(releases, 0)).toBe(1);
    expect(shareShown(releases, 1)).toBeGreaterThan(0.75);
  });
});
