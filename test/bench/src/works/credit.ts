import { loops, trials } from '../harness/entrants.js';
import type { Settings } from '../settings.js';
import type { Bounds, Work } from '../work.js';

const CLIENTS = 32;
/** As many programmes as bursts can be granted under in the time of a round, a thousand lines each. */
const [PROGRAMMES_QUICK, PROGRAMMES] = [8, 20];

/** Draws of one programme, on so many lines of it, beside a row that is locked by its UPDATE. */
const draws = (name: string, lines: number, floors: Bounds, goals: Bounds): Work => ({
  name,
  unit: 'draws/s',
  better: 'higher',
  subject: 'entente',
  entrants: [
    loops({ contender: 'entente credit', name: 'entente', clients: CLIENTS, events: lines }),
    loops({ contender: 'sql credit', name: 'update', clients: CLIENTS, events: lines, pools: [CLIENTS, 16, 8] }),
  ],
  floors,
  goals,
});

/** One programme grants the 66 lines of a batch at once, and then those of the next. */
const grants = ({ quick }: Settings): Work => {
  const events = quick ? PROGRAMMES_QUICK : PROGRAMMES;
  return {
    name: 'credit-grants',
    unit: 'bursts/s',
    better: 'higher',
    subject: 'entente',
    entrants: [
      loops({ contender: 'entente grants', name: 'entente', clients: 1, events }),
      loops({ contender: 'sql grants', name: 'update', clients: 1, events, pools: [CLIENTS, 16, 8] }),
    ],
    floors: { update: 0.3 },
    goals: { update: 1 },
  };
};

/** How long others wait for a draw on another line and for a signing, while one line is hot and while none is. */
const others: Work = {
  name: 'credit-others',
  unit: 'ms, p99 of draws',
  better: 'lower',
  subject: 'entente, one line hot',
  entrants: [trials({ contender: 'entente, one line hot' }), trials({ contender: 'entente, nothing hot' }), trials({ contender: 'sql, one line hot' }), trials({ contender: 'sql, nothing hot' })],
  floors: { 'entente, nothing hot': 3, 'sql, one line hot': 3 },
  goals: { 'entente, nothing hot': 2, 'sql, one line hot': 1 },
};

/** Credit where it is hot: one line, a thousand lines that all hold their programme still, one quota, and who else is there. */
export const credit = (settings: Settings): readonly Work[] => [
  draws('credit-one-line', 1, { update: 1 }, { update: 2 }),
  draws('credit-thousand-lines', 1_000, { update: 0.3 }, { update: 1 }),
  grants(settings),
  others,
];
