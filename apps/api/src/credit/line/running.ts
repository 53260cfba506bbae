import { type Account, type Balances, nothing } from '@entente/domain/credit/ledger';
import { drawnBeside, emptyMirror, type Mirror, mirrored, movedBetween, outstandingOn } from '@entente/domain/credit/line';
import { fromMinor, toMinor } from '@entente/domain/kernel/money';
import type { RecordedLineFact } from './line.facts.js';

/** What a line holds after each movement; of a mirrored one, what its bank has told and stated by then. */
export type Running = Readonly<{ committed: string | null; available: string | null; reserved: string; outstanding: string; used: string | null; drawn: string }>;

/** Sums that movements are added to one by one, and that are written only where they are asked for. */
export type Tally = Readonly<{ add: (fact: RecordedLineFact) => void; now: () => Running }>;

/** Of a line that is drawn here: the sums of its accounts, in minor units. */
const ledgerTally = (currency: string): Tally => {
  const sums: Record<keyof Balances, bigint> = { committed: 0n, available: 0n, reserved: 0n, outstanding: 0n, used: 0n, drawn: 0n };
  const isOfLine = (account: Account): account is Account & keyof Balances => account in sums;
  return {
    add: ({ data }) => {
      if (!('movement' in data) || data.movement === null) return;
      const { debit, credit, amount } = data.movement;
      const minor = toMinor({ amount, currency });
      if (isOfLine(debit)) sums[debit] += minor;
      if (isOfLine(credit)) sums[credit] -= minor;
      if (debit === 'outstanding') sums.drawn += minor;
    },
    now: () => Object.fromEntries(Object.entries(sums).map(([account, sum]) => [account, fromMinor(sum, currency)])) as unknown as Balances,
  };
};

const LAST = '9999-12-31';

/** Of a mirrored line: a statement of its bank puts what is outstanding right, whatever was told of the days before. */
const mirrorTally = (currency: string): Tally => {
  let mirror: Mirror = emptyMirror;
  return {
    add: (fact) => (mirror = mirrored(mirror, fact)),
    now: () => {
      const told = toMinor({ amount: movedBetween(mirror, null, LAST, currency).drawn, currency });
      const drawn = drawnBeside(mirror).reduce((sum, [, amount]) => sum + toMinor({ amount, currency }), told);
      return { committed: null, available: null, reserved: nothing(currency), outstanding: outstandingOn(mirror, LAST, currency), used: null, drawn: fromMinor(drawn, currency) };
    },
  };
};

export const tallyOf = (mode: 'ledger' | 'mirror', currency: string): Tally => (mode === 'mirror' ? mirrorTally(currency) : ledgerTally(currency));
