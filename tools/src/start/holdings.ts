import type { Ask } from './ask.js';

type Page = Readonly<{ items: readonly Readonly<{ id?: string }>[]; next: string | null }>;
type Answer = Readonly<{ totals: readonly Readonly<{ value: string }>[] }>;

/** All items of a list, page by page: lists do not say how long they are. */
export const itemsOf = async (ask: Ask, path: string): Promise<Page['items']> => {
  const items: Page['items'][number][] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Page = await ask<Page>(cursor === '' ? path : `${path}&cursor=${encodeURIComponent(cursor)}`);
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
};

/** The set whose sum is shown: the provinces of the two cities of the conferences. */
const SHOWN = 'chuanyu';

const COOPERATION = ['editions', 'pacts', 'alliances', 'declarations', 'credit-programmes', 'credit-batches'] as const;

/** What the node holds of territory, bodies, cooperation and credit, and one sum over a set; a failure is said and stops nothing. */
export const printHoldings = async (ask: Ask, position: number, say: (line: string) => void): Promise<void> => {
  try {
    const lists = ['regions', 'zones', 'region-sets', 'organisations'].map((plural) => itemsOf(ask, `/v1/${plural}?limit=${plural === 'organisations' ? 100 : 1_000}&minPosition=${position}`));
    const [regions, zones, sets, bodies] = (await Promise.all(lists)) as [Page['items'], Page['items'], Page['items'], Page['items']];
    say(`Today it holds ${regions.length} regions, ${zones.length} zones, ${sets.length} sets of regions and ${bodies.length} bodies.`);
    const [editions, pacts, alliances, declarations, programmes, batches] = await Promise.all(COOPERATION.map(async (plural) => (await itemsOf(ask, `/v1/${plural}?limit=100&minPosition=${position}`)).length));
    say(`Of cooperation: ${editions} conference editions, ${pacts} pacts, ${alliances} alliances and ${declarations} joint initiatives.`);
    say(`Of credit: ${programmes} programmes and ${batches} batches.`);
    if (!sets.some(({ id }) => id === SHOWN)) return;
    const { totals } = await ask<Answer>(`/v1/metrics/signings.count?set=${SHOWN}&minPosition=${position}`);
    say(`Signings of Sichuan and Chongqing together (set ${SHOWN}): ${totals[0]?.value ?? '0'}.\n`);
  } catch (error) {
    say(`What the node holds cannot be shown: ${(error as Error).message}`);
  }
};
