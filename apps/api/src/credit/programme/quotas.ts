import { Injectable } from '@nestjs/common';
import { emptyPool, evolvePool, type Pool, quotaStream, type QuotaFact } from '@entente/domain/credit/programme';
import { isLess, plus } from '@entente/domain/credit/ledger';
import type { Recorded } from '@entente/domain/kernel/message';
import { dateInShanghai } from '@entente/domain/kernel/period';
import { EventLog } from '@entente/infra/event-log/event-log';

/** A quota at a position: what is taken of it, of each allocation, and since which day more is granted than it holds. */
export type QuotaTaken = Readonly<{ pool: Pool; shares: Readonly<Record<string, Pool>>; aboveSince: string | null }>;

const nothingTaken: QuotaTaken = { pool: emptyPool, shares: {}, aboveSince: null };

const regionOf = (fact: QuotaFact): string | null => (fact.type === 'AllocationSet' || fact.type === 'QuotaGranted' || fact.type === 'QuotaFreed' ? fact.data.region : null);

/** All that lines hold: from the quota itself, and from what is allocated to regions. */
export const grantedIn = ({ pool, shares }: Pick<QuotaTaken, 'pool' | 'shares'>): string =>
  Object.values(shares).reduce((sum, { granted }) => plus(sum, granted, pool.currency), plus(pool.granted, '0', pool.currency));

/** Folds the facts of a quota and of its allocations, in the order of the log. */
export const takenBy = (facts: readonly Recorded<QuotaFact>[]): QuotaTaken => facts.reduce<QuotaTaken>(({ pool: before, shares: all, aboveSince }, fact) => {
  const region = regionOf(fact);
  const pool = region === null ? evolvePool(before, fact) : before;
  const shares = region === null ? all : { ...all, [region]: evolvePool(all[region] ?? { ...emptyPool, currency: pool.currency }, fact) };
  const isAbove = pool.ceiling !== null && isLess(pool.ceiling, grantedIn({ pool, shares }), pool.currency);
  return { pool, shares, aboveSince: isAbove ? (aboveSince ?? dateInShanghai(fact.recordedAt)) : null };
}, nothingTaken);

/** Folds the streams of a programme's quota, so that what is told of it is exact at a position. */
@Injectable()
export class Quotas {
  constructor(private readonly log: EventLog) {}

  async at(programme: string, position: number): Promise<QuotaTaken> {
    const central = await this.factsOf(quotaStream(programme), position);
    // Every region to which something was ever allocated stands in the quota's own stream.
    const regions = [...new Set(central.flatMap((fact) => (fact.type === 'QuotaAllocated' ? fact.data.region : [])))];
    const others = await Promise.all(regions.map((region) => this.factsOf(quotaStream(programme, region), position)));
    return takenBy([central, ...others].flat().sort((a, b) => a.position - b.position));
  }

  private async factsOf(stream: string, position: number): Promise<readonly Recorded<QuotaFact>[]> {
    const { facts } = await this.log.read(stream, 0);
    return (facts as unknown as readonly Recorded<QuotaFact>[]).filter((fact) => fact.position <= position);
  }
}
