import { byCodes } from '@entente/domain/kernel/directory';
import { randomUUID } from 'node:crypto';
import type { Decider } from '@entente/domain/kernel/decider';
import type { Command, Fact } from '@entente/domain/kernel/message';
import { Refusal } from '@entente/domain/kernel/refusal';
import { migrate } from '@entente/infra/database/migrate';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import type { EventTypes } from '@entente/infra/event-log/event-types';
import { Lanes } from '@entente/infra/event-log/lanes';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';
import type { Contender } from '../contender.js';
import { filledPool, runAll } from './connections.js';
import { actor } from './happening.js';

/** Never drawn to its end, so that every draw succeeds after it was checked. */
const BALANCE = 1_000_000_000_000;
const ACCOUNT = 'account-1';
const types: EventTypes = { versionOf: () => 1, upcast: (stored) => stored };

type Move = Fact<'Opened' | 'Drawn', { amount: number }>;
type Draw = Command<'Draw', { amount: number }>;

const account: Decider<number, Draw, Move> = {
  name: 'account',
  stateVersion: 1,
  streamsOf: () => [ACCOUNT],
  initialState: 0,
  decide: ({ data: { amount } }, balance) => {
    if (amount > balance) throw new Refusal('account/overdrawn', { en: 'The balance is too small.', zh: '余额不足。' });
    return [{ type: 'Drawn', effectiveOn: '2024-01-11', data: { amount } }];
  },
  evolve: (balance, { type, data: { amount } }) => (type === 'Opened' ? balance + amount : balance - amount),
};

/** All draw on one stream; each draw is an event of its own, decided on the balance and checked against the version. */
export const ententeAccount: Contender = {
  prepare: async ({ url }) => {
    await migrate(url);
    const log = new PostgresEventLog({ databaseUrl: url, types });
    const facts = [{ type: 'Opened', effectiveOn: '2024-01-11', data: { amount: BALANCE } }];
    await log.append([{ commandId: randomUUID(), inputHash: sha256Hex(ACCOUNT), expect: [{ stream: ACCOUNT, version: 0 }], facts, metadata: { actor } }]);
    await log.close();
  },
  writer: async ({ url }) => {
    const log = new PostgresEventLog({ databaseUrl: url, types });
    const lanes = new Lanes(log);
    return {
      once: async () => {
        const command: Draw = { type: 'Draw', id: randomUUID(), actor, at: new Date().toISOString(), directory: byCodes, data: { amount: 1 } };
        await lanes.handle(account, command, { inputHash: sha256Hex(JSON.stringify(command.data)) });
      },
      close: () => log.close(),
    };
  },
};

/** A row that is locked by its UPDATE: the balance is checked, and no trace of the draw is kept. */
export const updateAccount: Contender = {
  prepare: ({ url }) => runAll(url, 'create table account (id text primary key, balance bigint not null)', `insert into account values ('${ACCOUNT}', ${BALANCE})`),
  writer: async ({ url, pool: max }) => {
    const pool = await filledPool(url, max);
    const draw = { name: 'draw', text: 'update account set balance = balance - $1 where id = $2 and balance >= $1' };
    return {
      once: async () => {
        const { rowCount } = await pool.query({ ...draw, values: [1, ACCOUNT] });
        if (rowCount !== 1) throw new Error('The account was not drawn on.');
      },
      close: () => pool.end(),
    };
  },
};
