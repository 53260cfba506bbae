import type { Vintage } from '@entente/domain/credit/release';
import type { OrganisationRow } from '@entente/domain/views/organisations';
import { releasedTable } from './releasing.credit.js';
import { sichuanAndChongqing } from './told/ask.samples.js';

const bank = { id: 'b1', state: { status: 'live', id: 'b1', names: [{ language: 'zh', name: '交子银行', from: null, to: null }, { language: 'en', name: 'Jiaozi Bank', from: null, to: null }] } } as unknown as OrganisationRow;
const figure = (measure: string, by: Readonly<Record<string, string>>, value: string | null) => ({ cell: { measure, by }, value });
const vintage = {
  period: '2024-03', figures: [
    figure('outstanding CNY', {}, '1234500'), figure('outstanding CNY', { bank: 'b1' }, null), figure('active CNY', { region: '510100', track: 'software' }, '100'), figure('active CNY', { track: '' }, '0'), figure('firms-with-line', { region: '510100' }, '7'),
  ],
} as unknown as Vintage;

describe('the public edition of the report on credit', () => {
  it('calls regions, tracks and banks by their names, in both languages', () => {
    const { rows } = releasedTable(vintage, { territory: sichuanAndChongqing, organisations: [bank] });
    expect(rows.map(({ title }) => title.zh)).toEqual(['用信余额', '用信余额（银行：交子银行）', '已生效授信额度（地区：成都市，赛道：software）', '已生效授信额度（赛道：未载明）', '授信户数（地区：成都市）']);
    expect(rows.map(({ title }) => title.en)).toEqual(['Outstanding credit', 'Outstanding credit (bank: Jiaozi Bank)', 'Active limits (region: Chengdu, track: software)', 'Active limits (track: not stated)', 'Firms with a line (region: Chengdu)']);
  });

  it('tells the figures as they were released, in whole units', () => {
    const { rows } = releasedTable(vintage, { territory: sichuanAndChongqing, organisations: [] });
    expect(rows.map(({ cells: { value } }) => value)).toMatchObject([{ value: '12345.00', unit: 'CNY' }, { value: null, why: 'withheld' }, { value: '1.00' }, { value: '0.00' }, { value: '7', unit: 'firm' }]);
  });
});
