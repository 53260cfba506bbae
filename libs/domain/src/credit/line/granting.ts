import { standingFor, stoodIn } from '../../kernel/directory.js';
import { isAssociationOver, isSpeakerOf, type Party, personOf, today } from '../../kernel/party.js';
import { mustHold, Refusal } from '../../kernel/refusal.js';
import { isNothing } from '../ledger/index.js';
import { accountOf, covers, exhausted, isBank, isValidOn, type KnownProgramme, openProgramme, type Pool, quotaStream, refuseProgramme } from '../programme/index.js';
import { batchStream } from './in-batch.js';
import type { ActivateLine, ApproveLine, DeclineLine, NominateLine, SignLine, TableFact } from './line.js';
import { refuse } from './refusals.js';
import { dayOf, eligibilityFaults, fact, isBankOf, isPast, mustBeAnother, mustBeIn, mustScore, mustStand, ofBank, ofBorrower, ofEither, posting, productOf, type Table } from './rules.js';
import type { KnownLine } from './state.js';

type Borrower = Readonly<{ party: Party; creditCode: string }>;

/** Who is to borrow: there, of its own, with a credit code and a region; or what is wrong with naming it. */
const borrowerOf = (command: NominateLine): Borrower | Refusal => {
  const { data: { borrower, creditCode }, directory, at } = command;
  const pointer = borrower === null ? '/creditCode' : '/borrower';
  if ((borrower === null) === (creditCode === null)) return refuse('credit-line/borrower-needed', pointer);
  const body = borrower === null ? directory.bodyByCode(creditCode ?? '') : directory.body(borrower);
  if (!body) return refuse('credit-line/borrower-unknown', pointer);
  if (body.status !== 'live' || !stoodIn(body, dayOf({ at }))) return refuse('credit-line/borrower-gone', pointer);
  if (!body.creditCode) return refuse('credit-line/no-credit-code', pointer);
  if (body.region === null) return refuse('credit-line/no-region', pointer);
  return { party: { organisation: body.id, name: body.name, region: body.region, account: standingFor(body, directory).account }, creditCode: body.creditCode };
};

/** @throws Refusal with all that is wrong beside it, where nobody is to borrow. */
const mustBeFound = (found: Borrower | Refusal, beside: readonly Refusal[]): Borrower => {
  mustHold(found instanceof Refusal ? [found, ...beside] : []);
  return found as Borrower;
};

const batchFaults = ({ data: { batch, programme } }: NominateLine, { batch: found }: Table): readonly Refusal[] =>
  (batch === null ? [] : found.programme !== programme ? [refuse('credit-line/batch-unknown', '/batch')] : found.released ? [refuse('credit-line/batch-released', '/batch')] : []);

/** What is wrong with what is asked for, whoever is to borrow. */
const askedFaults = (command: NominateLine, table: Table, programme: KnownProgramme): readonly Refusal[] => {
  const { data } = command;
  const day = dayOf(command);
  return [
    ...(data.limit.currency === programme.currency ? [] : [refuse('credit-line/another-currency', '/limit/currency')]),
    ...(data.product === null || productOf(programme, data.product) ? [] : [refuse('credit-line/product-unknown', '/product')]),
    ...(isPast(data, day) ? [refuse('credit-line/expiry-in-past', '/expiresOn')] : []),
    ...batchFaults(command, table),
    ...(isValidOn(programme, day) ? [] : [refuse('credit-line/programme-not-valid')]),
  ];
};

/** A firm is put forward: nothing is granted by that. */
export const nominate = (command: NominateLine, table: Table): readonly TableFact[] => {
  const { data, actor, directory } = command;
  if (table.line.status !== 'absent') throw refuse('credit-line/exists', '/id');
  const found = borrowerOf(command);
  if (table.programme.status === 'absent') mustHold([refuse('credit-line/programme-unknown', '/programme'), ...(found instanceof Refusal ? [found] : [])]);
  const programme = openProgramme(table.programme);
  const wrong = askedFaults(command, table, programme);
  const { party: borrower, creditCode } = mustBeFound(found, wrong);
  const region = borrower.region as string;
  const isHis = isBank(programme, command) || isSpeakerOf(borrower, command) || isAssociationOver([region], command) || (actor.role === 'region' && directory.within(region, actor.region));
  if (!isHis) throw refuse('credit-line/nominate-not-yours');
  const day = dayOf(command);
  const about: KnownLine['about'] = {
    line: data.id, programme: programme.id, batch: data.batch, bank: programme.bank.organisation, borrower: borrower.organisation, region, track: data.track, product: data.product, mode: programme.mode,
  };
  mustHold([
    ...(borrower.organisation === programme.bank.organisation ? [refuse('credit-line/borrower-is-bank', data.borrower === null ? '/creditCode' : '/borrower')] : []),
    ...wrong,
    ...eligibilityFaults(programme, about, command),
  ]);
  const { limit, revolving, expiresOn, score, reference } = data;
  return [
    { type: 'CreditLineNominated', effectiveOn: day, data: { ...about, bankParty: programme.bank, borrowerParty: borrower, creditCode, limit, revolving, expiresOn, score, reference, disclosed: programme.disclosure === 'lines', by: personOf(actor) } },
    ...(data.batch === null ? [] : [{ type: 'BatchLineAdded' as const, effectiveOn: day, stream: batchStream(data.batch), data: { batch: data.batch, line: data.id, limit } }]),
  ];
};

/** From which allocation it is granted: one that holds the borrower's region, or none. */
const poolFor = (allocation: string | null, it: KnownLine, programme: KnownProgramme, pool: Pool, amount: string, { directory }: ApproveLine): void => {
  if (allocation !== null && (pool.ceiling === null || isNothing(pool.ceiling) || !directory.within(it.about.region, allocation))) throw refuseProgramme('credit-programme/no-allocation', '/allocation');
  if (programme.mode === 'ledger' && !covers(pool, amount)) throw exhausted(pool, allocation, '/limit');
};

/** Of a line that the bank mirrors it may be told later on which day it was done; what is done here is done today. */
const doneOn = (it: KnownLine, on: string | null, command: ApproveLine | ActivateLine): string => {
  const day = dayOf(command);
  if (on !== null && it.about.mode !== 'mirror') throw refuse('credit-line/today-only', '/on');
  if (on !== null && on > day) throw refuse('credit-line/date-in-future', '/on');
  return on ?? day;
};

/** The bank's yes: it takes that much of the quota, or of what is allocated to the region. */
export const approve = (command: ApproveLine, { line, programme: state, pool }: Table): readonly TableFact[] => {
  const it = ofBank(line, command);
  mustStand(it, 'nominated');
  mustBeAnother(it.nominatedBy, command);
  const programme = openProgramme(state);
  const { limit: said, allocation, expiresOn = null, score, on = null, reference = null } = command.data;
  if (said) mustBeIn(it, said.currency, '/limit/currency');
  const limit = { amount: said?.amount ?? it.asked, currency: it.currency };
  const [day, granted, until, rated] = [dayOf(command), doneOn(it, on, command), expiresOn ?? it.expiresOn, score ?? it.score];
  mustHold([
    ...(isValidOn(programme, granted) ? [] : [refuse('credit-line/programme-not-valid', on === null ? undefined : '/on')]),
    ...(isPast({ expiresOn: until }, day) ? [refuse('credit-line/expiry-in-past', '/expiresOn')] : []),
    ...eligibilityFaults(programme, it.about, command),
  ]);
  mustScore(programme, it.about.product, rated);
  poolFor(allocation, it, programme, pool, limit.amount, command);
  return [
    fact('CreditLineApproved', it, granted, { ...posting(it, 'committed', accountOf(pool, allocation), limit.amount, granted), limit, allocation, expiresOn: until, score: rated, reference: reference ?? it.reference, by: personOf(command.actor) }),
    { type: 'QuotaGranted', effectiveOn: day, stream: quotaStream(it.about.programme, allocation), data: { programme: it.about.programme, region: allocation, line: it.id, ...limit } },
  ];
};

/** What a line gives back to where it came from: the movement stands in the line's fact, and the quota knows from it how much is free again. */
export const freed = (it: KnownLine, amount: string, on: string): readonly TableFact[] => (isNothing(amount) ? [] : [{
  type: 'QuotaFreed', effectiveOn: on, stream: quotaStream(it.about.programme, it.allocation), data: { programme: it.about.programme, region: it.allocation, line: it.id, amount, currency: it.currency },
}]);

export const decline = (command: DeclineLine, { line, pool }: Table): readonly TableFact[] => {
  const it = ofEither(line, command);
  if (it.status === 'declined') return [];
  mustStand(it, 'nominated', 'approved', 'signed');
  const day = dayOf(command);
  const { committed } = it.balances;
  const back = isNothing(committed) ? { movement: null, balances: it.balances, on: day } : posting(it, accountOf(pool, it.allocation), 'committed', committed, day);
  return [
    fact('CreditLineDeclined', it, day, { ...back, declinedBy: isBankOf(it, command) ? 'bank' : 'borrower', reason: command.data.reason, by: personOf(command.actor) }),
    ...freed(it, committed, day),
  ];
};

/** The borrower's yes: by its own people, or, for one that has no account, from a document. */
export const sign = (command: SignLine, { line }: Table): readonly TableFact[] => {
  const it = ofBorrower(line, command);
  if (it.status === 'signed' || it.status === 'active') return [];
  mustStand(it, 'approved');
  // Officers may speak for the bank and for the borrower, where neither has an account: nobody agrees with himself.
  mustBeAnother(it.approvedBy, command);
  const { on, source } = command.data;
  const [day, date] = [dayOf(command), on ?? dayOf(command)];
  const speaksForItself = today(it.borrower, command.directory).account !== null;
  if (speaksForItself && source !== null) throw refuse('credit-line/source-not-yours', '/source');
  if (!speaksForItself && source === null) throw refuse('credit-line/source-required', '/source');
  if (date > day) throw refuse('credit-line/date-in-future', '/on');
  if (date < (it.days.approved ?? date)) throw refuse('credit-line/date-before-approval', '/on');
  if (isPast(it, day)) throw refuse('credit-line/expired');
  return [fact('CreditLineSigned', it, date, { on: date, limit: { amount: it.limit, currency: it.currency }, grade: source === null ? 'submitted' : 'attested', source, by: personOf(command.actor) })];
};

/** The bank opens it to draws; whoever granted it does not. */
export const activate = (command: ActivateLine, { line, programme }: Table): readonly TableFact[] => {
  const it = ofBank(line, command);
  mustStand(it, 'signed');
  mustBeAnother(it.approvedBy, command);
  const { on = null, reference = null } = command.data;
  const day = doneOn(it, on, command);
  const open = openProgramme(programme);
  if (isPast(it, dayOf(command))) throw refuse('credit-line/expired');
  if (day < (it.days.signed ?? day)) throw refuse('credit-line/date-before-signing', '/on');
  mustScore(open, it.about.product, it.score);
  return [fact('CreditLineActivated', it, day, { ...posting(it, 'available', 'committed', it.balances.committed, day), limit: { amount: it.limit, currency: it.currency }, reference: reference ?? it.reference, by: personOf(command.actor) })];
};

