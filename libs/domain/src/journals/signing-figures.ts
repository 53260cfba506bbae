import { add, readOrThrow, write } from '../kernel/decimal.js';
import type { Entry } from '../kernel/journal.js';
import { decimalsOf, fromMinor, parseMinor } from '../kernel/money.js';
import { intervalOf } from '../kernel/quantity.js';
import { parseShare, type Share, splitByShares } from '../kernel/share.js';
import type { Known, Receipt, Terms } from '../signing/signing/index.js';

/** An entry without what its act says: who, when, which metric. */
export type Figure = Omit<Entry, 'metric' | 'subject' | 'effectiveOn' | 'cohortOn' | 'grade'>;

/** Counts are kept to nine decimals: that is how a third of a project is split without a remainder. */
const COUNT_DECIMALS = 9;

/** Bands of the agreed amount in 亿元, as practice has them: below 3, 3 to 10, 10 to 20, 20 and above. */
const LEAST = [['under-3', 0n], ['3-to-10', 300_000_000n], ['10-to-20', 1_000_000_000n], ['20-up', 2_000_000_000n]] as const;
export const BANDS = [...LEAST.map(([band]) => band), 'unclear', 'unknown', 'other-currency'] as const;

const bandAt = (fen: bigint): string => LEAST.findLast(([, least]) => fen >= least * 100n)?.[0] ?? '';

/** The band that an amount lies in; `unclear` where its words leave two open (约10亿元), `unknown` where none is stated, `other-currency` where it is not in yuan. */
export const bandOf = ({ amount }: Pick<Terms, 'amount'>): string => {
  if (!amount) return 'unknown';
  if (amount.currency !== 'CNY') return 'other-currency';
  const { low, high } = intervalOf(amount.op, amount.amount, { decimals: 2, ...(amount.text === null ? {} : { text: amount.text }) });
  // 不足3亿元 and 近3亿元 lie below it.
  const below = amount.op === '<' || amount.op === '<~' ? 1n : 0n;
  const [least, most] = [bandAt(parseMinor(low, 'CNY') ?? 0n), high === null ? '20-up' : bandAt((parseMinor(high, 'CNY') ?? 0n) - below)];
  return least === most ? least : 'unclear';
};

/** The terms as they are counted: beside them, what all figures of a signing are divided by. */
export type Counted = Terms & Readonly<{ band: string; confirmation: '' | 'unconfirmed' | 'objected' }>;

/** What a signing counts as where a region that was asked has not confirmed it. */
export const confirmationOf = ({ unconfirmed }: Pick<Known, 'unconfirmed'>): Counted['confirmation'] =>
  unconfirmed.some(({ objection }) => objection) ? 'objected' : unconfirmed.length > 0 ? 'unconfirmed' : '';

/** Terms never change, so what follows from them is worked out once. */
const once = <Value>(of: (terms: Counted) => Value): ((terms: Counted) => Value) => {
  const known = new WeakMap<Counted, { value: Value }>();
  return (terms) => {
    const found = known.get(terms) ?? { value: of(terms) };
    known.set(terms, found);
    return found.value;
  };
};

const sharesOf = once((terms): { region: string; share: Share }[] =>
  terms.hosts.map(({ region, share }) => ({ region, share: parseShare(share) as Share })));

const dimsOf = once((terms): Readonly<Record<string, string>> => {
  const sources = [...new Set(terms.investors.map(({ region }) => region ?? ''))];
  return {
    kind: terms.kind,
    level: terms.level,
    edition: terms.edition ?? '',
    track: terms.track ?? '',
    source: sources.length > 1 ? 'several' : (sources[0] ?? ''),
    currency: terms.amount?.currency ?? '',
    amountKind: terms.amount?.kind ?? '',
    band: terms.band,
    ...(terms.pact === null ? {} : { pact: terms.pact }),
    ...(terms.confirmation === '' ? {} : { confirmation: terms.confirmation }),
  };
});

const base = (terms: Counted, region: string) => ({
  region, counterpart: terms.counterpart?.region ?? null, sign: 1 as const, dims: dimsOf(terms),
});

const exactly = (value: string) => ({ value, low: value, high: value, precision: 'exact' as const });

/** One project, split among its hosts by their shares. */
export const countsOf = once((terms): readonly Figure[] => splitCounts(terms).map(([region, count]) => ({
  ...base(terms, region), ...exactly(count), unit: 'project', kind: '',
})));

const splitCounts = once((terms): [region: string, count: string][] => {
  const hosts = sharesOf(terms);
  return splitByShares(10n ** BigInt(COUNT_DECIMALS), hosts).map((part, n) => [hosts[n]?.region ?? '', decimals(part, COUNT_DECIMALS)]);
});

/** One in every host region: for distinct counts, which do not add up. */
export const presenceOf = once((terms): readonly Figure[] =>
  terms.hosts.map(({ region }) => ({ ...base(terms, region), ...exactly('1'), unit: 'project', kind: '' })));

/** The amount, split to the smallest unit of its currency; an amount that is not stated is told by its share of the project. */
export const amountsOf = once((terms): readonly Figure[] => {
  const { amount } = terms;
  if (!amount) {
    return splitCounts(terms).map(([region, count]) => ({
      ...base(terms, region), value: count, low: count, high: count, precision: 'unknown', unit: '', kind: '',
    }));
  }
  const { currency } = amount;
  const hosts = sharesOf(terms);
  const stated = intervalOf(amount.op, amount.amount, { decimals: decimalsOf(currency) ?? 2, ...(amount.text === null ? {} : { text: amount.text }) });
  const split = (value: string): readonly string[] =>
    splitByShares(parseMinor(value, currency) ?? 0n, hosts).map((part) => fromMinor(part, currency));
  const [values, lows, highs] = [split(stated.value), split(stated.low), stated.high === null ? null : split(stated.high)];
  return hosts.map(({ region }, n) => ({
    ...base(terms, region), value: values[n] ?? '', low: lows[n] ?? '', high: highs?.[n] ?? null,
    precision: stated.precision, unit: currency, kind: amount.kind,
  }));
});

/** A receipt, whole at the host that received it; by who paid it, and in its own currency. */
export const receiptOf = (terms: Counted, { host, payer, amount, kind }: Receipt): Figure => ({
  ...base(terms, host), dims: { ...dimsOf(terms), source: payer.region ?? '', currency: amount.currency, amountKind: '', fundsKind: kind },
  ...exactly(amount.amount), unit: amount.currency, kind: '',
});

export const takenBack = (figure: Figure): Figure => ({ ...figure, sign: figure.sign === 1 ? -1 : 1 });

/**
 * What an amendment adds. Where both figures are exact it is one entry of the difference. Otherwise the old one is taken
 * back, with its bounds, and the new one entered: what stands afterwards is then the new figure and no wider.
 */
export const difference = (before: readonly Figure[], after: readonly Figure[]): readonly Figure[] => {
  if (before.length === 0) return after;
  const old = new Map(before.map((figure) => [identity(figure), figure]));
  const added = after.flatMap((figure): Figure[] => {
    const former = old.get(identity(figure));
    if (!former || !(same(former, figure) || (former.precision === 'exact' && figure.precision === 'exact'))) return [figure];
    old.delete(identity(figure));
    const value = minus(figure.value, former.value);
    return same(former, figure) ? [] : [{ ...figure, value, low: value, high: value }];
  });
  return [...[...old.values()].map(takenBack), ...added];
};

const identity = ({ region, counterpart, unit, kind, dims }: Figure): string => JSON.stringify([region, counterpart, unit, kind, dims]);

const same = (a: Figure, b: Figure): boolean => a.value === b.value && a.low === b.low && a.high === b.high && a.precision === b.precision;

const decimals = (digits: bigint, scale: number): string => write({ digits, scale }, undefined);

const minus = (a: string, b: string): string => write(add(readOrThrow(a), readOrThrow(b), -1n), undefined);
