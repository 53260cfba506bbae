import { type Document, type DocumentFact, evolveDocument } from '../../evidence/document/index.js';
import type { AllianceFact } from './alliance.events.js';
import { absent, type Alliance, evolve as evolveAlliance } from './state.js';

/** All facts that an act on an alliance rests on or makes, in its own stream and in those of documents. */
export type CouncilFact = AllianceFact | DocumentFact;

/** What lies before whoever decides: the alliance, and the documents that are named. */
export type Council = Readonly<{ alliance: Alliance; documents: Readonly<Record<string, Document>> }>;

export const empty: Council = { alliance: absent, documents: {} };

export const evolve = (council: Council, fact: CouncilFact): Council => {
  if (fact.type !== 'DocumentDeposited' && fact.type !== 'DocumentReferred' && fact.type !== 'DocumentDiscarded') return { ...council, alliance: evolveAlliance(council.alliance, fact) };
  const document = evolveDocument(council.documents[fact.data.document], fact);
  return document ? { ...council, documents: { ...council.documents, [document.id]: document } } : council;
};
