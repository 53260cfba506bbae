import { type Document, type DocumentFact, evolveDocument } from '../../evidence/document/index.js';
import type { ExternalIdFact, SigningFact } from './signing.events.js';
import { absent, type ExternalId, evolve as evolveSigning, type Signing } from './state.js';

/** All facts that an act on a signing rests on or makes, in its own stream and in those beside it. */
export type DeskFact = SigningFact | DocumentFact | ExternalIdFact;

/** What lies before whoever decides: the signing, the documents that are named, and which signing holds which outside number. */
export type Desk = Readonly<{
  signing: Signing;
  documents: Readonly<Record<string, Document>>;
  /** By the number's stream. */
  holders: Readonly<Record<string, string>>;
}>;

export const empty: Desk = { signing: absent, documents: {}, holders: {} };

/** The stream that holds a number of an organisation's own system for one signing; no two numbers share one, whatever hyphens they have. */
export const externalIdStream = ({ organisation, scheme, id }: ExternalId): string => `external-id-${encodeURIComponent(organisation)}/${encodeURIComponent(scheme)}/${id}`;

export const evolve = (desk: Desk, fact: DeskFact): Desk => {
  switch (fact.type) {
    case 'DocumentDeposited':
    case 'DocumentReferred':
    case 'DocumentDiscarded': {
      const document = evolveDocument(desk.documents[fact.data.document], fact);
      return document ? { ...desk, documents: { ...desk.documents, [document.id]: document } } : desk;
    }
    case 'ExternalIdReserved':
      return { ...desk, holders: { ...desk.holders, [externalIdStream(fact.data)]: fact.data.signing } };
    case 'ExternalIdReleased': {
      const { [externalIdStream(fact.data)]: _, ...holders } = desk.holders;
      return { ...desk, holders };
    }
    default: {
      const signing = evolveSigning(desk.signing, fact);
      return signing === desk.signing ? desk : { ...desk, signing };
    }
  }
};
