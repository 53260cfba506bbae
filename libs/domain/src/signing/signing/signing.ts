import type { Decider } from '../../kernel/decider.js';
import type { Command, Fact } from '../../kernel/message.js';
import { documentStream, type Named } from '../../evidence/document/index.js';
import { amend, correct, upgrade } from './change.js';
import { type Desk, type DeskFact, empty, evolve, externalIdStream } from './desk.js';
import { annul, terminate } from './ending.js';
import { receive, reverse as reverseFunds, verify as verifyFunds } from './funds.js';
import { identify, ownIds } from './identifiers.js';
import { plan, report, reverse as reverseMilestone, verify as verifyMilestone } from './milestones.js';
import { object, remind } from './reminding.js';
import type { Receipt } from './receipts.js';
import { approve, confirm, returnIt } from './review.js';
import type { MilestoneName, Responsible } from './stages.js';
import type { ExternalId } from './state.js';
import { resubmit, submit, withdraw } from './submission.js';
import type { Changes, Reason, Source, Terms } from './terms.js';

type On<Type extends string, Data extends object = object> = Command<Type, Data & { id: string }>;

export type SubmitSigning = On<'SubmitSigning', { terms: Terms; source: Source | null; number: string | null; externalIds: readonly Readonly<{ scheme: string; id: string }>[] }>;
export type ReturnSigning = On<'ReturnSigning', { reason: Reason; fields: readonly string[] }>;
export type ResubmitSigning = On<'ResubmitSigning', { changes: Changes; reason: Reason }>;
export type ConfirmSigning = On<'ConfirmSigning', { note: string | null; version: number }>;
export type ApproveSigning = On<'ApproveSigning', { note: string | null; waive: readonly string[] }>;
export type RemindSigning = On<'RemindSigning', { regions: readonly string[]; note: string | null }>;
export type ObjectToSigning = On<'ObjectToSigning', { reason: Reason }>;
/** What it holds of outside numbers becomes free: whoever asks names them, so that their streams are read too. */
export type WithdrawSigning = On<'WithdrawSigning', { reason: Reason; externalIds: readonly ExternalId[] }>;
export type IdentifySigning = On<'IdentifySigning', { externalIds: readonly Readonly<{ scheme: string; id: string }>[] }>;
export type CorrectSigning = On<'CorrectSigning', { changes: Changes; reason: Reason }>;
export type AmendSigning = On<'AmendSigning', { changes: Changes; reason: Reason; effectiveOn: string }>;
export type UpgradeSigning = On<'UpgradeSigning', { level: 'framework' | 'contract'; changes: Changes; reason: Reason; effectiveOn: string }>;
export type PlanMilestone = On<'PlanMilestone', { milestone: MilestoneName; on: string; responsible: Responsible; reason: Reason | null }>;
export type ReportMilestone = On<'ReportMilestone', { milestone: MilestoneName; on: string; evidence: readonly Named[]; reason: Reason | null }>;
/** Whoever verifies has looked at the evidence: it is named, so that its streams are read too. */
export type VerifyMilestone = On<'VerifyMilestone', { milestone: MilestoneName; reason: Reason | null; evidence: readonly Named[] }>;
export type ReverseMilestone = On<'ReverseMilestone', { milestone: MilestoneName; reason: Reason }>;
export type ReceiveFunds = On<'ReceiveFunds', Pick<Receipt, 'host' | 'payer' | 'on' | 'amount' | 'kind'> & { receipt: string; evidence: readonly Named[] }>;
export type VerifyFunds = On<'VerifyFunds', { receipt: string; reason: Reason | null; evidence: readonly Named[] }>;
export type ReverseFunds = On<'ReverseFunds', { receipt: string; reason: Reason }>;
export type TerminateSigning = On<'TerminateSigning', { reason: Reason; on: string }>;
export type AnnulSigning = On<'AnnulSigning', { reason: Reason; externalIds: readonly ExternalId[] }>;

export type SigningCommand =
  | SubmitSigning | ReturnSigning | ResubmitSigning | ConfirmSigning | ApproveSigning | RemindSigning | ObjectToSigning | WithdrawSigning | IdentifySigning
  | CorrectSigning | AmendSigning | UpgradeSigning | PlanMilestone | ReportMilestone | VerifyMilestone | ReverseMilestone
  | ReceiveFunds | VerifyFunds | ReverseFunds | TerminateSigning | AnnulSigning;

/** The edition and the pact that a command brings. */
const recordOf = (data: SigningCommand['data'], name: 'edition' | 'pact'): readonly string[] =>
  [('terms' in data ? data.terms : 'changes' in data ? data.changes : {})[name] ?? []].flat();

/** The investors that a command brings. */
const investorsOf = (data: SigningCommand['data']): Terms['investors'] =>
  ('terms' in data ? data.terms.investors : 'changes' in data ? data.changes.investors : undefined) ?? [];

const decide = (command: SigningCommand, desk: Desk): readonly DeskFact[] => {
  switch (command.type) {
    case 'SubmitSigning': return submit(command, desk);
    case 'ReturnSigning': return returnIt(command, desk.signing);
    case 'ResubmitSigning': return resubmit(command, desk.signing);
    case 'ConfirmSigning': return confirm(command, desk.signing);
    case 'ApproveSigning': return approve(command, desk.signing);
    case 'RemindSigning': return remind(command, desk);
    case 'ObjectToSigning': return object(command, desk);
    case 'WithdrawSigning': return withdraw(command, desk);
    case 'IdentifySigning': return identify(command, desk);
    case 'CorrectSigning': return correct(command, desk.signing);
    case 'AmendSigning': return amend(command, desk.signing);
    case 'UpgradeSigning': return upgrade(command, desk.signing);
    case 'PlanMilestone': return plan(command, desk);
    case 'ReportMilestone': return report(command, desk);
    case 'VerifyMilestone': return verifyMilestone(command, desk);
    case 'ReverseMilestone': return reverseMilestone(command, desk);
    case 'ReceiveFunds': return receive(command, desk);
    case 'VerifyFunds': return verifyFunds(command, desk);
    case 'ReverseFunds': return reverseFunds(command, desk);
    case 'TerminateSigning': return terminate(command, desk.signing);
    case 'AnnulSigning': return annul(command, desk);
  }
};

/** The documents and outside numbers that a command names: what becomes of them is decided with it. */
const besides = (command: SigningCommand): readonly string[] => {
  switch (command.type) {
    case 'SubmitSigning': case 'IdentifySigning': return ownIds(command.actor, command.data.externalIds).map(externalIdStream);
    case 'WithdrawSigning': case 'AnnulSigning': return command.data.externalIds.map(externalIdStream);
    case 'ReportMilestone': case 'VerifyMilestone': case 'ReceiveFunds': case 'VerifyFunds': return command.data.evidence.map(({ document }) => documentStream(document));
    default: return [];
  }
};

/** One project that was signed: submitted, confirmed by the other regions, admitted, and what became of it. */
export const signing: Decider<Desk, SigningCommand, DeskFact & Fact> = {
  name: 'signing',
  stateVersion: 3,
  streamsOf: (command) => [`signing-${command.data.id}`, ...new Set(besides(command))],
  refersTo: ({ type, data }) => ({
    organisations: type === 'PlanMilestone' ? [data.responsible.organisation ?? []].flat() : investorsOf(data).flatMap(({ organisation }) => organisation ?? []),
    creditCodes: investorsOf(data).flatMap(({ creditCode }) => creditCode ?? []),
    editions: recordOf(data, 'edition'),
    pacts: recordOf(data, 'pact'),
  }),
  initialState: empty,
  decide,
  evolve,
};
