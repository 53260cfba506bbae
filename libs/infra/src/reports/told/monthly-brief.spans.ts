import type { Figure, Table } from '@entente/domain/reporting/dataset';
import { daysOf, periodBefore, yearBefore } from '@entente/domain/reporting/report';
import type { Ask, Former, Question } from '../asking.js';

/** A month that is told, with the issues that were published of the month before and of the same month a year before. */
export type Month = Readonly<{
  ask: Ask;
  period: string;
  /** The region that is asked for, as a question has it. */
  where: Question;
  /** The issue of the month before, in the same year; in January the year begins anew. */
  former: Former | undefined;
  lastYears: Former | undefined;
}>;

const REPORT = 'monthly-brief';

/** The month with what was published before it. */
export const monthOf = async (ask: Ask, parameters: Question, period: string): Promise<Month> => {
  const { region } = parameters;
  return {
    ask, period, where: region === undefined ? {} : { region },
    former: isFirst(period) ? undefined : await ask.published(REPORT, parameters, periodBefore(period)),
    lastYears: await ask.published(REPORT, parameters, yearBefore(period)),
  };
};

export const isFirst = (period: string): boolean => period.endsWith('-01');
export const isLast = (period: string): boolean => period.endsWith('-12');
export const yearOf = (period: string): string => period.slice(0, 4);

const fromTo = (where: Question, from: string, to: string): Question => ({ ...where, from, to });

/** A month as a flow is asked for. */
export const inMonth = (where: Question, month: string): Question => fromTo(where, month, month);

/** The year to the end of a month. What is dated to the year alone lies within it in December. */
export const yearTo = (where: Question, month: string): Question => fromTo(where, `${yearOf(month)}-01`, month);

/** What is dated to the year alone. */
export const undatedIn = (where: Question, year: string): Question => ({ ...where, month: year });

/** At the end of a month. */
export const atEndOf = (where: Question, month: string): Question => ({ ...where, validAt: daysOf(month).to });

/** A figure as an issue published it, or undefined where it had none there. */
export const figureOf = (former: Former, table: string, row: string, column: string): Figure | undefined => {
  const cell = former.set.tables.find(({ id }) => id === table)?.rows.find(({ id }) => id === row)?.cells[column];
  return cell !== undefined && 'origin' in cell ? cell : undefined;
};

/** The ids of the rows of a table of an issue. */
export const rowsIn = (former: Former | undefined, table: string): readonly string[] => former?.set.tables.find(({ id }: Table) => id === table)?.rows.map(({ id }) => id) ?? [];
