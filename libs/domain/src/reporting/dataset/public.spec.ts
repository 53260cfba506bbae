import fc from 'fast-check';
import { type DataSet, type Earlier, type Figure, figuresIn, publicEdition, type Table } from './index.js';

const words = (text: string) => ({ en: text, zh: text });
type Question = Readonly<Record<string, string>>;
const count = (value: string, question: Question, more: Partial<Figure> = {}): Figure => ({ value, low: value, high: value, precision: 'exact', unit: 'project', origin: { kind: 'metric', metric: 'signings.count', definition: 1, question }, ...more });
const money = (value: string, question: Question, amountKind = 'contract-value', more: Partial<Figure> = {}): Figure =>
  ({ ...count(value, {}), unit: 'CNY', amountKind, origin: { kind: 'metric', metric: 'signings.contracted', definition: 1, question: { ...question, currency: 'CNY', amountKind } }, ...more });
const formula = (value: string, name: string, operands: Readonly<Record<string, string>>, unit = '%'): Figure => count(value, {}, { unit, origin: { kind: 'formula', formula: name, version: 1, operands } });
const cohort = (value: string, measure: string, question: Question = {}, unit = 'project'): Figure => count(value, {}, { unit, origin: { kind: 'funnel', definition: 1, question, measure: `whole.${measure}` } });

type Cells = Readonly<Record<string, Figure>>;
const table = (id: string, rows: Readonly<Record<string, Cells>>, more: Partial<Table> = {}, within: Question = {}): Table => ({
  id, title: words(id), rowsTitle: words('row'), columns: [...new Set(Object.values(rows).flatMap(Object.keys))].map((column) => ({ id: column, title: words(column), kind: 'figure' })),
  rows: Object.entries(rows).map(([row, cells]) => ({ id: row, title: words(row), cells, ...(within[row] === undefined ? {} : { within: within[row] }) })), public: 'grouped', ...more,
});
const set = (...tables: readonly Table[]): DataSet => ({
  report: 'monthly-brief', definition: 1, parameters: {}, period: '2024-06', about: { from: '2024-06-01', to: '2024-06-30', validAt: '2024-06-30' },
  known: { node: 'n', position: 1, instant: '2024-07-01T00:00:00.000Z' }, title: words('x'), tables, notes: [],
});
const valuesOf = (of: DataSet): Readonly<Record<string, string | null>> => Object.fromEntries(figuresIn(of).map(({ path, figure: { value } }) => [path, value]));
const told = (of: DataSet, earlier: readonly Earlier[] = []): Readonly<Record<string, string | null>> => valuesOf(publicEdition(of, earlier).set);
/** A column of counts, each of a question of its own. */
const counts = (values: Readonly<Record<string, string>>, more: Question = {}): Readonly<Record<string, Cells>> => Object.fromEntries(Object.entries(values).map(([row, value]) => [row, { count: count(value, row === 'all' ? more : { region: row, ...more }) }]));

describe('a public edition', () => {
  it('leaves out what is closed: tables, rows and notes; and tells what is open whole', () => {
    const open = table('open', { a: { count: count('1', {}, { unknown: '1' }) } }, { public: 'open', notes: [words('told'), { ...words('closed'), public: 'closed' }] });
    const rows = table('rows', counts({ a: '9', b: '8' }));
    const edition = publicEdition(set(open, table('closed', counts({ a: '9' }), { public: 'closed' }), { ...rows, rows: rows.rows.map((row) => (row.id === 'b' ? { ...row, public: 'closed' } : row)) }));
    expect(valuesOf(edition.set)).toEqual({ 'open/a/count': '1', 'rows/a/count': '9' });
    expect([edition.set.tables[0]?.notes, edition.withheld]).toEqual([[words('told')], 0]);
  });

  it('names no record and no address', () => {
    const recorded = table('open', { a: { count: count('9', {}, { origin: { kind: 'records', streams: ['signing-1'] } }) } }, { public: 'open' });
    const edition = publicEdition(set({ ...recorded, rows: recorded.rows.map((row) => ({ ...row, cells: { ...row.cells, word: { text: words('a'), link: '/v1/signings/signing-1' } } })) }));
    expect(JSON.stringify(edition.set)).not.toMatch(/signing-1|\/v1/);
  });

  it('tells no count of few, and with it one of many that stands beside it', () =>
    expect(told(set(table('t', counts({ a: '2', b: '7', c: '5', d: '0' }))))).toEqual({ 't/a/count': null, 't/b/count': '7', 't/c/count': null, 't/d/count': '0' }));

  it('lets nothing be taken as what is left of a whole, in rows and columns, nor be the only ones that it can be', () => {
    const nested = (values: Readonly<Record<string, string>>, within: Question) => told(set(table('t', counts(values), {}, within)));
    expect(nested({ all: '30', a: '2', b: '8', c: '20' }, { a: 'all', b: 'all', c: 'all' })).toEqual({ 't/all/count': '30', 't/a/count': null, 't/b/count': null, 't/c/count': '20' });
    expect(nested({ all: '20', a: '1', b: '1', c: '18' }, { a: 'all', b: 'all', c: 'all' })).toMatchObject({ 't/a/count': null, 't/b/count': null, 't/c/count': null, 't/all/count': '20' });
    // What is left in the whole beside its parts is of few, though no row tells it.
    expect(nested({ all: '10', a: '9' }, { a: 'all' })).toEqual({ 't/all/count': '10', 't/a/count': null });
    expect(nested({ all: '20', a: '9' }, { a: 'all' })).toEqual({ 't/all/count': '20', 't/a/count': '9' });
    const levels = { total: count('20', {}), intent: count('2', { level: 'intent' }), framework: count('8', { level: 'framework' }), contract: count('10', { level: 'contract' }) };
    expect(told(set(table('t', { count: levels }, { ties: [{ sum: 'total', of: ['intent', 'framework', 'contract'] }] })))).toEqual({ 't/count/total': '20', 't/count/intent': null, 't/count/framework': null, 't/count/contract': '10' });
  });

  it('looks at the same question as one number, wherever it is printed', () => {
    const parts = table('parts', counts({ all: '20', a: '2', b: '18' }), {}, { a: 'all', b: 'all' });
    expect(told(set(parts, table('other', { x: { value: count('18', { region: 'b' }) } })))).toMatchObject({ 'parts/b/count': null, 'other/x/value': null, 'parts/all/count': '20' });
    expect(told(set(parts, table('funnel', { signed: { projects: cohort('18', 'counts.signed', { region: 'b' }) } })))).toMatchObject({ 'parts/b/count': null, 'funnel/signed/projects': null });
  });

  it('tells money only beside a told count of the same question, wherever that stands, and of one kind', () => {
    const beside = (of: string, more: Readonly<Record<string, Cells>> = {}) => told(set(table('regions', counts({ a: of, b: '9', c: '9' })), table('money', { a: { value: money('30.00', { region: 'a' }) }, ...more })))['money/a/value'];
    expect([beside('1'), beside('3')]).toEqual([null, '30.00']);
    expect(told(set(table('money', { a: { value: money('30.00', { region: 'a' }) } })))).toEqual({ 'money/a/value': null });
    expect(beside('9', { other: { value: money('5.00', { region: 'a' }, 'fund-size') } })).toBeNull();
    // Two of three state no amount.
    expect(told(set(table('regions', counts({ a: '3' })), table('money', { a: { value: money('30.00', { region: 'a' }, 'contract-value', { unknown: '2' }) } })))['money/a/value']).toBeNull();
    // What came in is not of those that were signed.
    const received = money('30.00', {}, 'contract-value', { origin: { kind: 'metric', metric: 'signings.received', definition: 1, question: { region: 'a', currency: 'CNY' } } });
    expect(told(set(table('regions', counts({ a: '9' })), table('money', { a: { value: received } })))['money/a/value']).toBeNull();
  });

  it('lets money that an amendment alone brought not be taken as what is left', () => {
    const regions = table('regions', counts({ all: '20', a: '12', b: '8', c: '0' }), {}, { a: 'all', b: 'all', c: 'all' });
    const amounts = table('money', Object.fromEntries(Object.entries({ all: '900.00', a: '600.00', b: '250.00', c: '50.00' }).map(([row, value]) => [row, { value: money(value, row === 'all' ? {} : { region: row }) }])), {}, { a: 'all', b: 'all', c: 'all' });
    expect(told(set(regions, amounts))).toMatchObject({ 'regions/c/count': '0', 'money/c/value': null, 'money/b/value': null, 'money/all/value': '900.00' });
  });

  it('says of no sum how many state nothing', () => {
    const edition = publicEdition(set(table('t', { a: { count: count('9', {}), money: money('5.00', {}, 'contract-value', { unknown: '4' }) } }), table('b', { b: { count: count('3', { region: 'b' }), money: money('5.00', { region: 'b' }, 'contract-value', { unknown: '1' }) } })));
    expect(figuresIn(edition.set).filter(({ figure }) => 'unknown' in figure)).toEqual([]);
    expect(valuesOf(edition.set)).toMatchObject({ 't/a/money': '5.00', 'b/b/money': null });
  });

  it('tells a formula only over what is told, and of a cohort neither times nor bare rates', () => {
    const rate = (reached: string): Cells => ({ rate: formula('50', 'rate', { reached, all: 'funnel/signed/n' }) });
    const funnel = table('funnel', { signed: { n: cohort('20', 'counts.signed') }, started: { n: cohort('2', 'counts.started'), ...rate('funnel/started/n') }, registered: { n: cohort('7', 'counts.registered'), ...rate('funnel/registered/n') }, gone: rate('hidden/a/n') });
    const times = table('times', { days: { value: cohort('28', 'timeToStart.medianDays', {}, 'days') }, rate: { value: cohort('28.57', 'rates.start', {}, '%') } });
    expect(told(set(funnel, times))).toEqual({
      'funnel/signed/n': '20', 'funnel/started/n': null, 'funnel/started/rate': null, 'funnel/registered/n': '7', 'funnel/registered/rate': '50', 'funnel/gone/rate': null, 'times/days/value': null, 'times/rate/value': null,
    });
    const undefinedRate = { ...formula('0', 'rate', { reached: 'funnel/registered/n', all: 'funnel/started/n' }), value: null, why: 'base-not-positive' };
    expect(figuresIn(publicEdition(set(funnel, table('t', { a: { rate: undefinedRate } }))).set).at(-1)?.figure.why).toBe('withheld');
  });

  it('tells what was announced, and neither the small count beside it nor the difference between them', () => {
    const announced = count('30', {}, { origin: { kind: 'claim', claim: 'c', text: '30个' } });
    const row = (recorded: string, of: Figure): Readonly<Record<string, Cells>> => ({ a: { announced, recorded: count(recorded, { region: 'a' }), difference: of } });
    const operands = { of: 't/a/recorded', without: 't/a/announced' };
    expect(told(set(table('t', row('2', formula('-28', 'difference', operands, 'project')))))).toEqual({ 't/a/announced': '30', 't/a/recorded': null, 't/a/difference': null });
    expect(told(set(table('t', row('25', formula('-5', 'difference', operands, 'project')))))).toEqual({ 't/a/announced': '30', 't/a/recorded': '25', 't/a/difference': '-5' });
  });

  it('tells no two levels between which few moved', () =>
    expect(told(set(table('t', { signed: { now: cohort('20', 'counts.signed', { validAt: '2024-02-01' }), then: cohort('20', 'counts.signed', { validAt: '2024-01-01' }) }, started: { now: cohort('9', 'counts.started', { validAt: '2024-02-01' }), then: cohort('8', 'counts.started', { validAt: '2024-01-01' }) } }))))
      .toEqual({ 't/signed/now': '20', 't/signed/then': '20', 't/started/now': '9', 't/started/then': null }));
});

/** What was signed in each month, region and level, and for how much. */
type World = readonly (readonly (readonly (readonly [signed: number, amount: number])[])[])[];
const [MONTHS, REGIONS, LEVELS] = [['2024-01', '2024-02', '2024-03'], ['a', 'b', 'c'], ['intent', 'contract']] as const;
/** Which atoms of the world a figure is the sum of. */
type Asks = Readonly<{ from: number; to: number; region?: number; level?: number }>;

const world: fc.Arbitrary<World> = fc.array(fc.array(fc.array(fc.oneof(fc.nat(3), fc.nat(9)).chain((signed) => fc.nat(99).map((amount) => [signed, signed * amount + (amount % 7 === 0 ? 1 : 0)] as const)), { minLength: 2, maxLength: 2 }), { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 });
const atomsOf = ({ from, to, region, level }: Asks): readonly number[] => MONTHS.flatMap((_, m) => REGIONS.flatMap((_r, r) => LEVELS.map((_l, l) =>
  (m >= from && m <= to && (region === undefined || r === region) && (level === undefined || l === level) ? 1 : 0))));
const sumOf = (of: World, asks: Asks, part: 0 | 1): number => of.flat(2).reduce((sum, atom, n) => sum + (atomsOf(asks)[n] as number) * atom[part], 0);

type Printed = Readonly<{ set: DataSet; asks: ReadonlyMap<string, Asks> }>;
/** A brief of a month: cumulative sums that tie, months, regions, and levels by region, each in counts and money. */
const briefOf = (of: World, month: number, isPublished: boolean): Printed => {
  const asks = new Map<string, Asks>();
  const question = ({ from, to, region, level }: Asks): Question => ({ from: MONTHS[from] as string, to: MONTHS[to] as string, ...(region === undefined ? {} : { region: REGIONS[region] as string }), ...(level === undefined ? {} : { level: LEVELS[level] as string }) });
  const cell = (path: string, ask: Asks, part: 0 | 1): Figure => {
    asks.set(path, ask);
    const value = sumOf(of, ask, part);
    return part === 0 ? count(String(value), question(ask)) : money(`${value}.00`, question(ask));
  };
  const ytd = { from: 0, to: month };
  const tables = ([0, 1] as const).flatMap((part) => {
    const named = (id: string): string => `${id}${part === 0 ? '' : '-money'}`;
    const at = (id: string, row: string, column: string, ask: Asks): Figure => cell(`${named(id)}/${row}/${column}`, ask, part);
    const row = part === 0 ? 'count' : 'money';
    const flow: Record<string, Figure> = { month: at('flows', row, 'month', { from: month, to: month }), ytd: at('flows', row, 'ytd', ytd) };
    if (month > 0) {
      const path = `${named('flows')}/${row}`;
      const published = at('flows', row, 'published', { from: 0, to: month - 1 });
      flow['published'] = isPublished ? { ...published, origin: { kind: 'published', issue: `issue-${month - 1}`, period: MONTHS[month - 1] as string, path: `${path}/ytd` } } : published;
      flow['revisions'] = { ...formula('0', 'difference', { of: `${path}/ytd`, published: `${path}/published`, month: `${path}/month` }, published.unit), ...(part === 0 ? {} : { value: '0.00', amountKind: 'contract-value' }) };
    }
    const parts = ['all', ...REGIONS];
    const within = Object.fromEntries([...REGIONS, ...LEVELS].map((each) => [each, 'all']));
    const ofRegion = (each: string) => (each === 'all' ? {} : { region: REGIONS.indexOf(each as 'a') });
    const ofLevel = (each: string) => (each === 'all' ? {} : { level: LEVELS.indexOf(each as 'intent') });
    return [
      table(named('flows'), { [row]: flow }, { ties: [{ sum: 'ytd', of: ['published', 'month', 'revisions'] }] }),
      table(named('months'), Object.fromEntries(MONTHS.slice(0, month + 1).map((each, m) => [each, { value: at('months', each, 'value', { from: m, to: m }) }]))),
      table(named('regions'), Object.fromEntries(parts.map((each) => [each, { month: at('regions', each, 'month', { from: month, to: month, ...ofRegion(each) }), ytd: at('regions', each, 'ytd', { ...ytd, ...ofRegion(each) }) }])), {}, within),
      table(named('levels'), Object.fromEntries(['all', ...LEVELS].map((level) => [level, Object.fromEntries(parts.map((each) => [each, at('levels', level, each, { ...ytd, ...ofRegion(each), ...ofLevel(level) })]))])), { ties: [{ sum: 'all', of: REGIONS }] }, within),
    ];
  });
  return { asks, set: { ...set(...tables), period: MONTHS[month] as string, known: { node: 'n', position: month + 1, instant: '' } } };
};

/** Exact elimination by an attacker who shares no code with the edition: his unknowns are the atoms of the world. */
const spanOf = (rows: readonly (readonly number[])[]): ((row: readonly number[]) => boolean) => {
  const echelon: (readonly bigint[])[] = [];
  const cleared = (row: readonly bigint[]): readonly bigint[] => echelon.reduce((left, other) => {
    const at = other.findIndex((each) => each !== 0n);
    const [mine, its] = [left[at] as bigint, other[at] as bigint];
    return mine === 0n ? left : left.map((each, n) => each * its - (other[n] as bigint) * mine);
  }, row);
  for (const row of rows) {
    const left = cleared(row.map(BigInt));
    if (left.some((each) => each !== 0n)) echelon.push(left);
  }
  return (row) => cleared(row.map(BigInt)).every((each) => each === 0n);
};

/** All editions of a world, each released with those before it, or without, and the figures of few in them that can be worked out. */
const attacked = (of: World, remembers: boolean, isPublished: boolean, edit = publicEdition): readonly string[] => {
  const printed = MONTHS.map((_, month) => briefOf(of, month, isPublished));
  const editions = printed.reduce<readonly Earlier[]>((earlier, { set: full }, month) => [...earlier, { issue: `issue-${month}`, set: full, edition: edit(full, remembers ? earlier : []).set }], []);
  const had = [0, 1].map((part) => spanOf(editions.flatMap(({ edition }, n) => figuresIn(edition).filter(({ path, figure }) => figure.value !== null && path.includes('money') === (part === 1)).flatMap(({ path }) => {
    const asks = printed[n]?.asks.get(path);
    return asks ? [atomsOf(asks)] : [];
  }))));
  return printed.flatMap(({ asks }, n) => [...asks].flatMap(([path, ask]) => {
    const part = path.includes('money') ? 1 : 0;
    const isSmall = sumOf(of, ask, 0) < 3 && sumOf(of, ask, part) > 0;
    return isSmall && had[part]?.(atomsOf(ask)) ? [`${n} ${path}`] : [];
  }));
};

describe('somebody who has all editions and adds up and takes away whatever he likes', () => {
  it.each([[true, 'rests on issues that are public'], [false, 'rests on none']] as const)('works out no count of few, and no amount of few, where a brief (%s) %s', (isPublished, _) =>
    fc.assert(fc.property(world, (of) => { expect(attacked(of, true, isPublished)).toEqual([]); }), { numRuns: 30, seed: 7 }), 60_000);

  it('does where each edition forgets the ones before, or each figure is looked at for itself', () => {
    const worlds = fc.sample(world, { numRuns: 15, seed: 7 });
    expect(worlds.flatMap((of) => attacked(of, false, true)).length).toBeGreaterThan(0);
    const primary: typeof publicEdition = (full) => ({ set: { ...full, tables: full.tables.map((one) => ({ ...one, rows: one.rows.map((row) => ({ ...row, cells: Object.fromEntries(Object.entries(row.cells).map(([id, each]) => [id, Number((each as Figure).value) < 3 ? { ...(each as Figure), value: null } : each])) })) })) }, withheld: 0 });
    expect(worlds.flatMap((of) => attacked(of, true, true, primary)).length).toBeGreaterThan(0);
  });

  it('is left most totals', () => {
    const worlds = fc.sample(world, { numRuns: 20, seed: 11 });
    const totals = worlds.map((of) => told(briefOf(of, 2, false).set)['flows/count/ytd']);
    expect(totals.filter((value) => value !== null).length).toBeGreaterThan(15);
  });
});
