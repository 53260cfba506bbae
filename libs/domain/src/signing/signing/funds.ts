import { parseMinor } from '../../kernel/money.js';
import { mustHold, Refusal } from '../../kernel/refusal.js';
import type { Desk, DeskFact } from './desk.js';
import { evidenceOf, isSameEvidence, mustBeKept } from './evidence.js';
import { refuse } from './refusals.js';
import { known, mustBeAnother, mustBeHost, mustBeOnRecord, partyOf, wrongDate } from './rules.js';
import type { ReceiveFunds, ReverseFunds, VerifyFunds } from './signing.js';
import type { SigningFact } from './signing.events.js';
import type { Receipt } from './receipts.js';
import { hostsOn, type Known } from './state.js';

/** Rows that are folded stay small; more payments than this belong to several projects. */
const RECEIPTS_MAX = 1_000;

const isSame = (a: Receipt, { host, payer, on, amount, kind, evidence }: ReceiveFunds['data']): boolean =>
  a.host === host && a.payer.name === payer.name && a.payer.region === payer.region && a.on === on && a.kind === kind && a.amount.currency === amount.currency
  && parseMinor(a.amount.amount, amount.currency) === parseMinor(amount.amount, amount.currency) && isSameEvidence(a.evidence, evidence);

/**
 * Funds in place (到位资金): one payment to one host. It counts once someone else has verified it; what is above the agreed
 * amount is marked and never refused (notes, section 10).
 */
export const receive = (command: ReceiveFunds, desk: Desk): readonly DeskFact[] => {
  const { actor, at, directory, data } = command;
  const { receipt, host, payer, on, amount, kind } = data;
  const it = known(desk.signing, command);
  mustBeHost(it, command);
  const before = it.receipts[receipt];
  if (before?.status === 'reversed') throw refuse('signing/receipt-reversed', '/receipt');
  mustBeOnRecord(it, 'ended');
  if (before && isSame(before, data)) return [];
  mustBeOnRecord(it, 'open');
  if (before) throw refuse('signing/receipt-exists', '/receipt');
  if (Object.keys(it.receipts).length >= RECEIPTS_MAX) throw refuse('signing/receipts-too-many');
  const { evidence, facts, wrong } = evidenceOf(command, desk);
  const payerFault = payer.region === null ? undefined : directory.regionFault(payer.region, on);
  const hosts = hostsOn(it, on);
  mustHold([
    ...(hosts.includes(host) ? [] : [refuse('signing/not-its-host', '/host', { en: `Its hosts then: ${hosts.join(', ')}.`, zh: `当时的落户地：${hosts.join('、')}。` })]),
    ...(it.grade !== 'attested' && !directory.within(host, actor.region) ? [refuse('signing/receipt-not-yours', '/host')] : []),
    ...wrongDate(on, it, { at, mayCome: false }),
    ...(data.evidence.length === 0 ? [refuse('signing/evidence-missing', '/evidence')] : []),
    ...[...(payerFault ? [{ pointer: '/payer/region', ...payerFault }] : []), ...wrong].map((each) => new Refusal(each.code, each.message, 'invalid', [each])),
  ]);
  return [{ type: 'FundsReceived', effectiveOn: on, data: { receipt, host, payer, on, amount, kind, evidence: [...evidence], by: partyOf(actor) } }, ...facts];
};

const receiptOf = (it: Known, receipt: string): Receipt => {
  const found = it.receipts[receipt];
  if (!found) throw refuse('signing/receipt-unknown', '/receipt');
  return found;
};

const stated = (receipt: string, { host, payer, on, amount, kind, evidence }: Receipt) => ({ receipt, host, payer, on, amount, kind, evidence: [...evidence] });

/** Someone else than who reported them has seen the evidence: they count. */
export const verify = (command: VerifyFunds, desk: Desk): readonly SigningFact[] => {
  const { actor, data: { receipt, reason } } = command;
  const it = known(desk.signing, command);
  mustBeAnother(it, command, it.receipts[receipt]?.by);
  mustBeOnRecord(it, 'ended');
  const found = receiptOf(it, receipt);
  if (found.status === 'reversed') throw refuse('signing/receipt-reversed', '/receipt');
  if (found.status === 'verified') return [];
  mustBeKept(found.evidence, command, desk);
  return [{ type: 'FundsVerified', effectiveOn: found.on, data: { ...stated(receipt, found), reason, by: partyOf(actor) } }];
};

/** They did not come in as reported: taken back at their date, for good. */
export const reverse = (command: ReverseFunds, { signing }: Desk): readonly SigningFact[] => {
  const { actor, data: { receipt, reason } } = command;
  const it = known(signing, command);
  mustBeAnother(it, command);
  mustBeOnRecord(it, 'ended');
  const found = receiptOf(it, receipt);
  if (found.status === 'reversed') return [];
  return [{ type: 'FundsReversed', effectiveOn: found.on, data: { ...stated(receipt, found), reason, by: partyOf(actor) } }];
};
