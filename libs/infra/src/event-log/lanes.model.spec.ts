import type { Recorded } from '@entente/domain/kernel/message';
import { Refusal } from '@entente/domain/kernel/refusal';
import fc, { type Scheduler } from 'fast-check';
import { type Balances, bank, type BankCommand, commandOf, hashOf, type Moved, nameOf, POISONED } from './bank.samples.js';
import { type Handled, KeyReused, VersionMoved } from './deciding.js';
import { type Append, AppendRejected, EventLog, LogUnavailable, type Outcome, type Slice } from './event-log.js';
import { sampleTypes } from './event-log.contract.js';
import { Lanes } from './lanes.js';
import { MemoryEventLog } from './memory-event-log.js';

type Fate = 'well' | 'lost before' | 'lost after' | 'busy';
type Reach = Readonly<{ s: Scheduler; fate: () => Fate; turns: Map<string, Promise<unknown>> }>;
const CALLS_MAX = 400;

/** The log as a process reaches it: answers take their time, and some calls are lost on the way there or back. */
class Reached extends EventLog {
  generation = 0;

  constructor(private readonly log: EventLog, private readonly reach: Reach) {
    super();
  }

  append(appends: readonly Append[]): Promise<readonly Outcome[]> {
    return this.there('append', async (busy) => {
      if (new Set(appends.map(({ commandId }) => commandId)).size < appends.length) throw new Error('a command is named twice in one call');
      if (appends.some(({ facts }) => facts.some(({ data }) => Math.abs((data as Moved['data']).by) === POISONED))) throw new AppendRejected('poisoned');
      const outcomes = await this.log.append(appends);
      return outcomes.map((outcome) => (busy && (outcome.outcome === 'appended' || outcome.outcome === 'conflict') ? { ...outcome, contended: true } : outcome));
    });
  }

  read(stream: string, after: number, commandId?: string): Promise<Slice> {
    return this.there('read', () => this.log.read(stream, after, commandId));
  }

  async inTurn(stream: string, work: () => Promise<void>): Promise<void> {
    const before = this.reach.turns.get(stream);
    const mine = Promise.resolve(before).then(work);
    this.reach.turns.set(stream, mine.catch(() => undefined));
    await mine;
  }

  async close(): Promise<void> {}

  private async there<T>(what: string, work: (busy: boolean) => Promise<T>): Promise<T> {
    const fate = this.reach.fate();
    await this.reach.s.schedule(Promise.resolve(), `${what} arrives`);
    const answer = fate === 'lost before' ? undefined : await work(fate === 'busy');
    await this.reach.s.schedule(Promise.resolve(), `${what} is answered`);
    if (fate === 'well' || fate === 'busy') return answer as T;
    this.generation += 1;
    throw new LogUnavailable('lost');
  }
}

const seldom = (of: number) => fc.nat(of - 1).map((n) => n === of - 1);
const asking = fc.record({
  type: fc.constantFrom<BankCommand['type']>('Deposit', 'Deposit', 'Draw', 'Transfer', 'DrawBacked', 'Fetch', 'Fetch'),
  account: fc.constantFrom('a', 'b'),
  purse: fc.constantFrom('c', 'd', 'e'),
  amount: fc.oneof({ weight: 12, arbitrary: fc.integer({ min: 0, max: 4 }) }, { weight: 1, arbitrary: fc.constant(POISONED) }),
  process: fc.nat(2),
  /** An earlier command comes again, perhaps elsewhere and perhaps with another question. */
  again: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(20) }),
  anotherQuestion: seldom(4),
  ifVersion: fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(4) }),
});
const scenario = fc.record({
  processes: fc.integer({ min: 1, max: 3 }),
  askings: fc.array(asking, { minLength: 1, maxLength: 16 }),
  fates: fc.array(fc.constantFrom<Fate>('well', 'well', 'well', 'well', 'lost before', 'lost after', 'busy'), { maxLength: 30 }),
  /** 0: the turn is over before the first read is answered, as on a log that is slow. */
  sliceMs: fc.constantFrom(0, 5),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

/** One asking and what came of it; `from` and `to` are the log's positions when it was asked and answered. */
type Told = { command: BankCommand; hash: string; ifVersion: number | undefined; from: number; to: number; handled?: Handled; error?: unknown };

/** Both accounts begin with something. */
const opening = ['a', 'b'].map((account, n) => commandOf(98 + n, 'Deposit', { account, amount: 3 })).map((command) => ({ command, hash: hashOf(command) }));

type Cut = (log: MemoryEventLog) => EventLog;
type Story = Readonly<{ told: readonly Told[]; events: readonly Recorded<Moved>[] }>;

const play = async (s: Scheduler, { processes, askings, fates, sliceMs }: Scenario, togetherMax: number, cut: Cut = (log) => log): Promise<Story> => {
  const log = new MemoryEventLog(sampleTypes);
  const turns = new Map<string, Promise<unknown>>();
  let calls = 0;
  const fate = (): Fate => {
    if ((calls += 1) > CALLS_MAX) throw new Error('there is no end of asking the log');
    return fates[calls - 1] ?? 'well';
  };
  const lanes = Array.from({ length: processes }, () => new Lanes(new Reached(cut(log), { s, fate, turns }), { togetherMax, sliceMs }));
  const commands: BankCommand[] = [];
  const told: Told[] = [];
  for (const [n, { command, hash }] of opening.entries()) {
    told.push({ command, hash, ifVersion: undefined, from: n, to: n + 1, handled: await new Lanes(log).handle(bank, command, { inputHash: hash }) });
  }
  const all = askings.map(async ({ type, account, purse, amount, process, again, anotherQuestion, ifVersion }, n) => {
    await s.schedule(Promise.resolve(), `asking ${n}`);
    const former = again === undefined ? undefined : commands[again % (commands.length || 1)];
    const data = type === 'Fetch' ? { account: purse, other: account, amount } : { account, amount, ...(type === 'Transfer' || type === 'DrawBacked' ? { other: account === 'a' ? 'b' : 'a' } : {}) };
    const command = former && !anotherQuestion ? former : { ...commandOf(n, type, data), ...(former ? { id: former.id } : {}) };
    commands.push(command);
    const each: Told = { command, hash: hashOf(command), ifVersion, from: log.events.length, to: 0 };
    told.push(each);
    try {
      each.handled = await (lanes[process % processes] as Lanes).handle(bank, command, { inputHash: each.hash, ...(ifVersion === undefined ? {} : { ifVersion }) });
    } catch (error) {
      each.error = error;
    }
    each.to = log.events.length;
  });
  await s.waitFor(Promise.all(all));
  return { told, events: log.events as unknown as Recorded<Moved>[] };
};

/** What the bank says to a command on facts that lie before it. */
const sequentially = (command: BankCommand, before: readonly Recorded<Moved>[], ifVersion?: number): readonly Moved[] | string => {
  const version = before.findLast(({ stream }) => stream === bank.streamsOf(command)[0])?.version ?? 0;
  if (ifVersion !== undefined && ifVersion !== version) return 'moved';
  try {
    return bank.decide(command, before.reduce<Balances>(bank.evolve, bank.initialState));
  } catch (error) {
    return (error as Refusal).code;
  }
};

/** Everything in which the story differs from one where commands are carried out one after the other. */
const wrongs = ({ told, events }: Story): readonly string[] => {
  const wrong: string[] = [];
  const by = (id: string): readonly Recorded<Moved>[] => events.filter(({ commandId }) => commandId === id);
  events.reduce<Balances>((balances, fact) => {
    const next = bank.evolve(balances, fact);
    if ((next[fact.data.account] ?? 0) < 0) wrong.push(`${fact.data.account} is overdrawn at ${fact.position}`);
    return next;
  }, bank.initialState);
  for (const name of ['a', 'b', 'c', 'd', 'e'].map(nameOf)) {
    if (events.filter(({ stream }) => stream === name).some(({ version }, n) => version !== n + 1)) wrong.push(`${name} has gaps`);
  }
  const moves = (facts: readonly Moved[]): string => JSON.stringify(facts.map(({ data }) => data));
  for (const [first, id] of events.flatMap(({ position, commandId, ordinal }) => (ordinal === 0 ? [[position, commandId] as const] : []))) {
    // What was decided rests on everything that lies before it.
    const decided = told.filter(({ command }) => command.id === id).map(({ command }) => sequentially(command, events.slice(0, first - 1)));
    if (!decided.some((facts) => typeof facts !== 'string' && moves(facts) === moves(by(id)))) wrong.push(`what is at ${first} would not have been decided there: ${JSON.stringify(decided)}`);
  }
  for (const each of told) wrong.push(...wrongsOf(each, told, events).map((what) => `${each.command.type} ${each.hash}: ${what}`));
  return wrong;
};

const wrongsOf = (each: Told, told: readonly Told[], events: readonly Recorded<Moved>[]): readonly string[] => {
  const { command, hash, ifVersion, from, to, handled, error } = each;
  const alike = told.filter((other) => other.command.id === command.id && other.hash === hash);
  const facts = events.filter(({ commandId }) => commandId === command.id);
  const [own] = bank.streamsOf(command);
  const times = (start: number): readonly number[] => Array.from({ length: to - start + 1 }, (_, n) => start + n);
  // The streams of a command are read one by one, so that a refusal rests on each as it stood at a time of its own.
  const couldSay = (answer: string): boolean => times(from).some((one) => times(from).some((another) =>
    sequentially(command, events.filter(({ stream, position }) => position <= (stream === own ? one : another)), ifVersion) === answer));
  if (error instanceof Refusal || error instanceof VersionMoved) {
    const code = error instanceof Refusal ? error.code : 'moved';
    return [
      ...(couldSay(code) ? [] : [`${code}, and at no time was it so between ${from} and ${to}`]),
      ...(facts.some(({ position }) => position <= from) && alike.some((other) => other.handled && other.to <= from) ? ['it is refused, and was carried out before'] : []),
    ];
  }
  if (error instanceof KeyReused) return told.some((other) => other.command.id === command.id && other.hash !== hash) ? [] : ['a key is not reused'];
  if (error instanceof AppendRejected) return command.data.amount === POISONED ? [] : ['it is rejected for another’s fault'];
  if (error !== undefined) return error instanceof LogUnavailable ? [] : [`it fails with ${String(error)}`];
  if (!handled) return ['it has no answer'];
  const answers = alike.flatMap((other) => other.handled ?? []);
  const begun = Math.min(...alike.map((other) => other.from));
  const { stream, version, position, replayed } = handled;
  const stood = events.slice(0, position).findLast((event) => event.stream === stream)?.version ?? 0;
  return [
    ...(answers.every((other) => JSON.stringify([other.stream, other.version, other.position]) === JSON.stringify([stream, version, position])) ? [] : ['a repetition has another receipt']),
    ...(answers.filter((other) => !other.replayed).length > 1 ? ['it is told twice as new'] : []),
    ...(ifVersion === undefined || replayed || version - facts.filter((fact) => fact.stream === own).length === ifVersion ? [] : ['it is carried out on another version than was seen']),
    ...(replayed && alike.length < 2 ? ['it is told as a repetition and is none'] : []),
    ...(stream === own && version === stood && position >= begun && position <= to ? [] : [`its receipt is not the log’s: ${JSON.stringify(handled)}`]),
    ...(facts.length > 0 ? (facts.at(-1)?.position === position ? [] : ['its receipt is of another place']) : times(begun).some((at) => sequentially(command, events.slice(0, at)).length === 0) ? [] : ['it is acknowledged and not in the log']),
  ];
};

describe('lanes of several processes on one log that delays and loses', () => {
  // Pauses after conflicts are random in length; here a seed is to tell everything.
  beforeEach(() => jest.spyOn(Math, 'random').mockReturnValue(0));
  afterEach(() => jest.restoreAllMocks());

  it.each([['one by one', 1], ['two by two', 2], ['all together', 128]])('decide as if one command came after the other, %s', (_, togetherMax) =>
    fc.assert(fc.asyncProperty(fc.scheduler(), scenario, async (s, each) => expect(wrongs(await play(s, each, togetherMax))).toEqual([])), { numRuns: 100 }));

  describe('of which this would catch', () => {
    /** A log that is the real one but for one method. */
    const but = (log: MemoryEventLog, changed: Partial<Pick<EventLog, 'append' | 'read'>>): EventLog =>
      Object.assign(Object.create(log) as EventLog, changed);
    let n = 0;

    it.each<[what: string, cut: Cut, sentence: RegExp]>([
      ['a log that does not look at versions', (log) => but(log, { append: async (appends) => log.append(await Promise.all(appends.map(async (append) => ({
        ...append, expect: await Promise.all(append.expect.map(async ({ stream }) => ({ stream, version: (await log.read(stream, 0)).facts.length }))) as unknown as Append['expect'],
      })))) }), /overdrawn|would not have been decided/],
      ['a log that forgets its guards', (log) => but(log, { append: (appends) => log.append(appends.map((append) => ({
        ...append, expect: [append.expect[0], ...append.expect.slice(1).filter(({ stream }) => append.facts.some((fact) => fact.stream === stream))],
      }))) }), /would not have been decided/],
      ['a log that does not know its commands', (log) => but(log, {
        append: (appends) => log.append(appends.map((append) => ({ ...append, commandId: `00000000-0000-7000-8000-1${String((n += 1)).padStart(11, '0')}` }))),
      }), /another receipt|not in the log/],
      ['a log that tells every command as new', (log) => but(log, {
        append: async (appends) => (await log.append(appends)).map((outcome) => (outcome.outcome === 'replayed' ? { ...outcome, outcome: 'appended' } : outcome)),
      }), /twice as new/],
      ['a log that tells every command as a repetition', (log) => but(log, {
        append: async (appends) => (await log.append(appends)).map((outcome) => (outcome.outcome === 'appended' ? { outcome: 'replayed', receipt: outcome.receipt } : outcome)),
      }), /repetition and is none/],
      ['a log that answers before it writes', (log) => but(log, {
        append: (appends) => log.append(appends.map((append) => ({ ...append, facts: [] }))),
      }), /not in the log/],
      ['reads of long ago', (log) => {
        const read = new Set<string>();
        return but(log, { read: async (stream, after, commandId) => {
          const slice = await log.read(stream, after, commandId);
          return read.has(stream) || !read.add(stream) ? slice : { ...slice, facts: [] };
        } });
      }, /at no time was it so/],
      ['receipts of another place', (log) => but(log, {
        append: async (appends) => (await log.append(appends)).map((outcome) => ('receipt' in outcome ? { ...outcome, receipt: { ...outcome.receipt, position: outcome.receipt.position + 1 } } : outcome)),
      }), /receipt/],
    ])('%s', async (_, cut, sentence) => {
      const { failed, errorInstance } = await fc.check(fc.asyncProperty(fc.scheduler(), scenario, async (s, each) => {
        const found = wrongs(await play(s, each, 1, cut)).filter((wrong) => sentence.test(wrong));
        if (found.length > 0) throw new Error(found.join('; '));
      }), { numRuns: 500, endOnFailure: true, seed: 1 });
      expect({ failed, said: String(errorInstance) }).toEqual({ failed: true, said: expect.stringMatching(sentence) });
    });
  });
});
