import type { Entry, Grade } from '../kernel/journal.js';
import { edtfInterval } from '../kernel/period.js';
import { difference, type Figure } from './signing-figures.js';

/** What entries of one metric and one subject have in common. */
export type Of = Readonly<{ metric: string; subject: string; grade: Grade; cohortOn: string }>;

/**
 * The entries of a stock whose level is known for every day: at each date on which something changes, by how much it does.
 * @param dates EDTF texts, as precise as they are known; a coarse one takes effect on its first day.
 * @param levelOn the figures that stand on a day (`YYYY-MM-DD`).
 */
export const overTime = (of: Of, dates: readonly (string | null)[], levelOn: (day: string) => readonly Figure[]): readonly Entry[] => {
  const byDay = new Map(dates.flatMap((date) => (date === null ? [] : [[edtfInterval(date).from, date] as const])));
  let before: readonly Figure[] = [];
  return [...byDay].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([day, effectiveOn]) => {
    const level = levelOn(day);
    const moved = difference(before, level);
    before = level;
    return moved.map((figure): Entry => ({ ...of, ...figure, effectiveOn }));
  });
};

/** One that counts exactly. */
export const one = (region: string, unit: string, dims: Figure['dims'], counterpart: string | null = null): Figure =>
  ({ region, counterpart, unit, kind: '', value: '1', low: '1', high: '1', precision: 'exact', sign: 1, dims });
