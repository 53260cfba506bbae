import { loops } from '../harness/entrants.js';
import type { Entrant, Work } from '../work.js';

const several = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

const writersIn = (clients: number, processes: number): Entrant =>
  loops({ contender: 'entente', name: `${several(clients, 'writer', 'writers')}, ${several(processes, 'process', 'processes')}`, clients, processes });

/** How Entente takes more writers, and more processes of the api on one database. */
export const writers: Work = {
  name: 'writers',
  unit: 'events/s',
  better: 'higher',
  subject: '64 writers, 1 process',
  entrants: [writersIn(1, 1), ...[1, 2, 4].map((processes) => writersIn(8, processes)), ...[1, 2, 4].map((processes) => writersIn(64, processes))],
  floors: {},
  goals: {},
};
