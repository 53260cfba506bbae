import type { Directory } from '../../kernel/directory.js';
import type { Actor } from '../../kernel/message.js';
import type { SigningFact } from './signing.events.js';
import type { Field, Reason, Source, Terms } from './terms.js';

export type Party = Readonly<{ principal: string; organisation: string }>;

/** A region that is asked to confirm, and as what. */
export type Asked = Readonly<{ region: string; as: 'host' | 'counterpart' }>;

/** A change of an admitted signing that waits for confirmations and approval. */
export type Pending = Readonly<{
  act: 'correct' | 'amend';
  changes: Partial<Terms>;
  changed: readonly Field[];
  effectiveOn: string | null;
  reason: Reason;
  proposer: Party;
  asked: readonly Asked[];
  confirmed: readonly string[];
}>;

export type Amendment = Readonly<{ on: string; changes: Partial<Terms> }>;

type Record = Readonly<{
  /** What was signed, as corrected; amendments come on top of it from their dates on. */
  terms: Terms;
  amendments: readonly Amendment[];
  grade: 'submitted' | 'attested';
  source: Source | null;
  /** The region that submitted it. */
  owner: string;
  /** The region that its submitter speaks for: nobody within it is asked to confirm. */
  scope: string;
  submitter: Party;
  asked: readonly Asked[];
  confirmed: readonly string[];
}>;

/** The situations of a signing. */
export type Signing =
  | Readonly<{ status: 'absent' }>
  | (Record & Readonly<{ status: 'submitted' }>)
  | (Record & Readonly<{ status: 'returned'; reason: Reason; fields: readonly string[] }>)
  | (Record & Readonly<{ status: 'withdrawn' }>)
  | (Record & Readonly<{ status: 'admitted'; pending: Pending | null }>)
  | (Record & Readonly<{ status: 'terminated'; on: string }>);

export type Known = Exclude<Signing, { status: 'absent' }>;

export const absent: Signing = { status: 'absent' };

/** The terms with the amendments that had taken effect on a date; without a date, with all of them. */
export const termsAt = ({ terms, amendments }: Pick<Known, 'terms' | 'amendments'>, date?: string): Terms =>
  inOrder(amendments)
    .filter(({ on }) => date === undefined || plain(on) <= plain(date))
    .reduce<Terms>((terms, { changes }) => ({ ...terms, ...changes }), terms);

/** Amendments by their dates; of one date, as they were admitted. */
export const inOrder = (amendments: readonly Amendment[]): readonly Amendment[] =>
  amendments.toSorted((a, b) => (plain(a.on) < plain(b.on) ? -1 : plain(a.on) > plain(b.on) ? 1 : 0));

/** `~` moves no date. */
const plain = (edtf: string): string => edtf.replace('~', '');

/** The regions that a signing concerns: who may know of it. */
export const audienceOf = (state: Known): readonly string[] => {
  const pending = state.status === 'admitted' ? state.pending : null;
  const all = [state.terms, ...state.amendments.map(({ changes }) => changes), ...(pending ? [pending.changes] : [])];
  const regions = all.flatMap(({ hosts, counterpart }) => [
    ...(hosts ?? []).map(({ region }) => region),
    ...(counterpart ? [counterpart.region] : []),
  ]);
  // Who was asked keeps sight of what he confirmed, whatever becomes of his part in it.
  const asked = [...state.asked, ...(pending?.asked ?? [])].map(({ region }) => region);
  return [...new Set([state.owner, ...regions, ...asked, ...state.confirmed])].sort();
};

/** Whether a signing is any of the actor's business; if not, it is as if it were not there. */
export const concerns = (state: Known, actor: Actor, { within }: Directory): boolean =>
  audienceOf(state).some((region) => within(region, actor.region));

export const evolve = (state: Signing, fact: SigningFact): Signing => {
  if (fact.type === 'SigningSubmitted') {
    const { terms, grade, source, owner, scope, submitter, asked } = fact.data;
    return { status: 'submitted', terms, amendments: [], grade, source, owner, scope, submitter, asked, confirmed: [] };
  }
  if (state.status === 'absent') return state;
  return evolveKnown(state, fact);
};

const evolveKnown = (state: Known, fact: Exclude<SigningFact, { type: 'SigningSubmitted' }>): Known => {
  const record = recordOf(state);
  switch (fact.type) {
    case 'SigningReturned':
      return { ...record, status: 'returned', reason: fact.data.reason, fields: fact.data.fields };
    case 'SigningResubmitted': {
      const { terms, asked, voided } = fact.data;
      return { ...record, status: 'submitted', terms, asked, confirmed: record.confirmed.filter((region) => !voided.includes(region)) };
    }
    case 'SigningConfirmed':
      if (fact.data.of === 'submission') return { ...state, confirmed: [...state.confirmed, ...fact.data.regions] };
      return state.status === 'admitted' && state.pending
        ? { ...state, pending: { ...state.pending, confirmed: [...state.pending.confirmed, ...fact.data.regions] } }
        : state;
    case 'SigningAdmitted':
      return { ...record, status: 'admitted', pending: null };
    case 'SigningWithdrawn':
      return { ...record, status: 'withdrawn' };
    case 'SigningChangeProposed': {
      const { act, changes, changed, effectiveOn, reason, asked, proposer } = fact.data;
      const pending = { act, changes, changed: changed as Field[], effectiveOn, reason, asked, proposer, confirmed: [] };
      return { ...record, status: 'admitted', pending };
    }
    case 'SigningChangeReturned':
      return { ...record, status: 'admitted', pending: null };
    case 'SigningCorrected':
      return { ...record, status: 'admitted', pending: null, terms: { ...record.terms, ...fact.data.changes } };
    case 'SigningAmended': {
      const amendment = { on: fact.data.effectiveOn, changes: fact.data.changes };
      return { ...record, status: 'admitted', pending: null, amendments: [...record.amendments, amendment] };
    }
    case 'SigningTerminated':
      return { ...record, status: 'terminated', on: fact.data.on };
  }
};

const recordOf = ({ terms, amendments, grade, source, owner, scope, submitter, asked, confirmed }: Known): Record =>
  ({ terms, amendments, grade, source, owner, scope, submitter, asked, confirmed });
