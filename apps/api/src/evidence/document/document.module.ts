import { Module } from '@nestjs/common';
import { DocumentStore } from '@entente/infra/documents/document-store';
import { documentStoreOf } from '@entente/infra/documents/settings';
import { Deposits } from './deposits.js';
import { Discards } from './discards.js';
import { DocumentContent } from './document-content.js';
import { DocumentController } from './document.controller.js';
import { DocumentHandler } from './document.handler.js';
import { DocumentsOfHandler } from './document-list.queries.js';
import { DocumentByIdHandler } from './document.queries.js';
import { Documents } from './documents.js';

@Module({
  controllers: [DocumentController],
  providers: [
    DocumentHandler, DocumentByIdHandler, DocumentsOfHandler, Documents, Deposits, Discards, DocumentContent,
    { provide: DocumentStore, useFactory: () => documentStoreOf(process.env) },
  ],
})
export class DocumentModule {}
