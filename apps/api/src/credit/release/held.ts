import { Injectable } from '@nestjs/common';
import { COUNTS, type Held, MEASURES, type Measure, type Persons } from '@entente/domain/credit/release';
import { creditMetrics } from '@entente/domain/journals/credit-metrics';
import { parseMinor } from '@entente/domain/kernel/money';
import type { Actor } from '@entente/domain/kernel/message';
import { edtfInterval } from '@entente/domain/kernel/period';
import { organisations } from '@entente/domain/views/organisations';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel, type Snapshot } from '../../reading/read-model.js';
import { personsOf } from './persons.js';

type Summed = Readonly<{ metric: string; subject: string; region: string; track: string; bank: string; unit: string; value: string }>;
export type HeldAt = Readonly<{ position: number; held: readonly Held[]; persons: Persons }>;

/** Whoever was granted a line stands where it is, with nothing until it is opened: so that there being a figure does not tell that one was. */
const GRANTED = 'approved';

/** What each body had at the end of a month, the sums of its entries as they were known at one position, and which bodies are one legal person. */
@Injectable()
export class HeldByFirms {
  constructor(
    private readonly model: ReadModel,
    private readonly progress: ReadersProgress,
  ) {}

  /** Everything that was acknowledged before the question is in it. */
  async at(period: string, actor: Actor): Promise<HeldAt> {
    const { head } = await this.progress.now();
    await Promise.all([creditMetrics.name, organisations.name].map((reader) => this.progress.reached(reader, head)));
    const { to } = edtfInterval(period);
    return this.model.ask([creditMetrics.name, organisations.name], actor, async (snapshot) => {
      const { position, table, rows } = snapshot;
      // Sums of nothing are handed on: a figure that is there only where somebody has something would tell who has.
      const found = await rows<Summed>(
        `select metric, subject, region, dims ->> 'track' as track, dims ->> 'bank' as bank, unit, sum(value)::text as value from ${table('entries')}
          where metric = any($1) and effective_to <= $2::date and position <= $3
          group by metric, subject, region, dims ->> 'track', dims ->> 'bank', unit order by metric, subject, region, track, bank, unit`,
        [[...MEASURES, ...COUNTS, GRANTED].map((measure) => `credit.${measure}`), to, position]);
      return { position, held: found.map(heldOf), persons: personsOf(await relationsOf(snapshot, to)) };
    });
  }
}

const heldOf = ({ metric, subject: firm, region, track, bank, unit, value }: Summed): Held => {
  const measure = metric.slice('credit.'.length) as Measure | typeof GRANTED;
  if (measure === GRANTED) return { firm, measure: 'active', unit, region, track, bank, value: '0' };
  return { firm, measure, unit, region, track, bank, value: unit === 'firm' ? (value.startsWith('-') || /^0(\.0*)?$/.test(value) ? '0' : '1') : minor(value, unit) };
};

/** What a sum is in minor units. */
const minor = (value: string, unit: string): string => {
  const read = parseMinor(value, unit);
  if (read === undefined) throw new RangeError(`${value} is no amount of ${unit}`);
  return read.toString();
};

/** Every body that was merged into another, as is known today, and every one that was a branch of another on a day. */
const relationsOf = ({ rows, table }: Snapshot, on: string): Promise<readonly Readonly<{ body: string; of: string }>[]> => rows(
  `select key as body, merged_into as of from ${table('', organisations.name)} where merged_into is not null
   union all
   select o.key, p ->> 'organisation' from ${table('', organisations.name)} o, json_array_elements(o.row -> 'state' -> 'parents') as p
    where cardinality(o.parents) > 0 and p ->> 'relation' = 'branch-of' and (p ->> 'to' is null or p ->> 'to' > $1) and (p ->> 'from' is null or p ->> 'from' <= $1)`, [on]);
