import type { Words } from '@entente/domain/kernel/refusal';
import type { Figure, Origin } from '@entente/domain/reporting/dataset';

/** A number that is known exactly. */
export const exactly = (value: string, unit: string, origin: Origin): Figure => ({ value, low: value, high: value, precision: 'exact', unit, origin });

/** A number that is not known or not defined, and why in one word. */
export const nothing = (why: string, unit: string, origin: Origin): Figure => ({ value: null, low: null, high: null, precision: 'unknown', unit, why, origin });

/** A number that was counted from the records of some streams. */
export const counted = (value: number, unit: string, streams: readonly string[]): Figure => exactly(String(value), unit, { kind: 'records', streams: [...new Set(streams)].sort() });

/** Several names in one cell. */
export const listed = (all: readonly Words[]): Words => ({ en: all.map(({ en }) => en).join(', '), zh: all.map(({ zh }) => zh).join('、') });

/** A word that may stand in the path of a figure: without the sign that parts paths, and without blanks. */
export const wordOf = (id: string): string => id.replace(/[/\s]+/g, '.').toLowerCase();

/** The groups of some items by a word, in the order of the words. */
export const groupedBy = <T>(all: readonly T[], keyOf: (each: T) => string): readonly (readonly [key: string, items: readonly T[]])[] => {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const group = groups.get(keyOf(each));
    if (group) group.push(each);
    else groups.set(keyOf(each), [each]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
};
