import { documentStream, type Named } from '../../evidence/document/index.js';
import type { Decider } from '../../kernel/decider.js';
import type { Command, Fact } from '../../kernel/message.js';
import type { Reason, Source } from '../../signing/signing/index.js';
import { renew, resume, suspend, terminate, withdraw } from './consent.js';
import { counter, draft, freeze, propose, record } from './drafting.js';
import { report, reverse, verify } from './obligations.js';
import { decline, sign } from './signatures.js';
import { amend } from './supplement.js';
import { empty, evolve, type Table, type TableFact } from './table.js';
import type { Changes, Stated, Supplementary, Terms } from './terms.js';

/** `parties`: the bodies that were seen to be parties, by which the directory knows who speaks for them today. */
type On<Type extends string, Data extends object = object> = Command<Type, Data & { id: string; parties?: readonly string[] }>;
type As<Data extends object = object> = Data & { as: string | null };
type Text = { text: string; sha256: string };

export type DraftPact = On<'DraftPact', As<{ terms: Terms }>>;
export type RecordPact = On<'RecordPact', { stated: Stated }>;
export type ProposePact = On<'ProposePact', As>;
export type CounterPact = On<'CounterPact', As<{ changes: Changes; reason: Reason }>>;
/** The text is written and hashed outside; it is the one on the table, or nothing is frozen. */
export type FreezePact = On<'FreezePact', As<Text>>;
/** `signatureHolds`: whether it fits the text of this hash, the key, the body and the person, which is verified outside. */
export type SignPact = On<'SignPact', { organisation: string; person: string; kid: string; jws: string; sha256: string; signatureHolds: boolean; supplement: string | null }>;
export type DeclinePact = On<'DeclinePact', As<{ supplement: string | null; reason: Reason }>>;
export type AmendPact = On<'AmendPact', As<Supplementary & Text & { supplement: string }>>;

type Consenting<Data extends object> = As<Data & { reason: Reason; source: Source | null }>;
export type SuspendPact = On<'SuspendPact', Consenting<{ from: string; clause: string | null }>>;
export type ResumePact = On<'ResumePact', Consenting<{ on: string }>>;
export type RenewPact = On<'RenewPact', Consenting<{ to: string; clause: string | null }>>;
export type TerminatePact = On<'TerminatePact', Consenting<{ on: string; clause: string | null }>>;
/** `organisation`: who leaves; the one that speaks, where it is left out. */
export type WithdrawFromPact = On<'WithdrawFromPact', Consenting<{ organisation: string | null; on: string; clause: string | null }>>;

export type ReportObligation = On<'ReportObligation', As<{ obligation: string; on: string; evidence: readonly Named[]; note: string | null }>>;
export type VerifyObligation = On<'VerifyObligation', As<{ obligation: string; reason: Reason | null }>>;
export type ReverseObligation = On<'ReverseObligation', As<{ obligation: string; reason: Reason }>>;

export type PactCommand =
  | DraftPact | RecordPact | ProposePact | CounterPact | FreezePact | SignPact | DeclinePact | AmendPact
  | SuspendPact | ResumePact | RenewPact | TerminatePact | WithdrawFromPact | ReportObligation | VerifyObligation | ReverseObligation;

export const pactStream = (id: string): string => `pact-${id}`;

const decide = (command: PactCommand, table: Table): readonly TableFact[] => {
  switch (command.type) {
    case 'DraftPact': return draft(command, table.pact);
    case 'RecordPact': return record(command, table.pact);
    case 'ProposePact': return propose(command, table.pact);
    case 'CounterPact': return counter(command, table.pact);
    case 'FreezePact': return freeze(command, table.pact);
    case 'SignPact': return sign(command, table);
    case 'DeclinePact': return decline(command, table);
    case 'AmendPact': return amend(command, table.pact);
    case 'SuspendPact': return suspend(command, table.pact);
    case 'ResumePact': return resume(command, table.pact);
    case 'RenewPact': return renew(command, table.pact);
    case 'TerminatePact': return terminate(command, table.pact);
    case 'WithdrawFromPact': return withdraw(command, table.pact);
    case 'ReportObligation': return report(command, table);
    case 'VerifyObligation': return verify(command, table);
    case 'ReverseObligation': return reverse(command, table);
  }
};

/** The body that signs, whose keys and authorities are guarded with its signature, and the documents that are named. */
const besides = (command: PactCommand): readonly string[] => {
  if (command.type === 'SignPact') return [`organisation-${command.data.organisation}`];
  return command.type === 'ReportObligation' ? command.data.evidence.map(({ document }) => documentStream(document)) : [];
};

/** The bodies that the command names, and those that were seen to be parties. */
const bodiesOf = ({ type, data }: PactCommand): readonly string[] => {
  if (type === 'DraftPact') return data.terms.parties.map(({ organisation }) => organisation);
  if (type === 'RecordPact') return data.stated.parties.map(({ organisation }) => organisation);
  return [...(data.parties ?? []), ...(type === 'CounterPact' ? (data.changes.parties ?? []).map(({ organisation }) => organisation) : [])];
};

const parentOf = ({ type, data }: PactCommand): string | null | undefined =>
  (type === 'DraftPact' ? data.terms.parent : type === 'RecordPact' ? data.stated.parent : type === 'CounterPact' ? data.changes.parent : null);

/** A pact between bodies: drafted, offered and countered, frozen, signed by each with its own key, in force, changed and ended. */
export const pact: Decider<Table, PactCommand, TableFact & Fact> = {
  name: 'pact',
  stateVersion: 1,
  streamsOf: (command) => [pactStream(command.data.id), ...new Set(besides(command))],
  refersTo: (command) => ({ organisations: bodiesOf(command), pacts: [parentOf(command) ?? []].flat() }),
  initialState: empty,
  decide,
  evolve,
};
