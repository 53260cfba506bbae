import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Actor, Recorded } from '@entente/domain/kernel/message';
import { issueStream, type ReportFact } from '@entente/domain/reporting/report';
import { issues } from '@entente/domain/views/issues';
import { EventLog } from '@entente/infra/event-log/event-log';
import { problems } from '../../http/problems.js';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel } from '../../reading/read-model.js';
import { type CloudEvent, cloudEvent } from './cloud-event.js';
import type { EventsQuery } from './events.requests.js';

/** `next` is the position to ask after next, `highWater` how far the issues have been read. */
export type Batch = Readonly<{ events: readonly CloudEvent[]; next: number; highWater: number }>;
type Seen = Readonly<{ keys: readonly string[]; position: number; node: string }>;

const POLL_MS = 100;

/** What was published, superseded and released, in the order of the log, as far as the asker may read it. */
@Injectable()
export class ReportEvents implements OnModuleDestroy {
  private isClosing = false;

  constructor(
    private readonly model: ReadModel,
    private readonly log: EventLog,
    private readonly progress: ReadersProgress,
  ) {}

  /** Whoever waits is answered before the process ends. */
  onModuleDestroy(): void {
    this.isClosing = true;
  }

  /** @param isGone whether the asker has hung up. */
  async batch(actor: Actor, query: EventsQuery, isGone: () => boolean): Promise<Batch> {
    if (query.after > (await this.progress.now()).head) throw problems.beyondHead();
    const until = Date.now() + query.wait * 1_000;
    for (let { after } = query; ; ) {
      const found = await this.found(actor, { ...query, after });
      if (found.events.length > 0 || (found.next >= found.highWater && !(await this.grows(found.highWater, until, isGone)))) return found;
      after = found.next;
    }
  }

  private async found(actor: Actor, { after, limit, type }: Pick<EventsQuery, 'after' | 'limit' | 'type'>): Promise<Batch> {
    const { keys, position, node } = await this.seen(actor, after, limit);
    const facts = (await Promise.all(keys.map(async (key) => (await this.log.read(issueStream(key), 0)).facts as unknown as readonly Recorded<ReportFact>[]))).flat()
      .filter((fact) => fact.position > after && fact.position <= position).sort((a, b) => a.position - b.position);
    const page = facts.slice(0, limit);
    const next = facts.length > limit ? (page.at(-1)?.position ?? after) : Math.max(after, position);
    return { events: page.map((fact) => cloudEvent(fact, node)).filter((event) => type === undefined || event.type === type), next, highWater: position };
  }

  /**
   * The issues in which the next facts lie. Of those that were opened since, no more than there is room for are needed, because
   * each has its first fact where it was opened; those that changed since are few.
   */
  private seen(actor: Actor, after: number, limit: number): Promise<Seen> {
    return this.model.ask(issues.name, actor, async ({ position, node, table, rows }) => {
      const found = await rows<{ key: string }>(
        `(select key from ${table()} where opened > $1 order by opened limit $2) union all (select key from ${table()} where opened <= $1 and position > $1)`, [after, limit + 1]);
      return { keys: found.map(({ key }) => key), position, node };
    });
  }

  /** Waits until the reader of issues has read further; false where time is up, the asker is gone or the process ends. */
  private async grows(position: number, until: number, isGone: () => boolean): Promise<boolean> {
    while (Date.now() < until && !this.isClosing && !isGone()) {
      await sleep(POLL_MS);
      const { builds } = await this.progress.now();
      if (builds.some((build) => build.reader === issues.name && build.active && build.position > position)) return true;
    }
    return false;
  }
}
