import type { Words } from '@entente/domain/kernel/refusal';
import { type Figure, pathOf, type Row, type Table } from '@entente/domain/reporting/dataset';
import { periodBefore } from '@entente/domain/reporting/report';
import type { Question } from '../asking.js';
import { atEndOf, type Scope } from './credit.scope.js';
import { leftOf, taken, type Taken } from './parts.formulas.js';
import { levelColumns, levelRow, levelsAt } from './parts.levels.js';
import { measureWithId } from './parts.measures.js';
import { column, type Line, linesOf, nothingOf, row } from './parts.js';

const LEVELS = ['credit.approved', 'credit.signed', 'credit.active', 'credit.outstanding', 'credit.available', 'credit.reserved', 'credit.overdue'] as const;
const FIRMS = ['credit.firms-with-line', 'credit.firms-with-balance'] as const;
const DRAWN = 'drawn';
const DRAWS = ['credit.drawn', 'credit.repaid'] as const;

const levelRows = async ({ ask, period, where }: Scope, table: string, metrics: readonly string[]): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (const metric of metrics) rows.push(...(await levelsAt(ask, metric, period, (month) => atEndOf(where, month))).map((line) => levelRow(table, line, period)));
  return rows;
};

/** Limits and what stands under them at the end of the month; currencies apart. */
export const progressTable = async (scope: Scope): Promise<Table> => ({
  id: 'progress', title: { en: 'Limits and balances at the end of the month', zh: '月末授信与用信' }, rowsTitle: { en: 'Figure', zh: '指标' }, public: 'closed',
  columns: levelColumns('month'), rows: await levelRows(scope, 'progress', LEVELS),
  notes: [{ en: 'A limit is no loan: what is approved, signed and active is what may be drawn, what is outstanding is what is drawn and not repaid.', zh: '授信不等于用信：已批准、已签署、已生效的是可用信的额度，用信余额是已用未还的部分。' }],
});

/** How many firms have a line, and how many a balance. */
export const firmsTable = async (scope: Scope): Promise<Table> => ({
  id: 'firms', title: { en: 'Firms at the end of the month', zh: '月末户数' }, rowsTitle: { en: 'Figure', zh: '指标' }, public: 'closed',
  columns: levelColumns('month'), rows: await levelRows(scope, 'firms', FIRMS),
  notes: [{ en: 'A firm with several lines counts once, so firms of programmes, regions and tracks do not add up.', zh: '一户多笔只计一户，故各方案、地区、方向的户数不可相加。' }],
});

const questionsOf = (where: Question, period: string) => ({ month: { ...where, from: period, to: period }, 'to-before': { ...where, to: periodBefore(period) }, cumulative: { ...where, to: period } });
type Asked = Line<keyof ReturnType<typeof questionsOf>>;

/** What the issue of the month before told; a row that it did not have stood for nothing there. */
const publishedOf = ({ former }: Scope, { measure: { id, unit }, figures }: Asked): Figure => {
  if (!former) return figures['to-before'];
  const cell = former.set.tables.find((table) => table.id === DRAWN)?.rows.find((each) => each.id === id)?.cells['cumulative'];
  const { issue, period } = former.issue;
  return { ...(cell !== undefined && 'origin' in cell ? cell : { ...nothingOf(unit), unit }), origin: { kind: 'published', issue, period, path: pathOf(DRAWN, id, 'cumulative') } };
};

const drawnRow = (scope: Scope, line: Asked): Row => {
  const { measure, figures: { month, cumulative } } = line;
  const published = publishedOf(scope, line);
  const to = (name: string, figure: Figure): Taken => taken(measure, figure, 'cumulative', scope.period, pathOf(DRAWN, measure.id, name));
  return row(measure.id, measure.title, { month, published, revisions: leftOf(to('cumulative', cumulative), { published: to('published', published), month: to('month', month) }), cumulative });
};

const NO_FORMER: Words = {
  en: 'No issue of the month before has been published: what stands for it is the sum to the end of that month as the record tells it now, so there are no revisions.',
  zh: '上月未公布报表：“上期公布累计”以现有记录计算至上月末的累计代替，故无修订数。',
};

/** What was drawn and repaid, and how the cumulative sums follow from what was published last. */
export const drawnTable = async (scope: Scope): Promise<Table> => {
  const { ask, period, where, former } = scope;
  const ids = former?.set.tables.find(({ id }) => id === DRAWN)?.rows.map(({ id }) => id) ?? [];
  const lines: Asked[] = [];
  for (const metric of DRAWS) lines.push(...(await linesOf(ask, metric, questionsOf(where, period), ids.flatMap((id) => measureWithId(metric, id) ?? []))));
  return {
    id: DRAWN, title: { en: 'Drawn and repaid', zh: '投放与还款' }, rowsTitle: { en: 'Figure', zh: '指标' }, public: 'closed', rows: lines.map((line) => drawnRow(scope, line)),
    columns: [column('month', 'Month', '本月'), column('published', 'Published last, from the beginning', '上期公布累计'), column('revisions', 'Revisions of earlier months', '对以前月份的修订'), column('cumulative', 'From the beginning', '累计')],
    ties: [{ sum: 'cumulative', of: ['published', 'month', 'revisions'] }], notes: former ? [] : [NO_FORMER],
  };
};
