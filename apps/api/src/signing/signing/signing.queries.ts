import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor, Recorded } from '@entente/domain/kernel/message';
import { edtfInterval } from '@entente/domain/kernel/period';
import { absent, concerns, evolve, type Signing, type SigningFact } from '@entente/domain/signing/signing';
import { EventLog } from '@entente/infra/event-log/event-log';
import { problems } from '../../http/problems.js';
import { AsOfResolver, type Moment } from '../../reading/as-of.js';
import { historyLine } from '../../reading/history.js';
import { Node } from '../../reading/node.js';
import { Directories } from '../../territory/directories.js';
import { ReadersProgress } from '../../reading/progress.js';
import type { SigningQuery } from './signing.requests.js';
import { Investors } from './investors.js';
import { shown } from './signing.shown.js';

export type SigningAnswer = ReturnType<typeof shown> & { version: number; asOf: Moment; validAt: string | null; history: readonly object[] };

export class SigningById extends Query<SigningAnswer> {
  constructor(
    readonly actor: Actor,
    readonly id: string,
    readonly query: SigningQuery,
  ) {
    super();
  }
}

/** Folds the signing's own stream, so that the answer holds everything that was acknowledged before the question. */
@QueryHandler(SigningById)
export class SigningByIdHandler implements IQueryHandler<SigningById> {
  constructor(
    private readonly log: EventLog,
    private readonly moments: AsOfResolver,
    private readonly progress: ReadersProgress,
    private readonly node: Node,
    private readonly directories: Directories,
    private readonly investors: Investors,
  ) {}

  async execute({ actor, id, query }: SigningById): Promise<SigningAnswer> {
    const asked = await this.moments.position(query.asOf);
    const { facts } = await this.log.read(`signing-${id}`, 0);
    const { head } = await this.progress.now();
    const wanted = Math.max(asked?.position ?? 0, query.minPosition ?? 0);
    if (wanted > head) throw problems.beyondHead();
    const position = asked?.position ?? Math.max(head, facts.at(-1)?.position ?? 0);
    const known = facts.filter((fact) => fact.position <= position);
    const state = (known as readonly Recorded<SigningFact>[]).reduce<Signing>(evolve, absent);
    const validAt = query.validAt === undefined ? undefined : edtfInterval(query.validAt).to;
    if (state.status === 'absent' || !concerns(state, actor, await this.directories.current())) throw problems.notFound();
    if (validAt !== undefined && edtfInterval(state.terms.signedOn).from > validAt) throw problems.notFound();
    const answer = shown(id, state, validAt);
    return {
      ...answer,
      investors: await this.investors.of(answer.investors, answer.signedOn, position),
      version: known.length,
      validAt: query.validAt ?? null,
      asOf: { instant: asked?.instant ?? (await this.moments.instant(position)), node: await this.node.name(), position },
      history: known.map(historyLine),
    };
  }
}
