import { checkJobs } from '../jobs/runner.js';
import { lookAt, rowsOf } from '../jobs/jobs.samples.js';
import { tableOf } from '../reading/reader.js';
import { BANK, cny, type CreditNode, creditNode, districtOf, OTHER_BANK, type OfLine } from './credit.samples.js';
import { type Snapshot, snapshotJob, takeSnapshot, type Utilisation } from './snapshots.js';

const draw = (node: CreditNode, line: OfLine, on: string, amount: string, dueOn: string | null = null): Promise<number> => node.act(line, 'DrawCredit', on, { amount: cny(amount), dueOn, on: null, reference: null });
const repay = (node: CreditNode, line: OfLine, on: string, amount: string): Promise<number> => node.act(line, 'RepayCredit', on, { amount: cny(amount), on: null, reference: null });

describe('utilisation at the end of a month', () => {
  let node: CreditNode;
  let first: string;
  let second: string;
  let mirror: string;
  let of: Readonly<{ a: OfLine; b: OfLine; c: OfLine; d: OfLine; m: OfLine }>;
  beforeAll(async () => {
    node = await creditNode();
    [first, second, mirror] = [await node.programme(), await node.programme({}, OTHER_BANK), await node.programme({ mode: 'mirror', quota: null })];
    of = {
      a: await node.line(first, { n: 1, track: 'software', expiresOn: '2026-12-31' }), b: await node.line(first, { n: 2, limit: '500.00' }),
      // The same firm has a line of another bank, so that firms do not add up.
      c: await node.line(second, { n: 1, track: 'software' }, OTHER_BANK), d: await node.line(first, { n: 3, limit: '50.00' }, undefined, 'approved'),
      m: await node.line(mirror, { n: 4 }),
    };
    await draw(node, of.a, '2026-03-10', '300.00', '2026-03-20');
    await repay(node, of.a, '2026-03-25', '100.00');
    await draw(node, of.b, '2026-03-11', '20.00');
    await repay(node, of.b, '2026-03-12', '20.00');
    await draw(node, of.c, '2026-03-31', '70.00');
    await node.act(of.a, 'ReserveCredit', '2026-03-30', { reservation: '019a0c00-0000-7000-8000-0000000a0001', amount: cny('40.00'), expiresAt: '2026-04-10T00:00:00Z', reference: null });
    await node.act(of.m, 'DrawCredit', '2026-04-05', { amount: cny('5.00'), dueOn: null, on: '2026-03-28', reference: null });
    await draw(node, of.a, '2026-04-02', '11.00');
    await node.caughtUp();
  });
  afterAll(() => node?.close());

  const none: Utilisation = {
    currency: 'CNY', approved: '0.00', signed: '0.00', active: '0.00', available: '0.00', reserved: '0.00', outstanding: '0.00', overdue: '0.00',
    drawn: '0.00', cumulativeDrawn: '0.00', repaid: '0.00', cumulativeRepaid: '0.00', firmsWithLine: 0, firmsWithBalance: 0,
  };

  it('is told by programme, region, track and bank, and no firm counts twice in one', async () => {
    const { position, month, totals, banks, regions, tracks, programmes } = await takeSnapshot(node.pool, '2026-03');
    expect([month, position]).toEqual(['2026-03', (await node.pool.query<{ position: number }>('select position::float8 as position from read.head')).rows[0]?.position]);
    const a = { signed: '1000.00', active: '1000.00', available: '760.00', reserved: '40.00', outstanding: '200.00', overdue: '200.00', drawn: '300.00', cumulativeDrawn: '300.00', repaid: '100.00', cumulativeRepaid: '100.00', firmsWithLine: 1, firmsWithBalance: 1 };
    const ofFirst = { ...none, ...a, approved: '1550.00', signed: '1500.00', active: '1500.00', available: '1260.00', drawn: '320.00', cumulativeDrawn: '320.00', repaid: '120.00', cumulativeRepaid: '120.00', firmsWithLine: 3 };
    const ofSecond = { ...none, approved: '1000.00', signed: '1000.00', active: '1000.00', available: '930.00', outstanding: '70.00', drawn: '70.00', cumulativeDrawn: '70.00', firmsWithLine: 1, firmsWithBalance: 1 };
    const ofMirror = { ...none, approved: '1000.00', signed: '1000.00', active: '1000.00', available: '995.00', outstanding: '5.00', drawn: '5.00', cumulativeDrawn: '5.00', firmsWithLine: 1, firmsWithBalance: 1 };
    expect(programmes.find(({ programme }) => programme === first)).toEqual({
      programme: first, bank: BANK, ...ofFirst,
      regions: [
        { region: '510104', ...none, ...a, approved: '1050.00', firmsWithLine: 2 },
        { region: '510105', ...none, approved: '500.00', signed: '500.00', active: '500.00', available: '500.00', drawn: '20.00', cumulativeDrawn: '20.00', repaid: '20.00', cumulativeRepaid: '20.00', firmsWithLine: 1 },
      ],
      tracks: [
        { track: null, ...none, approved: '550.00', signed: '500.00', active: '500.00', available: '500.00', drawn: '20.00', cumulativeDrawn: '20.00', repaid: '20.00', cumulativeRepaid: '20.00', firmsWithLine: 2 },
        { track: 'software', ...none, ...a, approved: '1000.00' },
      ],
    });
    expect(programmes.filter(({ programme }) => programme !== first).map(({ programme, bank, regions: _, tracks: __, ...figures }) => ({ programme, bank, figures })).sort((x, y) => (x.bank < y.bank ? -1 : 1))).toEqual([
      { programme: mirror, bank: BANK, figures: ofMirror }, { programme: second, bank: OTHER_BANK, figures: ofSecond },
    ]);
    expect(banks.map(({ bank, firmsWithLine, outstanding }) => [bank, firmsWithLine, outstanding])).toEqual([[BANK, 4, '205.00'], [OTHER_BANK, 1, '70.00']]);
    expect(totals).toHaveLength(1);
    expect(totals[0]).toMatchObject({ currency: 'CNY', approved: '3550.00', outstanding: '275.00', cumulativeDrawn: '395.00', firmsWithLine: 4, firmsWithBalance: 2 });
    expect(tracks.find(({ track }) => track === 'software')).toMatchObject({ firmsWithLine: 1, outstanding: '270.00' });
    expect(regions.map(({ region, firmsWithLine }) => [region, firmsWithLine])).toEqual([[districtOf(1), 2], [districtOf(2), 2]]);
  });

  it('is the sum of the entries behind each number, in every group', async () => {
    const snapshot = await takeSnapshot(node.pool, '2026-03');
    const { rows: [active] } = await node.pool.query<{ build: number }>(`select build from read.readers where reader = 'credit-metrics' and active`);
    const table = tableOf('credit-metrics', 'entries', active!.build);
    const summed = async (metric: string, where: string, what: readonly string[], since = '0001-01-01'): Promise<string> =>
      (await node.pool.query<{ sum: string }>(`select coalesce(sum(value), 0.00)::text as sum from ${table} where metric = $1 and position <= $2 and effective_from between $3::date and '2026-03-31' and ${where}`, [metric, snapshot.position, since, ...what])).rows[0]!.sum;
    let compared = 0;
    const compare = async (figures: Utilisation, where: string, ...what: readonly string[]): Promise<void> => {
      for (const name of ['approved', 'signed', 'active', 'available', 'reserved', 'outstanding', 'overdue'] as const) expect([name, figures[name]]).toEqual([name, await summed(`credit.${name}`, where, what)]);
      expect([figures.drawn, figures.cumulativeDrawn]).toEqual([await summed('credit.drawn', where, what, '2026-03-01'), await summed('credit.drawn', where, what)]);
      expect([figures.repaid, figures.cumulativeRepaid]).toEqual([await summed('credit.repaid', where, what, '2026-03-01'), await summed('credit.repaid', where, what)]);
      compared += 1;
    };
    await compare(snapshot.totals[0]!, 'true');
    for (const each of snapshot.programmes) {
      await compare(each, `dims ->> 'programme' = $4`, each.programme);
      for (const region of each.regions) await compare(region, `dims ->> 'programme' = $4 and region = $5`, each.programme, region.region!);
      for (const track of each.tracks) await compare(track, `dims ->> 'programme' = $4 and dims ->> 'track' = $5`, each.programme, track.track ?? '');
    }
    for (const bank of snapshot.banks) await compare(bank, `dims ->> 'bank' = $4`, bank.bank!);
    expect(compared).toBeGreaterThan(10);
  });

  it('of the next month goes on from it, and what moved in a month stays in that month', async () => {
    const { programmes } = await takeSnapshot(node.pool, '2026-04');
    expect(programmes.find(({ programme }) => programme === first)).toMatchObject({ outstanding: '211.00', drawn: '11.00', cumulativeDrawn: '331.00', repaid: '0.00', cumulativeRepaid: '120.00' });
    expect((await takeSnapshot(node.pool, '2026-02')).programmes).toEqual([]);
  });

  it('is taken on the first of the month after, and stands whatever is learnt later', async () => {
    const job = snapshotJob(node);
    expect(() => checkJobs([job])).not.toThrow();
    expect(await lookAt(node.pool, '2026-04-01T00:59:00', job)).toMatchObject([{ period: '2026-03', outcome: 'done' }]);
    expect(await lookAt(node.pool, '2026-04-01T01:00:00', job)).toMatchObject([{ period: '2026-04', outcome: 'done' }]);
    const [, taken] = await rowsOf(node.pool, job);
    const before = taken?.result as Snapshot;
    expect(before).toMatchObject({ month: '2026-03', position: Number(taken?.position) });
    // The bank tells in June what was drawn in March: the metrics of that day change, and what was taken down does not.
    await node.act(of.m, 'DrawCredit', '2026-06-01', { amount: cny('900.00'), dueOn: null, on: '2026-03-15', reference: null });
    await node.caughtUp();
    expect((await takeSnapshot(node.pool, '2026-03')).programmes.find(({ programme }) => programme === mirror)).toMatchObject({ outstanding: '905.00' });
    expect(await lookAt(node.pool, '2026-06-15T10:00:00', job)).toMatchObject([{ period: '2026-05', outcome: 'done' }, { period: '2026-06', outcome: 'done' }]);
    const results = (await rowsOf(node.pool, job)).map(({ result }) => result as Snapshot);
    expect(results.map(({ month }) => month)).toEqual(['2026-02', '2026-03', '2026-04', '2026-05']);
    expect(results[1]).toEqual(before);
    expect(results[1]?.programmes.find(({ programme }) => programme === mirror)).toMatchObject({ outstanding: '5.00' });
  });

  it('is not taken before the metrics have read what is on record', async () => {
    await draw(node, of.c, '2026-06-02', '1.00');
    const taking = takeSnapshot(node.pool, '2026-06');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await node.caughtUp();
    expect((await taking).programmes.find(({ programme }) => programme === second)).toMatchObject({ outstanding: '71.00' });
  });
});
