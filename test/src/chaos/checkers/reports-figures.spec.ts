import { randomOf } from '../random.js';
import type { Question } from './answers.js';
import { logOf } from './cooperation.samples.js';
import { counts } from './reports-counts.js';
import { figures, handedOut, superseded } from './reports-figures.js';
import { february, frozen, idOf, january, kept, publishing, reportJson, signed, sound, superseding } from './reports.samples.js';

const { log, stored } = sound;
const total = (value: string, unit: string) => ({ unit, value, low: value, high: value, unknown: '0' });
/** The api: what it answers to metrics as of a position, in the order of their names. */
const api = (counted: (position: number) => string, received = '7.00'): Question => async (path) => {
  const position = Number(/position%3A(\d+)/.exec(path)?.[1]);
  return JSON.stringify({ kind: 'flow', rows: [], totals: path.includes('signings.count') ? [total(counted(position), 'project')] : [total(received, 'CNY')] });
};
const two = api(() => '2');
const late = api((position) => (position > 4 ? '3' : '2'));
const random = () => randomOf(1);
const before = [...signed(1), ...signed(2), publishing('2024-01', january, 3)];
const said = (value: string) => ({ value, low: value, high: value, unit: 'project' });
const toldOf = (...facts: Parameters<typeof logOf>[0]) => (ask: Question) => superseded(logOf([...before, ...signed(5), ...facts]), stored, ask, random());

describe('figures', () => {
  it('are what is answered to their own questions as of their position', async () => {
    expect(await figures([january.bytes, february.bytes], two, random())).toEqual([]);
    expect(await figures([january.bytes], late, random())).toEqual([]);
    expect(await figures([january.bytes], api(() => '3'), random())).toEqual([expect.stringContaining('flows/count/month')]);
    expect(await figures([january.bytes], api(() => '2', '7.01'), random())).toEqual([expect.stringContaining('says 7.00')]);
    expect(await figures([kept(frozen('2024-01', 4, '0')).bytes], async () => JSON.stringify({ kind: 'flow', rows: [], totals: [total('7.00', 'CNY')] }), random())).toEqual([]);
  });

  it('that count signings are those of the log', () => {
    expect(counts(log, [january.bytes, february.bytes])).toEqual({ asked: 2, faults: [] });
    for (const wrong of ['1', '3']) expect(counts(log, [kept(frozen('2024-01', 4, wrong)).bytes]).faults).toEqual([expect.stringContaining('the log holds 2')]);
    expect(counts(log, [kept(frozen('2024-01', 2, '1')).bytes]).faults).toEqual([]);
  });
});

describe('issues', () => {
  it('are told of as superseded where a figure of theirs is another now, and only there', async () => {
    expect(await toldOf()(two)).toEqual([]);
    expect(await toldOf(superseding('2024-01', 6, [{ path: 'flows/count/month', old: said('2'), new: said('3') }]))(late)).toEqual([]);
    expect(await toldOf(superseding('2024-01', 6, [{ path: 'flows/count/month', old: said('2'), new: said('3') }]), superseding('2024-01', 7, []))(two)).toEqual([]);
  });
  it.each<[string, Promise<readonly string[]>, string]>([
    ['nothing is told', toldOf()(late), 'nothing says that it is no longer 2'],
    ['it is taken back that it changed', toldOf(superseding('2024-01', 6, [{ path: 'flows/count/month', old: said('2'), new: said('3') }]), superseding('2024-01', 7, []))(late), 'nothing says'],
    ['another value is told', toldOf(superseding('2024-01', 6, [{ path: 'flows/count/month', old: said('2'), new: said('4') }]))(late), 'is told to be 4'],
    ['it is told and is not so', toldOf(superseding('2024-01', 6, [{ path: 'flows/count/month', old: said('2'), new: said('3') }]))(two), 'is told to be 3'],
    ['another old value is told', toldOf(superseding('2024-01', 6, [{ path: 'flows/count/month', old: said('1'), new: said('3') }]))(late), 'is told to have said 1'],
  ])('are not where %s', async (_, faults, sentence) => expect(await faults).toContainEqual(expect.stringContaining(sentence)));

  it('are handed out as they were kept', async () => {
    const handing = (of: (path: string) => string): Question => async (path) => of(path);
    const right = handing((path) => reportJson(path.includes(idOf('2024-01')) ? january : february));
    expect(await handedOut(log, right)).toEqual([]);
    expect(await handedOut(log, handing(() => reportJson(january)))).toHaveLength(2);
    expect(await handedOut(log, handing((path) => `${reportJson(path.includes(idOf('2024-01')) ? january : february)} `))).toHaveLength(2);
  });
});
