import { Injectable } from '@nestjs/common';
import { type Document, type DocumentFact, documentStream, evolveDocument } from '@entente/domain/evidence/document';
import type { Recorded } from '@entente/domain/kernel/message';
import { EventLog } from '@entente/infra/event-log/event-log';

type Evidence = Readonly<{ document: string; sha256: string }>;

/** Evidence as whoever verifies should see it: whether its content is still there, and how many other signings, pacts and alliances rest on the same document. */
export type Weighed = Evidence & Readonly<{ elsewhere: number; discarded: boolean }>;

/** What becomes of the documents that something rests on. One paper under several projects is no fault, and no verifier should have to find it out. */
@Injectable()
export class EvidenceUse {
  constructor(private readonly log: EventLog) {}

  /** How to weigh the evidence of one that refers to it, as it was known at a position. */
  async of(referrer: string, evidence: readonly Evidence[], position: number): Promise<(some: readonly Evidence[]) => Weighed[]> {
    const named = [...new Set(evidence.map(({ document }) => document))];
    const documents = new Map(await Promise.all(named.map(async (document) => [document, await this.document(document, position)] as const)));
    return (some) => some.map((each) => {
      const document = documents.get(each.document);
      return { ...each, elsewhere: document?.references.filter((reference) => reference.id !== referrer).length ?? 0, discarded: document?.discarded !== null };
    });
  }

  private async document(id: string, position: number): Promise<Document | undefined> {
    const { facts } = await this.log.read(documentStream(id), 0);
    return (facts as unknown as readonly Recorded<DocumentFact>[]).filter((fact) => fact.position <= position).reduce<Document | undefined>(evolveDocument, undefined);
  }
}
