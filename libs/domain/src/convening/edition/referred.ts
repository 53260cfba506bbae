import { absent as noAlliance, type Alliance, type AllianceFact, keptAlliance } from '../../cooperation/alliance/index.js';
import { absent as noDeclaration, type Declaration, type DeclarationFact, keptDeclaration } from '../../cooperation/declaration/index.js';
import { type Document, type DocumentFact, type DocumentReferred, evolveDocument, referring } from '../../evidence/document/index.js';
import { type Audience, isAmong } from '../../kernel/directory.js';
import type { Command, Fact } from '../../kernel/message.js';
import { Refusal } from '../../kernel/refusal.js';
import { absent as noSigning, concerns, evolve as evolveSigning, type Signing, type SigningFact } from '../../signing/signing/index.js';
import { refuse } from './refusals.js';
import type { Output } from './terms.js';

/** What an output may be, as it stands: a command names one of them. A pact is known by the directory. */
export type Referred = Readonly<{ signing: Signing; document: Document | undefined; alliance: Alliance; declaration: Declaration }>;
type Refers = NonNullable<Output['refers']>;

export const nothing: Referred = { signing: noSigning, document: undefined, alliance: noAlliance, declaration: noDeclaration };

/** The stream of what an output is, where a decision rests on it. */
export const referredStreams = ({ refers }: Pick<Output, 'refers'>): readonly string[] => (refers === null || refers.kind === 'pact' ? [] : [`${refers.kind}-${refers.id}`]);

/** Folds a fact of another stream than the edition's. */
export const evolveReferred = (referred: Referred, fact: Fact & Readonly<{ stream?: string }>): Referred => {
  switch (fact.stream?.slice(0, fact.stream.indexOf('-'))) {
    case 'signing': return { ...referred, signing: evolveSigning(referred.signing, fact as SigningFact) };
    case 'document': return { ...referred, document: evolveDocument(referred.document, fact as DocumentFact) };
    case 'alliance': return { ...referred, alliance: keptAlliance.evolve(referred.alliance, fact as AllianceFact) };
    case 'declaration': return { ...referred, declaration: keptDeclaration.evolve(referred.declaration, fact as DeclarationFact) };
    default: return referred;
  }
};

/** Whether there is such a thing that the actor may know of. */
const isSeen = ({ kind, id }: Refers, { signing, alliance, declaration }: Referred, { actor, directory }: Command): boolean => {
  const among = (audience: Audience | undefined): boolean => audience !== undefined && isAmong(audience, actor, directory);
  switch (kind) {
    case 'signing': return signing.status !== 'absent' && concerns(signing, actor, directory);
    case 'pact': return among(directory.pact(id)?.audience);
    case 'alliance': return keptAlliance.isThere(alliance) && among(keptAlliance.audience(alliance));
    case 'declaration': return keptDeclaration.isThere(declaration) && among(keptDeclaration.audience(declaration));
    case 'document': return false;
  }
};

/** What is wrong with saying that an output is this; a document that it is, is kept for it as evidence is. */
export const referenceOf = (refers: Refers, referred: Referred, command: Command<string, { id: string }>): Readonly<{ wrong: readonly Refusal[]; facts: readonly DocumentReferred[] }> => {
  const pointer = '/refers/id';
  if (refers.kind !== 'document') return { wrong: isSeen(refers, referred, command) ? [] : [refuse('edition/refers-to-nothing', pointer)], facts: [] };
  const { document } = referred;
  const { facts, wrong } = referring(document ? { [document.id]: document } : {}, [refers.id], command.actor, { kind: 'edition', id: command.data.id }, pointer);
  return { facts, wrong: wrong.map(({ code, message }) => (code === 'document/discarded' ? new Refusal(code, message, 'invalid', [{ pointer, code, message }]) : refuse('edition/refers-to-nothing', pointer))) };
};
