import { BANK, BANK_ACCOUNT, BANK_CHECKER, body, cny, type Firm, firm, nominated, programme } from '../support/credit-lines.js';
import { taken } from '../support/keys.js';
import { startNode, type TestNode } from '../support/node.js';
import { ADMIN, CHENGDU, CHONGQING } from '../support/samples.js';

type Figure = Readonly<{ measure: string; unit: string; region?: string; track?: string | null; bank?: string; value: string | null }>;
type Vintage = Readonly<{ period: string; releasedOn: string; figures: readonly Figure[] }>;

let node: TestNode;
let bank: string;
let mirror: string;
const lines: Readonly<{ firm: Firm; line: string }>[] = [];

/** A line as a bank mirrors it: put forward, granted, signed and opened. */
const opened = async (n: number, region: string, officers: string, head?: Firm): Promise<void> => {
  const one = await firm(node, n, { region, ...(head ? { parents: [{ organisation: head.id, relation: 'branch-of', from: '2020' }] } : {}) });
  const { id } = await taken(nominated(node, { programme: mirror, firm: one }, officers));
  await taken(node.command(`/v1/credit-lines/${id}/approve`, BANK, {}, { ifMatch: 1 }));
  await taken(node.command(`/v1/credit-lines/${id}/sign`, officers, { source: { document: '授信合同', quote: '双方已签署。' } }, { ifMatch: 2 }));
  await taken(node.command(`/v1/credit-lines/${id}/activate`, BANK_CHECKER, {}, { ifMatch: 3 }));
  lines.push({ firm: one, line: id });
};

const stated = (cutOff: string, outstanding: (n: number) => string) =>
  taken(node.command(`/v1/credit-programmes/${mirror}/report-statement`, BANK, { cutOff, lines: lines.map(({ line }, n) => ({ line, outstanding: cny(outstanding(n)), drawn: cny(outstanding(n)) })) }));

/** Without any key. */
const everybody = async <T>(path: string): Promise<Readonly<{ status: number; body: T }>> => {
  const { status, body: told } = await node.call<T>('GET', path);
  return { status, body: told };
};
const valueOf = ({ figures }: Vintage, measure: string, by: Readonly<Record<string, string | null>> = {}): string | null | undefined =>
  figures.find((each) => each.measure === measure && JSON.stringify([each.region, each.track, each.bank]) === JSON.stringify([by['region'], by['track'], by['bank']]))?.value;

beforeAll(async () => {
  node = await startNode({ queue: 'postgres' });
  bank = await body(node, '示例银行', 'bank', BANK_ACCOUNT);
  const issuer = await body(node, '示例发起单位', 'government-department');
  mirror = await programme(node, { bank, issuer, mode: 'mirror', quota: null, more: { territory: '510000' } });
  for (const n of [1, 2, 3, 4]) await opened(n, '510104', CHENGDU);
  await opened(5, '500000', CHONGQING);
  for (const n of [6, 7]) await opened(n, '500000', CHONGQING, lines.at(4)?.firm);
  await stated('2024-05-31', (n) => `${100 + n}000.00`);
  await stated('2024-06-30', (n) => `${100 + n + (n === 0 ? 50 : 0)}000.00`);
});
afterAll(() => node?.stop());

it('releases a month once, to everybody, and leaves out what would tell of single firms', async () => {
  const released = await taken(node.command('/v1/credit-releases', ADMIN, { period: '2024-05' }));
  expect(released).toMatchObject({ stream: 'credit-releases' });
  const { status, body: may } = await everybody<Vintage>('/v1/public/credit-figures/2024-05');
  expect([status, valueOf(may, 'outstanding'), valueOf(may, 'firms-with-balance')]).toEqual([200, '721000.00', '5']);
  // One firm in Chongqing, with two branches: neither it nor the four in Chengdu, which the whole would give away.
  expect([valueOf(may, 'outstanding', { region: '500000' }), valueOf(may, 'outstanding', { region: '510100' }), valueOf(may, 'firms-with-balance', { region: '500000' })]).toEqual([null, null, null]);
  // Nobody had a limit then: that is left out too, and told in the same cells.
  expect(valueOf(may, 'active')).toBeNull();
  const cells = (measure: string): readonly object[] => may.figures.filter((each) => each.measure === measure).map(({ region, track, bank: of }) => ({ region, track, of }));
  expect(cells('active')).toEqual(cells('outstanding'));
  expect([...new Set(may.figures.map(({ measure }) => measure))]).toEqual(['active', 'outstanding', 'firms-with-balance', 'firms-with-line']);
  expect(JSON.stringify(may)).not.toMatch(/position|withheld|basis|entries/);
});

it('does not show a month whose difference to the one before would tell what one firm did', async () => {
  await taken(node.command('/v1/credit-releases', ADMIN, { period: '2024-06' }));
  const { body: june } = await everybody<Vintage>('/v1/public/credit-figures/2024-06');
  expect(valueOf(june, 'outstanding')).toBeNull();
  const { body: all } = await everybody<{ items: readonly { period: string }[] }>('/v1/public/credit-figures');
  expect(all.items.map(({ period }) => period)).toEqual(['2024-05', '2024-06']);
});

it('never changes what was released, and tells nobody what each firm had', async () => {
  const before = await everybody<Vintage>('/v1/public/credit-figures/2024-05');
  await stated('2024-05-31', () => '1.00');
  expect(await everybody('/v1/public/credit-figures/2024-05')).toEqual(before);
  const tried = await node.command<{ events: readonly { data: object }[] }>('/v1/credit-releases?dryRun=true', ADMIN, { period: '2024-07' });
  expect(tried.status).toBe(200);
  expect(Object.keys(tried.body.events[0]?.data ?? {}).sort()).toEqual(['by', 'figures', 'period', 'policy', 'position', 'releasedOn']);
});

it('is refused out of order, twice, in the future, and to whom it is not', async () => {
  const codes = async (as: string, period: string, more: object = {}): Promise<unknown> => {
    const { status, body: said } = await node.command<{ code: string }>('/v1/credit-releases', as, { period, ...more });
    return [status, said.code];
  };
  expect(await codes(ADMIN, '2024-06')).toEqual([409, 'credit-release/exists']);
  expect(await codes(ADMIN, '2024-04')).toEqual([409, 'credit-release/before-last']);
  expect(await codes(ADMIN, '2999-01')).toEqual([422, 'credit-release/not-over']);
  expect((await codes(BANK, '2024-07') as [number])[0]).toBe(403);
  expect((await codes(ADMIN, '2024-13') as [number])[0]).toBe(422);
  for (const policy of [{ firms: 2 }, { dominance: { n: 1, percent: 100 } }]) expect((await codes(ADMIN, '2024-07', { policy }) as [number])[0]).toBe(422);
});

it('takes no moment, no position and no filter from the public', async () => {
  for (const query of ['asOf=position:3', 'validAt=2024-05', 'region=510100']) expect((await everybody(`/v1/public/credit-figures/2024-05?${query}`)).status).toBe(422);
  expect(await everybody('/v1/public/credit-figures/2024-01')).toMatchObject({ status: 404, body: { code: 'credit-release/not-found' } });
});
