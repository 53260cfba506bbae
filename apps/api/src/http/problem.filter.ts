import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { NotCanonical } from '@entente/infra/event-log/canonical';
import { StoreAway } from '@entente/infra/documents/document-store';
import { AppendRejected, LogUnavailable } from '@entente/infra/event-log/event-log';
import { Contended, KeyReused, VersionMissing, VersionMoved } from '@entente/infra/event-log/deciding';
import { Unanswerable } from '@entente/infra/metrics/unanswerable';
import { Refusal, type RefusalKind } from '@entente/domain/kernel/refusal';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from './language.js';
import { Problem, problems } from './problems.js';

const STATUS: Readonly<Record<RefusalKind, number>> = { absent: 404, forbidden: 403, conflict: 409, invalid: 422 };
const SOON = { 'Retry-After': '1' };

/** Everything that goes wrong becomes a problem document, in the language of the reader, with all faults at once. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    tell(problemOf(error), error, request, reply);
  }
}

/** What goes wrong before there is a route: an address that cannot be read, or an id that is longer than any. */
export const tellOfAddress = (error: { code: string }, request: FastifyRequest, reply: FastifyReply): void =>
  tell(error.code === 'FST_ERR_BAD_URL' ? problems.addressMalformed() : problems.notFound(), error, request, reply);

const tell = (problem: Problem, error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
  if (problem.status === 503) request.log.warn({ code: problem.code, cause: (error as Error).message }, 'not now');
  else if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'request failed');
  const language = languageOf(request.headers['accept-language']);
  for (const [name, value] of Object.entries(problem.headers)) void reply.header(name, value);
  void reply
    .status(problem.status)
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .header('Content-Language', language)
    .send(JSON.stringify({
      type: `urn:entente:problem:${problem.code}`,
      title: problem.words[language],
      status: problem.status,
      code: problem.code,
      detail: problem.words[language],
      instance: request.url.split('?')[0],
      trace: request.id,
      errors: problem.faults.map(({ pointer, code, message }) => ({ pointer, code, message: message[language] })),
    }));
};

const problemOf = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof Refusal) return new Problem(STATUS[error.kind], error.code, error.words, error.faults);
  if (error instanceof Unanswerable) return problems.invalid(error.faults);
  if (error instanceof VersionMoved) return problems.versionMoved([], { ETag: `"${error.version}"` });
  if (error instanceof VersionMissing) return problems.ifMatchMissing();
  if (error instanceof KeyReused) return problems.keyReused();
  if (error instanceof LogUnavailable || error instanceof Contended) return problems.busy([], SOON);
  if (error instanceof StoreAway) return problems.storeAway([], SOON);
  if (error instanceof NotCanonical || error instanceof AppendRejected) {
    return problems.invalid([{ pointer: '', code: 'request/not-writable', message: { en: error.message, zh: `无法写入日志：${error.message}` } }]);
  }
  return isDatabaseAway(error) ? problems.unavailable([], SOON) : byStatus(error);
};

/** What the framework itself says: unknown routes, and bodies that are too large or no JSON. */
const byStatus = (error: unknown): Problem => {
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number } | null)?.statusCode;
  if (status === 404) return problems.notFound();
  if (status === 413) return problems.tooLarge();
  if (status === 415) return problems.mediaType();
  if (status === 400) return problems.malformed();
  return problems.internal();
};

/**
 * Connection failures by name, SQLSTATE classes 08 (connection), 53 (resources) and 57 (operator intervention). Of a connection
 * that breaks between two statements of a transaction, TypeORM says that its query runner is released.
 */
const isDatabaseAway = (error: unknown): boolean => {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && (/^(08|53|57)/.test(code) || /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/.test(code))) return true;
  return typeof message === 'string' && /Driver not Connected|not initialized|uery runner (?:was )?already released|Client was closed|Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(message);
};
