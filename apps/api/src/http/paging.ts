import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fault } from '@entente/domain/kernel/fault';

/** Where a list goes on: after which row, as of which position the first page was made. */
export type Cursor = Readonly<{ pinned: number; after: readonly number[] }>;

export const limitSchema = (usual: number, max: number) => z.coerce.number().int().min(1).max(max).default(usual);

export const cursorSchema = z.string().optional().transform((text, context): Cursor | undefined => {
  if (text === undefined || text === '') return undefined;
  try {
    const [pinned, ...after] = JSON.parse(Buffer.from(text, 'base64url').toString()) as number[];
    if ([pinned, ...after].every((part) => Number.isSafeInteger(part) && (part as number) >= 0) && after.length > 0) return { pinned: pinned as number, after };
  } catch {
    // Told below.
  }
  fault(context as never, 'request/cursor-malformed', {
    en: 'This cursor is none of ours; begin without one, and pass on what "next" says.', zh: '游标无效；请先不带游标查询，再使用返回的 next。',
  });
  return z.NEVER;
});

/** A text to filter by. Postgres knows no NUL, so nothing could be found by one. */
export const filterSchema = (max: number) => z.string().max(max).superRefine((text, context) => {
  if (text.includes('\0')) fault(context, 'request/nul', { en: 'This text holds a NUL character; leave it out.', zh: '文本含空字符（NUL）；请去掉。' });
}).optional();

export const positionSchema = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional();

export const encodeCursor = ({ pinned, after }: Cursor): string => Buffer.from(JSON.stringify([pinned, ...after])).toString('base64url');

/** RFC 8288: the next page of the same question. */
export const linkNext = (request: FastifyRequest, reply: FastifyReply, next: string | null): void => {
  if (next === null) return;
  const url = new URL(request.url, 'http://node');
  url.searchParams.set('cursor', next);
  void reply.header('Link', `<${url.pathname}${url.search}>; rel="next"`);
};
