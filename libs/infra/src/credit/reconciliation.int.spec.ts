import { randomUUID } from 'node:crypto';
import { lineStream } from '@entente/domain/credit/line';
import type { Recorded } from '@entente/domain/kernel/message';
import { checkJobs } from '../jobs/runner.js';
import { lookAt, rowsOf } from '../jobs/jobs.samples.js';
import { tableOf } from '../reading/reader.js';
import { BANK, cny, type CreditNode, creditNode, type OfLine, reason } from './credit.samples.js';
import { type Reconciled, reconcile, reconciliationJob } from './reconciliation.js';

const NOW = '2026-06-30T18:00:00.000Z';

describe('the reconciliation of credit', () => {
  let node: CreditNode;
  let said: string[];
  beforeEach(async () => {
    [node, said] = [await creditNode(), []];
  });
  afterEach(() => node?.close());

  const needs = () => ({ ...node, say: (_: string, { problem }: { problem?: string }) => void said.push(problem ?? '') });
  const look = async (): Promise<Reconciled> => {
    await node.caughtUp();
    return reconcile(needs(), { now: NOW });
  };
  const draw = (line: OfLine, on: string, amount: string, told: string | null = null): Promise<number> => node.act(line, 'DrawCredit', on, { amount: cny(amount), dueOn: null, on: told, reference: null });
  const entries = async (): Promise<string> => tableOf('credit-metrics', 'entries', (await node.pool.query<{ build: number }>(`select build from read.readers where reader = 'credit-metrics' and active`)).rows[0]!.build);

  /** A life of everything that happens to lines, in both modes. */
  const lived = async (): Promise<Readonly<{ ledger: string; mirror: string; lines: readonly OfLine[] }>> => {
    const [ledger, mirror] = [await node.programme(), await node.programme({ mode: 'mirror', quota: null })];
    const lines: OfLine[] = [];
    for (const [n, programme] of [ledger, ledger, ledger, ledger, mirror, mirror, mirror].entries()) lines.push(await node.line(programme, { n, revolving: n % 2 === 0 }));
    const [a, b, c, d, x, y, z] = lines as [OfLine, OfLine, OfLine, OfLine, OfLine, OfLine, OfLine];
    await draw(a, '2026-03-10', '300.00');
    await node.act(a, 'ReserveCredit', '2026-03-11', { reservation: randomUUID(), amount: cny('50.00'), expiresAt: null, reference: null });
    await node.act(a, 'RepayCredit', '2026-03-11', { amount: cny('120.00'), on: null, reference: null });
    await draw(b, '2026-03-10', '200.00');
    await node.act(b, 'RepayCredit', '2026-03-12', { amount: cny('200.00'), on: null, reference: null });
    await node.act(b, 'CloseLine', '2026-03-13', { reason, allocation: null });
    await node.act(c, 'ReduceLine', '2026-03-10', { limit: cny('400.00'), reason, allocation: null });
    await node.act(c, 'FreezeLine', '2026-03-11', { reason });
    await draw(d, '2026-03-10', '10.00');
    await draw(x, '2026-03-12', '70.00', '2026-03-05');
    await draw(y, '2026-03-12', '900.00', '2026-03-06');
    await node.act(y, 'RepayCredit', '2026-04-12', { amount: cny('30.00'), on: '2026-03-09', reference: null });
    await node.act(z, 'CloseLine', '2026-03-20', { reason, allocation: null });
    await node.line(ledger, { n: 20 }, undefined, 'approved');
    await node.line(ledger, { n: 21 }, undefined, 'nominated');
    await node.act(await node.line(ledger, { n: 22 }, undefined, 'approved'), 'DeclineLine', '2026-03-15', { reason, allocation: null });
    return { ledger, mirror, lines };
  };

  it('of an empty record has nothing to tell', async () => {
    expect(await look()).toEqual({ position: 0, facts: 0, programmes: 0, holds: true, problemCount: 0, problems: [], differences: [], batches: [] });
  });

  it('finds that everything holds, of lines that are drawn here and of those whose bank tells', async () => {
    await lived();
    const found = await look();
    expect(found).toMatchObject({ holds: true, problemCount: 0, problems: [], programmes: 2, batches: [] });
    const { rows: [log] } = await node.pool.query<{ facts: number; head: number }>(`select count(*) filter (where stream like 'credit-%')::int as facts, max(position)::float8 as head from log.events`);
    expect([found.facts, found.position]).toEqual([log?.facts, log?.head]);
    expect(said).toEqual([]);
  });

  it('finds that everything holds of lines of which a bank tells more than the limit, or after their end: they are recorded as told', async () => {
    const programme = await node.programme({ mode: 'mirror', quota: null });
    const [overdrawn, ended] = [await node.line(programme, { n: 1 }), await node.line(programme, { n: 2 })];
    await draw(overdrawn, '2026-03-12', '1700.00', '2026-03-06');
    // What one repaid beyond what it owes nets against no other.
    await node.act(await node.line(programme, { n: 4 }), 'RepayCredit', '2026-04-12', { amount: cny('30.00'), on: '2026-03-09', reference: null });
    await node.act(ended, 'CloseLine', '2026-03-20', { reason, allocation: null });
    await draw(ended, '2026-04-01', '5.00', '2026-03-30');
    await node.act(await node.line(programme, { n: 3, expiresOn: '2026-03-31' }, undefined, 'approved'), 'ExpireLine', '2026-04-02', { allocation: null });
    const found = await look();
    expect(found).toMatchObject({ holds: true, problems: [] });
    expect(found.differences.map(({ kind, owner }) => `${kind} ${owner}`).sort()).toEqual(['repaid-more bank', 'told-after-end issuer', 'told-over-limit issuer']);
  });

  it('reads more than a page, in the order of the log', async () => {
    const line = await node.line(await node.programme(), { n: 1 });
    await Promise.all(Array.from({ length: 1_100 }, async () => {
      await draw(line, '2026-03-10', '0.01');
      await node.act(line, 'RepayCredit', '2026-03-10', { amount: cny('0.01'), on: null, reference: null });
    }));
    const found = await look();
    expect(found).toMatchObject({ holds: true });
    expect(found.facts).toBeGreaterThan(2_200);
  });

  /** Writes what no decider would, past all rules. */
  const forge = async (line: OfLine, type: string, of: (newest: Recorded) => object, stream = lineStream(line.id)): Promise<void> => {
    const { facts } = await node.log.read(stream, 0);
    const newest = facts.at(-1)!;
    const [outcome] = await node.log.append([{
      commandId: randomUUID(), inputHash: '0'.repeat(64), expect: [{ stream, version: newest.version }],
      facts: [{ type, effectiveOn: '2026-03-20', data: { ...newest.data, ...of(newest) } }], metadata: newest.metadata,
    }]);
    expect(outcome?.outcome).toBe('appended');
  };

  it('finds a draw above the limit, by the invariants', async () => {
    const { lines: [a] } = await lived();
    await forge(a!, 'CreditDrawn', () => ({
      movement: { debit: 'outstanding', credit: 'available', amount: '5000.00', currency: 'CNY' }, on: '2026-03-20', dueOn: null, reference: null, by: { principal: 'p', organisation: 'o' },
      balances: { committed: '0.00', available: '-4230.00', reserved: '50.00', outstanding: '5180.00', used: '0.00', drawn: '5300.00' },
    }));
    const found = await look();
    expect(found.holds).toBe(false);
    expect(found.problems.some((sentence) => sentence.includes(a!.id) && sentence.includes('below nothing'))).toBe(true);
    expect(said).toEqual(found.problems);
    expect(found.problemCount).toBe(found.problems.length);
  });

  it('finds more granted from the quota than its lines hold', async () => {
    const { ledger, lines: [a] } = await lived();
    await forge(a!, 'QuotaGranted', () => ({ programme: ledger, region: null, line: a!.id, amount: '70.00', currency: 'CNY' }), `credit-quota-${ledger}`);
    const { problems } = await look();
    // Active 1000, reduced 400, active 1000 and granted 1000.
    expect(problems).toContain(`From credit-quota-${ledger} 3470.00 CNY are granted, and its lines hold limits of 3400.00 CNY.`);
  });

  it.each(['credit.outstanding', 'credit.available', 'credit.reserved', 'credit.active'])('finds a metric %s that is not what the lines come to', async (metric) => {
    const { ledger } = await lived();
    await node.caughtUp();
    const { rowCount } = await node.pool.query(
      `update ${await entries()} set value = value + 1 where (position, metric, n) = (select position, metric, n from ${await entries()} where metric = $1 and dims ->> 'programme' = $2 order by position, n limit 1)`, [metric, ledger]);
    expect(rowCount).toBe(1);
    const { problems } = await reconcile(needs(), { now: NOW });
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^Of programme ${ledger} ${metric.replace('.', '\\.')} tells [0-9.]+ CNY, and its lines come to [0-9.]+ CNY\\.$`))]);
    expect(said).toEqual(problems);
  });

  it('finds metrics of what the log does not know', async () => {
    await lived();
    await node.caughtUp();
    await node.pool.query(`update ${await entries()} set dims = jsonb_set(dims, '{programme}', '"nowhere"') where (position, metric, n) = (select position, metric, n from ${await entries()} where metric = 'credit.outstanding' limit 1)`);
    expect((await reconcile(needs(), { now: NOW })).problems).toContain('The metrics tell of a programme nowhere that the log does not know.');
  });

  it('looks as far as a position, and at nothing after it', async () => {
    await lived();
    await node.caughtUp();
    // The reader is behind: it is waited for, so that both stand at one position.
    await node.programme();
    const finding = reconcile(needs(), { now: NOW });
    await new Promise((resolve) => setTimeout(resolve, 200));
    await node.caughtUp();
    expect(await finding).toMatchObject({ holds: true, programmes: 3 });
  });

  it('tells which differences are open, whose they are and how old, and names no amount', async () => {
    const { mirror, lines } = await lived();
    const [x, y] = [lines[4]!, lines[5]!];
    await node.state(mirror, '2026-03-31', '2026-04-10', [{ line: x.id, outstanding: '70.00', limit: '1000.00' }, { line: y.id, outstanding: '1090.00' }]);
    await node.act(y, 'ExplainDiscrepancy', '2026-04-20', { discrepancy: 'over-limit:2026-03-31', reason }, 0);
    const { differences, problems, holds } = await look();
    expect([holds, problems]).toEqual([true, []]);
    expect(differences).toEqual([{ programme: mirror, line: y.id, bank: BANK, kind: 'outstanding', cutOff: '2026-03-31', owner: 'bank', organisation: BANK, since: '2026-04-10', days: 82 }]);
    // What the bank tells afterwards clears it.
    await node.act(y, 'DrawCredit', '2026-05-01', { amount: cny('220.00'), dueOn: null, on: '2026-03-30', reference: null });
    expect((await look()).differences).toEqual([]);
  });

  it('sets what was announced of a batch beside what is recorded of it', async () => {
    const programme = await node.programme();
    const batch = await node.batch(programme);
    for (let n = 1; n <= 3; n += 1) await node.line(programme, { n, batch, limit: '1000.00' });
    await node.act(await node.line(programme, { n: 4, batch }, undefined, 'nominated'), 'DeclineLine', '2026-03-15', { reason, allocation: null });
    await node.line(programme, { n: 5, batch }, undefined, 'nominated');
    await node.line(programme, { n: 6 });
    await node.announce({ metric: 'credit.approved', batch, quantity: { value: '3000.00', unit: 'CNY', op: '=', text: '3000元' } });
    await node.announce({ metric: 'credit.firms-with-line', batch, quantity: { value: '66', unit: 'firm', op: '=', text: '66家' } });
    await node.announce({ metric: 'signings.count', batch, quantity: { value: '3', unit: 'project', op: '=', text: '3个' } });
    const { batches } = await look();
    expect(batches).toEqual([{
      batch, programme, status: 'open', lines: 5, granted: 3, declined: 1, undecided: 1, total: { amount: '3000.00', currency: 'CNY' },
      announced: [
        { claim: expect.any(String), metric: 'credit.approved', text: '3000元', value: '3000.00', unit: 'CNY', recorded: '3000.00', difference: '0.00', reconciled: true },
        { claim: expect.any(String), metric: 'credit.firms-with-line', text: '66家', value: '66', unit: 'firm', recorded: '3', difference: '-63', reconciled: false },
        { claim: expect.any(String), metric: 'signings.count', text: '3个', value: '3', unit: 'project', recorded: null, difference: null, reconciled: null },
      ],
    }]);
  });

  it('is a job of every night, with what it found in the ledger', async () => {
    await lived();
    await node.caughtUp();
    const job = reconciliationJob(needs());
    expect(() => checkJobs([job])).not.toThrow();
    expect(await lookAt(node.pool, '2026-06-28T02:00:00', job)).toMatchObject([{ period: '2026-06-28', outcome: 'done' }]);
    // Nights that were missed are not made up for.
    expect(await lookAt(node.pool, '2026-07-03T01:59:00', job)).toMatchObject([{ period: '2026-07-02', outcome: 'done' }]);
    const [row] = await rowsOf(node.pool, job);
    expect(row?.result).toMatchObject({ holds: true, position: Number(row?.position) });
  });
});
