import { loops } from '../harness/entrants.js';
import type { Work } from '../work.js';

const CLIENTS = 32;

/** Everybody draws on one account, from one process or several. */
const hotStream = (processes: number, floor: number, goal: number): Work => ({
  name: `hot-stream-${processes}`,
  unit: 'draws/s',
  better: 'higher',
  subject: 'entente',
  entrants: [
    loops({ contender: 'entente account', name: 'entente', clients: CLIENTS, processes }),
    loops({ contender: 'update account', name: 'update', clients: CLIENTS, processes, pools: [CLIENTS] }),
  ],
  floors: { update: floor },
  goals: { update: goal },
});

export const hotStreams: readonly Work[] = [hotStream(1, 3, 4), hotStream(2, 2, 3), hotStream(4, 1.2, 2)];
