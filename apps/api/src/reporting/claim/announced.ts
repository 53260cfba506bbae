import { Injectable } from '@nestjs/common';
import type { Actor } from '@entente/domain/kernel/message';
import type { ClaimRow } from '@entente/domain/views/claims';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel } from '../../reading/read-model.js';
import { type Recorded, RecordedSums } from './recorded-sums.js';

/** What a claim speaks of: an alliance, a joint initiative or a batch of credit by its id, an edition by its code. */
export type Subject = Readonly<{ alliance: string } | { declaration: string } | { edition: string } | { batch: string }>;

/** An announced total, beside what the record sums to over the same scope. */
export type AnnouncedTotal = Readonly<{ claim: string; position: number }> & NonNullable<ClaimRow['claim']> & Readonly<{ recorded: Recorded }>;

const ANNOUNCED_MAX = 100;
const EVERYWHERE = '*';

/** What is open to everyone: who is in an alliance, who endorses a joint initiative, what came of an edition. */
const OPEN = /^(?:alliances|declarations|editions)\./;

/** As who the sum is asked for. The answer that it stands in gives every key what is counted, so nobody learns more by it. */
const askerOf = (actor: Actor, metric: string): Actor => (OPEN.test(metric) ? { ...actor, role: 'report', region: EVERYWHERE } : actor);

/** The announced totals about one alliance, joint initiative, edition or batch, to be shown beside what is recorded of it and never in its place. */
@Injectable()
export class Announced {
  constructor(
    private readonly model: ReadModel,
    private readonly progress: ReadersProgress,
    private readonly sums: RecordedSums,
  ) {}

  /**
   * All claims about it, in the order in which they came in: an announced total is a public word, and whoever may see the
   * thing itself reads what was said of it. Of what everyone may read, so may everyone what it sums to; else the sum is told to
   * those whose regions it lies in.
   * @param until only what was known at this position; all, where it is left out.
   */
  async about(actor: Actor, subject: Subject, minPosition: number | undefined, until?: number): Promise<readonly AnnouncedTotal[]> {
    await this.progress.reached('claims', minPosition);
    const [[field, value]] = Object.entries(subject) as [[string, string]];
    const found = await this.model.ask('claims', { ...actor, region: EVERYWHERE }, ({ table, rows }) => rows<{ row: ClaimRow; position: number }>(
      `select row, position::float8 as position from ${table()} where row -> 'claim' -> 'scope' ->> $1 = $2 and ($3::bigint is null or opened <= $3) order by opened limit $4`,
      [field, value, until ?? null, ANNOUNCED_MAX],
    ));
    // One after another, because each sum asks for a connection of its own.
    const totals: AnnouncedTotal[] = [];
    for (const { row, position } of found) {
      if (row.claim) totals.push({ claim: row.id, position, ...row.claim, recorded: await this.sums.of(askerOf(actor, row.claim.metric), row.claim, minPosition, until) });
    }
    return totals;
  }
}
