import { Injectable } from '@nestjs/common';
import type { Actor } from '@entente/domain/kernel/message';
import { organisations } from '@entente/domain/views/organisations';
import { ReadsLedger } from '@entente/infra/access/reads';
import { Problem, problems } from '../http/problems.js';
import { ReadersProgress } from '../reading/progress.js';
import { ReadModel } from '../reading/read-model.js';
import type { EntriesPage } from './entries.queries.js';
import type { Question } from './metric.requests.js';
import { ownBodies } from './own-bodies.sql.js';

export type AskedAs<Q> = Readonly<{ actor: Actor; query: Q }>;

const isCredit = (metric: string): boolean => metric.startsWith('credit.');

const notYourBank = (): Problem => new Problem(403, 'metric/not-your-bank', {
  en: 'A bank is told of its own lines only; leave "bank" out, or give your own id (GET /v1/organisations finds it by your account).', zh: '银行只能查询本行的授信；请不填 bank，或填本行的机构编号。',
});

const entriesClosed = (): Problem => new Problem(403, 'metric/credit-entries-closed', {
  en: 'Entries of credit name single lines, which only their bank and auditors see; ask for the sum, without /entries.', zh: '授信分录涉及单笔授信，仅其银行与审计可见；请查询汇总，不加 /entries。',
});

/** Who may ask for which figures of credit: a bank for those of its own lines, and for no others; entries only whoever may see the lines that they name. */
@Injectable()
export class CreditAsked {
  constructor(
    private readonly model: ReadModel,
    private readonly progress: ReadersProgress,
    private readonly reads: ReadsLedger,
  ) {}

  async value<Q extends Question>(actor: Actor, metric: string, query: Q): Promise<AskedAs<Q>> {
    if (actor.role !== 'bank') return { actor, query };
    if (!isCredit(metric)) throw problems.notYourRoute();
    await this.progress.reached(organisations.name, query.minPosition);
    const own = await this.ownBodies(actor);
    if (own.length === 0 || (query.bank !== undefined && !own.includes(query.bank))) throw notYourBank();
    // Its lines are told by whose they are, wherever their borrowers lie.
    return { actor: { ...actor, region: '*' }, query: { ...query, bank: query.bank ?? own.join(',') } };
  }

  async entries<Q extends Question>(actor: Actor, metric: string, query: Q): Promise<AskedAs<Q>> {
    if (isCredit(metric) && actor.role !== 'bank' && actor.role !== 'auditor') throw entriesClosed();
    return this.value(actor, metric, query);
  }

  /** The lines that a page of entries names are recorded as read, before it is answered. */
  async record(actor: Actor, metric: string, { entries }: EntriesPage, trace: string): Promise<void> {
    if (isCredit(metric)) await this.reads.record(actor, 'entries', [...new Set(entries.map((entry) => (entry as { event: { stream: string } }).event.stream))], { trace });
  }

  /** The bodies whose people he is of, and those that were merged into them. */
  private ownBodies(actor: Actor): Promise<readonly string[]> {
    return this.model.ask(organisations.name, actor, async (snapshot) => {
      const found = await snapshot.rows<{ key: string }>(ownBodies(snapshot.table()), [actor.organisation]);
      return found.map(({ key }) => key);
    });
  }
}
