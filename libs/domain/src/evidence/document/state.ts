import type { Directory } from '../../kernel/directory.js';
import type { Actor } from '../../kernel/message.js';
import type { DocumentFact } from './document.events.js';
import type { Access, Reason } from './terms.js';

/** What refers to a document. */
export type Referrer = Readonly<{ kind: 'signing' | 'pact' | 'alliance' | 'edition'; id: string }>;

export type Document = Readonly<{
  id: string;
  sha256: string;
  bytes: number;
  mediaType: string;
  name: string | null;
  access: Access;
  /** The region of whoever deposited it. */
  region: string;
  by: Readonly<{ principal: string; organisation: string }>;
  references: readonly Referrer[];
  /** What refers to it keeps its digest when the content is gone. */
  discarded: null | Readonly<{ reason: Reason; policy: 'unused' | 'asked' }>;
}>;

/** Whether a document lies with an association: one whose scope holds its region, once something refers to it. */
export const isUnder = ({ region, references }: Document, actor: Actor, { within }: Directory): boolean =>
  actor.role === 'administrator' && references.length > 0 && within(region, actor.region);

export const documentStream = (id: string): string => `document-${id}`;

export const evolveDocument = (state: Document | undefined, fact: DocumentFact): Document | undefined => {
  if (fact.type === 'DocumentDeposited') {
    const { document: id, sha256, bytes, mediaType, name, access, region, by } = fact.data;
    return { id, sha256, bytes, mediaType, name, access, region, by, references: [], discarded: null };
  }
  if (!state) return state;
  if (fact.type === 'DocumentReferred') return { ...state, references: [...state.references, fact.data.by] };
  return { ...state, discarded: { reason: fact.data.reason, policy: fact.data.policy } };
};
