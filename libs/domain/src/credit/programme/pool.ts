import { isLess, minus, type Movement, nothing, plus } from '../ledger/index.js';
import type { QuotaFact } from './programme.events.js';

/**
 * A quota, or the part of it that is allocated to a region: what may be granted from it, what is allocated on to regions, and
 * what lines have taken. `ceiling` is null where no quota is stated; then nothing is compared with it.
 */
export type Pool = Readonly<{ ceiling: string | null; currency: string; allocations: Readonly<Record<string, string>>; granted: string }>;

export const emptyPool: Pool = { ceiling: null, currency: 'CNY', allocations: {}, granted: '0' };

/** The stream of a programme's quota; with a region, of what is allocated to it. */
export const quotaStream = (programme: string, region: string | null = null): string => `credit-quota-${programme}${region === null ? '' : `-${region}`}`;

export const allocatedIn = ({ allocations, currency }: Pool): string => Object.values(allocations).reduce((sum, each) => plus(sum, each, currency), nothing(currency));

/** What is allocated and granted of it. */
export const takenOf = (pool: Pool): string => plus(allocatedIn(pool), pool.granted, pool.currency);

/** What is left of it; null where no quota is stated. */
export const freeIn = (pool: Pool): string | null => (pool.ceiling === null ? null : minus(pool.ceiling, takenOf(pool), pool.currency));

/** Whether it covers another amount. */
export const covers = (pool: Pool, amount: string): boolean => {
  const free = freeIn(pool);
  return free === null || !isLess(free, amount, pool.currency);
};

/** The account from which a grant comes: of a region's allocation, of the quota, or of one that nobody stated. */
export const accountOf = (pool: Pool, region: string | null): Movement['credit'] => (region !== null ? 'allocated' : pool.ceiling === null ? 'quota' : 'unallocated');

export const evolvePool = (pool: Pool, fact: QuotaFact): Pool => {
  switch (fact.type) {
    case 'QuotaPlaced': case 'QuotaLowered': return { ...pool, ceiling: fact.data.quota.amount, currency: fact.data.quota.currency };
    case 'AllocationSet': return { ...pool, ceiling: fact.data.allocation.amount, currency: fact.data.allocation.currency };
    case 'QuotaAllocated': return allocated(pool, fact.data.region, fact.data.movement, plus);
    case 'AllocationReturned': return allocated(pool, fact.data.region, fact.data.movement, minus);
    case 'QuotaGranted': return { ...pool, currency: fact.data.currency, granted: plus(pool.granted, fact.data.amount, fact.data.currency) };
    case 'QuotaFreed': return { ...pool, granted: minus(pool.granted, fact.data.amount, fact.data.currency) };
  }
};

const allocated = (pool: Pool, region: string, { amount, currency }: Movement, by: typeof plus): Pool =>
  ({ ...pool, currency, allocations: { ...pool.allocations, [region]: by(pool.allocations[region] ?? nothing(currency), amount, currency) } });
