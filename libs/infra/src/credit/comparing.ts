import { isLess, minorOf, minus, nothing, plus } from '@entente/domain/credit/ledger';
import { discrepanciesOf, drawnBeside, type KnownLine, movedBetween, outstandingOn } from '@entente/domain/credit/line';
import { emptyPool, quotaStream } from '@entente/domain/credit/programme';
import { daysBetween } from '@entente/domain/kernel/period';
import type { Standing } from './recorded.js';

/** A difference between what a bank stated and what is recorded, which nobody has explained: whose it is to clear, and for how many days it has stood. Amounts are for those who may read the line. */
export type OpenDifference = Readonly<{ programme: string; line: string; bank: string; kind: string; cutOff: string; owner: 'bank' | 'issuer'; organisation: string; since: string; days: number }>;

const knownLines = ({ lines }: Pick<Standing, 'lines'>): readonly KnownLine[] => [...lines.values()].flatMap((line) => (line.status === 'absent' ? [] : [line]));

const EVER = '9999-12-31';

/** What a line counts for in each metric, from its own stream and not from its entries; a mirrored one as its bank told and stated. */
const COUNTED: Readonly<Record<string, (line: KnownLine) => string>> = {
  'credit.active': ({ status, limit, currency }) => (status === 'active' ? limit : nothing(currency)),
  'credit.available': (line) => (line.about.mode === 'ledger' ? line.balances.available : availableInMirror(line)),
  'credit.reserved': ({ about, balances, currency }) => (about.mode === 'ledger' ? balances.reserved : nothing(currency)),
  'credit.outstanding': ({ about, balances, mirror, currency }) => (about.mode === 'ledger' ? balances.outstanding : outstandingOn(mirror, EVER, currency)),
};
export const METRICS = Object.keys(COUNTED);

/** What was ever drawn of a mirrored line: as its bank told, and what its statements say beside that. */
const everDrawn = ({ mirror, currency }: KnownLine): string =>
  drawnBeside(mirror).reduce((sum, [, amount]) => plus(sum, amount, currency), movedBetween(mirror, null, EVER, currency).drawn);

/** Of a limit that is overdrawn nothing is available, and not less. What was drawn once is used up in a line that does not revolve. */
const availableInMirror = (line: KnownLine): string => {
  const { status, limit, revolving, mirror, currency } = line;
  if (status !== 'active') return nothing(currency);
  const [owed, drawn] = [outstandingOn(mirror, EVER, currency), revolving ? nothing(currency) : everDrawn(line)];
  const used = isLess(owed, drawn, currency) ? drawn : owed;
  return isLess(limit, used, currency) ? nothing(currency) : minus(limit, used, currency);
};

/** Whether what is granted from the quota, and from each allocation, is what its lines hold of it; the sentences say where it is not. */
export const againstQuota = (programme: string, standing: Standing): readonly string[] => {
  const held = new Map<string, string>();
  for (const { allocation, limit, currency } of knownLines(standing)) {
    const stream = quotaStream(programme, allocation);
    held.set(stream, plus(held.get(stream) ?? nothing(currency), limit, currency));
  }
  return [...new Set([...standing.pools.keys(), ...held.keys()])].sort().flatMap((stream) => {
    const { granted, currency } = standing.pools.get(stream) ?? emptyPool;
    const limits = held.get(stream) ?? nothing(currency);
    return minorOf(granted, currency) === minorOf(limits, currency) ? [] : [`From ${stream} ${granted} ${currency} are granted, and its lines hold limits of ${limits} ${currency}.`];
  });
};

/** Whether the metrics tell of a programme what its lines come to; `told` are their sums by metric and currency, each as `metric currency`. */
export const againstMetrics = (programme: string, standing: Standing, told: ReadonlyMap<string, string>): readonly string[] => {
  const lines = knownLines(standing);
  const currencies = [...new Set([...lines.map(({ currency }) => currency), ...[...told.keys()].map((key) => key.split(' ')[1] as string)])].sort();
  return currencies.flatMap((currency) => METRICS.flatMap((metric) => {
    const counted = lines.filter((line) => line.currency === currency).reduce((sum, line) => plus(sum, (COUNTED[metric] as (line: KnownLine) => string)(line), currency), nothing(currency));
    const said = told.get(`${metric} ${currency}`) ?? nothing(currency);
    return minorOf(counted, currency) === minorOf(said, currency) ? [] : [`Of programme ${programme} ${metric} tells ${said} ${currency}, and its lines come to ${counted} ${currency}.`];
  }));
};

/** The differences of a programme's mirrored lines that are open on a day, the oldest first. */
export const openDifferences = (id: string, { programme, lines }: Standing, day: string): readonly OpenDifference[] =>
  knownLines({ lines }).flatMap(({ about: { line, bank }, mirror }) => discrepanciesOf(mirror).filter(({ explained }) => explained === null).map(({ kind, cutOff, owner, since }): OpenDifference => ({
    programme: id, line, bank, kind, cutOff, owner, since, days: daysBetween(since, day),
    organisation: owner === 'bank' || programme.status === 'absent' ? bank : programme.issuer.organisation,
  }))).sort((a, b) => (`${a.since} ${a.line} ${a.kind} ${a.cutOff}` < `${b.since} ${b.line} ${b.kind} ${b.cutOff}` ? -1 : 1));
