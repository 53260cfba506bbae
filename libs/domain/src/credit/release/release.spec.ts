import { z } from 'zod';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { byCodes } from '../../kernel/directory.js';
import { specOf } from '../../kernel/spec-of.js';
import { refusalDifferences, sectionOf } from '../../kernel/tables.samples.js';
import { type Held, publishedRegion } from './measures.js';
import { creditRelease, refusals, type ReleaseFact, type ReleaseFigures, releaseShape } from './release.js';

const given = specOf(creditRelease);
const policy = { firms: 3, dominance: { n: 1, percent: 75 } };

/** What firms of one city owe, each of a limit of 200 more. */
const held = (region: string, track: string, bank: string, amounts: Readonly<Record<string, string>>): readonly Held[] => Object.entries(amounts).flatMap(([firm, value]) =>
  ([['active', `${Number(value) + 200}`], ['outstanding', value], ['firms-with-line', '1'], ['firms-with-balance', '1']] as const).map(([measure, amount]): Held =>
    ({ firm, measure, unit: measure.startsWith('firms') ? 'firm' : 'CNY', region, track, bank, value: amount })));
/** The same firms, but that these have nothing of a measure, or this much. */
const but = (all: readonly Held[], measure: Held['measure'], firms: string, value = '0'): readonly Held[] => all.map((each) => (each.measure === measure && firms.includes(each.firm) ? { ...each, value } : each));

const chengdu = held('510104', 'ai', 'bank-1', { a: '100', b: '110', c: '120', d: '130' });
const chongqing = held('500103', 'ai', 'bank-1', { e: '100', f: '110' });

let commands = 0;
const release = (period: string, all: readonly Held[], changed: Partial<ReleaseFigures> = {}, persons: Readonly<Record<string, string>> = {}): ReleaseFigures => ({
  type: 'ReleaseFigures', id: `019a0c00-0000-7000-8000-${String((commands += 1)).padStart(12, '0')}`, actor: { principal: 'a', organisation: 'association', role: 'administrator', region: '*' },
  at: '2024-07-05T02:00:00.000Z', directory: byCodes, data: { id: 'x', period, policy, position: 7, held: all, persons }, ...changed,
});
const released = (command: ReleaseFigures, ...before: readonly ReleaseFact[]): ReleaseFact => given(...before).when(command).facts()[0] as ReleaseFact;
const valueOf = ({ data }: ReleaseFact, measure: string, by: Readonly<Record<string, string>> = {}): string | null | undefined =>
  data.figures.find(({ cell }) => cell.measure === measure && JSON.stringify(Object.entries(cell.by).sort()) === JSON.stringify(Object.entries(by).sort()))?.value;

const shownOf = (fact: ReleaseFact): readonly string[] => fact.data.figures.filter(({ value }) => value !== null).map(({ cell: { measure, by } }) => [measure, ...Object.values(by)].join(' '));

describe('releasing the figures of a month', () => {
  it('shows what stands on enough firms, by region, track and bank', () => {
    const fact = released(release('2024-06', [...chengdu, ...held('500103', 'ai', 'bank-1', { e: '100', f: '110', g: '90' })]));
    expect([valueOf(fact, 'outstanding CNY'), valueOf(fact, 'outstanding CNY', { region: '510100' }), valueOf(fact, 'active CNY'), valueOf(fact, 'firms-with-balance'), valueOf(fact, 'firms-with-balance', { region: '500000' })]).toEqual(['760', '460', '2160', '7', '3']);
    expect(fact).toMatchObject({ effectiveOn: '2024-06-30', data: { releasedOn: '2024-07-05', position: 7 } });
  });

  it('leaves a city of two firms out, and with it what would give it away', () => {
    const fact = released(release('2024-06', [...chengdu, ...chongqing]));
    expect([valueOf(fact, 'outstanding CNY', { region: '500000' }), valueOf(fact, 'firms-with-balance', { region: '500000' })]).toEqual([null, null]);
    const shown = [valueOf(fact, 'outstanding CNY'), valueOf(fact, 'outstanding CNY', { region: '510100' })];
    expect(shown.filter((value) => value === null)).toHaveLength(1);
  });

  it('tells nothing but limits that are open and what is owed, in money', () => {
    const fact = released(release('2024-06', chengdu));
    expect([...new Set(fact.data.figures.map(({ cell }) => cell.measure))]).toEqual(['active CNY', 'outstanding CNY', 'firms-with-balance', 'firms-with-line']);
  });

  it.each([
    ['is over its limit', '90'], ['has not used all of it', '150'], ['owes of a line that is open no more', '0'],
  ])('shows no limits where their difference from what is owed would tell of the one firm that %s', (_, limit) => {
    const all = but(but(but(chengdu, 'active', 'bcd', '120'), 'outstanding', 'abcd', '120'), 'active', 'a', limit);
    const fact = released(release('2024-06', all));
    expect([valueOf(fact, 'active CNY'), valueOf(fact, 'outstanding CNY')]).toEqual([null, '480']);
  });

  it('shows what is owed in each month, though one limit that changed takes the limits away', () => {
    const may = released(release('2024-05', chengdu));
    const changed = but(chengdu.map((each) => (each.measure === 'outstanding' ? { ...each, value: `${Number(each.value) + 10}` } : each)), 'active', 'a', '350');
    const june = released(release('2024-06', changed), may);
    expect([valueOf(june, 'active CNY'), valueOf(june, 'outstanding CNY')]).toEqual([null, '500']);
  });

  it('looks at earlier months too: one firm that moved between two of them shows in neither difference', () => {
    const june = released(release('2024-05', chengdu));
    expect(valueOf(june, 'outstanding CNY')).toBe('460');
    expect(valueOf(released(release('2024-06', but(chengdu, 'outstanding', 'a', '150')), june), 'outstanding CNY')).toBeNull();
  });

  it('counts a firm once, however many lines it has, and in the first of its regions, so that regions sum to the whole', () => {
    const fact = released(release('2024-06', [...chengdu, ...held('510104', 'cloud', 'bank-2', { a: '5', b: '6', c: '7' }), ...held('500103', 'ai', 'bank-1', { a: '5', x: '6', y: '7', z: '8' })]));
    expect([valueOf(fact, 'firms-with-balance'), valueOf(fact, 'firms-with-balance', { region: '510100' }), valueOf(fact, 'firms-with-balance', { region: '500000' })]).toEqual(['7', '3', '4']);
  });

  it('counts no group of one by the difference of both counts', () => {
    const one = released(release('2024-06', but(chengdu, 'firms-with-balance', 'd')));
    expect([valueOf(one, 'firms-with-balance'), valueOf(one, 'firms-with-line')]).toEqual(['3', null]);
    const three = released(release('2024-06', but([...chengdu, ...held('510105', 'ai', 'bank-1', { e: '100', f: '110' })], 'firms-with-balance', 'def')));
    expect([valueOf(three, 'firms-with-balance'), valueOf(three, 'firms-with-line')]).toEqual(['3', '6']);
  });

  it('takes branches and merged records for the firm that they are', () => {
    const three = held('510104', 'ai', 'bank-1', { head: '100', left: '110', right: '120' });
    const one = { left: 'head', right: 'head' };
    expect(shownOf(released(release('2024-06', three, {}, one)))).toEqual([]);
    expect(shownOf(released(release('2024-06', three)))).toContain('outstanding CNY');
    expect(valueOf(released(release('2024-06', [...three, ...chengdu], {}, one)), 'firms-with-balance')).toBe('5');
  });

  it('takes for one firm, in what was released before too, those that were merged since', () => {
    const all = [...chengdu, ...held('510104', 'ai', 'bank-1', { e: '100' })];
    const may = released(release('2024-05', all));
    // Of a, what it owed is now owed by e; b owes more. That is the change of two firms and not of three.
    const june = (e: string, persons: Readonly<Record<string, string>>) => released(release('2024-06', but(but(but(all, 'outstanding', 'a'), 'outstanding', 'e', e), 'outstanding', 'b', '150'), {}, persons), may);
    expect(valueOf(june('230', {}), 'outstanding CNY')).toBe('630');
    expect(valueOf(june('230', { e: 'a' }), 'outstanding CNY')).toBeNull();
  });

  it('has the same figures whether somebody has something or nothing, and in an order that tells nothing', () => {
    const cells = (all: readonly Held[]): readonly string[] => released(release('2024-06', all)).data.figures.map(({ cell }) => JSON.stringify(cell));
    const all = [...chengdu, ...chongqing];
    expect(cells(but(but(all, 'outstanding', 'ef'), 'firms-with-balance', 'ef'))).toEqual(cells(all));
    expect(cells(all.toReversed())).toEqual(cells(all));
    expect(cells(but(all, 'outstanding', 'ef', '9000'))).toEqual(cells(all));
    const nothing = released(release('2024-06', but(all, 'outstanding', 'ef')));
    expect([valueOf(nothing, 'outstanding CNY', { region: '500000' }), valueOf(nothing, 'outstanding CNY', { region: '510100' })]).toEqual([null, null]);
  });

  it('takes what was repaid beyond what was owed for what it is', () => {
    expect(valueOf(released(release('2024-06', but(chengdu, 'outstanding', 'a', '-40'))), 'outstanding CNY')).toBe('320');
  });

  it('is an association’s over everything, of a month that is over, in the order of months, and once', () => {
    given().when(release('2024-06', chengdu, { actor: { principal: 'a', organisation: 'association', role: 'administrator', region: '510000' } })).thenRefused('credit-release/not-yours');
    given().when(release('2024-07', chengdu)).thenRefused('credit-release/not-over');
    const june = released(release('2024-06', chengdu));
    given(june).when(release('2024-06', chengdu)).thenRefused('credit-release/exists');
    given(june).when(release('2024-05', chengdu)).thenRefused('credit-release/before-last');
  });
});

it('publishes cities and municipalities, and countries abroad', () => {
  expect(['510104', '510100-gaoxin', '500103', '310000', 'RU', 'HK'].map(publishedRegion)).toEqual(['510100', '510100', '500000', '310000', 'RU', 'HK']);
});

describe('the policy of a release', () => {
  it.each([{ firms: 2 }, { firms: 51 }, { dominance: { n: 1, percent: 76 } }, { dominance: { n: 0, percent: 75 } }, { dominance: { n: 1, percent: 0 } }])('is never laxer than usual: %j', (laxer) => {
    expect(z.strictObject(releaseShape).safeParse({ period: '2024-06', policy: laxer }).success).toBe(false);
  });

  it('is the usual one, or stricter', () => {
    expect(z.strictObject(releaseShape).parse({ period: '2024-06' })).toEqual({ period: '2024-06', policy });
    expect(z.strictObject(releaseShape).parse({ period: '2024-06', policy: { firms: 5, dominance: { n: 2, percent: 60 } } }).policy).toEqual({ firms: 5, dominance: { n: 2, percent: 60 } });
  });
});

it('tells its refusals in docs/credit.md', () => {
  const text = readFileSync(join(__dirname, '../../../../../docs/credit.md'), 'utf8');
  expect(refusalDifferences(sectionOf(text, '### Of public figures'), refusals)).toEqual([]);
  expect(refusalDifferences(sectionOf(text, '### Of public figures').replace('never changes', 'changes'), refusals)).toHaveLength(1);
});
