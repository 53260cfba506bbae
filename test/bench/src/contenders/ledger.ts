import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Contender } from '../contender.js';
import { filledPool, runAll } from './connections.js';
import { mustBe } from './credit-audit.js';
import { BURST, BURSTS } from './credit.js';

/**
 * A ledger as one writes it who has no event store: a row an account with its checks, and a transfer under an id of the
 * client's, both in one function and so in one round trip. The row is locked last, and held for one commit only.
 */
const LEDGER = [
  `create table account (
    id integer primary key, programme integer not null, frozen boolean not null default false,
    posted_debits bigint not null default 0, pending_debits bigint not null default 0, posted_credits bigint not null, version bigint not null default 0,
    check (posted_debits >= 0 and pending_debits >= 0 and posted_debits + pending_debits <= posted_credits)
  )`,
  'create table programme (id integer primary key, status text not null)',
  `create table transfer (
    id uuid primary key, account integer not null, amount bigint not null check (amount > 0), command_hash bytea not null, actor text not null, recorded_at timestamptz not null default now()
  )`,
  // Without it a statement of an account reads everything.
  'create index on transfer (account, recorded_at)',
  `create function debit(p_id uuid, p_account integer, p_amount bigint, p_hash bytea, p_actor text) returns boolean language plpgsql as $$
  declare known bytea;
  begin
    insert into transfer (id, account, amount, command_hash, actor) values (p_id, p_account, p_amount, p_hash, p_actor) on conflict (id) do nothing;
    if not found then
      select command_hash into known from transfer where id = p_id;
      return known = p_hash;
    end if;
    update account set posted_debits = posted_debits + p_amount, version = version + 1
      where id = p_account and not frozen and posted_debits + pending_debits + p_amount <= posted_credits
        and exists (select from programme where programme.id = account.programme and status = 'open');
    if not found then raise exception 'refused'; end if;
    return true;
  end $$`,
];
const MANY = 1_000_000_000_000;
const ACTOR = JSON.stringify({ principal: 'officer', organisation: 'bank', role: 'bank', region: '510100' });

export const prepareLedger = (url: string, accounts: number): Promise<void> =>
  runAll(url, ...LEDGER, `insert into programme values (0, 'open')`, `insert into account (id, programme, posted_credits) select n, 0, ${MANY} from generate_series(0, ${accounts - 1}) n`);

/** One transfer, which is written when it answers. */
export const debit = async (pool: pg.Pool, account: number): Promise<void> => {
  const hash = createHash('sha256').update(`{"account":${account},"amount":"1.00"}`).digest();
  const { rows: [row] } = await pool.query<{ debit: boolean }>({ name: 'debit', text: 'select debit($1, $2, $3, $4, $5)', values: [randomUUID(), account, 1, hash, ACTOR] });
  if (row?.debit !== true) throw new Error('The transfer was refused.');
};

/** Every transfer that was acknowledged is there, and every account is the sum of its own. */
export const auditLedger = async (url: string, wanted: number): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: [found] } = await client.query<{ transfers: string; wrong: string }>(
    `select (select count(*) from transfer) as transfers, count(*) filter (where posted_debits <> sum or posted_debits > posted_credits) as wrong
     from (select id, posted_debits, posted_credits, coalesce((select sum(amount) from transfer where transfer.account = account.id), 0) as sum from account) each`);
  await client.end();
  mustBe('transfers', Number(found?.transfers), wanted);
  mustBe('wrong accounts', Number(found?.wrong), 0);
};

/** `events` is how many lines there are, on which it draws one after the other. */
export const sqlDraws: Contender = {
  prepare: ({ url, events }) => prepareLedger(url, events),
  writer: async ({ url, pool: max, events: accounts }) => {
    const pool = await filledPool(url, max);
    for (let account = 0; account < accounts; account += 1) await debit(pool, account);
    let [next, drawn] = [0, accounts];
    return {
      once: async () => {
        await debit(pool, (next += 1) % accounts);
        drawn += 1;
      },
      check: () => auditLedger(url, drawn),
      close: () => pool.end(),
    };
  },
};

/** A burst of grants: a transfer each from the one account of the quota. */
export const sqlGrants: Contender = {
  prepare: ({ url, events: programmes }) => prepareLedger(url, programmes),
  writer: async ({ url, pool: max }) => {
    const pool = await filledPool(url, max);
    let bursts = 0;
    return {
      once: async () => {
        const quota = Math.floor(bursts / BURSTS);
        bursts += 1;
        await Promise.all(Array.from({ length: BURST }, () => debit(pool, quota)));
      },
      check: () => auditLedger(url, bursts * BURST),
      close: () => pool.end(),
    };
  },
};
