import { told } from '../support/http.js';
import { type MetricBody, plus } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { admitted, attested, changed, submitted, terminated } from '../support/road.js';
import { CHENGDU, money, plain, submission } from '../support/samples.js';

/** What the metrics say of signings. Every test keeps to an edition of its own, so that its numbers are whole. */
describe('the metrics', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', editions: ['amended-1', 'approximate-1', 'at-once-1', 'bounded-1', 'coarse-1', 'corrected-1', 'currencies-1', 'dimensions-1', 'ended-1', 'kinds-1', 'moved-1', 'shared-1', 'span-1', 'stock-1'] });
  });
  afterAll(() => node?.stop());
  const ask = async (metric: string, query: string, as?: string): Promise<MetricBody> => {
    const answer = await node.get<MetricBody>(`/v1/metrics/${metric}?${query}`, as);
    if (answer.status !== 200) throw new Error(`${metric}?${query}: ${told(answer)} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  /** A question about an edition, after everything up to a position. */
  const within = (edition: string, position: number) => (metric: string, more = ''): Promise<MetricBody> =>
    ask(metric, `edition=${edition}&minPosition=${position}${more === '' ? '' : `&${more}`}`);
  const rowsOf = ({ rows }: MetricBody, ...names: string[]): readonly (string | null)[][] => rows.map((row) => names.map((name) => row[name] ?? null));

  it('are listed with their definitions, in the language asked for', async () => {
    const { body } = await node.call<{ items: { metric: string; title: string }[] }>('GET', '/v1/metrics', { as: 'bank', headers: { 'Accept-Language': 'zh' } });
    expect(body.items.map(({ metric }) => metric)).toEqual([
      'signings.count', 'signings.contracted', 'signings.terminated', 'signings.upgraded', 'signings.registered', 'signings.settled', 'signings.started', 'signings.completed',
      'signings.operating', 'signings.full-capacity', 'signings.received', 'signings.submitted', 'signings.active', 'signings.present', 'signings.termination-ratio',
      'pacts.in-force', 'pacts.present', 'pacts.obligations-due', 'pacts.obligations-fulfilled', 'pacts.obligations-overdue', 'alliances.members', 'declarations.endorsements',
      'editions.aspects', 'editions.activities', 'editions.attendance', 'editions.outputs',
      'credit.approved', 'credit.signed', 'credit.active', 'credit.available', 'credit.reserved', 'credit.outstanding', 'credit.overdue', 'credit.drawn', 'credit.repaid', 'credit.firms-with-line', 'credit.firms-with-balance',
    ]);
    expect(body.items[0]).toMatchObject({ title: '签约项目数', kind: 'flow', additive: true, unit: 'project', definition: 1 });
    expect(told(await node.get('/v1/metrics/signings.lost'))).toBe('404 metric/unknown');
  });

  it('follow every command at once where the reader says so with minPosition', async () => {
    for (let n = 1; n <= 5; n += 1) {
      const { position } = await attested(node, plain({ edition: 'at-once-1' }));
      expect((await within('at-once-1', position)('signings.count')).total).toBe(String(n));
      expect((await within('at-once-1', position)('signings.contracted')).total).toBe(`${n}00.00`);
    }
    const { position } = await submitted(node, CHENGDU, plain({ edition: 'at-once-1' }));
    expect((await within('at-once-1', position)('signings.count')).total).toBe('5');
    expect((await within('at-once-1', position)('signings.submitted')).total).toBe('1');
    const all = await node.get(`/v1/metrics/signings.count?minPosition=${position + 1_000}`);
    expect(told(all)).toBe('400 read/beyond-head');
  });

  it('keep currencies apart and give no total over two', async () => {
    await attested(node, plain({ edition: 'currencies-1', amount: money('1000000000.00') }));
    const { position } = await attested(node, plain({ edition: 'currencies-1', amount: money('50000000.50', { currency: 'USD' }) }));
    const both = await within('currencies-1', position)('signings.contracted');
    expect(both.total).toBeNull();
    expect(both.totals.map(({ unit, value }) => [unit, value])).toEqual([['CNY', '1000000000.00'], ['USD', '50000000.50']]);
    expect(both.rows.map(({ unit, value }) => [unit, value])).toEqual([['CNY', '1000000000.00'], ['USD', '50000000.50']]);
    expect((await within('currencies-1', position)('signings.contracted', 'currency=USD')).total).toBe('50000000.50');
    expect((await within('currencies-1', position)('signings.count')).total).toBe('2');
  });

  it('never add amounts of different kinds', async () => {
    await attested(node, plain({ edition: 'kinds-1', amount: money('300.00', { kind: 'contract-value' }) }));
    await attested(node, plain({ edition: 'kinds-1', amount: money('500.00', { kind: 'fund-size' }) }));
    const { position } = await attested(node, plain({ edition: 'kinds-1', amount: money('40.00', { kind: 'fund-size' }) }));
    const all = await within('kinds-1', position)('signings.contracted');
    expect(all.total).toBeNull();
    expect(all.totals.map(({ amountKind, value }) => [amountKind, value])).toEqual([['contract-value', '300.00'], ['fund-size', '540.00']]);
    expect((await within('kinds-1', position)('signings.contracted', 'amountKind=fund-size')).total).toBe('540.00');
    expect(rowsOf(await within('kinds-1', position)('signings.contracted', 'by=month,amountKind'), 'month', 'amountKind', 'value'))
      .toEqual([['2024-01', 'contract-value', '300.00'], ['2024-01', 'fund-size', '540.00']]);
  });

  it('sum approximate amounts as intervals, and say how much is exact, approximate and unknown', async () => {
    const edition = { edition: 'approximate-1' };
    await attested(node, plain({ ...edition, amount: money('100000000.00') }));
    await attested(node, plain({ ...edition, amount: money('1000000000.00', { op: '~', text: '约10亿元' }) }));
    await attested(node, plain({ ...edition, amount: null, hosts: [{ region: '510100', share: '0.6' }, { region: '500000', share: '0.4' }] }));
    const { position } = await attested(node, plain({ ...edition, amount: money('2000000000.00', { op: '<~', text: '近20亿元' }) }));
    const bounded = await within('approximate-1', position)('signings.contracted', 'region=510100');
    expect(bounded.totals).toEqual([{
      unit: 'CNY', amountKind: 'total-investment', value: '3100000000.00', low: '2850000000.00', high: '3150000000.00',
      exact: '100000000.00', approximate: '3000000000.00', unknown: '0.6',
    }]);
    expect(rowsOf(bounded, 'unit', 'value', 'status', 'unknown')).toEqual([[null, null, 'unknown', '0.6'], ['CNY', '3100000000.00', 'approximate', null]]);
    const open = await attested(node, plain({ ...edition, amount: money('500000000.00', { op: '>', text: '超过5亿元' }) }));
    const [total] = (await within('approximate-1', open.position)('signings.contracted')).totals;
    expect(total).toMatchObject({ value: '3600000000.00', low: '3350000000.00', high: null, unknown: '1' });
    await terminated(node, open.id, '2024-12-31');
    const corrected = await changed(node, open.id, 'correct', { changes: { amount: money('500000000.00') } }).catch((error: Error) => error.message);
    expect(corrected).toMatch(/signing\/terminated/);
  });

  it('have an upper bound again when what had none is corrected', async () => {
    const { id } = await attested(node, plain({ edition: 'bounded-1', amount: money('5.00', { op: '>', text: '超过5元' }) }));
    const { position } = await changed(node, id, 'correct', { changes: { amount: money('6.00') } });
    expect((await within('bounded-1', position)('signings.contracted')).totals).toEqual([expect.objectContaining({ value: '6.00', low: '6.00', high: '6.00', exact: '6.00', approximate: '0.00' })]);
  });

  it('count an amendment in its own month and leave the months before it standing', async () => {
    const { id } = await attested(node, plain({ edition: 'amended-1', amount: money('1000.00') }));
    const { position } = await changed(node, id, 'amend', { changes: { amount: money('1500.00') }, effectiveOn: '2024-05-20' });
    const about = within('amended-1', position);
    expect(rowsOf(await about('signings.contracted', 'by=month'), 'month', 'value')).toEqual([['2024-01', '1000.00'], ['2024-05', '500.00']]);
    expect((await about('signings.contracted', 'to=2024-04')).total).toBe('1000.00');
    expect((await about('signings.contracted', 'validAt=2024-05-19')).total).toBe('1000.00');
    expect((await about('signings.contracted', 'validAt=2024-05-20')).total).toBe('1500.00');
    expect(rowsOf(await about('signings.count', 'by=month'), 'month', 'value')).toEqual([['2024-01', '1']]);
  });

  it('move what an amendment moves from one host to another on its date', async () => {
    const { id } = await attested(node, plain({ edition: 'moved-1', amount: money('1000.00') }));
    const { position } = await changed(node, id, 'amend', { changes: { hosts: [{ region: '500000' }] }, effectiveOn: '2024-05-20' });
    const about = within('moved-1', position);
    expect(rowsOf(await about('signings.active', 'by=region&validAt=2024-05-19'), 'region', 'value')).toEqual([['510100', '1']]);
    expect(rowsOf(await about('signings.active', 'by=region&validAt=2024-05-20'), 'region', 'value')).toEqual([['500000', '1']]);
    expect((await about('signings.count')).total).toBe('1');
    expect((await about('signings.contracted')).total).toBe('1000.00');
  });

  it('restate the original date where a record is corrected', async () => {
    const first = await attested(node, plain({ edition: 'corrected-1', amount: money('1000.00') }));
    const { position } = await changed(node, first.id, 'correct', { changes: { amount: money('900.00'), signedOn: '2024-02-02' } });
    const about = within('corrected-1', position);
    expect(rowsOf(await about('signings.contracted', 'by=month'), 'month', 'value')).toEqual([['2024-02', '900.00']]);
    expect((await about('signings.count', 'to=2024-01')).total).toBe('0');
    expect(rowsOf(await about('signings.contracted', `by=month&asOf=position:${first.position}`), 'month', 'value')).toEqual([['2024-01', '1000.00']]);
  });

  it('let a termination end what is active and leave what was counted', async () => {
    await attested(node, plain({ edition: 'ended-1', signedOn: '2024-02-01' }));
    const { id } = await attested(node, plain({ edition: 'ended-1' }));
    const { position } = await terminated(node, id, '2024-06-30');
    const about = within('ended-1', position);
    expect((await about('signings.count')).total).toBe('2');
    expect((await about('signings.contracted')).total).toBe('200.00');
    expect((await about('signings.active', 'validAt=2024-06-29')).total).toBe('2');
    expect((await about('signings.active', 'validAt=2024-06-30')).total).toBe('1');
    expect(rowsOf(await about('signings.terminated', 'by=month'), 'month', 'value')).toEqual([['2024-06', '1']]);
    expect((await about('signings.termination-ratio')).total).toBe('0.500000');
    expect((await about('signings.termination-ratio', 'from=2024-06')).total).toBeNull();
    const ratios = await about('signings.termination-ratio', 'by=region');
    expect([ratios.additive, rowsOf(ratios, 'region', 'value')]).toEqual([false, [['510100', '0.500000']]]);
  });

  it('give the level of a stock at the end of each month', async () => {
    await attested(node, plain({ edition: 'stock-1', signedOn: '2024-03-31' }));
    const { id } = await attested(node, plain({ edition: 'stock-1', signedOn: '2024-01-11' }));
    const { position } = await terminated(node, id, '2024-04-01');
    const { rows, validAt } = await within('stock-1', position)('signings.active', 'by=month&from=2024-01&to=2024-05');
    expect(rows.map(({ month, value }) => [month, value])).toEqual([['2024-01', '1'], ['2024-02', '1'], ['2024-03', '2'], ['2024-04', '1'], ['2024-05', '1']]);
    expect(validAt).toBe('2024-05-31');
  });

  it('count a project of two hosts once in their set, and as present in both', async () => {
    await admitted(node, CHENGDU, submission({ edition: 'shared-1', amount: money('100.01') }));
    const { position } = await attested(node, plain({ edition: 'shared-1', hosts: [{ region: '310000' }] }));
    const about = within('shared-1', position);
    expect(rowsOf(await about('signings.count', 'by=region'), 'region', 'value')).toEqual([['310000', '1'], ['500000', '0.4'], ['510100', '0.6']]);
    expect((await about('signings.count', 'set=510100,500000')).total).toBe('1');
    expect((await about('signings.contracted', 'set=510100,500000')).total).toBe('100.01');
    const parts = await about('signings.contracted', 'set=510100,500000&by=region');
    expect(plus(parts.rows.map(({ value }) => value ?? '0'))).toBe(100_010_000_000n);
    expect((await about('signings.count', 'set=510100,500000,510000')).total).toBe('1');
    const present = await about('signings.present', 'by=region');
    expect([present.additive, present.total]).toEqual([false, '2']);
    expect(rowsOf(present, 'region', 'value')).toEqual([['310000', '1'], ['500000', '1'], ['510100', '1']]);
    expect((await about('signings.present', 'set=510100,500000')).total).toBe('1');
    expect((await about('signings.present', 'region=510000')).total).toBe('1');
  });

  it('take from and to as months or as days, both included', async () => {
    const days = ['2024-01-01', '2024-01-15', '2024-01-31', '2024-02-01', '2024-02-29', '2024-03-10'];
    let position = 0;
    for (const signedOn of days) ({ position } = await attested(node, plain({ edition: 'span-1', signedOn })));
    const about = within('span-1', position);
    const count = async (more: string): Promise<string | null> => (await about('signings.count', more)).total;
    expect(await count('from=2024-01&to=2024-01')).toBe('3');
    expect(await count('from=2024-01-15&to=2024-01-31')).toBe('2');
    expect(await count('from=2024-01-15&to=2024-03-10')).toBe('5');
    expect(await count('from=2024-01-16&to=2024-03-09')).toBe('3');
    expect(await count('from=2024-02-29&to=2024-02-29')).toBe('1');
    expect(await count('from=2024')).toBe('6');
    expect(await count('to=2023')).toBe('0');
    expect(rowsOf(await about('signings.count', 'by=month&from=2024-01-15&to=2024-02-28'), 'month', 'value')).toEqual([['2024-01', '2'], ['2024-02', '1']]);
    expect(told(await node.get('/v1/metrics/signings.count?from=2024-13'))).toBe('422 request/invalid');
  });

  it('put what is dated by the year into a row of its own and into no month', async () => {
    await attested(node, plain({ edition: 'coarse-1', signedOn: '2022' }));
    await attested(node, plain({ edition: 'coarse-1', signedOn: '2022~' }));
    await attested(node, plain({ edition: 'coarse-1', signedOn: '2022-11' }));
    const { position } = await attested(node, plain({ edition: 'coarse-1', signedOn: '2022-11-08' }));
    const about = within('coarse-1', position);
    const count = async (more: string): Promise<string | null> => (await about('signings.count', more)).total;
    expect(rowsOf(await about('signings.count', 'by=month'), 'month', 'value')).toEqual([['2022', '2'], ['2022-11', '2']]);
    expect(await count('from=2022&to=2022')).toBe('4');
    expect(await count('from=2022-01-01&to=2022-12-31')).toBe('4');
    expect(await count('from=2022-02&to=2022-12')).toBe('2');
    expect(await count('from=2022-11-01&to=2022-11-29')).toBe('1');
    // A stock counts from the first day that its date covers, as the signing itself does.
    expect((await about('signings.active', 'validAt=2022-10-31')).total).toBe('2');
    expect((await about('signings.active', 'validAt=2022-11-01')).total).toBe('3');
    expect((await about('signings.active', 'validAt=2022-12-30')).total).toBe('4');
    expect(rowsOf(await about('signings.active', 'by=month&from=2021-12&to=2022-11'), 'month', 'value').slice(-2)).toEqual([['2022-10', '2'], ['2022-11', '4']]);
  });

  it('are divided and filtered by every dimension', async () => {
    const edition = { edition: 'dimensions-1' };
    await admitted(node, CHENGDU, submission({ ...edition }));
    const { position } = await attested(node, plain({
      ...edition, kind: 'headquarters', level: 'intent', track: 'green', investors: [{ name: 'A', region: '310000' }, { name: 'B', region: 'RU' }], counterpart: { region: 'RU' },
    }));
    const about = within('dimensions-1', position);
    for (const [name, one, other, neither] of [
      ['kind', 'headquarters', 'project', 'platform'], ['level', 'intent', 'contract', 'framework'], ['track', 'green', 'digital', 'red'],
      ['source', 'several', '440300', '110000'], ['counterpart', 'RU', '310000', 'BR'],
    ] as const) {
      expect((await about('signings.count', `${name}=${one}`)).total).toBe('1');
      expect((await about('signings.count', `${name}=${neither}`)).total).toBe('0');
      const rows = rowsOf(await about('signings.count', `by=${name}`), name, 'value');
      expect([name, rows.toSorted()]).toEqual([name, [[one, '1'], [other, '1']].toSorted()]);
    }
    for (const wrong of ['by=colour', 'kind=projct', 'month=abc', 'currency=cny', 'cohort=zzz', 'month=2024-01-11', 'cohort=2024-01-11', 'month=2024~', 'edition=', 'edition=Anew', 'track=a%20b', 'counterpart=999', 'region=510100&set=310000', 'from=2024-05&to=2024-01']) {
      expect([wrong, told(await node.get(`/v1/metrics/signings.count?${wrong}`))]).toEqual([wrong, '422 request/invalid']);
    }
  });
});
