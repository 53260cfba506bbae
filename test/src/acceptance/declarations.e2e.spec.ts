import { authorised, dayInShanghai, newKey, type Signatory, signatory, taken } from '../support/keys.js';
import { differencesToAFreshFold } from '../support/fold.js';
import { type Accepted, type Answer, faults, told } from '../support/http.js';
import { entriesOf, type MetricBody, plus } from '../support/metrics.js';
import { type CommandOptions, startNode, type TestNode } from '../support/node.js';
import { person } from '../support/people.js';
import { ADMIN, CHENGDU, CHONGQING, reason, SHANGHAI } from '../support/samples.js';

const source = { document: '软件行业协会联合倡议书', quote: '十家行业协会联合发出倡议。' };
const BODY = '一、共建开放的软件产业生态。\n二、尊重知识产权。';
const NOBODY = '00000000-0000-4000-8000-000000000000';

type Endorsement = Readonly<{ organisation: string; since: string | null; late: boolean | null; grade: string; signature: Readonly<{ kid: string; signature: string }> | null; until?: string }>;
type Declaration = Readonly<{
  id: string; grade: string; version: number; issuedOn: string | null; open: boolean; count: number; undatedCount: number; withoutRegion: number; sha256: string | null; body: string | null; question: string;
  endorsements: readonly Endorsement[]; undated: readonly Endorsement[]; withdrawn: readonly Endorsement[]; history: readonly Readonly<{ type: string }>[];
  announced: readonly Readonly<{ claim: string; quantity: Readonly<{ value: string }>; recorded: Readonly<{ value: string | null }> }>[];
}>;
type Page = Readonly<{ items: readonly Readonly<{ id: string; count: number }>[]; next: string | null }>;

describe('joint initiatives', () => {
  let node: TestNode;
  let [chengdu, chongqing, shanghai] = [] as unknown as [Signatory, Signatory, Signatory];
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', apis: 2, apisAheadDays: [3] });
    chengdu = await signatory(node, '成都软件行业协会', { region: '510100', account: 'region-510100' });
    chongqing = await signatory(node, '重庆软件行业协会', { region: '500000', account: 'region-500000' });
    shanghai = await signatory(node, '上海软件行业协会', { region: '310000' });
  });
  afterAll(() => node?.stop());

  /** An api that lives three days later than the others. */
  const LATER = 2;
  const issue = async (title: string, more: object = {}): Promise<string> => (await taken(node.command('/v1/declarations', CHENGDU, { title: { zh: title }, body: BODY, as: chengdu.id, ...more }))).id;
  const recorded = (title: string, more: object = {}): Promise<Answer<Accepted>> => node.command('/v1/declarations', ADMIN, { title: { zh: title }, source, ...more });
  const act = <T = Accepted>(id: string, verb: string, as: string, body: object, options: CommandOptions = {}): Promise<Answer<T>> => node.command<T>(`/v1/declarations/${id}/${verb}`, as, body, options);
  const get = (id: string, query = '', as = 'report'): Promise<Declaration> => taken(node.get<Declaration>(`/v1/declarations/${id}${query}`, as));
  const textOf = async (id: string): Promise<string> => {
    const response = await fetch(`${node.apis[0]?.url}/v1/declarations/${id}/text`, { headers: { Authorization: `Bearer ${node.keys[SHANGHAI]}` } });
    return response.text();
  };
  const signed = (who: Signatory, text: string, more: object = {}) => ({ organisation: who.id, signature: { person: who.person, kid: who.pair.kid, jws: who.jws(text), ...more } });
  /** The endorsements of a day, told by the list, by the metric and by its entries. */
  const counted = async (id: string, query: string): Promise<readonly string[]> => {
    const { count, withoutRegion, question } = await get(id, `?${query}`);
    const metric = await taken(node.get<MetricBody>(`/v1/metrics/declarations.endorsements?declaration=${id}&${query}`));
    const entries = await entriesOf(node, 'declarations.endorsements', question.split('?')[1] ?? '');
    return [String(count - withoutRegion), metric.totals[0]?.value ?? '0', String(plus(entries.map(({ value }) => value ?? '0')) / 1_000_000_000n)];
  };

  it('are signed over the bytes that the api gives, each body with its own key', async () => {
    const id = await issue('开放生态倡议书');
    const text = await textOf(id);
    expect(text).toBe(`{"body":${JSON.stringify(BODY)},"declaration":"${id}","format":"entente-declaration/1","title":{"zh":"开放生态倡议书"}}`);
    expect(told(await act(id, 'endorse', CHENGDU, signed(chengdu, text)))).toBe('200');
    const other = newKey();
    const wrong: readonly (readonly [object, string])[] = [
      [signed(chongqing, `${text} `), '/signature/jws declaration/signature-fails'],
      [{ ...signed(chongqing, text), organisation: chengdu.id }, '/organisation party/not-yours'],
      [signed(chongqing, text, { jws: chongqing.jws(text, other) }), '/signature/jws declaration/signature-fails'],
      [signed(chongqing, text, { jws: chongqing.jws(text, other), kid: other.kid }), '/signature/jws declaration/signature-fails'],
      [signed(chongqing, text, { person: chengdu.person }), '/signature/jws declaration/signature-fails'],
      [signed(chongqing, text, { jws: chengdu.jws(text), kid: chengdu.pair.kid, person: chengdu.person }), '/signature/jws declaration/signature-fails'],
      [signed(chongqing, text, { jws: 'a.b.c' }), '/signature/jws signature/malformed'],
      [{ ...signed(chongqing, text), source }, '/source party/attest-not-yours'],
    ];
    for (const [body, fault] of wrong) expect(faults(await act(id, 'endorse', CHONGQING, body))).toEqual([fault]);
    expect(faults(await act(id, 'endorse', CHONGQING, { ...signed(chongqing, text), on: dayInShanghai(-1) }))).toEqual(['/on declaration/before-issued', '/on declaration/signed-today']);
    expect(told(await act(id, 'endorse', CHONGQING, { ...signed(chongqing, text), on: dayInShanghai() }))).toBe('200');
    const { version } = await get(id);
    expect([told(await act(id, 'endorse', CHONGQING, signed(chongqing, text))), (await get(id)).version]).toEqual(['200', version]);
    const { endorsements, sha256, history } = await get(id);
    expect(endorsements.map(({ organisation, grade, late, signature }) => [organisation, grade, late, signature?.kid])).toEqual([[chengdu.id, 'signed', false, chengdu.pair.kid], [chongqing.id, 'signed', false, chongqing.pair.kid]]);
    expect([sha256?.length, history.map(({ type }) => type)]).toEqual([64, ['DeclarationIssued', 'DeclarationEndorsed', 'DeclarationEndorsed']]);
    expect(JSON.stringify(history)).not.toContain('officer');
  });

  it('are signed only by who holds authority then', async () => {
    const past = await signatory(node, '期满协会', { region: '310000', to: '2024-12-31' });
    const id = await issue('授权期满倡议书');
    const text = await textOf(id);
    expect(faults(await act(id, 'endorse', SHANGHAI, signed(past, text)))).toEqual(['/signature/person organisation/authority-over']);
    await authorised(node, past);
    expect(told(await act(id, 'endorse', SHANGHAI, signed(past, text)))).toBe('200');
    await taken(node.command(`/v1/organisations/${shanghai.id}/revoke-key`, ADMIN, { key: shanghai.pair.kid, reason }));
    expect(faults(await act(id, 'endorse', SHANGHAI, signed(shanghai, text)))).toEqual(['/signature/kid organisation/key-revoked']);
    expect(told(await act(id, 'endorse', SHANGHAI, { organisation: shanghai.id }))).toBe('200');
  });

  it('are endorsed late, withdrawn and endorsed again', async () => {
    const [today, d2, d3] = [0, 1, 2].map(dayInShanghai) as [string, string, string];
    const id = await issue('后来者倡议书');
    await taken(act(id, 'endorse', CHENGDU, { organisation: chengdu.id }));
    expect(faults(await act(id, 'endorse', SHANGHAI, { organisation: shanghai.id, on: d2 }))).toEqual(['/on declaration/date-in-future']);
    const late = await taken(act(id, 'endorse', SHANGHAI, { organisation: shanghai.id, on: d2 }, { api: LATER }));
    expect((await get(id, `?validAt=${d3}`)).endorsements.map(({ organisation, since, late: came, grade }) => [organisation, since, came, grade])).toEqual([[chengdu.id, today, false, 'submitted'], [shanghai.id, d2, true, 'submitted']]);
    expect(told(await act(id, 'withdraw', CHONGQING, { organisation: shanghai.id, on: d3, reason }, { api: LATER }))).toBe('403 party/not-yours');
    expect(told(await act(id, 'withdraw', CHONGQING, { organisation: chongqing.id, on: d3, reason }, { api: LATER }))).toBe('409 declaration/not-endorsed');
    const left = await taken(act(id, 'withdraw', SHANGHAI, { organisation: shanghai.id, on: d3, reason }, { api: LATER }));
    expect((await act(id, 'withdraw', SHANGHAI, { organisation: shanghai.id, on: d3, reason }, { api: LATER })).body.version).toBe(left.version);
    expect(await get(id, `?validAt=${d3}`)).toMatchObject({ count: 1, withdrawn: [{ organisation: shanghai.id, since: d2, until: d3, late: true }] });
    expect(await get(id, `?validAt=${d3}&asOf=position:${late.position}`)).toMatchObject({ count: 2, withdrawn: [] });
    expect(await counted(id, `validAt=${today}&asOf=position:${left.position}`)).toEqual(['1', '1', '1']);
    expect(await counted(id, `validAt=${d2}&asOf=position:${left.position}`)).toEqual(['2', '2', '2']);
    expect(await counted(id, `validAt=${d3}&asOf=position:${left.position}`)).toEqual(['1', '1', '1']);
    expect(await counted(id, `validAt=${d3}&asOf=position:${late.position}`)).toEqual(['2', '2', '2']);
    await taken(act(id, 'endorse', SHANGHAI, { organisation: shanghai.id, on: dayInShanghai(3) }, { api: LATER }));
    expect((await get(id, `?validAt=${dayInShanghai(3)}`)).endorsements.at(-1)).toMatchObject({ organisation: shanghai.id, since: dayInShanghai(3) });
  });

  it('keep since when a body endorses that gave its word first and signed later', async () => {
    const [today, later] = [dayInShanghai(), dayInShanghai(3)];
    const id = await issue('先表态后签署倡议书');
    await taken(act(id, 'endorse', CHONGQING, { organisation: chongqing.id }));
    const last = await taken(act(id, 'endorse', CHONGQING, signed(chongqing, await textOf(id)), { api: LATER }));
    expect((await taken(act(id, 'endorse', CHONGQING, { organisation: chongqing.id }, { api: LATER }))).version).toBe(last.version);
    expect(told(await act(id, 'endorse', CHONGQING, { organisation: chongqing.id, on: today }, { api: LATER }))).toBe('409 declaration/endorsed');
    const { endorsements, withdrawn } = await get(id, `?validAt=${later}`);
    expect([endorsements.map(({ since, grade, late }) => [since, grade, late]), withdrawn]).toEqual([[[today, 'signed', false]], []]);
    for (const day of [today, later]) expect(await counted(id, `validAt=${day}&asOf=position:${last.position}`)).toEqual(['1', '1', '1']);
  });

  it('close to endorsement after their last day', async () => {
    const id = await issue('限期倡议书', { openUntil: dayInShanghai(1) });
    expect(told(await act(id, 'endorse', CHENGDU, { organisation: chengdu.id }))).toBe('200');
    expect(told(await act(id, 'endorse', CHONGQING, { organisation: chongqing.id }, { api: LATER }))).toBe('409 declaration/closed');
    expect([(await get(id, `?validAt=${dayInShanghai(1)}`)).open, (await get(id, `?validAt=${dayInShanghai(2)}`)).open]).toEqual([true, false]);
    // What a document states was so, whenever it is entered.
    expect(told(await act(id, 'endorse', ADMIN, { organisation: shanghai.id, on: dayInShanghai(), source }, { api: LATER }))).toBe('200');
  });

  it('are announced beside what is recorded: ten, of whom the document names none', async () => {
    const { id } = await taken(recorded('十家协会联合倡议书', { territory: '510000', issuedOn: '2024-01' }));
    const claim = await taken(node.command('/v1/claims', ADMIN, {
      metric: 'declarations.endorsements', scope: { territory: '510000', declaration: id }, quantity: { value: '10', unit: 'endorsement', text: '十家行业协会' }, source, statedOn: '2024-01-12',
    }));
    const none = await get(id, `?minPosition=${claim.position}`);
    expect([none.grade, none.count, none.body, none.sha256]).toEqual(['attested', 0, null, null]);
    expect(none.announced).toMatchObject([{ claim: claim.id, quantity: { value: '10' }, recorded: { value: '0' } }]);
    expect(told(await node.get(`/v1/declarations/${id}/text`))).toBe('409 declaration/no-text');
    expect(faults(await act(id, 'endorse', CHENGDU, signed(chengdu, 'x')))).toEqual(['/signature declaration/no-text']);
    await taken(act(id, 'endorse', ADMIN, { organisation: shanghai.id, source }));
    const dated = await taken(act(id, 'endorse', ADMIN, { organisation: chengdu.id, on: '2024-01-11', source }));
    const now = await get(id, `?minPosition=${dated.position}`);
    expect(now).toMatchObject({ count: 1, undatedCount: 1, undated: [{ organisation: shanghai.id, since: null, late: null, grade: 'attested' }], announced: [{ quantity: { value: '10' }, recorded: { value: '1' } }] });
    expect((await get(id, `?asOf=position:${claim.position}&minPosition=${dated.position}`)).announced).toMatchObject([{ recorded: { value: '0' } }]);
    expect((await get(id, `?asOf=position:${claim.position - 1}`)).announced).toEqual([]);
    for (const as of ['bank', SHANGHAI]) expect((await get(id, '', as)).announced).toMatchObject([{ claim: claim.id, quantity: { value: '10' }, recorded: { value: '1' } }]);
  });

  it('are put right where a date was wrong, and show since when who signs endorses', async () => {
    const { id } = await taken(recorded('更正日期倡议书', { territory: '510000', issuedOn: '2024-01' }));
    const states = (on: string | undefined, organisation = chengdu.id): Promise<Accepted> => taken(act(id, 'endorse', ADMIN, { organisation, on, source }));
    await states('2024-02-01');
    const wrong = await taken(act(id, 'withdraw', ADMIN, { organisation: chengdu.id, on: '2024-06-01', reason, source }));
    const left = await taken(act(id, 'withdraw', ADMIN, { organisation: chengdu.id, on: '2024-05-01', reason, source }));
    const of = async (day: string, position: number): Promise<readonly [number, string]> => [(await get(id, `?validAt=${day}&asOf=position:${position}`)).count, (await counted(id, `validAt=${day}&asOf=position:${position}`))[0] as string];
    expect([await of('2024-05-15', wrong.position), await of('2024-05-15', left.position), await of('2024-04-30', left.position)]).toEqual([[1, '1'], [0, '0'], [1, '1']]);
    await states('2024-07-01', shanghai.id);
    for (const [on, counts] of [['2024-03-01', [1, 2]], ['2024-08-01', [1, 1]]] as const) {
      const { position } = await states(on, shanghai.id);
      expect([on, (await of('2024-02-15', position))[0], (await of('2024-03-15', position))[0]]).toEqual([on, ...counts]);
    }
    const issued = await issue('先录后签倡议书');
    await taken(act(issued, 'endorse', ADMIN, { organisation: chongqing.id, source }));
    const text = await textOf(issued);
    await taken(act(issued, 'endorse', CHONGQING, signed(chongqing, text), { api: LATER }));
    expect((await get(issued, `?validAt=${dayInShanghai(9)}`)).endorsements).toMatchObject([{ organisation: chongqing.id, grade: 'signed', late: true }]);
  });

  it('are endorsed once, however many send it at once', async () => {
    const id = await issue('同时响应倡议书');
    const both = await Promise.all([0, 1].map((api) => act(id, 'endorse', CHONGQING, { organisation: chongqing.id }, { api })));
    expect(both.map(told)).toEqual(['200', '200']);
    const text = await textOf(id);
    const signatures = await Promise.all([chongqing.jws(text), chongqing.jws(text)].map((jws, api) => act(id, 'endorse', CHONGQING, signed(chongqing, text, { jws }), { api })));
    expect(signatures.map(told)).toEqual(['200', '200']);
    const { count, history } = await get(id);
    expect([count, history.map(({ type }) => type)]).toEqual([1, ['DeclarationIssued', 'DeclarationEndorsed', 'DeclarationEndorsed']]);
  });

  it('are issued by who speaks for a body, and entered by an association over it', async () => {
    const other = await person(node, { principal: 'shanghai-association', organisation: 'shanghai-association', role: 'administrator', region: '310000' });
    const body = { title: { zh: '越权倡议书' }, body: BODY };
    expect(told(await node.command('/v1/declarations', SHANGHAI, { ...body, as: chengdu.id }))).toBe('403 party/not-yours');
    expect(faults(await node.command('/v1/declarations', CHENGDU, body))).toEqual(['/as party/say-for-whom']);
    expect(faults(await node.command('/v1/declarations', ADMIN, body))).toEqual(['/source party/source-required']);
    expect(told(await other.command('/v1/declarations', { ...body, territory: '510000', source }))).toBe('403 party/attest-not-yours');
    expect(told(await node.command('/v1/declarations', 'auditor', body))).toBe('403 access/not-your-route');
    const id = await issue('他人响应倡议书');
    expect(told(await act(id, 'endorse', SHANGHAI, { organisation: chengdu.id }))).toBe('403 party/not-yours');
    expect(faults(await other.command(`/v1/declarations/${id}/endorse`, { organisation: chengdu.id, source }))).toEqual(['/source party/attest-not-yours']);
  });

  it('name every fault of what is sent', async () => {
    expect(faults(await node.command('/v1/declarations', CHENGDU, { title: {}, body: '', issuedOn: '2024-13', edition: 'C 21', colour: 'red' }))).toEqual([
      '/body request/too-small', '/colour request/unrecognized-keys', '/edition request/invalid-format', '/issuedOn date/malformed', '/title title/empty',
    ]);
    expect(faults(await node.command('/v1/declarations', CHENGDU, { title: { zh: '错误' }, as: chengdu.id, edition: 'no-such-edition', issuedOn: dayInShanghai(9), territory: '620000' }))).toEqual([
      '/body declaration/text-needed', '/edition declaration/edition-unknown', '/issuedOn declaration/date-in-future', '/territory region/unknown-code',
    ]);
    expect(faults(await node.command('/v1/declarations', CHENGDU, { title: { zh: '错误' }, body: BODY, as: NOBODY }))).toEqual(['/as party/unknown']);
    const id = await issue('查错倡议书');
    expect(faults(await act(id, 'endorse', CHENGDU, { organisation: 'x', signature: { person: 1, kid: 'k' } }))).toEqual([
      '/organisation request/invalid-format', '/signature/jws request/invalid-type', '/signature/kid request/invalid-format', '/signature/person request/invalid-type',
    ]);
    expect(faults(await act(id, 'endorse', CHENGDU, { organisation: NOBODY }))).toEqual(['/organisation party/unknown']);
    expect(faults(await act(id, 'withdraw', CHENGDU, { organisation: chengdu.id }))).toEqual(['/on request/invalid-type', '/reason request/invalid-type']);
    expect(told(await act(NOBODY, 'endorse', CHENGDU, { organisation: chengdu.id }))).toBe('404 declaration/not-found');
    expect([told(await node.get(`/v1/declarations/${NOBODY}`)), told(await node.get(`/v1/declarations/${NOBODY}/text`))]).toEqual(['404 request/not-found', '404 request/not-found']);
    expect(told(await act(id, 'endorse', CHENGDU, { organisation: chengdu.id }, { ifMatch: 4 }))).toBe('412 request/version-moved');
    expect(told(await node.command('/v1/declarations', CHENGDU, { id, title: { zh: '同号' }, body: BODY, as: chengdu.id }))).toBe('409 declaration/exists');
  });

  it('answer with an ETag, a repetition with its receipt, and a dry run with what it would record', async () => {
    const body = { title: { zh: '回执倡议书' }, body: BODY, as: chengdu.id };
    const [first, again] = [await node.command('/v1/declarations', CHENGDU, body, { key: 'declare' }), await node.command('/v1/declarations', CHENGDU, body, { key: 'declare' })];
    expect([told(first), first.headers.get('location'), first.body, again.headers.get('idempotent-replayed')]).toEqual(['201', `/v1/declarations/${first.body.id}`, again.body, 'true']);
    const dry = await node.command<{ events: readonly { type: string }[]; entries: readonly { metric: string }[] }>(`/v1/declarations/${first.body.id}/endorse?dryRun=true`, CHONGQING, { organisation: chongqing.id });
    expect([dry.body.events.map(({ type }) => type), dry.body.entries.map(({ metric }) => metric)]).toEqual([['DeclarationEndorsed'], ['declarations.endorsements']]);
    expect((await node.get(`/v1/declarations/${first.body.id}`)).headers.get('etag')).toBe('"1"');
  });

  it('are listed page by page as they stood when the first was made', async () => {
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) made.push((await taken(recorded(`列表倡议书${n}`, { territory: '500000', issuedOn: '2024-01-01' }))).id);
    const { position } = await taken(act(made[1] ?? '', 'endorse', ADMIN, { organisation: chongqing.id, on: '2024-02-01', source }));
    const first = await taken(node.get<Page>(`/v1/declarations?territory=500000&limit=2&minPosition=${position}`));
    await taken(act(made[4] ?? '', 'endorse', ADMIN, { organisation: chongqing.id, on: '2024-02-01', source }));
    const seen = [...first.items];
    for (let cursor = first.next; cursor !== null; ) {
      const page: Page = await taken(node.get<Page>(`/v1/declarations?territory=500000&limit=2&cursor=${cursor}`));
      seen.push(...page.items);
      cursor = page.next;
    }
    expect(seen.map(({ id, count }) => [id, count])).toEqual(made.map((id, n) => [id, n === 1 ? 1 : 0]));
    const found = async (query: string): Promise<readonly string[]> => (await taken(node.get<Page>(`/v1/declarations?territory=500000&${query}&minPosition=${position}`, 'bank'))).items.map(({ id }) => id);
    expect([await found(`organisation=${chongqing.id}&changedAfter=${position - 1}&limit=1`), await found(`organisation=${shanghai.id}`)]).toEqual([[made[1]], []]);
    expect([(await found('region=500000&limit=1'))[0], await found('region=500000&validAt=2024-01-15')]).toEqual([made[1], []]);
    expect(told(await node.get(`/v1/declarations?territory=510000&cursor=${first.next}`))).toBe('422 request/invalid');
  });

  it('leave views that a fresh fold of the log makes again', async () => expect(await differencesToAFreshFold(node.databaseUrl)).toEqual([]));
});
