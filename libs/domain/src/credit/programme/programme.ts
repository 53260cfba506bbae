import type { Decider } from '../../kernel/decider.js';
import type { Command } from '../../kernel/message.js';
import { partiesFound, type Party, personOf } from '../../kernel/party.js';
import { mustHold } from '../../kernel/refusal.js';
import type { Reason } from '../../signing/signing/index.js';
import { minorOf, minus } from '../ledger/index.js';
import { emptyPool, evolvePool, type Pool, quotaStream, takenOf } from './pool.js';
import { type ProgrammeFact, programmeEvents, type QuotaFact } from './programme.events.js';
import { allocateQuota, approveProgramme, changeQuota, returnAllocation } from './quota.js';
import { refuse } from './refusals.js';
import { dayOf, faultsOf, knownProgramme, mustBeOf, openProgramme, sourceFault } from './rules.js';
import { absentProgramme, evolveProgramme, type KnownProgramme, type Programme } from './state.js';
import type { Allocated, QuotaSaid, Returned, Terms } from './terms.js';

/** `parties`: the bodies that were seen to stand in it, so that they are looked up as they are today. */
type On<Type extends string, Data extends object> = Command<Type, Data & { id: string; parties?: readonly string[] }>;

export type ProposeProgramme = On<'ProposeProgramme', Terms>;
export type ApproveProgramme = On<'ApproveProgramme', object>;
export type ReturnProposal = On<'ReturnProposal', { reason: Reason }>;
export type ChangeQuota = On<'ChangeQuota', QuotaSaid>;
export type AllocateQuota = On<'AllocateQuota', Allocated>;
export type ReturnAllocation = On<'ReturnAllocation', Returned>;
export type SuspendProgramme = On<'SuspendProgramme', { reason: Reason }>;
export type ResumeProgramme = On<'ResumeProgramme', { reason: Reason }>;
export type CloseProgramme = On<'CloseProgramme', { reason: Reason }>;
export type ProgrammeCommand = ProposeProgramme | ApproveProgramme | ReturnProposal | ChangeQuota | AllocateQuota | ReturnAllocation | SuspendProgramme | ResumeProgramme | CloseProgramme;

export const programmeStream = (id: string): string => `credit-programme-${id}`;

/** A programme, its quota, and what is allocated to the one region that a command is about. */
export type Granting = Readonly<{ programme: Programme; pool: Pool; share: Pool }>;
export type GrantingFact = ProgrammeFact | QuotaFact;

const propose = (command: ProposeProgramme, { programme }: Granting): readonly GrantingFact[] => {
  const { id, parties: _, ...terms } = command.data;
  if (programme.status !== 'absent') throw refuse('credit-programme/exists', '/id');
  const { parties: [issuer, bank], wrong } = partiesFound([terms.issuer, terms.bank], command, (n) => (n === 0 ? '/issuer' : '/bank'), terms.source !== null);
  mustHold([...wrong, ...(terms.issuer === terms.bank ? [refuse('credit-programme/one-body', '/bank')] : []), ...faultsOf(terms, command)]);
  const drawnUp: ProgrammeFact = {
    type: 'CreditProgrammeProposed', effectiveOn: dayOf(command), data: { programme: id, ...terms, issuer: issuer as Party, bank: bank as Party, by: personOf(command.actor) },
  };
  const it = evolveProgramme(absentProgramme, drawnUp) as KnownProgramme;
  mustBeOf(it, command);
  mustHold(sourceFault(terms.source, command));
  return [drawnUp];
};

/** Whoever may approve may send it back, and its maker take it back. */
const giveBack = (command: ReturnProposal, { programme }: Granting): readonly GrantingFact[] => {
  const it = knownProgramme(programme);
  mustBeOf(it, command);
  if (it.status === 'returned') return [];
  if (it.status !== 'proposed' && !it.proposal) throw refuse('credit-programme/nothing-waits');
  return [{ type: 'CreditProposalReturned', effectiveOn: dayOf(command), data: { programme: it.id, what: it.status === 'proposed' ? 'programme' : 'quota', reason: command.data.reason, by: personOf(command.actor) } }];
};

const suspend = (command: SuspendProgramme, { programme }: Granting): readonly GrantingFact[] => {
  const it = knownProgramme(programme);
  mustBeOf(it, command);
  if (it.status === 'suspended') return [];
  openProgramme(it);
  return [{ type: 'CreditProgrammeSuspended', effectiveOn: dayOf(command), data: { programme: it.id, reason: command.data.reason, by: personOf(command.actor) } }];
};

const resume = (command: ResumeProgramme, { programme }: Granting): readonly GrantingFact[] => {
  const it = knownProgramme(programme);
  mustBeOf(it, command);
  if (it.status === 'open') return [];
  if (it.status !== 'suspended') openProgramme(it);
  return [{ type: 'CreditProgrammeResumed', effectiveOn: dayOf(command), data: { programme: it.id, reason: command.data.reason, by: personOf(command.actor) } }];
};

/** Nothing may be granted or allocated any more: then no line stands, and nothing is outstanding. */
const close = (command: CloseProgramme, { programme, pool }: Granting): readonly GrantingFact[] => {
  const it = knownProgramme(programme);
  mustBeOf(it, command);
  if (it.status === 'closed') return [];
  if (it.status !== 'suspended') openProgramme(it);
  const allocated = minus(takenOf(pool), pool.granted, pool.currency);
  if (minorOf(pool.granted, pool.currency) > 0n) throw refuse('credit-programme/still-granted', undefined, { en: `${pool.granted} ${pool.currency} is granted.`, zh: `已授信 ${pool.granted} ${pool.currency}。` });
  if (minorOf(allocated, pool.currency) > 0n) throw refuse('credit-programme/still-allocated', undefined, { en: `${allocated} ${pool.currency} is allocated.`, zh: `已切分 ${allocated} ${pool.currency}。` });
  return [{ type: 'CreditProgrammeClosed', effectiveOn: dayOf(command), data: { programme: it.id, reason: command.data.reason, by: personOf(command.actor) } }];
};

const decide = (command: ProgrammeCommand, granting: Granting): readonly GrantingFact[] => {
  switch (command.type) {
    case 'ProposeProgramme': return propose(command, granting);
    case 'ApproveProgramme': return approveProgramme(command, granting);
    case 'ReturnProposal': return giveBack(command, granting);
    case 'ChangeQuota': return changeQuota(command, granting);
    case 'AllocateQuota': return allocateQuota(command, granting);
    case 'ReturnAllocation': return returnAllocation(command, granting);
    case 'SuspendProgramme': return suspend(command, granting);
    case 'ResumeProgramme': return resume(command, granting);
    case 'CloseProgramme': return close(command, granting);
  }
};

const OF_PROGRAMMES: ReadonlySet<string> = new Set(programmeEvents.map(({ type }) => type));
export const isOfProgramme = (fact: { type: string }): fact is ProgrammeFact => OF_PROGRAMMES.has(fact.type);

/** Whether a fact about a quota is one of a region's allocation, which has a stream of its own. */
const isOfShare = (fact: QuotaFact): boolean => fact.type === 'AllocationSet' || ((fact.type === 'QuotaGranted' || fact.type === 'QuotaFreed') && fact.data.region !== null);

const evolve = (granting: Granting, fact: GrantingFact): Granting => {
  if (isOfProgramme(fact)) return { ...granting, programme: evolveProgramme(granting.programme, fact) };
  return isOfShare(fact) ? { ...granting, share: evolvePool(granting.share, fact) } : { ...granting, pool: evolvePool(granting.pool, fact) };
};

/** Draws hold the programme's state still and not the quota, which is a stream of its own, so that granting never stops a draw. */
const streamsOf = ({ type, data }: ProgrammeCommand): readonly [string, ...string[]] => {
  const own = programmeStream(data.id);
  switch (type) {
    case 'ProposeProgramme': case 'ReturnProposal': case 'SuspendProgramme': case 'ResumeProgramme': return [own];
    case 'ApproveProgramme': case 'ChangeQuota': case 'CloseProgramme': return [own, quotaStream(data.id)];
    case 'AllocateQuota': case 'ReturnAllocation': return [own, quotaStream(data.id), quotaStream(data.id, data.region)];
  }
};

/** A credit programme: who issues it with which bank, how much may be granted under it, and which part of that each region grants from. */
export const creditProgramme: Decider<Granting, ProgrammeCommand, GrantingFact> = {
  name: 'credit-programme',
  stateVersion: 1,
  streamsOf,
  refersTo: ({ type, data }) => ({
    organisations: [...new Set([...(type === 'ProposeProgramme' ? [data.issuer, data.bank] : []), ...(data.parties ?? [])])],
    editions: type === 'ProposeProgramme' && data.edition !== null ? [data.edition] : [],
    pacts: type === 'ProposeProgramme' && data.pact !== null ? [data.pact] : [],
  }),
  initialState: { programme: absentProgramme, pool: emptyPool, share: emptyPool },
  decide,
  evolve,
};
