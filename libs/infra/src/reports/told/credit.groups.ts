import type { Words } from '@entente/domain/kernel/refusal';
import { type Figure, pathOf, type Row, type Table } from '@entente/domain/reporting/dataset';
import { daysOf } from '@entente/domain/reporting/report';
import type { Question } from '../asking.js';
import { atEndOf, type Scope } from './credit.scope.js';
import { computed, taken } from './parts.formulas.js';
import { type Measure, measureOf } from './parts.measures.js';
import { column, isNothing, ofTotal, row } from './parts.js';
import { straightBelow, thoseWith } from './parts.regions.js';
import { placeName } from './places.js';

/** Levels at the end of a month, and sums from the beginning to it, by their columns. */
const COLUMNS = {
  approved: 'credit.approved', active: 'credit.active', outstanding: 'credit.outstanding', reserved: 'credit.reserved', available: 'credit.available', overdue: 'credit.overdue', drawn: 'credit.drawn',
  'firms-with-line': 'credit.firms-with-line', 'firms-with-balance': 'credit.firms-with-balance',
} as const;
type Name = keyof typeof COLUMNS;
const NAMES = Object.keys(COLUMNS) as readonly Name[];

const WORDS: Readonly<Record<Name, Words>> = {
  approved: { en: 'Approved', zh: '已批准额度' }, active: { en: 'Active', zh: '已生效额度' }, outstanding: { en: 'Outstanding', zh: '用信余额' }, reserved: { en: 'Reserved', zh: '预留额度' }, available: { en: 'Available', zh: '可用额度' },
  overdue: { en: 'Overdue', zh: '逾期余额' }, drawn: { en: 'Drawn from the beginning', zh: '累计投放' }, 'firms-with-line': { en: 'Firms with a line', zh: '授信户数' }, 'firms-with-balance': { en: 'Firms with a balance', zh: '用信户数' },
};

/** A group of lines, as a question has it. */
export type Group = Readonly<{ id: string; title: Words; only: Question }>;

const isCount = (name: Name): boolean => name.startsWith('firms');
const questionOf = (name: Name, where: Question, period: string): Question => (name === 'drawn' ? { ...where, to: period } : atEndOf(where, period));

/** Firms are those with a line in the currency. */
const figuresOf = async ({ ask, period, where }: Scope, { only }: Group, currency: string): Promise<Readonly<Record<Name, Figure>>> => {
  const figures: [Name, Figure][] = [];
  for (const name of NAMES) {
    const question = { ...questionOf(name, { ...where, ...only }, period), ...(isCount(name) ? { currency } : {}) };
    const measure: Measure = measureOf(COLUMNS[name], isCount(name) ? 'firm' : currency);
    figures.push([name, ofTotal(await ask.metric(COLUMNS[name], question), question, measure)]);
  }
  return Object.fromEntries(figures) as Record<Name, Figure>;
};

const rowOf = (table: string, { id, title }: Pick<Group, 'id' | 'title'>, currency: string, period: string, figures: Readonly<Record<Name, Figure>>): Row => {
  const rowId = `${id}.${currency}`;
  const at = (name: Name) => taken(measureOf(COLUMNS[name], currency), figures[name], 'point', period, pathOf(table, rowId, name));
  return row(rowId, { en: `${title.en} (${currency})`, zh: `${title.zh}（${currency}）` }, { ...figures, utilisation: computed('rate', { reached: at('outstanding'), all: at('active') }) });
};

/** The currencies in which anything was ever granted or drawn by the end of the month. */
const currenciesOf = async ({ ask, period, where }: Scope): Promise<readonly string[]> => {
  const answers = [await ask.metric('credit.approved', atEndOf(where, period)), await ask.metric('credit.drawn', { ...where, to: period }), await ask.metric('credit.outstanding', atEndOf(where, period))];
  return [...new Set(answers.flatMap(({ totals }) => totals.map(({ unit }) => unit)))].sort();
};

/** A table of groups of lines: how much of what they may draw they have drawn. Groups with nothing are left out. */
const groupsTable = async (scope: Scope, head: Pick<Table, 'id' | 'title' | 'rowsTitle' | 'notes'>, groups: readonly Group[]): Promise<Table> => {
  const rows: Row[] = [];
  for (const currency of await currenciesOf(scope)) {
    for (const group of groups) {
      const figures = await figuresOf(scope, group, currency);
      if (!Object.values(figures).every(isNothing)) rows.push(rowOf(head.id, group, currency, scope.period, figures));
    }
  }
  return {
    ...head, public: 'closed', rows, columns: [...NAMES.map((name) => column(name, WORDS[name].en, WORDS[name].zh)), column('utilisation', 'Utilisation', '使用率')],
    ...(rows.length === 0 ? {} : { chart: { kind: 'utilisation', whole: 'active', parts: ['outstanding', 'reserved'], rows: rows.map((each) => each.id) } as const }),
  };
};

/** How much of the active limits is drawn, over all. */
export const utilisationTable = (scope: Scope): Promise<Table> =>
  groupsTable(scope, { id: 'utilisation', title: { en: 'Utilisation', zh: '使用率' }, rowsTitle: { en: 'Lines', zh: '授信' } }, [{ id: 'all', title: { en: 'All', zh: '合计' }, only: {} }]);

/** The same for each programme that the report is about. */
export const programmesTable = (scope: Scope): Promise<Table> => {
  const { programme: asked } = scope.where;
  const groups = scope.programmes.filter(({ id }) => asked === undefined || id === asked).map(({ id, name }) => ({ id, title: { en: name.en ?? name.zh ?? id, zh: name.zh ?? name.en ?? id }, only: { programme: id } }));
  return groupsTable(scope, { id: 'programmes', title: { en: 'By programme', zh: '按方案' }, rowsTitle: { en: 'Programme', zh: '方案' } }, groups.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
};

/** Which groups there are, by a dimension, of what was approved or drawn by the end of the month. */
const groupedBy = async ({ ask, period, where }: Scope, by: string): Promise<ReadonlySet<string>> => {
  const answers = [await ask.metric('credit.approved', { ...atEndOf(where, period), by }), await ask.metric('credit.drawn', { ...where, to: period, by }), await ask.metric('credit.outstanding', { ...atEndOf(where, period), by })];
  return new Set(answers.flatMap(({ rows }) => rows.flatMap((each) => each[by] ?? [])));
};

const REGIONS: Words = { en: 'Lines of firms that are on record at the region itself are in none of the regions below it.', zh: '企业仅登记到本级地区的授信，不列入下级地区。' };
const TRACKS: Words = { en: 'Lines of no track are in none of these rows.', zh: '未载明方向的授信不列入各行。' };

/** The same for each region straight below the one that is asked for. */
export const regionsTable = async (scope: Scope): Promise<Table> => {
  const { ask: { territory }, period, where } = scope;
  const day = daysOf(period).to;
  const codes = thoseWith(territory, straightBelow(territory, where['region'], day), await groupedBy(scope, 'region'));
  return groupsTable(scope, { id: 'regions', title: { en: 'By region', zh: '按地区' }, rowsTitle: { en: 'Region', zh: '地区' }, notes: [REGIONS] }, codes.map((code) => ({ id: code, title: placeName(territory, code, day), only: { region: code } })));
};

/** The same for each track; a line of no track is in none of them. */
export const tracksTable = async (scope: Scope): Promise<Table> => {
  const tracks = [...(await groupedBy(scope, 'track'))].sort();
  return groupsTable(scope, { id: 'tracks', title: { en: 'By track', zh: '按方向' }, rowsTitle: { en: 'Track', zh: '方向' }, notes: [TRACKS] }, tracks.map((track) => ({ id: track, title: { en: track, zh: track }, only: { track } })));
};
