import { byCodes } from '@entente/domain/kernel/directory';
import { randomUUID } from 'node:crypto';
import type { Decider } from '@entente/domain/kernel/decider';
import type { Command, Fact } from '@entente/domain/kernel/message';
import { Refusal } from '@entente/domain/kernel/refusal';
import { sha256Hex } from './canonical.js';
import type { EventLog } from './event-log.js';
import { metadata, sampleTypes } from './event-log.contract.js';
import { Contended, KeyReused, VersionMoved } from './deciding.js';
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
    let close: () => Promise<void>;
    beforeAll(async () => {
      const opened = await open();
      [here, there] = opened.logs.map((each) => new Lanes(each)) as [Lanes, Lanes];
      log = opened.logs[0];
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
  });
};
