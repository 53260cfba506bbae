import { edtfInterval } from '../../kernel/period.js';
import type { Refusal } from '../../kernel/refusal.js';
import { partyFor, refuseParty } from '../../kernel/party.js';
import { endOf } from './owing.js';
import type { PactFact } from './pact.events.js';
import type { RenewPact, ResumePact, SuspendPact, TerminatePact, WithdrawFromPact } from './pact.js';
import { refuse } from './refusals.js';
import { dayOf, mustBeStanding, mustHaveStood, mustStand, preceding } from './rules.js';
import { type Ended, mustAttest, settle } from './settling.js';
import { aloneFrom, hasCome, holdsOn, partiesOf } from './situation.js';
import type { Bound, Pact, Standing, Suspension } from './state.js';

const after = (on: string, { from }: Standing, pointer: string): readonly Refusal[] => preceding(on, from, pointer);

/** The suspension that is not over: on a day one at most, which has begun or lies ahead. One that was taken back never begins. */
const pending = ({ suspensions }: Standing, day: string): Suspension | undefined =>
  suspensions.findLast(({ from, to }) => to === null || (from < to && !hasCome(to, day)));

export const suspend = (command: SuspendPact, state: Pact): readonly PactFact[] => {
  const { from } = command.data;
  const it = mustBeStanding(state, command);
  const isAttested = it.grade === 'attested';
  // What a document states anew is the day of a suspension whose end is not known, or of the one in which that day lies.
  const before = isAttested
    ? (it.suspensions.find(({ to }) => to === null) ?? it.suspensions.findLast((each) => holdsOn({ since: each.from, until: each.to }, edtfInterval(from).from)))
    : pending(it, dayOf(command));
  const isSo = before?.from === from && (isAttested || before.to === null);
  if (!isSo && isAttested) mustHaveStood(it, from);
  if (!isSo && !isAttested) mustStand(it, command);
  return settle({
    act: 'suspend', it, on: from, pointer: '/from', leaving: null, isSo, stands: before?.from ?? null, wrong: after(from, it, '/from'),
    effect: (how) => [{ type: 'PactSuspended', effectiveOn: from, data: { ...how, from, former: before?.from ?? null } }],
  }, command);
};

export const resume = (command: ResumePact, state: Pact): readonly PactFact[] => {
  const { on } = command.data;
  const it = mustBeStanding(state, command);
  const isAttested = it.grade === 'attested';
  // What a document states anew is the end of the last that had begun by then.
  const stated = it.suspensions.find(({ to }) => to === null) ?? it.suspensions.filter(({ from }) => hasCome(from, edtfInterval(on).to)).toSorted((a, b) => (a.from < b.from ? -1 : 1)).at(-1);
  const before = isAttested ? stated : pending(it, dayOf(command));
  const isSo = (isAttested ? before : it.suspensions.at(-1))?.to === on;
  if (!isSo && isAttested) mustHaveStood(it, on);
  if (!isSo && !isAttested) mustStand(it, command, true);
  if (!isSo && !before) throw refuse('pact/not-suspended');
  const from = before?.from ?? on;
  return settle({
    act: 'resume', it, on, pointer: '/on', leaving: null, isSo, stands: null, wrong: preceding(on, from, '/on'), effect: (how) => [{ type: 'PactResumed', effectiveOn: on, data: { ...how, from, on } }],
  }, command);
};

export const renew = (command: RenewPact, state: Pact): readonly PactFact[] => {
  const { to } = command.data;
  const it = mustBeStanding(state, command);
  const former = it.to;
  const isSo = former === to;
  // What a document states is learned late: that a pact was renewed, when its former end had long passed.
  if (!isSo && it.grade === 'attested') mustHaveStood({ ...it, to: null }, former === null ? to : edtfInterval(former).to);
  if (!isSo && it.grade === 'signed') mustStand(it, command, true);
  if (former === null && it.grade === 'signed') throw refuse('pact/no-end-to-renew');
  // A wrong end that was entered from a document is put right by saying it again.
  const wrong = it.grade === 'signed' && former !== null && edtfInterval(to).to <= edtfInterval(former).to ? [refuse('pact/not-later', '/to')] : [];
  return settle({
    act: 'renew', it, on: to, pointer: '/to', leaving: null, isSo, stands: null, wrong, effect: (how) => [{ type: 'PactRenewed', effectiveOn: dayOf(command), data: { ...how, to, former } }],
  }, command);
};

export const terminate = (command: TerminatePact, state: Pact): readonly PactFact[] => {
  const { on } = command.data;
  const it = mustBeStanding(state, command);
  const isSo = it.terminated?.on === on;
  if (!isSo && it.grade === 'attested') mustHaveStood({ ...it, terminated: null }, on);
  if (!isSo && it.grade === 'signed') mustStand(it, command, true);
  // When one alone would be left it ends anyway, and no word of that one moves it.
  const alone = aloneFrom(it);
  const tooLate = it.grade === 'signed' && alone !== null && edtfInterval(on).from > alone ? [refuse('pact/one-alone-by-then', '/on')] : [];
  return settle({
    act: 'terminate', it, on, pointer: '/on', leaving: null, isSo, stands: it.terminated?.on ?? null, wrong: [...after(on, it, '/on'), ...tooLate],
    effect: (how) => [{ type: 'PactTerminated', effectiveOn: on, data: { ...how, on } }],
  }, command);
};

/** One of many leaves: by a clause, or when all agree, itself among them. */
export const withdraw = (command: WithdrawFromPact, state: Pact): readonly PactFact[] => {
  const { on, as, organisation } = command.data;
  const it = mustBeStanding(state, command);
  const isAttested = it.grade === 'attested';
  if (isAttested) mustAttest(it, command);
  const leaving = organisation ?? as ?? soleSpeaker(it, command);
  const own = it.bound.find((each) => each.organisation === leaving);
  const isSo = own?.until === on;
  if (!isSo && isAttested) mustHaveStood(it, on);
  if (!isSo && !isAttested) mustStand(it, command, true);
  const others = partiesOf(it, edtfInterval(on).from).filter((each) => each !== own);
  if (!isSo && (!own || (!isAttested && own.until !== null && hasCome(own.until, dayOf(command))))) throw refuse('pact/not-bound', '/organisation');
  if (!isSo && others.length < 2) throw refuse('pact/two-parties');
  return settle({
    act: 'withdraw', it, on, pointer: '/on', leaving, isSo, stands: own?.until ?? null, wrong: after(on, it, '/on'),
    effect: (how) => [{ type: 'PartyWithdrew', effectiveOn: on, data: { ...how, organisation: leaving, on } }, ...endWithOne(it, others, how)],
  }, command);
};

const soleSpeaker = (it: Standing, command: WithdrawFromPact): string => {
  if (it.grade === 'attested') throw refuseParty('party/say-for-whom', '/organisation');
  return partyFor(it.parties, null, command).organisation;
};

/** Where others leave later and one alone would be left then, the pact ends on that day: so nobody who announces to leave keeps the others from it. */
const endWithOne = (it: Standing, others: readonly Bound[], how: Ended): readonly PactFact[] => {
  if (it.grade === 'attested' || others.filter(({ until }) => until === null).length > 1) return [];
  const on = others.flatMap(({ until }) => until ?? []).sort().at(others.some(({ until }) => until === null) ? -1 : -2);
  const ends = endOf(it);
  return on === undefined || (ends !== null && ends <= on) ? [] : [{ type: 'PactTerminated', effectiveOn: on, data: { ...how, on } }];
};
