import { Injectable } from '@nestjs/common';
import { COUNTS, type Held, MEASURES, type Measure } from '@entente/domain/credit/release';
import { creditMetrics } from '@entente/domain/journals/credit-metrics';
import { parseMinor } from '@entente/domain/kernel/money';
import type { Actor } from '@entente/domain/kernel/message';
import { edtfInterval } from '@entente/domain/kernel/period';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel } from '../../reading/read-model.js';

type Summed = Readonly<{ metric: string; subject: string; region: string; track: string; bank: string; unit: string; value: string }>;

/** What each firm had at the end of a month: the sums of its entries, as they were known at one position. */
@Injectable()
export class HeldByFirms {
  constructor(
    private readonly model: ReadModel,
    private readonly progress: ReadersProgress,
  ) {}

  /** Everything that was acknowledged before the question is in it. */
  async at(period: string, actor: Actor): Promise<Readonly<{ position: number; held: readonly Held[] }>> {
    const { head } = await this.progress.now();
    await this.progress.reached(creditMetrics.name, head);
    return this.model.ask(creditMetrics.name, actor, async ({ position, table, rows }) => {
      const found = await rows<Summed>(
        `select metric, subject, region, dims ->> 'track' as track, dims ->> 'bank' as bank, unit, sum(value)::text as value from ${table('entries')}
          where metric = any($1) and effective_to <= $2::date and position <= $3
          group by metric, subject, region, dims ->> 'track', dims ->> 'bank', unit having sum(value) > 0 order by metric, subject, region, track, bank, unit`,
        [[...MEASURES, ...COUNTS].map((measure) => `credit.${measure}`), edtfInterval(period).to, position]);
      return { position, held: found.map(heldOf) };
    });
  }
}

const heldOf = ({ metric, subject: firm, region, track, bank, unit, value }: Summed): Held => {
  const measure = metric.slice('credit.'.length) as Measure;
  return { firm, measure, unit, region, track, bank, value: unit === 'firm' ? '1' : (parseMinor(value, unit) ?? 0n).toString() };
};
