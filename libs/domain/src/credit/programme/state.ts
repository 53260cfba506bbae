import type { Party, Person } from '../../kernel/party.js';
import type { Reason } from '../../signing/signing/index.js';
import type { ProgrammeFact } from './programme.events.js';

type Of<T extends ProgrammeFact['type']> = Extract<ProgrammeFact, { type: T }>['data'];

/** Another quota that waits for a second person. */
export type Proposal = Readonly<{ quota: Readonly<{ amount: string; currency: string }>; reason: Reason; by: Person }>;

export type KnownProgramme = Readonly<{ status: 'proposed' | 'returned' | 'open' | 'suspended' | 'closed'; id: string; issuer: Party; bank: Party; by: Person; proposal: Proposal | null }>
  & Omit<Of<'CreditProgrammeProposed'>, 'programme' | 'by' | 'issuer' | 'bank'>;
export type Programme = Readonly<{ status: 'absent' }> | KnownProgramme;

export const absentProgramme: Programme = { status: 'absent' };

export const evolveProgramme = (state: Programme, fact: ProgrammeFact): Programme => {
  if (fact.type === 'CreditProgrammeProposed') {
    const { programme: id, ...terms } = fact.data;
    return { status: 'proposed', id, ...terms, proposal: null };
  }
  if (state.status === 'absent') return state;
  switch (fact.type) {
    case 'CreditProgrammeOpened': return { ...state, status: 'open' };
    case 'CreditQuotaProposed': return { ...state, proposal: { quota: fact.data.quota, reason: fact.data.reason, by: fact.data.by } };
    case 'CreditQuotaChanged': return { ...state, quota: fact.data.quota, proposal: null };
    case 'CreditProposalReturned': return fact.data.what === 'programme' ? { ...state, status: 'returned' } : { ...state, proposal: null };
    case 'CreditProgrammeSuspended': return { ...state, status: 'suspended' };
    case 'CreditProgrammeResumed': return { ...state, status: 'open' };
    case 'CreditProgrammeClosed': return { ...state, status: 'closed', proposal: null };
  }
};
