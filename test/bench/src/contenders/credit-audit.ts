import { auditOf } from '@entente/domain/credit/ledger';
import type { Recorded } from '@entente/domain/kernel/message';
import pg from 'pg';
import { LIMIT } from './credit-programme.js';

type Fact = Recorded & Readonly<{ data: Readonly<{ movement?: Readonly<{ amount: string }>; balances?: Readonly<{ outstanding: string }> }> }>;

const FACTS = `select position::float8 as position, id, stream, version::float8 as version, type, effective_on as "effectiveOn", command_id as "commandId", ordinal, metadata, data
  from log.events order by position`;

/** What the log holds, past the product: how often was drawn and granted, and whether each draw tells the balance that the draws come to. */
export const auditLog = async (url: string): Promise<Readonly<{ draws: number; grants: number }>> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Fact>(FACTS);
  await client.end();
  const [fault] = auditOf(rows);
  if (fault !== undefined) throw new Error(fault);
  const drawn = new Map<string, number>();
  for (const { stream, type, data: { movement, balances } } of rows) {
    if (type !== 'CreditDrawn') continue;
    const sum = (drawn.get(stream) ?? 0) + Number(movement?.amount);
    drawn.set(stream, sum);
    // After every append: no draw is lost in what a later one says, and none goes beyond the limit.
    if (Number(balances?.outstanding) !== sum || sum > LIMIT) throw new Error(`${stream} says that ${balances?.outstanding} is outstanding, and ${sum} of ${LIMIT} was drawn.`);
  }
  const counted = (wanted: string): number => rows.filter(({ type }) => type === wanted).length;
  return { draws: counted('CreditDrawn'), grants: counted('CreditLineApproved') };
};

export const mustBe = (what: string, found: number, wanted: number): void => {
  if (found !== wanted) throw new Error(`${wanted} ${what} were acknowledged, and ${found} are there.`);
};
