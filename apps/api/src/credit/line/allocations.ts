import { Injectable } from '@nestjs/common';
import { isNothing } from '@entente/domain/credit/ledger';
import { emptyPool, evolvePool, type Pool, type QuotaFact, quotaStream } from '@entente/domain/credit/programme';
import { EventLog } from '@entente/infra/event-log/event-log';
import { Recent } from '@entente/infra/event-log/recent';
import { Directories } from '../../territory/directories.js';

type Read = Readonly<{ pool: Pool; version: number; generation: number }>;

const KEPT_MAX = 1_000;

/** What of a quota is allocated to which region; of a quota that was read before, only what is new is read. */
@Injectable()
export class Allocations {
  private readonly read = new Recent<Read>(KEPT_MAX);

  constructor(
    private readonly log: EventLog,
    private readonly directories: Directories,
  ) {}

  /** The nearest region that something is allocated to and in which a region lies: itself, or else the one below all others; null where there is none. */
  async nearest(programme: string, region: string): Promise<string | null> {
    const { allocations } = await this.pool(programme);
    const { within } = await this.directories.current();
    const holding = Object.keys(allocations).filter((each) => !isNothing(allocations[each] ?? '0') && within(region, each));
    return holding.find((each) => holding.every((other) => within(each, other))) ?? null;
  }

  private async pool(programme: string): Promise<Pool> {
    const { generation } = this.log;
    const kept = this.read.get(programme);
    const { pool, version } = kept?.generation === generation ? kept : { pool: emptyPool, version: 0 };
    const { facts } = await this.log.read(quotaStream(programme), version);
    const now: Read = { pool: (facts as unknown as readonly QuotaFact[]).reduce(evolvePool, pool), version: version + facts.length, generation };
    this.read.set(programme, now);
    return now.pool;
  }
}
