import type { Decider } from '../../kernel/decider.js';
import type { Command, Fact } from '../../kernel/message.js';
import { amend, correct, terminate } from './change.js';
import { approve, confirm, returnIt } from './review.js';
import type { SigningFact } from './signing.events.js';
import { absent, evolve, type Signing } from './state.js';
import { resubmit, submit, withdraw } from './submission.js';
import type { Changes, Reason, Source, Terms } from './terms.js';

type On<Type extends string, Data extends object = object> = Command<Type, Data & { id: string }>;

export type SubmitSigning = On<'SubmitSigning', { terms: Terms; source: Source | null }>;
export type ReturnSigning = On<'ReturnSigning', { reason: Reason; fields: readonly string[] }>;
export type ResubmitSigning = On<'ResubmitSigning', { changes: Changes; reason: Reason }>;
export type ConfirmSigning = On<'ConfirmSigning', { note: string | null; version: number }>;
export type ApproveSigning = On<'ApproveSigning', { note: string | null }>;
export type WithdrawSigning = On<'WithdrawSigning', { reason: Reason }>;
export type CorrectSigning = On<'CorrectSigning', { changes: Changes; reason: Reason }>;
export type AmendSigning = On<'AmendSigning', { changes: Changes; reason: Reason; effectiveOn: string }>;
export type TerminateSigning = On<'TerminateSigning', { reason: Reason; on: string }>;

export type SigningCommand =
  | SubmitSigning | ReturnSigning | ResubmitSigning | ConfirmSigning | ApproveSigning | WithdrawSigning
  | CorrectSigning | AmendSigning | TerminateSigning;

/** The investors that a command brings. */
const investorsOf = (data: SigningCommand['data']): Terms['investors'] =>
  ('terms' in data ? data.terms.investors : 'changes' in data ? data.changes.investors : undefined) ?? [];

const decide = (command: SigningCommand, state: Signing): readonly SigningFact[] => {
  switch (command.type) {
    case 'SubmitSigning': return submit(command, state);
    case 'ReturnSigning': return returnIt(command, state);
    case 'ResubmitSigning': return resubmit(command, state);
    case 'ConfirmSigning': return confirm(command, state);
    case 'ApproveSigning': return approve(command, state);
    case 'WithdrawSigning': return withdraw(command, state);
    case 'CorrectSigning': return correct(command, state);
    case 'AmendSigning': return amend(command, state);
    case 'TerminateSigning': return terminate(command, state);
  }
};

/** One project that was signed: submitted, confirmed by the other regions, admitted, and what became of it. */
export const signing: Decider<Signing, SigningCommand, SigningFact & Fact> = {
  name: 'signing',
  stateVersion: 1,
  streamsOf: ({ data }) => [`signing-${data.id}`],
  refersTo: ({ data }) => ({
    organisations: investorsOf(data).flatMap(({ organisation }) => organisation ?? []),
    creditCodes: investorsOf(data).flatMap(({ creditCode }) => creditCode ?? []),
  }),
  initialState: absent,
  decide,
  evolve,
};
