import { fromMinor } from '../../kernel/money.js';
import { dateInShanghai, instantAfter } from '../../kernel/period.js';
import type { LineCommand } from './line.js';
import {
  activate, approve, bank, close, cny, decline, draw, expire, expireReservation, firm, firmId, freeze, lineId, nominate, post, reduce, release, repay, reservationId, reserve, score, sign, voided,
} from './line.samples.js';

/**
 * Histories of six lines of three firms under one programme, against a model that keeps plain numbers of fen, decides by its own rules which
 * refusals are right, and writes down every evening how all lines stand. The model never looks at facts.
 */
const HOUR = 3_600_000;
const START = '2026-03-01T01:00:00.000Z';
const REGIONS = [null, '510104', '510105'] as const;
export const QUOTA = 2_000n;
export const SHARES = { 510104: 700n, 510105: 500n } as const;
export const yuan = (fen: bigint): { amount: string; currency: string } => cny(fromMinor(fen, 'CNY'));

export type Try = Readonly<{ what: string; line: number; who: number; amount: number; near: boolean; hours: number; which: number; extra: number }>;
export type ModelLine = {
  status: string; asked: bigint; limit: bigint; taken: bigint; from: number; committed: bigint; available: bigint; used: bigint; revolving: boolean; until: number | null; score: number; frozen: number | null; nominatedBy: number; approvedBy: number;
  reserved: { id: string; left: bigint; ends: number }[]; dues: { day: number | null; owed: bigint }[]; drawn: bigint; repaid: bigint; signed: boolean; opened: boolean;
};
export type Model = { lines: Map<number, ModelLine>; isOpen: boolean; hour: number };

/** Each firm has two lines. */
const firmOf = (n: number): number => (n > 3 ? n - 3 : n);
export const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, each) => sum + each, 0n);
export const owedBy = (line: ModelLine): bigint => total(line.dues.map(({ owed }) => owed));
export const reservedBy = (line: ModelLine): bigint => total(line.reserved.map(({ left }) => left));
/** Days are counted from 1 March on, in Shanghai: the first hour is nine in the morning there. */
export const dayOf = (hour: number): number => Math.floor((hour + 9) / 24);
export const dateOf = (day: number): string => dateInShanghai(instantAfter(START, day * 24 * HOUR));
export const atHour = (hour: number): string => instantAfter(START, hour * HOUR);
const freeOf = (model: Model, from: number): bigint => {
  const region = REGIONS[from];
  const ceiling = region === null || region === undefined ? QUOTA - SHARES[510104] - SHARES[510105] : SHARES[region];
  return ceiling - total([...model.lines.values()].filter((each) => each.from === from).map(({ taken }) => taken));
};

/** What the model does with a command: the refusals of which one must come, or none and what changes. */
export type Move = Readonly<{ command: LineCommand; refused: readonly string[]; apply: () => void; isNothing?: boolean }>;
const if_ = (is: boolean, code: string): readonly string[] => (is ? [code] : []);

const lapse = (line: ModelLine, hour: number): void => {
  for (const each of line.reserved.filter(({ ends }) => ends <= hour)) line.available += each.left;
  line.reserved = line.reserved.filter(({ ends }) => ends > hour);
};

const standing = (line: ModelLine, ...statuses: readonly string[]): readonly string[] => if_(!statuses.includes(line.status), `credit-line/${line.status}`);
const toDraw = (model: Model, line: ModelLine): readonly string[] => {
  if (line.status !== 'active') return [`credit-line/${line.status}`];
  return [
    ...if_(line.until !== null && line.until < dayOf(model.hour), 'credit-line/expired'), ...if_(line.frozen !== null, 'credit-line/frozen'), ...if_(!model.isOpen, 'credit-programme/suspended'),
    ...if_(line.score < 600, 'credit-line/score-too-low'),
  ];
};

const owe = (line: ModelLine, day: number | null, owed: bigint): void => {
  const due = line.dues.find((each) => each.day === day);
  if (due) due.owed += owed;
  else line.dues.push({ day, owed });
  line.drawn += owed;
};

/** An amount that is just what fits, just one more, or any. */
const sized = ({ amount, near, extra }: Try, fits: bigint): bigint => {
  const wanted = near ? fits + (extra === 0 ? 1n : extra === 1 ? -1n : 0n) : BigInt(amount);
  return wanted < 1n ? 1n : wanted;
};

export const moveOf = (model: Model, each: Try): Move | undefined => {
  const { what, line: n, who, which, extra } = each;
  const [id, hour] = [lineId(n), model.hour];
  const [at, today] = [atHour(hour), dayOf(hour)];
  const person = bank(who);
  if (what === 'nominate') {
    const until = extra === 0 ? null : today + extra * 2 - (extra === 5 ? 12 : 0);
    const limit = sized(each, freeOf(model, n % 3));
    const command = nominate({ id, borrower: firmId(firmOf(n)), limit: yuan(limit), revolving: n % 3 !== 2, expiresOn: until === null ? null : dateOf(until), score: which === 2 ? 590 : 650 }, person, at);
    const refused = model.lines.has(n) ? ['credit-line/exists'] : [...if_(!model.isOpen, 'credit-programme/suspended'), ...if_(until !== null && until < today, 'credit-line/expiry-in-past')];
    return { command, refused, apply: () => model.lines.set(n, {
      status: 'nominated', asked: limit, limit: 0n, taken: 0n, from: n % 3, committed: 0n, available: 0n, used: 0n, revolving: n % 3 !== 2, until, score: which === 2 ? 590 : 650, frozen: null, nominatedBy: who, approvedBy: 0,
      reserved: [], dues: [], drawn: 0n, repaid: 0n, signed: false, opened: false,
    }) };
  }
  const line = model.lines.get(n);
  if (!line) return undefined;
  // The first firm takes from its district's allocation, the second from that of the other, and the third from the quota.
  const allocation = REGIONS[line.from] ?? null;
  const back = line.approvedBy === 0 ? null : allocation;
  const isPast = line.until !== null && line.until < today;
  const gone = (): void => { line.reserved = []; line.committed = 0n; line.available = 0n; line.used = 0n; };
  switch (what) {
    case 'approve': {
      const limit = extra === 0 ? sized(each, freeOf(model, line.from)) : line.asked;
      const command = approve({ id, allocation, limit: extra === 0 ? yuan(limit) : null, score: which === 1 ? 620 : null }, person, at);
      const refused = line.status !== 'nominated' ? standing(line, 'nominated') : [
        ...if_(line.nominatedBy === who, 'credit-line/second-person'), ...if_(!model.isOpen, 'credit-programme/suspended'), ...if_(isPast, 'credit-line/expiry-in-past'),
        ...if_(which !== 1 && line.score < 600, 'credit-line/score-too-low'), ...if_(limit > freeOf(model, line.from), allocation === null ? 'credit-programme/quota-exhausted' : 'credit-programme/allocation-exhausted'),
      ];
      return { command, refused, apply: () => Object.assign(line, { status: 'approved', limit, taken: limit, committed: limit, approvedBy: who, score: which === 1 ? 620 : line.score }) };
    }
    case 'sign': return {
      command: sign({ id }, firm(firmOf(n)), at), isNothing: line.status === 'signed' || line.status === 'active',
      refused: line.status === 'signed' || line.status === 'active' ? [] : line.status !== 'approved' ? standing(line, 'approved') : if_(isPast, 'credit-line/expired'), apply: () => Object.assign(line, { status: 'signed', signed: true }),
    };
    case 'activate': return {
      command: activate({ id }, person, at),
      refused: line.status !== 'signed' ? standing(line, 'signed') : [...if_(line.approvedBy === who, 'credit-line/second-person'), ...if_(!model.isOpen, 'credit-programme/suspended'), ...if_(isPast, 'credit-line/expired'), ...if_(line.score < 600, 'credit-line/score-too-low')],
      apply: () => Object.assign(line, { status: 'active', opened: true, available: line.committed, committed: 0n }),
    };
    case 'draw': {
      const sofar = { ...line, reserved: [...line.reserved] };
      lapse(sofar, hour);
      const [amount, due] = [sized(each, sofar.available), extra === 2 ? today - 1 : extra === 3 ? today + which : null];
      const blocked = toDraw(model, line);
      return {
        command: draw({ id, amount: yuan(amount), dueOn: due === null ? null : dateOf(due) }, person, at),
        refused: [...blocked, ...(line.status === 'active' ? [...if_(amount > sofar.available, 'credit-line/limit-exceeded'), ...if_(due !== null && due < today, 'credit-line/due-before-draw')] : [])],
        apply: () => { lapse(line, hour); line.available -= amount; owe(line, due ?? line.until, amount); },
      };
    }
    case 'reserve': {
      const sofar = { ...line, reserved: [...line.reserved] };
      lapse(sofar, hour);
      const [amount, reservation, ends] = [sized(each, sofar.available), reservationId(n * 10 + which), hour + 1 + extra * 9];
      return {
        command: reserve({ id, reservation, amount: yuan(amount), expiresAt: atHour(ends) }, firm(firmOf(n)), at),
        refused: [...toDraw(model, line), ...(line.status === 'active' ? [...if_(amount > sofar.available, 'credit-line/limit-exceeded'), ...if_(sofar.reserved.some((one) => one.id === reservation), 'credit-line/reservation-exists')] : [])],
        apply: () => { lapse(line, hour); line.available -= amount; line.reserved.push({ id: reservation, left: amount, ends }); },
      };
    }
    case 'post': {
      const reservation = line.reserved[which % Math.max(1, line.reserved.length)]?.id ?? reservationId(n * 10 + which);
      const found = line.reserved.find((one) => one.id === reservation && one.ends > hour);
      const amount = which === 0 ? null : sized(each, found?.left ?? 1n);
      return {
        command: post({ id, reservation, amount: amount === null ? null : yuan(amount) }, person, at),
        refused: [...toDraw(model, line), ...(line.status === 'active' ? [...if_(!found, 'credit-line/reservation-unknown'), ...if_(found !== undefined && amount !== null && amount > found.left, 'credit-line/more-than-reserved')] : [])],
        apply: () => {
          lapse(line, hour);
          const left = found?.left ?? 0n;
          owe(line, line.until, amount ?? left);
          line.available += left - (amount ?? left);
          line.reserved = line.reserved.filter((one) => one.id !== reservation);
        },
      };
    }
    case 'void': {
      const reservation = line.reserved[which % Math.max(1, line.reserved.length)]?.id ?? reservationId(n * 10 + which);
      const found = line.reserved.find((one) => one.id === reservation && one.ends > hour);
      return { command: voided({ id, reservation }, person, at), refused: if_(!found, 'credit-line/reservation-unknown'), apply: () => { lapse(line, hour); line.available += found?.left ?? 0n; line.reserved = line.reserved.filter((one) => one.id !== reservation); } };
    }
    case 'repay': case 'settle': {
      const amount = what === 'settle' ? (owedBy(line) > 0n ? owedBy(line) : 1n) : sized(each, owedBy(line));
      const stands = line.status === 'active' || line.status === 'expired';
      return {
        command: repay({ id, amount: yuan(amount) }, person, at), refused: stands ? if_(amount > owedBy(line), 'credit-line/more-than-outstanding') : standing(line),
        apply: () => {
          lapse(line, hour);
          let left = amount;
          line.dues.sort((a, b) => (a.day ?? 1e9) - (b.day ?? 1e9));
          for (const due of line.dues) { const paid = left < due.owed ? left : due.owed; due.owed -= paid; left -= paid; }
          line.dues = line.dues.filter(({ owed }) => owed > 0n);
          line.repaid += amount;
          if (line.revolving && line.status === 'active') line.available += amount;
          else line.used += amount;
        },
      };
    }
    case 'reduce': {
      const sofar = { ...line, reserved: [...line.reserved] };
      lapse(sofar, hour);
      const least = line.limit - (line.status === 'active' ? sofar.available : line.committed);
      const limit = sized(each, least);
      const stands = ['approved', 'signed', 'active'].includes(line.status);
      return {
        command: reduce({ id, limit: yuan(limit), allocation: back }, person, at), isNothing: stands && limit === line.limit,
        refused: !stands ? standing(line) : limit === line.limit ? [] : [...if_(limit > line.limit, 'credit-line/not-a-reduction'), ...if_(limit < least, 'credit-line/below-outstanding')],
        apply: () => {
          lapse(line, hour);
          const less = line.limit - limit;
          if (line.status === 'active') line.available -= less;
          else line.committed -= less;
          line.limit = limit;
          line.taken = limit;
        },
      };
    }
    case 'freeze': return { command: freeze({ id }, person, at), isNothing: line.frozen !== null, refused: line.frozen !== null ? [] : standing(line, 'active'), apply: () => { line.frozen = who; } };
    case 'release': return { command: release({ id }, person, at), refused: [...if_(line.frozen === null, 'credit-line/not-frozen'), ...if_(line.frozen === who, 'credit-line/second-person')], apply: () => { line.frozen = null; } };
    case 'score': {
      const rated = extra < 2 ? 500 : 600 + extra;
      return { command: score({ id, score: rated }, person, at), isNothing: line.score === rated, refused: standing(line, 'nominated', 'approved', 'signed', 'active'), apply: () => { line.score = rated; } };
    }
    case 'close': {
      const sofar = { ...line, reserved: [...line.reserved] };
      lapse(sofar, hour);
      return {
        command: close({ id, allocation: back }, person, at), isNothing: line.status === 'closed',
        refused: line.status === 'closed' ? [] : [...standing(line, 'active', 'expired'), ...(line.status === 'active' || line.status === 'expired' ? [...if_(owedBy(line) > 0n, 'credit-line/outstanding'), ...if_(reservedBy(sofar) > 0n, 'credit-line/reserved')] : [])],
        apply: () => { gone(); Object.assign(line, { status: 'closed', limit: 0n, taken: 0n, frozen: null }); },
      };
    }
    case 'decline': return {
      command: decline({ id, allocation: back }, person, at), isNothing: line.status === 'declined', refused: line.status === 'declined' ? [] : standing(line, 'nominated', 'approved', 'signed'),
      apply: () => { gone(); Object.assign(line, { status: 'declined', limit: 0n, taken: 0n }); },
    };
    case 'expire': return {
      command: expire({ id, allocation: back }, undefined, at), isNothing: ['expired', 'closed', 'declined'].includes(line.status), refused: if_(!['expired', 'closed', 'declined'].includes(line.status) && !isPast, 'credit-line/not-expired'),
      apply: () => { gone(); Object.assign(line, { status: 'expired', limit: owedBy(line), taken: owedBy(line), frozen: null }); },
    };
    case 'expire-reservations': return { command: expireReservation({ id }, undefined, at), isNothing: !line.reserved.some(({ ends }) => ends <= hour), refused: [], apply: () => lapse(line, hour) };
    default: return undefined;
  }
};

/** The journal's figures of all lines that stand in the evening of a day, as the model has them. */
export const eveningOf = (model: Model, day: number): Readonly<Record<string, string>> => {
  const lines = [...model.lines.entries()];
  const live = (line: ModelLine): bigint => (line.status === 'expired' ? 0n : line.limit);
  const firms = (has: (line: ModelLine) => boolean): number => new Set(lines.filter(([, line]) => has(line)).map(([n]) => firmOf(n))).size;
  const figures = {
    'credit.approved': total(lines.map(([, line]) => live(line))), 'credit.signed': total(lines.map(([, line]) => (line.signed ? live(line) : 0n))), 'credit.active': total(lines.map(([, line]) => (line.opened ? live(line) : 0n))),
    'credit.available': total(lines.map(([, line]) => line.available)), 'credit.reserved': total(lines.map(([, line]) => reservedBy(line))), 'credit.outstanding': total(lines.map(([, line]) => owedBy(line))),
    'credit.overdue': total(lines.map(([, line]) => total(line.dues.filter((due) => due.day !== null && due.day < day).map(({ owed }) => owed)))),
    'credit.drawn': total(lines.map(([, line]) => line.drawn)), 'credit.repaid': total(lines.map(([, line]) => line.repaid)),
  };
  return {
    ...Object.fromEntries(Object.entries(figures).map(([metric, fen]) => [metric, fromMinor(fen, 'CNY')])),
    'credit.firms-with-line': String(firms((line) => live(line) > 0n)), 'credit.firms-with-balance': String(firms((line) => owedBy(line) > 0n)),
  };
};
