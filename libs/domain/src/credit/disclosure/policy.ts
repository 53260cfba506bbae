/**
 * When a figure may stand in public: how many legal persons must be behind it at least, and how much of it the `n`
 * largest of them may be at most, in whole per cent.
 */
export type Policy = Readonly<{ firms: number; dominance: Readonly<{ n: number; percent: number }> }>;

/** Why a figure is not shown: too few are behind it, few of them are most of it, or it would give another away. */
export type Reason = 'few' | 'dominated' | 'complementary';

/** What each legal person has in a figure, or by how much it moved it. */
export type Amounts = ReadonlyMap<string, bigint>;

/** Three firms at least, none of which is more than three quarters. */
export const defaultPolicy: Policy = { firms: 3, dominance: { n: 1, percent: 75 } };

const isWhole = (value: number, least: number, most: number): boolean => Number.isInteger(value) && value >= least && value <= most;

/** @throws RangeError where the policy is none: fewer than 2 firms, no `n`, or a share that is not from 1 to 100 per cent. */
export const checkPolicy = ({ firms, dominance: { n, percent } }: Policy): void => {
  if (!isWhole(firms, 2, 50)) throw new RangeError(`${firms} is not a least number of firms from 2 to 50`);
  if (!isWhole(n, 1, 50)) throw new RangeError(`${n} is not a number of firms from 1 to 50`);
  if (!isWhole(percent, 1, 100)) throw new RangeError(`${percent} is not a share from 1 to 100 per cent`);
};

const sumOfLargest = (amounts: readonly bigint[], n: number): bigint => {
  if (n === 1) return amounts.reduce((most, amount) => (amount > most ? amount : most), 0n);
  return amounts.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0)).slice(0, n).reduce((sum, amount) => sum + amount, 0n);
};

/** What is wrong with showing a sum of these amounts, if anything. Who stands in it with nothing does not count. */
export const faultOf = (amounts: Amounts, { firms, dominance }: Policy): 'few' | 'dominated' | undefined => {
  const parts: bigint[] = [];
  let sum = 0n;
  for (const amount of amounts.values()) {
    if (amount === 0n) continue;
    const part = amount < 0n ? -amount : amount;
    parts.push(part);
    sum += part;
  }
  if (parts.length === 0) return undefined;
  if (parts.length < firms) return 'few';
  return sumOfLargest(parts, dominance.n) * 100n > sum * BigInt(dominance.percent) ? 'dominated' : undefined;
};
