import { personOf } from '../../kernel/party.js';
import { isNothing, minus } from '../ledger/index.js';
import { accountOf, isIssuer, type Pool } from '../programme/index.js';
import { freed } from './granting.js';
import type { CloseLine, ExpireLine, ExpireReservation, ExplainDiscrepancy, FreezeLine, ReduceLine, ReleaseLine, ScoreBorrower, TableFact } from './line.js';
import { discrepanciesOf } from './differences.js';
import { withoutExpired } from './movements.js';
import { refuse } from './refusals.js';
import { concerns, dayOf, fact, isBankOf, isMore, isPast, known, mustBeAnother, mustBeIn, mustStand, ofBank, posting, refuseTelling, type Table } from './rules.js';
import { evolveLine, type KnownLine } from './state.js';

export const freeze = (command: FreezeLine, { line }: Table): readonly TableFact[] => {
  const it = ofBank(line, command);
  if (it.frozen) return [];
  mustStand(it, 'active');
  const day = dayOf(command);
  return [fact('CreditLineFrozen', it, day, { on: day, reason: command.data.reason, by: personOf(command.actor) })];
};

/** One person stops a line at once; it takes another to let it go on. */
export const release = (command: ReleaseLine, { line }: Table): readonly TableFact[] => {
  const it = ofBank(line, command);
  if (!it.frozen) throw refuse('credit-line/not-frozen');
  mustBeAnother(it.frozen.by, command);
  const day = dayOf(command);
  return [fact('CreditLineReleased', it, day, { on: day, reason: command.data.reason, by: personOf(command.actor) })];
};

/** The limit goes down by what is not taken; the difference is free in the quota again. */
export const reduce = (command: ReduceLine, { line, pool }: Table): readonly TableFact[] => {
  const { facts, it } = withoutExpired(ofBank(line, command), command);
  mustStand(it, 'approved', 'signed', 'active');
  const { limit: { amount, currency }, reason } = command.data;
  mustBeIn(it, currency, '/limit/currency');
  if (amount === it.limit) return [];
  if (!isMore(it.limit, amount, it)) throw refuse('credit-line/not-a-reduction', '/limit');
  const [from, less, day] = [it.status === 'active' ? 'available' as const : 'committed' as const, minus(it.limit, amount, currency), dayOf(command)];
  if (it.about.mode === 'ledger' && isMore(less, it.balances[from], it)) {
    const least = minus(it.limit, it.balances[from], currency);
    throw refuseTelling('credit-line/below-outstanding', command, '/limit', { en: `It can go down to ${least} ${currency}.`, zh: `最低可减至 ${least} ${currency}。` });
  }
  return [
    ...facts,
    fact('CreditLineReduced', it, day, { ...posting(it, accountOf(pool, it.allocation), from, less, day), limit: { amount, currency }, reason, by: personOf(command.actor) }),
    ...freed(it, less, day),
  ];
};

/** What a line that ends gives back, one movement for each account that holds something. A mirrored line gives back its limit, from where it was granted to. */
const givenBack = (it: KnownLine, pool: Pool, on: string): Readonly<{ facts: readonly TableFact[]; it: KnownLine }> => {
  const held = it.about.mode === 'mirror' ? [[isNothing(it.balances.committed) ? 'available' : 'committed', it.limit] as const] : (['committed', 'available', 'used'] as const).map((account) => [account, it.balances[account]] as const);
  return held.reduce<{ facts: readonly TableFact[]; it: KnownLine }>(({ facts, it: now }, [account, amount]) => {
    if (isNothing(amount)) return { facts, it: now };
    const limit = { amount: minus(now.limit, amount, now.currency), currency: now.currency };
    const back = fact('LimitReturned', now, on, { ...posting(now, accountOf(pool, now.allocation), account, amount, on), limit });
    return { facts: [...facts, back, ...freed(now, amount, on)], it: evolveLine(now, back) as KnownLine };
  }, { facts: [], it });
};

export const close = (command: CloseLine, { line, pool }: Table): readonly TableFact[] => {
  const before = command.data.job ? known(line) : ofBank(line, command);
  if (before.status === 'closed') return [];
  mustStand(before, 'active', 'expired');
  const { facts, it } = withoutExpired(before, command);
  if (it.about.mode === 'ledger') {
    if (!isNothing(it.balances.outstanding)) throw refuseTelling('credit-line/outstanding', command, undefined, { en: `${it.balances.outstanding} ${it.currency} is outstanding.`, zh: `未还余额 ${it.balances.outstanding} ${it.currency}。` });
    if (!isNothing(it.balances.reserved)) throw refuseTelling('credit-line/reserved', command, undefined, { en: `${it.balances.reserved} ${it.currency} is reserved.`, zh: `预留 ${it.balances.reserved} ${it.currency}。` });
  }
  const day = dayOf(command);
  const { facts: back, it: empty } = givenBack(it, pool, day);
  return [...facts, ...back, fact('CreditLineClosed', empty, day, { on: day, reason: command.data.reason, by: personOf(command.actor) })];
};

/** After its last day nothing more is drawn: what was reserved and what was never drawn go back, and what is outstanding stays. */
export const expire = (command: ExpireLine, { line, pool }: Table): readonly TableFact[] => {
  const it = known(line);
  const day = dayOf(command);
  if (it.status === 'expired' || it.status === 'closed' || it.status === 'declined') return [];
  if (it.expiresOn === null || !isPast(it, day)) throw refuse('credit-line/not-expired');
  const { facts, it: unreserved } = withoutExpired(it, command, true);
  const { facts: back, it: left } = givenBack(unreserved, pool, day);
  return [...facts, ...back, fact('CreditLineExpired', left, day, { on: day, limit: { amount: left.limit, currency: left.currency } })];
};

/** A job says that time has passed: reservations that are over are free again. */
export const expireReservations = (command: ExpireReservation, { line }: Table): readonly TableFact[] => withoutExpired(known(line), command).facts;

export const score = (command: ScoreBorrower, { line }: Table): readonly TableFact[] => {
  const it = ofBank(line, command);
  mustStand(it, 'nominated', 'approved', 'signed', 'active');
  if (it.score === command.data.score) return [];
  const day = dayOf(command);
  return [fact('BorrowerScored', it, day, { on: day, score: command.data.score, source: command.data.source, by: personOf(command.actor) })];
};

/** Whose a difference is says why it stands; then it is open no longer: the bank of its own, and the issuer, or an association over the programme, of what is the issuer's. */
export const explain = (command: ExplainDiscrepancy, { line, programme }: Table): readonly TableFact[] => {
  const isOfIssuer = programme.status !== 'absent' && isIssuer(programme, command);
  const it = isOfIssuer ? known(line) : ofBank(line, command);
  const { discrepancy, reason } = command.data;
  const found = discrepanciesOf(it.mirror).find(({ id }) => id === discrepancy);
  // An issuer sees no line; of one in which nothing is his to explain he is told that there is none.
  if (!concerns(it, command) && (found?.owner !== 'issuer' || found.explained !== null)) throw refuse('credit-line/not-found');
  if (!found || found.explained !== null) throw refuse('credit-line/discrepancy-unknown', '/discrepancy');
  if (found.owner === 'issuer' ? !isOfIssuer : !isBankOf(it, command)) throw refuse('credit-line/not-the-owner', '/discrepancy');
  const day = dayOf(command);
  return [fact('DiscrepancyExplained', it, day, { discrepancy, stated: found.stated, recorded: found.recorded, reason, on: day, by: personOf(command.actor) })];
};
