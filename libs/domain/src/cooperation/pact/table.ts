import { type Document, type DocumentFact, evolveDocument } from '../../evidence/document/index.js';
import { evolveOne, type Organisation, type OrganisationFact } from '../../parties/organisation/index.js';
import type { PactFact } from './pact.events.js';
import { absent, evolve as evolvePact, type Pact } from './state.js';

/** All facts that an act on a pact rests on or makes, in its own stream and in those beside it. */
export type TableFact = PactFact | DocumentFact | OrganisationFact;

/** What lies before whoever decides: the pact, the body that signs with its keys and authorities, and the documents that are named. */
export type Table = Readonly<{ pact: Pact; bodies: Readonly<Record<string, Organisation>>; documents: Readonly<Record<string, Document>> }>;

export const empty: Table = { pact: absent, bodies: {}, documents: {} };

export const evolve = (table: Table, fact: TableFact): Table => {
  switch (fact.type) {
    case 'DocumentDeposited': case 'DocumentReferred': case 'DocumentDiscarded': {
      const document = evolveDocument(table.documents[fact.data.document], fact);
      return document ? { ...table, documents: { ...table.documents, [document.id]: document } } : table;
    }
    default: {
      if ('pact' in fact.data) return { ...table, pact: evolvePact(table.pact, fact as PactFact) };
      const of = fact as OrganisationFact;
      const body = evolveOne(table.bodies[of.data.organisation], of);
      return body ? { ...table, bodies: { ...table.bodies, [body.id]: body } } : table;
    }
  }
};
