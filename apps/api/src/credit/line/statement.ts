import type { KnownLine } from '@entente/domain/credit/line';
import type { RecordedLineFact } from './line.facts.js';
import { type Running, tallyOf } from './running.js';

/** A movement of a line, or what its bank stated, with what the line held after it. */
export type StatementItem = Readonly<{
  version: number; position: number; type: string; recordedAt: string; on: string; debit: string | null; credit: string | null; amount: string | null; stated: string | null;
  reservation: string | null; dueOn: string | null; reference: string | null; balances: Running;
}>;
export type Statement = Readonly<{ opening: Running; closing: Running; items: readonly StatementItem[]; more: boolean }>;
type Asked = Readonly<{ from: string | null; to: string | null; after: number; limit: number }>;

const isTold = ({ type, data }: RecordedLineFact): boolean => type === 'StatementNoted' || ('movement' in data && data.movement !== null);
const dayOf = ({ effectiveOn }: RecordedLineFact): string => effectiveOn ?? '';

const itemOf = (fact: RecordedLineFact, balances: Running): StatementItem => {
  const { version, position, type, recordedAt, data } = fact;
  const movement = 'movement' in data ? data.movement : null;
  return {
    version, position, type, recordedAt, on: dayOf(fact), debit: movement?.debit ?? null, credit: movement?.credit ?? null, amount: movement?.amount ?? null,
    stated: type === 'StatementNoted' ? fact.data.outstanding : null,
    reservation: 'reservation' in data ? data.reservation : null, dueOn: 'dueOn' in data ? data.dueOn : null, reference: 'reference' in data ? (data.reference ?? null) : null, balances,
  };
};

/**
 * A page of the movements that count from one day to another, in the order in which they were recorded. What counts before
 * is summed into the opening balances, whenever it was recorded, so that opening and movements always sum to the closing.
 */
export const statementOf = ({ about, currency }: KnownLine, facts: readonly RecordedLineFact[], { from, to, after, limit }: Asked): Statement => {
  const told = facts.filter((fact) => isTold(fact) && (to === null || dayOf(fact) <= to));
  const tally = tallyOf(about.mode, currency);
  for (const fact of told) if (from !== null && dayOf(fact) < from) tally.add(fact);
  const opening = tally.now();
  const items: StatementItem[] = [];
  let more = false;
  for (const fact of told) {
    if (from !== null && dayOf(fact) < from) continue;
    tally.add(fact);
    if (fact.version <= after) continue;
    if (items.length < limit) items.push(itemOf(fact, tally.now()));
    else more = true;
  }
  return { opening, closing: tally.now(), items, more };
};
