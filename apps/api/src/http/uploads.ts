import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DRAIN_BYTES_MAX } from './too-large.js';

/** The one route whose body is bytes, and how many it takes. */
export const UPLOAD_ROUTE = '/v1/documents';
export const UPLOAD_BYTES_MAX = 20 * 1024 * 1024;

/** The type under which bytes reach the framework; what the caller declared is noted beside the request. */
const BYTES = 'application/octet-stream';
const declared = new WeakMap<IncomingMessage, string>();

const isUpload = (request: FastifyRequest): boolean => request.method === 'POST' && request.routeOptions.url === UPLOAD_ROUTE;

/** How large the body of a request may be. */
export const bodyBytesMax = (request: FastifyRequest, usual: number): number => (isUpload(request) ? UPLOAD_BYTES_MAX : usual);

/**
 * Lets uploads through as a stream that is not read yet, so that whoever has no key sends nothing into memory. On every
 * other route bytes are 415, as any body but JSON is.
 */
export const takeUploads = (fastify: Pick<FastifyInstance, 'addHook' | 'addContentTypeParser'>): void => {
  fastify.addHook('onRequest', async (request: FastifyRequest) => {
    if (!isUpload(request)) return;
    declared.set(request.raw, request.headers['content-type'] ?? BYTES);
    request.raw.headers['content-type'] = BYTES;
  });
  fastify.addContentTypeParser(BYTES, (request: FastifyRequest, body: Readable, done: (error: Error | null, body?: unknown) => void) =>
    (declared.has(request.raw) ? done(null, body) : done(Object.assign(new Error('Bytes are for uploads.'), { statusCode: 415 }))));
};

/** What the caller says that the bytes of an upload are. */
export const declaredTypeOf = (request: FastifyRequest): string => declared.get(request.raw) ?? BYTES;

/**
 * The bytes of an upload; undefined where there are too many. Those are read on, within bounds, and let go, so that a
 * client that is still sending sees the answer and no broken connection.
 */
export const bytesOf = async (request: FastifyRequest): Promise<Buffer | undefined> => {
  // Such a body has been read to its end before.
  if (Number(request.headers['content-length'] ?? 0) > UPLOAD_BYTES_MAX) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= UPLOAD_BYTES_MAX) chunks.push(chunk);
    else chunks.length = 0;
    if (bytes > DRAIN_BYTES_MAX) break;
  }
  return bytes > UPLOAD_BYTES_MAX ? undefined : Buffer.concat(chunks, bytes);
};
