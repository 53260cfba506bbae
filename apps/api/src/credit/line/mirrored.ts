import type { LineFact } from '@entente/domain/credit/line';
import { fromMinor, toMinor } from '@entente/domain/kernel/money';
import { creditMetrics, type CreditMetricsRow } from '@entente/domain/journals/credit-metrics';
import type { Recorded } from '@entente/domain/kernel/message';

type Balances = Readonly<{ available: string; reserved: string; outstanding: string; drawn: string; overdue: string }>;

/** What a mirrored line comes to on a day, as the metrics count it: the sums of its entries, so that both always agree. */
export const mirroredOn = (facts: readonly Recorded<LineFact>[], line: string, currency: string, day: string): Balances => {
  const row = facts.filter((fact) => creditMetrics.keysOf(fact).includes(line)).reduce<CreditMetricsRow>(creditMetrics.evolve, creditMetrics.initialRow(line));
  const entries = creditMetrics.entries(row).filter(({ effectiveOn }) => effectiveOn <= day);
  const sum = (metric: string): string => fromMinor(entries.filter((each) => each.metric === metric).reduce((all, { value, sign }) => all + BigInt(sign) * toMinor({ amount: value, currency }), 0n), currency);
  return { available: sum('credit.available'), reserved: sum('credit.reserved'), outstanding: sum('credit.outstanding'), drawn: sum('credit.drawn'), overdue: sum('credit.overdue') };
};
