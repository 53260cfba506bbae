import type { Vintage } from '@entente/domain/credit/release';
import { fromMinor } from '@entente/domain/kernel/money';
import type { Words } from '@entente/domain/kernel/refusal';
import { nameOf, namesAt } from '@entente/domain/parties/organisation';
import type { Row, Table } from '@entente/domain/reporting/dataset';
import { daysOf } from '@entente/domain/reporting/report';
import type { Territory } from '@entente/domain/territory/territory';
import type { OrganisationRow } from '@entente/domain/views/organisations';
import { placeName } from './told/places.js';

/** What regions and banks were called, as it was known when the figures were released. */
export type Named = Readonly<{ territory: Territory; organisations: readonly OrganisationRow[] }>;

const MEASURES: Readonly<Record<string, Words>> = {
  outstanding: { en: 'Outstanding credit', zh: '用信余额' }, active: { en: 'Active limits', zh: '已生效授信额度' },
  'firms-with-balance': { en: 'Firms with a balance', zh: '用信户数' }, 'firms-with-line': { en: 'Firms with a line', zh: '授信户数' },
};
const DIMENSIONS: Readonly<Record<string, Words>> = { region: { en: 'region', zh: '地区' }, track: { en: 'track', zh: '赛道' }, bank: { en: 'bank', zh: '银行' } };

const plain = (text: string): Words => ({ en: text, zh: text });

/** What a figure is narrowed to, by name: a region and a bank have one, and a track is its own. */
const namedIn = ({ territory, organisations }: Named, day: string) => (dimension: string, value: string): Words => {
  if (value === '') return { en: 'not stated', zh: '未载明' };
  if (dimension === 'region') return placeName(territory, value, day);
  const body = dimension === 'bank' ? organisations.find(({ id }) => id === value)?.state : undefined;
  if (!body) return plain(value);
  const zh = nameOf(body, day);
  return { en: namesAt(body, day).find(({ language }) => language === 'en')?.name ?? zh, zh };
};

const rowOf = (nameIn: ReturnType<typeof namedIn>, { cell: { measure: named, by }, value }: Vintage['figures'][number]): Row => {
  const [measure = '', currency] = named.split(' ');
  const parts = Object.entries(by).map(([dimension, each]) => ({ of: DIMENSIONS[dimension] ?? plain(dimension), is: nameIn(dimension, each) }));
  const title = MEASURES[measure] ?? plain(measure);
  const exact = value === null || currency === undefined ? value : fromMinor(BigInt(value), currency);
  return {
    id: [measure, ...(currency === undefined ? [] : [currency]), ...Object.entries(by).flat()].filter((part) => part !== '').join('.').toLowerCase(),
    title: parts.length === 0 ? title : {
      en: `${title.en} (${parts.map(({ of, is }) => `${of.en}: ${is.en}`).join(', ')})`, zh: `${title.zh}（${parts.map(({ of, is }) => `${of.zh}：${is.zh}`).join('，')}）`,
    },
    cells: { value: { value: exact, low: exact, high: exact, precision: exact === null ? 'unknown' : 'exact', unit: currency ?? 'firm', ...(exact === null ? { why: 'withheld' } : {}), origin: { kind: 'records', streams: [] } } },
  };
};

/** The figures of credit that were released of a month. */
export const releasedTable = ({ period, figures }: Vintage, named: Named): Table => ({
  id: 'released', title: { en: 'Released figures', zh: '公布数据' }, rowsTitle: { en: 'Figure', zh: '指标' },
  columns: [{ id: 'value', title: { en: 'Value', zh: '数值' }, kind: 'figure' }], rows: figures.map((figure) => rowOf(namedIn(named, daysOf(period).to), figure)), public: 'open',
  notes: [{ en: 'What would tell of single firms is left out.', zh: '可推知单户的数据不予公布。' }],
});
