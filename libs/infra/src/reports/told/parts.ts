import { decimalsOf, fromMinor } from '@entente/domain/kernel/money';
import type { Words } from '@entente/domain/kernel/refusal';
import type { Cell, Column, Figure, Row, Text } from '@entente/domain/reporting/dataset';
import type { MetricAnswer } from '../../metrics/answer.js';
import type { Ask, Question } from '../asking.js';
import { byId, type Measure, measureOf, onlyIn, plainMeasures } from './parts.measures.js';

export const text = (words: Words | string, link?: string): Text =>
  ({ text: typeof words === 'string' ? { en: words, zh: words } : words, ...(link === undefined ? {} : { link }) });

export const column = (id: string, en: string, zh: string, kind: Column['kind'] = 'figure'): Column => ({ id, title: { en, zh }, kind });

/** A row of the cells that there are. */
export const row = (id: string, title: Words, cells: Readonly<Record<string, Cell | undefined>>): Row =>
  ({ id, title, cells: Object.fromEntries(Object.entries(cells).filter((cell): cell is [string, Cell] => cell[1] !== undefined)) });

const isZero = (value: string): boolean => /^-?0(\.0+)?$/.test(value);
/** Whether a figure is exactly nothing. */
export const isNothing = ({ value, low, high }: Pick<Figure, 'value' | 'low' | 'high'>): boolean => [value, low, high].every((each) => each !== null && isZero(each));

type Told = Pick<Figure, 'value' | 'low' | 'high' | 'precision' | 'unknown'>;

/** A sum of nothing, which is 0, as its unit writes it. */
export const nothingOf = (unit: string): Told => {
  const value = decimalsOf(unit) === undefined ? '0' : fromMinor(0n, unit);
  return { value, low: value, high: value, precision: 'exact' };
};

const figure = (measure: Measure, told: Told, { definition }: Pick<MetricAnswer, 'definition'>, question: Question): Figure => ({
  value: told.value, low: told.low, high: told.high, precision: told.precision, unit: measure.unit, ...(measure.kind === '' ? {} : { amountKind: measure.kind }),
  ...(told.unknown === undefined || isZero(told.unknown) ? {} : { unknown: told.unknown }),
  origin: { kind: 'metric', metric: measure.metric, definition, question: { ...question, ...onlyIn(measure) } },
});

const precisionOf = (low: string, high: string | null, approximate = '0'): Figure['precision'] => (low === high && isZero(approximate) ? 'exact' : 'approximate');

/** The figure of a measure in an answer; where there is nothing in it, a sum of nothing. */
export const ofTotal = (answer: MetricAnswer, question: Question, measure: Measure): Figure => {
  const total = answer.totals.find(({ unit, amountKind = '' }) => unit === measure.unit && amountKind === measure.kind);
  const unknown = answer.totals[0]?.unknown;
  const told: Told = total
    ? { value: total.value, low: total.low, high: total.high, precision: precisionOf(total.low, total.high, total.approximate) }
    : nothingOf(measure.unit);
  return figure(measure, { ...told, ...(unknown === undefined ? {} : { unknown }) }, answer, question);
};

/** A group of an answer, by what it is divided by: `{ month: '2024-01' }`, and `{ track: null }` of what has none. */
export type Group = Readonly<Record<string, string | null>>;

/** The figure of a measure in one group of an answer. `question` asks for that group alone. */
export const ofGroup = (answer: MetricAnswer, group: Group, question: Question, measure: Measure): Figure => {
  const mine = answer.rows.filter((each) => Object.entries(group).every(([name, value]) => each[name] === value));
  const found = mine.find((each) => each['unit'] === measure.unit && (each['amountKind'] ?? '') === measure.kind);
  const unknown = mine.find((each) => each['unit'] === null)?.['unknown'] ?? undefined;
  const told: Told = found
    ? { value: found['value'] ?? null, low: found['low'] ?? null, high: found['high'] ?? null, precision: found['status'] === 'exact' ? 'exact' : 'approximate' }
    : nothingOf(measure.unit);
  return figure(measure, { ...told, ...(unknown === undefined ? {} : { unknown }) }, answer, question);
};

/** The measures that some answers have, in the order of their ids. */
export const measuresIn = (metric: string, answers: readonly MetricAnswer[], others: readonly Measure[] = []): readonly Measure[] => {
  const found = answers.flatMap(({ totals }) => totals.map(({ unit, amountKind }) => measureOf(metric, unit, amountKind)));
  return [...new Map([...plainMeasures(metric), ...found, ...others].map((each) => [each.id, each])).values()].sort(byId);
};

/** One measure, asked several times. */
export type Line<Name extends string> = Readonly<{ measure: Measure; figures: Readonly<Record<Name, Figure>> }>;

/** Asks a metric several questions, and tells each measure that any answer has in all of them. `others` are told even if none has them. */
export const linesOf = async <Name extends string>(ask: Ask, metric: string, questions: Readonly<Record<Name, Question>>, others: readonly Measure[] = []): Promise<readonly Line<Name>[]> => {
  const names = Object.keys(questions) as Name[];
  const answers = new Map<Name, MetricAnswer>();
  for (const name of names) answers.set(name, await ask.metric(metric, questions[name]));
  return measuresIn(metric, [...answers.values()], others).map((measure) => ({
    measure, figures: Object.fromEntries(names.map((name) => [name, ofTotal(answers.get(name) as MetricAnswer, questions[name], measure)])) as Record<Name, Figure>,
  }));
};
