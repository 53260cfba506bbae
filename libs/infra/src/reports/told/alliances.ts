import { GRADES, membersOn, type Standing } from '@entente/domain/cooperation/alliance';
import { called } from '@entente/domain/cooperation/pact';
import type { Words } from '@entente/domain/kernel/refusal';
import { type Figure, pathOf, type Row, type Table } from '@entente/domain/reporting/dataset';
import { daysOf, periodBefore, refuseReport } from '@entente/domain/reporting/report';
import { cooperation } from '@entente/domain/views/cooperation';
import type { Ask, Question, Telling } from '../asking.js';
import { changesTable, GRADE, memberRow } from './alliances.members.js';
import { announcedOf, announcedTable } from './announced.js';
import { leftOf, type Taken } from './parts.formulas.js';
import { type Measure, plainMeasures } from './parts.measures.js';
import { column, ofTotal, row } from './parts.js';
import { placeName, provinceOf } from './places.js';

/**
 * The alliance of an id, as it was known.
 * @throws Refusal (invalid) where it is not on record, or was not founded.
 */
const allianceOf = async (ask: Ask, id: string): Promise<Standing> => {
  const found = (await ask.rows(cooperation)).flatMap(({ kind, state }) => (kind === 'alliance' && state.status === 'founded' && state.id === id ? [state] : []))[0];
  if (found) return found;
  throw refuseReport('report/alliance-unknown', '/parameters/alliance');
};

const [MEMBERS] = plainMeasures('alliances.members') as readonly [Measure];

type Days = Readonly<{ now: string; before: string }>;

/** How many members there are at the end of the quarter and of the one before, and by how many that differs. */
const levels = async (ask: Ask, table: string, id: string, title: Words, question: Question, { now, before }: Days): Promise<Row> => {
  const at = async (validAt: string): Promise<Figure> => ofTotal(await ask.metric(MEMBERS.metric, { ...question, validAt }), { ...question, validAt }, MEMBERS);
  const [last, first] = [await at(now), await at(before)];
  const to = (name: string, figure: Figure): Taken => ({ figure, path: pathOf(table, id, name) });
  return row(id, title, { before: first, now: last, change: leftOf(to('now', last), { base: to('before', first) }) });
};

const columns = [column('before', 'A quarter before', '上季末'), column('now', 'At the end of the quarter', '本季末'), column('change', 'Change', '增减')] as const;
const ties = [{ sum: 'now', of: ['before', 'change'] }] as const;

const byRegion = async (ask: Ask, alliance: string, days: Days): Promise<Table> => {
  const id = 'by-region';
  const found: string[] = [];
  for (const validAt of [days.before, days.now]) found.push(...(await ask.metric(MEMBERS.metric, { alliance, validAt, by: 'region' })).rows.flatMap(({ region }) => region ?? []));
  const rows: Row[] = [await levels(ask, id, 'all', { en: 'All', zh: '合计' }, { alliance }, days)];
  for (const region of [...new Set(found.map((code) => provinceOf(ask.territory, code, days.now)))].sort()) {
    rows.push({ within: 'all', ...(await levels(ask, id, region, placeName(ask.territory, region, days.now), { alliance, region }, days)) });
  }
  return { id, title: { en: 'Members by region', zh: '会员（按地区）' }, rowsTitle: { en: 'Region', zh: '地区' }, public: 'grouped', columns, rows, ties };
};

const byGrade = async (ask: Ask, alliance: string, days: Days): Promise<Table> => {
  const id = 'by-grade';
  const rows: Row[] = [await levels(ask, id, 'all', { en: 'All', zh: '合计' }, { alliance }, days)];
  for (const memberGrade of GRADES) rows.push({ within: 'all', ...(await levels(ask, id, memberGrade, GRADE[memberGrade], { alliance, memberGrade }, days)) });
  rows.push({ public: 'closed', ...(await levels(ask, id, 'suspended', { en: 'of which suspended', zh: '其中：中止' }, { alliance, standing: 'suspended' }, days)) });
  return { id, title: { en: 'Members by grade', zh: '会员（按类别）' }, rowsTitle: { en: 'Grade', zh: '类别' }, public: 'grouped', columns, rows, ties };
};

const membersTable = (ask: Ask, it: Standing, day: string): Table => {
  const members = membersOn(it, day);
  const uncounted = members.filter(({ from, region }) => from === null || region === null).length;
  return {
    id: 'members', title: { en: `Members on ${day}`, zh: `会员名单（${day}）` }, rowsTitle: { en: 'Member', zh: '会员' }, public: 'closed',
    columns: [column('region', 'Region', '地区', 'text'), column('grade', 'Grade', '类别', 'text'), column('since', 'Since', '入盟日期', 'text'), column('standing', 'Standing', '状态', 'text')],
    rows: [...new Map(members.map((each) => [each.organisation, each])).values()].sort((a, b) => (a.organisation < b.organisation ? -1 : 1)).map((each) => memberRow(ask.territory, each, day)),
    ...(uncounted === 0 ? {} : { notes: [{ en: `${uncounted} of them state no region or no day on which they joined; they are listed and counted nowhere.`, zh: `其中 ${uncounted} 家未载明地区或入盟日期，列入名单而不计数。` }] }),
  };
};

/**
 * Who is a member of an alliance at the end of a quarter, and what changed in it.
 * @throws Refusal (invalid) where the alliance is not on record.
 */
export const alliances: Telling = async (ask, { parameters, period }) => {
  const it = await allianceOf(ask, parameters['alliance'] ?? '');
  const { from, to } = daysOf(period);
  const days: Days = { now: to, before: daysOf(periodBefore(period)).to };
  const name: Words = { en: it.name.en ?? called(it.name), zh: called(it.name) };
  return {
    about: { from, to, validAt: to },
    title: { en: `${name.en}: members, ${period}`, zh: `${name.zh}会员与变动（${period}）` },
    tables: [
      membersTable(ask, it, to), await byRegion(ask, it.id, days), await byGrade(ask, it.id, days), changesTable(it, { from, to }),
      await announcedTable(ask, await announcedOf(ask, (scope) => scope.alliance === it.id), to),
    ],
    notes: [{ en: 'What is dated coarsely counts from its first day on.', zh: '日期仅载明年月的，自首日起计。' }],
  };
};
