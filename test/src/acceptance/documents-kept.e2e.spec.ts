import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { files } from '@entente/infra/documents/files.samples';
import { waitUntil } from '@entente/infra/services/child';
import pg from 'pg';
import { contentOf, deposit, type Deposited, digestOf } from '../support/documents.js';
import { type Accepted, type Answer, faults, type ProblemBody, told } from '../support/http.js';
import { startNode, type TestNode } from '../support/node.js';
import { ADMIN, CHENGDU, CHONGQING } from '../support/samples.js';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MIB = 1024 * 1024;
const hexOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const reason = { code: 'mistaken', text: '误传。' };

type Shown = Readonly<{
  id: string; version: number; position: number; sha256: string; mediaType: string; name: string | null; access: string; depositedBy: string; depositedAt: string;
  discarded: object | null; retention: { rule: string; until: string | null }; references: readonly object[];
}>;
type Page = Readonly<{ items: readonly Shown[]; next: string | null }>;

let unique = 0;
/** Plain text that no other test has deposited. */
const text = (): Buffer => Buffer.from(`凭证 ${(unique += 1)} ${randomUUID()}\n`);

/** The contents that the store of a node holds, by name. */
const heldBy = ({ documentsDir }: TestNode): readonly string[] =>
  existsSync(documentsDir) ? readdirSync(documentsDir).flatMap((folder) => readdirSync(join(documentsDir, folder))) : [];
const pathOf = ({ documentsDir }: TestNode, { id, sha256 }: Pick<Deposited, 'id' | 'sha256'>): string => join(documentsDir, sha256.slice(0, 2), `${id}.${sha256}`);

describe('a document', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', apis: 2 });
  });
  afterAll(() => node?.stop());

  it.each([
    ['pdf', 'application/pdf'], ['png', 'image/png'], ['jpeg', 'image/jpeg'], ['docx', WORD], ['xlsx', SHEET], ['ofd', 'application/ofd'], ['text', 'text/plain'], ['csv', 'text/csv'],
  ] as const)('that is %s is taken as what it is, and read back with its digest', async (name, type) => {
    const bytes = files[name];
    const { status, headers, body } = await deposit(node, CHENGDU, bytes, { type, query: `name=${encodeURIComponent(`到资 凭证(1).${name}`)}` });
    expect([status, body]).toEqual([201, {
      id: expect.any(String), stream: `document-${body.id}`, version: 1, node: expect.any(String), position: expect.any(Number), sha256: hexOf(bytes), mediaType: type, bytes: bytes.length,
    }]);
    expect([headers.get('etag'), headers.get('location')]).toEqual(['"1"', `/v1/documents/${body.id}`]);
    const content = await contentOf(node, CHENGDU, body.id);
    expect([content.status, content.bytes.equals(bytes)]).toEqual([200, true]);
    const given = ['content-type', 'content-digest', 'etag', 'content-disposition', 'x-content-type-options', 'cache-control'].map((header) => content.headers.get(header));
    expect(given).toEqual([
      type.startsWith('text/') ? `${type}; charset=utf-8` : type, digestOf(bytes), `"${hexOf(bytes)}"`,
      `attachment; filename*=UTF-8''${encodeURIComponent('到资 凭证')}%281%29.${name}`, 'nosniff', 'private, no-store',
    ]);
    expect((await contentOf(node, CHENGDU, body.id, { 'If-None-Match': `"${hexOf(bytes)}"` })).status).toBe(304);
    expect((await contentOf(node, CHENGDU, body.id, { 'If-None-Match': '"other"' })).status).toBe(200);
  });

  it('is shown with what is on record of it and how long it is kept', async () => {
    const bytes = text();
    const { body: { id, position } } = await deposit(node, CHENGDU, bytes, { query: 'name=a.csv&access=confidential' });
    const { headers, body } = await node.get<Shown>(`/v1/documents/${id}?minPosition=${position}`, CHENGDU);
    expect(headers.get('etag')).toBe('"1"');
    expect(body).toEqual({
      id, version: 1, position, sha256: hexOf(bytes), mediaType: 'text/csv', bytes: bytes.length, name: 'a.csv', access: 'confidential', depositedBy: 'region-510100', depositedAt: expect.any(String),
      discarded: null, retention: { rule: 'unused', until: new Date(Date.parse(body.depositedAt) + 30 * 86_400_000).toISOString() }, references: [],
    });
    expect(told(await node.get(`/v1/documents/${id}?minPosition=999999`, CHENGDU))).toBe('400 read/beyond-head');
  });

  it('is refused with the reason, and all reasons at once, and nothing is kept of it', async () => {
    const before = heldBy(node).length;
    const cases: readonly (readonly [Promise<Answer<unknown>>, string, readonly string[]])[] = [
      [deposit(node, CHENGDU, files.pdf, { digest: null }), '400 document/digest-missing', ['/header/content-digest document/digest-missing']],
      [deposit(node, CHENGDU, files.pdf, { digest: hexOf(files.pdf) }), '400 document/digest-malformed', ['/header/content-digest document/digest-malformed']],
      [deposit(node, CHENGDU, files.pdf, { digest: digestOf(files.png) }), '422 document/digest-mismatch', ['/header/content-digest document/digest-mismatch']],
      [deposit(node, CHENGDU, files.exe), '415 document/type-not-accepted', [' document/type-not-accepted']],
      [deposit(node, CHENGDU, files.zip), '415 document/type-not-accepted', [' document/type-not-accepted']],
      [deposit(node, CHENGDU, files.hollow, { type: WORD }), '415 document/type-not-accepted', [' document/type-not-accepted']],
      [deposit(node, CHENGDU, files.loaded, { type: WORD }), '415 document/type-not-accepted', [' document/type-not-accepted']],
      [deposit(node, CHENGDU, gzipSync(files.pdf), { type: 'application/pdf', encoding: 'gzip' }), '415 document/content-encoding', ['/header/content-encoding document/content-encoding']],
      [deposit(node, CHENGDU, files.pdf, { encoding: 'identity, br', digest: null }), '400 document/digest-missing', ['/header/content-digest document/digest-missing', '/header/content-encoding document/content-encoding']],
      [deposit(node, CHENGDU, files.gb18030, { type: 'text/csv' }), '415 document/type-not-accepted', [' document/type-not-accepted']],
      [deposit(node, CHENGDU, files.html, { type: 'text/plain' }), '415 document/type-not-accepted', [' document/type-not-accepted']],
      [deposit(node, CHENGDU, files.pdf, { type: 'image/png' }), '415 document/type-mismatch', ['/header/content-type document/type-mismatch']],
      [deposit(node, CHENGDU, files.text, { type: 'application/json' }), '415 document/type-mismatch', ['/header/content-type document/type-mismatch']],
      [deposit(node, CHENGDU, files.xlsm, { type: SHEET }), '415 document/macros', [' document/macros']],
      [deposit(node, CHENGDU, files.disguised, { type: SHEET }), '415 document/macros', [' document/macros']],
      [deposit(node, CHENGDU, Buffer.alloc(0)), '422 document/empty', [' document/empty']],
      [deposit(node, CHENGDU, files.pdf, { key: null }), '400 request/idempotency-key-missing', []],
      [deposit(node, CHENGDU, files.pdf, { query: 'acess=open' }), '422 request/invalid', ['/acess request/unrecognized-keys']],
      [deposit(node, CHENGDU, files.exe, { digest: null, query: 'access=everyone&id=1&name=%00' }), '400 document/digest-missing', [
        ' document/type-not-accepted', '/access request/invalid-value', '/header/content-digest document/digest-missing', '/id request/invalid-format', '/name document/name-malformed',
      ]],
      [deposit(node, CHENGDU, files.pdf, { query: 'name=a&name=b' }), '422 request/invalid', ['/name request/parameter-repeated']],
      [deposit(node, CHENGDU, files.pdf, { query: 'access=open&access=open&dryRun=maybe&what=1&what=2' }), '422 request/invalid', [
        '/access request/parameter-repeated', '/dryRun request/invalid-value', '/what request/parameter-repeated',
      ]],
      [deposit(node, CHENGDU, files.pdf, { query: 'name=%zz' }), '400 request/address-malformed', []],
      [deposit(node, CHENGDU, files.pdf, { query: 'name=%ED%A0%80' }), '400 request/address-malformed', []],
      [deposit(node, 'auditor', files.pdf), '403 access/not-your-route', []],
      [deposit(node, 'nobody', files.pdf), '401 access/unknown-key', []],
    ];
    for (const [answer, expected, all] of cases) {
      const got = await answer;
      expect([told(got), faults(got)]).toEqual([expected, all]);
    }
    const missing = (await deposit<ProblemBody>(node, CHENGDU, files.pdf, { digest: null })).body;
    expect(missing.detail).toContain('openssl dgst -sha256 -binary FILE | base64');
    expect((await deposit<ProblemBody>(node, CHENGDU, files.pdf, { digest: digestOf(files.png) })).body.detail).toContain(digestOf(files.pdf));
    expect((await deposit<ProblemBody>(node, CHENGDU, files.exe)).body.detail).toContain('application/pdf');
    expect((await deposit<ProblemBody>(node, CHENGDU, files.loaded)).body.detail).toContain('word/media/setup.exe');
    const encoded = await deposit<ProblemBody>(node, CHENGDU, gzipSync(files.pdf), { encoding: 'gzip' });
    expect([encoded.headers.get('accept-encoding'), encoded.body.detail]).toEqual(['identity', expect.stringContaining('gzip')]);
    const inChinese = await fetch(`${node.apis[0]?.url}/v1/documents?name=a&name=b`, {
      method: 'POST', body: new Uint8Array(files.pdf), headers: { Authorization: `Bearer ${node.keys[CHENGDU]}`, 'Idempotency-Key': randomUUID(), 'Content-Digest': digestOf(files.pdf), 'Accept-Language': 'zh' },
    });
    expect(((await inChinese.json()) as ProblemBody).errors).toEqual([{ pointer: '/name', code: 'request/parameter-repeated', message: '参数 name 出现多次；请只填一次。' }]);
    expect(heldBy(node)).toHaveLength(before);
    expect(told(await deposit(node, CHENGDU, files.pdf, { encoding: 'Identity' }))).toBe('201');
  });

  it('is answered to a repetition as it is on record, and what it was declared as belongs to the question', async () => {
    const [bytes, key] = [text(), randomUUID()];
    const first = await deposit(node, CHENGDU, bytes, { key, type: 'text/plain' });
    for (const type of ['text/csv', 'application/octet-stream', null]) expect([type, told(await deposit(node, CHENGDU, bytes, { key, type }))]).toEqual([type, '422 request/idempotency-key-reused']);
    for (const type of ['text/plain', 'Text/Plain', ' text/plain ']) {
      const again = await deposit(node, CHENGDU, bytes, { key, type, api: 1 });
      expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([201, first.body, 'true']);
    }
    expect((await node.get<Shown>(`/v1/documents/${first.body.id}`, CHENGDU)).body.mediaType).toBe(first.body.mediaType);
  });

  it('is taken up to 20 MiB and not above, and every other body up to 1 MiB as JSON only', async () => {
    const most = Buffer.alloc(20 * MIB, 'a');
    expect(told(await deposit(node, CHENGDU, most))).toBe('201');
    const more = Buffer.alloc(20 * MIB + 1, 'a');
    const answer = await deposit<ProblemBody>(node, CHENGDU, more);
    expect([told(answer), answer.body.detail.includes('20 MiB')]).toEqual(['413 document/too-large', true]);
    // Without a length in advance: in chunks, counted as they come.
    const body = new ReadableStream({ start: (controller) => {
      for (let n = 0; n < 22; n += 1) controller.enqueue(new Uint8Array(MIB).fill(97));
      controller.close();
    } });
    const chunked = await fetch(`${node.apis[0]?.url}/v1/documents`, {
      method: 'POST', body, duplex: 'half', headers: { Authorization: `Bearer ${node.keys[CHENGDU]}`, 'Idempotency-Key': randomUUID(), 'Content-Digest': digestOf(more) },
    } as RequestInit);
    expect([chunked.status, ((await chunked.json()) as ProblemBody).code]).toEqual([413, 'document/too-large']);
    expect(told(await node.command('/v1/signings', CHENGDU, `{"project":"${'a'.repeat(2 * MIB)}"}`))).toBe('413 request/too-large');
    for (const type of ['application/octet-stream', 'application/pdf', 'text/plain']) {
      expect(told(await node.command('/v1/signings', CHENGDU, 'abc', { headers: { 'Content-Type': type } }))).toBe('415 request/media-type');
    }
    const some = (await deposit(node, CHENGDU, text())).body.id;
    expect(told(await node.command(`/v1/documents/${some}/discard`, CHENGDU, 'abc', { headers: { 'Content-Type': 'application/octet-stream' } }))).toBe('415 request/media-type');
  });

  it('under one key is one document: again, at once from many, and from another api', async () => {
    const [bytes, key] = [text(), randomUUID()];
    const first = await deposit(node, CHENGDU, bytes, { key });
    const again = await deposit(node, CHENGDU, bytes, { key, api: 1 });
    expect([again.status, again.body, again.headers.get('idempotent-replayed'), first.headers.get('idempotent-replayed')]).toEqual([201, first.body, 'true', null]);
    const [crowd, other] = [text(), randomUUID()];
    const all = await Promise.all(Array.from({ length: 12 }, (_, n) => deposit(node, CHENGDU, crowd, { key: other, api: n % 2 })));
    expect(new Set(all.map(({ status, body }) => `${status} ${body.id} ${body.position}`)).size).toBe(1);
    expect(all.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
    expect(heldBy(node).filter((name) => name.startsWith(all[0]!.body.id))).toHaveLength(1);
  });

  it('under a key that stood for other bytes, another name or other eyes is told so', async () => {
    const [bytes, key] = [text(), randomUUID()];
    const { body: { id, sha256 } } = await deposit(node, CHENGDU, bytes, { key, query: 'name=a.txt' });
    for (const [other, query] of [[text(), 'name=a.txt'], [bytes, 'name=b.txt'], [bytes, 'name=a.txt&access=open'], [bytes, `name=a.txt&id=${randomUUID()}`]] as const) {
      expect(told(await deposit(node, CHENGDU, other, { key, query }))).toBe('422 request/idempotency-key-reused');
    }
    expect((await contentOf(node, CHENGDU, id)).bytes.equals(bytes)).toBe(true);
    expect(heldBy(node).filter((name) => name.startsWith(id))).toEqual([`${id}.${sha256}`]);
  });

  it('takes an id of one’s own once: nobody else’s content is written over', async () => {
    const [bytes, id] = [text(), randomUUID()];
    expect((await deposit(node, CHENGDU, bytes, { query: `id=${id.toUpperCase()}` })).body.id).toBe(id);
    expect(told(await deposit(node, CHENGDU, bytes, { query: `id=${id}` }))).toBe('201');
    for (const [as, other] of [[CHONGQING, bytes], [CHONGQING, text()], [CHENGDU, text()]] as const) {
      expect(told(await deposit(node, as, other, { query: `id=${id}` }))).toBe('409 document/exists');
    }
    const racing = randomUUID();
    const two = [text(), text()];
    const answers = await Promise.all(two.map((each, n) => deposit(node, CHENGDU, each, { query: `id=${racing}`, api: n })));
    expect(answers.map(told).sort()).toEqual(['201', '409 document/exists']);
    expect((await contentOf(node, CHENGDU, racing)).bytes.equals(two[answers.findIndex(({ status }) => status === 201)]!)).toBe(true);
    expect((await contentOf(node, CHENGDU, id)).bytes.equals(bytes)).toBe(true);
  });

  it('in a dry run is looked at whole, and neither kept nor recorded', async () => {
    const bytes = text();
    const { status, body } = await deposit<object & { id: string }>(node, CHENGDU, bytes, { query: 'dryRun=true&name=a.txt' });
    expect([status, body]).toEqual([200, expect.objectContaining({
      dryRun: true, sha256: hexOf(bytes), mediaType: 'text/plain', entries: [], events: [expect.objectContaining({ type: 'DocumentDeposited', data: expect.objectContaining({ name: 'a.txt', access: 'parties', region: '510100' }) })],
    })]);
    expect(heldBy(node).filter((name) => name.startsWith(body.id))).toEqual([]);
    expect(told(await node.get(`/v1/documents/${body.id}`, CHENGDU))).toBe('404 request/not-found');
    expect(told(await deposit(node, CHENGDU, files.exe, { query: 'dryRun=true' }))).toBe('415 document/type-not-accepted');
  });

  it('is read by its own organisation, and what is open by everybody with a key; to all others it is not there', async () => {
    const ids: Record<string, string> = {};
    for (const access of ['open', 'parties', 'confidential']) ids[access] = (await deposit(node, CHENGDU, text(), { query: `access=${access}` })).body.id;
    const as = async (who: string, id: string | undefined) => `${told(await node.get(`/v1/documents/${id}`, who))} ${(await contentOf(node, who, id ?? '')).status}`;
    for (const who of [CHONGQING, 'bank', 'report', 'auditor', ADMIN]) {
      expect(await as(who, ids['open'])).toBe('200 200');
      for (const access of ['parties', 'confidential']) expect(await as(who, ids[access])).toBe('404 request/not-found 404');
    }
    for (const id of Object.values(ids)) expect(await as(CHENGDU, id)).toBe('200 200');
    expect(told(await node.command(`/v1/documents/${ids['parties']}/discard`, CHONGQING, { reason }))).toBe('404 document/not-found');
    expect(told(await node.command(`/v1/documents/${randomUUID()}/discard`, CHONGQING, { reason }))).toBe('404 document/not-found');
    const banks = (await deposit(node, 'bank', text())).body.id;
    expect([await as('bank:checker', banks), await as(CHENGDU, banks)]).toEqual(['200 200', '404 request/not-found 404']);
    expect(told(await node.get('/v1/documents/not-an-id', CHENGDU))).toBe('404 request/not-found');
  });

  it('is listed for its own organisation only, page by page as of the first one, and from a change on', async () => {
    const mine: Deposited[] = [];
    for (let n = 0; n < 5; n += 1) mine.push((await deposit(node, CHONGQING, text(), { query: `name=${n}.txt` })).body);
    const { position } = (await deposit(node, CHENGDU, text())).body;
    const first = await node.get<Page>(`/v1/documents?limit=3&minPosition=${position}`, CHONGQING);
    expect(first.body.items.map(({ id, depositedBy }) => [id, depositedBy])).toEqual(mine.slice(0, 3).map(({ id }) => [id, 'region-500000']));
    expect(first.headers.get('link')).toContain('rel="next"');
    const gone = (await node.command<Accepted>(`/v1/documents/${mine[4]?.id}/discard`, CHONGQING, { reason })).body;
    await node.get(`/v1/documents?minPosition=${gone.position}`, CHONGQING);
    const second = await node.get<Page>(`/v1/documents?limit=3&cursor=${first.body.next}`, CHONGQING);
    expect([second.body.items.map(({ id, discarded }) => [id, discarded]), second.body.next]).toEqual([mine.slice(3).map(({ id }) => [id, null]), null]);
    const changed = await node.get<Page>(`/v1/documents?changedAfter=${position}&minPosition=${gone.position}`, CHONGQING);
    expect(changed.body.items).toMatchObject([{ id: mine[4]?.id, position: gone.position, version: 2, discarded: { policy: 'asked' }, retention: { rule: 'discarded' } }]);
    expect((await node.get<Page>(`/v1/documents?changedAfter=${gone.position}`, CHONGQING)).body.items).toEqual([]);
    expect((await node.get<Page>('/v1/documents', 'auditor')).body).toEqual({ items: [], next: null });
  });

  it('is discarded: the content goes, and what is on record stays', async () => {
    const bytes = text();
    const { body } = await deposit(node, CHENGDU, bytes);
    const dry = await node.command<object>(`/v1/documents/${body.id}/discard?dryRun=true`, CHENGDU, { reason });
    expect([dry.status, existsSync(pathOf(node, body))]).toEqual([200, true]);
    expect(told(await node.command(`/v1/documents/${body.id}/discard`, CHENGDU, {}))).toBe('422 request/invalid');
    const key = randomUUID();
    expect((await node.command(`/v1/documents/${body.id}/discard`, CHENGDU, { reason }, { key })).body).toMatchObject({ id: body.id, version: 2 });
    expect(existsSync(pathOf(node, body))).toBe(false);
    expect((await node.command(`/v1/documents/${body.id}/discard`, CHENGDU, { reason }, { key })).headers.get('idempotent-replayed')).toBe('true');
    expect((await node.get<Shown>(`/v1/documents/${body.id}`, CHENGDU)).body).toMatchObject({ sha256: body.sha256, discarded: { reason, policy: 'asked' }, retention: { rule: 'discarded', until: expect.any(String) } });
    const content = await contentOf(node, CHENGDU, body.id);
    expect([content.status, (JSON.parse(content.bytes.toString()) as ProblemBody).code]).toEqual([410, 'document/discarded']);
    expect(told(await deposit(node, CHENGDU, bytes, { query: `id=${body.id}` }))).toBe('409 document/discarded');
    expect(existsSync(pathOf(node, body))).toBe(false);
    expect((await contentOf(node, CHENGDU, body.id, { 'If-None-Match': `"${body.sha256}"` })).status).toBe(410);
    // What nothing refers to is nobody else's, and an association does not discard what it cannot see.
    for (const access of ['open', 'parties', 'confidential']) {
      const { id } = (await deposit(node, CHENGDU, text(), { query: `access=${access}` })).body;
      expect(told(await node.command(`/v1/documents/${id}/discard`, ADMIN, { reason }))).toBe('404 document/not-found');
    }
  });

  it('that was damaged in the store is not given out, and is mended by who deposits it again', async () => {
    const bytes = text();
    const { body } = await deposit(node, CHENGDU, bytes);
    const codeNow = async () => (JSON.parse((await contentOf(node, CHENGDU, body.id)).bytes.toString()) as ProblemBody).code;
    writeFileSync(pathOf(node, body), 'other bytes');
    expect(await codeNow()).toBe('document/damaged');
    rmSync(pathOf(node, body));
    expect(await codeNow()).toBe('document/damaged');
    for (const tag of [`"${body.sha256}"`, '*']) expect((await contentOf(node, CHENGDU, body.id, { 'If-None-Match': tag })).status).toBe(500);
    expect(told(await deposit(node, CHENGDU, bytes, { query: `id=${body.id}` }))).toBe('201');
    expect((await contentOf(node, CHENGDU, body.id)).bytes.equals(bytes)).toBe(true);
  });

  it('is not recorded while the store is away, and taken under the same key when it is back', async () => {
    const [bytes, key, away] = [text(), randomUUID(), `${node.documentsDir}-away`];
    const { body: kept } = await deposit(node, CHENGDU, text());
    const head = async () => (await node.get<{ head: number }>('/health/ready')).body.head;
    renameSync(node.documentsDir, away);
    writeFileSync(node.documentsDir, 'no folder');
    const before = await head();
    const answer = await deposit(node, CHENGDU, bytes, { key });
    expect([told(answer), answer.headers.get('retry-after')]).toEqual(['503 document/store-away', '1']);
    expect((await contentOf(node, CHENGDU, kept.id)).status).toBe(503);
    expect(await head()).toBe(before);
    const discarded = await node.command(`/v1/documents/${kept.id}/discard`, CHENGDU, { reason });
    expect(told(discarded)).toBe('200');
    rmSync(node.documentsDir);
    renameSync(away, node.documentsDir);
    const again = await deposit(node, CHENGDU, bytes, { key });
    expect([told(again), again.headers.get('idempotent-replayed')]).toEqual(['201', null]);
    expect((await contentOf(node, CHENGDU, again.body.id)).bytes.equals(bytes)).toBe(true);
  });
});

describe('an api that is killed after it stored a content and before that was recorded', () => {
  it('leaves nothing on record, and a repetition makes the document', async () => {
    const node = await startNode({ queue: 'postgres' });
    const client = new pg.Client({ connectionString: node.databaseUrl });
    try {
      await client.connect();
      const [bytes, key] = [text(), randomUUID()];
      // Who holds the head of the log is alone in it: the content is stored, and the event waits.
      await client.query('begin');
      await client.query('select from log.head for update');
      const cut = deposit(node, CHENGDU, bytes, { key }).then(told, () => 'no answer');
      expect(await waitUntil(async () => heldBy(node).some((name) => name.endsWith(hexOf(bytes))), 10_000, 20)).toBe(true);
      await node.kill9(node.apis[0]!);
      expect(await cut).toBe('no answer');
      await client.query('rollback');
      // A group that Postgres had in hand when the api died may still have been written: then it is a repetition, and else the first.
      await node.restart(node.apis[0]!);
      const { rows: [recorded] } = await client.query<{ n: number }>(`select count(*)::int as n from log.events where type = 'DocumentDeposited'`);
      const [name] = heldBy(node);
      const again = await deposit(node, CHENGDU, bytes, { key });
      expect([again.status, `${again.body.id}.${again.body.sha256}`, again.headers.get('idempotent-replayed')]).toEqual([201, name, recorded!.n === 0 ? null : 'true']);
      expect(heldBy(node)).toEqual([name]);
      expect((await contentOf(node, CHENGDU, again.body.id)).bytes.equals(bytes)).toBe(true);
    } finally {
      await client.end();
      await node.stop();
    }
  });
});

describe('the worker', () => {
  it('discards what nothing refers to when its days are over, and takes away what was left behind', async () => {
    // A hundred-thousandth of a day and a half is about a second.
    const node = await startNode({ queue: 'postgres', workers: 2, env: { DOCUMENT_UNUSED_DAYS: '0.000015', DOCUMENT_RETENTION_EVERY_MS: '200' } });
    try {
      const { body } = await deposit(node, CHENGDU, text());
      expect((await node.get<Shown>(`/v1/documents/${body.id}`, CHENGDU)).body.retention.rule).toBe('unused');
      const is = async () => (await node.get<Shown>(`/v1/documents/${body.id}`, CHENGDU)).body;
      expect(await waitUntil(async () => (await is()).discarded !== null && !existsSync(pathOf(node, body)), 20_000, 100)).toBe(true);
      expect(await is()).toMatchObject({ version: 2, sha256: body.sha256, discarded: { policy: 'unused', reason: { code: 'unused' } } });
      expect((await contentOf(node, CHENGDU, body.id)).status).toBe(410);
      // The content of a discarded document that somebody put back is gone at the next look.
      writeFileSync(pathOf(node, body), 'x');
      expect(await waitUntil(async () => !existsSync(pathOf(node, body)), 10_000, 50)).toBe(true);
      expect(statSync(node.documentsDir).isDirectory()).toBe(true);
    } finally {
      await node.stop();
    }
  });
});
