import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '@entente/infra/services/free-port';
import { type TestDatabase, testDatabase } from '@entente/infra/services/test-database';

import { repository } from '../support/program.js';

type Item = Readonly<{ id: string; grade: string; status?: string; title?: Readonly<Record<string, string>>; name?: Readonly<Record<string, string>>; version: number }>;
type Page = Readonly<{ items: readonly Item[]; next: string | null }>;
type Announced = Readonly<{ metric: string; quantity: Readonly<{ value: string | null }>; recorded: Readonly<{ value: string | null }> }>;
type Batch = Readonly<{
  lines: Readonly<{ count: number; byStatus: Readonly<Record<string, number>> }>;
  discrepancies: readonly Readonly<{ metric: string; announced: Readonly<Record<'value' | 'op' | 'text', string>>; recorded: string; difference: string; owner: Readonly<{ name: string }> }>[] | null;
}>;
type Claims = Readonly<{ items: readonly Announced[] }>;

const READY_MS_MAX = 100_000;
jest.setTimeout(150_000);

/** `npm start` as a process, on a database and a folder of its own; what it said until it was ready. */
const start = async (databaseUrl: string, dataDir: string, port: number, args: readonly string[]): Promise<Readonly<{ said: string; stop: () => Promise<number | null> }>> => {
  const env: NodeJS.ProcessEnv = { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', REDIS_URL: undefined, LOG_LEVEL: 'warn' };
  // The channel closes with the test run, in whatever way that ends, and tells the start to stop.
  const child: ChildProcess = spawn(process.execPath, [join(repository, 'tools', 'dist', 'start.js'), ...args], { cwd: repository, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let said = '';
  const ready = new Promise<boolean>((resolve) => {
    const hear = (words: Buffer): void => {
      said += words.toString('utf8');
      if (said.includes('Entente is ready')) resolve(true);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    void ended.then(() => resolve(false));
    setTimeout(() => resolve(false), READY_MS_MAX).unref();
  });
  const stop = (): Promise<number | null> => {
    child.kill('SIGTERM');
    return ended;
  };
  if (await ready) return { said, stop };
  await stop();
  throw new Error(`The start does not become ready:\n${said}`);
};

describe('npm start', () => {
  let database: TestDatabase;
  const dataDir = mkdtempSync(join(tmpdir(), 'entente-start-'));
  let port = 0;
  let running: Awaited<ReturnType<typeof start>> | undefined;
  beforeAll(async () => {
    [database, port] = [await testDatabase(), await freePort()];
  });
  afterAll(async () => {
    await running?.stop();
    await database?.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const started = async (...args: readonly string[]): Promise<string> => {
    await running?.stop();
    running = await start(database.url, dataDir, port, args);
    return running.said;
  };
  const get = async <T>(path: string, as = 'admin'): Promise<T> => {
    const keys = JSON.parse(readFileSync(join(dataDir, 'keys.json'), 'utf8')) as Record<string, string>;
    const response = await fetch(`http://127.0.0.1:${port}/v1${path}`, { headers: { Authorization: `Bearer ${keys[as]}` }, signal: AbortSignal.timeout(20_000) });
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  const list = async (plural: string): Promise<readonly Item[]> => (await get<Page>(`/${plural}?limit=100`)).items;
  const nameOf = ({ title, name }: Item): string => Object.values(title ?? name ?? {}).join(' ');
  const invented = async (plural: string): Promise<readonly Item[]> => (await list(plural)).filter((item) => nameOf(item).includes('演示/DEMO'));
  const announced = async (): Promise<Readonly<Record<string, readonly (string | null)[]>>> =>
    Object.fromEntries((await get<Claims>('/claims?limit=100')).items.map(({ metric, quantity, recorded }) => [metric, [quantity.value, recorded.value]]));

  it('enters the opening record: what documents state, attested, and nobody whom they do not name', async () => {
    expect(await started()).toMatch(/Opening record: \d+ loaded, 0 already there\./);
    for (const plural of ['pacts', 'alliances', 'declarations']) {
      const items = await list(plural);
      expect(items.length).toBeGreaterThan(0);
      expect(items.filter(({ grade }) => grade !== 'attested').map(nameOf)).toEqual([]);
      expect(await invented(plural)).toEqual([]);
    }
    expect(await get('/editions/cisc-21')).toMatchObject({ number: 21, series: { founded: '2003' }, from: '2024-01-10', to: '2024-01-11', recorded: { activities: 2, outputs: 6 } });
    expect(await get('/editions/cisc-20')).toMatchObject({ number: 20, series: { founded: '2003' }, place: null, recorded: { activities: 1, outputs: 2 } });
    const beside = await announced();
    expect([beside['alliances.members'], beside['declarations.endorsements'], beside['editions.activities']]).toEqual([['10', '0'], ['10', '0'], ['14', '2']]);
    // By session and by aspects the record divides as the document does.
    expect([beside['editions.attendance'], beside['editions.aspects'], beside['editions.held']]).toEqual([['700', '700'], ['5', '5'], ['20', null]]);
  });

  it('enters credit as the document states it: one programme without a quota, one batch without a firm, and what was announced as an open discrepancy', async () => {
    const { items: [programme, ...others] } = await get<Page>('/credit-programmes?edition=cisc-21');
    expect(others).toEqual([]);
    expect(programme).toMatchObject({ status: 'open', mode: 'mirror', stated: null, issuer: { name: '成都市' }, bank: { name: '中国工商银行成都分行' } });
    const { items: [batch, ...more] } = await get<Page>(`/credit-batches?programme=${programme?.id}`);
    expect(more).toEqual([]);
    const shown = await get<Batch>(`/credit-batches/${batch?.id}`);
    expect([shown.lines, shown.discrepancies?.map(({ metric, announced: { value, op, text }, recorded, difference, owner }) => [metric, value, op, text, recorded, difference, owner.name])]).toEqual([{ count: 0, byStatus: {} }, [
      ['credit.approved', '3000000000.00', '>=', '达到30亿元', '0', '-3000000000.00', '成都市'], ['credit.firms-with-line', '66', '=', '66家软件企业', '0', '-66', '成都市'],
    ]]);
    expect((await get<Page>(`/credit-lines?programme=${programme?.id}`, 'bank')).items).toEqual([]);
  });

  it('adds the demonstration where it is asked for: a pact in force, an alliance and a joint initiative', async () => {
    const said = await started('--demo');
    expect(said).toMatch(/Opening record: 0 loaded, [1-9]\d* already there\.\nDemonstration: [1-9]\d* loaded, 0 already there\./);
    expect(said).toContain('all of it is invented');
    const [[pact], [alliance], [initiative]] = [await invented('pacts'), await invented('alliances'), await invented('declarations')];
    for (const each of [pact, alliance, initiative]) expect(said).toContain(each?.id);
    const shown = await get<Readonly<{ status: string; obligations: readonly Readonly<{ status: string; overdue: boolean }>[]; supplements: readonly Readonly<{ status: string }>[] }>>(`/pacts/${pact?.id}`);
    expect(shown).toMatchObject({ status: 'in-force', supplements: [{ status: 'in-force' }] });
    expect(shown.obligations.map(({ status, overdue }) => [status, overdue])).toEqual([['open', true], ['fulfilled', false]]);
    expect(await get(`/alliances/${alliance?.id}/members`)).toMatchObject({ count: 3 });
    expect(await get(`/declarations/${initiative?.id}`)).toMatchObject({ count: 2 });
    expect(statSync(join(dataDir, 'demo-keys.json')).mode & 0o777).toBe(0o600);
    const beside = await announced();
    expect([beside['alliances.members'], beside['declarations.endorsements']]).toEqual([['10', '0'], ['10', '0']]);
  });

  it('adds credit between invented bodies: granted within its quota, drawn, repaid and frozen, and a statement of a bank that differs once', async () => {
    const [ledger, mirror, ...others] = await invented('credit-programmes');
    expect([others, ledger, mirror]).toMatchObject([[], { status: 'open', mode: 'ledger' }, { status: 'open', mode: 'mirror', stated: null }]);
    const shown = await get<Readonly<{ asOf: Readonly<{ position: number }> }>>(`/credit-programmes/${ledger?.id}`);
    expect(shown).toMatchObject({
      quota: { amount: '50000000.00', allocated: '20000000.00', granted: '11500000.00', direct: '2000000.00', free: '28000000.00', allocations: [{ region: '510100', granted: '9500000.00' }] },
    });
    const [batch] = await invented('credit-batches');
    expect(await get(`/credit-batches/${batch?.id}`)).toMatchObject({ programme: ledger?.id, lines: { count: 5, byStatus: { active: 3, approved: 1, nominated: 1 } }, announced: [] });
    // The officers of Chengdu speak for the firms there: one was repaid in part, one is frozen, two are not open to draws.
    const { items: lines } = await get<Readonly<{ items: readonly Readonly<{ outstanding: string; frozen: object | null }>[] }>>(`/credit-lines?programme=${ledger?.id}&minPosition=${shown.asOf.position}`, 'region:510100');
    expect(lines.map(({ outstanding, frozen }) => [outstanding, frozen !== null]).sort()).toEqual([['0.00', false], ['0.00', false], ['1500000.00', false], ['800000.00', true]]);
    const { items } = await get<Readonly<{ items: readonly object[] }>>(`/credit-discrepancies?programme=${mirror?.id}&minPosition=${shown.asOf.position}`, 'region:310000');
    expect(items).toMatchObject([{ kind: 'outstanding', stated: '2800000.00', recorded: '3000000.00', owner: { as: 'bank' } }]);
    // What was announced of the first batch of the document is met by nothing that is invented.
    const beside = await announced();
    expect([beside['credit.approved'], beside['credit.firms-with-line']]).toEqual([['3000000000.00', null], ['66', '0']]);
  });

  it('finds all of it at the next start, though it has forgotten that it is there', async () => {
    const before = await invented('pacts');
    for (const name of ['record.json', 'demo.json']) rmSync(join(dataDir, name));
    const said = await started('--demo');
    expect(said).toMatch(/Opening record: 0 loaded, [1-9]\d* already there\.\nDemonstration: 0 loaded, [1-9]\d* already there\./);
    expect((await invented('pacts')).map(({ id, version }) => [id, version])).toEqual(before.map(({ id, version }) => [id, version]));
    expect((await list('credit-programmes')).map(({ version }) => version)).toEqual([2, 2, 2]);
  });

  it('says that the demonstration of an earlier start is there, though nobody asks for it', async () => {
    expect((await started('--no-record')).match(/demonstration .* it is invented/g)).toHaveLength(1);
    expect(await started('--no-record', '--demo')).not.toContain('of an earlier start');
  });

  it.each([[['demo-keys.json']], [['demo.json']]])('leaves the demonstration as it is where its keys are gone, whether it remembers it or not: %s', async (gone) => {
    for (const name of gone) rmSync(join(dataDir, name));
    const said = await started('--no-record', '--demo');
    expect(said.match(/it stays as it is/g)).toHaveLength(1);
    expect(said).toMatch(/Signing keys +lost/);
    expect(await invented('pacts')).toHaveLength(1);
  });

  it('tells broken keys like lost ones, and does not touch them', async () => {
    writeFileSync(join(dataDir, 'demo-keys.json'), 'torn{');
    rmSync(join(dataDir, 'demo.json'), { force: true });
    const said = await started('--no-record', '--demo');
    expect(said.match(/it stays as it is/g)).toHaveLength(1);
    expect(said).toMatch(/Signing keys +lost/);
    expect([readFileSync(join(dataDir, 'demo-keys.json'), 'utf8'), await invented('pacts')]).toEqual(['torn{', [expect.anything()]]);
  });
});
