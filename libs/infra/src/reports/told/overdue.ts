import type { Words } from '@entente/domain/kernel/refusal';
import type { Figure, Row, Table } from '@entente/domain/reporting/dataset';
import { daysOf } from '@entente/domain/reporting/report';
import type { Territory } from '@entente/domain/territory/territory';
import type { Telling } from '../asking.js';
import { counted, groupedBy, listed, wordOf } from './cells.js';
import { type Overdue, overdueOn } from './overdue.found.js';
import { column, text } from './parts.js';
import { placeName } from './places.js';

const MILESTONE: Readonly<Record<string, Words>> = {
  register: { en: 'Registration', zh: '注册' }, settle: { en: 'Settling', zh: '落地' }, start: { en: 'Start', zh: '开工' },
  complete: { en: 'Completion', zh: '竣工' }, operate: { en: 'Operation', zh: '投产' }, 'full-capacity': { en: 'Full capacity', zh: '达产' },
};

/** The lists of the report, and which tasks stand in each. */
const LISTS = [
  { id: 'milestones', title: { en: 'Overdue milestones', zh: '逾期节点' }, tasks: ['reach-milestone'] },
  { id: 'confirmations', title: { en: 'Overdue confirmations', zh: '逾期确认' }, tasks: ['confirm', 'confirm-change'] },
  { id: 'obligations', title: { en: 'Overdue obligations', zh: '逾期义务' }, tasks: ['fulfil-obligation'] },
  { id: 'votes', title: { en: 'Missed votes', zh: '未参加的表决' }, tasks: ['vote'] },
] as const;

type Told = Readonly<{ territory: Territory; day: string }>;

const regionsNamed = ({ territory, day }: Told, { regions }: Overdue): Words => (regions.length === 0 ? { en: '—', zh: '—' } : listed(regions.map((code) => (code === '*' ? { en: 'everywhere', zh: '全部地区' } : placeName(territory, code, day)))));

/** Who answers for it: the body that was named, and else the regions that it falls to. */
const partyOf = ({ task: { responsible, by }, regions }: Overdue): string =>
  (responsible ? responsible.organisation ?? `named.${wordOf(responsible.name)}` : by.organisation ?? `regions.${[...regions].sort().join('.')}`);
const partyNamed = (told: Told, each: Overdue): Words => {
  const name = each.task.responsible?.name ?? each.task.by.organisation;
  return name === null || name === undefined ? regionsNamed(told, each) : { en: name, zh: name };
};

const streamsOf = (all: readonly Overdue[]): readonly string[] => all.map(({ stream }) => stream);
const howMany = (all: readonly Overdue[]): Figure => counted(all.length, 'record', streamsOf(all));
const oldest = (all: readonly Overdue[]): Figure => {
  const days = all.reduce((most, each) => Math.max(most, each.days), 0);
  return counted(days, 'days', streamsOf(all.filter((each) => each.days === days)));
};

const counts = [column('count', 'Overdue', '逾期数'), column('oldest', 'Days, the oldest', '最长逾期天数')] as const;

const responsible = (told: Told, all: readonly Overdue[]): Table => ({
  id: 'responsible', title: { en: 'By who is responsible', zh: '按责任方' }, rowsTitle: { en: 'Responsible', zh: '责任方' }, public: 'closed',
  columns: [...counts, ...LISTS.map(({ id, title }) => column(id, title.en, title.zh))],
  rows: groupedBy(all, partyOf).map(([id, mine]): Row => ({
    id, title: partyNamed(told, mine[0] as Overdue),
    cells: { count: howMany(mine), oldest: oldest(mine), ...Object.fromEntries(LISTS.map((list) => [list.id, howMany(mine.filter(isOf(list)))])) },
  })),
  ties: [{ sum: 'count', of: LISTS.map(({ id }) => id) }],
});

const isOf = ({ tasks }: (typeof LISTS)[number]) => ({ task: { task } }: Overdue): boolean => (tasks as readonly string[]).includes(task);

const kinds = (all: readonly Overdue[]): Table => ({
  id: 'kinds', title: { en: 'By what is to be done', zh: '按事项' }, rowsTitle: { en: 'To be done', zh: '事项' }, public: 'closed', columns: counts,
  rows: groupedBy(all, ({ task }) => task.task).map(([id, mine]) => ({ id, title: (mine[0] as Overdue).title, cells: { count: howMany(mine), oldest: oldest(mine) } })),
});

/** What of the subject it is about, where that has a word of its own. */
const aboutOf = (told: Told, { task: { task, about }, title }: Overdue): Words => {
  if (task === 'reach-milestone') return MILESTONE[about] ?? { en: about, zh: about };
  return task === 'confirm' || task === 'confirm-change' ? placeName(told.territory, about, told.day) : task === 'fulfil-obligation' ? { en: about, zh: about } : title;
};

const listOf = (told: Told, all: readonly Overdue[]) => (list: (typeof LISTS)[number]): Table => ({
  id: list.id, title: list.title, rowsTitle: { en: 'Of', zh: '所属' }, public: 'closed',
  columns: [column('about', 'What', '事项', 'text'), column('responsible', 'Responsible', '责任方', 'text'), column('region', 'Region', '地区', 'text'), column('due', 'Due', '到期日', 'text'), column('days', 'Days late', '逾期天数')],
  rows: all.filter(isOf(list)).map((each): Row => ({
    id: wordOf(`${each.subject.id}.${each.task.task}.${each.task.about}`), title: { en: each.subject.name, zh: each.subject.name },
    cells: {
      about: text(aboutOf(told, each), `/v1/${each.subject.kind}s/${each.subject.id}`), responsible: text(partyNamed(told, each)), region: text(regionsNamed(told, each)), due: text(each.due), days: counted(each.days, 'days', [each.stream]),
    },
  })),
});

/** What is overdue at the end of a month, by who answers for it. */
export const overdue: Telling = async (ask, { parameters: { region }, period }) => {
  const { from, to } = daysOf(period);
  const told: Told = { territory: ask.territory, day: to };
  const all = await overdueOn(ask, to, region);
  const where = region === undefined ? { en: '', zh: '' } : placeName(ask.territory, region, to);
  return {
    about: { from, to, validAt: to },
    title: { en: `Overdue at the end of ${period}${where.en && `, ${where.en}`}`, zh: `${where.zh}${period} 月末逾期事项（按责任方）` },
    tables: [responsible(told, all), kinds(all), ...LISTS.map(listOf(told, all))],
    notes: [
      { en: `What was due before ${to} in Asia/Shanghai and was not done by the end of that day. Milestones and obligations stand as they did on that day, by the plans that were known when this was told; confirmations and votes as they were known then.`, zh: `到期日早于 ${to}（北京时间）、至当日日终未办的事项。节点与义务按当日状况（计划以出具时所知为准），确认与表决按出具时所知。` },
      { en: 'What waits for a second person (verification, admission) has no due date and is not listed.', zh: '待第二人办理的事项（核实、入库）不设期限，不列入。' },
    ],
  };
};
