import { creditData, fen, isCreditFact, lineAfter, type LineRead, LINE_ACCOUNTS, noLine, noProgramme, programmeAfter, type ProgrammeRead } from './credit-facts.js';
import { lineHolds, lineStep, movement } from './credit-steps.js';
import { groupedBy } from './set.js';
import type { StoredEvent, StoredLog } from './stored.js';

/** A programme's own accounts: what was placed, what of it is free, and of each region what was allocated and what of that is free. */
type Books = { quota: bigint; unallocated: bigint; allotted: Map<string, bigint>; free: Map<string, bigint> };
type All = Readonly<{ lines: Map<string, LineRead>; programmes: Map<string, ProgrammeRead>; books: Map<string, Books> }>;

const LINE = 'credit-line-';
/** Of these a command writes one at most: each is one movement that somebody asked for. */
const ONCE: ReadonlySet<string> = new Set([
  'CreditReserved', 'CreditPosted', 'CreditVoided', 'CreditDrawn', 'CreditRepaid', 'CreditLineReduced', 'CreditLineApproved', 'CreditLineActivated', 'CreditLineDeclined',
  'QuotaAllocated', 'AllocationReturned', 'QuotaPlaced', 'QuotaLowered',
]);

const added = (sums: Map<string, bigint>, key: string, sum: bigint): unknown => sums.set(key, (sums.get(key) ?? 0n) + sum);
const sumOf = (sums: Iterable<bigint>): bigint => [...sums].reduce((all, each) => all + each, 0n);
const told = (faults: readonly (string | false)[]): readonly string[] => faults.filter((fault) => fault !== false);

const booksOf = ({ books }: All, programme: string): Books => {
  const own = books.get(programme) ?? { quota: 0n, unallocated: 0n, allotted: new Map(), free: new Map() };
  books.set(programme, own);
  return own;
};

/** The programme's half of a movement; the line's half is the line's. `region` is whose allocation it is about. */
const book = (books: Books, event: StoredEvent, region: string | null): void => {
  const { movement: it } = creditData(event);
  if (!it) return;
  const sum = fen(it.amount);
  for (const [account, change] of [[it.debit, sum], [it.credit, -sum]] as const) {
    if (account === 'quota') books.quota -= change;
    if (account === 'unallocated') books.unallocated += change;
    if (account === 'allocated') added(books.free, region ?? '', change);
  }
  if (event.type === 'QuotaAllocated') added(books.allotted, region ?? '', sum);
  if (event.type === 'AllocationReturned') added(books.allotted, region ?? '', -sum);
};

/** One fact after another of an append; answers with what is wrong on the way. */
const fold = (all: All, event: StoredEvent): readonly string[] => {
  const data = creditData(event);
  if (event.stream.startsWith('credit-programme-')) {
    all.programmes.set(data.programme, programmeAfter(all.programmes.get(data.programme) ?? noProgramme, event));
    return [];
  }
  const programme = all.programmes.get(data.programme) ?? noProgramme;
  if (!event.stream.startsWith(LINE)) {
    book(booksOf(all, data.programme), event, data.region);
    return data.movement === undefined ? [] : told(movement(event, 'unallocated', programme.currency));
  }
  const it = all.lines.get(event.stream) ?? noLine;
  const after = lineAfter(it, event);
  all.lines.set(event.stream, after);
  book(booksOf(all, data.programme), event, after.allocation);
  return told([...lineStep(it, after, programme, event), ...movement(event, after.allocation === null ? 'unallocated' : 'allocated', programme.currency)]);
};

/** What must hold of a programme after every append: nothing granted or allocated beyond what there is, and every yuan in one account. */
const programmeHolds = (all: All, programme: string): readonly string[] => {
  const { quota, unallocated, allotted, free } = booksOf(all, programme);
  const own = [...all.lines.values()].filter((line) => line.programme === programme);
  const granted = (region: string | null): bigint => sumOf(own.filter(({ allocation }) => allocation === region).map(({ limit }) => limit));
  const held = sumOf(own.flatMap((line) => LINE_ACCOUNTS.map((account) => line.held[account])));
  return told([
    unallocated < 0n && `its unallocated quota is ${unallocated}`,
    ...[...free].map(([region, sum]) => sum < 0n && `what is free of the allocation to ${region} is ${sum}`),
    granted(null) + sumOf(allotted.values()) > quota && `${granted(null)} is granted and ${sumOf(allotted.values())} allocated of a quota of ${quota}`,
    ...[...allotted].map(([region, sum]) => granted(region) > sum && `${granted(region)} is granted of ${sum} that is allocated to ${region}`),
    unallocated + sumOf(free.values()) + held !== quota && `its debits are ${unallocated + sumOf(free.values()) + held} and its credits ${quota}`,
  ]);
};

/** What a quota's streams say was taken and came back has to be what the lines moved in the same append, each once. */
const mirrored = (all: All, append: readonly StoredEvent[]): readonly (string | false)[] => {
  const isOfQuota = (account: string): boolean => account === 'allocated' || account === 'unallocated';
  const moves = append.filter(({ stream }) => stream.startsWith(LINE)).flatMap(({ stream, data }): string[] => {
    const { line, programme, movement: it } = creditData({ data });
    const region = all.lines.get(stream)?.allocation ?? null;
    const at = `credit-quota-${programme}${region === null ? '' : `-${region}`} ${line} ${it?.amount}`;
    return it ? [...(isOfQuota(it.credit) ? [`QuotaGranted ${at}`] : []), ...(isOfQuota(it.debit) ? [`QuotaFreed ${at}`] : [])] : [];
  }).sort();
  const said = append.filter(({ type }) => type === 'QuotaGranted' || type === 'QuotaFreed').map((event) => `${event.type} ${event.stream} ${creditData(event).line} ${creditData(event).amount}`).sort();
  return [moves.join() !== said.join() && `its lines moved ${moves.join(', ') || 'nothing'}, and the quota says ${said.join(', ') || 'nothing'}`];
};

const doubled = (append: readonly StoredEvent[]): readonly (string | false)[] =>
  [...groupedBy(append.filter(({ type }) => ONCE.has(type)), ({ type }) => type)].map(([type, same]) => same.length > 1 && `${type} was written ${same.length} times by one command`);

/** Facts of one command that stand together are one append; the same command in another place is a second one. */
const appendsIn = (events: readonly StoredEvent[]): readonly (readonly StoredEvent[])[] => {
  const appends: StoredEvent[][] = [];
  for (const event of events) {
    const last = appends.at(-1);
    if (last?.[0]?.commandId === event.commandId) last.push(event);
    else appends.push([event]);
  }
  return appends;
};

/**
 * The ledger of all programmes, replayed: after every append nothing is negative, granted is within quota and allocation,
 * outstanding and reserved within the limit, debits are credits, and every movement stands in one fact that is true.
 */
export const credit = ({ events }: Pick<StoredLog, 'events'>): readonly string[] => {
  const all: All = { lines: new Map(), programmes: new Map(), books: new Map() };
  const commands = new Set<string>();
  return appendsIn(events.filter(isCreditFact)).flatMap((append) => {
    const [{ commandId, position }] = append as [StoredEvent];
    const isAgain = commands.has(commandId);
    commands.add(commandId);
    const faults = [
      ...told([isAgain && `command ${commandId} was written a second time`]),
      ...append.flatMap((event) => fold(all, event).map((fault) => `of ${event.stream}, ${fault}`)),
      ...[...new Set(append.map(({ stream }) => stream))].filter((stream) => stream.startsWith(LINE)).flatMap((stream) => told(lineHolds(all.lines.get(stream) ?? noLine)).map((fault) => `of ${stream}, ${fault}`)),
      ...[...new Set(append.map((event) => creditData(event).programme))].flatMap((id) => programmeHolds(all, id).map((fault) => `of programme ${id}, ${fault}`)),
      ...told([...mirrored(all, append), ...doubled(append)]),
    ];
    return faults.map((fault) => `Position ${position}: ${fault}.`);
  });
};
