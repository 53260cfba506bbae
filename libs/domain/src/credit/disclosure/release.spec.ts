import { type Contribution, defaultPolicy, type Policy, release, type Released } from './index.js';

const GROUPINGS = [[], ['region'], ['track'], ['region', 'track']];
type Holding = readonly [firm: string, value: number, region?: string, track?: string];
const holdings = (...all: readonly Holding[]): readonly Contribution[] =>
  all.map(([firm, value, region = 'east', track = 'games']) => ({ firm, measure: 'outstanding', dims: { region, track }, value: BigInt(value) }));
/** Firms with names of their own, in one place. */
const many = (count: number, value: number, region = 'east', track = 'games'): readonly Holding[] =>
  Array.from({ length: count }, (_, n) => [`${region}-${track}-${n}`, value + n, region, track] as const);

const history = (vintages: readonly (readonly Contribution[])[], groupings: readonly (readonly string[])[] = GROUPINGS, policy: Policy = defaultPolicy): readonly Released[] =>
  vintages.reduce<readonly Released[]>((earlier, one, at) => [...earlier, release(`2025-${at + 1}`, one, groupings, policy, earlier)], []);
/** The figures of the newest vintage by what they are of, as the public sees them; a cell that is not there is undefined. */
const lastOf = (releases: readonly Released[]): Readonly<Record<string, number | null>> =>
  Object.fromEntries((releases.at(-1)?.figures ?? []).map(({ cell, value }) => [Object.values(cell.by).join(' ') || 'total', value === null ? null : Number(value)]));
const reasonsOf = (releases: readonly Released[]): Readonly<Record<string, string>> =>
  Object.fromEntries((releases.at(-1)?.withheld ?? []).map(({ cell, reason }) => [Object.values(cell.by).join(' ') || 'total', reason]));
const first = (groupings: readonly (readonly string[])[], ...all: readonly Holding[]): readonly Released[] => history([holdings(...all)], groupings);

describe('one vintage', () => {
  it('shows what three firms of like size make up', () => {
    expect(lastOf(first(GROUPINGS, ['a', 5], ['b', 6], ['c', 7]))).toEqual({ total: 18, east: 18, games: 18, 'east games': 18 });
  });

  it('shows nothing of two firms, nor the region beside them, which the total would give away', () => {
    const releases = first([[], ['region']], ...many(5, 10), ...many(2, 10, 'west'), ...many(4, 10, 'north'));
    expect(lastOf(releases)).toEqual({ total: 127, east: 60, north: null, west: null });
    expect(reasonsOf(releases)).toEqual({ west: 'few', north: 'complementary' });
  });

  it('shows nothing of which one firm is most, nor what would give that away', () => {
    const releases = first([[], ['region']], ...many(5, 10), ['big', 80, 'west'], ['b', 10, 'west'], ['c', 9, 'west'], ...many(4, 10, 'north'));
    expect(reasonsOf(releases)).toEqual({ west: 'dominated', north: 'complementary' });
    const even = first([[], ['region']], ...many(5, 10), ['big', 75, 'west'], ['b', 13, 'west'], ['c', 12, 'west'], ...many(4, 10, 'north'));
    expect(reasonsOf(even)).toEqual({});
  });

  it('shows no total of which the rest would be too few, once a region is shown', () => {
    expect(lastOf(first([[], ['region']], ...many(5, 10), ...many(1, 10, 'west')))).toEqual({ total: 70, east: null, west: null });
  });

  it('counts a legal person once, in however many places it stands', () => {
    expect(reasonsOf(first([[]], ['a', 5, 'east'], ['a', 6, 'west'], ['b', 7, 'west'], ['b', 7, 'east']))).toEqual({ total: 'few' });
  });

  it('keeps four cells of a table back that the margins would pin if three were', () => {
    const releases = first(GROUPINGS, ...many(2, 10, 'east', 'games'), ...many(5, 10, 'east', 'chips'), ...many(5, 20, 'west', 'games'), ...many(5, 30, 'west', 'chips'), ...many(6, 40, 'north', 'games'), ...many(6, 40, 'north', 'chips'));
    expect(reasonsOf(releases)).toEqual({ 'east games': 'few', 'east chips': 'complementary', 'west games': 'complementary', 'west chips': 'complementary' });
  });

  it('keeps back what would lead to a cell that is mostly of one by a detour, though each remainder for itself may be shown', () => {
    const releases = first(GROUPINGS, ['big', 95, 'east', 'games'], ...many(5, 1, 'east', 'games'), ...many(6, 90, 'east', 'chips'), ...many(6, 90, 'west', 'games'), ...many(6, 90, 'west', 'chips'));
    expect(reasonsOf(releases)).toEqual({ 'east games': 'dominated', 'east chips': 'complementary', 'west games': 'complementary', 'west chips': 'complementary' });
  });

  it('shows no second margin where both and the total come close to the one firm that is in both', () => {
    const releases = first([[], ['region'], ['track']], ['big', 74, 'east', 'games'], ...many(5, 4, 'east', 'chips'), ...many(5, 4, 'west', 'games'), ...many(3, 1, 'west', 'chips'));
    expect(reasonsOf(releases)).toEqual({ games: 'complementary', chips: 'complementary' });
  });

  it('takes parts of a region away where the region itself is not shown', () => {
    const releases = first([[], ['region'], ['region', 'track']], ...many(5, 20, 'east', 'games'), ...many(2, 20, 'east', 'chips'), ['big', 80, 'north'], ...many(3, 2, 'north'), ...many(5, 10, 'west', 'chips'), ...many(2, 1, 'west', 'games'));
    expect(lastOf(releases)).toMatchObject({ east: 151, west: null, north: null, 'west chips': null });
  });

  it('does not say of firms that they have nothing', () => {
    const releases = first([[], ['region']], ...many(6, 10), ...many(5, 10, 'north'), ['x', 0, 'west'], ['y', 0, 'west'], ['z', 0, 'west']);
    expect(reasonsOf(releases)).toEqual({ west: 'few', north: 'complementary' });
  });

  it('answers the same in whatever order it is told', () => {
    const all = holdings(...many(5, 10), ...many(2, 10, 'west'), ...many(4, 10, 'north'), ...many(3, 7, 'north', 'chips'));
    const shuffled = all.toReversed().map(({ dims, ...rest }) => ({ ...rest, dims: { track: dims['track'] ?? '', region: dims['region'] ?? '' } }));
    expect(history([all, all]).map(({ figures }) => figures)).toEqual(history([shuffled, all]).map(({ figures }) => figures));
  });

  it('looks at each measure by itself, and shows nothing of a measure that nobody has', () => {
    const count = many(2, 10).map(([firm]): Contribution => ({ firm, measure: 'firms', dims: { region: 'east' }, value: 1n }));
    const { figures } = release('2025', [...holdings(...many(3, 10)), ...count], [[]], defaultPolicy, []);
    expect(figures).toEqual([{ cell: { measure: 'firms', by: {} }, value: null }, { cell: { measure: 'outstanding', by: {} }, value: 33n }]);
  });
});

describe('two measures and their difference', () => {
  type Firm = readonly [limit: number, owed: number, region?: string];
  const both = (...all: readonly Firm[]): readonly Contribution[] => all.flatMap(([limit, owed, region = 'east'], n) => (
    [['active', limit], ['outstanding', owed]] as const).map(([measure, value]) => ({ firm: `f${n}`, measure, dims: { region }, value: BigInt(value) })));
  const told = (vintages: readonly (readonly Contribution[])[], together: readonly (readonly [string, string])[] = [['outstanding', 'active']]): readonly string[] =>
    (vintages.reduce<readonly Released[]>((earlier, one, at) => [...earlier, release(`2025-${at}`, one, [[], ['region']], defaultPolicy, earlier, together)], []).at(-1)?.figures ?? [])
      .map(({ cell, value }) => `${cell.measure} ${cell.by['region'] ?? 'all'} ${value}`);
  const like: readonly Firm[] = [[100, 60], [110, 70], [120, 50], [130, 90]];

  it('are both shown where the difference may be known', () => {
    expect(told([both(...like)])).toEqual(['active east 460', 'active all 460', 'outstanding east 270', 'outstanding all 270']);
  });

  it.each([
    ['one firm alone has not used all', [[100, 60], [110, 110], [120, 120], [130, 130]]], ['one firm alone is over its limit', [[100, 101], [110, 110], [120, 120], [130, 130]]],
    ['one firm alone owes of a line that is open no more', [[0, 60], [110, 110], [120, 120], [130, 130]]], ['two firms cancel each other', [[100, 150], [150, 100], [120, 120], [130, 130]]],
    ['one firm is most of what is not used', [[900, 100], [110, 100], [120, 110], [130, 120]]], ['all have used all', [[110, 110], [120, 120], [130, 130]]],
  ] as const)('are not both shown where %s', (_, firms: readonly Firm[]) => {
    expect(told([both(...firms)], [])).not.toContain('active all null');
    const total = firms.reduce((sum, [, owed]) => sum + owed, 0);
    expect(told([both(...firms)])).toEqual(['active east null', 'active all null', `outstanding east ${total}`, `outstanding all ${total}`]);
  });

  it('are not both shown where the difference of one firm alone changed', () => {
    // All repay what their limits are reduced by, but for the first.
    expect(told([both(...like), both([91, 50], [100, 60], [110, 40], [120, 80])])).toEqual(['active east null', 'active all null', 'outstanding east 230', 'outstanding all 230']);
  });

  it('do not take each other along: of what one limit changed, only the limits are left out', () => {
    expect(told([both(...like), both([105, 61], [110, 72], [120, 53], [130, 94])])).toEqual(['active east null', 'active all null', 'outstanding east 280', 'outstanding all 280']);
  });

  it('do not come close to one firm, by what is left of the difference or by taking what one shows from what the other does', () => {
    const east = [1, 2, 3, 4, 5].map((): Firm => [1500, 1000, 'east']);
    const all = [...east, [2000, 1000, 'west'], [1000, 990, 'north'], [1000, 990, 'north'], [1000, 990, 'north']] as readonly Firm[];
    // The limits of the north would be nearly what is owed there: with what is owed in all and in the east, they tell what the one in the west owes.
    expect(told([both(...all)])).toEqual(['active east null', 'active north null', 'active west null', 'active all 12500', 'outstanding east 5000', 'outstanding north null', 'outstanding west null', 'outstanding all 8970']);
    expect(told([both(...all)], [])).toContain('active east 7500');
  });

  it('do not tell of one firm by figures of different cells', () => {
    // The limits of all in the east, less what is owed by those of the east who use all of it and by those of the west: whoever has a limit and owes nothing.
    const places: readonly (readonly [string, Record<string, string>, number, number])[] = [
      ...['a', 'b', 'c'].map((firm, n) => [firm, { region: 'east', track: 'games' }, 100 + n, 100 + n] as const), ['s', { region: 'east', track: 'chips' }, 90, 40],
      ...['d', 'e', 'f'].map((firm, n) => [firm, { region: 'east', track: 'chips' }, 0, 30 + n] as const), ...['g', 'h', 'i'].map((firm, n) => [firm, { region: 'west', track: 'games' }, 50 + n, 0] as const),
    ];
    const all = places.flatMap(([firm, dims, limit, owed]) => [{ firm, measure: 'active', dims, value: BigInt(limit) }, { firm, measure: 'outstanding', dims, value: BigInt(owed) }]);
    const shown = (together: readonly (readonly [string, string])[]) => release('2025', all, [['region'], ['track']], defaultPolicy, [], together).figures.filter(({ value }) => value !== null).map(({ cell }) => `${cell.measure} ${Object.values(cell.by).join()}`);
    // East limits are a, b, c and s; games owed are a, b and c.
    expect(shown([])).toEqual(expect.arrayContaining(['active east', 'outstanding games']));
    expect(shown([['outstanding', 'active']])).toContain('outstanding games');
    expect(shown([['outstanding', 'active']])).not.toContain('active east');
  });

  it('have the same cells, whoever has something in them', () => {
    const onlyOwed = both(...like).filter(({ measure }) => measure === 'outstanding').map((one) => ({ ...one, dims: { region: 'west' } }));
    expect(told([[...both(...like), ...onlyOwed]]).map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual(['active east', 'active west', 'active all', 'outstanding east', 'outstanding west', 'outstanding all']);
    expect(told([onlyOwed])).toEqual(['active west null', 'active all null', 'outstanding west 270', 'outstanding all 270']);
  });
});

describe('one vintage after another', () => {
  const before = [...many(5, 10), ...many(5, 20, 'west'), ...many(5, 30, 'north')];
  const raised = (by: number, ...firms: readonly string[]): readonly Holding[] => before.map(([firm, value, ...place]) => [firm, firms.includes(firm) ? value + by : value, ...place]);
  const regions = [[], ['region']];
  const told = (...vintages: readonly (readonly Holding[])[]): readonly Released[] => history(vintages.map((one) => holdings(...one)), regions);

  it('shows again what nobody changed', () => {
    expect(lastOf(told(before, before))).toEqual(lastOf(told(before)));
  });

  it('does not show what one or two firms changed', () => {
    expect(reasonsOf(told(before, raised(3, 'east-games-1')))).toEqual({ total: 'complementary', east: 'complementary' });
    expect(reasonsOf(told(before, raised(3, 'east-games-1', 'west-games-1')))).toEqual({ total: 'complementary', east: 'complementary', west: 'complementary' });
  });

  it('shows it once three have changed since it was last shown', () => {
    const steps = [before, raised(3, 'east-games-1'), raised(3, 'east-games-1', 'east-games-2'), raised(3, 'east-games-1', 'east-games-2', 'east-games-3')];
    expect(told(...steps).map((_, n, all) => lastOf(all.slice(0, n + 1))['total'])).toEqual([330, null, null, 339]);
    expect(lastOf(told(...steps))['east']).toBe(69);
  });

  it('does not show a change of which one firm is most', () => {
    const after = raised(1, 'east-games-1', 'east-games-2', 'east-games-3').map(([firm, value, ...place]): Holding => [firm, firm === 'east-games-4' ? value + 50 : value, ...place]);
    expect(reasonsOf(told(before, after))).toEqual({ total: 'complementary', east: 'complementary' });
  });

  it('does not show either region of a firm that moves', () => {
    const after = before.map(([firm, value, region]): Holding => [firm, value, firm === 'east-games-1' ? 'west' : region]);
    expect(reasonsOf(told(before, after))).toMatchObject({ east: 'complementary', west: 'complementary' });
  });

  it('does not show what a firm left, nor the nothing that is left where all went', () => {
    expect(reasonsOf(told(before, before.filter(([firm]) => firm !== 'east-games-1')))).toEqual({ total: 'complementary', east: 'complementary' });
    expect(lastOf(told([...before, ['alone', 5, 'south']], before))).toMatchObject({ south: null });
    expect(lastOf(told([...before, ...many(3, 5, 'south')], before))).toMatchObject({ south: 0, total: 330 });
  });

  it('does not show what one firm changed over a longer time, while others went up and came back', () => {
    const others = ['east-games-0', 'east-games-2', 'east-games-3'];
    const up = raised(4, ...others);
    const back = raised(5, 'east-games-1');
    expect(lastOf(told(before, up))['total']).toBe(342);
    expect(reasonsOf(told(before, up, back))).toMatchObject({ total: 'complementary', east: 'complementary' });
  });

  it('leaves what was released under another policy, and judges what is new by its own', () => {
    const loose: Policy = { firms: 2, dominance: { n: 1, percent: 100 } };
    const [vintage] = history([holdings(...before, ...many(2, 10, 'south'))], regions, loose);
    const next = release('2025-2', holdings(...before, ...many(2, 12, 'south')), regions, defaultPolicy, vintage ? [vintage] : []);
    expect(lastOf(vintage ? [vintage] : [])['south']).toBe(21);
    expect(reasonsOf([next])).toMatchObject({ south: 'few', total: 'complementary' });
    expect(lastOf([next])).toMatchObject({ east: 60, west: 110, north: 160 });
  });

  it('forgets no vintage: what was shown long ago is still subtracted', () => {
    const idle = Array.from({ length: 10 }, () => before);
    expect(reasonsOf(told(...idle, raised(3, 'east-games-1')))).toEqual({ total: 'complementary', east: 'complementary' });
    const apart = [before, ...Array.from({ length: 9 }, () => raised(3, 'east-games-1')), raised(3, 'east-games-1', 'east-games-2')];
    expect(reasonsOf(told(...apart))).toEqual({ total: 'complementary', east: 'complementary' });
  });
});

describe('a policy', () => {
  it('may ask for more firms, and for less weight of the largest few', () => {
    const five: Policy = { firms: 5, dominance: { n: 1, percent: 75 } };
    expect(reasonsOf(history([holdings(...many(4, 10))], [[]], five))).toEqual({ total: 'few' });
    expect(reasonsOf(history([holdings(...many(5, 10))], [[]], five))).toEqual({});
    const pair: Policy = { firms: 3, dominance: { n: 2, percent: 80 } };
    expect(reasonsOf(history([holdings(['a', 40], ['b', 41], ['c', 19])], [[]], pair))).toEqual({ total: 'dominated' });
    expect(reasonsOf(history([holdings(['a', 40], ['b', 40], ['c', 20])], [[]], pair))).toEqual({});
  });

  it.each([
    { firms: 1, dominance: { n: 1, percent: 75 } }, { firms: 2.5, dominance: { n: 1, percent: 75 } },
    { firms: 3, dominance: { n: 0, percent: 75 } }, { firms: 3, dominance: { n: 1, percent: 0 } }, { firms: 3, dominance: { n: 1, percent: 101 } },
  ])('is refused where it is none: %j', (policy) => {
    expect(() => release('2025', [], [[]], policy, [])).toThrow(RangeError);
  });

  it('holds for what was repaid beyond what was owed, by its size', () => {
    expect(lastOf(history([holdings(['a', -10], ['b', 11], ['c', 12])], [[]]))).toEqual({ total: 13 });
    expect(reasonsOf(history([holdings(['a', -100], ['b', 11], ['c', 12])], [[]]))).toEqual({ total: 'dominated' });
  });
});

describe('the order of the figures', () => {
  it('is that of measures and names, so that nothing that is left out lies between what is larger and what is smaller', () => {
    const releases = first([[], ['region']], ...many(5, 10, 'north'), ...many(2, 10, 'west'), ...many(4, 90, 'east'));
    expect((releases[0]?.figures ?? []).map(({ cell }) => cell.by['region'] ?? '')).toEqual(['east', 'north', 'west', '']);
  });
});
