import { Injectable } from '@nestjs/common';
import { type Document, type DocumentFact, documentStream, evolveDocument } from '@entente/domain/evidence/document';
import type { Recorded } from '@entente/domain/kernel/message';
import { EventLog } from '@entente/infra/event-log/event-log';
import type { shown } from './signing.shown.js';

type Shown = ReturnType<typeof shown>;
type Evidence = Readonly<{ document: string; sha256: string }>;

/** Evidence as whoever verifies should see it: whether its content is still there, and how many other signings rest on the same document. */
export type Weighed = Evidence & Readonly<{ elsewhere: number; discarded: boolean }>;

/** What becomes of the documents that a signing rests on. One paper under several projects is no fault, and no verifier should have to find it out. */
@Injectable()
export class EvidenceUse {
  constructor(private readonly log: EventLog) {}

  /** The milestones and receipts of a signing, as it was known at a position. */
  async of({ id, milestones, receipts }: Shown, position: number): Promise<Pick<Shown, 'milestones' | 'receipts'>> {
    const named = [...milestones.flatMap(({ reported }) => reported?.evidence ?? []), ...receipts.flatMap(({ evidence }) => evidence)].map(({ document }) => document);
    const documents = new Map(await Promise.all([...new Set(named)].map(async (document) => [document, await this.document(document, position)] as const)));
    const weigh = (evidence: readonly Evidence[]): Weighed[] => evidence.map((each) => {
      const document = documents.get(each.document);
      return { ...each, elsewhere: document?.references.filter((reference) => reference.id !== id).length ?? 0, discarded: document?.discarded !== null };
    });
    return {
      milestones: milestones.map((each) => ({ ...each, reported: each.reported && { ...each.reported, evidence: weigh(each.reported.evidence) } })),
      receipts: receipts.map((each) => ({ ...each, evidence: weigh(each.evidence) })),
    };
  }

  private async document(id: string, position: number): Promise<Document | undefined> {
    const { facts } = await this.log.read(documentStream(id), 0);
    return (facts as unknown as readonly Recorded<DocumentFact>[]).filter((fact) => fact.position <= position).reduce<Document | undefined>(evolveDocument, undefined);
  }
}
