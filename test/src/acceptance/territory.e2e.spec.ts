import type { Accepted } from '../support/http.js';
import { faults, told } from '../support/http.js';
import { answered, entriesOf, type MetricBody, type Row, summedUp } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { attested, changed, terminated } from '../support/road.js';
import { ADMIN, money, plain } from '../support/samples.js';

type Partly = Readonly<{ set: string; region: string; part: string }>;
type Body = MetricBody & Readonly<{ boundary?: string; partly?: readonly Partly[] }>;

const BOUNDARIES = ['then', 'today'] as const;

/** What lies where changes, and so do sums over it: at the boundary of then and at that of today. Each amount is one digit of the sum. */
describe('sums over regions that change', () => {
  let node: TestNode;
  let head = 0;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', editions: ['jianyang-1', 'sets-1', 'zone-1'] });
  });
  afterAll(() => node?.stop());

  const signed = async (edition: string, region: string, signedOn: string, amount: string): Promise<string> => {
    const { id, position } = await attested(node, plain({ edition, hosts: [{ region }], signedOn, amount: money(`${amount}.00`) }));
    head = position;
    return id;
  };
  const did = async (path: string, body: object): Promise<Accepted> => {
    const answer = await node.command(path, ADMIN, body);
    expect([path, Math.trunc(answer.status / 100), answer.body]).toEqual([path, 2, answer.body]);
    head = answer.body.position;
    return answer.body;
  };
  const ask = async (metric: string, query: string): Promise<Body> => {
    const answer = await node.get<Body>(`/v1/metrics/${metric}?${query}&minPosition=${head}`);
    expect([query, told(answer)]).toEqual([query, '200']);
    return answer.body;
  };
  /** A sum in yuan, without decimals; `0` where nothing was signed. */
  const inYuan = ({ totals, total }: Body): string => (totals.length === 0 ? '0.00' : (total ?? 'several')).replace(/\.00$/, '');
  const yuan = async (query: string): Promise<string> => inYuan(await ask('signings.contracted', query));
  const count = async (query: string): Promise<string | null> => (await ask('signings.count', query)).total;
  const active = async (query: string): Promise<string | null> => (await ask('signings.active', query)).total;
  const series = ({ rows }: Readonly<{ rows: readonly Row[] }>): Record<string, string> =>
    Object.fromEntries(rows.map(({ month, value }) => [month ?? 'none', (value ?? '').replace(/\.00$/, '')]));
  /** What a question answers at the boundary of then and at that of today. */
  const both = async <T>(question: (query: string) => Promise<T>, query: string): Promise<readonly T[]> =>
    Promise.all(BOUNDARIES.map((boundary) => question(`${query}&boundary=${boundary}`)));
  const sumsToItsEntries = async (metric: string, query: string): Promise<void> => {
    const [number, entries] = [await ask(metric, query), await entriesOf(node, metric, query)];
    expect([metric, query, answered(number)]).toEqual([metric, query, summedUp(entries)]);
  };

  describe('Jianyang, which moved from Ziyang to Chengdu on 2016-05-03', () => {
    const of = (region: string, more = ''): string => `edition=jianyang-1&region=${region}${more}`;
    let before = 0;
    let [first, second] = ['', ''];
    beforeAll(async () => {
      first = await signed('jianyang-1', '512081', '2014-03-10', '100');
      second = await signed('jianyang-1', '512081', '2016-04-20', '10');
      await signed('jianyang-1', '512081', '2016-05-02', '2');
      await signed('jianyang-1', '510104', '2015-02-01', '10000');
      await signed('jianyang-1', '512002', '2015-02-01', '100000');
      before = head;
      await did('/v1/regions/512081/move', { parent: '510100', code: '510185', on: '2016-05-03' });
      await signed('jianyang-1', '510185', '2016-05-03', '4');
      await signed('jianyang-1', '510185', '2016-05-10', '1');
      await signed('jianyang-1', '510185', '2018-07-01', '1000');
    });

    it('counts in a flow where it lay on each date, or where it lies today', async () => {
      expect(await both(yuan, of('510100'))).toEqual(['11005', '11117']);
      expect(await both(yuan, of('512000'))).toEqual(['100112', '100000']);
      expect(await both(yuan, of('510000'))).toEqual(['111117', '111117']);
      expect(await both(yuan, of('512081'))).toEqual(['112', '112']);
      expect(await both(yuan, of('510185'))).toEqual(['1005', '1117']);
      expect(await both(count, of('510100'))).toEqual(['4', '7']);
      expect(await both(count, of('512000'))).toEqual(['4', '1']);
      expect(await both(count, of('510000'))).toEqual(['8', '8']);
      expect((await ask('signings.count', of('510100'))).boundary).toBe('then');
      expect(await yuan(of('510100'))).toBe('11005');
    });

    it('counts so in every year, and on both sides of the day of the move', async () => {
      const years = async (region: string): Promise<object> => ({
        then: await Promise.all([2014, 2015, 2016, 2018].map((year) => yuan(of(region, `&from=${year}&to=${year}&boundary=then`)))),
        today: await Promise.all([2014, 2015, 2016, 2018].map((year) => yuan(of(region, `&from=${year}&to=${year}&boundary=today`)))),
      });
      expect(await years('510100')).toEqual({ then: ['0', '10000', '5', '1000'], today: ['100', '10000', '17', '1000'] });
      expect(await years('512000')).toEqual({ then: ['100', '100000', '12', '0'], today: ['0', '100000', '0', '0'] });
      expect(await both(yuan, of('512000', '&from=2016-05&to=2016-05'))).toEqual(['2', '0']);
      expect(await both(yuan, of('510100', '&from=2016-05-01&to=2016-05-02'))).toEqual(['0', '2']);
      expect(await both(yuan, of('510100', '&from=2016-05-03&to=2016-05-09'))).toEqual(['4', '4']);
    });

    it('counts so by month', async () => {
      const months = async (query: string): Promise<object> => series(await ask('signings.contracted', `${query}&by=month`));
      expect(await both(months, of('510100'))).toEqual([
        { '2015-02': '10000', '2016-05': '5', '2018-07': '1000' },
        { '2014-03': '100', '2015-02': '10000', '2016-04': '10', '2016-05': '7', '2018-07': '1000' },
      ]);
      expect(await both(months, of('512000'))).toEqual([
        { '2014-03': '100', '2015-02': '100000', '2016-04': '10', '2016-05': '2' }, { '2015-02': '100000' },
      ]);
    });

    it('takes its whole stock along on the day of the move, or always had it in Chengdu', async () => {
      const at = async (day: string): Promise<object> => ({ chengdu: await both(active, of('510100', `&validAt=${day}`)), ziyang: await both(active, of('512000', `&validAt=${day}`)) });
      expect(await at('2015-12-31')).toEqual({ chengdu: ['1', '2'], ziyang: ['2', '1'] });
      expect(await at('2016-05-02')).toEqual({ chengdu: ['1', '4'], ziyang: ['4', '1'] });
      expect(await at('2016-05-03')).toEqual({ chengdu: ['5', '5'], ziyang: ['1', '1'] });
      expect(await at('2017-12-31')).toEqual({ chengdu: ['6', '6'], ziyang: ['1', '1'] });
      expect(await both(active, of('510185', '&validAt=2017-12-31'))).toEqual(['5', '5']);
      const levels = async (query: string): Promise<object> => series(await ask('signings.active', `${query}&by=month&from=2016-04&to=2016-06`));
      expect(await both(levels, of('510100'))).toEqual([{ '2016-04': '1', '2016-05': '6', '2016-06': '6' }, { '2016-04': '3', '2016-05': '6', '2016-06': '6' }]);
      expect(await both(levels, of('512000'))).toEqual([{ '2016-04': '3', '2016-05': '1', '2016-06': '1' }, { '2016-04': '1', '2016-05': '1', '2016-06': '1' }]);
    });

    it('lay in Ziyang as long as nobody knew of the move', async () => {
      const asOf = `&asOf=position:${before}`;
      const asked = async (query: string): Promise<string> => inYuan((await node.get<Body>(`/v1/metrics/signings.contracted?${query}${asOf}`)).body);
      expect(await both(asked, of('510100'))).toEqual(['10000', '10000']);
      expect(await both(asked, of('512000'))).toEqual(['100112', '100112']);
      expect(await both(asked, of('510185'))).toEqual(['0', '0']);
      for (const [region, stock] of [['510100', '1'], ['512000', '4']]) {
        expect((await node.get<Body>(`/v1/metrics/signings.active?${of(region ?? '', asOf)}&validAt=2017-12-31`)).body.total).toBe(stock);
      }
    });

    it('has entries that sum to each of these numbers', async () => {
      for (const region of ['510100', '512000', '510000', '512081', '510185']) {
        for (const boundary of BOUNDARIES) {
          const query = of(region, `&boundary=${boundary}`);
          for (const more of ['', '&from=2016-05&to=2016-05', '&from=2016-05-02&to=2016-05-03', `&asOf=position:${before}`]) await sumsToItsEntries('signings.contracted', `${query}${more}`);
          await sumsToItsEntries('signings.count', query);
          for (const day of ['2015-12-31', '2016-05-02', '2016-05-03', '2017-12-31']) await sumsToItsEntries('signings.active', `${query}&validAt=${day}`);
        }
      }
    });

    it('brings later changes of its old signings to Chengdu, under the code that they were signed with', async () => {
      ({ position: head } = await changed(node, first, 'amend', { changes: { amount: money('300.00') }, effectiveOn: '2017-06-01' }));
      ({ position: head } = await terminated(node, second, '2018-01-01'));
      expect(await both(yuan, of('510100', '&from=2017&to=2017'))).toEqual(['200', '200']);
      expect(await both(yuan, of('512000', '&from=2017&to=2017'))).toEqual(['0', '0']);
      const ended = async (query: string): Promise<string | null> => (await ask('signings.terminated', query)).total;
      expect(await both(ended, of('510100', '&from=2018'))).toEqual(['1', '1']);
      expect(await both(ended, of('512000', '&from=2018'))).toEqual(['0', '0']);
      expect(await both(active, of('510100', '&validAt=2018-12-31'))).toEqual(['6', '6']);
    });
  });

  describe('a set whose member left on 2024-06-15', () => {
    const of = (set: string, more = ''): string => `edition=sets-1&set=${set}${more}`;
    let before = 0;
    beforeAll(async () => {
      await did('/v1/region-sets', { id: 'pair', name: { zh: '成都与绵阳' }, members: [{ region: '510100' }, { region: '510700' }] });
      for (const [region, on, amount] of [['510104', '2024-02-01', '1'], ['510700', '2024-03-01', '10'], ['510703', '2024-06-14', '100'], ['510700', '2024-06-15', '1000'], ['510703', '2024-09-01', '10000'], ['510700', '2024-12-05', '100000']] as const) {
        await signed('sets-1', region, on, amount);
      }
      before = head;
      await did('/v1/region-sets/pair/remove-member', { region: '510700', on: '2024-06-15' });
    });

    it('counts it until the day before, or not at all', async () => {
      expect(await both(yuan, of('pair'))).toEqual(['111', '1']);
      expect(await both(yuan, of('pair', '&from=2024-06&to=2024-06'))).toEqual(['100', '0']);
      const months = async (query: string): Promise<object> => series(await ask('signings.contracted', `${query}&by=month`));
      expect(await both(months, of('pair'))).toEqual([{ '2024-02': '1', '2024-03': '10', '2024-06': '100' }, { '2024-02': '1' }]);
      expect(await both(active, of('pair', '&validAt=2024-06-14'))).toEqual(['3', '1']);
      expect(await both(active, of('pair', '&validAt=2024-06-15'))).toEqual(['1', '1']);
      const levels = async (query: string): Promise<object> => series(await ask('signings.active', `${query}&by=month&from=2024-05&to=2024-07`));
      expect(await both(levels, of('pair'))).toEqual([{ '2024-05': '2', '2024-06': '1', '2024-07': '1' }, { '2024-05': '1', '2024-06': '1', '2024-07': '1' }]);
      for (const boundary of BOUNDARIES) for (const metric of ['signings.contracted', 'signings.count', 'signings.active']) await sumsToItsEntries(metric, of('pair', `&boundary=${boundary}&to=2024-06-14`));
    });

    it('counted it throughout as long as nobody knew', async () => {
      const asked = async (query: string): Promise<string | null> => (await node.get<Body>(`/v1/metrics/${query}&asOf=position:${before}`)).body.total;
      expect(await both(asked, `signings.contracted?${of('pair')}`)).toEqual(['111111.00', '111111.00']);
      expect(await both(asked, `signings.active?${of('pair', '&validAt=2024-12-31')}`)).toEqual(['6', '6']);
    });

    it('counts it again from the day on which it comes back', async () => {
      await did('/v1/region-sets/pair/add-member', { region: '510700', from: '2024-12-01' });
      expect(await both(yuan, of('pair'))).toEqual(['100111', '111111']);
      expect(await both(active, of('pair', '&validAt=2024-11-30'))).toEqual(['1', '5']);
      expect(await both(active, of('pair', '&validAt=2024-12-31'))).toEqual(['6', '6']);
      const { body } = await node.get<{ definition: number; members: object[]; regions: string[] }>('/v1/region-sets/pair?validAt=2024-07-01');
      expect(body).toMatchObject({ definition: 3, members: [{ region: '510100' }] });
      expect(body.regions).not.toContain('510703');
    });

    it('counts what is reached twice once, leaves out what is excepted, and tells what belongs to it in part', async () => {
      await did('/v1/region-sets', { id: 'wide', name: { zh: '成绵一带' }, members: [{ set: 'pair' }, { region: '510100', part: '除简阳市部分乡镇' }, { region: '510104' }, { region: '510700' }] });
      await did('/v1/region-sets', { id: 'without-mianyang', name: { zh: '四川除绵阳' }, members: [{ region: '510000', except: ['510700'] }] });
      await did('/v1/region-sets', { id: 'without-fucheng', name: { zh: '四川除涪城' }, members: [{ region: '510000', except: ['510703'] }] });
      expect(await both(yuan, of('wide'))).toEqual(['111111', '111111']);
      expect(await both(yuan, of('pair,510700'))).toEqual(['111111', '111111']);
      expect(await both(yuan, of('pair,wide,510104,510000'))).toEqual(['111111', '111111']);
      expect(await both(yuan, of('without-mianyang'))).toEqual(['1', '1']);
      expect(await both(yuan, of('without-fucheng'))).toEqual(['101011', '101011']);
      expect(await both(yuan, of('without-fucheng,510703'))).toEqual(['111111', '111111']);
      expect((await ask('signings.count', of('wide'))).partly).toEqual([{ set: 'wide', region: '510100', part: '除简阳市部分乡镇' }]);
      expect((await ask('signings.count', of('pair'))).partly).toBeUndefined();
      await sumsToItsEntries('signings.contracted', of('pair,without-fucheng'));
    });

    it('is asked for by what is registered, and by nothing else beside it', async () => {
      const refused = async (query: string): Promise<readonly string[]> => {
        const answer = await node.get(`/v1/metrics/signings.count?${query}`);
        return [told(answer), ...faults(answer)];
      };
      expect(await refused('region=510100&set=pair')).toEqual(['422 request/invalid', '/set metric/region-and-set']);
      expect(await refused('set=pair,no-such-set,519999')).toEqual(['422 request/invalid', '/set region-set/unknown', '/set region/unknown-code']);
      expect(await refused('region=510199')).toEqual(['422 request/invalid', '/region region/unknown-code']);
      expect(await refused('set=500100')).toEqual(['422 request/invalid', '/set region/unknown-code']);
      expect(await refused('set=pair&boundary=tomorrow')).toEqual(['422 request/invalid', expect.stringMatching(/^\/boundary /)]);
    });
  });

  describe('a zone over two counties', () => {
    const of = (region: string): string => `edition=zone-1&region=${region}`;
    beforeAll(async () => {
      await did('/v1/zones', { code: '510100-gaoxin', name: { zh: '成都高新区', en: 'Chengdu High-tech Zone' }, parent: '510100', counties: ['510104', '510107'] });
      for (const [region, on, amount] of [['510100-gaoxin', '2023-05-01', '7'], ['510104', '2023-05-02', '30'], ['510107', '2023-05-03', '200']] as const) await signed('zone-1', region, on, amount);
    });

    it('counts for its city and province and for neither county', async () => {
      for (const [region, sum] of [['510100', '237'], ['510000', '237'], ['510104', '30'], ['510107', '200'], ['510100-gaoxin', '7']] as const) {
        expect([region, ...(await both(yuan, of(region)))]).toEqual([region, sum, sum]);
      }
      expect(await yuan('edition=zone-1&set=510104,510107')).toBe('230');
      expect(await yuan('edition=zone-1&set=510104,510100-gaoxin')).toBe('37');
      expect(await yuan('edition=zone-1&set=510100,510100-gaoxin')).toBe('237');
      const { rows } = await ask('signings.contracted', `${of('510100')}&by=region`);
      expect(rows.map(({ region, value }) => [region, value])).toEqual([['510100-gaoxin', '7.00'], ['510104', '30.00'], ['510107', '200.00']]);
    });

    it('counts for the county that it belongs to alone, from that day on', async () => {
      await did('/v1/zones/510100-gaoxin/redraw', { counties: ['510107'], exclusive: true, on: '2024-01-01' });
      await signed('zone-1', '510100-gaoxin', '2024-03-01', '1000');
      expect(await both(yuan, of('510107'))).toEqual(['1200', '1207']);
      expect(await both(yuan, of('510104'))).toEqual(['30', '30']);
      expect(await both(yuan, of('510100'))).toEqual(['1237', '1237']);
      expect(await both(yuan, 'edition=zone-1&set=510104,510107')).toEqual(['1230', '1237']);
      expect(await both(active, `${of('510107')}&validAt=2023-12-31`)).toEqual(['1', '2']);
      expect(await both(active, `${of('510107')}&validAt=2024-12-31`)).toEqual(['3', '3']);
      for (const region of ['510104', '510107', '510100']) for (const boundary of BOUNDARIES) await sumsToItsEntries('signings.contracted', `${of(region)}&boundary=${boundary}`);
    });
  });
});
