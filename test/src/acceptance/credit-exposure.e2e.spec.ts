import { act, activeLine, BANK, BANK_CHECKER, body, cny, creditCode, type Firm, firm, nominated, personOf, programme, reason } from '../support/credit-lines.js';
import { type Answer, told } from '../support/http.js';
import { dayInShanghai, taken } from '../support/keys.js';
import { startNode, type TestNode } from '../support/node.js';
import type { Person } from '../support/people.js';
import { ADMIN, CHECKER, CHENGDU } from '../support/samples.js';

type Sums = Readonly<{ currency: string; lines: number; active: string; reserved: string; outstanding: string; overdue: string }>;
type Exposure = Readonly<{ scope: string; purpose: string | null; until: string | null; bodies: readonly Readonly<{ organisation: string }>[]; totals: readonly Sums[]; banks: readonly (Sums & Readonly<{ bank: string }>)[] | null }>;
type Reads = Readonly<{ items: readonly Readonly<{ organisation: string; what: string; purpose: string | null }>[] }>;

const NEEDED = '403 credit-exposure/consent-needed';

describe('the exposure of one legal person across banks', () => {
  let node: TestNode;
  let [bank, rivalBank] = ['', ''];
  let [here, there] = ['', ''];
  let own: Firm;
  let [borrower, rival, rivalTwo] = [] as unknown as [Person, Person, Person];
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', apis: 1, apisAheadDays: [30] });
    bank = await body(node, '工商银行成都分行', 'bank-branch', 'icbc-chengdu-branch');
    rivalBank = await body(node, '示例银行成都分行', 'bank-branch', 'rival-bank');
    const issuer = await body(node, '成都市软件产业办公室', 'government-department');
    own = await firm(node, 1, { account: 'firm-1' });
    [borrower, rival, rivalTwo] = await Promise.all([personOf(node, 'firm-1'), personOf(node, 'rival-bank'), personOf(node, 'rival-bank', 'rival-checker')]);
    const first = await programme(node, { bank, issuer });
    here = await activeLine(node, { programme: first, firm: own, limit: '1000.00' });
    await taken(act(node, here, 'draw', BANK, { amount: cny('400.00'), dueOn: dayInShanghai(3) }));
    await taken(act(node, here, 'reserve', BANK, { amount: cny('50.00') }));
    const second = await programme(node, { bank: rivalBank, issuer });
    there = (await taken(nominated(node, { programme: second, firm: own, limit: '2000.00' }))).id;
    await taken(rival.command(`/v1/credit-lines/${there}/approve`, {}, 1));
    await taken(borrower.command(`/v1/credit-lines/${there}/sign`, {}, 2));
    await taken(rivalTwo.command(`/v1/credit-lines/${there}/activate`, {}, 3));
    await taken(rival.command(`/v1/credit-lines/${there}/draw`, { amount: cny('7.00') }));
    // One that is put forward only is no exposure.
    await taken(nominated(node, { programme: first, firm: own }));
  });
  afterAll(() => node?.stop());

  const ask = (as: Person['get'], { code = own.code, consent }: Readonly<{ code?: string; consent?: string | undefined }> = {}): Promise<Answer<Exposure>> =>
    as(`/v1/credit-exposures?creditCode=${code}${consent === undefined ? '' : `&consent=${consent}`}`);
  const asBank: Person['get'] = (path) => node.get(path, BANK);
  const consent = async (to: string, more: object = {}): Promise<string> => (await taken(borrower.command('/v1/credit-consents', { borrower: own.id, to, purpose: '审批流动资金贷款', until: dayInShanghai(10), ...more }))).id;
  const reads = (id: string): Promise<Reads> => taken(node.get<Reads>(`/v1/credit-lines/${id}/reads`, 'auditor'));

  it('is told to nobody without the borrower’s word, alike whether or not there is anything to tell', async () => {
    const unknown = creditCode(999);
    for (const as of [asBank, rival.get, (path: string) => node.get(path, ADMIN), (path: string) => node.get(path, CHENGDU), (path: string) => node.get(path, 'report'), (path: string) => node.get(path, 'auditor')] as const) {
      expect([told(await ask(as as Person['get'])), told(await ask(as as Person['get'], { code: unknown })), told(await ask(as as Person['get'], { consent: here }))]).toEqual([NEEDED, NEEDED, NEEDED]);
    }
  });

  it('is told to the borrower’s own people bank by bank', async () => {
    const { scope, banks, totals } = await taken(ask(borrower.get));
    expect([scope, totals]).toEqual(['by-bank', [{ currency: 'CNY', lines: 2, active: '3000.00', reserved: '50.00', outstanding: '407.00', overdue: '0.00' }]]);
    expect(banks?.map(({ bank: of, active, outstanding }) => [of, active, outstanding]).sort()).toEqual([[bank, '1000.00', '400.00'], [rivalBank, '2000.00', '7.00']].sort());
    const later = await node.call<Exposure>('GET', `/v1/credit-exposures?creditCode=${own.code}`, { as: ADMIN, api: 1 });
    expect(told(later)).toBe(NEEDED);
  });

  it('is told to the bank that has its consent, in its scope, for its time, and recorded with the purpose', async () => {
    const [totals, byBank] = [await consent(bank), await consent(bank, { scope: 'by-bank' })];
    const told1 = await taken(ask(asBank, { consent: totals }));
    expect(told1).toMatchObject({ scope: 'totals', purpose: '审批流动资金贷款', until: dayInShanghai(10), banks: null, totals: [{ lines: 2, active: '3000.00', outstanding: '407.00' }] });
    expect((await taken(ask(asBank, { consent: byBank }))).banks).toHaveLength(2);
    expect(told(await node.get(`/v1/credit-exposures?creditCode=${own.code}&consent=${byBank}`, BANK_CHECKER))).toBe('200');
    for (const id of [here, there]) expect((await reads(id)).items[0]).toMatchObject({ organisation: 'icbc-chengdu-branch', what: 'exposure', purpose: '审批流动资金贷款' });
    expect(told(await ask(rival.get, { consent: byBank }))).toBe(NEEDED);
    expect(told(await ask(asBank, { consent: byBank, code: creditCode(2) }))).toBe(NEEDED);
    expect(told(await node.get(`/v1/credit-exposures?creditCode=${own.code}&consent=${byBank}`, ADMIN))).toBe(NEEDED);
    // It is over by then.
    expect(told(await node.call('GET', `/v1/credit-exposures?creditCode=${own.code}&consent=${byBank}`, { as: BANK, api: 1 }))).toBe(NEEDED);
    const notYet = await consent(bank, { from: dayInShanghai(5) });
    expect(told(await ask(asBank, { consent: notYet }))).toBe(NEEDED);
    await taken(borrower.command(`/v1/credit-consents/${totals}/withdraw`, { reason }));
    expect([told(await ask(asBank, { consent: totals })), told(await ask(asBank, { consent: byBank }))]).toEqual([NEEDED, '200']);
  });

  it('holds what is borrowed by its branches and by bodies that were merged into it', async () => {
    const issuer = await body(node, '德阳软件产业办公室', 'government-department');
    const more = await programme(node, { bank, issuer });
    const branch = await firm(node, 31, { parents: [{ organisation: own.id, relation: 'branch-of' }] });
    const subsidiary = await firm(node, 32, { parents: [{ organisation: own.id, relation: 'subsidiary-of' }] });
    const former = await firm(node, 33);
    for (const each of [branch, subsidiary, former]) await taken(act(node, await activeLine(node, { programme: more, firm: each, limit: '100.00' }), 'draw', BANK, { amount: cny('10.00') }));
    const { version } = await taken(node.get<{ version: number }>(`/v1/organisations/${former.id}`));
    const merged = await node.command(`/v1/organisations/${former.id}/merge`, CHECKER, { into: own.id, reason }, { ifMatch: version });
    expect(told(merged)).toBe('200');
    const { position } = merged.body as { position: number };
    const { bodies, totals } = await taken(borrower.get<Exposure>(`/v1/credit-exposures?creditCode=${own.code}&minPosition=${position}`));
    expect(bodies.map(({ organisation }) => organisation).sort()).toEqual([own.id, branch.id, former.id].sort());
    expect(totals).toEqual([{ currency: 'CNY', lines: 4, active: '3200.00', reserved: '50.00', outstanding: '427.00', overdue: '0.00' }]);
  });

  it('is by a consent that of the body which gave it, and never of one that it was merged into', async () => {
    const issuer = await body(node, '绵阳软件产业办公室', 'government-department');
    const [more, small, branch] = [await programme(node, { bank, issuer }), await firm(node, 41, { account: 'firm-41' }), await firm(node, 42)];
    const given = await (await personOf(node, 'firm-41')).command('/v1/credit-consents', { borrower: small.id, to: bank, purpose: '贷前审查', until: dayInShanghai(10) });
    await taken(act(node, await activeLine(node, { programme: more, firm: small, limit: '100.00' }), 'draw', BANK, { amount: cny('3.00') }));
    await taken(act(node, await activeLine(node, { programme: more, firm: branch, limit: '100.00' }), 'draw', BANK, { amount: cny('4.00') }));
    const merged = async (id: string, into: string) => {
      const { version } = await taken(node.get<{ version: number }>(`/v1/organisations/${id}`));
      expect(told(await node.command(`/v1/organisations/${id}/merge`, CHECKER, { into, reason }, { ifMatch: version }))).toBe('200');
    };
    await merged(branch.id, small.id);
    await merged(small.id, own.id);
    // What was acknowledged a moment ago is in it, whether or not a position is named.
    const seen = await taken(ask(asBank, { code: small.code, consent: (given.body as { id: string }).id }));
    expect(seen.bodies.map(({ organisation }) => organisation).sort()).toEqual([branch.id, small.id].sort());
    expect(seen.totals).toEqual([{ currency: 'CNY', lines: 2, active: '200.00', reserved: '0.00', outstanding: '7.00', overdue: '0.00' }]);
    expect((await taken(ask(borrower.get, { code: small.code }))).bodies.length).toBeGreaterThan(2);
  });

  it('is told of a body that was registered a moment ago', async () => {
    for (let n = 51; n < 54; n += 1) {
      const fresh = await firm(node, n, { account: `firm-${n}` });
      const consented = await (await personOf(node, `firm-${n}`)).command('/v1/credit-consents', { borrower: fresh.id, to: bank, purpose: '贷前审查', until: dayInShanghai(10) });
      expect((await taken(ask(asBank, { code: fresh.code, consent: (consented.body as { id: string }).id }))).bodies).toEqual([{ organisation: fresh.id, name: `示例软件企业${n}` }]);
    }
  });
});
