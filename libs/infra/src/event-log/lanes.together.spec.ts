import { Refusal } from '@entente/domain/kernel/refusal';
import { type Balances, bank, type BankCommand, commandOf, hashOf, type Moved, nameOf, POISONED } from './bank.samples.js';
import type { Handled } from './deciding.js';
import { type Append, AppendRejected, type EventLog, type Outcome } from './event-log.js';
import { sampleTypes } from './event-log.contract.js';
import { Lanes } from './lanes.js';
import { MemoryEventLog } from './memory-event-log.js';

const CALLS_MAX = 400;

describe('Of commands that go together', () => {
  const deposit = (n: number, amount: number): BankCommand => commandOf(n, 'Deposit', { account: 'a', amount });
  const draw = (n: number, amount: number): BankCommand => commandOf(n, 'Draw', { account: 'a', amount });
  const send = (lanes: Lanes, command: BankCommand): Promise<Handled> => lanes.handle(bank, command, { inputHash: hashOf(command) });
  const codes = async (all: readonly Promise<Handled>[]): Promise<readonly string[]> =>
    (await Promise.allSettled(all)).map((each) => (each.status === 'fulfilled' ? 'done' : each.reason instanceof Refusal ? each.reason.code : (each.reason as Error).name));

  /** A log whose first answer waits, so that what comes meanwhile is decided together. */
  const slow = (log: MemoryEventLog, append: (appends: readonly Append[]) => Promise<readonly Outcome[]> = (appends) => log.append(appends)) => {
    let answer = (): void => undefined;
    const waits = new Promise<void>((resolve) => (answer = resolve));
    let calls = 0;
    const changed: Pick<EventLog, 'append'> = { append: async (appends) => {
      if ((calls += 1) > CALLS_MAX) throw new Error('there is no end of asking the log');
      const outcomes = await append(appends);
      await waits;
      return outcomes;
    } };
    return { log: Object.assign(Object.create(log) as EventLog, changed), answer };
  };
  const nextTurnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('none stands that was decided upon another that met a conflict', async () => {
    const log = new MemoryEventLog(sampleTypes);
    const { log: reached, answer } = slow(log);
    const [here, there] = [new Lanes(reached), new Lanes(log)];
    const first = send(here, deposit(1, 1));
    await nextTurnOfTheLoop();
    const together = [send(here, deposit(2, 5)), send(here, draw(3, 6))];
    // As many facts as the deposit would have written, and other ones.
    await send(there, draw(4, 1));
    answer();
    expect(await codes([first, ...together])).toEqual(['done', 'done', expect.stringMatching(/done|short/)]);
    const balances = log.events.map((_, n) => (log.events.slice(0, n + 1) as unknown as Moved[]).reduce<Balances>(bank.evolve, {}).a);
    expect(balances).toEqual([1, 0, 5]);
  });

  it('about many things that share a contended stream, all take that stream’s turn, and all are carried out in it', async () => {
    const log = new MemoryEventLog(sampleTypes);
    const there = new Lanes(log);
    const turns: string[] = [];
    const calls: number[] = [];
    // Whenever a turn comes, others have just moved the stream.
    const contended: Pick<EventLog, 'append' | 'inTurn'> = {
      append: async (appends) => (calls.push(appends.length), (await log.append(appends)).map((outcome) => (outcome.outcome === 'appended' ? { ...outcome, contended: true } : outcome))),
      inTurn: async (stream, work) => {
        await send(there, deposit(50 + turns.push(stream), 1));
        await work();
      },
    };
    const here = new Lanes(Object.assign(Object.create(log) as EventLog, contended), { sliceMs: 0 });
    const fetch = (purse: number, n: number): Promise<Handled> => send(here, commandOf(n, 'Fetch', { account: `purse-${purse}`, other: 'a', amount: 1 }));
    await send(there, deposit(1, 41));
    await fetch(20, 42);
    expect(await codes(Array.from({ length: 20 }, (_, n) => fetch(n, 2 + n)))).toEqual(Array(20).fill('done'));
    expect(await codes(Array.from({ length: 20 }, (_, n) => fetch(n, 22 + n)))).toEqual(Array(20).fill('done'));
    expect(turns).toEqual([nameOf('a'), nameOf('a')]);
    expect(calls).toEqual([1, 20, 20]);
  });

  it.each<[what: string, append: (log: MemoryEventLog) => (appends: readonly Append[]) => Promise<readonly Outcome[]>, told: string, amount: number]>([
    ['the database refuses', (log) => async (appends) => {
      if (appends.some(({ facts }) => facts.some(({ data }) => (data as Moved['data']).by === -POISONED))) throw new AppendRejected('poisoned');
      return log.append(appends);
    }, 'AppendRejected', POISONED],
    ['cannot be written', (log) => (appends) => log.append(appends), 'NotCanonical', 2 ** 60],
  ])('one that %s is told so, and the others are carried out', async (_, append, said, amount) => {
    const log = new MemoryEventLog(sampleTypes);
    const { log: reached, answer } = slow(log, append(log));
    const lanes = new Lanes(reached);
    const first = send(lanes, deposit(1, 20));
    await nextTurnOfTheLoop();
    const together = [said === 'NotCanonical' ? deposit(2, amount) : draw(2, amount), draw(3, 1)].map((each) => send(lanes, each));
    answer();
    expect(await codes([first, ...together])).toEqual(['done', said, 'done']);
  });
});
