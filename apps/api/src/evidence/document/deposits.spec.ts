import { Readable } from 'node:stream';
import type { Document } from '@entente/domain/evidence/document';
import type { Actor } from '@entente/domain/kernel/message';
import type { DocumentStore } from '@entente/infra/documents/document-store';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessGuard } from '../../access/access.guard.js';
import type { Commands } from '../../http/commands.js';
import { contentDigest } from './digest.js';
import { Deposits } from './deposits.js';
import type { Documents } from './documents.js';

const ID = '019a0c00-0000-7000-8000-0000000000d1';
const actor: Actor = { principal: 'chengdu-1', organisation: 'chengdu-commerce', role: 'region', region: '510100' };
const bytes = Buffer.from('项目,金额\n');
const sha256 = sha256Hex(bytes);
const onRecord: Document = {
  id: ID, sha256, bytes: bytes.length, mediaType: 'text/csv', name: null, access: 'parties', region: '510100', by: { principal: 'chengdu-1', organisation: 'chengdu-commerce' }, references: [], discarded: null,
};

/** A deposit under an id, by somebody whom the guard has let in. */
const asking = async (query: Readonly<Record<string, string>>): Promise<FastifyRequest> => {
  const headers = { authorization: 'Bearer key', 'idempotency-key': '1', 'content-digest': contentDigest(sha256) };
  const request = { headers, method: 'POST', url: '/v1/documents', id: 'trace', query: { id: ID, ...query }, body: Readable.from([bytes]), raw: {} } as unknown as FastifyRequest;
  const guard = new AccessGuard({ getAllAndOverride: () => ['region'] } as never, { of: async () => actor } as never);
  await guard.canActivate({ getHandler: () => asking, getClass: () => Deposits, switchToHttp: () => ({ getRequest: () => request }) } as never);
  return request;
};

const answered = async (query: Readonly<Record<string, string>>, recorded: Document | undefined): Promise<object> => {
  const store = { put: async () => undefined } as unknown as DocumentStore;
  const documents = { find: async () => recorded && { document: recorded } } as unknown as Documents;
  const commands = { send: async () => ({ id: ID }) } as unknown as Commands;
  return new Deposits(store, documents, commands).take(await asking(query), {} as FastifyReply);
};

describe('the answer to a deposit', () => {
  it('is what is on record, even where the same bytes would be taken for something else by now', async () =>
    expect(await answered({}, onRecord)).toEqual({ id: ID, sha256, mediaType: 'text/csv', bytes: bytes.length }));

  it('is, in a dry run, what would be recorded', async () => {
    for (const recorded of [undefined, onRecord]) expect(await answered({ dryRun: 'true' }, recorded)).toEqual({ id: ID, sha256, mediaType: 'text/plain', bytes: bytes.length });
  });
});
