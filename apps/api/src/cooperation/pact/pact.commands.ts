import { Injectable } from '@nestjs/common';
import { type AmendPact, type DraftPact, type FreezePact, mainText, type PactCommand, type RecordPact, type SignPact, supplementText } from '@entente/domain/cooperation/pact';
import { Refusal } from '@entente/domain/kernel/refusal';
import { jwsHolds } from '@entente/infra/crypto/jws';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import type { FastifyReply } from 'fastify';
import type { Asked } from '../../http/asked.js';
import { Commands } from '../../http/commands.js';
import { Bodies } from '../../parties/organisation/bodies.js';
import { type Addressed, type Answer, CooperationActs } from '../cooperation.acts.js';
import type { There } from '../cooperation.streams.js';
import { HandlePact } from './pact.handler.js';

const NO_TEXT = { text: '', sha256: '' };

const addressed: Addressed<'pact', PactCommand> = { kind: 'pact', Handle: HandlePact, parties: ({ parties }) => parties, moved: 'pact/moved-meanwhile' };

/** Sends acts on pacts with what comes in beside what was asked: who is party, the text that is frozen or signed, and whether a signature holds. */
@Injectable()
export class PactCommands {
  constructor(
    private readonly commands: Commands,
    private readonly acts: CooperationActs,
    private readonly bodies: Bodies,
  ) {}

  record(asked: Asked, data: RecordPact['data'], reply: FastifyReply): Answer {
    return this.commands.send<PactCommand>(HandlePact, asked, 'RecordPact', data, reply, `/v1/pacts/${data.id}`);
  }

  async draft(asked: Asked, data: DraftPact['data'], reply: FastifyReply): Answer {
    try {
      return await this.commands.send<PactCommand>(HandlePact, asked, 'DraftPact', data, reply, `/v1/pacts/${data.id}`);
    } catch (error) {
      throw error instanceof Refusal ? withinText(error) : error;
    }
  }

  /** An act on what is there, with the bodies that were seen to be parties, who are who they are today. */
  async send<C extends PactCommand>(asked: Asked, type: C['type'], data: C['data'] & { id: string }, reply: FastifyReply): Answer {
    return this.sendWith<C>(asked, type, data.id, async () => data, reply);
  }

  freeze(asked: Asked, { id, as }: Pick<FreezePact['data'], 'id' | 'as'>, reply: FastifyReply): Answer {
    return this.sendWith<FreezePact>(asked, 'FreezePact', id, async (it) => {
      const text = it && it.status !== 'in-force' ? mainText(it) : '';
      return { id, as, text, sha256: sha256Hex(text) };
    }, reply);
  }

  amend(asked: Asked, data: Omit<AmendPact['data'], 'text' | 'sha256'> & { id: string }, reply: FastifyReply): Answer {
    return this.sendWith<AmendPact>(asked, 'AmendPact', data.id, async (it) => {
      const text = it?.status === 'in-force' ? supplementText(it, data) : '';
      return { ...data, text, sha256: sha256Hex(text) };
    }, reply);
  }

  /** The signature is verified over the text that is frozen; that it is the one that was meant, and that key and person count now, is decided in the domain. */
  sign(asked: Asked, data: Omit<SignPact['data'], 'sha256' | 'signatureHolds'> & { id: string }, reply: FastifyReply): Answer {
    return this.sendWith<SignPact>(asked, 'SignPact', data.id, async (it) => {
      const { text, sha256 } = signedText(it, data.supplement);
      const key = await this.bodies.key(data.organisation, data.kid);
      const signatureHolds = key !== undefined && (await jwsHolds(data.jws, text, key.key, { kid: data.kid, organisation: data.organisation, person: data.person }));
      return { ...data, sha256, signatureHolds };
    }, reply);
  }

  private sendWith<C extends PactCommand>(asked: Asked, type: C['type'], id: string, dataOf: (it: There<'pact'> | undefined) => Promise<C['data'] & { id: string }>, reply: FastifyReply): Answer {
    return this.acts.send<'pact', PactCommand>(addressed, asked, type, id, dataOf, reply);
  }
}

/** A draft is sent under `text`, so what is wrong with its terms is told there; the id and for whom it is drafted stand beside it. */
const withinText = ({ code, words, kind, faults }: Refusal): Refusal =>
  new Refusal(code, words, kind, faults.map((fault) => (['/id', '/as'].includes(fault.pointer) ? fault : { ...fault, pointer: `/text${fault.pointer}` })));

/** The text that there is to sign: the main one, or of a supplementary agreement. */
export const signedText = (it: There<'pact'> | undefined, supplement: string | null): Readonly<{ text: string; sha256: string }> => {
  if (supplement !== null) return (it?.status === 'in-force' ? it.supplements[supplement] : undefined) ?? NO_TEXT;
  return (it?.status === 'frozen' ? it : it?.status === 'in-force' ? it.main : null) ?? NO_TEXT;
};
