import type { Words } from '@entente/domain/kernel/refusal';
import { type Cell, type Figure, pathOf, type Row, type Table } from '@entente/domain/reporting/dataset';
import type { Ask, Question } from '../asking.js';
import { type Cohort, cohortOf, type Count, countIn, daysIn, fundsIn, incomparableIn, watchedIn } from './conference.measured.js';
import { computed } from './parts.formulas.js';
import { measureOf } from './parts.measures.js';
import { column, row } from './parts.js';
import { placeTitle, provincesAndCities } from './places.js';

/** What became of a cohort, in the order in which it does; `rate` is the name of its share of the signed. */
export const STAGES: readonly Readonly<{ id: string; count: Count; title: Words; rate?: Words }>[] = [
  { id: 'signed', count: 'signed', title: { en: 'Signed', zh: '签约' } },
  { id: 'registered', count: 'registered', title: { en: 'Registered', zh: '注册' }, rate: { en: 'Registration rate', zh: '注册率' } },
  { id: 'settled', count: 'settled', title: { en: 'Settled', zh: '落地' } },
  { id: 'started', count: 'started', title: { en: 'Started', zh: '开工' }, rate: { en: 'Start rate, of signed', zh: '开工率（占签约）' } },
  { id: 'completed', count: 'completed', title: { en: 'Completed', zh: '竣工' } },
  { id: 'operating', count: 'operating', title: { en: 'Operating', zh: '投产' }, rate: { en: 'Operation rate', zh: '投产率' } },
  { id: 'full-capacity', count: 'fullCapacity', title: { en: 'At full capacity', zh: '达产' } },
  { id: 'performed', count: 'performed', title: { en: 'Performed: registered, started or paid in part', zh: '履约（已注册、开工或到资）' }, rate: { en: 'Performance rate', zh: '履约率' } },
  { id: 'terminated', count: 'terminated', title: { en: 'Terminated', zh: '终止' }, rate: { en: 'Termination rate', zh: '终止率' } },
];

const named = (id: string): (typeof STAGES)[number] => STAGES.find((each) => each.id === id) as (typeof STAGES)[number];

/** A count as a share of the signed; both stand in the same table, at these paths. */
const rateOf = (cohort: Cohort, count: Count, paths: Readonly<{ reached: string; all: string }>): Figure =>
  computed('rate', { reached: { figure: countIn(cohort, count), path: paths.reached }, all: { figure: countIn(cohort, 'signed'), path: paths.all } });

/** The cohort by what became of it, with its rates beside. */
export const funnelTable = (cohort: Cohort): Table => {
  const id = 'funnel';
  const stages = STAGES.map(({ id: stage, count, title, rate }): Row => row(stage, title, {
    projects: countIn(cohort, count), rate: rate && rateOf(cohort, count, { reached: pathOf(id, stage, 'projects'), all: pathOf(id, 'signed', 'projects') }),
  }));
  return {
    id, title: { en: 'What became of what was signed', zh: '签约项目进展' }, rowsTitle: { en: 'Stage', zh: '阶段' }, public: 'grouped',
    columns: [column('projects', 'Projects', '项目数'), column('rate', 'Of signed', '占签约数')],
    rows: [
      ...stages, row('headquarters', { en: 'Headquarters, which start no works', zh: '总部类（无开工节点）' }, { projects: countIn(cohort, 'headquarters') }),
      row('unconfirmed', { en: 'Not confirmed by a region that was asked', zh: '有地区未确认' }, { projects: countIn(cohort, 'unconfirmed') }),
    ],
    chart: { kind: 'funnel', column: 'projects', rows: ['signed', 'registered', 'started', 'operating'] },
    notes: [{ en: 'Each project counts once and whole, by the dates that are verified.', zh: '每个项目计一次且整计，以经核实的日期为准。' }],
  };
};

/** A rate with the two counts that it rests on. */
const rateRow = (cohort: Cohort, id: string, title: Words, of: Count, over: Count): Row => {
  const [reached, all] = [countIn(cohort, of), countIn(cohort, over)];
  return row(id, title, { reached, all, value: computed('rate', { reached: { figure: reached, path: pathOf('rates', id, 'reached') }, all: { figure: all, path: pathOf('rates', id, 'all') } }) });
};

/** What of the cohort is told as a rate of something else than the signed, or in days. */
export const ratesTable = (cohort: Cohort): Table => ({
  id: 'rates', title: { en: 'Rates and times', zh: '比率与时长' }, rowsTitle: { en: 'Figure', zh: '指标' }, public: 'closed',
  columns: [column('reached', 'Started', '开工'), column('all', 'Of', '基数'), column('value', 'Value', '数值')],
  rows: [
    rateRow(cohort, 'start-of-registered', { en: 'Start rate, of registered', zh: '开工率（占注册）' }, 'startedOfRegistered', 'registered'),
    rateRow(cohort, 'start-without-headquarters', { en: 'Start rate, without headquarters', zh: '开工率（不含总部类）' }, 'started', 'startable'),
    row('median-days-to-start', { en: 'Median days from signing to start', zh: '签约至开工中位天数' }, { value: daysIn(cohort, 'medianDays') }),
    row('quartile-days-to-start', { en: 'Days by which a quarter started', zh: '四分之一项目开工所需天数' }, { value: daysIn(cohort, 'quartileDays') }),
    row('not-started-yet', { en: 'Not started yet: counted as long as they were watched', zh: '尚未开工（按观察时长计入）' }, { value: watchedIn(cohort, 'censored') }),
    row('undated', { en: 'Without a day of signing or start, and in no time', zh: '签约日或开工日不详（不计时长）' }, { value: watchedIn(cohort, 'undated') }),
  ],
  notes: [{ en: 'Times are estimated after Kaplan and Meier: what has not started yet counts as long as it was watched.', zh: '时长按 Kaplan–Meier 法估计，尚未开工的按已观察时长计。' }],
});

/** 资金到位率 by currency and kind of amount, of the projects of which both sides can be compared. */
export const fundsTable = (cohort: Cohort): Table => {
  const id = 'funds';
  const { funds, incomparable } = cohort.answer.whole;
  return {
    id, title: { en: 'Funds in place', zh: '资金到位' }, rowsTitle: { en: 'Amounts', zh: '金额口径' }, public: 'grouped',
    columns: [column('projects', 'Projects', '项目数'), column('contracted', 'Contracted', '签约金额'), column('received', 'In place', '到位资金'), column('rate', 'Rate', '资金到位率')],
    rows: [
      ...funds.map((each): Row => {
        const { unit, amountKind } = each;
        const rowId = ['compared', unit, amountKind].filter(Boolean).join('.');
        const { projects, contracted, received } = fundsIn(cohort, each);
        return row(rowId, measureOf('signings.contracted', unit, amountKind).title, {
          projects, contracted, received,
          rate: computed('rate', { reached: { figure: received, path: pathOf(id, rowId, 'received') }, all: { figure: contracted, path: pathOf(id, rowId, 'contracted') } }),
        });
      }),
      ...incomparable.map((each) => row(`not-compared.${each.unit}`, { en: `Nothing to compare with (${each.unit})`, zh: `无可比金额（${each.unit}）` }, incomparableIn(cohort, each))),
    ],
    notes: [{ en: 'Compared are projects whose amount is stated, in one currency and one kind, with what came in of that currency.', zh: '仅比较金额已载明且为单一币种、单一口径的项目，与同币种到位资金相比。' }],
  };
};

const SHOWN = ['registered', 'started', 'operating', 'performed', 'terminated'] as const;

/** A row of counts and rates of one cohort; the rates rest on the counts of the same row. */
const cellsOf = (table: string, id: string, cohort: Cohort): Readonly<Record<string, Cell>> => Object.fromEntries([
  ['signed', countIn(cohort, 'signed')],
  ...SHOWN.flatMap((stage) => [
    [stage, countIn(cohort, named(stage).count)],
    [`${stage}-rate`, rateOf(cohort, named(stage).count, { reached: pathOf(table, id, stage), all: pathOf(table, id, 'signed') })],
  ]),
]);

/** The cohort by the provinces and cities of its hosts. */
export const funnelByRegion = async (ask: Ask, question: Question, hosts: readonly string[], day: string): Promise<Table> => {
  const id = 'funnel-by-region';
  const rows: Row[] = [];
  for (const place of provincesAndCities(ask.territory, hosts, day)) {
    const told = row(place.code, placeTitle(ask.territory, place, day), cellsOf(id, place.code, await cohortOf(ask, { ...question, region: place.code })));
    rows.push(place.within === undefined ? told : { ...told, within: place.within });
  }
  return {
    id, title: { en: 'What became of it, by region', zh: '各地区项目进展' }, rowsTitle: { en: 'Region of the host', zh: '落户地' }, public: 'grouped', rows,
    columns: [
      column('signed', 'Signed', '签约'),
      ...SHOWN.flatMap((stage) => [column(stage, named(stage).title.en, named(stage).title.zh), column(`${stage}-rate`, named(stage).rate?.en ?? '', named(stage).rate?.zh ?? '')]),
    ],
    notes: [{ en: 'A city is part of its province, and a project with hosts in two regions counts in both, so the rows do not add up.', zh: '市计入所在省；两地落户的项目在两地各计一次，故各行不可相加。' }],
  };
};

/** The same cohort on several days, side by side. */
export const progressTable = (days: readonly Readonly<{ id: string; title: Words; cohort: Cohort }>[]): Table => {
  const id = 'progress';
  const counts = STAGES.map(({ id: stage, title, count }) => row(stage, title, Object.fromEntries(days.map((day) => [day.id, countIn(day.cohort, count)]))));
  const rates = STAGES.flatMap(({ id: stage, count, rate }) => (rate === undefined ? [] : [row(`${stage}-rate`, rate, Object.fromEntries(days.map((day) =>
    [day.id, rateOf(day.cohort, count, { reached: pathOf(id, stage, day.id), all: pathOf(id, 'signed', day.id) })])))]));
  return {
    id, title: { en: 'Progress since the conference', zh: '会后进展' }, rowsTitle: { en: 'Stage', zh: '阶段' }, public: 'grouped',
    columns: days.map((day) => column(day.id, day.title.en, day.title.zh)), rows: [...counts, ...rates],
    notes: [{ en: 'All columns are told as it is known now; what was published at the time stands in the issues of that time.', zh: '各列均按现有所知；当时公布数见当期报表。' }],
  };
};
