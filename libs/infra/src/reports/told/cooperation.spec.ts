import { absent, evolve } from '@entente/domain/cooperation/pact';
import { type DataSet, type Figure, figuresIn, publicEdition, untied } from '@entente/domain/reporting/dataset';
import type { Told } from '../asking.js';
import { askOf, entry, type Entry, yuan } from './ask.samples.js';
import { cooperation } from './cooperation.js';
import { exceptNotes } from './cooperation.members.js';

const party = (organisation: string, region: string) => ({ organisation, name: `${organisation}协会`, region, account: null, role: null });
const pact = (id: string, regions: readonly string[], more: object = {}) => {
  const recorded = {
    type: 'PactRecorded', data: { pact: id, kind: 'framework', title: { zh: `协议${id}` }, parent: null, territory: null, parties: regions.map((region, n) => party(`${id}-${n}`, region)), signedOn: null, inForceFrom: '2024-01-01', to: null, source: null, ...more },
  };
  const state = evolve(absent, recorded as never);
  return { kind: 'pact', id, state: 'access' in more ? { ...state, ...more } : state };
};

const between = (a: string, b: string, on: string, subject: string): readonly Entry[] => [
  entry('pacts.present', on, { subject, region: a, counterpart: b }), entry('pacts.present', on, { subject, region: b, counterpart: a }),
];
const entries: readonly Entry[] = [
  ...between('510104', '500101', '2024-01-01', 'a'), ...between('510700', '500000', '2023-01-01', 'b'), entry('pacts.in-force', '2024-01-01', { value: '2' }), entry('pacts.obligations-due', '2024-05-01'), entry('pacts.obligations-due', '2024-02-01', { value: '2' }),
  entry('signings.count', '2024-04-30', { counterpart: '500101' }), entry('signings.count', '2024-06-01', { region: '500101', counterpart: '500000' }), entry('signings.count', '2024-07-01', { counterpart: '500101' }),
  yuan('signings.received', '2024-06-01', '9.00', { counterpart: '500101' }),
];
const rows = { cooperation: [pact('b', ['510700', '500000']), pact('a', ['510104', '500101']), pact('one', ['510104', '510700']), pact('over', ['510104', '500101'], { to: '2024-05-31' }), pact('quiet', ['510104', '500000'], { access: 'parties' })] };

const tableIn = ({ tables }: Told, id: string) => tables.find((table) => table.id === id);
const valuesIn = (told: Told, id: string): readonly (readonly (string | null | undefined)[])[] =>
  tableIn(told, id)?.rows.map(({ cells }) => tableIn(told, id)?.columns.map((column) => (cells[column.id] as Figure | undefined)?.value) ?? []) ?? [];

describe('the report on regional cooperation', () => {
  const ask = askOf({ entries, rows });
  const asked = { parameters: { set: 'chuanyu' }, period: '2024-Q2' };

  it('sets members against each other, each cell with its question', async () => {
    const told = await cooperation(ask, asked);
    expect(tableIn(told, 'matrix')?.chart).toEqual({ kind: 'matrix', rows: ['500000', '510000'], columns: ['500000', '510000'] });
    expect(valuesIn(told, 'matrix')).toEqual([[undefined, '2'], ['2', undefined]]);
    // What was signed in July is of another quarter.
    expect(valuesIn(told, 'flows')).toEqual([['1', undefined], ['1', undefined]]);
    expect(valuesIn(told, 'flows-received-cny')).toEqual([[undefined, undefined], ['9.00', undefined]]);
    expect(tableIn(told, 'matrix')?.rows[0]?.cells['510000']).toMatchObject({ origin: { metric: 'pacts.present', question: { region: '500000', counterpart: '510000', validAt: '2024-06-30' } } });
  });

  it('lists the pacts that bind two members on the last day, and counts those that are open to their parties alone', async () => {
    const table = tableIn(await cooperation(ask, asked), 'pacts');
    expect(table?.rows.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(table?.rows[0]?.cells['parties']).toEqual({ text: { en: 'a-0协会 (Jinjiang), a-1协会 (Wanzhou)', zh: 'a-0协会（锦江区）、a-1协会（万州区）' } });
    expect(table?.notes).toEqual([expect.objectContaining({ zh: '另有 1 项仅向当事方公开：计入矩阵，不列名。' })]);
  });

  it('says to the public nothing that pacts between their parties count in, nor that there are any', async () => {
    const told = publicEdition((await cooperation(ask, asked)) as unknown as DataSet).set;
    expect(told.tables.map(({ id }) => id)).not.toContain('matrix');
    expect(JSON.stringify(told.tables.find(({ id }) => id === 'pacts'))).not.toMatch(/当事方|\/v1\//);
    expect(told.tables.find(({ id }) => id === 'totals')?.rows.map(({ id }) => id).filter((id) => !/^(count|contracted|received)/.test(id))).toEqual([]);
    const quiet = pact('c', ['510104', '500000'], { access: 'parties', inForceFrom: null });
    expect(JSON.stringify(tableIn(await cooperation(askOf({ entries, rows: { cooperation: [...rows.cooperation, quiet] } }), asked), 'pacts')?.notes)).not.toContain('生效日未载明');
  });

  it('lists a pact whose parties are not stated by what it is about', async () => {
    const wide = [pact('wide', [], { territory: 'chuanyu', inForceFrom: null }), pact('local', [], { territory: '510100' })];
    const table = tableIn(await cooperation(askOf({ entries, rows: { cooperation: wide } }), asked), 'pacts');
    expect(table?.rows.map(({ id, cells }) => [id, cells['parties']])).toEqual([['wide', { text: { en: 'not stated; about Sichuan and Chongqing', zh: '未载明；适用于川渝' } }]]);
    expect(table?.notes?.map(({ zh }) => zh)).toEqual(['生效日未载明的协议列名，不计入任何一日的数量。', '当事方未载明的协议按适用地区列名，不计入数量。']);
  });

  it('says which members stand whole although the set leaves something of them out', () => {
    const nameOf = (code: string) => ({ en: code, zh: code });
    expect(exceptNotes([{ region: '500000', except: [] }, { region: '510000', except: ['510700', '510104'] }], nameOf)).toEqual([
      expect.objectContaining({ zh: '510000在协议清单与各地区间表中按全域计；合计不含该集合所排除的510104、510700。' }),
    ]);
  });

  it('tells the set as a whole beside the quarter before, and by which definition it is made', async () => {
    const told = await cooperation(ask, asked);
    const due = tableIn(told, 'totals')?.rows.find(({ id }) => id === 'obligations-due')?.cells as Readonly<Record<string, Figure>>;
    expect([due['now']?.value, due['before']?.value, due['mom']?.value, due['yoy']?.why]).toEqual(['1', '2', '-50.000000', 'base-not-positive']);
    expect(told.notes).toEqual([{ en: 'The set Sichuan and Chongqing (chuanyu) is that of definition 1.', zh: '“川渝”（chuanyu）按第 1 版定义。' }, expect.objectContaining({ zh: '四川省仅部分属于该集合（成都平原），此处按全域计。' })]);
    expect(told.tables.flatMap(untied)).toEqual([]);
    expect(new Set(figuresIn(told).map(({ path }) => path)).size).toBe(figuresIn(told).length);
    await expect(cooperation(ask, { parameters: { set: 'nowhere' }, period: '2024-Q2' })).rejects.toMatchObject({ kind: 'invalid' });
  });
});
