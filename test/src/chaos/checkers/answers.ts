import { verifyProof } from '@entente/infra/proof/verify';
import { allianceAt, type AllianceRead, isAlliance, isOn } from './members.js';
import { pactAt, type PactRead } from './pact-facts.js';
import { isPact } from './pacts.js';
import { groupedBy } from './set.js';
import type { StoredEvent, StoredLog } from './stored.js';

/** Asks a question and gives the text of its answer; throws where there is none. */
export type Question = (path: string) => Promise<string>;

type Counts = ReadonlyMap<string, bigint>;
type Told = Readonly<{ rows: readonly Readonly<{ region: string; value: string }>[] }>;

const ONE = 10n ** 9n;
const billionths = (text: string): bigint => {
  const [whole = '', rest = ''] = text.split('.');
  return BigInt(`${whole}${rest.padEnd(9, '0')}`);
};

/** One pact, in even parts for its regions; what cannot be divided goes to those that come first. */
const partsOf = ({ stands, parties, signed }: PactRead): Counts => {
  if (stands !== 'in-force') return new Map();
  const regions = [...new Set(parties.filter(({ organisation }) => signed.some((each) => each.organisation === organisation)).flatMap(({ region }) => region ?? []))].sort();
  const [share, rest] = [ONE / BigInt(regions.length), ONE % BigInt(regions.length)];
  return new Map(regions.map((region, n) => [region, BigInt(n) < rest ? share + 1n : share]));
};

const membersOf = ({ memberships }: AllianceRead, day: string): Counts => {
  const counts = new Map<string, bigint>();
  for (const { region } of memberships.filter((each) => isOn(each, day))) if (region !== null) counts.set(region, (counts.get(region) ?? 0n) + ONE);
  return counts;
};

const sumOf = (all: readonly Counts[]): Counts => {
  const sum = new Map<string, bigint>();
  for (const each of all) for (const [region, value] of each) sum.set(region, (sum.get(region) ?? 0n) + value);
  return sum;
};

const shown = (counts: Counts): string => [...counts].filter(([, value]) => value !== 0n).sort(([a], [b]) => (a < b ? -1 : 1)).map(([region, value]) => `${region} ${value}`).join(', ') || 'nothing';

const compared = async (ask: Question, metric: string, query: string, wanted: Counts): Promise<readonly string[]> => {
  const { rows } = JSON.parse(await ask(`/v1/metrics/${metric}?by=region${query}`)) as Told;
  const found = shown(new Map(rows.map(({ region, value }) => [region, billionths(value)])));
  return found === shown(wanted) ? [] : [`${metric}?by=region${query} is ${found} (billionths), and the log makes it ${shown(wanted)}.`];
};

/** The bundle of a pact that somebody signed holds, and tells all of its facts. */
const proved = async (ask: Question, id: string, facts: readonly StoredEvent[]): Promise<readonly string[]> => {
  const bundle = Buffer.from(await ask(`/v1/pacts/${id}/proof`), 'utf8');
  const { holds, findings } = await verifyProof(bundle);
  const broken = findings.filter((each) => !each.holds).map(({ what, why }) => `${what}: ${why}`);
  if (!holds) return [`The proof of pact ${id} does not hold: ${broken.join('; ')}`];
  const told = (JSON.parse(bundle.toString('utf8')) as Readonly<{ facts: readonly Readonly<{ id: string }>[] }>).facts.map((fact) => fact.id);
  return told.join() === facts.map((fact) => fact.id).join() ? [] : [`The proof of pact ${id} tells ${told.length} facts, and the log holds ${facts.length} or others.`];
};

const inTurn = async <T>(items: readonly T[], faults: (item: T) => Promise<readonly string[]>): Promise<readonly string[]> => {
  const all: string[] = [];
  for (const item of items) all.push(...(await faults(item)));
  return all;
};

const byId = (events: readonly StoredEvent[], prefix: string) => [...groupedBy(events, ({ stream }) => stream.slice(prefix.length))];

/** What is answered of pacts and alliances is what their facts say: how many are in force, how many are members on some days, and the proof of what was signed. */
export const answers = async ({ events }: Pick<StoredLog, 'events'>, ask: Question, days: readonly string[]): Promise<readonly string[]> => {
  const agreed = byId(events.filter(isPact), 'pact-').map(([id, facts]) => ({ id, facts, it: pactAt(facts).at(-1) as PactRead }));
  const allied = byId(events.filter(isAlliance), 'alliance-').map(([id, facts]) => ({ id, it: allianceAt(facts).at(-1) as AllianceRead }));
  return [
    ...(await compared(ask, 'pacts.in-force', '', sumOf(agreed.map(({ it }) => partsOf(it))))),
    ...(await inTurn(agreed, ({ id, it }) => compared(ask, 'pacts.in-force', `&pact=${id}`, partsOf(it)))),
    ...(await inTurn(days, (day) => compared(ask, 'alliances.members', `&validAt=${day}`, sumOf(allied.map(({ it }) => membersOf(it, day)))))),
    ...(await inTurn(allied, ({ id, it }) => inTurn(days, (day) => compared(ask, 'alliances.members', `&alliance=${id}&validAt=${day}`, membersOf(it, day))))),
    ...(await inTurn(agreed.filter(({ it }) => it.signed.length > 0), ({ id, facts }) => proved(ask, id, facts))),
  ];
};
