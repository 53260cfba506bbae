import { jobs } from '../harness/entrants.js';
import type { Settings } from '../settings.js';
import type { Work } from '../work.js';

const emmettEvents = (quick: boolean): number => (quick ? 10_000 : 20_000);

/** The product's view and journal of signings, from the first event on. Rates compare, so emmett's log may be the shorter one. */
const ofSignings = (quick: boolean): Work => {
  const events = quick ? 20_000 : 200_000;
  return {
    name: 'catch-up',
    unit: 'events/s',
    better: 'higher',
    subject: 'entente',
    entrants: [
      jobs({ contender: 'entente signings', name: 'entente', events }),
      jobs({ contender: 'emmett rebuild', name: 'emmett', events: emmettEvents(quick) }),
      jobs({ contender: 'emmett as it comes', events: emmettEvents(quick) }),
      jobs({ contender: 'sql signings', name: 'one statement', events }),
    ],
    floors: { emmett: 20 },
    goals: { emmett: 50 },
  };
};

/** The same small table on both sides, as context. */
const ofOneTable = (quick: boolean): Work => ({
  name: 'catch-up-one-table',
  unit: 'events/s',
  better: 'higher',
  subject: 'entente',
  entrants: [
    jobs({ contender: 'entente', events: quick ? 20_000 : 100_000 }),
    jobs({ contender: 'emmett rebuild', name: 'emmett', events: emmettEvents(quick) }),
  ],
  floors: {},
  goals: {},
});

export const catchUps = ({ quick }: Settings): readonly Work[] => [ofSignings(quick), ofOneTable(quick)];
