import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from '@entente/domain/kernel/message';
import { canonical, sha256Hex } from '@entente/infra/event-log/canonical';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { Envelope } from '@entente/infra/event-log/deciding';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../access/access.guard.js';
import { problems } from './problems.js';

/** What comes with every command: its id, who asks and when, and the envelope for the log. */
export type Asked = Readonly<{ id: string; actor: Actor; at: string; envelope: Envelope; dryRun: boolean }>;

const idempotencyKey = (request: FastifyRequest): string => {
  const sent = request.headers['idempotency-key'];
  const key = typeof sent === 'string' ? sent.trim().replace(/^"(.*)"$/, '$1') : '';
  if (key === '' || key.length > 200) throw problems.noIdempotencyKey();
  return key;
};

const ifVersion = (request: FastifyRequest, required: boolean): number | undefined => {
  const sent = request.headers['if-match']?.trim();
  if (!sent || sent === '*') {
    if (required) throw problems.ifMatchMissing();
    return undefined;
  }
  const match = /^(?:W\/)?"?(\d{1,15})"?$/.exec(sent);
  if (!match) throw problems.ifMatchMalformed();
  return Number(match[1]);
};

/** `?dryRun=true` tells what the command would do, and does nothing. */
const isDryRun = (request: FastifyRequest): boolean => {
  const { dryRun = 'false' } = request.query as { dryRun?: unknown };
  if (dryRun !== 'true' && dryRun !== 'false') throw problems.invalid([{ pointer: '/dryRun', code: 'request/dry-run-malformed', message: { en: 'dryRun is true or false.', zh: 'dryRun 只能是 true 或 false。' } }]);
  return dryRun === 'true';
};

/**
 * Reads the command's circumstances. The id is made of principal, method, path and Idempotency-Key, so that a
 * repetition is the same command; the hash of the body tells another question under the same key.
 */
const read = ({ ifMatch }: { ifMatch: 'required' | 'optional' }, context: ExecutionContext): Asked => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const key = idempotencyKey(request);
  const version = ifVersion(request, ifMatch === 'required');
  const actor = actorOf(request);
  const path = request.url.split('?')[0] ?? '';
  return {
    id: commandIdOf(actor.principal, request.method, path, key),
    actor,
    at: new Date().toISOString(),
    dryRun: isDryRun(request),
    envelope: {
      inputHash: sha256Hex(canonical(request.body ?? null)),
      trace: request.id,
      ...(version === undefined ? {} : { ifVersion: version }),
    },
  };
};

const parameter = createParamDecorator(read);

/** The command's circumstances; If-Match is looked at where it is sent. */
export const AskedBy = (): ParameterDecorator => parameter({ ifMatch: 'optional' });

/** The same where somebody vouches for what he saw: without If-Match it is 428. */
export const VouchedBy = (): ParameterDecorator => parameter({ ifMatch: 'required' });
