import { sha256Hex } from '@entente/infra/event-log/canonical';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { FOREIGN_CURSOR } from './paging.js';

/** What may differ from page to page of one question. */
const BESIDE: ReadonlySet<string> = new Set(['cursor', 'limit', 'minPosition']);

/** What tells a question from another: its route, what it is about, and its filters in any order. */
const tagOf = (request: FastifyRequest): string => {
  const about = Object.values((request.params ?? {}) as Record<string, string>).map((part) => part.toLowerCase());
  const filters = Object.entries((request.query ?? {}) as Record<string, unknown>).filter(([name]) => !BESIDE.has(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256Hex(JSON.stringify([request.routeOptions.url, about, filters])).slice(0, 12);
};

const isQuestion = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

/** RFC 8288: the next page of the same question. */
const linkTo = (request: FastifyRequest, next: string): string => {
  const url = new URL(request.url, 'http://node');
  url.searchParams.set('cursor', next);
  return `<${url.pathname}${url.search}>; rel="next"`;
};

/**
 * Ties cursors to the question that gave them. One that leaves gets a tag of its question, in the body and in Link; one
 * that arrives is handed on without it, and one of another question as none at all, which is told with all other faults.
 */
export const bindCursors = (fastify: Pick<FastifyInstance, 'addHook'>): void => {
  fastify.addHook('preHandler', async (request: FastifyRequest) => {
    const query = (request.query ?? {}) as Record<string, unknown>;
    const { cursor } = query;
    if (!isQuestion(request) || typeof cursor !== 'string' || cursor === '') return;
    const tag = `${tagOf(request)}.`;
    query['cursor'] = cursor.startsWith(tag) ? cursor.slice(tag.length) : FOREIGN_CURSOR;
  });
  fastify.addHook('preSerialization', async (request, reply, payload: unknown) => {
    const { next } = (payload ?? {}) as { next?: unknown };
    if (!isQuestion(request) || typeof next !== 'string') return payload;
    const tagged = `${tagOf(request)}.${next}`;
    void reply.header('Link', linkTo(request, tagged));
    return { ...(payload as object), next: tagged };
  });
};
