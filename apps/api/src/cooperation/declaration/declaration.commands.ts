import { Injectable } from '@nestjs/common';
import { type DeclarationCommand, declarationText, type EndorseDeclaration, type IssueDeclaration, type WithdrawEndorsement } from '@entente/domain/cooperation/declaration';
import { jwsHolds } from '@entente/infra/crypto/jws';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import type { FastifyReply } from 'fastify';
import type { Asked } from '../../http/asked.js';
import { Commands } from '../../http/commands.js';
import { Bodies } from '../../parties/organisation/bodies.js';
import { type Addressed, type Answer, CooperationActs } from '../cooperation.acts.js';
import { HandleDeclaration } from './declaration.handler.js';

/** Who endorses is named in what is sent, so that nobody else need be looked up. */
const addressed: Addressed<'declaration', DeclarationCommand> = { kind: 'declaration', Handle: HandleDeclaration, parties: () => [] };

/** Sends acts on joint initiatives with what comes in beside what was asked: the text, and whether a signature holds over it. */
@Injectable()
export class DeclarationCommands {
  constructor(
    private readonly acts: CooperationActs,
    private readonly commands: Commands,
    private readonly bodies: Bodies,
  ) {}

  issue(asked: Asked, data: Omit<IssueDeclaration['data'], 'text' | 'sha256'> & { id: string }, reply: FastifyReply): Answer {
    const text = declarationText(data);
    return this.commands.send<DeclarationCommand>(HandleDeclaration, asked, 'IssueDeclaration', { ...data, text, sha256: text === null ? null : sha256Hex(text) }, reply, `/v1/declarations/${data.id}`);
  }

  /** A signature is verified over the text as it was issued; that key and person count now is decided in the domain. */
  endorse(asked: Asked, data: Omit<EndorseDeclaration['data'], 'signatureHolds'> & { id: string }, reply: FastifyReply): Answer {
    return this.acts.send<'declaration', DeclarationCommand>(addressed, asked, 'EndorseDeclaration', data.id, async (it) => ({ ...data, signatureHolds: await this.holds(it?.text ?? null, data) }), reply);
  }

  withdraw(asked: Asked, data: WithdrawEndorsement['data'] & { id: string }, reply: FastifyReply): Answer {
    return this.acts.send<'declaration', DeclarationCommand>(addressed, asked, 'WithdrawEndorsement', data.id, async () => data, reply);
  }

  private async holds(text: string | null, { organisation, signature }: Pick<EndorseDeclaration['data'], 'organisation' | 'signature'>): Promise<boolean> {
    if (text === null || signature === null) return false;
    const { jws, kid, person } = signature;
    const key = await this.bodies.key(organisation, kid);
    return key !== undefined && (await jwsHolds(jws, text, key.key, { kid, organisation, person }));
  }
}
