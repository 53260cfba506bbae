import type { Party } from '../../kernel/party.js';
import { edtfInterval } from '../../kernel/period.js';
import type { Source } from '../../signing/signing/index.js';
import type { DeclarationFact } from './declaration.events.js';

type Of<T extends DeclarationFact['type']> = Extract<DeclarationFact, { type: T }>['data'];

/** An endorsement: from a day on and before another; null is not stated, or open. `superseded`: it ended because the next one was said in its place. */
export type Endorsement = Party & Readonly<{ from: string | null; to: string | null; superseded: boolean; grade: 'signed' | 'submitted' | 'attested'; signature: Of<'DeclarationEndorsed'>['signature']; source: Source | null }>;

export type Known = Readonly<{ status: 'issued' }> & Omit<Of<'DeclarationIssued'>, 'declaration' | 'by'> & Readonly<{ id: string; endorsements: readonly Endorsement[] }>;
export type Declaration = Readonly<{ status: 'absent' }> | Known;

export const absent: Declaration = { status: 'absent' };

/** What a document stated may be said by the body itself, and what it said may be signed. */
export const STRENGTH = { attested: 0, submitted: 1, signed: 2 } as const;

export const evolve = (state: Declaration, fact: DeclarationFact): Declaration => {
  if (fact.type === 'DeclarationIssued') {
    const { declaration: id, by: _, ...issued } = fact.data;
    return { status: 'issued', id, ...issued, endorsements: [] };
  }
  if (state.status === 'absent') return state;
  if (fact.type === 'DeclarationEndorsed') {
    const { endorser, on, grade, signature, source } = fact.data;
    const said: Endorsement = { ...endorser, from: on, to: null, superseded: false, grade, signature, source };
    const open = openOf(state, endorser.organisation);
    return { ...state, endorsements: open ? saidAnew(state.endorsements, open, said) : [...state.endorsements, said] };
  }
  const { organisation, on } = fact.data;
  const last = state.endorsements.findLast((each) => each.organisation === organisation);
  return { ...state, endorsements: state.endorsements.map((each) => (each === last ? { ...each, to: on } : each)) };
};

/**
 * Said once more while it stands: in a stronger way it takes the place of the former one from its date on; in the same way it is
 * of the date that was said last, and what it took the place of ends with that.
 */
const saidAnew = (all: readonly Endorsement[], open: Endorsement, said: Endorsement): readonly Endorsement[] => {
  if (STRENGTH[said.grade] > STRENGTH[open.grade]) return [...all.map((each) => (each === open ? { ...each, to: said.from, superseded: true } : each)), said];
  const former = all.slice(0, all.indexOf(open)).findLast(({ organisation }) => organisation === open.organisation);
  return all.map((each) => (each === open ? said : each === former && each.superseded ? { ...each, to: said.from } : each));
};

/** The endorsement of a body that was not withdrawn. */
export const openOf = ({ endorsements }: Pick<Known, 'endorsements'>, organisation: string): Endorsement | undefined =>
  endorsements.findLast((each) => each.organisation === organisation && each.to === null);

const hasCome = (date: string, day: string): boolean => edtfInterval(date).from <= day;

/** Who endorses it on a day (`YYYY-MM-DD`). */
export const endorsersOn = ({ endorsements }: Pick<Known, 'endorsements'>, day: string): readonly Endorsement[] =>
  endorsements.filter(({ from, to }) => (from === null || hasCome(from, day)) && (to === null || !hasCome(to, day)));

/** Whether others may endorse it on a day; its last day is included. */
export const isOpenOn = ({ openUntil }: Pick<Known, 'openUntil'>, day: string): boolean => openUntil === null || day <= edtfInterval(openUntil).to;
