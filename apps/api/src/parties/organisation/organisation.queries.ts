import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor } from '@entente/domain/kernel/message';
import { dateInShanghai, edtfInterval } from '@entente/domain/kernel/period';
import { evolveOne, type Organisation } from '@entente/domain/parties/organisation';
import type { OrganisationRow } from '@entente/domain/views/organisations';
import { problems } from '../../http/problems.js';
import { AsOfResolver, type Moment } from '../../reading/as-of.js';
import { historyLine } from '../../reading/history.js';
import { Node } from '../../reading/node.js';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel } from '../../reading/read-model.js';
import { Bodies } from './bodies.js';
import type { OrganisationQuery } from './organisation.requests.js';
import { absorbedAt, hadBegun, shown } from './organisation.shown.js';

export type OrganisationAnswer = ReturnType<typeof shown> & { version: number; asOf: Moment; validAt: string | null; history: readonly object[] };

export class OrganisationById extends Query<OrganisationAnswer> {
  constructor(
    readonly actor: Actor,
    readonly id: string,
    readonly query: OrganisationQuery,
  ) {
    super();
  }
}

/** Folds the body's own stream, so that the answer holds all that was acknowledged of it; what was merged into it, the view knows. */
@QueryHandler(OrganisationById)
export class OrganisationByIdHandler implements IQueryHandler<OrganisationById> {
  constructor(
    private readonly bodies: Bodies,
    private readonly model: ReadModel,
    private readonly moments: AsOfResolver,
    private readonly progress: ReadersProgress,
    private readonly node: Node,
  ) {}

  async execute({ actor, id, query }: OrganisationById): Promise<OrganisationAnswer> {
    const asked = await this.moments.position(query.asOf);
    await this.progress.reached('organisations', query.minPosition);
    const facts = await this.bodies.factsOf(id);
    const { head } = await this.progress.now();
    if ((asked?.position ?? 0) > head) throw problems.beyondHead();
    const position = asked?.position ?? Math.max(head, facts.at(-1)?.position ?? 0);
    const known = facts.filter((fact) => fact.position <= position);
    const state = known.reduce<Organisation | undefined>(evolveOne, undefined);
    const day = query.validAt === undefined ? dateInShanghai(new Date().toISOString()) : edtfInterval(query.validAt).to;
    if (!state || !hadBegun(state, day)) throw problems.notFound();
    const [found] = await this.model.ask('organisations', actor, ({ table, rows }) => rows<{ row: OrganisationRow }>(`select row from ${table()} where key = $1`, [id]));
    return {
      ...shown(state, day, absorbedAt(found?.row.absorbed ?? [], position)),
      version: known.length,
      validAt: query.validAt ?? null,
      asOf: { instant: asked?.instant ?? (await this.moments.instant(position)), node: await this.node.name(), position },
      history: known.map((fact) => historyLine(fact)),
    };
  }
}
