import { byCodes } from '../../kernel/directory.js';
import { specOf } from '../../kernel/spec-of.js';
import { type Held, publishedRegion } from './measures.js';
import { creditRelease, type ReleaseFact, type ReleaseFigures } from './release.js';

const given = specOf(creditRelease);
const policy = { firms: 3, dominance: { n: 1, percent: 75 } };

/** What firms of one city have, each the same in all measures but what is repaid. */
const held = (region: string, track: string, bank: string, amounts: Readonly<Record<string, string>>): readonly Held[] => Object.entries(amounts).flatMap(([firm, value]) =>
  ([['active', value], ['outstanding', value], ['drawn', value], ['firms-with-line', '1'], ['firms-with-balance', '1']] as const).map(([measure, amount]): Held =>
    ({ firm, measure, unit: measure.startsWith('firms') ? 'firm' : 'CNY', region, track, bank, value: amount })));

const chengdu = held('510104', 'ai', 'bank-1', { a: '100', b: '110', c: '120', d: '130' });
const chongqing = held('500103', 'ai', 'bank-1', { e: '100', f: '110' });

let commands = 0;
const release = (period: string, all: readonly Held[], changed: Partial<ReleaseFigures> = {}): ReleaseFigures => ({
  type: 'ReleaseFigures', id: `019a0c00-0000-7000-8000-${String((commands += 1)).padStart(12, '0')}`, actor: { principal: 'a', organisation: 'association', role: 'administrator', region: '*' },
  at: '2024-07-05T02:00:00.000Z', directory: byCodes, data: { id: 'x', period, policy, position: 7, held: all }, ...changed,
});
const released = (command: ReleaseFigures, ...before: readonly ReleaseFact[]): ReleaseFact => given(...before).when(command).facts()[0] as ReleaseFact;
const valueOf = ({ data }: ReleaseFact, measure: string, by: Readonly<Record<string, string>> = {}): string | null | undefined =>
  data.figures.find(({ cell }) => cell.measure === measure && JSON.stringify(Object.entries(cell.by).sort()) === JSON.stringify(Object.entries(by).sort()))?.value;

describe('releasing the figures of a month', () => {
  it('shows what stands on enough firms, by region, track and bank', () => {
    const fact = released(release('2024-06', [...chengdu, ...held('500103', 'ai', 'bank-1', { e: '100', f: '110', g: '90' })]));
    expect([valueOf(fact, 'outstanding CNY'), valueOf(fact, 'outstanding CNY', { region: '510100' }), valueOf(fact, 'firms-with-line'), valueOf(fact, 'firms-with-line', { region: '500000' })]).toEqual(['760', '460', '7', '3']);
    expect(fact).toMatchObject({ effectiveOn: '2024-06-30', data: { releasedOn: '2024-07-05', position: 7 } });
  });

  it('leaves a city of two firms out, and with it what would give it away', () => {
    const fact = released(release('2024-06', [...chengdu, ...chongqing]));
    expect([valueOf(fact, 'outstanding CNY', { region: '500000' }), valueOf(fact, 'firms-with-line', { region: '500000' })]).toEqual([null, null]);
    const shown = [valueOf(fact, 'outstanding CNY'), valueOf(fact, 'outstanding CNY', { region: '510100' })];
    expect(shown.filter((value) => value === null)).toHaveLength(1);
  });

  it('shows a cell in all measures that follow from each other, or in none', () => {
    // One firm repaid: what was drawn less what is outstanding would tell how much.
    const all = [...chengdu.map((each) => (each.firm === 'a' && each.measure === 'outstanding' ? { ...each, value: '60' } : each)), { ...(chengdu[0] as Held), measure: 'repaid' as const, value: '40' }];
    const fact = released(release('2024-06', all));
    expect([valueOf(fact, 'drawn CNY'), valueOf(fact, 'outstanding CNY')]).toEqual([null, null]);
  });

  it('looks at earlier months too: one firm that moved between two of them shows in neither difference', () => {
    const june = released(release('2024-05', chengdu));
    expect(valueOf(june, 'outstanding CNY')).toBe('460');
    const moved = chengdu.map((each) => (each.firm === 'a' && each.unit === 'CNY' ? { ...each, value: '150' } : each));
    expect(valueOf(released(release('2024-06', moved), june), 'outstanding CNY')).toBeNull();
  });

  it('counts a firm once, however many lines it has', () => {
    const fact = released(release('2024-06', [...chengdu, ...held('510104', 'cloud', 'bank-2', { a: '5', b: '6', c: '7' })]));
    expect([valueOf(fact, 'firms-with-line'), valueOf(fact, 'firms-with-line', { region: '510100' })]).toEqual(['4', '4']);
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
