import { type Known, OUTPUT_KINDS } from '@entente/domain/convening/edition';
import { type EditionGap, gapIn } from '@entente/domain/journals/edition-gaps';
import type { Words } from '@entente/domain/kernel/refusal';
import type { Figure, Row, Table } from '@entente/domain/reporting/dataset';
import { LEVELS } from '@entente/domain/signing/signing';
import type { MetricAnswer } from '../../metrics/answer.js';
import type { Ask, Question } from '../asking.js';
import { nothing } from './cells.js';
import { type Measure, plainMeasures, titleOf } from './parts.measures.js';
import { column, linesOf, measuresIn, ofTotal, row } from './parts.js';
import { placeName, placeTitle, provinceOf, provincesAndCities } from './places.js';

const OUTPUT: Readonly<Record<(typeof OUTPUT_KINDS)[number], Words>> = {
  signing: { en: 'Signings', zh: '签约' }, agreement: { en: 'Agreements', zh: '协议' }, declaration: { en: 'Joint initiatives', zh: '倡议书' }, list: { en: 'Lists', zh: '榜单' },
  report: { en: 'Reports', zh: '报告' }, plan: { en: 'Plans', zh: '方案' }, credit: { en: 'Credit', zh: '授信' }, other: { en: 'Others', zh: '其他' },
};
const LEVEL: Readonly<Record<(typeof LEVELS)[number], Words>> = {
  intent: { en: 'Letters of intent', zh: '意向' }, framework: { en: 'Framework agreements', zh: '框架' }, contract: { en: 'Contracts', zh: '合同' }, unspecified: { en: 'Not stated', zh: '未载明' },
};

/** What an edition did and what came out of it, beside signings. A figure that would leave something out is not told. */
export const outputsTable = async (ask: Ask, it: Known): Promise<Table> => {
  const figureOf = async (metric: string, more: Question = {}): Promise<Figure> => {
    const question = { edition: it.code, ...more };
    const [measure] = plainMeasures(metric) as readonly [Measure];
    const gap: EditionGap | undefined = gapIn(it, metric);
    const answer = await ask.metric(metric, question);
    const told = ofTotal(answer, question, measure);
    return gap === undefined ? told : nothing(gap, measure.unit, told.origin);
  };
  const metrics = ['editions.aspects', 'editions.activities', 'editions.attendance', 'editions.outputs'];
  const rows: Row[] = [];
  for (const metric of metrics) rows.push(row(metric.slice('editions.'.length), titleOf(metric), { recorded: await figureOf(metric) }));
  for (const output of OUTPUT_KINDS) rows.push(row(`outputs.${output}`, { en: `of which ${OUTPUT[output].en}`, zh: `其中：${OUTPUT[output].zh}` }, { recorded: await figureOf('editions.outputs', { output }) }));
  return {
    id: 'outputs', title: { en: 'Activities and outputs', zh: '活动与成果' }, rowsTitle: { en: 'Figure', zh: '指标' }, public: 'open', columns: [column('recorded', 'Recorded', '记录数')], rows,
  };
};

/** What is asked of an edition: what had come about by a day. */
export type Asked = Readonly<{ edition: string; validAt: string }>;

/** The signings of an edition: how many, and what was agreed, whole and by how binding it is. */
export const resultsTable = async (ask: Ask, asked: Asked): Promise<Table> => {
  const questions = { total: asked, ...Object.fromEntries(LEVELS.map((level) => [level, { ...asked, level }])) };
  const rows: Row[] = [];
  for (const metric of ['signings.count', 'signings.contracted', 'signings.received']) {
    for (const { measure, figures } of await linesOf(ask, metric, questions)) rows.push(row(measure.id, measure.title, figures));
  }
  return {
    id: 'results', title: { en: 'Signings of the edition', zh: '签约成果' }, rowsTitle: { en: 'Figure', zh: '指标' }, public: 'grouped', rows,
    columns: [column('total', 'Total', '合计'), ...LEVELS.map((level) => column(level, LEVEL[level].en, LEVEL[level].zh))],
    ties: [{ sum: 'total', of: LEVELS }],
    notes: [{ en: 'All signings that name the edition, with what amendments had added to them and what had come in by that day; what is dated to a month or a year alone counts once that is over.', zh: '注明该届会议的全部签约，含截至当日的变更增减与到位资金；仅知年、月的，待该年、月结束后计入。' }],
  };
};

const METRICS = ['signings.count', 'signings.contracted', 'signings.received'] as const;

/** A row and what is asked for it. */
type Place = Readonly<{ code: string; within?: string; title: Words; question: Question }>;

/** Rows by some places, each with all that is asked of them; a measure is a column where any row has it. */
const byPlaces = async (ask: Ask, places: readonly Place[], metrics: readonly string[]): Promise<Pick<Table, 'columns' | 'rows'>> => {
  const measures = new Map<string, Measure>();
  const asked: Readonly<{ place: Place; answers: ReadonlyMap<string, MetricAnswer> }>[] = [];
  for (const place of places) {
    const answers = new Map<string, MetricAnswer>();
    for (const metric of metrics) {
      const answer = await ask.metric(metric, place.question);
      answers.set(metric, answer);
      for (const measure of measuresIn(metric, [answer])) measures.set(measure.id, measure);
    }
    asked.push({ place, answers });
  }
  const all = metrics.flatMap((metric) => [...measures.values()].filter((measure) => measure.metric === metric).sort((a, b) => (a.id < b.id ? -1 : 1)));
  return {
    columns: all.map(({ id, title }) => column(id, title.en, title.zh)),
    rows: asked.map(({ place: { code, within, title, question }, answers }) => ({
      ...(within === undefined ? {} : { within }), ...row(code, title, Object.fromEntries(all.map((measure) => [measure.id, ofTotal(answers.get(measure.metric) as MetricAnswer, question, measure)]))),
    })),
  };
};

/** The regions at which the signings of an edition count. */
export const hostsOf = async (ask: Ask, asked: Asked): Promise<readonly string[]> =>
  [...new Set((await ask.metric('signings.present', { ...asked, by: 'region' })).rows.flatMap(({ region }) => region ?? []))].sort();

/** The signings of an edition by the provinces and cities of their hosts. */
export const resultsByRegion = async (ask: Ask, asked: Asked, hosts: readonly string[]): Promise<Table> => ({
  id: 'results-by-region', title: { en: 'Signings by region', zh: '各地区签约成果' }, rowsTitle: { en: 'Region of the host', zh: '落户地' }, public: 'grouped',
  ...(await byPlaces(ask, provincesAndCities(ask.territory, hosts, asked.validAt).map((place) => ({ ...place, title: placeTitle(ask.territory, place, asked.validAt), question: { ...asked, region: place.code } })), METRICS)),
  notes: [{ en: 'By the shares of the hosts; a city is part of its province.', zh: '按计入比例；市计入所在省。' }],
});

const PROGRESSED = ['signings.count', 'signings.contracted', 'signings.registered', 'signings.started'] as const;

/** The name of a source as it stands in the record: a region, several, or none that is stated. */
const sourceTitle = (ask: Ask, source: string | null, day: string): Words => {
  if (source === null) return { en: 'Not stated', zh: '未载明' };
  if (source === 'several') return { en: 'Several regions', zh: '多地' };
  const [name, province] = [placeName(ask.territory, source, day), provinceOf(ask.territory, source, day)];
  if (province === source) return name;
  const above = placeName(ask.territory, province, day);
  return { en: `${above.en}: ${name.en}`, zh: `${above.zh}${name.zh}` };
};

/** The signings of an edition by where their investors come from, as it was stated. */
export const byOrigin = async (ask: Ask, asked: Asked): Promise<Table> => {
  const { rows } = await ask.metric('signings.count', { ...asked, by: 'source' });
  const orderOf = (source: string | null): string => (source === null ? '~~' : source === 'several' ? '~' : `${provinceOf(ask.territory, source, asked.validAt)} ${source}`);
  const sources = [...new Set(rows.map(({ source = null }) => source))].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const places = sources.map((source): Place => ({ code: source ?? 'not-stated', title: sourceTitle(ask, source, asked.validAt), question: { ...asked, source: source ?? 'none' } }));
  return {
    id: 'by-origin', title: { en: 'Signings by source', zh: '按资金来源地' }, rowsTitle: { en: 'Where the investors come from', zh: '投资方所在地' }, public: 'grouped', ...(await byPlaces(ask, places, PROGRESSED)),
  };
};

