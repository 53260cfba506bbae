import { untied } from '@entente/domain/reporting/dataset';
import { askOf } from './ask.samples.js';
import { overdue } from './overdue.js';
import { figureAt, rowsAt, valueAt, wordsAt } from './reading.samples.js';

const planned = (on: string, responsible: object | null = { name: '成都高新区招商局', organisation: null }) => ({ planned: { on, baseline: on, responsible }, reported: null, reversed: null });
const signing = (id: string, hosts: readonly string[], more: object) => ({
  id,
  state: {
    status: 'admitted', pending: null, number: `N-${id}`, terms: { project: `项目${id}`, hosts: hosts.map((region) => ({ region, share: '1' })), counterpart: null }, amendments: [], grade: 'submitted', owner: hosts[0], scope: hosts[0],
    submitter: { principal: 'p', organisation: 'o' }, asked: [], confirmed: [], due: null, reminded: {}, unconfirmed: [], milestones: {}, receipts: {}, ...more,
  },
});
const party = (organisation: string, region: string) => ({ organisation, name: `${organisation}公司`, region, account: null, since: '2024-01-01', until: null });
const pact = {
  kind: 'pact', id: 'p1', name: '合作协议', tasks: [],
  state: {
    status: 'in-force', id: 'p1', bound: [party('b1', '510104'), party('b2', '500101')], parties: [], supplements: {}, fulfilments: {}, terminated: null, to: null,
    terms: { obligations: [{ obligation: 'work-plan', owner: 'b1', due: '2024-05-15', text: '工作计划' }] },
  },
};
const signings = [
  signing('s1', ['510104'], { milestones: { register: planned('2024-06-20'), start: planned('2024-07') } }),
  signing('s2', ['500101', '510700'], { milestones: { start: planned('2024-03', null) } }),
  signing('s3', ['510104'], { status: 'submitted', asked: [{ region: '500101', as: 'host' }], due: { at: '2024-06-01T15:59:59.999Z', days: 10, calendar: 'published' } }),
];
const ask = askOf({ rows: { signings, cooperation: [pact] } });
const tell = (parameters: Readonly<Record<string, string>> = {}, period = '2024-06') => overdue(ask, { parameters, period });

describe('what is overdue', () => {
  it('is told by who is responsible, with how many there are and the oldest in days', async () => {
    const told = await tell();
    expect(rowsAt(told, 'responsible')).toEqual(['b1', 'named.成都高新区招商局', 'regions.500101', 'regions.500101.510700']);
    const row = (id: string) => ['count', 'oldest', 'milestones', 'confirmations', 'obligations', 'votes'].map((column) => valueAt(told, `responsible/${id}/${column}`));
    expect(row('b1')).toEqual(['1', '46', '0', '0', '1', '0']);
    expect(row('named.成都高新区招商局')).toEqual(['1', '10', '1', '0', '0', '0']);
    expect(row('regions.500101.510700')).toEqual(['1', '91', '1', '0', '0', '0']);
    expect(told.tables.flatMap(untied)).toEqual([]);
    expect(figureAt(told, 'responsible/b1/oldest').origin).toEqual({ kind: 'records', streams: ['pact-p1'] });
  });

  it('is listed one by one, in words, and none of it is for the public', async () => {
    const told = await tell();
    expect(rowsAt(told, 'milestones')).toEqual(['s1.reach-milestone.register', 's2.reach-milestone.start']);
    expect(['about', 'responsible', 'region', 'due', 'days'].map((column) => wordsAt(told, `milestones/s2.reach-milestone.start/${column}`))).toEqual(['开工', '万州区、绵阳市', '万州区、绵阳市', '2024-03-31', '91']);
    expect(['about', 'responsible', 'due'].map((column) => wordsAt(told, `confirmations/s3.confirm.500101/${column}`))).toEqual(['万州区', '万州区', '2024-06-01']);
    expect(rowsAt(told, 'obligations')).toEqual(['p1.fulfil-obligation.work-plan']);
    expect(new Set(told.tables.map((table) => table.public))).toEqual(new Set(['closed']));
  });

  it('is what falls to a region or below it, by the end of the month', async () => {
    const told = await tell({ region: '510000' });
    expect(rowsAt(told, 'responsible')).toEqual(['b1', 'named.成都高新区招商局', 'regions.500101.510700']);
    expect(rowsAt(await tell({ region: '510000' }, '2024-04'), 'responsible')).toEqual(['regions.500101.510700']);
    expect(rowsAt(await tell({}, '2024-02'), 'responsible')).toEqual([]);
  });
});
