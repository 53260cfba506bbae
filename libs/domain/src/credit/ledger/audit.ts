import type { Recorded } from '../../kernel/message.js';
import { type Append, appendsOf, type Books, bookOf, type Data, type LineBook, LINE_ACCOUNTS, minorIn, POSTINGS, type ProgrammeBook, type Say, shareOf, written } from './books.js';
import { ACCOUNTS } from './movement.js';

const ENDED: ReadonlySet<string> = new Set(['declined', 'closed']);
const DRAWS: ReadonlySet<string> = new Set(['CreditReserved', 'CreditPosted', 'CreditDrawn']);

/** What a movement moves: the programme's accounts, and the line's own. */
const move = (programme: ProgrammeBook, line: LineBook | undefined, fact: Recorded, data: Data, say: Say): void => {
  const { movement } = data;
  if (!movement) return;
  const amount = minorIn(movement.amount, movement.currency, say);
  if (amount <= 0n) say(`moves ${movement.amount}, which is not above nothing`);
  if (!(POSTINGS[fact.type] ?? []).includes(`${movement.debit}<${movement.credit}`)) say(`may not move from ${movement.credit} to ${movement.debit}`);
  programme.currency ??= movement.currency;
  if (movement.currency !== programme.currency) say(`moves ${movement.currency} in a programme of ${programme.currency}`);
  // The quota is credited with what comes in, all others are debited with it.
  programme.accounts[movement.debit] += movement.debit === 'quota' ? -amount : amount;
  programme.accounts[movement.credit] += movement.credit === 'quota' ? amount : -amount;
  if (!line) return;
  for (const account of LINE_ACCOUNTS) {
    if (movement.debit === account) line.held[account] += amount;
    if (movement.credit === account) line.held[account] -= amount;
  }
  if (movement.debit === 'outstanding') line.drawn += amount;
  const [isIn, isOut] = [movement.debit, movement.credit].map((account) => (LINE_ACCOUNTS as readonly string[]).includes(account));
  line.limit += isIn && !isOut ? amount : isOut && !isIn ? -amount : 0n;
};

/** What is reserved, one by one, and what is due on which day. */
const keep = (line: LineBook, { type }: Recorded, data: Data, say: Say): void => {
  const amount = data.movement ? minorIn(data.movement.amount, line.currency, say) : 0n;
  const { reservation = '', dueOn = null, settles = [] } = data;
  if (type === 'CreditReserved') line.reservations.set(reservation, (line.reservations.get(reservation) ?? 0n) + amount);
  if (type === 'CreditPosted' || type === 'CreditVoided' || type === 'ReservationExpired') {
    const left = (line.reservations.get(reservation) ?? 0n) - amount;
    if (left < 0n) say(`takes more than was reserved as ${reservation}`);
    line.reservations.set(reservation, left);
  }
  if ((type === 'CreditDrawn' || type === 'CreditPosted') && line.mode === 'ledger') line.dues.set(dueOn ?? '', (line.dues.get(dueOn ?? '') ?? 0n) + amount);
  if (type === 'CreditRepaid' && line.mode === 'ledger') {
    // Days come in their order, and what is due on none comes last.
    const inOrder = [...line.dues].filter(([, due]) => due !== 0n).map(([on]) => on || 'z').sort();
    if (settles.some(({ on }, n) => (on ?? 'z') !== inOrder[n])) say('settles what is not due first');
    for (const each of settles) line.dues.set(each.on ?? '', (line.dues.get(each.on ?? '') ?? 0n) - minorIn(each.amount, line.currency, say));
    if (settles.reduce((sum, each) => sum + minorIn(each.amount, line.currency, say), 0n) !== amount) say('settles another amount than was repaid');
  }
};

/** What a line may not do as it stands, whatever its numbers. */
const mayNot = (line: LineBook, { type }: Recorded, { movement, on = '' }: Data, say: Say): void => {
  // Of a mirrored line is recorded what its bank tells, whenever that is.
  if (line.mode !== 'ledger') return;
  if (ENDED.has(line.status) && movement) say(`moves money of a line that is ${line.status}`);
  if (!DRAWS.has(type)) return;
  if (line.status !== 'active') say(`draws on a line that is ${line.status}`);
  if (line.isFrozen) say('draws on a line that is frozen');
  if (line.expiresOn !== null && on > line.expiresOn) say(`draws on ${on}, after the last day of the line`);
};

const STATUS: Readonly<Record<string, string>> = {
  CreditLineApproved: 'approved', CreditLineDeclined: 'declined', CreditLineSigned: 'signed', CreditLineActivated: 'active', CreditLineClosed: 'closed', CreditLineExpired: 'expired',
};

/** A fact of a line: what it moves, and whether it states the line as it then is. */
const learnLine = (books: Books, fact: Recorded, data: Data, say: Say): void => {
  const line = bookOf(books, fact, data, say);
  if (!line) return;
  books.touched.add(line);
  mayNot(line, fact, data, say);
  move(line.of, line, fact, data, say);
  keep(line, fact, data, say);
  line.status = STATUS[fact.type] ?? line.status;
  line.isFrozen = fact.type === 'CreditLineFrozen' || (line.isFrozen && fact.type !== 'CreditLineReleased' && line.status === 'active');
  if (data.expiresOn !== undefined) line.expiresOn = data.expiresOn;
  const { balances, limit } = data;
  // What is asked for is not granted yet, and what a bank states is compared and not booked.
  if (limit && typeof limit !== 'string' && fact.type !== 'CreditLineNominated' && minorIn(limit.amount, line.currency, say) !== line.limit) say(`states a limit of ${limit.amount} where ${written(line.limit, line.currency)} is granted`);
  if (!balances) return;
  for (const account of LINE_ACCOUNTS) {
    const stated = minorIn(balances[account], line.currency, say);
    if (stated !== line.held[account]) say(`states ${balances[account]} ${account} where ${written(line.held[account], line.currency)} is held`);
    line.of.stated[account] += stated - line.stated[account];
    line.stated[account] = stated;
  }
  if (minorIn(balances.drawn, line.currency, say) !== line.drawn) say(`states ${balances.drawn} drawn in all where it is ${written(line.drawn, line.currency)}`);
};

/** A fact of a quota, or of what is allocated of it to a region. */
const learnQuota = (books: Books, fact: Recorded, data: Data, say: Say): void => {
  const programme = books.programmes.get(data.programme);
  if (!programme) return say(`is of a programme that was never proposed: ${data.programme}`);
  books.quotas.add(programme);
  const { region = null, line: id = '', amount = '0', currency = programme.currency ?? '' } = data;
  const share = shareOf(programme, region);
  if (fact.type === 'QuotaPlaced' || fact.type === 'QuotaLowered') shareOf(programme, null).ceiling = minorIn(data.quota?.amount ?? '', data.quota?.currency ?? '', say);
  if (fact.type === 'AllocationSet') share.ceiling = minorIn(data.allocation?.amount ?? '', data.allocation?.currency ?? '', say);
  if (fact.type === 'QuotaAllocated' || fact.type === 'AllocationReturned') {
    const by = minorIn(data.movement?.amount ?? '', data.movement?.currency ?? '', say);
    programme.allocations.set(region ?? '', (programme.allocations.get(region ?? '') ?? 0n) + (fact.type === 'QuotaAllocated' ? by : -by));
  }
  if (fact.type === 'QuotaGranted' || fact.type === 'QuotaFreed') {
    const by = minorIn(amount, currency, say) * (fact.type === 'QuotaGranted' ? 1n : -1n);
    share.granted += by;
    const line = books.lines.get(id);
    if (!line) return say(`is of a line that was never nominated: ${id}`);
    line.granted += by;
    books.touched.add(line);
  }
  move(programme, undefined, fact, data, say);
};

/** Whether a line is sound once everything that was written together is there. */
const soundLine = (line: LineBook, say: Say): void => {
  const { held, limit, currency, mode } = line;
  const all = LINE_ACCOUNTS.reduce((sum, account) => sum + held[account], 0n);
  const is = (what: string, sum: bigint, should: bigint): void => { if (sum !== should) say(`line ${line.id}: ${what} ${written(sum, currency)}, and should be ${written(should, currency)}`); };
  is('its accounts sum to', all, limit);
  is('it took from the quota', line.granted, limit);
  if (mode !== 'ledger') return;
  const left = line.status === 'expired' ? held.outstanding + held.used : ENDED.has(line.status) ? 0n : all;
  is(`being ${line.status} it holds`, all, left);
  is('its reservations sum to', [...line.reservations.values()].reduce((sum, each) => sum + each, 0n), held.reserved);
  is('its dues sum to', [...line.dues.values()].reduce((sum, each) => sum + each, 0n), held.outstanding);
  for (const account of LINE_ACCOUNTS) if (held[account] < 0n) say(`line ${line.id}: ${account} is ${written(held[account], currency)}, below nothing`);
  if (held.outstanding + held.reserved > limit) say(`line ${line.id}: ${written(held.outstanding + held.reserved, currency)} is outstanding and reserved, above the limit of ${written(limit, currency)}`);
};

/** Whether a programme is: what its quota's stream tells, what its accounts hold, and what its lines state come to the same. */
const soundProgramme = (programme: ProgrammeBook, say: Say): void => {
  const { accounts, stated, allocations, shares, mode, currency = 'CNY' } = programme;
  const is = (what: string, sum: bigint, should: bigint): void => { if (sum !== should) say(`programme ${programme.id}: ${what} ${written(sum, currency)}, and should be ${written(should, currency)}`); };
  const whole = shareOf(programme, null);
  const allocated = [...allocations.values()].reduce((sum, each) => sum + each, 0n);
  const regions = [...shares].filter(([region]) => region !== '');
  is('debits less credits come to', ACCOUNTS.reduce((sum, account) => sum + (account === 'quota' ? -accounts.quota : accounts[account]), 0n), 0n);
  for (const account of LINE_ACCOUNTS) is(`its lines state as ${account}`, stated[account], accounts[account]);
  if (whole.ceiling !== null) is('unallocated is', accounts.unallocated, whole.ceiling - allocated - whole.granted);
  is('the quota is', accounts.quota, whole.ceiling ?? allocated + whole.granted);
  is('allocated is', accounts.allocated, regions.reduce((sum, [, share]) => sum + (share.ceiling ?? 0n) - share.granted, 0n));
  for (const [region, share] of regions) is(`the allocation of ${region} is`, share.ceiling ?? 0n, allocations.get(region) ?? 0n);
  if (mode !== 'ledger') return;
  for (const [region, { ceiling, granted }] of shares) {
    const taken = granted + (region === '' ? allocated : 0n);
    if (ceiling !== null && taken > ceiling) say(`programme ${programme.id}: ${written(taken, currency)} is granted${region === '' ? ' and allocated' : ` in ${region}`}, above ${written(ceiling, currency)}`);
  }
  for (const account of ACCOUNTS) if (accounts[account] < 0n) say(`programme ${programme.id}: ${account} is ${written(accounts[account], currency)}, below nothing`);
};

const learn = (books: Books, fact: Recorded, say: Say): void => {
  const data = fact.data as Data;
  const last = books.versions.get(fact.stream) ?? 0;
  if (fact.version !== last + 1) say(`has version ${fact.version} in ${fact.stream}, after ${last}`);
  books.versions.set(fact.stream, fact.version);
  if (fact.type === 'CreditProgrammeProposed') {
    books.programmes.set(data.programme, {
      id: data.programme, mode: data.mode ?? 'ledger', currency: data.currency, allocations: new Map(), shares: new Map(),
      accounts: { quota: 0n, unallocated: 0n, allocated: 0n, committed: 0n, available: 0n, reserved: 0n, outstanding: 0n, used: 0n }, stated: { committed: 0n, available: 0n, reserved: 0n, outstanding: 0n, used: 0n },
    });
  } else if (fact.stream.startsWith('credit-quota-')) learnQuota(books, fact, data, say);
  else if (fact.stream.startsWith('credit-line-')) learnLine(books, fact, data, say);
  else if (data.movement) say(`moves money in ${fact.stream}, where none belongs`);
};

const check = (books: Books, { facts, at }: Append, found: string[]): void => {
  for (const fact of facts) learn(books, fact, (text) => { found.push(`position ${fact.position}, ${fact.type}: ${text}.`); });
  const say: Say = (text) => { found.push(`after position ${at}, ${text}.`); };
  for (const line of books.touched) {
    soundLine(line, say);
    books.quotas.add(line.of);
  }
  for (const programme of books.quotas) soundProgramme(programme, say);
  books.touched.clear();
  books.quotas.clear();
};

/**
 * Checks a log page by page: `read` answers with what does not hold in what was handed over, in sentences; what is written
 * together may be split between pages, so the last of it is held back until the next page, or until the `end`.
 */
export const auditing = (): Readonly<{ read: (facts: readonly Recorded[]) => readonly string[]; end: () => readonly string[] }> => {
  const books: Books = { programmes: new Map(), lines: new Map(), versions: new Map(), touched: new Set(), quotas: new Set() };
  let rest: readonly Recorded[] = [];
  const checked = (appends: readonly Append[]): readonly string[] => {
    const found: string[] = [];
    for (const append of appends) check(books, append, found);
    return found;
  };
  return {
    read: (facts) => {
      const appends = appendsOf([...rest, ...facts.filter(({ stream }) => stream.startsWith('credit-'))]);
      rest = appends.at(-1)?.facts ?? [];
      return checked(appends.slice(0, -1));
    },
    end: () => {
      const found = checked(appendsOf(rest));
      rest = [];
      return found;
    },
  };
};

/**
 * What does not hold of credit in a log, from its facts alone and after every append: that no more is granted than the quota and its
 * allocations, no more outstanding and reserved than the limit, that nothing is negative, debits equal credits, each movement stands
 * in one fact, and facts state what a replay comes to. Of lines whose bank tells what is drawn, bounds are left out. Nothing is well.
 */
export const auditOf = (facts: readonly Recorded[]): readonly string[] => {
  const audit = auditing();
  return [...audit.read(facts), ...audit.end()];
};
