import { Injectable } from '@nestjs/common';
import { type LineFact, lineStream } from '@entente/domain/credit/line';
import type { Recorded } from '@entente/domain/kernel/message';
import { EventLog } from '@entente/infra/event-log/event-log';
import { Recent } from '@entente/infra/event-log/recent';

export type RecordedLineFact = Recorded<LineFact>;
type Kept = Readonly<{ facts: readonly RecordedLineFact[]; generation: number }>;

/** Streams that are kept, in each of two generations, and how long one is to be worth that and not to be too much. */
const KEPT_MAX = 2;
const LONG_MIN = 1_000;
const LONG_MAX = 50_000;

/**
 * The facts of a line, with everything that was acknowledged before the question. Of a few long streams that were asked for
 * lately only what is new is read, so that whoever turns the pages of a long statement does not wait for all of it each time.
 */
@Injectable()
export class LineFacts {
  private readonly kept = new Recent<Kept>(KEPT_MAX);

  constructor(private readonly log: EventLog) {}

  async of(id: string): Promise<readonly RecordedLineFact[]> {
    const { generation } = this.log;
    const kept = this.kept.get(id);
    const before = kept?.generation === generation ? kept.facts : [];
    const more = (await this.log.read(lineStream(id), before.length)).facts as unknown as readonly RecordedLineFact[];
    const facts = more.length === 0 ? before : [...before, ...more];
    if (facts.length >= LONG_MIN && facts.length <= LONG_MAX && generation === this.log.generation) this.kept.set(id, { facts, generation });
    return facts;
  }
}
