import { called } from '../support/alliances.js';
import { ADMIN, CHECKER, reason, source } from '../support/samples.js';
import type { Move } from './moves.js';
import type { Random } from './random.js';

const ALLIANCES = '/v1/alliances';

/** Both are associations over everything, and other principals. */
const association = (random: Random): string => random.pick([ADMIN, CHECKER]);
const two = (n: number): string => String(n).padStart(2, '0');
const dayIn = (random: Random, year: number): string => `${year}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`;

/** An alliance that is known from documents. */
export const records = (random: Random, id: string): Move =>
  ({ as: association(random), path: ALLIANCES, body: { id, ...called('川渝软件产业联盟'), founders: [], foundedOn: '2020-01-01', source } });

const act = (random: Random, id: string, verb: string, body: object, seen: number | undefined): Move =>
  ({ as: association(random), path: `${ALLIANCES}/${id}/${verb}`, body: { ...body, source }, ...(seen === undefined || random.chance(0.8) ? {} : { ifMatch: seen }) });

/** A body is entered as a member, by a document that another may read otherwise. */
export const admits = (random: Random, id: string, organisation: string, seen?: number): Move =>
  act(random, id, 'admit', { organisation, on: dayIn(random, random.between(2020, 2024)) }, seen);

/** What somebody says of a member. */
export const tellsOf = (random: Random, id: string, organisation: string, seen: number | undefined): Move => random.pick<() => Move>([
  () => admits(random, id, organisation, seen),
  () => admits(random, id, organisation, seen),
  () => act(random, id, 'withdraw', { organisation, on: dayIn(random, random.between(2022, 2024)), reason }, seen),
  () => (random.chance(0.4) ? act(random, id, 'strike', { organisation, reason }, seen) : admits(random, id, organisation, seen)),
])();
