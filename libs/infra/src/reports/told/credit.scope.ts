import { closureOf } from '@entente/domain/territory/territory';
import type { KnownBatch } from '@entente/domain/credit/batch';
import type { KnownProgramme } from '@entente/domain/credit/programme';
import { cooperation } from '@entente/domain/views/cooperation';
import { daysOf } from '@entente/domain/reporting/report';
import type { Ask, Former, Question } from '../asking.js';

/** A month of credit: for which region and programme, with the issue of the month before. */
export type Scope = Readonly<{
  ask: Ask; period: string; where: Question; former: Former | undefined;
  programmes: readonly KnownProgramme[]; batches: readonly KnownBatch[];
}>;

/** At the end of a month, in a scope. */
export const atEndOf = (where: Question, month: string): Question => ({ ...where, validAt: daysOf(month).to });

/** All programmes and batches on record, whatever the report is about. */
export const onRecord = async ({ rows }: Ask): Promise<Pick<Scope, 'programmes' | 'batches'>> => {
  const all = await rows(cooperation);
  return {
    programmes: all.flatMap(({ kind, state }) => (kind === 'credit-programme' && state.status !== 'absent' ? [state as KnownProgramme] : [])),
    batches: all.flatMap(({ kind, state }) => (kind === 'credit-batch' && state.status !== 'absent' ? [state as KnownBatch] : [])),
  };
};

/** Whether a region or set is the one that is asked for, or lies or ever lay below it; all do, where none is. */
export const isWithin = ({ ask: { territory }, where: { region } }: Pick<Scope, 'ask' | 'where'>, place: string): boolean =>
  region === undefined || place === region || (closureOf(territory).above.get(place)?.has(region) ?? false);
