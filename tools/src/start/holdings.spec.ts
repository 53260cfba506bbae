import type { Ask } from './ask.js';
import { printHoldings } from './holdings.js';

const lists: Readonly<Record<string, readonly object[]>> = {
  regions: [{ code: '510000' }, { code: '510100' }, { code: 'RU' }], zones: [{ code: '510100-gaoxin' }], 'region-sets': [{ id: 'chuanyu' }], organisations: [{ id: 'a' }, { id: 'b' }],
  editions: [{ id: 'e' }, { id: 'f' }, { id: 'g' }], pacts: [{ id: 'p' }], alliances: [], declarations: [{ id: 'd' }, { id: 'i' }], 'credit-programmes': [{ id: 'c' }], 'credit-batches': [{ id: 'b' }, { id: 'n' }, { id: 'o' }],
};

/** An api that gives two items a page. */
const api = (held: typeof lists, asked: string[] = []): Ask => async <T>(path: string) => {
  asked.push(path);
  const [, plural = '', query = ''] = /^\/v1\/([\w-]+)\/?[\w.]*\?(.*)$/.exec(path) ?? [];
  if (plural === 'metrics') return { totals: [{ value: '2' }] } as T;
  const items = held[plural];
  if (!items) throw new Error(`GET ${path} answered 404`);
  const after = Number(new URLSearchParams(query).get('cursor') ?? 0);
  return { items: items.slice(after, after + 2), next: after + 2 < items.length ? String(after + 2) : null } as T;
};

const said = async (ask: Ask): Promise<readonly string[]> => {
  const lines: string[] = [];
  await printHoldings(ask, 7, (line) => lines.push(line));
  return lines;
};

describe('what the node holds', () => {
  it('is counted over all pages, and summed over a set as of the newest position', async () => {
    const asked: string[] = [];
    expect(await said(api(lists, asked))).toEqual([
      'Today it holds 3 regions, 1 zones, 1 sets of regions and 2 bodies.',
      'Of cooperation: 3 conference editions, 1 pacts, 0 alliances and 2 joint initiatives.', 'Of credit: 1 programmes and 3 batches.',
      'Signings of Sichuan and Chongqing together (set chuanyu): 2.\n',
    ]);
    expect(asked).toContain('/v1/metrics/signings.count?set=chuanyu&minPosition=7');
  });

  it('has no sum where the record is not loaded', async () => {
    expect(await said(api({ ...lists, 'region-sets': [] }))).toEqual([
      'Today it holds 3 regions, 1 zones, 0 sets of regions and 2 bodies.', 'Of cooperation: 3 conference editions, 1 pacts, 0 alliances and 2 joint initiatives.', 'Of credit: 1 programmes and 3 batches.',
    ]);
  });

  it('stops nothing where it cannot be asked', async () => {
    expect(await said(api({ ...lists, zones: undefined as never }))).toEqual([expect.stringMatching(/^What the node holds cannot be shown: GET \/v1\/zones/)]);
  });
});
