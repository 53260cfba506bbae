import { Injectable } from '@nestjs/common';
import { type Document, documentStream, type DocumentFact, evolveDocument, isUnder, type Referrer } from '@entente/domain/evidence/document';
import type { Actor, Recorded } from '@entente/domain/kernel/message';
import { absent, concerns, evolve, type Known, type Signing, type SigningFact } from '@entente/domain/signing/signing';
import { EventLog } from '@entente/infra/event-log/event-log';
import { Directories } from '../../territory/directories.js';
import type { Kept } from './document.shown.js';

/** Whose word on a signing is checked by nobody else: they may see what is confidential in it, where they are over its owner. */
const CHECKS: readonly Actor['role'][] = ['administrator', 'auditor'];

/** What refers to a document, with the number that people know it by; null where it has none. */
export type Reference = Referrer & Readonly<{ number: string | null }>;

/** A document that the reader may see, and of what refers to it the part that is his business. */
export type Visible = Kept & Readonly<{ references: readonly Reference[] }>;

/** Documents and who may see them, folded from their streams: what was acknowledged before the question counts. */
@Injectable()
export class Documents {
  constructor(
    private readonly log: EventLog,
    private readonly directories: Directories,
  ) {}

  /** As of a position, where one is given. */
  async find(id: string, position = Number.MAX_SAFE_INTEGER): Promise<Kept | undefined> {
    const { facts } = await this.log.read(documentStream(id), 0);
    const known = (facts as unknown as readonly Recorded<DocumentFact>[]).filter((fact) => fact.position <= position);
    const document = known.reduce<Document | undefined>(evolveDocument, undefined);
    const [first, last] = [known[0], known.at(-1)];
    if (!document || !first || !last) return undefined;
    const discardedAt = known.find(({ type }) => type === 'DocumentDiscarded')?.recordedAt ?? null;
    return { document, depositedAt: first.recordedAt, discardedAt, version: last.version, position: last.position };
  }

  /** Undefined where it is not there, and where it is none of the reader's business, which is the same to him. */
  async visible(id: string, actor: Actor): Promise<Visible | undefined> {
    const kept = await this.find(id);
    if (!kept) return undefined;
    const { document } = kept;
    const known = await this.known(document.references, actor);
    const references = known.map(({ referrer: { kind, id: signing }, signing: { number } }) => ({ kind, id: signing, number }));
    return document.by.organisation === actor.organisation || document.access === 'open' || (await this.mayRead(document, known.map(({ signing }) => signing), actor))
      ? { ...kept, references } : undefined;
  }

  private async mayRead(document: Document, signings: readonly Known[], actor: Actor): Promise<boolean> {
    const directory = await this.directories.current();
    // Who may order it to go may see what goes.
    if (isUnder(document, actor, directory)) return true;
    if (document.access === 'parties') return signings.length > 0;
    return CHECKS.includes(actor.role) && signings.some(({ owner }) => directory.within(owner, actor.region));
  }

  /** Of the signings that refer to it, those that concern the reader. A bank reads no signings. */
  private async known(references: readonly Referrer[], actor: Actor): Promise<readonly Readonly<{ referrer: Referrer; signing: Known }>[]> {
    if (actor.role === 'bank' || references.length === 0) return [];
    const directory = await this.directories.current();
    const all = await Promise.all(references.map(async (referrer) => ({ referrer, signing: await this.signing(referrer.id) })));
    return all.flatMap(({ referrer, signing }) => (signing.status !== 'absent' && concerns(signing, actor, directory) ? [{ referrer, signing }] : []));
  }

  private async signing(id: string): Promise<Signing> {
    const { facts } = await this.log.read(`signing-${id}`, 0);
    return (facts as unknown as readonly Recorded<SigningFact>[]).reduce<Signing>(evolve, absent);
  }
}
