import { referring } from '../../evidence/document/index.js';
import { edtfInterval } from '../../kernel/period.js';
import { mustHold, Refusal } from '../../kernel/refusal.js';
import { partyFor, personOf } from '../../kernel/party.js';
import type { PactFact } from './pact.events.js';
import type { ReportObligation, ReverseObligation, VerifyObligation } from './pact.js';
import { refuse } from './refusals.js';
import { owedUnder } from './owing.js';
import { boundFor, inFuture, known } from './rules.js';
import { type Fulfilment, fulfilmentOf, type Known, obligationsOf, type Standing } from './state.js';
import type { Table, TableFact } from './table.js';
import { isDay, type Obligation } from './terms.js';

const mustOwe = (it: Known, name: string): Readonly<{ it: Standing; obligation: Obligation }> => {
  if (it.status !== 'in-force') throw refuse('pact/not-in-force');
  const obligation = obligationsOf(it).find((each) => each.obligation === name);
  if (!obligation) throw refuse('pact/obligation-unknown', '/obligation');
  return { it, obligation };
};

/** Whoever owes it tells that it was fulfilled, and when: on a day on which it was owed, of what has ended too, because that is told late. */
export const report = (command: ReportObligation, { pact, documents }: Table): readonly TableFact[] => {
  const { id, as, obligation: name, on, evidence: named, note } = command.data;
  const { it, obligation } = mustOwe(known(pact, command), name);
  const own = partyFor(it.parties, as, command);
  if (own.organisation !== obligation.owner) throw refuse('pact/not-the-owner', as === null ? undefined : '/as');
  const owed = owedUnder(it).find((each) => each.obligation === obligation);
  if (!owed) throw refuse('pact/not-bound', as === null ? undefined : '/as');
  const before = fulfilmentOf(it, name);
  const { evidence, facts, wrong } = referring(documents, named, command.actor, { kind: 'pact', id }, '/evidence');
  if (before && isSame(before, { on, note, evidence })) return [];
  if (before) throw refuse('pact/reported');
  mustHold([
    ...(isDay(on) ? [] : [refuse('pact/day-needed', '/on')]), ...inFuture(on, command), ...(edtfInterval(on).to < owed.from ? [refuse('pact/before-in-force', '/on')] : []),
    ...(owed.until !== null && edtfInterval(on).from >= owed.until ? [refuse('pact/after-end', '/on')] : []),
    ...(wrong[0] ? [new Refusal(wrong[0].code, wrong[0].message, 'invalid', wrong)] : []),
  ]);
  return [{ type: 'ObligationReported', effectiveOn: on, data: { pact: id, obligation: name, on, evidence: [...evidence], note, party: own.organisation, by: personOf(command.actor) } }, ...facts];
};

const isSame = (before: Fulfilment, { on, note, evidence }: Pick<Fulfilment, 'on' | 'note' | 'evidence'>): boolean =>
  before.on === on && before.note === note && before.evidence.map(({ document }) => document).join() === evidence.map(({ document }) => document).join();

/** Another party than the one that owes it has seen that it was done. */
export const verify = (command: VerifyObligation, { pact }: Table): readonly PactFact[] => {
  const { id, as, obligation: name, reason } = command.data;
  const { it, obligation } = mustOwe(known(pact, command), name);
  const { own } = boundFor(it, as, command);
  if (own.organisation === obligation.owner) throw refuse('pact/own-obligation', as === null ? undefined : '/as');
  const reported = fulfilmentOf(it, name);
  if (!reported) throw refuse('pact/not-reported');
  if (reported.by.principal === command.actor.principal) throw refuse('pact/same-person');
  if (reported.verified) return [];
  return [{ type: 'ObligationVerified', effectiveOn: reported.on, data: { pact: id, obligation: name, on: reported.on, reason, party: own.organisation, by: personOf(command.actor) } }];
};

/** It was not done after all, or not so: the owner takes back what it reported, or another party says so. It is open again from its beginning. */
export const reverse = (command: ReverseObligation, { pact }: Table): readonly PactFact[] => {
  const { id, as, obligation: name, reason } = command.data;
  const { it } = mustOwe(known(pact, command), name);
  const { own } = boundFor(it, as, command);
  const reported = fulfilmentOf(it, name);
  if (!reported) throw refuse('pact/not-reported');
  return [{ type: 'ObligationReversed', effectiveOn: reported.on, data: { pact: id, obligation: name, reason, party: own.organisation, by: personOf(command.actor) } }];
};
