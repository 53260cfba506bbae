import type { Command } from '../../kernel/message.js';
import { personOf } from '../../kernel/party.js';
import { instantAfter, toUtcMillis } from '../../kernel/period.js';
import { minorOf, minus } from '../ledger/index.js';
import type { DrawCredit, PostReservation, RepayCredit, ReserveCredit, TableFact, VoidReservation } from './line.js';
import { refuse } from './refusals.js';
import { dayOf, drawable, fact, isMore, mustBeIn, mustStand, ofBank, ofEither, posting, refuseTelling, type Table } from './rules.js';
import { type DueAmount, evolveLine, type KnownLine } from './state.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const RESERVED_DAYS_MAX = 30;

/** The facts so far, and the line as it stands after them. */
type Sofar = Readonly<{ facts: readonly TableFact[]; it: KnownLine }>;

/** Reservations whose time is over are free again before anything else is decided, whether or not a job has come by. Where the line itself is over, so are all of them. */
export const withoutExpired = (it: KnownLine, { at }: Pick<Command, 'at'>, isLineOver = false): Sofar => Object.entries(it.reservations).filter(([, { expiresAt }]) => isLineOver || expiresAt <= at).reduce<Sofar>(
  ({ facts, it: now }, [reservation, { amount }]) => {
    const day = dayOf({ at });
    const expired = fact('ReservationExpired', now, day, { ...posting(now, 'available', 'reserved', amount, day), reservation });
    return { facts: [...facts, expired], it: evolveLine(now, expired) as KnownLine };
  }, { facts: [], it });

const mustBeAvailable = (it: KnownLine, amount: string, command: Pick<Command, 'actor'>): void => {
  if (isMore(amount, it.balances.available, it)) throw refuseTelling('credit-line/limit-exceeded', command, '/amount', { en: `${it.balances.available} ${it.currency} is available.`, zh: `可用 ${it.balances.available} ${it.currency}。` });
};

/** By when a draw is due: on the day that is said, or when the line expires. */
const dueOf = (it: KnownLine, dueOn: string | null, day: string): string | null => {
  if (dueOn !== null && dueOn < day) throw refuse('credit-line/due-before-draw', '/dueOn');
  return dueOn ?? it.expiresOn;
};

export const reserve = (command: ReserveCredit, { line, programme }: Table): readonly TableFact[] => {
  const { reservation, amount: { amount, currency }, expiresAt, reference } = command.data;
  const { facts, it } = withoutExpired(ofEither(line, command), command);
  drawable(it, programme, command);
  mustBeIn(it, currency, '/amount/currency');
  if (it.reservations[reservation]) throw refuse('credit-line/reservation-exists', '/reservation');
  const until = expiresAt === null ? instantAfter(command.at, DAY_MS) : toUtcMillis(expiresAt);
  if (until < instantAfter(command.at, MINUTE_MS) || until > instantAfter(command.at, RESERVED_DAYS_MAX * DAY_MS)) throw refuse('credit-line/expiry-of-reservation', '/expiresAt');
  mustBeAvailable(it, amount, command);
  const day = dayOf(command);
  return [...facts, fact('CreditReserved', it, day, { ...posting(it, 'reserved', 'available', amount, day), reservation, expiresAt: until, reference, by: personOf(command.actor) })];
};

export const post = (command: PostReservation, { line, programme }: Table): readonly TableFact[] => {
  const { reservation, amount: said, dueOn, reference } = command.data;
  const { facts, it } = withoutExpired(ofBank(line, command), command);
  drawable(it, programme, command);
  const reserved = it.reservations[reservation];
  if (!reserved) throw refuse('credit-line/reservation-unknown', '/reservation');
  if (said) mustBeIn(it, said.currency, '/amount/currency');
  const amount = said?.amount ?? reserved.amount;
  if (isMore(amount, reserved.amount, it)) throw refuseTelling('credit-line/more-than-reserved', command, '/amount', { en: `${reserved.amount} ${it.currency} is reserved.`, zh: `预留 ${reserved.amount} ${it.currency}。` });
  const [day, by] = [dayOf(command), personOf(command.actor)];
  const drawn = fact('CreditPosted', it, day, { ...posting(it, 'outstanding', 'reserved', amount, day), reservation, dueOn: dueOf(it, dueOn, day), reference, by });
  const after = evolveLine(it, drawn) as KnownLine;
  const rest = after.reservations[reservation];
  return [...facts, drawn, ...(rest ? [fact('CreditVoided', after, day, { ...posting(after, 'available', 'reserved', rest.amount, day), reservation, by })] : [])];
};

export const voidReservation = (command: VoidReservation, { line }: Table): readonly TableFact[] => {
  const before = ofEither(line, command);
  if (before.about.mode === 'mirror') throw refuse('credit-line/mirrored');
  const { facts, it } = withoutExpired(before, command);
  const { reservation } = command.data;
  const reserved = it.reservations[reservation];
  if (!reserved) throw refuse('credit-line/reservation-unknown', '/reservation');
  const day = dayOf(command);
  return [...facts, fact('CreditVoided', it, day, { ...posting(it, 'available', 'reserved', reserved.amount, day), reservation, by: personOf(command.actor) })];
};

/** What a bank tells of a line that it mirrors: it is recorded as told, and what does not fit shows as a difference. Of days before there was a line there is nothing to tell. */
const told = (on: string | null, { mirror: { begun } }: KnownLine, { at }: Pick<Command, 'at'>): string => {
  const day = dayOf({ at });
  if (on !== null && on > day) throw refuse('credit-line/date-in-future', '/on');
  if (on !== null && begun !== null && on < begun) throw refuse('credit-line/before-grant', '/on');
  return on ?? day;
};

export const draw = (command: DrawCredit, { line, programme }: Table): readonly TableFact[] => {
  const { amount: { amount, currency }, dueOn, on, reference } = command.data;
  const before = ofBank(line, command);
  mustBeIn(before, currency, '/amount/currency');
  const by = personOf(command.actor);
  if (before.about.mode === 'mirror') {
    const day = told(on, before, command);
    return [fact('CreditDrawn', before, day, { ...posting(before, 'outstanding', 'available', amount, day), dueOn: dueOf(before, dueOn, day), reference, by })];
  }
  if (on !== null) throw refuse('credit-line/today-only', '/on');
  const { facts, it } = withoutExpired(before, command);
  drawable(it, programme, command);
  mustBeAvailable(it, amount, command);
  const day = dayOf(command);
  return [...facts, fact('CreditDrawn', it, day, { ...posting(it, 'outstanding', 'available', amount, day), dueOn: dueOf(it, dueOn, day), reference, by })];
};

/** Which dues an amount settles: what is due first comes first. */
const settledBy = ({ dues, currency }: KnownLine, amount: string): readonly DueAmount[] => {
  let left = amount;
  return dues.flatMap((each) => {
    if (minorOf(left, currency) === 0n) return [];
    const paid = minorOf(left, currency) < minorOf(each.amount, currency) ? left : each.amount;
    left = minus(left, paid, currency);
    return [{ on: each.on, amount: paid }];
  });
};

/** What is repaid may be drawn again where the line revolves and stands; else it is used up. */
export const repay = (command: RepayCredit, { line }: Table): readonly TableFact[] => {
  const { amount: { amount, currency }, on, reference } = command.data;
  const before = ofBank(line, command);
  mustBeIn(before, currency, '/amount/currency');
  const by = personOf(command.actor);
  if (before.about.mode === 'mirror') {
    const day = told(on, before, command);
    return [fact('CreditRepaid', before, day, { ...posting(before, before.revolving ? 'available' : 'used', 'outstanding', amount, day), settles: [], reference, by })];
  }
  if (on !== null) throw refuse('credit-line/today-only', '/on');
  const { facts, it } = withoutExpired(before, command);
  mustStand(it, 'active', 'expired');
  if (isMore(amount, it.balances.outstanding, it)) throw refuseTelling('credit-line/more-than-outstanding', command, '/amount', { en: `${it.balances.outstanding} ${it.currency} is outstanding.`, zh: `未还余额 ${it.balances.outstanding} ${it.currency}。` });
  const day = dayOf(command);
  const to = it.revolving && it.status === 'active' ? 'available' : 'used';
  return [...facts, fact('CreditRepaid', it, day, { ...posting(it, to, 'outstanding', amount, day), settles: [...settledBy(it, amount)], reference, by })];
};

