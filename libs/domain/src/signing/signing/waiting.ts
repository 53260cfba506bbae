import type { Asked, Known, Pending } from './state.js';
import type { Due } from '../../kernel/calendar.js';

/** What waits for review: the submission, or a change of an admitted signing. */
export type Waiting = Readonly<{
  asked: readonly Asked[]; confirmed: readonly string[]; due: Due | null; reminded: Readonly<Record<string, string>>; change: Pending | null;
}>;

export const waitingOf = (it: Known): Waiting | null => {
  if (it.status === 'submitted') return { asked: it.asked, confirmed: it.confirmed, due: it.due, reminded: it.reminded, change: null };
  if (it.status === 'admitted' && it.pending) return { ...it.pending, change: it.pending };
  return null;
};

/** The regions that are asked and have not confirmed. */
export const missingOf = ({ asked, confirmed }: Pick<Waiting, 'asked' | 'confirmed'>): readonly string[] =>
  [...new Set(asked.map(({ region }) => region))].filter((region) => !confirmed.includes(region));
