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

const ifVersion = (request: FastifyRequest): number | undefined => {
  const sent = request.headers['if-match']?.trim();
  if (!sent || sent === '*') return undefined;
  const match = /^(?:W\/)?"?(\d{1,15})"?$/.exec(sent);
  if (!match) throw problems.ifMatchMalformed();
  return Number(match[1]);
};

/** `?dryRun=true` tells what the command would do, and does nothing. A parameter that is misspelt must not do it. */
const isDryRun = (request: FastifyRequest): boolean => {
  const { dryRun = 'false', ...unknown } = request.query as Record<string, unknown>;
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw problems.invalid([{ pointer: `/${name}`, code: 'request/unknown-parameter', message: { en: 'A command takes no parameter but dryRun.', zh: '命令只接受 dryRun 参数。' } }]);
  if (dryRun !== 'true' && dryRun !== 'false') throw problems.invalid([{ pointer: '/dryRun', code: 'request/dry-run-malformed', message: { en: 'dryRun is true or false.', zh: 'dryRun 只能是 true 或 false。' } }]);
  return dryRun === 'true';
};

/**
 * The command's circumstances. The id is made of principal, method, path and Idempotency-Key, so that a
 * repetition is the same command; the hash of what was sent tells another question under the same key.
 */
const circumstances = (request: FastifyRequest, ifMatch: IfMatch, inputHash: string, dryRun: boolean): Asked => {
  const key = idempotencyKey(request);
  const version = ifMatch === 'none' ? undefined : ifVersion(request);
  const actor = actorOf(request);
  // An id in the path is the same in capitals.
  const path = (request.url.split('?')[0] ?? '').toLowerCase();
  return {
    id: commandIdOf(actor.principal, request.method, path, key),
    actor,
    at: new Date().toISOString(),
    dryRun,
    envelope: {
      inputHash,
      trace: request.id,
      ...(version === undefined ? {} : { ifVersion: version }),
      ...(version === undefined && ifMatch === 'required' ? { ifMissing: true as const } : {}),
    },
  };
};

const read = ({ ifMatch }: { ifMatch: IfMatch }, context: ExecutionContext): Asked => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return circumstances(request, ifMatch, sha256Hex(canonical(request.body ?? null)), isDryRun(request));
};

/** The circumstances of a command that opens something new and is sent as bytes and parameters; `sent` is all of them that tells one question from another. */
export const openedWith = (request: FastifyRequest, sent: Readonly<Record<string, string | null>>, dryRun: boolean): Asked =>
  circumstances(request, 'none', sha256Hex(canonical(sent)), dryRun);

type IfMatch = 'required' | 'optional' | 'none';

const parameter = createParamDecorator(read);

/** The circumstances of a command that opens something new, of which nobody has seen a version. */
export const OpenedBy = (): ParameterDecorator => parameter({ ifMatch: 'none' });

/** The command's circumstances; If-Match is looked at where it is sent. */
export const AskedBy = (): ParameterDecorator => parameter({ ifMatch: 'optional' });

/** The same where somebody vouches for what he saw: without If-Match it is 428. */
export const VouchedBy = (): ParameterDecorator => parameter({ ifMatch: 'required' });
