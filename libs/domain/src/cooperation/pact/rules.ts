import { type Audience, type Directory, isAmong } from '../../kernel/directory.js';
import type { Command } from '../../kernel/message.js';
import { amongParties, isSpeakerOf, partyFor, today } from '../../kernel/party.js';
import { dateInShanghai, edtfInterval } from '../../kernel/period.js';
import type { Refusal } from '../../kernel/refusal.js';
import { type PactRefusal, refuse } from './refusals.js';
import { partiesOf, type Situation, situationOn } from './situation.js';
import type { Bound, Known, Pact, Standing } from './state.js';

type By = Pick<Command, 'actor' | 'directory'>;

export const dayOf = ({ at }: Pick<Command, 'at'>): string => dateInShanghai(at);

/**
 * Who may know of a pact: its parties, those over their regions, and everyone where it is open and in force or was. A draft is
 * its drafter's people's alone, or, where that body has no account, those of its region.
 */
export const audienceOf = (it: Known, directory?: Pick<Directory, 'body'>): Audience => {
  if (it.status !== 'drafted') return { open: it.status === 'in-force' && it.access === 'open', ...amongParties(it.parties, directory) };
  // Whoever drafted for a body that has people of its own since has a draft of theirs no more.
  const drafters = draftersOf(it).map((party) => (directory ? today(party, directory) : party));
  return { open: false, only: true, regions: drafters.flatMap(({ account, region }) => (account === null ? (region ?? []) : [])), accounts: drafters.flatMap(({ account }) => account ?? []) };
};

const draftersOf = ({ parties, drafter }: Extract<Known, { status: 'drafted' }>) => parties.filter(({ organisation }) => organisation === drafter);

/** The bodies by which it is decided who may know of it. */
export const bodiesOf = (it: Known): readonly string[] => (it.status === 'drafted' ? draftersOf(it) : it.parties).map(({ organisation }) => organisation);

/** Whether the pact is any of the actor's business. A draft is its drafter's alone. */
export const concerns = (it: Known, by: By): boolean => {
  const drafter = it.status === 'drafted' ? it.parties.find(({ organisation }) => organisation === it.drafter) : undefined;
  if (drafter) return isSpeakerOf(drafter, by);
  return it.parties.some((party) => isSpeakerOf(party, by)) || isAmong(audienceOf(it, by.directory), by.actor, by.directory);
};

export const known = (state: Pact, by: By): Known => {
  if (state.status === 'absent' || !concerns(state, by)) throw refuse('pact/not-found');
  return state;
};

const WRONG: Readonly<Record<Situation, PactRefusal>> = {
  drafted: 'pact/not-in-force', negotiating: 'pact/not-in-force', frozen: 'pact/not-in-force', declined: 'pact/not-in-force',
  agreed: 'pact/in-force', 'in-force': 'pact/in-force', suspended: 'pact/suspended', expired: 'pact/expired', terminated: 'pact/terminated',
};

/** What is in force on the day of the command, or agreed or, where that may be, suspended. */
export const mustStand = (it: Known, command: Pick<Command, 'at'>, orSuspended = false): Standing => {
  const situation = situationOn(it, dayOf(command));
  const stands = situation === 'in-force' || situation === 'agreed' || (situation === 'suspended' && orSuspended);
  if (!stands || it.status !== 'in-force') throw refuse(WRONG[situation]);
  return it;
};

/** What is in force or was, whatever it is by now. */
export const mustBeStanding = (state: Pact, command: By): Standing => {
  const it = known(state, command);
  if (it.status !== 'in-force') throw refuse('pact/not-in-force');
  return it;
};

/**
 * What a document states of a pact is judged on its own day, because it is learned late.
 * @param it how it stood without what is stated anew.
 */
export const mustHaveStood = (it: Standing, on: string): void => {
  const situation = situationOn(it, edtfInterval(on).from);
  if (situation === 'expired' || situation === 'terminated') throw refuse(WRONG[situation]);
};

/** Those who are bound, and the one of them for which the actor acts. */
export const boundFor = (it: Standing, as: string | null, command: By & Pick<Command, 'at'>): Readonly<{ own: Bound; all: readonly Bound[] }> => {
  const all = partiesOf(it, dayOf(command));
  const own = partyFor(it.parties, as, command);
  const bound = all.find(({ organisation }) => organisation === own.organisation);
  if (!bound) throw refuse('pact/not-bound', '/as');
  return { own: bound, all };
};

export const inFuture = (on: string, command: Pick<Command, 'at'>, pointer = '/on'): readonly Refusal[] =>
  (edtfInterval(on).from > dayOf(command) ? [refuse('pact/date-in-future', pointer)] : []);

export const preceding = (on: string, before: string | null, pointer: string): readonly Refusal[] =>
  (before !== null && edtfInterval(on).to < edtfInterval(before).from ? [refuse('pact/before-in-force', pointer)] : []);
