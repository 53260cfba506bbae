import { canonical } from '../../kernel/canonical.js';
import type { Command } from '../../kernel/message.js';
import { isAssociationOver } from '../../kernel/party.js';
import { dateInShanghai, edtfInterval } from '../../kernel/period.js';
import type { Refusal } from '../../kernel/refusal.js';
import type { Source } from '../../signing/signing/index.js';
import type { EditionCommand } from './edition.js';
import { refuse } from './refusals.js';
import type { Edition, Known } from './state.js';

export const dayOf = ({ at }: Command): string => dateInShanghai(at);
export const gradeOf = (source: Source | null): 'submitted' | 'attested' => (source ? 'attested' : 'submitted');
/** In whatever order the members stand: the log writes them sorted. */
export const isSame = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/** The edition, if it is the actor's to keep the record of: one of unknown place is for an association over everything. */
export const mine = (state: Edition, command: EditionCommand): Known => {
  if (state.status === 'absent') throw refuse('edition/not-found');
  if (!isAssociationOver([state.place], command)) throw refuse('edition/not-yours');
  return state;
};

/** What would end before it begins. */
export const isReversed = (from: string | null, to: string | null): boolean => from !== null && to !== null && edtfInterval(to).to < edtfInterval(from).from;

/** Whether a day lies wholly outside dates, as far as these are known. */
export const isOutside = ({ from: first, to: last }: Pick<Known, 'from' | 'to'>, on: string): boolean => {
  const { from, to } = edtfInterval(on);
  return (first !== null && to < edtfInterval(first).from) || (last !== null && edtfInterval(last).to < from);
};

/** What is wrong with the day of something that happened there: it has come, and lies within the dates that were announced. */
export const wrongDay = (it: Known, on: string | null, command: Command, pointer: string): readonly Refusal[] => {
  if (on === null) return [];
  return [...(edtfInterval(on).from > dayOf(command) ? [refuse('edition/date-in-future', pointer)] : []), ...(isOutside(it, on) ? [refuse('edition/outside-dates', pointer)] : [])];
};
