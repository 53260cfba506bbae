import { Injectable } from '@nestjs/common';
import type { Document } from '@entente/domain/evidence/document';
import { DocumentStore } from '@entente/infra/documents/document-store';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentDigest } from './digest.js';
import { documentProblems } from './document.problems.js';
import { suffixOf } from './media-type.js';

/** Gives the contents of documents out: as files to be kept, never to be shown within a page of ours. */
@Injectable()
export class DocumentContent {
  constructor(private readonly store: DocumentStore) {}

  async send(document: Document, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (document.discarded) throw documentProblems.discarded();
    const { id, sha256, mediaType } = document;
    const known = { ETag: `"${sha256}"`, 'Cache-Control': 'private, no-store', 'X-Content-Type-Options': 'nosniff' };
    // Who has it already is not told that all is well with what the store has lost.
    if (isNamed(request.headers['if-none-match'], sha256) && (await this.store.has({ id, sha256 }))) return void (await reply.headers(known).status(304).send());
    const bytes = await this.store.get({ id, sha256 });
    // What is told to be the evidence is the evidence, whatever has become of the store.
    if (bytes === undefined || sha256Hex(bytes) !== sha256) throw documentProblems.damaged();
    await reply
      .headers(known)
      .header('Content-Type', mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType)
      .header('Content-Digest', contentDigest(sha256))
      .header('Content-Disposition', `attachment; filename*=UTF-8''${encoded(document.name ?? `${id}.${suffixOf(mediaType)}`)}`)
      .send(bytes);
  }
}

const isNamed = (header: string | undefined, sha256: string): boolean =>
  header?.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === `"${sha256}"`) ?? false;

/** RFC 8187: what is no attr-char is percent-encoded. */
const encoded = (name: string): string => encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
