import { Injectable } from '@nestjs/common';
import type { DepositDocument } from '@entente/domain/evidence/document';
import type { Actor } from '@entente/domain/kernel/message';
import type { Fault } from '@entente/domain/kernel/refusal';
import { DocumentStore } from '@entente/infra/documents/document-store';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { openedWith } from '../../http/asked.js';
import { type Accepted, Commands, type Foreseen } from '../../http/commands.js';
import { besideRepeated, faultsOf, repeatedIn } from '../../http/faults.js';
import { type Problem, problems } from '../../http/problems.js';
import { bytesOf, declaredTypeOf } from '../../http/uploads.js';
import { sha256Stated } from './digest.js';
import { HandleDocument } from './document.handler.js';
import { documentProblems as wrong, mustHold } from './document.problems.js';
import { depositQuery } from './document.requests.js';
import { Documents } from './documents.js';
import { agreedType, isAccepted, mediaTypeOf } from './media-type.js';

type What = Readonly<{ sha256: string; mediaType: string; bytes: number }>;
export type Deposited = (Accepted | Foreseen) & What;

/** Takes documents in: the content goes to the store first and is on record only then, so that nothing on record was never there. */
@Injectable()
export class Deposits {
  constructor(
    private readonly store: DocumentStore,
    private readonly documents: Documents,
    private readonly commands: Commands,
  ) {}

  async take(request: FastifyRequest, reply: FastifyReply): Promise<Deposited> {
    const bytes = await bytesOf(request);
    if (bytes === undefined) throw wrong.tooLarge();
    const query = depositQuery.safeParse(request.query);
    const declared = declaredTypeOf(request);
    const name = query.data?.name ?? null;
    const sha256 = sha256Hex(bytes);
    const encoding = request.headers['content-encoding'];
    const { mediaType, faults } = isEncoded(encoding) ? { mediaType: '', faults: [wrong.encoded(encoding)] } : await looked(bytes, declared, name);
    mustHold([
      ...digestFaults(request.headers['content-digest'], sha256),
      ...(query.success ? [] : [problems.invalid(queryFaults(request.query as object, query.error.issues))]),
      ...faults,
    ]);
    const { id: chosen = null, access, dryRun } = depositQuery.parse(request.query);
    const asked = openedWith(request, { sha256, name, access, id: chosen, declared: sameType(declared) }, dryRun === 'true');
    const id = chosen ?? commandIdOf(asked.id, 'document');
    if (!asked.dryRun && (await this.mayStore(id, sha256, asked.actor))) await this.store.put({ id, sha256 }, bytes);
    const data = { id, sha256, bytes: bytes.length, mediaType, name, access };
    const answer = await this.commands.send<DepositDocument>(HandleDocument, asked, 'DepositDocument', data, reply, `/v1/documents/${id}`);
    // What is answered, to a repetition too, is what is on record.
    const kept = (asked.dryRun ? undefined : (await this.documents.find(id))?.document) ?? data;
    return { ...answer, sha256: kept.sha256, mediaType: kept.mediaType, bytes: kept.bytes };
  }

  /**
   * What is on record already is stored again only by who deposited it, which mends a content that was lost; what was
   * discarded is gone for good.
   */
  private async mayStore(id: string, sha256: string, actor: Actor): Promise<boolean> {
    const known = (await this.documents.find(id))?.document;
    return known === undefined || (known.sha256 === sha256 && known.by.organisation === actor.organisation && known.discarded === null);
  }
}

const digestFaults = (header: string | string[] | undefined, sha256: string): readonly Problem[] => {
  if (header === undefined) return [wrong.digestMissing()];
  const stated = sha256Stated(String(header));
  if (stated === undefined) return [wrong.digestMalformed()];
  return stated === sha256 ? [] : [wrong.digestMismatch(sha256)];
};

const queryFaults = (query: object, issues: Parameters<typeof faultsOf>[0]): readonly Fault[] => besideRepeated(repeatedIn(query), faultsOf(issues));

const isEncoded = (header: string | undefined): header is string => header?.split(',').some((coding) => !/^(identity)?$/i.test(coding.trim())) ?? false;

/** A type that is written with other capitals and spaces is the same. */
const sameType = (declared: string): string => declared.toLowerCase().split(';').map((part) => part.trim()).join(';');

const looked = async (bytes: Buffer, declared: string, name: string | null): Promise<Readonly<{ mediaType: string; faults: readonly Problem[] }>> => {
  if (bytes.length === 0) return { mediaType: '', faults: [wrong.empty()] };
  const { type, macros, program } = await mediaTypeOf(bytes);
  if (macros) return { mediaType: '', faults: [wrong.macros()] };
  if (!isAccepted(type)) return { mediaType: '', faults: [wrong.notAccepted(type)] };
  if (program !== null) return { mediaType: '', faults: [wrong.program(program)] };
  const agreed = agreedType(type, declared, name);
  return agreed === undefined ? { mediaType: type, faults: [wrong.typeMismatch(type, declared)] } : { mediaType: agreed, faults: [] };
};
