import { randomUUID } from 'node:crypto';
import { openingOf } from '../support/editions.js';
import { evidence } from '../support/evidence.js';
import { type Accepted, type Answer, faults, type ProblemBody, told } from '../support/http.js';
import { taken } from '../support/keys.js';
import { answered, entriesOf, type MetricBody, summedUp } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { attested, type Page } from '../support/road.js';
import { ADMIN, CHECKER, CHENGDU, CHONGQING, plain, reason, SHANGHAI, source } from '../support/samples.js';
import { associationOf } from '../support/territory.js';

type Count = Readonly<{ value: string | null; op: string; text: string; low: string | null; high: string | null }> | null;
type EditionBody = Readonly<{
  id: string; code: string; number: number; series: Readonly<{ code: string; name: object; founded: string | null }>; place: string | null; version: number; from: string | null; to: string | null;
  title: object | null; theme: object | null; aspects: readonly Readonly<{ aspect: string }>[];
  recorded: Readonly<{ activities: number; outputs: number; outputsByKind: Readonly<Record<string, number>>; attendance: Readonly<{ value: string; low: string; high: string | null; unknown: number }> }>;
  activities: readonly Readonly<{ activity: string; attendance: Count; session: string | null; outputs: readonly string[] }>[];
  outputs: readonly Readonly<{ output: string; activity: Readonly<{ activity: string; session: string | null }> | null; refers: Readonly<{ kind: string; id: string; href: string }> | null; under: string | null }>[];
  announced: readonly Readonly<{ claim: string; metric: string; quantity: Readonly<{ value: string | null; text: string }>; recorded: Readonly<{ value: string | null; low?: string; high?: string | null; question?: string; reason?: string; difference?: string; differenceLow?: string | null; differenceHigh?: string | null }> }>[];
  asOf: Readonly<{ position: number }>; history: readonly Readonly<{ type: string }>[];
}>;

const title = (zh: string) => ({ zh });
const opening = (code: string, more: object = {}): object => ({ ...openingOf(code), ...more });
const announcement = {
  title: title('第二十一届中国国际软件合作洽谈会'), theme: { zh: '新征程•新赛道•新变革', en: 'New Journey. New Track. New Change' }, from: '2024-01-10', to: '2024-01-12', venue: '成都',
  aspects: [{ aspect: 'regional', name: title('区域协同') }, { aspect: 'theme', name: title('主题大会') }], source,
};

/** Conference editions: entered, announced, and what happened and came of them. */
describe('conference editions', () => {
  let node: TestNode;
  let id: string;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', apis: 2 });
    ({ id } = await taken(node.command('/v1/editions', ADMIN, opening('cisc-21', { series: { code: 'cisc', name: title('中国国际软件合作洽谈会'), founded: '2003' }, source }))));
  });
  afterAll(() => node?.stop());
  const act = <T = Accepted>(verb: string, body: object, as: string = ADMIN, of = id): Promise<Answer<T>> => node.command<T>(`/v1/editions/${of}/${verb}`, as, body);
  const get = async (reference: string, query = '', as: string = ADMIN): Promise<EditionBody> => taken(node.get<EditionBody>(`/v1/editions/${reference}${query}`, as));
  const opened = async (code: string, more: object = {}): Promise<string> => (await taken(node.command('/v1/editions', ADMIN, opening(code, more)))).id;
  const list = async (query: string, as: string = ADMIN): Promise<readonly string[]> => (await taken(node.get<Page<EditionBody>>(`/v1/editions?${query}`, as))).items.map(({ code }) => code);

  describe('an edition', () => {
    it('is entered under its own number, and found by its id and by its code', async () => {
      const sent = await node.command('/v1/editions', ADMIN, opening('expo-20', { place: '500000' }));
      expect([sent.status, sent.headers.get('location'), sent.headers.get('etag')]).toEqual([201, `/v1/editions/${sent.body.id}`, '"1"']);
      for (const reference of ['expo-20', sent.body.id, sent.body.id.toUpperCase()]) {
        expect(await get(reference, '', CHENGDU)).toMatchObject({ id: sent.body.id, code: 'expo-20', number: 20, series: { code: 'expo' }, place: '500000', title: null, version: 1, activities: [], outputs: [], announced: [] });
      }
      const answer = await node.get('/v1/editions/cisc-21', 'bank');
      expect([answer.status, answer.headers.get('etag')]).toEqual([200, '"1"']);
      for (const reference of ['cisc-22', 'CISC-21', 'cisc', randomUUID(), 'cisc_21', 'cisc-21%00', 'a'.repeat(80)]) expect([reference, told(await node.get(`/v1/editions/${reference}`))]).toEqual([reference, '404 request/not-found']);
    });

    it('is entered once: neither the number of a series nor an id is given twice, and a repetition is the same', async () => {
      const [key, own] = [randomUUID(), randomUUID()];
      const first = await node.command('/v1/editions', ADMIN, opening('twice-1', { id: own }), { key });
      const again = await node.command('/v1/editions', ADMIN, opening('twice-1', { id: own }), { key, api: 1 });
      expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([201, first.body, 'true']);
      const taken2 = await node.command<ProblemBody>('/v1/editions', ADMIN, opening('twice-1'));
      expect([told(taken2), faults(taken2)]).toEqual(['409 edition/code-taken', ['/number edition/code-taken']]);
      expect(told(await node.command('/v1/editions', ADMIN, opening('twice-2', { id: own })))).toBe('409 edition/exists');
      expect(await list(`series=twice&minPosition=${first.body.position}`)).toEqual(['twice-1']);
    });

    it('is one where two enter it at once', async () => {
      for (const code of ['race-1', 'race-2', 'race-3']) {
        const answers = await Promise.all(Array.from({ length: 6 }, (_, n) => node.command('/v1/editions', ADMIN, opening(code), { api: n % 2 })));
        expect(answers.map(told).sort()).toEqual(['201', ...Array.from({ length: 5 }, () => '409 edition/code-taken')]);
        expect((await get(code)).id).toBe(answers.find(({ status }) => status === 201)?.body.id);
      }
      expect(await list(`series=race&minPosition=${(await get('race-3')).asOf.position}`)).toEqual(['race-1', 'race-2', 'race-3']);
    });

    it('is entered and kept by an association over its place', async () => {
      expect(told(await node.command('/v1/editions', CHENGDU, opening('wrong-1')))).toBe('403 access/not-your-route');
      const key = await associationOf(node.databaseUrl, '500000');
      const theirs = (path: string, body: object): Promise<Answer<unknown>> => node.call('POST', path, { body, headers: { Authorization: `Bearer ${key}`, 'Idempotency-Key': randomUUID() } });
      const refused = await theirs('/v1/editions', opening('wrong-1'));
      expect([told(refused), faults(refused)]).toEqual(['403 edition/not-yours', ['/place edition/not-yours']]);
      expect(told(await theirs(`/v1/editions/${id}/announce`, announcement))).toBe('403 edition/not-yours');
      expect(told(await theirs(`/v1/editions/${randomUUID()}/announce`, announcement))).toBe('404 edition/not-found');
      expect(told(await theirs('/v1/editions', opening('right-1', { place: '500101' })))).toBe('201');
      const nowhere = await node.command('/v1/editions', ADMIN, opening('wrong-1', { place: '510199' }));
      expect([told(nowhere), faults(nowhere)]).toEqual(['422 region/unknown-code', ['/place region/unknown-code']]);
    });

    it('is told with every fault at once', async () => {
      const wrong = await node.command('/v1/editions', ADMIN, { series: { code: 'CISC', name: {}, founded: 'long ago' }, number: 0, place: '510100', colour: 'red' });
      expect(told(wrong)).toBe('422 request/invalid');
      expect(new Set((wrong.body as unknown as ProblemBody).errors.map(({ pointer }) => pointer))).toEqual(new Set(['/series/code', '/series/name', '/series/founded', '/number', '/colour']));
    });

    it('is announced, and announced anew with a reason; what is left out stays', async () => {
      const edition = await opened('moved-1');
      const send = (body: object): Promise<Answer<Accepted>> => act('announce', body, ADMIN, edition);
      expect(faults(await send({ ...announcement, to: '2024-01-09' }))).toEqual(['/to edition/dates-reversed']);
      await taken(send(announcement));
      expect(faults(await send({ to: '2024-01-13' }))).toEqual(['/reason edition/reason-needed']);
      const moved = await taken(send({ to: '2024-01-13', theme: null, reason }));
      expect(await get('moved-1')).toMatchObject({ from: '2024-01-10', to: '2024-01-13', theme: null, title: announcement.title, version: 3 });
      expect(await get('moved-1', `?asOf=position:${moved.position - 1}`)).toMatchObject({ to: '2024-01-12', theme: announcement.theme, version: 2 });
    });

    it('is listed by series, code and region, page by page, as it stood on the first page', async () => {
      for (const n of [1, 2, 3, 4, 5]) await opened(`list-${n}`, { place: n % 2 === 0 ? '510104' : '500000' });
      const minPosition = `&minPosition=${(await get('list-5')).asOf.position}`;
      expect(await list(`series=list${minPosition}`, 'bank')).toEqual(['list-1', 'list-2', 'list-3', 'list-4', 'list-5']);
      expect([await list('code=list-3'), await list('series=list&code=list-3'), await list('series=expo&code=list-3')]).toEqual([['list-3'], ['list-3'], []]);
      expect([await list('series=list&region=510000', CHONGQING), await list('series=list&region=500000')]).toEqual([['list-2', 'list-4'], ['list-1', 'list-3', 'list-5']]);
      const first = await taken(node.get<Page<EditionBody & { position: number }>>('/v1/editions?series=list&limit=2'));
      await taken(act('announce', announcement, ADMIN, (await get('list-4')).id));
      const second = await taken(node.get<Page<EditionBody>>(`/v1/editions?series=list&limit=2&cursor=${first.next}`));
      expect(second.items.map(({ code, from, version }) => [code, from, version])).toEqual([['list-3', null, 1], ['list-4', null, 1]]);
      expect(second.items[0]).not.toHaveProperty('activities');
      expect(await list(`series=list&changedAfter=${(await get('list-5')).asOf.position - 1}&minPosition=${(await get('list-4')).asOf.position}`)).toEqual(['list-4']);
      expect(told(await node.get(`/v1/editions?series=expo&limit=2&cursor=${first.next}`))).toMatch(/^4\d\d /);
    });
  });

  describe('what happened at an edition', () => {
    const [opened1, opened2] = [randomUUID(), randomUUID()];
    beforeAll(() => taken(act('announce', announcement)));

    it('is recorded with attendance in the words of the source, and as an interval', async () => {
      await taken(act('record-activity', { activity: opened1, name: title('开幕式暨主题大会'), aspect: 'theme', from: '2024-01-11', session: '主会场', attendance: { value: '700', text: '近700人' }, source }));
      await taken(act('record-activity', { activity: opened2, name: title('区域协同合作洽谈'), aspect: 'regional', from: '2024-01-10', attendance: { value: '120', text: '120人' }, attendees: [{ name: '西部省份协会', count: { value: '10', text: '十省' } }], source }));
      const { position } = await taken(act('record-activity', { name: title('闭门交流'), attendance: { text: '众多嘉宾' }, source }));
      const { activities, recorded } = await get('cisc-21');
      expect(activities.map(({ attendance }) => attendance)).toEqual([
        { value: '700', op: '<~', text: '近700人', low: '630', high: '700' }, { value: '120', op: '=', text: '120人', low: '120', high: '120' }, { value: null, op: '=', text: '众多嘉宾', low: null, high: null },
      ]);
      expect(recorded).toMatchObject({ activities: 3, attendance: { value: '820', low: '750', high: '820', unknown: 1 } });
      const metric = await taken(node.get<MetricBody>(`/v1/metrics/editions.attendance?edition=cisc-21&minPosition=${position}`));
      expect(metric.totals).toMatchObject([{ unit: 'person', value: '820', low: '750', high: '820' }]);
    });

    it('is tried without a trace', async () => {
      const { version } = await get('cisc-21');
      const tried = await taken(node.command<{ events: readonly { type: string }[]; entries: readonly { metric: string }[] }>(
        `/v1/editions/${id}/record-activity?dryRun=true`, ADMIN, { name: title('试填'), from: '2024-01-12', attendance: { value: '50', text: '50人' } }));
      expect([tried.events.map(({ type }) => type), tried.entries.map(({ metric }) => metric).sort()]).toEqual([['ActivityRecorded'], ['editions.activities', 'editions.attendance']]);
      expect((await get('cisc-21')).version).toBe(version);
    });

    it('is told with every fault at once', async () => {
      expect(faults(await act('record-activity', { activity: opened1, name: title('开幕式'), aspect: 'nowhere', from: '2024-01-12', to: '2024-01-09' })))
        .toEqual(['/aspect edition/aspect-unknown', '/reason edition/reason-needed', '/to edition/dates-reversed', '/to edition/outside-dates']);
      expect(faults(await act('record-activity', { name: title('某活动'), attendance: { value: '1.5', text: '' }, attendees: [{ name: '', organisation: 'x' }] })))
        .toEqual(['/attendance/text request/too-small', '/attendance/value request/invalid-format', '/attendees/0/name request/too-small', '/attendees/0/organisation request/invalid-format']);
      expect(faults(await act('record-activity', { name: title('某活动'), attendance: { value: '500', op: '=', text: '近700人' }, attendees: [{ name: '某协会', count: { text: '30人' } }] })))
        .toEqual(['/attendance/value edition/words-differ', '/attendees/0/count/value edition/words-differ']);
      expect(faults(await act('record-activity', { name: title('某活动'), attendees: [{ name: '某协会', organisation: randomUUID() }] }))).toEqual(['/attendees/0/organisation party/unknown']);
      const strike = await act('strike', { reason });
      expect([told(strike), faults(strike)]).toEqual(['422 edition/strike-one', ['/activity edition/strike-one']]);
      expect(faults(await act('record-output', { kind: 'list', title: title('榜单'), on: '2024-01-13', activity: randomUUID(), signatories: [randomUUID()] })))
        .toEqual(['/activity edition/activity-unknown', '/on edition/outside-dates', '/signatories/0 party/unknown']);
    });

    it('is put right with a reason, and repeated without one', async () => {
      const { version } = await get('cisc-21');
      const body = { activity: opened2, name: title('区域协同合作洽谈'), aspect: 'regional', from: '2024-01-10', attendance: { value: '120', text: '120人' }, attendees: [{ name: '西部省份协会', count: { value: '10', text: '十省' } }], source };
      expect((await taken(act('record-activity', body))).version).toBe(version);
      await taken(act('record-activity', { ...body, attendance: { value: '150', op: '>', text: '超过150人' }, reason }));
      expect((await get('cisc-21')).recorded.attendance).toEqual({ value: '850', low: '780', high: null, unknown: 1 });
      await taken(act('record-activity', { ...body, reason }));
      expect((await get('cisc-21')).recorded.attendance.high).toBe('820');
    });

    it('comes to outputs, each linked to its session and to what it is on record', async () => {
      const { id: signing } = await attested(node, plain({ edition: 'cisc-21', signedOn: '2024-01-11' }));
      const { id: pact } = await taken(node.command('/v1/pacts', ADMIN, { kind: 'framework', title: title('成渝地区双城经济圈软件产业协同框架'), territory: '510100', source }));
      const { id: declaration } = await taken(node.command('/v1/declarations', ADMIN, { title: title('西部地区软件产业高质量发展倡议书'), territory: '510100', issuedOn: '2024-01-10', edition: 'cisc-21', source }));
      const document = await evidence(node, ADMIN, { access: 'open' });
      const record = (more: object): Promise<Answer<Accepted>> => act('record-output', { kind: 'agreement', title: title('合作协议'), on: '2024-01-11', source, ...more });
      const referred = [['signing', signing, 'signing'], ['pact', pact, 'agreement'], ['declaration', declaration, 'declaration'], ['document', document, 'report']] as const;
      for (const [kind, of, output] of referred) {
        expect([kind, faults(await record({ kind: output, refers: { kind, id: randomUUID() } }))]).toEqual([kind, ['/refers/id edition/refers-to-nothing']]);
        expect([kind, told(await record({ kind: output, activity: opened1, refers: { kind, id: of } }))]).toEqual([kind, '200']);
      }
      // One kind of thing is not another, though the id is there.
      expect(faults(await record({ refers: { kind: 'pact', id: signing } }))).toEqual(['/refers/id edition/refers-to-nothing']);
      const under = randomUUID();
      expect(faults(await record({ output: under, under: randomUUID(), activity: randomUUID(), refers: { kind: 'alliance', id: pact }, on: '2024-01-13' })))
        .toEqual(['/activity edition/activity-unknown', '/on edition/outside-dates', '/refers/id edition/refers-to-nothing', '/refers/kind edition/refers-to-another-kind', '/under edition/pact-unknown']);
      // The same record is an output once, and of its own kind.
      const twice = await record({ kind: 'signing', refers: { kind: 'signing', id: signing } });
      expect([told(twice), faults(twice)]).toEqual(['422 edition/output-twice', ['/refers/id edition/output-twice']]);
      expect(faults(await record({ kind: 'declaration', refers: { kind: 'pact', id: pact } }))).toEqual(['/refers/id edition/output-twice', '/refers/kind edition/refers-to-another-kind']);
      await taken(record({ output: under, under: pact, activity: opened2, title: title('俄罗斯软件协会合作协议') }));
      const it = await get('cisc-21', '', SHANGHAI);
      expect(it.recorded).toMatchObject({ outputs: 5, outputsByKind: { signing: 1, agreement: 2, declaration: 1, report: 1 } });
      expect(it.outputs.map(({ refers }) => refers?.href ?? null)).toEqual([`/v1/signings/${signing}`, `/v1/pacts/${pact}`, `/v1/declarations/${declaration}`, `/v1/documents/${document}`, null]);
      expect(it.outputs.find(({ output }) => output === under)).toMatchObject({ under: pact, activity: { activity: opened2, session: null } });
      expect(it.activities.find(({ activity }) => activity === opened1)).toMatchObject({ session: '主会场' });
      expect(it.activities.map(({ outputs }) => outputs.length)).toEqual([4, 1, 0]);
    });

    it('is struck where it was entered by mistake, and not where outputs belong to it', async () => {
      const { id: edition } = await taken(node.command('/v1/editions', ADMIN, opening('struck-1')));
      const [activity, output] = [randomUUID(), randomUUID()];
      await taken(act('record-activity', { activity, name: title('误录'), from: '2024-01-11' }, ADMIN, edition));
      await taken(act('record-output', { output, kind: 'list', title: title('榜单'), activity }, ADMIN, edition));
      expect(told(await act('strike', { activity, reason }, ADMIN, edition))).toBe('409 edition/activity-in-use');
      expect(told(await act('strike', { output: randomUUID(), reason }, ADMIN, edition))).toBe('422 edition/output-unknown');
      await taken(act('strike', { output, reason }, CHECKER, edition));
      const { position } = await taken(act('strike', { activity, reason }, ADMIN, edition));
      expect(await get('struck-1')).toMatchObject({ activities: [], outputs: [], version: 5 });
      expect(await get('struck-1', `?asOf=position:${position - 1}`)).toMatchObject({ activities: [{ activity }], outputs: [], version: 4 });
      expect((await taken(node.get<MetricBody>(`/v1/metrics/editions.activities?edition=struck-1&minPosition=${position}`))).total).toBe('0');
    });

    it('stands beside what was announced of it, and neither moves the other', async () => {
      const claim = async (metric: string, quantity: object, scope: object = {}): Promise<Accepted> =>
        taken(node.command('/v1/claims', ADMIN, { metric, scope: { territory: '510100', edition: 'cisc-21', ...scope }, quantity, statedOn: '2024-01-11', source }));
      const { position: before } = await get('cisc-21').then(({ asOf }) => asOf);
      const claims = [
        await claim('editions.attendance', { value: '1000', unit: 'person', op: '~', text: '约1000人' }), await claim('editions.outputs', { value: '7', unit: 'output', text: '7项成果' }),
        await claim('editions.activities', { value: '14', unit: 'activity', text: '14场活动' }, { from: '2024-01-10', to: '2024-01-12' }), await claim('signings.count', { value: '10', unit: 'project', op: '<~', text: '近10个项目' }),
        await claim('signings.count', { value: '4', unit: 'project', text: '4个项目' }, { session: '主会场' }),
        await claim('editions.attendance', { value: '700', unit: 'person', op: '<~', text: '近700人' }, { session: '主会场', from: '2024-01-11', to: '2024-01-11' }),
        await claim('editions.outputs', { value: '6', unit: 'output', text: '6项成果' }, { session: '主会场' }), await claim('editions.aspects', { value: '5', unit: 'aspect', text: '五方面' }, { from: '2024-01-10', to: '2024-01-12' }),
        await claim('editions.activities', { unit: 'activity', text: '多场活动' }),
      ];
      const minPosition = claims.at(-1)?.position;
      const { announced } = await get('cisc-21', `?minPosition=${minPosition}`, 'auditor');
      expect(announced.map((each) => [each.claim, each.quantity.value, each.recorded.value])).toEqual([
        [claims[0]?.id, '1000', '820'], [claims[1]?.id, '7', '5'], [claims[2]?.id, '14', '3'], [claims[3]?.id, '10', '1'], [claims[4]?.id, '4', null],
        [claims[5]?.id, '700', '700'], [claims[6]?.id, '6', '4'], [claims[7]?.id, '5', '2'], [claims[8]?.id, null, '3'],
      ]);
      expect(announced[0]?.recorded).toMatchObject({ low: '750', high: '820' });
      const differs = announced.map(({ recorded }) => [recorded.difference, recorded.differenceLow, recorded.differenceHigh]);
      // About 1000 are 999 to 1001; one activity had attendance of no stated number, so that the sum may be larger. Nearly ten are nine to ten.
      expect(differs).toEqual([
        ['-180', '-251', null], ['-2', '-2', '-2'], ['-11', '-11', '-11'], ['-9', '-9', '-8'], [undefined, undefined, undefined],
        ['0', '-70', '70'], ['-2', '-2', '-2'], ['-3', '-3', '-3'], [undefined, undefined, undefined],
      ]);
      expect(announced[4]?.recorded.reason).toMatch(/^scope-differs/);
      for (const { recorded } of announced.filter((_, n) => n !== 4)) expect((await taken(node.get<MetricBody>(recorded.question ?? ''))).total).toBe(recorded.value);
      expect((await get('cisc-21', `?asOf=position:${before}`)).announced).toEqual([]);
      expect((await get('expo-20')).announced).toEqual([]);
      // What was announced is a public word, and so is what the edition itself tells; other sums are for those who may ask for them, and metrics are not for a bank.
      for (const as of ['bank', SHANGHAI]) {
        const theirs = (await get('cisc-21', '', as)).announced;
        expect(theirs.map(({ claim: of, quantity }) => [of, quantity.value])).toEqual(announced.map(({ claim: of, quantity }) => [of, quantity.value]));
        const isOpen = ({ metric }: { metric: string }): boolean => metric.startsWith('editions.');
        expect(theirs.filter(isOpen)).toEqual(announced.filter(isOpen));
        const others = theirs.filter((each, n) => n !== 4 && !isOpen(each)).map(({ recorded }) => [recorded.value, recorded.reason?.split(':')[0], recorded.difference]);
        expect([theirs.filter(isOpen).length > 0, others]).toEqual([true, others.map(() => [null, 'beyond-scope', undefined])]);
      }
      expect((await get('cisc-21', '', CHENGDU)).announced).toEqual((await get('cisc-21')).announced);
      expect((await taken(node.get<Page<object>>('/v1/claims?edition=cisc-21', SHANGHAI))).items).toEqual([]);
      const { position } = await taken(act('record-activity', { name: title('成果发布'), from: '2024-01-12', attendance: { value: '30', text: '30人' } }));
      const attended = async (query: string): Promise<unknown> => (await get('cisc-21', query)).announced[0]?.recorded.value;
      expect([await attended(`?minPosition=${position}`), await attended(`?asOf=position:${position - 1}`)]).toEqual(['850', '820']);
    });

    it('counts in metrics that are the sum of their entries', async () => {
      const { position } = (await get('cisc-21')).asOf;
      for (const metric of ['editions.aspects', 'editions.activities', 'editions.attendance', 'editions.outputs']) {
        const own = { 'editions.outputs': ['output=agreement', `session=${encodeURIComponent('主会场')}&output=signing`], 'editions.aspects': [] }[metric] ?? [`session=${encodeURIComponent('主会场')}`];
        for (const query of ['', 'edition=cisc-21', 'edition=cisc-21&region=510100', 'edition=cisc-21&from=2024-01-10&to=2024-01-10', ...own, 'region=500000', `asOf=position:${Math.floor(position / 2)}`]) {
          const body = await taken(node.get<MetricBody>(`/v1/metrics/${metric}?${query}&minPosition=${position}`));
          expect([metric, query, answered(body)]).toEqual([metric, query, summedUp(await entriesOf(node, metric, query))]);
        }
      }
      const { rows } = await taken(node.get<MetricBody>('/v1/metrics/editions.outputs?edition=cisc-21&by=output'));
      expect(rows.map(({ output, value }) => [output, value]).sort()).toEqual([['agreement', '2'], ['declaration', '1'], ['report', '1'], ['signing', '1']]);
      expect((await taken(node.get<MetricBody>('/v1/metrics/editions.activities?edition=cisc-21'))).total).toBe('4');
      const bySession = await taken(node.get<MetricBody>('/v1/metrics/editions.outputs?edition=cisc-21&by=session'));
      expect(bySession.rows.map(({ session, value }) => [session, value]).sort()).toEqual([[null, '1'], ['主会场', '4']]);
      expect(told(await node.get('/v1/metrics/editions.aspects?by=session'))).toBe('422 request/invalid');
      expect(told(await node.get('/v1/metrics/editions.activities?output=signing'))).toBe('422 request/invalid');
    });
  });
});
