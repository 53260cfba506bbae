import type { Stored, StoredEvent, StoredSum } from './stored.js';

/**
 * The money of all signings, folded by a few lines of their own that share nothing with the product: what a signing
 * has in the journal at the end, over all dates, is the split of its newest amount among its newest hosts.
 */
type Host = Readonly<{ region: string; share: string }>;
type Amount = Readonly<{ amount: string; currency: string; kind: string }>;
type Terms = Readonly<{ hosts: readonly Host[]; amount: Amount | null }>;
type Change = Readonly<{ on: string; changes: Partial<Terms> }>;
type Signing = { terms: Terms; admitted: boolean; amendments: readonly Change[] };
type Part = Readonly<{ region: string; above: bigint; below: bigint }>;

const PREFIX = 'signing-';
/** All currencies of the workload have cents. */
const CENTS = 2;
const PARTS_OF_ONE = 9;

const scaled = (text: string, places: number): bigint => {
  const [, sign = '', whole = '0', rest = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const digits = rest.padEnd(places, '0');
  if (/[1-9]/.test(digits.slice(places))) throw new Error(`${text} is finer than ${places} places.`);
  return BigInt(`${sign}${whole}${digits.slice(0, places)}`);
};

const partOf = ({ region, share }: Host): Part => {
  const [above = '', below] = share.split('/');
  if (below !== undefined) return { region, above: BigInt(above), below: BigInt(below) };
  return { region, above: scaled(above, 12), below: 10n ** 12n };
};

const isWhole = (parts: readonly Part[]): boolean => {
  const all = parts.reduce((product, { below }) => product * below, 1n);
  return parts.reduce((sum, { above, below }) => sum + (above * all) / below, 0n) === all;
};

/** Everyone gets the whole cents of his share; those left over go to the largest remainders, equal ones by region. */
const split = (total: bigint, parts: readonly Part[]): ReadonlyMap<string, bigint> => {
  const cut = parts.map(({ region, above, below }) => ({ region, cents: (total * above) / below, rest: (total * above) % below, below }));
  const left = total - cut.reduce((sum, { cents }) => sum + cents, 0n);
  const order = cut.toSorted((a, b) => Number(b.rest * a.below - a.rest * b.below) || (a.region < b.region ? -1 : 1));
  return new Map(order.map(({ region, cents }, n) => [region, BigInt(n) < left ? cents + 1n : cents]));
};

/** One event after the other; what the newest terms are once it is admitted, and whether its shares are whole on the way. */
const folded = (events: readonly StoredEvent[]): Readonly<{ signings: ReadonlyMap<string, Signing>; faults: readonly string[] }> => {
  const signings = new Map<string, Signing>();
  const faults: string[] = [];
  for (const { position, stream, type, effectiveOn, data } of events.filter((event) => event.stream.startsWith(PREFIX))) {
    const { terms, changes = {} } = JSON.parse(data) as { terms?: Terms; changes?: Partial<Terms> };
    const id = stream.slice(PREFIX.length);
    const before = signings.get(id);
    const after: Signing = { terms: before?.terms ?? (terms as Terms), admitted: before?.admitted === true, amendments: before?.amendments ?? [] };
    if (terms && ['SigningSubmitted', 'SigningResubmitted'].includes(type)) after.terms = terms;
    if (type === 'SigningAdmitted') after.admitted = true;
    if (type === 'SigningCorrected') after.terms = { ...after.terms, ...changes };
    if (type === 'SigningAmended') after.amendments = [...after.amendments, { on: effectiveOn as string, changes }];
    signings.set(id, after);
    if (!isWhole(newest(after).hosts.map(partOf))) faults.push(`Position ${position}: the shares of the hosts of ${stream} do not sum to 1.`);
  }
  return { signings, faults };
};

const newest = ({ terms, amendments }: Signing): Terms =>
  amendments.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).reduce((standing, { changes }) => ({ ...standing, ...changes }), terms);

type Sums = Map<string, bigint>;
const plus = (sums: Sums, key: string, value: bigint): unknown => sums.set(key, (sums.get(key) ?? 0n) + value);

/** What the journal has to hold, by metric, subject, region, unit and kind; counts in billionths of a project. */
const expected = (signings: ReadonlyMap<string, Signing>): Sums => {
  const sums: Sums = new Map();
  for (const [id, signing] of signings) {
    if (!signing.admitted) continue;
    const { hosts, amount } = newest(signing);
    const parts = hosts.map(partOf);
    for (const [region, value] of split(10n ** BigInt(PARTS_OF_ONE), parts)) plus(sums, `signings.count ${id} ${region} project `, value);
    if (!amount) continue;
    for (const [region, value] of split(scaled(amount.amount, CENTS), parts)) plus(sums, `signings.contracted ${id} ${region} ${amount.currency} ${amount.kind}`, value);
  }
  return sums;
};

/** Amounts that are not stated are told in parts of a project, and are no money. */
const isStated = ({ metric, unit }: StoredSum): boolean => metric === 'signings.count' || unit !== '';

const kept = (rows: readonly StoredSum[]): Sums => {
  const sums: Sums = new Map();
  for (const { metric, subject, region, unit, kind, value } of rows.filter(isStated)) {
    plus(sums, `${metric} ${subject} ${region} ${unit} ${kind}`, scaled(value, metric === 'signings.count' ? PARTS_OF_ONE : CENTS));
  }
  return sums;
};

const withoutSubject = (sums: Sums): Sums => {
  const all: Sums = new Map();
  for (const [key, value] of sums) plus(all, key.replace(/ \S+/, ' '), value);
  return all;
};

const differences = (where: string, wanted: Sums, found: Sums): readonly string[] =>
  [...new Set([...wanted.keys(), ...found.keys()])].filter((key) => (wanted.get(key) ?? 0n) !== (found.get(key) ?? 0n))
    .map((key) => `The ${where} of ${key.trim()} are ${found.get(key) ?? 0n}, and the log makes them ${wanted.get(key) ?? 0n}.`);

/** Shares are whole after every event, and entries and totals are what the events add up to, to the cent. */
export const money = ({ log, entries, totals }: Stored): readonly string[] => {
  const { signings, faults } = folded(log.events);
  const wanted = expected(signings);
  return [...faults, ...differences('entries', wanted, kept(entries)), ...differences('totals', withoutSubject(wanted), kept(totals))];
};
