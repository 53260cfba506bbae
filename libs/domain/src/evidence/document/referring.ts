import type { Actor } from '../../kernel/message.js';
import type { Fault } from '../../kernel/refusal.js';
import type { DocumentReferred } from './document.events.js';
import { type DocumentRefusal, faultOf } from './refusals.js';
import { type Document, documentStream, type Referrer } from './state.js';
import type { Named } from './terms.js';

/** What evidence comes to: the documents with their digests, what is to be recorded of each, and everything that is wrong. */
export type Referring = Readonly<{
  evidence: readonly Readonly<{ document: string; sha256: string }>[];
  facts: readonly (DocumentReferred & Readonly<{ stream: string }>)[];
  wrong: readonly Fault[];
}>;

/** What is wrong with naming a document: the first thing, because the rest hangs on it. */
const wrongWith = ({ document, sha256 }: Named, it: Document | undefined, actor: Actor): DocumentRefusal | undefined => {
  if (it?.id !== document || it.by.organisation !== actor.organisation) return 'document/unknown';
  if (it.discarded) return 'document/discarded';
  return sha256 !== null && sha256.toLowerCase() !== it.sha256 ? 'document/other-digest' : undefined;
};

/**
 * Refers to documents as evidence. Another slice calls it in its decision, with the documents' streams among its own: a
 * document that is discarded at the same moment conflicts, so that nothing ever refers to what was gone by then.
 *
 * @param documents the state of each document's stream, by its id.
 * @param named ids, or ids with the digest that is meant.
 * @param by what refers to them; it refers to each document once, however often it names it.
 * @param pointer where they stand in what was sent, such as `/evidence`.
 */
export const referring = (
  documents: Readonly<Record<string, Document>>, named: readonly (string | Named)[], actor: Actor, by: Referrer, pointer: string,
): Referring => {
  const all = named.map((each): Named => (typeof each === 'string' ? { document: each.toLowerCase(), sha256: null } : each));
  const wrong: Fault[] = [];
  const found: Document[] = [];
  all.forEach((each, n) => {
    const it = Object.hasOwn(documents, each.document) ? documents[each.document] : undefined;
    const isRepeated = all.findIndex(({ document }) => document === each.document) < n;
    const code = isRepeated ? 'document/twice' : wrongWith(each, it, actor);
    if (code) wrong.push(faultOf(code, `${pointer}/${n}`));
    else if (it) found.push(it);
  });
  return {
    evidence: found.map(({ id, sha256 }) => ({ document: id, sha256 })),
    facts: found
      .filter(({ references }) => !references.some(({ kind, id }) => kind === by.kind && id === by.id))
      .map(({ id, sha256 }) => ({
        type: 'DocumentReferred', effectiveOn: null, stream: documentStream(id), data: { document: id, sha256, by: { kind: by.kind, id: by.id } },
      })),
    wrong,
  };
};
