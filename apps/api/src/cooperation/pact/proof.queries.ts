import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor } from '@entente/domain/kernel/message';
import { EventLog } from '@entente/infra/event-log/event-log';
import { bundleOf } from '@entente/infra/proof/bundle';
import { NodeKeys } from '../../access/node-keys.js';
import { Problem } from '../../http/problems.js';
import { CooperationStreams } from '../cooperation.streams.js';

export class ProofOf extends Query<string> {
  constructor(
    readonly actor: Actor,
    readonly id: string,
  ) {
    super();
  }
}

/**
 * All that an outsider needs to check the signatures under a pact with no server: the texts, the signatures, and the records
 * of the bodies that are party to it, with their keys and authorities. The node signs it by its own key.
 */
@QueryHandler(ProofOf)
export class ProofOfHandler implements IQueryHandler<ProofOf> {
  constructor(
    private readonly streams: CooperationStreams,
    private readonly log: EventLog,
    private readonly keys: NodeKeys,
  ) {}

  async execute({ actor, id }: ProofOf): Promise<string> {
    const { facts, state, position, moment } = await this.streams.of('pact', id, actor);
    // What was signed stays signed, though others declined afterwards.
    const hasText = state.status === 'frozen' || (state.status === 'in-force' && state.main !== null) || facts.some(({ type }) => type === 'PactSigned');
    if (!hasText) {
      throw new Problem(409, 'pact/nothing-to-prove', {
        en: 'Nothing of this pact was frozen or signed here, so there is nothing to prove; freeze the text and sign it first.', zh: '该协议未在此冻结或签署文本，无可证明；请先冻结文本并签署。',
      });
    }
    const bodies = await Promise.all(state.parties.map(async ({ organisation }) => {
      const { facts: all } = await this.log.read(`organisation-${organisation}`, 0);
      return all.filter((fact) => fact.position <= position);
    }));
    return bundleOf(id, await moment(), facts, bodies.flat(), await this.keys.own());
  }
}
