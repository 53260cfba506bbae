import pg from 'pg';
import { loops } from '../harness/entrants.js';
import type { Entrant, Work } from '../work.js';

/** The same while somebody else's transaction, in another database of the server, has written something and does not end. */
const besideSlowTransaction = (entrant: Entrant): Entrant => ({
  ...entrant,
  name: `${entrant.name}, beside it`,
  measure: async (place) => {
    const elsewhere = new URL(place.url);
    elsewhere.pathname = '/postgres';
    const other = new pg.Client({ connectionString: elsewhere.href });
    await other.connect();
    try {
      await other.query('begin; create table held (n integer)');
      return await entrant.measure(place);
    } finally {
      await other.end();
    }
  },
});

const entrants = [
  loops({ contender: 'entente', clients: 64, follows: true }),
  loops({ contender: 'emmett', clients: 64, pools: [32], follows: true }),
];

/** What one open transaction elsewhere does to appends, and to the projection: see how far it was behind and what it lacks. */
export const slowTransaction: Work = {
  name: 'slow-transaction',
  unit: 'events/s',
  better: 'higher',
  subject: 'entente, beside it',
  entrants: [...entrants, ...entrants.map(besideSlowTransaction)],
  floors: {},
  goals: {},
};
