import { z } from 'zod';
import { minus, nothing, plus } from './money.js';

/**
 * The accounts between which credit moves. `quota` is the only one that is credited with what comes in; all others hold what
 * has gone on: unallocated, allocated to a region, committed to a line that is not active yet, available in one, reserved,
 * outstanding, and used up (repaid in a line that does not revolve, or that has expired). All others together are always the quota.
 */
export const ACCOUNTS = ['quota', 'unallocated', 'allocated', 'committed', 'available', 'reserved', 'outstanding', 'used'] as const;
export type Account = (typeof ACCOUNTS)[number];

/** One movement: what is debited to one account is credited to another, so that debits equal credits by its shape. */
export const movementSchema = z.object({ debit: z.enum(ACCOUNTS), credit: z.enum(ACCOUNTS), amount: z.string(), currency: z.string() });
export type Movement = z.infer<typeof movementSchema>;

/** What a line holds, in the currency of its programme; `drawn` is all that was ever drawn (累计投放) and no account. */
export const balancesSchema = z.object({ committed: z.string(), available: z.string(), reserved: z.string(), outstanding: z.string(), used: z.string(), drawn: z.string() });
export type Balances = z.infer<typeof balancesSchema>;

export const nothingHeld = (currency: string): Balances => {
  const none = nothing(currency);
  return { committed: none, available: none, reserved: none, outstanding: none, used: none, drawn: none };
};

const isOfLine = (account: Account): account is Exclude<Account, 'quota' | 'unallocated' | 'allocated'> => account !== 'quota' && account !== 'unallocated' && account !== 'allocated';

/** What a line holds after a movement; what is not the line's is the programme's. `drawn` grows by what comes to be outstanding. */
export const moved = (before: Balances, { debit, credit, amount, currency }: Movement): Balances => {
  const after: Record<keyof Balances, string> = { ...before };
  if (isOfLine(debit)) after[debit] = plus(after[debit], amount, currency);
  if (isOfLine(credit)) after[credit] = minus(after[credit], amount, currency);
  if (debit === 'outstanding') after.drawn = plus(after.drawn, amount, currency);
  return after;
};
