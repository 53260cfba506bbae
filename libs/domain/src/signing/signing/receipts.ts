import { decimalsOf, fromMinor, parseMinor } from '../../kernel/money.js';
import type { Evidence } from './evidence.js';
import { type Known, type Party, termsAt } from './state.js';
import type { Reason } from './terms.js';

/** What came in: registered capital, fixed assets, land, equipment, working capital. */
export const FUNDS_KINDS = ['registered-capital', 'fixed-assets', 'land', 'equipment', 'working-capital', 'other'] as const;

/** Funds in place 到位资金: one payment to one host. */
export type Receipt = Readonly<{
  host: string;
  payer: Readonly<{ name: string; region: string | null }>;
  on: string;
  amount: Readonly<{ amount: string; currency: string }>;
  kind: (typeof FUNDS_KINDS)[number];
  evidence: readonly Evidence[];
  by: Party;
  /** It counts once someone else has verified it. */
  status: 'reported' | 'verified' | 'reversed';
  verified: Party | null;
  reversed: Reason | null;
}>;
export type Receipts = Readonly<Record<string, Receipt>>;

/** What has come in against what was agreed: three-valued, because 约10亿元 and dollars cannot be compared with yuan. */
export type Comparison = 'within' | 'above' | 'cannot-tell';
export type Sum = Readonly<{ currency: string; verified: string; reported: string }>;
export type Funds = Readonly<{ sums: readonly Sum[]; comparison: Comparison; why: 'no-amount' | 'approximate' | 'another-currency' | null }>;

const sumOf = (amounts: readonly Receipt['amount'][], currency: string): string =>
  fromMinor(amounts.reduce((sum, { amount }) => sum + (parseMinor(amount, currency) ?? 0n), 0n), currency);

/** The sums of what stands, by currency, and how they compare with the agreed amount as amended. What was reversed is no part of it. */
export const fundsOf = (it: Pick<Known, 'receipts' | 'terms' | 'amendments'>): Funds => {
  const standing = Object.values(it.receipts).filter(({ status }) => status !== 'reversed');
  const currencies = [...new Set(standing.map(({ amount }) => amount.currency))].filter((currency) => decimalsOf(currency) !== undefined).sort();
  const sums = currencies.map((currency): Sum => {
    const mine = standing.filter(({ amount }) => amount.currency === currency);
    return { currency, verified: sumOf(mine.filter(({ status }) => status === 'verified').map(({ amount }) => amount), currency), reported: sumOf(mine.map(({ amount }) => amount), currency) };
  });
  const { amount: agreed } = termsAt(it);
  const untold = !agreed ? 'no-amount' : agreed.op !== '=' ? 'approximate' : currencies.some((currency) => currency !== agreed.currency) ? 'another-currency' : null;
  if (untold || !agreed) return { sums, comparison: 'cannot-tell', why: untold };
  // What is reported is compared before it is verified, so that whoever verifies it sees the mark.
  const received = parseMinor(sums[0]?.reported ?? '0', agreed.currency) ?? 0n;
  return { sums, comparison: received > (parseMinor(agreed.amount, agreed.currency) ?? 0n) ? 'above' : 'within', why: null };
};
