import type { Known } from '../convening/edition/index.js';

/** Why the figures of an edition leave out what is on record of it: entries lie in a region, and on a day. */
export type EditionGap = 'place-unknown' | 'day-unknown';

/** Whether a metric would count something of it that states no day of its own. */
const countsUndated = ({ aspects, activities, outputs }: Known, metric: string): boolean => {
  const undated = Object.values(activities).filter(({ from }) => from === null);
  switch (metric) {
    case 'editions.aspects': return aspects.length > 0;
    case 'editions.outputs': return Object.values(outputs).some(({ on }) => on === null);
    case 'editions.attendance': return undated.some(({ attendance }) => attendance !== null);
    default: return undated.length > 0;
  }
};

/** Why a metric of editions leaves something out that is on record of this one; undefined where it leaves nothing out. */
export const gapIn = (it: Known, metric: string): EditionGap | undefined => {
  if (it.place === null) return 'place-unknown';
  return it.from === null && countsUndated(it, metric) ? 'day-unknown' : undefined;
};
