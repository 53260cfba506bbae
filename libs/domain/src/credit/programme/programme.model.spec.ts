import fc from 'fast-check';
import type { Recorded } from '../../kernel/message.js';
import { auditOf, minorOf, type Movement } from '../ledger/index.js';
import type { ApproveLine, DeclineLine, LineCommand, NominateLine, ReduceLine } from '../line/index.js';
import { evolvePool, emptyPool, type Pool, quotaStream } from './pool.js';
import type { QuotaFact } from './programme.events.js';
import type { ProgrammeCommand } from './programme.js';
import { allocate, approve, banker, change, checker, giveBack, maker, PROGRAMME, propose, reason, resume, sent, suspend, takeBack } from './programme.samples.js';
import { type Book, codeOf, directory, emptyBook, firmOf, granter, lineOf, streamIn, tried as outcomeOf } from './world.samples.js';

const REGIONS = ['510104', '510100'] as const;
const MODES = ['ledger', 'mirror'] as const;
const DECIMALS = { JPY: 0, CNY: 2, KWD: 3 } as const;
type Currency = keyof typeof DECIMALS;

const WHATS = ['change', 'change', 'approve', 'approve', 'approve', 'return', 'allocate', 'allocate', 'take-back', 'take-back', 'suspend', 'resume', 'resume', 'resume', 'grant', 'grant', 'grant', 'grant', 'grant', 'grant', 'decline', 'decline', 'reduce', 'reduce', 'reduce'] as const;
type Try = Readonly<{ what: (typeof WHATS)[number]; who: boolean; amount: number; all: boolean; pool: number; line: number }>;
const tries = fc.array(fc.record({ what: fc.constantFrom(...WHATS), who: fc.boolean(), amount: fc.integer({ min: 1, max: 12 }), all: fc.boolean(), pool: fc.integer({ min: 0, max: 2 }), line: fc.integer({ min: 0, max: 30 }) }), { minLength: 15, maxLength: 60 });
const opening = fc.record({ mode: fc.constantFrom(...MODES), currency: fc.constantFrom<Currency>('JPY', 'CNY', 'KWD'), quota: fc.option(fc.integer({ min: 1, max: 20 })), tries });

/** What the model knows, in whole amounts: it is told what was tried and keeps no facts. */
type Held = { from: number; amount: number; stands: boolean };
type Model = { quota: number | null; waiting: { quota: number; who: boolean } | null; suspended: boolean; ceilings: (number | null)[]; lines: Held[] };

const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);
/** What stands of grants out of the quota (0) or out of an allocation. */
const grantedOf = ({ lines }: Model, pool: number): number => sum(lines.filter(({ from, stands }) => stands && from === pool).map(({ amount }) => amount));
const takenOf = (model: Model): number => grantedOf(model, 0) + sum(model.ceilings.map((each) => each ?? 0));

/** What the model says of a try: the code of a refusal, or 'nothing' or 'done', of which it then learns. */
const foretold = (model: Model, mode: (typeof MODES)[number], { what, who, amount, all, pool, line }: Try): string => {
  const isBound = mode === 'ledger';
  const [free, held] = [model.quota === null ? null : model.quota - takenOf(model), model.lines[line % Math.max(1, model.lines.length)]];
  switch (what) {
    case 'change':
      if (model.waiting) return 'credit-programme/proposal-waits';
      if (model.quota === amount * 2) return 'nothing';
      if (isBound && amount * 2 < takenOf(model)) return 'credit-programme/quota-below-granted';
      model.waiting = { quota: amount * 2, who };
      return 'done';
    case 'approve':
      if (!model.waiting) return 'credit-programme/nothing-waits';
      if (model.waiting.who === who) return 'credit-programme/second-person';
      if (isBound && model.waiting.quota < takenOf(model)) return 'credit-programme/quota-below-granted';
      [model.quota, model.waiting] = [model.waiting.quota, null];
      return 'done';
    case 'return':
      if (!model.waiting) return 'credit-programme/nothing-waits';
      model.waiting = null;
      return 'done';
    case 'suspend': case 'resume': {
      const isNew = model.suspended !== (what === 'suspend');
      model.suspended = what === 'suspend';
      return isNew ? 'done' : 'nothing';
    }
    case 'allocate':
      if (model.suspended) return 'credit-programme/suspended';
      if (free !== null && amount > free) return 'credit-programme/quota-exhausted';
      model.ceilings[pool % 2] = (model.ceilings[pool % 2] ?? 0) + amount;
      return 'done';
    case 'take-back': {
      const ceiling = model.ceilings[pool % 2] ?? null;
      if (ceiling === null) return 'credit-programme/no-allocation';
      const unused = Math.max(0, ceiling - grantedOf(model, (pool % 2) + 1));
      if (!all && amount > unused) return 'credit-programme/allocation-in-use';
      model.ceilings[pool % 2] = ceiling - (all ? unused : amount);
      return all && unused === 0 ? 'nothing' : 'done';
    }
    case 'grant': {
      if (model.suspended) return 'credit-programme/suspended';
      const ceiling = pool === 0 ? model.quota : (model.ceilings[pool - 1] ?? null);
      if (pool > 0 && (ceiling === null || ceiling === 0)) return 'credit-programme/no-allocation';
      const left = pool === 0 ? free : (ceiling ?? 0) - grantedOf(model, pool);
      if (isBound && left !== null && amount > left) return pool === 0 ? 'credit-programme/quota-exhausted' : 'credit-programme/allocation-exhausted';
      model.lines.push({ from: pool, amount, stands: true });
      return 'done';
    }
    case 'decline':
      if (!held) return 'none';
      if (!held.stands) return 'nothing';
      held.stands = false;
      return 'done';
    case 'reduce':
      if (!held) return 'none';
      if (!held.stands) return 'credit-line/declined';
      if (amount === held.amount) return 'nothing';
      if (amount > held.amount) return 'credit-line/not-a-reduction';
      held.amount = amount;
      return 'done';
  }
};

type World = { book: Book; model: Model; ids: number; granted: { id: string; from: number }[]; mode: (typeof MODES)[number]; currency: Currency };
const moneyOf = ({ currency }: World, amount: number) => ({ amount: DECIMALS[currency] === 0 ? String(amount) : `${amount}.${'0'.repeat(DECIMALS[currency])}`, currency });

const said = (outcome: string | readonly Recorded[]): string => (typeof outcome === 'string' ? outcome : outcome.length === 0 ? 'nothing' : 'done');
const onProgramme = ({ book }: World, command: ProgrammeCommand): string => said(outcomeOf(book, command));
const onLine = ({ book }: World, command: LineCommand): string => said(outcomeOf(book, command));

const allocationOf = (pool: number): string | null => (pool === 0 ? null : (REGIONS[pool - 1] ?? null));

/** A firm is put forward, and then granted: two commands, of which the first is refused while the programme is suspended. */
const grant = (world: World, amount: number, pool: number): string => {
  const n = (world.ids += 1);
  const nominated = onLine(world, sent<NominateLine>('NominateLine', banker, '2026-02-02', {
    id: lineOf(n), programme: PROGRAMME, batch: null, borrower: null, creditCode: codeOf(n), limit: moneyOf(world, amount), product: null, revolving: true, expiresOn: null, track: null, score: null, reference: null,
  }, { ...directory, bodyByCode: () => directory.body(firmOf(n)) }));
  if (nominated !== 'done') return nominated;
  const granted = onLine(world, sent<ApproveLine>('ApproveLine', granter, '2026-02-03', { id: lineOf(n), programme: PROGRAMME, limit: null, allocation: allocationOf(pool), expiresOn: null, score: null }, directory));
  if (granted === 'done') world.granted.push({ id: lineOf(n), from: pool });
  return granted;
};

const tried = (world: World, { what, who, amount, all, pool, line }: Try): string => {
  const by = who ? maker : checker;
  const held = world.granted[line % Math.max(1, world.granted.length)];
  switch (what) {
    case 'change': return onProgramme(world, change({ quota: moneyOf(world, amount * 2) }, by));
    case 'approve': return onProgramme(world, approve({}, by));
    case 'return': return onProgramme(world, giveBack({}, by));
    case 'suspend': return onProgramme(world, suspend({}, by));
    case 'resume': return onProgramme(world, resume({}, by));
    case 'allocate': return onProgramme(world, allocate({ region: REGIONS[pool % 2] ?? '', amount: moneyOf(world, amount) }, by));
    case 'take-back': return onProgramme(world, takeBack({ region: REGIONS[pool % 2] ?? '', amount: all ? null : moneyOf(world, amount) }, by));
    case 'grant': return grant(world, amount, pool);
    case 'decline': return held ? onLine(world, sent<DeclineLine>('DeclineLine', granter, '2026-02-04', { id: held.id, programme: PROGRAMME, allocation: allocationOf(held.from), reason }, directory)) : 'none';
    case 'reduce': return held ? onLine(world, sent<ReduceLine>('ReduceLine', granter, '2026-02-04', { id: held.id, programme: PROGRAMME, allocation: allocationOf(held.from), limit: moneyOf(world, amount), reason }, directory)) : 'none';
  }
};

const poolIn = (book: Book, region: string | null): Pool => streamIn(book, quotaStream(PROGRAMME, region)).reduce((pool, fact) => evolvePool(pool, fact as unknown as QuotaFact), emptyPool);

/** What must hold after every append, by the facts alone. */
const mustHold = ({ book, mode, currency, model }: World): void => {
  const minor = (amount: string): bigint => minorOf(amount, currency);
  const whole = (amount: number): bigint => BigInt(amount) * 10n ** BigInt(DECIMALS[currency]);
  const accounts = new Map<string, bigint>();
  const movements = book.all.flatMap(({ data }) => ('movement' in data && data.movement !== null ? [data.movement as Movement] : []));
  for (const { debit, credit, amount, currency: of } of movements) {
    expect([debit === credit, minor(amount) > 0n, of]).toEqual([false, true, currency]);
    accounts.set(debit, (accounts.get(debit) ?? 0n) + minor(amount));
    accounts.set(credit, (accounts.get(credit) ?? 0n) - minor(amount));
  }
  const of = (account: string): bigint => accounts.get(account) ?? 0n;
  const others = [...accounts].reduce((all, [account, amount]) => all + (account === 'quota' ? 0n : amount), 0n);
  // All others together are the quota: the one that is stated or, where none is, all that was taken.
  expect(others).toBe(-of('quota'));
  expect(-of('quota')).toBe(whole(model.quota ?? takenOf(model)));
  const [pool, shares] = [poolIn(book, null), REGIONS.map((region) => poolIn(book, region))];
  const allocated = Object.values(pool.allocations).reduce((all, each) => all + minor(each), 0n);
  expect(allocated).toBe(shares.reduce((all, { ceiling }) => all + minor(ceiling ?? '0'), 0n));
  expect([pool.ceiling === null ? null : minor(pool.ceiling), allocated, minor(pool.granted)]).toEqual([model.quota === null ? null : whole(model.quota), whole(sum(model.ceilings.map((each) => each ?? 0))), whole(grantedOf(model, 0))]);
  expect(shares.map(({ ceiling, granted }) => [ceiling === null ? null : minor(ceiling), minor(granted)])).toEqual(model.ceilings.map((each, n) => [each === null ? null : whole(each), whole(grantedOf(model, n + 1))]));
  expect(of('committed')).toBe(whole(sum([0, 1, 2].map((each) => grantedOf(model, each)))));
  if (mode === 'mirror') return;
  if (model.quota !== null) expect(allocated + minor(pool.granted) <= whole(model.quota)).toBe(true);
  for (const { ceiling, granted } of shares) expect(minor(granted) <= minor(ceiling ?? '0')).toBe(true);
  for (const account of ['unallocated', 'allocated', 'committed']) expect(of(account) >= 0n).toBe(true);
};

const run = (history: { mode: (typeof MODES)[number]; currency: Currency; quota: number | null; tries: readonly Try[] }, see: (what: string, outcome: string) => void = () => undefined): void => {
  const world: World = { book: emptyBook(), model: { quota: history.quota, waiting: null, suspended: false, ceilings: [null, null], lines: [] }, ids: 0, granted: [], mode: history.mode, currency: history.currency };
  for (const each of [propose({ mode: world.mode, currency: world.currency, quota: history.quota === null ? null : moneyOf(world, history.quota), products: [] }), approve()]) onProgramme(world, each);
  mustHold(world);
  for (const each of history.tries) {
    const outcome = tried(world, each);
    expect(outcome).toBe(foretold(world.model, world.mode, each));
    see(each.what, outcome);
    mustHold(world);
  }
  expect(auditOf(world.book.all)).toEqual([]);
};

describe('a programme, its quota and what is allocated of it', () => {
  it('are what a model of whole numbers says, after every append', () => fc.assert(fc.property(opening, (history) => run(history)), { numRuns: 50 }));

  it('meet every outcome in histories of a known seed', () => {
    const seen = new Set<string>();
    fc.assert(fc.property(opening, (history) => run(history, (what, outcome) => seen.add(`${what}: ${outcome}`))), { numRuns: 70, seed: 20260222 });
    expect([...seen].filter((each) => !each.endsWith(': none')).sort()).toEqual([
      'allocate: credit-programme/quota-exhausted', 'allocate: credit-programme/suspended', 'allocate: done',
      'approve: credit-programme/nothing-waits', 'approve: credit-programme/quota-below-granted', 'approve: credit-programme/second-person', 'approve: done',
      'change: credit-programme/proposal-waits', 'change: credit-programme/quota-below-granted', 'change: done', 'change: nothing',
      'decline: done', 'decline: nothing',
      'grant: credit-programme/allocation-exhausted', 'grant: credit-programme/no-allocation', 'grant: credit-programme/quota-exhausted', 'grant: credit-programme/suspended', 'grant: done',
      'reduce: credit-line/declined', 'reduce: credit-line/not-a-reduction', 'reduce: done', 'reduce: nothing',
      'resume: done', 'resume: nothing', 'return: credit-programme/nothing-waits', 'return: done', 'suspend: done', 'suspend: nothing',
      'take-back: credit-programme/allocation-in-use', 'take-back: credit-programme/no-allocation', 'take-back: done', 'take-back: nothing',
    ]);
  });
});
