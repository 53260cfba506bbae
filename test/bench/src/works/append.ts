import { loops } from '../harness/entrants.js';
import { pgbenchInserts } from '../harness/pgbench.js';
import type { Bounds, Work } from '../work.js';

/** The numbers of connections that are tried for so many clients. */
const poolsFor = (clients: number): readonly number[] => (clients === 1 ? [1] : [32, 16, 64]);

/**
 * One event to a stream of its own, acknowledged when it is durable. Entente and emmett carry a live projection in
 * another process; the others have none. Entente without its view, and whom no bound names, are told as context.
 */
const append = (clients: number, floors: Bounds, goals: Bounds): Work => {
  const pools = poolsFor(clients);
  return {
    name: `append-${clients}`,
    unit: 'events/s',
    better: 'higher',
    subject: 'entente',
    entrants: [
      loops({ contender: 'entente', clients, follows: true }),
      loops({ contender: 'emmett', clients, pools, follows: true }),
      loops({ contender: 'insert', clients, pools }),
      loops({ contender: 'fair insert', clients, pools }),
      loops({ contender: 'message-db', clients, pools }),
      loops({ contender: 'castore', clients, pools: clients === 1 ? [1] : [20, 10, 40] }),
      loops({ contender: 'entente', name: 'entente, no view', clients }),
      ...pgbenchInserts(pools),
    ],
    floors,
    goals,
  };
};

export const appends: readonly Work[] = [
  append(64, { emmett: 5, insert: 1.7, 'fair insert': 2 }, { emmett: 8, insert: 2.5, 'fair insert': 4 }),
  append(256, { emmett: 6, insert: 3 }, { emmett: 10, insert: 4 }),
  append(1, { emmett: 1, insert: 0.4 }, { emmett: 1.5, insert: 0.8 }),
];
