import { loops } from '../harness/entrants.js';
import { replicatedServer } from '../harness/replicated.js';
import type { Work } from '../work.js';

const ROUND_TRIP_MS = 2;

/** The same appends where every commit waits for a replica that is two milliseconds away: what a group shares is then worth most. */
export const replica: Work = {
  name: 'append-64-replica',
  unit: 'events/s',
  better: 'higher',
  subject: 'entente',
  server: () => replicatedServer(ROUND_TRIP_MS),
  entrants: [
    loops({ contender: 'entente', clients: 64, follows: true }),
    loops({ contender: 'emmett', clients: 64, pools: [64], follows: true }),
    loops({ contender: 'insert', clients: 64, pools: [64] }),
    loops({ contender: 'fair insert', clients: 64, pools: [64] }),
  ],
  floors: {},
  goals: {},
};
