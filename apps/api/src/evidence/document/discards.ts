import { Injectable, Logger } from '@nestjs/common';
import { DocumentStore } from '@entente/infra/documents/document-store';
import { Documents } from './documents.js';

/** Takes contents away that the record has given up. */
@Injectable()
export class Discards {
  private readonly logger = new Logger('documents');

  constructor(
    private readonly store: DocumentStore,
    private readonly documents: Documents,
  ) {}

  /** The record stands whatever the store says; what it does not take away now, the worker takes away later. */
  async remove(id: string): Promise<void> {
    const document = (await this.documents.find(id))?.document;
    if (!document?.discarded) return;
    await this.store.remove(document).catch((error: Error) => this.logger.warn(`The content of document ${id} was discarded and is still there: ${error.message}`));
  }
}
