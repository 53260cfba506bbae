import { jobs, loops } from '../harness/entrants.js';
import type { Settings } from '../settings.js';
import type { Work } from '../work.js';

/** What Entente does when its log has grown. */
export const growth = ({ large }: Settings): readonly Work[] => {
  const sizes = [10_000, 100_000, ...(large ? [1_000_000] : [])];
  const named = (events: number): { name: string; events: number } => ({ name: `${events.toLocaleString('en')} events`, events });
  const work = { unit: 'events/s', better: 'higher', subject: named(sizes.at(-1) ?? 0).name, floors: {}, goals: {} } as const;
  return [
    { ...work, name: 'growth-append', entrants: sizes.map((events) => loops({ contender: 'entente', ...named(events), clients: 64, follows: true })) },
    { ...work, name: 'growth-catch-up', entrants: sizes.map((events) => jobs({ contender: 'entente signings', ...named(events) })) },
  ];
};
