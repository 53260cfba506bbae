import { randomUUID } from 'node:crypto';
import { act, BANK, body, cny, firm, nominated, personOf, programme, reason } from '../support/credit-lines.js';
import { type Accepted, faults, told } from '../support/http.js';
import { taken } from '../support/keys.js';
import { startNode, type TestNode } from '../support/node.js';
import { ADMIN, CHECKER, CHENGDU, SHANGHAI } from '../support/samples.js';

const source = { document: '第二十一届软洽会公报', quote: '首批66家软件企业，总授信额度达到30亿元' };
const announcedOf = (firms: number, amount: string, text: string) => ({ total: { ...cny(amount), op: '>=', text }, firms: { value: firms, text: `${firms}家` }, source, statedOn: '2024-01-11' });

type Discrepancy = Readonly<{ claim: string; metric: string; recorded: string; difference: string; owner: Readonly<{ organisation: string }>; days: number }>;
type Batch = Readonly<{
  id: string; status: string; version: number | null; lines: Readonly<{ count: number; byStatus: Readonly<Record<string, number>> }> | null;
  released: Readonly<{ granted: number; declined: number; total: object }> | null; discrepancies: readonly Discrepancy[] | null; question: Readonly<{ approved: string; firms: string }>;
  announced: readonly Readonly<{ claim: string; metric: string; recorded: Readonly<{ value: string | null; difference?: string; reason?: string; question?: string }> }>[];
  asOf: Readonly<{ position: number }>; history: readonly Readonly<{ type: string; data: Readonly<Record<string, unknown>> | null }>[];
}>;
type Announced = Accepted & Readonly<{ claims: readonly string[] }>;
type Page = Readonly<{ items: readonly Readonly<{ id: string }>[]; next: string | null }>;

describe('batches of credit', () => {
  let node: TestNode;
  let [bank, issuer, open] = ['', '', ''];
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres' });
    bank = await body(node, '工商银行成都分行', 'bank-branch', 'icbc-chengdu-branch');
    issuer = await body(node, '成都市软件产业办公室', 'government-department');
    open = await programme(node, { bank, issuer, quota: null, more: { territory: '510100' } });
  });
  afterAll(() => node?.stop());

  const opened = async (zh: string, of = open): Promise<string> => (await taken(node.command('/v1/credit-batches', ADMIN, { programme: of, name: { zh } }))).id;
  const get = (id: string, as = ADMIN, query = ''): Promise<Batch> => taken(node.get<Batch>(`/v1/credit-batches/${id}${query}`, as));
  const released = async (id: string, as = ADMIN) => node.command(`/v1/credit-batches/${id}/release`, as, {}, { ifMatch: (await get(id)).version ?? 0 });
  /** Put forward in the batch by their region, by credit code. */
  const putForward = async (batch: string, codes: readonly number[], limitOf: (n: number) => string): Promise<readonly string[]> => {
    const ids: string[] = [];
    for (let n = 0; n < codes.length; n += 11) {
      ids.push(...(await Promise.all(codes.slice(n, n + 11).map(async (code) => (await taken(nominated(node, { programme: open, firm: await firm(node, code), limit: limitOf(code), more: { batch } }))).id))));
    }
    return ids;
  };
  const approved = async (lines: readonly string[]): Promise<number> => Math.max(...(await Promise.all(lines.map(async (id) => (await taken(act(node, id, 'approve', BANK, {}, { ifMatch: 1 }))).position))));
  const signed = async (lines: readonly string[]): Promise<number> =>
    Math.max(...(await Promise.all(lines.map(async (id) => (await taken(act(node, id, 'sign', CHENGDU, { source: { document: '授信合同', quote: '双方已签署。' } }, { ifMatch: 2 }))).position))));

  it('of 66 firms and 3 billion yuan are met by what is recorded of them', async () => {
    const id = await opened('首批');
    // 65 lines of 45 million and one of 75 million.
    const lines = await putForward(id, Array.from({ length: 66 }, (_, n) => n + 1), (n) => (n === 66 ? '75000000.00' : '45000000.00'));
    const announced = await taken(node.command<Announced>(`/v1/credit-batches/${id}/announce`, ADMIN, announcedOf(66, '3000000000', '达到30亿元'), { key: 'announce-first-batch' }));
    const again = await node.command<Announced>(`/v1/credit-batches/${id}/announce`, ADMIN, announcedOf(66, '3000000000', '达到30亿元'), { key: 'announce-first-batch' });
    expect([again.headers.get('idempotent-replayed'), again.body.claims, announced.id]).toEqual(['true', announced.claims, id]);
    const before = await get(id, ADMIN, `?minPosition=${announced.position}`);
    expect([before.lines, before.released]).toEqual([{ count: 66, byStatus: { nominated: 66 } }, null]);
    // Nothing is granted yet, so neither total is met; the issuer is to clear it.
    expect(before.discrepancies?.map(({ metric, recorded, difference, owner, days }) => [metric, recorded, difference, owner.organisation, days])).toEqual([
      ['credit.approved', '0', '-3000000000.00', issuer, 0], ['credit.firms-with-line', '0', '-66', issuer, 0],
    ]);
    const half = await approved(lines.slice(0, 33));
    const undecided = await released(id);
    expect([told(undecided), (undecided.body as unknown as { detail: string }).detail]).toEqual(['409 credit-batch/undecided', expect.stringContaining('Of 66, 33 wait for the bank and 33 for the borrower.')]);
    expect(lines.some((each) => JSON.stringify(undecided.body).includes(each))).toBe(false);
    await approved(lines.slice(33));
    const position = await signed(lines);
    const now = await get(id, ADMIN, `?minPosition=${position}`);
    expect(now.announced.map(({ claim, metric, recorded: { value, difference } }) => [claim, metric, value, difference])).toEqual([
      [announced.claims[0], 'credit.approved', '3000000000.00', '0.00'], [announced.claims[1], 'credit.firms-with-line', '66', '0'],
    ]);
    expect([now.discrepancies, now.lines]).toEqual([[], { count: 66, byStatus: { signed: 66 } }]);
    const sums = await Promise.all([now.question.approved, now.question.firms].map(async (question) => (await taken(node.get<{ totals: readonly { value: string }[] }>(question))).totals.map(({ value }) => value)));
    expect(sums).toEqual([['3000000000.00'], ['66']]);
    // As it was known: half of them granted.
    const then = await get(id, ADMIN, `?asOf=position:${half}`);
    expect(then.lines).toEqual({ count: 66, byStatus: { nominated: 33, approved: 33 } });
    expect(then.announced[1]?.recorded.value).toBe('33');

    expect(told(await node.command(`/v1/credit-batches/${id}/release`, ADMIN, {}))).toBe('428 request/if-match-missing');
    expect(told(await node.command(`/v1/credit-batches/${id}/release`, ADMIN, {}, { ifMatch: (now.version ?? 0) - 1 }))).toBe('412 request/version-moved');
    expect(told(await released(id, SHANGHAI))).toBe('403 credit-batch/not-yours');
    expect(told(await released(id))).toBe('200');
    expect(await get(id)).toMatchObject({ status: 'released', released: { granted: 66, declined: 0, total: cny('3000000000.00') } });
    expect(told(await released(id))).toBe('409 credit-batch/released');
    expect(faults(await nominated(node, { programme: open, firm: await firm(node, 67), more: { batch: id } }))).toEqual(['/batch credit-line/batch-released']);
    expect((await get(id, ADMIN, `?asOf=position:${half}`)).released).toBeNull();
  });

  it('of which one was declined are not what was announced, and say by how much and whose it is', async () => {
    const id = await opened('第二批');
    const [first, ...others] = await putForward(id, [71, 72, 73], () => '10000000.00') as [string, ...string[]];
    const { position } = await taken(node.command<Announced>(`/v1/credit-batches/${id}/announce`, ADMIN, { ...announcedOf(3, '30000000.00', '达到3000万元'), total: { ...cny('30000000.00'), op: '~', text: '约3000万元' } }));
    await taken(act(node, first, 'decline', BANK, { reason }));
    await approved(others);
    const last = await signed(others);
    const { discrepancies, lines } = await get(id, ADMIN, `?minPosition=${Math.max(last, position)}`);
    expect(lines).toEqual({ count: 3, byStatus: { declined: 1, signed: 2 } });
    expect(discrepancies?.map(({ metric, recorded, difference, owner, days }) => [metric, recorded, difference, owner.organisation, days])).toEqual([
      ['credit.approved', '20000000.00', '-10000000.00', issuer, 0], ['credit.firms-with-line', '2', '-1', issuer, 0],
    ]);
    await taken(released(id));
    expect((await get(id)).released).toEqual({ granted: 2, declined: 1, lapsed: 0, total: cny('20000000.00') });
  });

  it('tell their sums to those whom they concern, and of single lines nothing but to their bank and to auditors', async () => {
    const id = await opened('第三批');
    const [line] = await putForward(id, [81], () => '5000000.00');
    const { position } = await taken(node.command<Announced>(`/v1/credit-batches/${id}/announce`, ADMIN, { firms: { value: 1, text: '1家' }, source }));
    await approved([line as string]);
    const last = await signed([line as string]);
    await taken(released(id));
    const after = `?minPosition=${Math.max(last, position)}`;
    const added = ({ history }: Batch) => history.filter(({ type }) => type === 'BatchLineAdded').map(({ data }) => data?.['line'] ?? null);
    for (const as of [ADMIN, CHECKER, 'report', CHENGDU, BANK, 'auditor']) {
      const seen = await get(id, as, after);
      expect([as, seen.lines?.count, seen.released?.granted, seen.announced[0]?.recorded.value, seen.discrepancies]).toEqual([as, 1, 1, '1', []]);
      expect([as, added(seen)]).toEqual([as, as === BANK || as === 'auditor' ? [line] : [null]]);
    }
    const another = await personOf(node, 'another-bank');
    for (const seen of [await get(id, SHANGHAI, after), await taken(another.get<Batch>(`/v1/credit-batches/${id}${after}`))]) {
      expect([seen.lines, seen.released, seen.discrepancies, seen.announced[0]?.recorded]).toEqual([null, null, null, { value: null, reason: 'beyond-scope: the sum reaches beyond your regions' }]);
      expect(seen.history.map(({ type, data }) => [type, data === null])).toEqual([['CreditBatchOpened', false], ['CreditBatchReleased', true]]);
      expect(seen.version).toBeNull();
      expect(JSON.stringify(seen)).not.toMatch(/5000000/);
    }
    // Nobody else counts its lines by its version, or by when it last moved.
    const later = await opened('第三批之后');
    const [moved] = await putForward(later, [82], () => '1.00');
    const { position: now } = await taken(act(node, moved as string, 'decline', BANK, { reason }));
    type Listed = Readonly<{ id: string; version: number | null; position: number }>;
    const listed = async (as: string, query = ''): Promise<Listed | undefined> =>
      (await taken(node.get<{ items: readonly Listed[] }>(`/v1/credit-batches?programme=${open}&minPosition=${now}${query}`, as))).items.find((each) => each.id === later);
    const [his, theirs] = [await listed(ADMIN), await listed(SHANGHAI)];
    expect([his?.version, theirs?.version, (his?.position ?? 0) > (theirs?.position ?? 0)]).toEqual([2, null, true]);
    expect([(await listed(ADMIN, `&changedAfter=${theirs?.position}`))?.id, await listed(SHANGHAI, `&changedAfter=${theirs?.position}`)]).toEqual([later, undefined]);
    const guessed = await node.command(`/v1/credit-batches/${later}/release`, SHANGHAI, {}, { ifMatch: 99 });
    expect([told(guessed), guessed.headers.get('etag'), told(await node.command(`/v1/credit-batches/${later}/release`, SHANGHAI, {}))]).toEqual(['403 credit-batch/not-yours', null, '403 credit-batch/not-yours']);
  });

  it('are announced by an association, whole or not at all', async () => {
    const id = await opened('第四批');
    const announce = (said: object, as = ADMIN, batch = id) => node.command<Announced>(`/v1/credit-batches/${batch}/announce`, as, said);
    expect(faults(await announce({ source }))).toEqual([' credit-batch/nothing-announced']);
    expect(faults(await announce({ source, total: { amount: '1.001', currency: 'CNY', text: '1元' }, firms: { value: 1, text: '1家' } }))).toEqual(['/total/amount money/malformed']);
    expect(faults(await announce({ source, total: { amount: '100', currency: 'JPY', text: '100日元' } }))).toEqual(['/total/currency credit-programme/another-currency']);
    expect(faults(await announce({ ...announcedOf(1, '1.00', '1元'), statedOn: '2999-01-01' }))).toEqual(['/claims/0/statedOn claim/date-in-future', '/claims/1/statedOn claim/date-in-future']);
    expect((await get(id)).announced).toEqual([]);
    expect(told(await announce(announcedOf(1, '1.00', '1元'), BANK))).toBe('403 access/not-your-route');
    expect(told(await announce(announcedOf(1, '1.00', '1元'), ADMIN, randomUUID()))).toBe('404 credit-batch/not-found');
    const claim = { metric: 'credit.approved', scope: { territory: '510100', batch: randomUUID() }, quantity: { value: '1', unit: 'CNY', text: '1元' }, source };
    expect(faults(await node.command('/v1/claims', ADMIN, claim))).toEqual(['/scope/batch claim/about-nothing']);
    expect(told(await node.command('/v1/claims', ADMIN, { ...claim, scope: { territory: '510100', batch: id } }))).toBe('201');
    const { body: { position } } = await announce(announcedOf(1, '1.00', '1元'));
    const claims = async (batch: string) => (await taken(node.get<{ items: readonly { scope: { batch: string | null } }[] }>(`/v1/claims?batch=${batch}&minPosition=${position}`))).items.map(({ scope }) => scope.batch);
    expect([await claims(id.toUpperCase()), await claims(randomUUID())]).toEqual([[id, id, id], []]);
  });

  it('say which announced total was put right by another one', async () => {
    const id = await opened('补登批');
    const said = async (firms: number): Promise<number> => (await taken(node.command<Announced>(`/v1/credit-batches/${id}/announce`, ADMIN, { firms: { value: firms, text: `${firms}家` }, source }))).position;
    await said(65);
    const seen = await get(id, ADMIN, `?minPosition=${await said(66)}`) as unknown as Readonly<Record<'announced' | 'discrepancies', readonly Readonly<{ superseded: boolean }>[]>>;
    expect([seen.announced, seen.discrepancies].map((all) => all.map(({ superseded }) => superseded))).toEqual([[true, false], [true, false]]);
  });

  it('are opened under an open programme by whom it concerns, and listed by programme', async () => {
    const other = await programme(node, { bank, issuer });
    const [one, two] = [await opened('甲批', other), await opened('乙批', other)];
    expect(faults(await node.command('/v1/credit-batches', ADMIN, { programme: randomUUID(), name: { zh: '丙批' } }))).toEqual(['/programme credit-batch/programme-unknown']);
    expect(told(await node.command('/v1/credit-batches', SHANGHAI, { programme: other, name: { zh: '丙批' } }))).toBe('403 credit-batch/not-yours');
    expect(told(await node.command('/v1/credit-batches', ADMIN, { id: one, programme: other, name: { zh: '丙批' } }))).toBe('409 credit-batch/exists');
    expect(told(await released(one))).toBe('409 credit-batch/empty');
    const { body: { position } } = await node.command('/v1/credit-batches', BANK, { programme: other, name: { zh: '丁批' } });
    const first = await taken(node.get<Page>(`/v1/credit-batches?programme=${other}&limit=2&minPosition=${position}`, SHANGHAI));
    const second = await taken(node.get<Page>(`/v1/credit-batches?programme=${other}&limit=2&cursor=${first.next}`, SHANGHAI));
    expect([first.items.map(({ id }) => id), second.items.length, second.next]).toEqual([[one, two], 1, null]);
    expect(told(await node.get(`/v1/credit-batches/${randomUUID()}`))).toBe('404 request/not-found');
  });
});
