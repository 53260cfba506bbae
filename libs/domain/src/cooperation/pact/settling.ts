import type { Command } from '../../kernel/message.js';
import { daysBetween } from '../../kernel/period.js';
import { mustHold, type Refusal } from '../../kernel/refusal.js';
import { isAssociationOver, partyFor, type Person, personOf, refuseParty } from '../../kernel/party.js';
import type { Reason, Source } from '../../signing/signing/index.js';
import type { PactFact } from './pact.events.js';
import { refuse } from './refusals.js';
import { dayOf } from './rules.js';
import { askedFor } from './situation.js';
import { clausesOn, type ConsentAct, type How, type Standing } from './state.js';
import { isDay } from './terms.js';

/** What all who are bound agree to, a clause permits or a document states: the same question five times. */
export type Asking = Readonly<{
  act: ConsentAct; it: Standing; on: string; pointer: string; leaving: string | null;
  /** It is so already, which whoever might ask for it is told without anything new. */
  isSo: boolean;
  /** The day ahead that stands, if one does: an earlier one takes its place, and a later one where all agree to it. */
  stands: string | null;
  wrong: readonly Refusal[]; effect: (how: Ended) => readonly PactFact[];
}>;
export type Ended = How & Readonly<{ pact: string; source: Source | null; by: Person }>;
type Acting = Command<string, { id: string; as: string | null; reason: Reason; source: Source | null; clause?: string | null }>;

/** Whether the clause lets this party do so alone, and the notice that it wants was given. A clause lets a party go, and none lets others send it away. */
const wrongClause = ({ it, act, on, pointer, leaving, stands }: Asking, own: string, clause: string, day: string): readonly Refusal[] => {
  const reading = clausesOn(it, day).find((each) => each.clause === clause);
  if (!reading) return [refuse('pact/clause-unknown', '/clause')];
  const { permits } = reading;
  if (permits?.act !== act || (permits.by !== null && !permits.by.includes(own)) || (leaving !== null && leaving !== own)) return [refuse('pact/clause-does-not-permit', '/clause')];
  if (stands !== null && on >= stands) return [refuse('pact/not-earlier', pointer)];
  return isDay(on) && daysBetween(day, on) < permits.noticeDays ? [refuse('pact/notice-too-short', pointer)] : [];
};

/** What a document states is entered by an association over it. */
export const mustAttest = (it: Standing, command: Acting): void => {
  if (!isAssociationOver([it.territory, ...it.parties.map(({ region }) => region)], command)) throw refuseParty('party/attest-not-yours');
};

/** What the parties agree on is a day, and no day that has passed: nobody agrees after it to what another asked for then. */
const wrongDay = ({ act, on, pointer }: Asking, day: string): readonly Refusal[] => {
  if (!isDay(on)) return [refuse('pact/day-needed', pointer)];
  return act !== 'renew' && on < day ? [refuse('pact/day-past', pointer)] : [];
};

/** What an act comes to, which all who are bound agree to, a clause permits or a document states. */
export const settle = (asking: Asking, command: Acting): readonly PactFact[] => {
  const { it, act, on, leaving, isSo, wrong, effect } = asking;
  const { id: pact, as, reason, source, clause = null } = command.data;
  const day = dayOf(command);
  const of = (how: How['how']): Ended => ({ pact, how, clause, reason, source, by: personOf(command.actor) });
  if (it.grade === 'attested') {
    mustAttest(it, command);
    if (isSo) return [];
    mustHold([...(source ? [] : [refuseParty('party/source-required', '/source')]), ...wrong]);
    return effect(of('attested'));
  }
  const all = askedFor(it, { act, leaving, on }, day);
  const { organisation: own } = partyFor(it.parties, as, command);
  if (!all.some(({ organisation }) => organisation === own) && !(isSo && own === leaving)) throw refuse('pact/not-bound', '/as');
  if (isSo) return [];
  mustHold([...(source ? [refuse('pact/source-not-needed', '/source')] : []), ...wrongDay(asking, day), ...wrong, ...(clause === null ? [] : wrongClause(asking, own, clause, day))]);
  if (clause !== null) return effect(of('clause'));
  const motion = it.motions.find((each) => each.act === act && each.leaving === leaving && each.on === on);
  const consented: PactFact = { type: 'PactConsented', effectiveOn: day, data: { pact, act, leaving, on, reason, party: own, by: personOf(command.actor) } };
  // Who has agreed already says nothing new; yet where the last who had not has left since, it takes effect now.
  const said = motion?.consents.includes(own) ? [] : [consented];
  const consents = [...(motion?.consents ?? []), own];
  return all.every(({ organisation }) => consents.includes(organisation)) ? [...said, ...effect(of('consent'))] : said;
};
