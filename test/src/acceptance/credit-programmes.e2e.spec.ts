import { randomUUID } from 'node:crypto';
import { act, activeLine, BANK, BANK_CHECKER, body, cny, creditCode, firm, nominated, personOf, programme, reason } from '../support/credit-lines.js';
import { type Accepted, type Answer, faults, told } from '../support/http.js';
import { dayInShanghai, taken } from '../support/keys.js';
import { startNode, type TestNode } from '../support/node.js';
import { person } from '../support/people.js';
import { ADMIN, CHECKER, CHENGDU, SHANGHAI } from '../support/samples.js';

type Quota = Readonly<{ amount: string | null; allocated: string | null; granted: string | null; direct: string | null; free: string | null; allocations: readonly Readonly<{ region: string; allocated: string; granted: string; unused: string }>[] }>;
type Discrepancy = Readonly<{ kind: string; count: number | null; stated: Readonly<{ amount: string }> | null; recorded: Readonly<{ amount: string }> | null; owner: Readonly<{ organisation: string }>; days: number; unknown: readonly object[] | null; missing: readonly Readonly<{ id: string; line: string }>[] | null }>;
type Programme = Readonly<{
  id: string; status: string; version: number; quota: Quota | null; waits: Readonly<{ what: string; quota: object | null }> | null; stated: object | null;
  statements: readonly Readonly<{ cutOff: string; count: number; outstanding: object; unknown: number; missing: number }>[] | null; discrepancies: readonly Discrepancy[] | null; history: readonly Readonly<{ type: string }>[];
}>;
type Page = Readonly<{ items: readonly Readonly<{ id: string }>[]; next: string | null }>;
type Work = Readonly<{ items: readonly Readonly<{ task: string; title: string; about: string | null; subject: Readonly<{ kind: string; id: string }>; act: Readonly<{ href: string; ifMatch: string }> }>[] }>;
type Stated = Accepted & Readonly<{ found: number; unknown: number; missing: number; openDifferences: number }>;

describe('credit programmes', () => {
  let node: TestNode;
  let [bank, issuer] = ['', ''];
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres' });
    bank = await body(node, '工商银行成都分行', 'bank-branch', 'icbc-chengdu-branch');
    issuer = await body(node, '成都市软件产业办公室', 'government-department');
  });
  afterAll(() => node?.stop());

  const terms = (more: object = {}) => ({ name: { zh: '活跃授信' }, issuer, bank, territory: '510100', quota: cny('1000'), mode: 'ledger', ...more });
  const propose = (more: object = {}, as = ADMIN) => node.command('/v1/credit-programmes', as, terms(more));
  const on = <T = Accepted>(id: string, verb: string, as: string, said: object = {}, options: Readonly<{ ifMatch?: number; key?: string }> = {}): Promise<Answer<T>> => node.command<T>(`/v1/credit-programmes/${id}/${verb}`, as, said, options);
  const get = (id: string, as = ADMIN, query = ''): Promise<Programme> => taken(node.get<Programme>(`/v1/credit-programmes/${id}${query}`, as));
  const approve = async (id: string, as: string) => on(id, 'approve', as, {}, { ifMatch: (await get(id)).version });
  const districtOfficer = () => person(node, { principal: 'officer-510104', organisation: 'region-510104', role: 'region', region: '510104' });

  it('are opened, and given another quota, by a second person', async () => {
    const { id, version } = await taken(propose());
    expect(await get(id, SHANGHAI)).toMatchObject({ status: 'proposed', waits: { what: 'programme', quota: cny('1000.00') }, quota: null });
    expect(told(await on(id, 'approve', CHECKER))).toBe('428 request/if-match-missing');
    expect(told(await on(id, 'approve', CHECKER, {}, { ifMatch: version + 1 }))).toBe('412 request/version-moved');
    expect([told(await approve(id, ADMIN)), told(await approve(id, SHANGHAI))]).toEqual(['403 credit-programme/second-person', '403 credit-programme/not-yours']);
    expect(told(await nominated(node, { programme: id, firm: await firm(node, 101), limit: '100.00' }))).toBe('409 credit-programme/not-approved');
    expect(told(await approve(id, CHECKER))).toBe('200');
    expect(await get(id)).toMatchObject({ status: 'open', waits: null, quota: { amount: '1000.00', allocated: '0.00', granted: '0.00', direct: '0.00', free: '1000.00', allocations: [] } });
    await taken(on(id, 'change-quota', BANK, { quota: cny('1500'), reason }));
    expect(await get(id)).toMatchObject({ waits: { what: 'quota', quota: cny('1500.00') }, quota: { amount: '1000.00' } });
    expect(told(await on(id, 'change-quota', ADMIN, { quota: cny('1200'), reason }))).toBe('409 credit-programme/proposal-waits');
    expect([told(await approve(id, BANK)), told(await approve(id, BANK_CHECKER))]).toEqual(['403 credit-programme/second-person', '200']);
    expect(await get(id)).toMatchObject({ stated: cny('1500.00'), waits: null, quota: { amount: '1500.00', free: '1500.00' } });
    await taken(on(id, 'change-quota', ADMIN, { quota: cny('10'), reason }));
    const { version: proposed } = await get(id);
    expect([told(await on(id, 'return', CHECKER, { reason })), told(await on(id, 'return', CHECKER, { reason }, { ifMatch: proposed - 1 }))]).toEqual(['428 request/if-match-missing', '412 request/version-moved']);
    await taken(on(id, 'return', CHECKER, { reason }, { ifMatch: proposed }));
    expect([(await get(id)).quota?.amount, told(await approve(id, CHECKER))]).toEqual(['1500.00', '409 credit-programme/nothing-waits']);
    expect(faults(await on(id, 'change-quota', ADMIN, { quota: { amount: '1.001', currency: 'CNY' }, reason }))).toEqual(['/quota/amount money/malformed']);
  });

  it('tell every fault of their terms at once', async () => {
    expect(faults(await propose({ name: {}, from: '2026-02', quota: cny('-1'), currency: 'XXX', mode: 'both' }))).toEqual(expect.arrayContaining([
      '/currency credit/currency-unknown', '/from credit/day-needed', '/name credit/name-needed', '/quota/amount money/malformed',
    ]));
    expect(faults(await propose({ issuer: randomUUID(), bank: randomUUID() }))).toEqual(['/bank party/unknown', '/issuer party/unknown']);
    expect(faults(await propose({ edition: 'nowhere-1' }))).toEqual(['/edition credit-programme/edition-unknown']);
    expect(faults(await propose({ issuer: randomUUID(), territory: '四川', edition: 'nowhere-1', pact: randomUUID() }))).toEqual([
      '/edition credit-programme/edition-unknown', '/issuer party/unknown', '/pact credit-programme/pact-unknown', '/territory region/unknown-code',
    ]);
    expect(told(await propose({}, SHANGHAI))).toBe('403 credit-programme/not-yours');
  });

  it('wait in the list of what is to be done of those who may approve them, and not of their maker', async () => {
    const { id, version, position } = await taken(propose());
    const work = async (as: string, language = 'zh') => (await taken(node.call<Work>('GET', `/v1/work?task=approve&minPosition=${position}`, { as, headers: { 'Accept-Language': language } }))).items.filter(({ subject }) => subject.id === id);
    expect((await work(CHENGDU))[0]).toMatchObject({
      task: 'approve', title: '复核授信方案或其额度变更，或予以退回', about: null, subject: { kind: 'credit-programme', id }, act: { href: `/v1/credit-programmes/${id}/approve`, ifMatch: `"${version}"` },
    });
    expect((await work(CHECKER, 'en'))[0]?.title).toBe('Approve a credit programme or its new quota, or return it');
    for (const as of [ADMIN, SHANGHAI, BANK]) expect([as, await work(as)]).toEqual([as, []]);
    await taken(approve(id, CHENGDU));
    const { position: changed } = await taken(on(id, 'change-quota', CHECKER, { quota: cny('2000'), reason }));
    const later = async (as: string) => (await taken(node.get<Work>(`/v1/work?task=approve&minPosition=${changed}`, as))).items.filter(({ subject }) => subject.id === id).map(({ about }) => about);
    expect([await later(ADMIN), await later(CHENGDU), await later(CHECKER)]).toEqual([['quota'], ['quota'], []]);
  });

  it('allocate their quota to regions, whose officers see and return theirs, and take back what is not used', async () => {
    const id = await programme(node, { bank, issuer, quota: '1000.00', more: { territory: '510100' } });
    const allocate = (region: string, amount: string, as = ADMIN) => on<{ detail: string }>(id, 'allocate', as, { region, amount: cny(amount) });
    await taken(allocate('510104', '300'));
    await taken(allocate('510107', '200'));
    const over = await allocate('510116', '500.01');
    expect([told(over), over.body.detail]).toEqual(['409 credit-programme/quota-exhausted', expect.stringContaining('500.00')]);
    expect(told(await allocate('510116', '1', BANK))).toBe('403 credit-programme/not-the-issuer');
    expect(faults(await allocate('510185', '1'))).toEqual(['/region region/unknown-code']);
    const line = await activeLine(node, { programme: id, firm: await firm(node, 102), limit: '120.00' });
    const direct = await taken(nominated(node, { programme: id, firm: await firm(node, 103), limit: '50.00' }));
    const { position } = await taken(act(node, direct.id, 'approve', BANK, { allocation: null }, { ifMatch: 1 }));
    const whole = {
      currency: 'CNY', amount: '1000.00', allocated: '500.00', granted: '170.00', direct: '50.00', free: '450.00',
      allocations: [{ region: '510104', allocated: '300.00', granted: '120.00', unused: '180.00' }, { region: '510107', allocated: '200.00', granted: '0.00', unused: '200.00' }],
    };
    for (const as of [ADMIN, BANK, 'auditor', 'report', CHENGDU]) expect([as, (await get(id, as)).quota]).toEqual([as, whole]);
    const officer = await districtOfficer();
    const his = { currency: 'CNY', amount: null, allocated: null, granted: null, direct: null, free: null, allocations: [whole.allocations[0]] };
    expect((await taken(officer.get<Programme>(`/v1/credit-programmes/${id}`))).quota).toEqual(his);
    const another = await personOf(node, 'another-bank');
    expect([(await get(id, SHANGHAI)).quota, (await taken(another.get<Programme>(`/v1/credit-programmes/${id}`))).quota]).toEqual([null, null]);
    const returned = await officer.command<{ detail: string }>(`/v1/credit-programmes/${id}/return-allocation`, { region: '510104', amount: cny('180.01') });
    expect([told(returned), returned.body.detail]).toEqual(['409 credit-programme/allocation-in-use', expect.stringContaining('180.00')]);
    await taken(officer.command(`/v1/credit-programmes/${id}/return-allocation`, { region: '510104' }));
    expect(told(await officer.command(`/v1/credit-programmes/${id}/return-allocation`, { region: '510107' }))).toBe('403 credit-programme/not-the-issuer');
    expect((await get(id)).quota).toMatchObject({ allocated: '320.00', free: '630.00', allocations: [{ region: '510104', allocated: '120.00', unused: '0.00' }, {}] });
    // As it was known before that.
    expect((await get(id, ADMIN, `?asOf=position:${position}`)).quota).toEqual(whole);
    expect(told(await on(id, 'close', ADMIN, { reason }))).toBe('409 credit-programme/still-granted');
    await taken(on(id, 'change-quota', ADMIN, { quota: cny('370'), reason }));
    expect([told(await approve(id, CHECKER)), (await get(id)).quota?.free]).toEqual(['200', '0.00']);
    const below = await on<{ detail: string }>(id, 'change-quota', ADMIN, { quota: cny('369.99'), reason });
    expect([told(below), below.body.detail]).toEqual(['409 credit-programme/quota-below-granted', expect.stringContaining('370.00')]);
    await taken(on(id, 'suspend', BANK, { reason }));
    expect(told(await act(node, line, 'draw', BANK, { amount: cny('1.00') }))).toBe('409 credit-programme/suspended');
    await taken(on(id, 'resume', ADMIN, { reason }));
    expect(told(await act(node, line, 'draw', BANK, { amount: cny('1.00') }))).toBe('200');
  });

  it('that their bank mirrors take its statements, and say what of them does not fit', async () => {
    const id = await programme(node, { bank, issuer, mode: 'mirror', quota: '150.00', more: { territory: '510100' } });
    const firms = await Promise.all([111, 112, 113].map((n) => firm(node, n)));
    const lines: string[] = [];
    for (const [n, each] of firms.entries()) lines.push(await activeLine(node, { programme: id, firm: each, limit: '100.00', more: { reference: `ICBC-${n}` } }));
    const today = dayInShanghai();
    const file = { cutOff: today, lines: [
      { line: lines[0], limit: cny('100'), outstanding: cny('0') }, { creditCode: firms[1]?.code, outstanding: cny('30'), drawn: cny('30') },
      { reference: 'ICBC-9', outstanding: cny('7') }, { creditCode: creditCode(999), outstanding: cny('8') },
    ] };
    const report = (said: object, as = BANK, key: string = randomUUID()) => on<Stated>(id, 'report-statement', as, said, { key });
    const first = await taken(report(file, BANK, 'statement-1'));
    expect(first).toMatchObject({ id, found: 2, unknown: 2, missing: 1, openDifferences: 2 });
    const again = await report(file, BANK, 'statement-1');
    expect([again.headers.get('idempotent-replayed'), again.body]).toEqual(['true', first]);
    const seen = await get(id, BANK);
    expect(seen.statements).toEqual([{ from: null, cutOff: today, count: 4, outstanding: cny('45.00'), unknown: 2, missing: 1, reportedOn: today }]);
    expect(seen.discrepancies?.map(({ kind, count, stated, recorded, owner, days }) => [kind, count, stated?.amount, recorded?.amount, owner.organisation, days])).toEqual([
      ['unknown-lines', 2, '15.00', undefined, bank, 0], ['missing-lines', 1, undefined, undefined, bank, 0], ['granted-above-quota', null, '150.00', '300.00', issuer, 0],
    ]);
    expect([seen.discrepancies?.[0]?.unknown?.length, seen.discrepancies?.[1]?.missing?.map(({ line }) => line), seen.quota?.free]).toEqual([2, [lines[2]], '-150.00']);
    expect(faults(await report({ cutOff: today, lines: [file.lines[0], { creditCode: firms[0]?.code, outstanding: cny('0') }, { reference: 'ICBC-1', creditCode: firms[2]?.code, outstanding: cny('0') }] }))).toEqual(['/lines/1 credit-programme/line-twice', '/lines/2 credit/names-differ']);
    const why = { code: 'as-documented', text: '该行号不属本方案。' };
    expect(told(await on(id, 'explain', SHANGHAI, { discrepancy: 'unknown:ICBC-9', reason: why }))).toBe('403 credit-programme/not-the-bank');
    expect(told(await on(id, 'explain', BANK, { discrepancy: 'unknown:none', reason: why }))).toBe('409 credit-programme/discrepancy-unknown');
    await taken(on(id, 'explain', BANK, { discrepancy: 'unknown:ICBC-9', reason: why }));
    expect((await get(id, BANK)).discrepancies?.map(({ kind, count }) => [kind, count])).toEqual([['unknown-lines', 1], ['missing-lines', 1], ['granted-above-quota', null]]);
    const told_ = await get(id, ADMIN);
    expect([told_.statements, told_.discrepancies?.map(({ count, unknown, missing }) => [count, unknown, missing])]).toEqual([seen.statements, [[1, null, null], [1, null, null], [null, null, null]]]);
    const another = await get(id, SHANGHAI);
    expect([another.statements, another.discrepancies]).toEqual([null, null]);
    // The file is sent once more, put right: the later one stands.
    const mended = await taken(report({ cutOff: today, lines: [...file.lines.slice(0, 1), { reference: 'ICBC-1', outstanding: cny('0') }, { reference: 'ICBC-2', outstanding: cny('0') }] }));
    expect(mended).toMatchObject({ found: 3, unknown: 0, missing: 0, openDifferences: 0 });
    const after = await get(id, BANK);
    expect([after.statements?.map(({ count }) => count), after.discrepancies?.map(({ kind }) => kind)]).toEqual([[3], ['granted-above-quota']]);

    expect(told(await report(file, ADMIN))).toBe('403 credit-programme/not-the-bank');
    expect(faults(await report({ cutOff: today, lines: [{ outstanding: cny('1') }, { reference: 'x', outstanding: cny('-1') }] }))).toEqual(['/lines/0/line credit/line-not-named', '/lines/1/outstanding/amount money/malformed']);
    expect(faults(await report({ cutOff: dayInShanghai(1), lines: [{ reference: 'x', outstanding: { amount: '1', currency: 'USD' } }] }))).toEqual(['/cutOff credit-programme/date-in-future', '/lines/0/outstanding/currency credit-programme/another-currency']);
    const ledger = await programme(node, { bank, issuer });
    expect(told(await on(ledger, 'report-statement', BANK, file))).toBe('409 credit-programme/not-a-mirror');
    expect(told(await on(randomUUID(), 'report-statement', BANK, file))).toBe('404 credit-programme/not-found');
  });

  it('take a statement as the bank’s file in CSV, which is the same statement as in JSON', async () => {
    const id = await programme(node, { bank, issuer, mode: 'mirror', quota: null, more: { territory: '510100' } });
    const one = await firm(node, 121);
    await activeLine(node, { programme: id, firm: one, limit: '2000.00' });
    const send = (text: string, key: string, path = `/v1/credit-programmes/${id}/report-statement`) =>
      node.call<Stated>('POST', path, { as: BANK, body: text, headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Idempotency-Key': key } });
    const today = dayInShanghai();
    const csv = `\uFEFF截止日,统一社会信用代码,贷款编号,授信额度,用信余额\r\n${today},${one.code},,"2,000.00",0\r\n${today},,ICBC-9,,5\r\n`;
    const first = await taken(send(csv, 'csv-1'));
    expect(first).toMatchObject({ id, found: 1, unknown: 1, missing: 0, openDifferences: 0 });
    expect((await send(csv, 'csv-1')).headers.get('idempotent-replayed')).toBe('true');
    const json = { cutOff: today, lines: [{ creditCode: one.code, limit: cny('2000.00'), outstanding: cny('0') }, { reference: 'ICBC-9', outstanding: cny('5') }] };
    expect((await on<Stated>(id, 'report-statement', BANK, json, { key: 'csv-1' })).headers.get('idempotent-replayed')).toBe('true');
    expect(faults(await send('截止日,说明\n2026-06-30,x\n', 'csv-2'))).toEqual(['/header credit/csv-column-missing', '/header/1 credit/csv-column-unknown']);
    expect(faults(await send(`截止日,余额,授信编号\n${today},很多,A-1\n`, 'csv-3'))).toEqual(['/lines/0/outstanding/amount money/malformed']);
    expect(told(await send(csv, 'csv-4', `/v1/credit-programmes/${id}/suspend`))).toBe('415 request/media-type');
    const excel = (text: string, key: string, path = 'report-statement') =>
      node.call<Stated>('POST', `/v1/credit-programmes/${id}/${path}`, { as: BANK, body: text, headers: { 'Content-Type': 'application/vnd.ms-excel', 'Idempotency-Key': key } });
    const written = `截止日\t统一社会信用代码\t用信余额\r\n${today.replaceAll('-', '/')}\t${one.code}\t0\r\n合计\t\t0\r\n`;
    expect(await taken(excel(written, 'csv-5'))).toMatchObject({ found: 1, unknown: 0 });
    expect(faults(await excel('PK\u0003\u0004\u0000', 'csv-6'))).toEqual([' credit/csv-workbook']);
    expect(told(await excel(written, 'csv-7', 'suspend'))).toBe('415 request/media-type');
  });

  it('are listed by what they are, page by page', async () => {
    const other = await body(node, '建设银行成都分行', 'bank-branch');
    const made: string[] = [];
    for (const n of [1, 2, 3]) made.push((await taken(propose({ bank: other, name: { zh: `方案${n}` }, mode: n === 3 ? 'mirror' : 'ledger', edition: 'pan-prd-21' }))).id);
    const { position } = await taken(on(made[1] as string, 'return', CHECKER, { reason }, { ifMatch: 1 }));
    const list = async (query: string): Promise<readonly string[]> => (await taken(node.get<Page>(`/v1/credit-programmes?bank=${other}&minPosition=${position}&${query}`, SHANGHAI))).items.map(({ id }) => id);
    expect(await list('')).toEqual(made);
    expect([await list('mode=mirror'), await list('status=returned'), await list('status=proposed&mode=ledger'), await list('edition=pan-prd-21&territory=510100'), await list('territory=310000'), await list(`pact=${randomUUID()}`), await list(`issuer=${issuer}`)])
      .toEqual([[made[2]], [made[1]], [made[0]], made, [], [], made]);
    const first = await taken(node.get<Page>(`/v1/credit-programmes?bank=${other}&limit=2`, SHANGHAI));
    const second = await taken(node.get<Page>(`/v1/credit-programmes?bank=${other}&limit=2&cursor=${first.next}`, SHANGHAI));
    expect([first.items.map(({ id }) => id), second.items.map(({ id }) => id), second.next]).toEqual([made.slice(0, 2), made.slice(2), null]);
    expect(told(await node.get(`/v1/credit-programmes/${randomUUID()}`))).toBe('404 request/not-found');
  });
});

type Consent = Readonly<{ id: string; status: string; holds: boolean; scope: string; creditCode: string; until: string; history: readonly Readonly<{ type: string }>[] }>;

describe('consents', () => {
  let node: TestNode;
  let bank = '';
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres' });
    bank = await body(node, '工商银行成都分行', 'bank-branch', 'icbc-chengdu-branch');
  });
  afterAll(() => node?.stop());

  it('are given and withdrawn by the borrower, and known to it, to the bank and to auditors', async () => {
    const borrower = await firm(node, 201, { account: 'firm-201' });
    const officer = await personOf(node, 'firm-201');
    const said = { borrower: borrower.id, to: bank, purpose: '贷前审查', until: dayInShanghai(30) };
    expect(told(await node.command('/v1/credit-consents', ADMIN, said))).toBe('403 credit-consent/not-the-borrower');
    expect(faults(await officer.command('/v1/credit-consents', { ...said, until: dayInShanghai(-1), from: dayInShanghai(-2) }))).toEqual(['/until credit-consent/over']);
    const { id, position } = await taken(officer.command('/v1/credit-consents', { ...said, scope: 'by-bank' }));
    const path = `/v1/credit-consents/${id}`;
    for (const seen of [await taken(officer.get<Consent>(path)), await taken(node.get<Consent>(path, BANK)), await taken(node.get<Consent>(path, 'auditor'))]) {
      expect(seen).toMatchObject({ status: 'given', holds: true, scope: 'by-bank', creditCode: borrower.code, until: dayInShanghai(30), history: [{ type: 'CreditConsentGiven' }] });
    }
    const another = await personOf(node, 'another-bank');
    expect([told(await node.get(path, ADMIN)), told(await node.get(path, CHENGDU)), told(await another.get(path)), told(await node.get(path, 'report'))])
      .toEqual(['404 request/not-found', '404 request/not-found', '404 request/not-found', '403 access/not-your-route']);
    const listed = async (get: (path: string) => Promise<Answer<Page>>): Promise<readonly string[]> => (await taken(get(`/v1/credit-consents?minPosition=${position}`))).items.map((each) => each.id);
    expect([await listed(officer.get), await listed((at) => node.get(at, BANK)), await listed((at) => node.get(at, 'auditor')), await listed((at) => node.get(at, ADMIN)), await listed(another.get), await listed((at) => node.get(at, CHENGDU))])
      .toEqual([[id], [id], [id], [], [], []]);
    expect(told(await node.command(`${path}/withdraw`, BANK, { reason }))).toBe('403 credit-consent/not-the-borrower');
    expect(told(await another.command(`${path}/withdraw`, { reason }))).toBe('404 credit-consent/not-found');
    await taken(officer.command(`${path}/withdraw`, { reason }));
    expect(await taken(node.get<Consent>(path, BANK))).toMatchObject({ status: 'withdrawn', holds: false });
    expect(await taken(node.get<Consent>(`${path}?asOf=position:${position}`, BANK))).toMatchObject({ status: 'given', holds: true });
  });

  it('of a borrower that has no account are entered by the officers of its region, from a document', async () => {
    const borrower = await firm(node, 202);
    const said = { borrower: borrower.id, to: bank, purpose: '贷前审查', until: dayInShanghai(30) };
    expect(faults(await node.command('/v1/credit-consents', CHENGDU, said))).toEqual(['/source credit-consent/not-the-borrower']);
    const { id } = await taken(node.command('/v1/credit-consents', CHENGDU, { ...said, source: { document: '授权书', quote: '同意查询。' } }));
    expect([told(await node.get(`/v1/credit-consents/${id}`, CHENGDU)), told(await node.get(`/v1/credit-consents/${id}`, ADMIN)), told(await node.get(`/v1/credit-consents/${id}`, SHANGHAI))]).toEqual(['200', '200', '404 request/not-found']);
  });
});
