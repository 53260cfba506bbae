import type { DataSet, Figure, Origin } from '@entente/domain/reporting/dataset';
import type { PublishedIssue } from '@entente/domain/reporting/report';
import { Refusal } from '@entente/domain/kernel/refusal';
import type { Ask, Cause } from '../asking.js';
import { askOf, known } from './ask.samples.js';
import { figureAt, rowsAt, valueAt, wordsAt } from './reading.samples.js';
import { revisions } from './revisions.js';

const metric: Origin = { kind: 'metric', metric: 'signings.count', definition: 1, question: { region: '510100' } };
const ratio: Origin = { kind: 'formula', formula: 'rate', version: 1, operands: { reached: 't/a/x', all: 't/ratio/x' } };
const records: Origin = { kind: 'records', streams: ['signing-s1'] };
const figure = (value: string | null, origin: Origin = metric): Figure => ({ value, low: value, high: value, precision: 'exact', unit: 'project', origin });
type Figures = Readonly<Record<string, Figure>>;
const setOf = (figures: Figures): DataSet => ({
  tables: [{
    id: 't', title: { en: 'Table', zh: '表' }, rowsTitle: { en: '', zh: '' }, public: 'open', columns: [{ id: 'x', title: { en: 'x', zh: '列' }, kind: 'figure' }],
    rows: Object.entries(figures).map(([id, x]) => ({ id, title: { en: id, zh: id }, cells: { x } })),
  }],
} as unknown as DataSet);
const issue = (id: string, more: Partial<PublishedIssue> = {}): PublishedIssue => ({ status: 'published', issue: id, report: 'monthly-brief', parameters: {}, period: '2024-05', title: { en: id, zh: id }, known: { ...known, position: 50 }, ...more }) as unknown as PublishedIssue;
const cause = (position: number, type = 'SigningCorrected', reason: string | null = '依更正件'): Cause => ({ id: `id-${position}`, type, stream: 's', position, recordedAt: '2024-06-20T02:00:00.000Z', reason });

type Story = Readonly<{ published: Readonly<Record<string, Figures>>; now: Readonly<Record<string, Figures>>; issues?: readonly PublishedIssue[]; told?: Readonly<Record<string, DataSet>> }>;
const asked: string[] = [];
const askOn = ({ published, now, issues = Object.keys(published).map((id) => issue(id)), told = {} }: Story): Ask => ({
  ...askOf({}), issues: async () => issues, earlier: async () => issues, setOf: async ({ issue: id }) => told[id] ?? setOf(published[id] ?? {}),
  again: async ({ issue: id }) => {
    const figures = now[id];
    if (!figures) throw new Refusal('region/unknown-code', { en: 'No such region.', zh: '没有该地区。' }, 'invalid');
    return setOf(figures);
  },
  causes: async (name, question, after) => {
    asked.push(`${name} ${JSON.stringify(question)} ${after}`);
    return [cause(70), cause(60), cause(70)];
  },
  causesIn: async (streams) => streams.map((stream) => cause(80 + Number(stream.at(-1)), 'SigningTerminated', stream)),
});
const tell = (story: Story, period = '2024-06') => revisions(askOn(story), { parameters: {}, period });

describe('revisions', () => {
  it('tell old and new, why, and which events', async () => {
    const told = await tell({ published: { i1: { a: figure('1'), same: figure('5') } }, now: { i1: { a: figure('2'), same: figure('5') } } });
    expect(rowsAt(told, 'changes')).toEqual(['i1:t:a:x']);
    expect(figureAt(told, 'changes/i1:t:a:x/old')).toMatchObject({ value: '1', origin: { kind: 'published', issue: 'i1', period: '2024-05', path: 't/a/x' } });
    expect(figureAt(told, 'changes/i1:t:a:x/new')).toMatchObject({ value: '2', origin: metric });
    expect(wordsAt(told, 'changes/i1:t:a:x/why')).toContain('依更正件');
    expect(wordsAt(told, 'changes/i1:t:a:x/events')).toBe('60 id-60; 70 id-70');
    expect(asked.at(-1)).toBe('signings.count {"region":"510100"} 50');
    expect(['changed', 'told', 'untold', 'first'].map((column) => wordsAt(told, `issues/i1/${column}`))).toEqual(['1', '1', '0', '2024-06-20']);
  });

  it('follow a formula to what it rests on, and records to their streams', async () => {
    const told = await tell({ published: { i1: { a: figure('1'), ratio: figure('10', ratio), r: figure('3', records) } }, now: { i1: { a: figure('1'), ratio: figure('20', ratio), r: figure('4', { kind: 'records', streams: ['signing-s2'] }) } } });
    expect(wordsAt(told, 'changes/i1:t:ratio:x/events')).toBe('60 id-60; 70 id-70');
    expect(wordsAt(told, 'changes/i1:t:r:x/why')).toContain('signing-s1');
    expect(wordsAt(told, 'changes/i1:t:r:x/why')).toContain('signing-s2');
  });

  it('look behind a cohort at the metrics of its member alone', async () => {
    const behind = async (measure: string): Promise<readonly string[]> => {
      asked.length = 0;
      const origin: Origin = { kind: 'funnel', definition: 1, question: { edition: 'cisc-21', validAt: '2024-02-10' }, measure };
      await tell({ published: { i1: { f: figure('1', origin) } }, now: { i1: { f: figure('2', origin) } } });
      return [...new Set(asked)];
    };
    expect(await behind('whole.counts.registered')).toEqual(['signings.present {"edition":"cisc-21"} 50', 'signings.registered {"edition":"cisc-21"} 50']);
    expect((await behind('whole.funds.CNY.contract-value.received')).map((each) => each.split(' ')[0])).toEqual(['signings.present', 'signings.contracted', 'signings.received']);
    expect((await behind('whole.timeToStart.medianDays')).map((each) => each.split(' ')[0])).toEqual(['signings.present', 'signings.started', 'signings.terminated']);
  });

  it('tell what is there no longer, and what was not there', async () => {
    const told = await tell({ published: { i1: { gone: figure('1') } }, now: { i1: { come: figure('2') } } });
    expect(['gone/new', 'come/old'].map((at) => figureAt(told, `changes/i1:t:${at.replace('/', ':x/')}`))).toMatchObject([{ value: null, why: 'no-longer-told', unit: 'project' }, { value: null, why: 'not-told' }]);
  });

  it('tell nothing twice, unless it changed again or back', async () => {
    const published = { i1: { a: figure('1'), b: figure('1'), c: figure('1') } };
    const first = await tell({ published, now: { i1: { a: figure('2'), b: figure('2'), c: figure('2') } } }, '2024-06');
    const revision = issue('r6', { report: 'revisions', period: '2024-06', known: { ...known, position: 70 } });
    const later = { published, issues: [issue('i1'), revision], told: { r6: { ...setOf({}), tables: first.tables } } };
    const second = await tell({ ...later, now: { i1: { a: figure('2'), b: figure('3'), c: figure('1') } } }, '2024-07');
    expect(rowsAt(second, 'changes')).toEqual(['i1:t:b:x', 'i1:t:c:x']);
    expect([valueAt(second, 'changes/i1:t:c:x/old'), valueAt(second, 'changes/i1:t:c:x/new')]).toEqual(['1', '1']);
    // Told once more for the same month, it does not know its own issue.
    expect(rowsAt(await tell({ ...later, now: { i1: { a: figure('2'), b: figure('3'), c: figure('1') } } }, '2024-06'), 'changes')).toEqual(['i1:t:a:x', 'i1:t:b:x']);
  });

  it('tell a thousand and count the rest, those of a region first', async () => {
    const many = (value: string): Figures => Object.fromEntries(Array.from({ length: 999 }, (_, n) => [`r${n}`, figure(value)]));
    const told = await tell({ published: { i1: many('1'), i2: many('1') }, now: { i1: many('2'), i2: many('2') }, issues: [issue('i1'), issue('i2', { parameters: { region: '510000' } })] });
    expect(rowsAt(told, 'changes').length).toBe(1_000);
    expect(rowsAt(told, 'issues')).toEqual(['i2', 'i1']);
    expect([valueAt(told, 'issues/i1/told'), valueAt(told, 'issues/i1/untold')]).toEqual(['1', '998']);
    expect(told.notes[1]?.en).toContain('998');
  });

  it('say of an issue that it can be told no more, and go on', async () => {
    const told = await tell({ published: { i1: { a: figure('1') }, i2: { a: figure('1') } }, now: { i2: { a: figure('2') } } });
    expect(wordsAt(told, 'issues/i1/remark')).toBe('没有该地区。');
    expect(rowsAt(told, 'changes')).toEqual(['i2:t:a:x']);
  });
});
