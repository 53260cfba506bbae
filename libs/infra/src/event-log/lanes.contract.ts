import { byCodes } from '@entente/domain/kernel/directory';
import { randomUUID } from 'node:crypto';
import type { Decider } from '@entente/domain/kernel/decider';
import type { Command, Fact } from '@entente/domain/kernel/message';
import { Refusal } from '@entente/domain/kernel/refusal';
import { sha256Hex } from './canonical.js';
import type { Append, EventLog } from './event-log.js';
import { metadata, sampleTypes } from './event-log.contract.js';
import { Contended, type Handled, KeyReused, VersionMoved } from './deciding.js';
import { Lanes } from './lanes.js';
import { rehearse } from './rehearse.js';

type Account = { open: boolean; limit: number; drawn: number };
type AccountCommand = Command<'Open', { id: string; limit: number }> | Command<'Draw', { id: string; amount: number }> | Command<'Close', { id: string }>;
type AccountFact = Fact<'Opened', { limit: number }> | Fact<'Drawn', { amount: number }> | Fact<'Closed', Record<string, never>>;

/** A small account with a limit: draws must not exceed it, closing twice says nothing new. */
export const account: Decider<Account, AccountCommand, AccountFact> = {
  name: 'account',
  stateVersion: 1,
  streamsOf: ({ data }) => [`account-${data.id}`],
  initialState: { open: false, limit: -1, drawn: 0 },
  decide: (command, state) => {
    const effectiveOn = null;
    if (command.type === 'Open') {
      if (state.limit >= 0) throw new Refusal('account/exists', { en: 'It exists.', zh: '已存在。' });
      return [{ type: 'Opened', effectiveOn, data: { limit: command.data.limit } }];
    }
    if (state.limit < 0) throw new Refusal('account/not-found', { en: 'No such account.', zh: '不存在。' }, 'absent');
    if (command.type === 'Close') return state.open ? [{ type: 'Closed', effectiveOn, data: {} }] : [];
    if (!state.open) throw new Refusal('account/closed', { en: 'It is closed.', zh: '已关闭。' });
    if (state.drawn + command.data.amount > state.limit) throw new Refusal('account/limit', { en: 'Above the limit.', zh: '超出额度。' });
    return [{ type: 'Drawn', effectiveOn, data: { amount: command.data.amount } }];
  },
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'Opened': return { open: true, limit: fact.data.limit, drawn: 0 };
      case 'Drawn': return { ...state, drawn: state.drawn + fact.data.amount };
      case 'Closed': return { ...state, open: false };
    }
  },
};

type Granting = { open: boolean; quota: number; granted: number };
type GrantCommand = Command<'Announce', { quota: string; amount: number }> | Command<'Grant', { line: string; quota: string; amount: number }>;
type GrantFact = Fact<'Announced' | 'Opened' | 'Granted' | 'Taken', { amount: number }>;

/** Lines out of one quota: each is a stream of its own, all take from the quota's, and none is granted of a programme that is not open. */
const grants: Decider<Granting, GrantCommand, GrantFact> = {
  name: 'grants',
  stateVersion: 1,
  streamsOf: ({ type, data }) => (type === 'Announce' ? [`quota-${data.quota}`, `programme-${data.quota}`] : [`line-${data.line}`, `quota-${data.quota}`, `programme-${data.quota}`]),
  laneOf: ({ data }) => `quota-${data.quota}`,
  initialState: { open: false, quota: 0, granted: 0 },
  decide: ({ type, data }, state) => {
    const of = (what: GrantFact['type'], stream?: string): GrantFact => ({ type: what, effectiveOn: null, data: { amount: data.amount }, ...(stream === undefined ? {} : { stream }) });
    if (type === 'Announce') return [of('Announced'), of('Opened', `programme-${data.quota}`)];
    if (!state.open) throw new Refusal('grants/not-found', { en: 'No such programme.', zh: '不存在。' }, 'absent');
    if (state.granted + data.amount > state.quota) throw new Refusal('grants/quota', { en: 'Above the quota.', zh: '超出额度。' });
    return [of('Granted'), of('Taken', `quota-${data.quota}`)];
  },
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'Announced': return { ...state, quota: state.quota + fact.data.amount };
      case 'Opened': return { ...state, open: true };
      case 'Granted': return state;
      case 'Taken': return { ...state, granted: state.granted + fact.data.amount };
    }
  },
};

const granting = (data: { quota: string; amount: number; line?: string }): GrantCommand =>
  ({ type: data.line === undefined ? 'Announce' : 'Grant', data, id: randomUUID(), actor: metadata.actor, at: '2024-01-11T00:00:00.000Z', directory: byCodes }) as GrantCommand;
/** A line adds nothing to the state, so all of it is its quota's and its programme's. */
const sharing: typeof grants = { ...grants, sharedOf: (state) => state };
const grant = (lanes: Lanes, command: GrantCommand) => lanes.handle(command.type === 'Grant' ? sharing : grants, command, { inputHash: sha256Hex(JSON.stringify(command.data)) });

/** The same log, and how many appends each call to it brought. */
const counting = (log: EventLog): { log: EventLog; calls: number[] } => {
  const calls: number[] = [];
  const counted: Pick<EventLog, 'append'> = { append: (appends: readonly Append[]) => (calls.push(appends.length), log.append(appends)) };
  return { log: Object.assign(Object.create(log) as EventLog, counted), calls };
};

const given = <C extends AccountCommand>(type: C['type'], data: C['data'], id: string = randomUUID()): AccountCommand =>
  ({ type, data, id, actor: metadata.actor, at: '2024-01-11T00:00:00.000Z', directory: byCodes }) as AccountCommand;

const send = (lanes: Lanes, command: AccountCommand, ifVersion?: number) =>
  lanes.handle(account, command, { inputHash: sha256Hex(JSON.stringify(command.data)), ...(ifVersion === undefined ? {} : { ifVersion }) });

/** What the write path keeps, on any log. `lanes` are those of two processes on one log. */
export const lanesContract = (name: string, open: () => Promise<{ logs: readonly [EventLog, EventLog]; close: () => Promise<void> }>): void => {
  describe(`Handling commands on ${name}`, () => {
    let here: Lanes;
    let there: Lanes;
    let log: EventLog;
    let other: EventLog;
    let close: () => Promise<void>;
    beforeAll(async () => {
      const opened = await open();
      [here, there] = opened.logs.map((each) => new Lanes(each)) as [Lanes, Lanes];
      [log, other] = opened.logs;
      close = opened.close;
    });
    afterAll(() => close());

    const opened = async (limit: number): Promise<string> => {
      const id = randomUUID();
      await send(here, given('Open', { id, limit }));
      return id;
    };

    it('never gives a refusal on a state that another process has moved', async () => {
      const id = await opened(10);
      await send(here, given('Draw', { id, amount: 10 }));
      await expect(send(there, given('Draw', { id, amount: 1 }))).rejects.toMatchObject({ code: 'account/limit' });
      await send(there, given('Close', { id }));
      await expect(send(here, given('Draw', { id, amount: 1 }))).rejects.toMatchObject({ code: 'account/closed' });
      const idle = await send(here, given('Close', { id }));
      expect(idle).toMatchObject({ version: 3, replayed: false });
    });

    it('answers a repetition with its receipt after the state moved on, in both processes, before a stale version and before deciding', async () => {
      const id = await opened(10);
      const draw = given('Draw', { id, amount: 10 });
      const first = await send(here, draw, 1);
      await send(here, given('Close', { id }));
      expect(await send(here, draw, 1)).toEqual({ ...first, replayed: true });
      expect(await send(there, draw, 1)).toEqual({ ...first, replayed: true });
      await expect(send(there, { ...draw, data: { id, amount: 9 } } as AccountCommand)).rejects.toBeInstanceOf(KeyReused);
    });

    it('refuses a second opening at once in a process that has not met the stream', async () => {
      const id = await opened(10);
      await expect(send(there, given('Open', { id, limit: 10 }))).rejects.toMatchObject({ code: 'account/exists' });
      await expect(send(new Lanes(log, { conflictsMax: 1 }), given('Open', { id, limit: 10 }))).rejects.toMatchObject({ code: 'account/exists' });
    });

    it('rehearses a command by the same path and writes nothing', async () => {
      const id = await opened(10);
      const draw = given('Draw', { id, amount: 4 });
      const rehearsed = await rehearse(log, sampleTypes, account, draw, { inputHash: sha256Hex('rehearsed'), ifVersion: 1 });
      expect((await log.read(`account-${id}`, 0)).facts).toHaveLength(1);
      await send(here, draw);
      const [, recorded] = (await log.read(`account-${id}`, 0)).facts;
      expect(rehearsed).toMatchObject({ version: 2, replayed: false, facts: [{ type: recorded?.type, data: recorded?.data, id: recorded?.id, version: 2 }] });
      const another = given('Draw', { id, amount: 40 });
      await expect(rehearse(log, sampleTypes, account, another, { inputHash: '' })).rejects.toMatchObject({ code: 'account/limit' });
      await expect(rehearse(log, sampleTypes, account, given('Draw', { id, amount: 1 }), { inputHash: '', ifVersion: 1 })).rejects.toBeInstanceOf(VersionMoved);
    });

    it('makes one effect of the same command in flight twice, here and there', async () => {
      const id = await opened(100);
      const draw = given('Draw', { id, amount: 60 });
      const receipts = await Promise.all([send(here, draw), send(here, draw), send(there, draw)]);
      expect(new Set(receipts.map(({ position }) => position)).size).toBe(1);
      expect((await log.read(`account-${id}`, 0)).facts).toHaveLength(2);
    });

    it('refuses a version that the caller did not see, and says absent before that', async () => {
      const id = await opened(10);
      await expect(send(here, given('Draw', { id, amount: 1 }), 7)).rejects.toBeInstanceOf(VersionMoved);
      await expect(send(there, given('Draw', { id, amount: 100 }), 7)).rejects.toBeInstanceOf(VersionMoved);
      await expect(send(here, given('Draw', { id: randomUUID(), amount: 1 }), 7)).rejects.toMatchObject({ code: 'account/not-found' });
      await send(there, given('Draw', { id, amount: 1 }), 1);
      await expect(send(here, given('Draw', { id, amount: 1 }), 1)).rejects.toBeInstanceOf(VersionMoved);
      expect(await send(here, given('Draw', { id, amount: 1 }), 2)).toMatchObject({ version: 3 });
    });

    it('never passes a limit under draws from two processes at once, and refuses none that would have fitted', async () => {
      const id = await opened(50);
      const settled = await Promise.allSettled(
        Array.from({ length: 120 }, (_, n) => send(n % 2 ? here : there, given('Draw', { id, amount: 1 }))),
      );
      const reasons = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
      expect(reasons.filter((reason) => reason instanceof Contended)).toEqual([]);
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
      const { facts } = await log.read(`account-${id}`, 0);
      expect(facts.map(({ version }) => version)).toEqual(facts.map((_, n) => n + 1));
      expect(facts).toHaveLength(51);
    });

    it('keeps what two deciders make of the same streams apart', async () => {
      const id = await opened(10);
      const draws: Decider<number, AccountCommand, AccountFact> = {
        name: 'draws', stateVersion: 1, streamsOf: account.streamsOf, initialState: 0,
        decide: (_, count) => [{ type: 'Drawn', effectiveOn: null, data: { amount: count } }],
        evolve: (count, fact) => (fact.type === 'Drawn' ? count + 1 : count),
      };
      const counted = (command: AccountCommand) => here.handle(draws, command, { inputHash: sha256Hex(command.id) });
      const counts = [0, 0].map((amount) => given('Draw', { id, amount }));
      await Promise.all(counts.flatMap((count) => [send(here, given('Draw', { id, amount: 4 })), counted(count)]));
      const { facts } = await log.read(`account-${id}`, 1);
      // Whichever came first: what was counted is how many draws lay before.
      expect(facts.map(({ commandId, data }, n) => counts.some((count) => count.id === commandId) ? (data as { amount: number }).amount === n : 'a draw').sort()).toEqual(['a draw', 'a draw', true, true]);
    });

    describe('of commands that share a stream', () => {
      const amounts = Array.from({ length: 66 }, (_, n) => 1 + n % 3);
      const announced = async (amount: number): Promise<string> => {
        const quota = randomUUID();
        await grant(here, granting({ quota, amount }));
        return quota;
      };
      const burst = (quota: string): GrantCommand[] => amounts.map((amount) => granting({ quota, amount, line: randomUUID() }));
      /** What was asked is granted, or refused because it did not fit, and the log holds exactly that. */
      const expectExact = async (quota: string, amount: number, asked: readonly GrantCommand[], settled: readonly PromiseSettledResult<unknown>[]): Promise<void> => {
        const refused = settled.flatMap((each, n) => (each.status === 'rejected' ? [{ code: (each.reason as Refusal).code ?? String(each.reason), amount: asked[n]?.data.amount ?? 0 }] : []));
        expect(refused.filter(({ code }) => code !== 'grants/quota')).toEqual([]);
        const { facts } = await log.read(`quota-${quota}`, 1);
        const granted = facts.reduce((sum, { data }) => sum + (data as { amount: number }).amount, 0);
        expect(granted).toBe(asked.reduce((sum, { data }, n) => sum + (settled[n]?.status === 'fulfilled' ? data.amount : 0), 0));
        expect(granted).toBeLessThanOrEqual(amount);
        expect(refused.filter((each) => granted + each.amount <= amount)).toEqual([]);
      };

      it.each([['enough for all', 1_000, 66], ['enough for some', 100, undefined]])('grants a burst of 66 in a handful of appends, with %s', async (_, amount, done) => {
        const quota = await announced(amount);
        const { log: counted, calls } = counting(log);
        const lanes = new Lanes(counted);
        const asked = burst(quota);
        const settled = await Promise.allSettled(asked.map((command) => grant(lanes, command)));
        await expectExact(quota, amount, asked, settled);
        if (done !== undefined) expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(done);
        expect(calls.length).toBeLessThanOrEqual(3);
        // None was decided on what another of the burst had moved: each was appended once.
        expect(calls.reduce((sum, appends) => sum + appends, 0)).toBe(settled.filter(({ status }) => status === 'fulfilled').length);
      });

      it('grants one burst behind another, and answers the repetition of both with the same receipts, here and there', async () => {
        const quota = await announced(1_000);
        const { log: counted, calls } = counting(log);
        const lanes = new Lanes(counted);
        const [former, latter] = [burst(quota), burst(quota)];
        const first = former.map((command) => grant(lanes, command));
        await Promise.race(first);
        const receipts = await Promise.all([...first, ...latter.map((command) => grant(lanes, command))]);
        expect(receipts.map(({ stream, version }) => [stream, version])).toEqual([...former, ...latter].map((command) => [grants.streamsOf(command)[0], 1]));
        await expectExact(quota, 1_000, [...former, ...latter], receipts.map((value) => ({ status: 'fulfilled', value })));
        expect(calls.length).toBeLessThanOrEqual(6);
        for (const process of [lanes, there]) {
          const again = await Promise.all([...former, ...latter].map((command) => grant(process, command)));
          expect(again).toEqual(receipts.map((receipt) => ({ ...receipt, replayed: true })));
        }
      });

      it('reads of the quota only what is new, once it has been met', async () => {
        const quota = await announced(1_000);
        const after: number[] = [];
        const watched: Pick<EventLog, 'read'> = { read: (stream, from, commandId) => {
          if (stream === `quota-${quota}`) after.push(from);
          return log.read(stream, from, commandId);
        } };
        const lanes = new Lanes(Object.assign(Object.create(log) as EventLog, watched));
        const asked = [burst(quota), burst(quota), burst(quota)];
        for (const some of asked) await Promise.all(some.map((command) => grant(lanes, command)));
        expect(after.filter((from) => from === 0)).toHaveLength(1);
        await expectExact(quota, 1_000, asked.flat(), asked.flat().map(() => ({ status: 'fulfilled', value: undefined })));
      });

      it('grants more on lines that it last met at different versions of the quota, while another process does the same', async () => {
        const quota = await announced(150);
        const lines = Array.from({ length: 12 }, () => randomUUID());
        const processes = [log, other].map((each) => new Lanes(each));
        const asked: GrantCommand[] = [];
        const settled: PromiseSettledResult<unknown>[] = [];
        for (let round = 0; round < 12; round += 1) {
          const some = lines.flatMap((line, n) => (n % (1 + round % 4) === 0 ? [granting({ quota, line, amount: 1 + n % 7 })] : []));
          asked.push(...some);
          settled.push(...await Promise.allSettled(some.map((command, n) => grant(processes[(n + round) % 2] as Lanes, command))));
        }
        expect(new Set(settled.map(({ status }) => status)).size).toBe(2);
        await expectExact(quota, 150, asked, settled);
      });

      it('never passes the quota under bursts in two processes at once, and refuses none that would have fitted', async () => {
        const quota = await announced(200);
        const counted = [log, other].map(counting);
        const processes = counted.map((each) => new Lanes(each.log));
        const asked = [...burst(quota), ...burst(quota)];
        const settled = await Promise.allSettled(asked.map((command, n) => grant(processes[n % 2] as Lanes, command)));
        await expectExact(quota, 200, asked, settled);
        // Where all met in conflicts on the quota there would be as many calls as commands.
        expect(counted.flatMap(({ calls }) => calls).length).toBeLessThan(40);
        const again = await Promise.allSettled(asked.map((command, n) => grant(processes[(n + 1) % 2] as Lanes, command)));
        const receipts = (all: readonly PromiseSettledResult<Handled>[]): unknown[] => all.map((each) => (each.status === 'fulfilled' ? { ...each.value, replayed: true } : 'refused'));
        expect(receipts(again)).toEqual(receipts(settled));
      });
    });
  });
};
