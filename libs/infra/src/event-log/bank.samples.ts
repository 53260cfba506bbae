import { byCodes } from '@entente/domain/kernel/directory';
import type { Decider } from '@entente/domain/kernel/decider';
import type { Command, Fact } from '@entente/domain/kernel/message';
import { Refusal } from '@entente/domain/kernel/refusal';
import { metadata } from './event-log.contract.js';

export type Balances = Readonly<Record<string, number>>;
export type BankCommand =
  | Command<'Deposit' | 'Draw', { account: string; amount: number }>
  | Command<'Transfer' | 'DrawBacked' | 'Fetch', { account: string; other: string; amount: number }>;
export type Moved = Fact<'Moved', { account: string; by: number }>;

const refuse = (code: string): Refusal => new Refusal(code, { en: 'No.', zh: '不行。' });
export const nameOf = (account: string): string => `account-${account}`;
const moved = (account: string, by: number): Moved => ({ type: 'Moved', effectiveOn: null, data: { account, by }, stream: nameOf(account) });

/**
 * Accounts that never stand below zero. A draw may be backed by another account, which it reads and does not write. Purses
 * of all kinds fetch from an account, on whose lane they do so.
 */
export const bank: Decider<Balances, BankCommand, Moved> = {
  name: 'bank',
  stateVersion: 1,
  streamsOf: ({ data }) => [nameOf(data.account), ...('other' in data ? [nameOf(data.other)] : [])],
  laneOf: ({ type, data }) => nameOf(type === 'Fetch' ? data.other : data.account),
  initialState: {},
  decide: ({ type, data }, balances) => {
    const { account, amount } = data;
    if (type === 'Fetch') {
      if ((balances[data.other] ?? 0) < amount) throw refuse('bank/short');
      return [moved(account, amount), moved(data.other, -amount)];
    }
    if (type === 'Deposit') return amount === 0 ? [] : [moved(account, amount)];
    if ((balances[account] ?? 0) < amount) throw refuse('bank/short');
    if (type === 'DrawBacked' && (balances[data.other] ?? 0) < amount) throw refuse('bank/unbacked');
    return [moved(account, -amount), ...(type === 'Transfer' ? [moved(data.other, amount)] : [])];
  },
  evolve: (balances, { data: { account, by } }) => ({ ...balances, [account]: (balances[account] ?? 0) + by }),
};

/** The database refuses this one, whoever sends it. */
export const POISONED = 13;

export const commandOf = (n: number, type: BankCommand['type'], data: BankCommand['data']): BankCommand =>
  ({ type, id: `00000000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`, actor: metadata.actor, at: '2024-01-11T00:00:00.000Z', directory: byCodes, data }) as BankCommand;
export const hashOf = ({ type, data }: BankCommand): string => JSON.stringify([type, data]);
