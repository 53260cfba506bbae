import { isAssociationOver, partiesFound, partyFor, personOf, refuseParty } from '../../kernel/party.js';
import { edtfInterval } from '../../kernel/period.js';
import { mustHold, Refusal } from '../../kernel/refusal.js';
import type { Command } from '../../kernel/message.js';
import type { AllianceFact } from './alliance.events.js';
import type { AgreeToFound, DeclineToFound, ProposeAlliance, RecordAlliance } from './alliance.js';
import { isThereOn } from './ballots.js';
import { refuse } from './refusals.js';
import { dayOf, hadEnded, inFuture, known } from './rules.js';
import type { Alliance, Known, Standing, Term } from './state.js';
import type { Proposal } from './terms.js';

type Asked = Readonly<{ term: Term | null; wrong: readonly Refusal[] }>;

const termOf = (secretariat: Proposal['secretariat'], command: Command, attested: boolean): Asked => {
  if (!secretariat) return { term: null, wrong: [] };
  const { organisation, from, to } = secretariat;
  const { parties: [party], wrong } = partiesFound([organisation], command, () => '/secretariat/organisation', attested);
  const reversed = from !== null && to !== null && edtfInterval(to).to < edtfInterval(from).from ? [refuse('alliance/dates-reversed', '/secretariat/to')] : [];
  return { term: party ? { party, from, to } : null, wrong: [...wrong, ...reversed] };
};

const wrongTerritory = (territory: string | null, date: string | null, { directory }: Command): readonly Refusal[] => {
  const unknown = territory === null ? undefined : directory.regionFault(territory, date);
  return unknown ? [new Refusal(unknown.code, unknown.message, 'invalid', [{ pointer: '/territory', ...unknown }])] : [];
};

/** A founder asks the others; asking is agreeing. */
export const propose = (command: ProposeAlliance, state: Alliance): readonly AllianceFact[] => {
  if (state.status !== 'absent') throw refuse('alliance/exists', '/id');
  const { id: alliance, as, founders: ids, name, kind, purpose, territory, rules, secretariat } = command.data;
  const { parties: founders, wrong } = partiesFound(ids, command, (n) => `/founders/${n}`);
  const asked = termOf(secretariat, command, false);
  mustHold([...wrong, ...wrongTerritory(territory, dayOf(command), command), ...asked.wrong]);
  const { organisation } = partyFor(founders, as, command);
  return [{
    type: 'AllianceProposed', effectiveOn: dayOf(command),
    data: { alliance, name, kind, purpose, territory, founders: [...founders], rules, secretariat: asked.term, organisation, by: personOf(command.actor) },
  }];
};

/** An association enters what a document states of an alliance. Who is not named is no member, whatever count is announced. */
export const record = (command: RecordAlliance, state: Alliance): readonly AllianceFact[] => {
  if (state.status !== 'absent') throw refuse('alliance/exists', '/id');
  const { id: alliance, founders: ids, name, kind, purpose, territory, foundedOn, secretariat, source } = command.data;
  const { parties: founders, wrong } = partiesFound(ids, command, (n) => `/founders/${n}`, true);
  // Whose it is to enter can be told only where all founders are known.
  if (wrong.length === 0 && !isAssociationOver([territory, ...founders.map(({ region }) => region)], command)) throw refuseParty('party/attest-not-yours', '/source');
  const asked = termOf(secretariat, command, true);
  const ended = foundedOn === null ? [] : ids.flatMap((id, n) => hadEnded(id, foundedOn, command, `/founders/${n}`));
  mustHold([...wrong, ...ended, ...wrongTerritory(territory, foundedOn, command), ...(foundedOn === null ? [] : inFuture(foundedOn, command, '/foundedOn')), ...asked.wrong]);
  return [{
    type: 'AllianceRecorded', effectiveOn: foundedOn,
    data: { alliance, name, kind, purpose, territory, founders: [...founders], foundedOn, secretariat: asked.term, source, by: personOf(command.actor) },
  }];
};

const areThere = ({ founders }: Exclude<Known, Standing>, command: Command): boolean => founders.every(({ organisation }) => isThereOn(organisation, dayOf(command), command.directory));

/** A founder agrees; with the last one the alliance is founded, and all are its members. Who agreed before is told where it cannot be founded any more. */
export const agree = (command: AgreeToFound, state: Alliance): readonly AllianceFact[] => {
  const it = known(state);
  if (it.status === 'lapsed') throw refuse('alliance/lapsed');
  if (it.status === 'founded' && it.grade === 'attested') throw refuse('alliance/attested');
  const { id: alliance, as } = command.data;
  const { organisation } = partyFor(it.founders, as, command);
  if (it.status === 'founded') return [];
  const hasAgreed = it.agreed.includes(organisation);
  if (!isThereOn(organisation, dayOf(command), command.directory)) {
    if (hasAgreed) return [];
    throw refuseParty('party/gone');
  }
  if (!areThere(it, command)) throw refuse('alliance/founder-gone');
  if (hasAgreed) return [];
  const agreed: AllianceFact = { type: 'FounderAgreed', effectiveOn: dayOf(command), data: { alliance, organisation, by: personOf(command.actor) } };
  const all = [...it.agreed, organisation];
  if (!it.founders.every((founder) => all.includes(founder.organisation))) return [agreed];
  return [agreed, { type: 'AllianceFounded', effectiveOn: dayOf(command), data: { alliance, on: dayOf(command), members: [...it.founders] } }];
};

/** Unanimity means that one who declines ends it. Who has agreed may do so only where it cannot be founded any more. */
export const decline = (command: DeclineToFound, state: Alliance): readonly AllianceFact[] => {
  const it = known(state);
  if (it.status === 'founded') throw refuse(it.grade === 'attested' ? 'alliance/attested' : 'alliance/founded');
  const { id: alliance, as, reason } = command.data;
  const { organisation } = partyFor(it.founders, as, command);
  if (it.status === 'lapsed') {
    if (it.declined.organisation === organisation) return [];
    throw refuse('alliance/lapsed');
  }
  if (it.agreed.includes(organisation) && areThere(it, command)) throw refuse('alliance/agreed');
  return [{ type: 'FounderDeclined', effectiveOn: dayOf(command), data: { alliance, organisation, reason, by: personOf(command.actor) } }];
};
