import type { Due } from '../../kernel/calendar.js';
import type { Directory } from '../../kernel/directory.js';
import type { Actor } from '../../kernel/message.js';
import { edtfInterval } from '../../kernel/period.js';
import type { Receipt, Receipts } from './receipts.js';
import { fittingPlans, type Milestones } from './stages.js';
import type { SigningFact } from './signing.events.js';
import type { Field, Reason, Source, Terms } from './terms.js';

export type Party = Readonly<{ principal: string; organisation: string }>;

/** A region that is asked to confirm, and as what. */
export type Asked = Readonly<{ region: string; as: 'host' | 'counterpart' }>;

/** A region without whose confirmation it was admitted or changed, when the due date had passed, and what it has said since. */
export type Unconfirmed = Asked & Readonly<{ objection: Reason | null }>;

/** A number that an organisation's own system knows the signing by. */
export type ExternalId = Readonly<{ organisation: string; scheme: string; id: string }>;

/** What waits for confirmations: of whom, until when, and who was reminded when (instants). */
type Asking = Readonly<{ asked: readonly Asked[]; confirmed: readonly string[]; due: Due | null; reminded: Readonly<Record<string, string>> }>;

/** A change of an admitted signing that waits for confirmations and approval. */
export type Pending = Asking & Readonly<{
  act: 'correct' | 'amend' | 'upgrade';
  changes: Partial<Terms>;
  changed: readonly Field[];
  effectiveOn: string | null;
  reason: Reason;
  proposer: Party;
}>;

export type Amendment = Readonly<{ on: string; changes: Partial<Terms>; act: 'amend' | 'upgrade' }>;

type Standing = Asking & Readonly<{
  /** A short number that people can say; null where it was submitted before there were any. */
  number: string | null;
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
  unconfirmed: readonly Unconfirmed[];
  externalIds: readonly ExternalId[];
  milestones: Milestones;
  receipts: Receipts;
}>;

/** The situations of a signing. */
export type Signing =
  | Readonly<{ status: 'absent' }>
  | (Standing & Readonly<{ status: 'submitted' }>)
  | (Standing & Readonly<{ status: 'returned'; reason: Reason; fields: readonly string[] }>)
  | (Standing & Readonly<{ status: 'withdrawn' }>)
  | (Standing & Readonly<{ status: 'admitted'; pending: Pending | null }>)
  | (Standing & Readonly<{ status: 'terminated'; on: string }>)
  | (Standing & Readonly<{ status: 'annulled'; reason: Reason }>);

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

/** The hosts that stood on some day that a date covers. */
export const hostsOn = (it: Pick<Known, 'terms' | 'amendments'>, date: string): readonly string[] => {
  const { from, to } = edtfInterval(date);
  const meanwhile = inOrder(it.amendments).map(({ on }) => edtfInterval(on).from).filter((day) => from < day && day <= to);
  return [...new Set([from, ...meanwhile].flatMap((day) => termsAt(it, day).hosts.map(({ region }) => region)))];
};

/** All that were ever hosts. */
export const hostsEver = ({ terms, amendments }: Pick<Known, 'terms' | 'amendments'>): readonly string[] =>
  [...new Set([terms, ...amendments.map(({ changes }) => changes)].flatMap(({ hosts = [] }) => hosts.map(({ region }) => region)))];

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
  const asked = [...state.asked, ...(pending?.asked ?? []), ...state.unconfirmed].map(({ region }) => region);
  return [...new Set([state.owner, ...regions, ...asked, ...state.confirmed])].sort();
};

/** Whether a signing is any of the actor's business; if not, it is as if it were not there. */
export const concerns = (state: Known, actor: Actor, { within }: Directory): boolean =>
  audienceOf(state).some((region) => within(region, actor.region));

export const evolve = (state: Signing, fact: SigningFact): Signing => {
  if (fact.type === 'SigningSubmitted') {
    const { terms, grade, source, owner, scope, submitter, asked, due = null, number = null, externalIds = [] } = fact.data;
    return {
      status: 'submitted', number, terms: whole(terms), amendments: [], grade, source, owner, scope, submitter, asked, confirmed: [], due, reminded: {},
      unconfirmed: [], externalIds, milestones: {}, receipts: {},
    };
  }
  if (state.status === 'absent') return state;
  return evolveKnown(state, fact);
};

/** Terms as they are known today: what was recorded before a term was there states nothing of it. */
const whole = ({ pact = null, ...terms }: Extract<SigningFact, { type: 'SigningSubmitted' }>['data']['terms']): Terms => ({ ...terms, pact });

const evolveKnown = (state: Known, fact: Exclude<SigningFact, { type: 'SigningSubmitted' }>): Known => {
  const record = recordOf(state);
  switch (fact.type) {
    case 'SigningReturned':
      return { ...record, status: 'returned', reason: fact.data.reason, fields: fact.data.fields };
    case 'SigningResubmitted': {
      const { terms, asked, voided, due = null } = fact.data;
      return { ...record, status: 'submitted', terms: whole(terms), asked, confirmed: record.confirmed.filter((region) => !voided.includes(region)), due, reminded: {} };
    }
    case 'SigningConfirmed': {
      const { regions, of } = fact.data;
      if (of === 'submission') return { ...state, confirmed: [...state.confirmed, ...regions] };
      if (of === 'late') return { ...state, confirmed: [...new Set([...state.confirmed, ...regions])], unconfirmed: state.unconfirmed.filter(({ region }) => !regions.includes(region)) };
      return changing(state, (pending) => ({ ...pending, confirmed: [...pending.confirmed, ...regions] }));
    }
    case 'SigningObjected': {
      const { regions, reason } = fact.data;
      return { ...state, unconfirmed: state.unconfirmed.map((each) => (regions.includes(each.region) ? { ...each, objection: reason } : each)) };
    }
    case 'SigningReminded': {
      const { regions, due, at, of } = fact.data;
      const reminded = <A extends Asking>(asking: A): A => ({ ...asking, due, reminded: { ...asking.reminded, ...Object.fromEntries(regions.map((region) => [region, at])) } });
      return of === 'change' ? changing(state, reminded) : reminded(state);
    }
    case 'SigningAdmitted':
      return { ...withWaived(record, record, fact.data.waived), status: 'admitted', pending: null };
    case 'SigningWithdrawn':
      return { ...record, status: 'withdrawn', externalIds: [] };
    case 'SigningAnnulled':
      return { ...record, status: 'annulled', reason: fact.data.reason, externalIds: [] };
    case 'SigningIdentified':
      return { ...state, externalIds: [...state.externalIds, ...fact.data.externalIds] };
    case 'SigningChangeProposed': {
      const { act, changes, changed, effectiveOn, reason, asked, proposer, due = null } = fact.data;
      const pending = { act, changes, changed: changed as Field[], effectiveOn, reason, asked, proposer, confirmed: [], due, reminded: {} };
      return { ...record, status: 'admitted', pending };
    }
    case 'SigningChangeReturned':
      return { ...record, status: 'admitted', pending: null };
    case 'SigningCorrected': {
      const terms = { ...record.terms, ...fact.data.changes };
      return { ...decided(state, fact.data.waived), terms, milestones: fittingPlans(record.milestones, terms) };
    }
    case 'SigningAmended':
    case 'SigningUpgraded': {
      const amendment = { on: fact.data.effectiveOn, changes: fact.data.changes, act: fact.type === 'SigningUpgraded' ? 'upgrade' : 'amend' } as const;
      return { ...decided(state, fact.data.waived), amendments: [...record.amendments, amendment] };
    }
    case 'SigningTerminated':
      return { ...record, status: 'terminated', on: fact.data.on };
    case 'MilestonePlanned': {
      const { milestone, on, responsible } = fact.data;
      const before = state.milestones[milestone];
      const planned = { on, responsible, baseline: before?.planned?.baseline ?? on };
      return { ...state, milestones: { ...state.milestones, [milestone]: { planned, reported: before?.reported ?? null, reversed: before?.reversed ?? null } } };
    }
    case 'MilestoneReported': {
      const { milestone, on, evidence, skipped, reason, by } = fact.data;
      return { ...state, milestones: { ...state.milestones, [milestone]: { planned: state.milestones[milestone]?.planned ?? null, reported: { on, evidence, skipped, reason, by, verified: null }, reversed: null } } };
    }
    case 'MilestoneVerified':
    case 'MilestoneReversed': {
      const { milestone, by, reason } = fact.data;
      const { planned = null, reported = null } = state.milestones[milestone] ?? {};
      const now = fact.type === 'MilestoneReversed' ? { reported: null, reversed: reason } : { reported: reported && { ...reported, verified: by }, reversed: null };
      return { ...state, milestones: { ...state.milestones, [milestone]: { planned, ...now } } };
    }
    case 'FundsReceived': {
      const { receipt, ...received } = fact.data;
      return withReceipt(state, receipt, { ...received, status: 'reported', verified: null, reversed: null });
    }
    case 'FundsVerified':
      return withReceipt(state, fact.data.receipt, { status: 'verified', verified: fact.data.by });
    case 'FundsReversed':
      return withReceipt(state, fact.data.receipt, { status: 'reversed', reversed: fact.data.reason });
  }
};

const withReceipt = (state: Known, receipt: string, changed: Partial<Receipt>): Known =>
  ({ ...state, receipts: { ...state.receipts, [receipt]: { ...state.receipts[receipt], ...changed } as Receipt } });

const changing = (state: Known, change: (pending: Pending) => Pending): Known =>
  (state.status === 'admitted' && state.pending ? { ...state, pending: change(state.pending) } : state);

/** A change has taken effect, without the word of those who were waived. */
const decided = (state: Known, waived: readonly string[] | undefined): Extract<Known, { status: 'admitted' }> => {
  const asking = state.status === 'admitted' ? state.pending : null;
  return { ...withWaived(recordOf(state), asking ?? state, waived), status: 'admitted', pending: null };
};

/** Who is waived once more has not taken back what it objected. */
const withWaived = (record: Standing, { asked }: Asking, waived: readonly string[] = []): Standing => ({
  ...record,
  unconfirmed: [
    ...record.unconfirmed.filter(({ region }) => !waived.includes(region)),
    ...asked.filter(({ region }) => waived.includes(region))
      .map((each) => ({ ...each, objection: record.unconfirmed.find(({ region }) => region === each.region)?.objection ?? null })),
  ],
});

const recordOf = ({
  number, terms, amendments, grade, source, owner, scope, submitter, asked, confirmed, due, reminded, unconfirmed, externalIds, milestones, receipts,
}: Known): Standing =>
  ({ number, terms, amendments, grade, source, owner, scope, submitter, asked, confirmed, due, reminded, unconfirmed, externalIds, milestones, receipts });
