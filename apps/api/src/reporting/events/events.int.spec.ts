import { rich } from '@entente/infra/reports/render/sets.samples';
import { type Answer, type Put, reportingNode, type ReportingNode } from '../reporting.samples.js';
import { eventsDocument } from './events.requests.js';

const set = (period: string, region: string) => ({ ...rich, period, parameters: { region } });
type Told = Readonly<{ subject: string; type: string; sequence: string; id: string }>;

describe('the feed of events', () => {
  let node: ReportingNode;
  let [a, b, c]: Put[] = [];
  const said = { value: '1', low: '1', high: '1', unit: '%', why: null };
  const known = rich.known.position;
  beforeAll(async () => {
    node = await reportingNode();
    a = await node.publish(set('2024-10', '510100'));
    b = await node.publish(set('2024-10', '500000'));
    await node.supersede(a.issue, { position: known + 1, count: 1, changes: [{ path: 'p', old: said, new: null }] });
    c = await node.publish(set('2024-11', '510100'));
    await node.release(a.issue, set('2024-10', '510100'));
    await node.supersede(a.issue, { position: known + 2, count: 0, changes: [] });
  });
  afterAll(() => node?.close());

  const ask = (query = '', as = 'admin'): Promise<Answer> => node.call('GET', `/v1/events${query}`, as);
  const eventsIn = ({ text }: Answer): readonly Told[] => JSON.parse(text) as readonly Told[];
  const short = ({ type, subject }: Told): string => `${type.split('.')[2]} ${[a, b, c].findIndex((put) => put?.issue === subject)}`;
  const marks = ({ headers }: Answer): readonly string[] => [headers['entente-next'] ?? '', headers['entente-high-water'] ?? ''];

  it('tells as CloudEvents what became of every issue, in the order of the log, and of no person', async () => {
    const answer = await ask();
    expect([answer.status, answer.headers['content-type'], ...marks(answer)]).toEqual([200, 'application/cloudevents-batch+json; charset=utf-8', '6', '6']);
    const events = eventsIn(answer);
    expect(eventsDocument.parse(events)).toEqual(events);
    expect(events.map(short)).toEqual(['published 0', 'published 1', 'superseded 0', 'published 2', 'released 0', 'superseded 0']);
    expect(events.map(({ sequence }) => Number(sequence))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(events[4]).toMatchObject({ specversion: '1.0', source: expect.stringMatching(/^urn:entente:.+/), data: { issue: a!.issue, period: '2024-10', by: { organisation: 'hosting-association' } } });
    expect(answer.text).not.toContain('principal');
  });

  it.each([1, 2, 3, 4])('comes whole by pages of %i, whatever is filtered, to the same end', async (limit) => {
    for (const filter of ['', '&type=entente.report.superseded.v1']) {
      const seen: Told[] = [];
      for (let after = 0, pages = 0; ; pages += 1) {
        expect(pages).toBeLessThan(8);
        const answer = await ask(`?limit=${limit}&after=${after}${filter}`);
        seen.push(...eventsIn(answer));
        const [next, high] = marks(answer).map(Number) as [number, number];
        if (next === high && eventsIn(answer).length === 0) break;
        expect(next).toBeGreaterThan(after);
        after = next;
      }
      expect(seen).toEqual(eventsIn(await ask(filter.replace('&', '?'))));
      expect(seen).toHaveLength(filter === '' ? 6 : 2);
    }
  });

  it('tells a region of its own reports alone', async () => {
    expect(eventsIn(await ask('', 'region:500000')).map(short)).toEqual(['published 1']);
    expect(marks(await ask('', 'region:310000'))).toEqual(['6', '6']);
    expect((await ask('', 'bank')).body['code']).toBe('access/not-your-route');
    expect(await Promise.all(['?after=7', '?wait=31', '?type=report.published'].map(async (query) => (await ask(query)).status))).toEqual([400, 422, 422]);
  });

  it('waits for what is not there yet, and answers at once when it comes', async () => {
    const begun = Date.now();
    const waiting = ask('?after=6&wait=20');
    const nothing = await ask('?after=6&wait=1');
    expect([eventsIn(nothing), ...marks(nothing)]).toEqual([[], '6', '6']);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(950);
    await node.publish(set('2024-12', '510100'));
    const answer = await waiting;
    expect([eventsIn(answer).map(({ type }) => type), ...marks(answer)]).toEqual([['entente.report.published.v1'], '7', '7']);
    expect(Date.now() - begun).toBeLessThan(10_000);
  });
});
