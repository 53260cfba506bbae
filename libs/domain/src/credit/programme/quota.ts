import { personOf } from '../../kernel/party.js';
import { mustHold, type Refusal } from '../../kernel/refusal.js';
import { isSetId } from '../../kernel/region-code.js';
import { isLess, isNothing, minus, nothing } from '../ledger/index.js';
import type { AllocateQuota, ApproveProgramme, ChangeQuota, Granting, GrantingFact, ReturnAllocation } from './programme.js';
import { accountOf, covers, evolvePool, freeIn, type Pool, quotaStream, takenOf } from './pool.js';
import { refuse } from './refusals.js';
import { dayOf, exhausted, knownProgramme, mustBeIssuer, mustBeOf, openProgramme, regionFaults, sourceFault } from './rules.js';
import type { KnownProgramme } from './state.js';

/** Where nothing is taken yet the pool knows no currency, so that the programme's goes. What banks state of their own draws may exceed a quota. */
const mustFit = ({ mode, currency }: KnownProgramme, pool: Pool, quota: string, pointer?: string): void => {
  const taken = takenOf({ ...pool, currency });
  if (mode === 'ledger' && isLess(quota, taken, currency)) throw refuse('credit-programme/quota-below-granted', pointer, { en: `${taken} ${currency} is granted and allocated.`, zh: `已授信与已切分共 ${taken} ${currency}。` });
};

export const changeQuota = (command: ChangeQuota, { programme, pool }: Granting): readonly GrantingFact[] => {
  const it = knownProgramme(programme);
  mustBeOf(it, command);
  if (it.status !== 'suspended') openProgramme(it);
  if (it.proposal) throw refuse('credit-programme/proposal-waits');
  const { quota, reason, source } = command.data;
  if (quota.currency !== it.currency) throw refuse('credit-programme/another-currency', '/quota/currency');
  if (it.quota?.amount === quota.amount) return [];
  mustHold(sourceFault(source, command));
  mustFit(it, pool, quota.amount, '/quota');
  return [{ type: 'CreditQuotaProposed', effectiveOn: dayOf(command), data: { programme: it.id, quota, reason, source, by: personOf(command.actor) } }];
};

/** What a new quota moves: of one that nobody had stated, all that is not taken already; else the difference. */
const placed = (it: KnownProgramme, pool: Pool, quota: NonNullable<KnownProgramme['quota']>, effectiveOn: string): GrantingFact => {
  const { amount, currency } = quota;
  const difference = minus(amount, pool.ceiling ?? takenOf({ ...pool, currency }), currency);
  const isRaised = !difference.startsWith('-');
  const by = isRaised ? difference : difference.slice(1);
  const [debit, credit] = isRaised ? (['unallocated', 'quota'] as const) : (['quota', 'unallocated'] as const);
  return { type: isRaised ? 'QuotaPlaced' : 'QuotaLowered', effectiveOn, stream: quotaStream(it.id), data: { programme: it.id, quota, movement: isNothing(by) ? null : { debit, credit, amount: by, currency } } };
};

/** A second person opens what was drawn up, or lets another quota count. */
export const approveProgramme = (command: ApproveProgramme, { programme, pool }: Granting): readonly GrantingFact[] => {
  const it = knownProgramme(programme);
  mustBeOf(it, command);
  const [by, effectiveOn] = [personOf(command.actor), dayOf(command)];
  if (it.status === 'proposed') {
    if (it.by.principal === by.principal && it.by.organisation === by.organisation) throw refuse('credit-programme/second-person');
    return [{ type: 'CreditProgrammeOpened', effectiveOn, data: { programme: it.id, by } }, ...(it.quota ? [placed(it, pool, it.quota, effectiveOn)] : [])];
  }
  if (it.status === 'returned' || it.status === 'closed') throw refuse(`credit-programme/${it.status}`);
  if (!it.proposal) throw refuse('credit-programme/nothing-waits');
  if (it.proposal.by.principal === by.principal && it.proposal.by.organisation === by.organisation) throw refuse('credit-programme/second-person');
  const { quota } = it.proposal;
  mustFit(it, pool, quota.amount);
  return [{ type: 'CreditQuotaChanged', effectiveOn, data: { programme: it.id, quota, by } }, placed(it, pool, quota, effectiveOn)];
};

/** A region within the programme's territory, on this day. Which regions a set holds the directory does not tell, so that where the territory is one any region goes. */
const placeFaults = ({ territory }: KnownProgramme, command: AllocateQuota): readonly Refusal[] => {
  const { region } = command.data;
  const unknown = regionFaults(region, dayOf(command), '/region', command);
  return unknown.length > 0 || isSetId(territory) || command.directory.within(region, territory) ? unknown : [refuse('credit-programme/region-outside', '/region')];
};

/** Part of the quota goes to a region, whose grants then need no word from elsewhere. */
export const allocateQuota = (command: AllocateQuota, { programme, pool }: Granting): readonly GrantingFact[] => {
  const it = knownProgramme(programme);
  mustBeIssuer(it, command);
  openProgramme(it);
  const { region, amount: { amount, currency } } = command.data;
  mustHold([...placeFaults(it, command), ...(currency === it.currency ? [] : [refuse('credit-programme/another-currency', '/amount/currency')])]);
  if (!covers(pool, amount)) throw exhausted(pool, null, '/amount');
  const movement = { debit: 'allocated' as const, credit: accountOf(pool, null), amount, currency };
  return moved(it, pool, region, { type: 'QuotaAllocated', effectiveOn: dayOf(command), stream: quotaStream(it.id), data: { programme: it.id, region, movement, by: personOf(command.actor) } });
};

/** What a region does not use flows back into the quota. */
export const returnAllocation = (command: ReturnAllocation, { programme, pool, share }: Granting): readonly GrantingFact[] => {
  const it = knownProgramme(programme);
  const { region, amount: asked } = command.data;
  const { actor, directory } = command;
  if (!(actor.role === 'region' && directory.within(region, actor.region))) mustBeIssuer(it, command);
  if (asked && asked.currency !== it.currency) throw refuse('credit-programme/another-currency', '/amount/currency');
  const free = share.ceiling === null ? null : freeIn(share);
  if (free === null) throw refuse('credit-programme/no-allocation', '/region');
  // A bank that draws itself may have granted more than was allocated; then nothing is unused.
  const unused = isLess(free, nothing(it.currency), it.currency) ? nothing(it.currency) : free;
  const amount = asked?.amount ?? unused;
  if (isLess(unused, amount, it.currency)) throw refuse('credit-programme/allocation-in-use', '/amount', { en: `${unused} ${it.currency} is unused.`, zh: `未用 ${unused} ${it.currency}。` });
  if (isNothing(amount)) return [];
  const movement = { debit: accountOf(pool, null), credit: 'allocated' as const, amount, currency: it.currency };
  return moved(it, pool, region, { type: 'AllocationReturned', effectiveOn: dayOf(command), stream: quotaStream(it.id), data: { programme: it.id, region, movement, by: personOf(actor) } });
};

/** The movement in the quota's stream, and beside it what the region may grant from then on, in its own. */
const moved = (it: KnownProgramme, pool: Pool, region: string, fact: Extract<GrantingFact, { type: 'QuotaAllocated' | 'AllocationReturned' }>): readonly GrantingFact[] => {
  const allocation = evolvePool(pool, fact).allocations[region] ?? '0';
  return [fact, { type: 'AllocationSet', effectiveOn: fact.effectiveOn, stream: quotaStream(it.id, region), data: { programme: it.id, region, allocation: { amount: allocation, currency: it.currency } } }];
};
