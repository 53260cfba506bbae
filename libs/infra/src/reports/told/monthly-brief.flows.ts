import type { Words } from '@entente/domain/kernel/refusal';
import { type Figure, pathOf, type Row, type Table } from '@entente/domain/reporting/dataset';
import { periodBefore, yearBefore } from '@entente/domain/reporting/report';
import type { Former, Question } from '../asking.js';
import { figureOf, inMonth, isFirst, isLast, type Month, rowsIn, undatedIn, yearOf, yearTo } from './monthly-brief.spans.js';
import { computed, leftOf, taken, type Taken } from './parts.formulas.js';
import { type Measure, measureWithId } from './parts.measures.js';
import { column, isNothing, type Line, linesOf, nothingOf, row } from './parts.js';

export const FLOWS = 'flows';
const METRICS = ['signings.count', 'signings.contracted', 'signings.received', 'signings.registered', 'signings.started', 'signings.operating', 'signings.terminated'] as const;

/** Projects of which no amount is on record, told below the count of all. */
const UNSTATED: Pick<Measure, 'id' | 'title'> = { id: 'count.unstated', title: { en: 'of which no amount is stated', zh: '其中：未载明金额' } };

const questionsOf = ({ period, where }: Month, more: Question) => {
  const all = { ...where, ...more };
  const [before, yearAgo] = [periodBefore(period), yearBefore(period)];
  return {
    month: inMonth(all, period), before: inMonth(all, before), 'year-before': inMonth(all, yearAgo), ytd: yearTo(all, period), 'ytd-year-before': yearTo(all, yearAgo),
    'ytd-before': isFirst(period) ? inMonth(all, period) : yearTo(all, before), undated: undatedIn(all, yearOf(period)),
  };
};
type Asked = Line<keyof ReturnType<typeof questionsOf>>;

/** What an issue published of a measure; a row that it did not have stood for nothing there. */
const publishedIn = ({ issue, set }: Former, { id, unit, kind }: Measure): Figure => {
  const found = figureOf({ issue, set }, FLOWS, id, 'ytd') ?? { ...nothingOf(unit), unit, ...(kind === '' ? {} : { amountKind: kind }) };
  return { ...found, origin: { kind: 'published', issue: issue.issue, period: issue.period, path: pathOf(FLOWS, id, 'ytd') } };
};

const definitionIn = (former: Former, { id }: Measure): number | undefined => {
  const origin = figureOf(former, FLOWS, id, 'ytd')?.origin;
  return origin?.kind === 'metric' ? origin.definition : undefined;
};

/** How the cumulative sum follows from what was published last; in January it begins anew. */
const tiedCells = ({ period, former }: Month, { measure, figures }: Asked, to: (name: string, figure: Figure) => Taken): Readonly<Record<string, Figure>> => {
  if (isFirst(period)) return {};
  const published = former ? publishedIn(former, measure) : figures['ytd-before'];
  const undated: Readonly<Record<string, Figure>> = isLast(period) ? { undated: figures.undated } : {};
  const parts = { published, month: figures.month, ...undated };
  return { published, ...undated, revisions: leftOf(to('ytd', figures.ytd), Object.fromEntries(Object.entries(parts).map(([name, figure]) => [name, to(name, figure)]))) };
};

/** 同比 of the cumulative sum on what was published a year before, where there is such an issue. */
const asPublishedThen = ({ period, lastYears }: Month, { measure, figures }: Asked): Readonly<Record<string, Figure>> => {
  if (!lastYears) return {};
  const base = publishedIn(lastYears, measure);
  const at = (name: string): string => pathOf(FLOWS, measure.id, name);
  const operands = {
    now: taken(measure, figures.ytd, 'ytd', period, at('ytd')),
    base: taken(measure, base, 'ytd', yearBefore(period), at('ytd-year-before-published'), definitionIn(lastYears, measure)),
  };
  return { 'ytd-year-before-published': base, 'yoy-ytd-published': computed('yoy', operands, 'as-published-then') };
};

const rowOf = (month: Month, line: Asked): Row => {
  const { period } = month;
  const { measure, figures } = line;
  const [before, yearAgo] = [periodBefore(period), yearBefore(period)];
  const to = (accumulation: 'period' | 'ytd', of: string) => (name: string, figure: Figure): Taken => taken(measure, figure, accumulation, of, pathOf(FLOWS, measure.id, name));
  const now = to('period', period)('month', figures.month);
  return row(measure.id, measure.title, {
    month: figures.month, before: figures.before, mom: computed('mom', { now, base: to('period', before)('before', figures.before) }),
    'year-before': figures['year-before'], yoy: computed('yoy', { now, base: to('period', yearAgo)('year-before', figures['year-before']) }, 'as-known-now'),
    ytd: figures.ytd, ...tiedCells(month, line, to('ytd', period)),
    'ytd-year-before': figures['ytd-year-before'],
    'yoy-ytd': computed('yoy', { now: to('ytd', period)('ytd', figures.ytd), base: to('ytd', yearAgo)('ytd-year-before', figures['ytd-year-before']) }, 'as-known-now'),
    ...asPublishedThen(month, line),
  });
};

const columnsOf = ({ period, lastYears }: Month): Table['columns'] => [
  column('month', 'Month', '本月'), column('before', 'Month before', '上月'), column('mom', 'Change on the month before', '环比'),
  column('year-before', 'Same month a year before', '上年同月'), column('yoy', 'Change on a year before', '同比'),
  ...(isFirst(period) ? [] : [column('published', 'Published last, from January', '上期公布累计'), column('revisions', 'Revisions of earlier months', '对以前月份的修订')]),
  ...(isLast(period) ? [column('undated', 'Dated to the year alone', '仅知年份')] : []),
  column('ytd', 'From January', '本期累计'), column('ytd-year-before', 'From January, a year before', '上年同期累计'), column('yoy-ytd', 'Change on a year before, from January', '累计同比'),
  ...(lastYears ? [column('ytd-year-before-published', 'A year before, as published then', '上年同期累计（当时公布）'), column('yoy-ytd-published', 'Change on what was published then', '累计同比（按当时公布数）')] : []),
];

const NO_FORMER: Words = {
  en: 'No issue of the month before has been published: what stands for it is the year to the end of that month as the record tells it now, so there are no revisions.',
  zh: '上月未公布快报：“上期公布累计”以现有记录计算至上月末的累计代替，故无修订数。',
};
const NEW_ROWS: Words = { en: 'A row that the issue of the month before did not have stood for nothing there.', zh: '上期快报未列的行，其上期公布累计按零计。' };

const notesOf = ({ period, former }: Month, lines: readonly Asked[]): readonly Words[] => {
  if (isFirst(period)) return [{ en: 'In January the year to date is the month.', zh: '一月的累计即为本月数。' }];
  const isNew = former !== undefined && lines.some(({ measure }) => figureOf(former, FLOWS, measure.id, 'ytd') === undefined);
  return [...(former ? [] : [NO_FORMER]), ...(isNew ? [NEW_ROWS] : [])];
};

/** All that was signed, came in and was reached in the month, the year so far, and how that follows from what was published last. */
export const flowsTable = async (month: Month): Promise<Table> => {
  const { ask, period, former } = month;
  const ids = rowsIn(former, FLOWS);
  const lines: Asked[] = [];
  for (const metric of METRICS) {
    lines.push(...(await linesOf(ask, metric, questionsOf(month, {}), ids.flatMap((id) => measureWithId(metric, id) ?? []))));
    if (metric !== 'signings.count') continue;
    const unstated = await linesOf(ask, metric, questionsOf(month, { band: 'unknown' }));
    lines.push(...unstated.filter(({ figures }) => ids.includes(UNSTATED.id) || !Object.values(figures).every(isNothing)).map((line) => ({ ...line, measure: { ...line.measure, ...UNSTATED } })));
  }
  return {
    id: FLOWS, title: { en: 'The month and the year to date', zh: '本月与本期累计' }, rowsTitle: { en: 'Figure', zh: '指标' }, public: 'grouped', columns: columnsOf(month), rows: lines.map((line) => (line.measure.id === UNSTATED.id ? { within: 'count', ...rowOf(month, line) } : rowOf(month, line))),
    ties: isFirst(period) ? [{ sum: 'ytd', of: ['month'] }] : [{ sum: 'ytd', of: ['published', 'month', 'revisions', ...(isLast(period) ? ['undated'] : [])] }],
    notes: notesOf(month, lines),
  };
};
