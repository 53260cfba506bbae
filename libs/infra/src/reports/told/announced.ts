import { metrics } from '@entente/domain/journals/metrics';
import { edtfInterval } from '@entente/domain/kernel/period';
import { intervalOf } from '@entente/domain/kernel/quantity';
import { isSetId } from '@entente/domain/kernel/region-code';
import type { Words } from '@entente/domain/kernel/refusal';
import { type Claim, differenceOf } from '@entente/domain/reporting/claim';
import { type Figure, type Origin, pathOf, type Row, type Table } from '@entente/domain/reporting/dataset';
import { type ClaimRow, claims } from '@entente/domain/views/claims';
import type { MetricAnswer } from '../../metrics/answer.js';
import { Unanswerable } from '../../metrics/unanswerable.js';
import type { Ask, Question } from '../asking.js';
import { nothing } from './cells.js';
import { type Measure, measureOf } from './parts.measures.js';
import { column, ofTotal, text } from './parts.js';
import { placeName } from './places.js';

/** An announced total by its own id. */
export type Announced = Readonly<{ id: string; claim: Claim }>;

/** The announced totals with a scope of some kind, in the order of their metrics and ids. */
export const announcedOf = async (ask: Ask, isMeant: (scope: Claim['scope']) => boolean): Promise<readonly Announced[]> =>
  (await ask.rows(claims)).flatMap(({ id, claim }: ClaimRow) => (claim && isMeant(claim.scope) ? [{ id, claim }] : []))
    .sort((a, b) => (`${a.claim.metric} ${a.id}` < `${b.claim.metric} ${b.id}` ? -1 : 1));

const DIMENSIONS = ['edition', 'session', 'kind', 'alliance', 'declaration', 'pact', 'batch'] as const;

/**
 * The question whose answer an announced total may stand beside, or why there is none: the record keeps no such figure, or not by
 * what it speaks of.
 * @param day the newest day that the report is about.
 */
const questionOf = ({ metric, scope }: Claim, day: string): Readonly<{ question: Question } | { why: string }> => {
  const known = metrics.find((each) => each.metric === metric);
  if (!known) return { why: 'not-recorded' };
  if (DIMENSIONS.some((name) => scope[name] !== null && !known.dimensions.includes(name))) return { why: 'scope-differs' };
  if (scope.from !== null && scope.to === null) return { why: 'scope-open' };
  // `~` moves no date; a stock is set beside the level at the end of the period that was announced, as far as the report reaches.
  const [from, to] = [scope.from, scope.to].map((date) => date?.replace('~', '') ?? null);
  const end = to === null || to === undefined ? day : edtfInterval(to).to;
  const dates = known.kind === 'stock' ? { validAt: end < day ? end : day } : { from, to, validAt: day };
  const all = { [isSetId(scope.territory) ? 'set' : 'region']: scope.territory, ...Object.fromEntries(DIMENSIONS.map((name) => [name, scope[name]])), ...dates };
  return { question: Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => typeof pair[1] === 'string')) };
};

/** The announced value with the bounds that its words leave it. */
const announcedFigure = ({ id, claim: { quantity: { value, op, text: words, unit }, scope } }: Announced): Figure => {
  const origin: Origin = { kind: 'claim', claim: id, text: words };
  if (value === null) return nothing('words-only', unit, origin);
  const plain = value.replace(/^0+(?=\d)/, '');
  return { ...intervalOf(op, plain, { text: words, decimals: plain.split('.')[1]?.length ?? 0 }), unit, ...(scope.amountKind === null ? {} : { amountKind: scope.amountKind }), origin };
};

const recordedFigure = async (ask: Ask, { id, claim }: Announced, day: string, gapIn: (metric: string) => string | undefined): Promise<Figure> => {
  const { unit } = claim.quantity;
  const none = (why: string): Figure => nothing(why, unit, { kind: 'claim', claim: id, text: claim.quantity.text });
  const found = questionOf(claim, day);
  const gap = gapIn(claim.metric);
  if ('why' in found) return none(found.why);
  if (gap !== undefined) return none(gap);
  const answer = await ask.metric(claim.metric, found.question).catch((error: unknown) => {
    if (error instanceof Unanswerable) return undefined;
    throw error;
  });
  if (answer === undefined) return none('scope-differs');
  const measures = spokenOf(answer, claim);
  if (measures.length !== 1) return none(measures.length > 1 ? 'several-kinds' : 'nothing-recorded');
  return ofTotal(answer, found.question, measures[0] as Measure);
};

/** The totals that an announced one may speak of: of its unit and, where it states one, its kind of amount. */
const spokenOf = ({ metric, totals }: MetricAnswer, { quantity, scope }: Claim): readonly Measure[] =>
  totals.filter(({ unit, amountKind }) => unit === quantity.unit && (scope.amountKind === null || amountKind === scope.amountKind)).map(({ unit, amountKind }) => measureOf(metric, unit, amountKind));

/** The recorded sum less the announced one, as far as both are known. */
const differenceFigure = (table: string, { id, claim }: Announced, recorded: Figure): Figure => {
  const { unit } = recorded;
  const origin: Origin = { kind: 'formula', formula: 'difference', version: 1, operands: { of: pathOf(table, id, 'recorded'), without: pathOf(table, id, 'announced') } };
  const { value, low, high, unknown, why } = recorded;
  const found = value === null ? undefined : differenceOf(claim.quantity, { value, low: low ?? undefined, high, unknown });
  if (!found) return nothing(why ?? 'words-only', unit, origin);
  const { difference, differenceLow, differenceHigh } = found;
  return { value: difference, low: differenceLow, high: differenceHigh, precision: differenceLow === difference && differenceHigh === difference ? 'exact' : 'approximate', unit, origin };
};

const scopeWords = ({ territory }: Ask, { scope: { territory: place, from, to, session, kind } }: Claim, day: string): Words => {
  const name = placeName(territory, place, day);
  const rest = [from === to || from === null ? to : `${from} – ${to ?? ''}`, session, kind].filter((each) => each !== null);
  return { en: [name.en, ...rest].join(', '), zh: [name.zh, ...rest].join('，') };
};

/**
 * Announced totals beside what is recorded of the very same scope, with the difference.
 * @param gapIn why a metric would leave out something that is on record; then neither a sum nor a difference is told.
 */
export const announcedTable = async (ask: Ask, all: readonly Announced[], day: string, gapIn: (metric: string) => string | undefined = () => undefined): Promise<Table> => {
  const id = 'announced';
  const rows: Row[] = [];
  for (const each of all) {
    const recorded = await recordedFigure(ask, each, day, gapIn);
    const { metric, quantity, source } = each.claim;
    const title = metrics.find((known) => known.metric === metric)?.title ?? { en: `Other (${metric})`, zh: `其他（${metric}）` };
    rows.push({
      id: each.id, title,
      cells: {
        scope: text(scopeWords(ask, each.claim, day)), words: text(quantity.text, `/v1/claims/${each.id}`), announced: announcedFigure(each), recorded,
        difference: differenceFigure(id, each, recorded), source: text(source.document),
      },
    });
  }
  return {
    id, title: { en: 'Announced beside recorded', zh: '公布数与记录数对照' }, rowsTitle: { en: 'Figure', zh: '指标' }, public: 'grouped', rows,
    columns: [column('scope', 'Of', '范围', 'text'), column('words', 'As announced', '公布原文', 'text'), column('announced', 'Announced', '公布数'), column('recorded', 'Recorded', '记录数'), column('difference', 'Difference', '差额'), column('source', 'Source', '来源', 'text')],
    notes: [{ en: 'What was announced is what a source says a sum was; it is in no sum of the record.', zh: '公布数为来源所载，不计入任何记录合计。' }],
  };
};
