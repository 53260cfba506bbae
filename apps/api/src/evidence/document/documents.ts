import { Injectable } from '@nestjs/common';
import { type Document, documentStream, type DocumentFact, evolveDocument, isUnder, type Referrer } from '@entente/domain/evidence/document';
import { type Audience, type Directory, isAmong } from '@entente/domain/kernel/directory';
import type { Kept as Folded } from '@entente/domain/kernel/kept';
import type { Actor, Fact, Recorded } from '@entente/domain/kernel/message';
import { absent, audienceOf, evolve, type Signing, type SigningFact } from '@entente/domain/signing/signing';
import { kinds } from '@entente/domain/views/cooperation';
import { EventLog } from '@entente/infra/event-log/event-log';
import { Directories } from '../../territory/directories.js';
import type { Kept } from './document.shown.js';

/** Whose word is checked by nobody else: they may see what is confidential, where they are over whoever answers for it. */
const CHECKS: readonly Actor['role'][] = ['administrator', 'auditor'];

/** What refers to a document, with the number that people know it by, or where it has none its name. */
export type Reference = Referrer & Readonly<{ number: string | null; name?: string }>;

/** What refers to it as far as sight of the document hangs on it: who may know of it, and the regions that answer for it. */
type Referring = Readonly<{ reference: Reference; audience: Audience; answering: readonly string[] }>;

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
    const directory = await this.directories.current();
    const known = (await Promise.all(document.references.map((referrer) => this.referring(referrer)))).flatMap((each) => each ?? []);
    // A bank reads no signings, and of the rest what it is party to.
    const told = known.filter(({ audience }) => isAmong(audience, actor, directory));
    return document.by.organisation === actor.organisation || document.access === 'open' || mayRead(document, told, actor, directory)
      ? { ...kept, references: told.map(({ reference }) => reference) } : undefined;
  }

  private async referring({ kind, id }: Referrer): Promise<Referring | undefined> {
    if (kind === 'signing') {
      const state = (await this.facts<SigningFact>(`signing-${id}`)).reduce<Signing>(evolve, absent);
      if (state.status === 'absent') return undefined;
      const { number, owner, terms: { project: name } } = state;
      return { reference: { kind, id, number, ...(number === null ? { name } : {}) }, audience: { open: false, regions: audienceOf(state), accounts: [] }, answering: [owner] };
    }
    const kept = kinds[kind] as Folded<unknown>;
    const state = (await this.facts(`${kept.prefix}${id}`)).reduce(kept.evolve, kept.initial);
    if (!kept.isThere(state)) return undefined;
    const audience = kept.audience(state, await this.directories.naming(kept.bodies(state)));
    return { reference: { kind, id, number: null, name: kept.name(state) }, audience, answering: audience.regions };
  }

  private async facts<F extends Fact>(stream: string): Promise<readonly F[]> {
    return (await this.log.read(stream, 0)).facts as unknown as readonly F[];
  }
}

const mayRead = (document: Document, referring: readonly Referring[], actor: Actor, directory: Directory): boolean => {
  // Who may order it to go may see what goes.
  if (isUnder(document, actor, directory)) return true;
  // That everybody may know of an alliance or an open pact makes nobody party to it.
  const own = referring.filter(({ audience }) => isAmong({ ...audience, open: false }, actor, directory));
  if (document.access === 'parties') return own.length > 0;
  return CHECKS.includes(actor.role) && own.some(({ answering }) => actor.region === '*' || answering.some((region) => directory.within(region, actor.region)));
};
