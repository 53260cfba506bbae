import { z } from 'zod';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import { reasonSchema, sourceSchema } from '../../signing/signing/index.js';
import { ACCESS, PACT_KINDS, PERMITTED } from './terms.js';

/** Every fact names its pact, so that the facts of several streams can be told apart when they are folded together. */
const pact = z.string();
const date = z.string().nullable();
const reason = reasonSchema;
const by = z.object({ principal: z.string(), organisation: z.string() });
/** For which party somebody acted. */
const party = z.string();
const title = z.object({ zh: z.string(), en: z.string(), ru: z.string() }).partial();
const parties = z.array(z.object({ organisation: z.string(), name: z.string(), region: z.string().nullable(), account: z.string().nullable(), role: z.string().nullable() }));
const permits = z.object({ act: z.enum(PERMITTED), noticeDays: z.int(), by: z.array(z.string()).nullable() }).nullable();
const clause = z.object({ clause: z.string(), heading: z.string().nullable(), text: z.string(), permits });
const obligation = z.object({ obligation: z.string(), clause: z.string().nullable(), owner: z.string(), describes: z.string(), due: date });
const terms = z.object({
  kind: z.enum(PACT_KINDS), title, parent: z.string().nullable(), access: z.enum(ACCESS), parties: z.array(z.object({ organisation: z.string(), role: z.string().nullable() })),
  clauses: z.array(clause), obligations: z.array(obligation), signing: z.object({ groups: z.array(z.object({ parties: z.array(z.string()), atLeast: z.int() })) }),
  validity: z.object({ from: date, to: date }),
});
const offered = { pact, terms, parties, party, by };
/** `main`, or the id of a supplementary agreement. */
const document = z.string();
/** By agreement of all who are bound, by what a clause permits, or as a document states. */
const how = z.enum(['consent', 'clause', 'attested']);
const ended = { pact, how, clause: z.string().nullable(), reason, source: sourceSchema.nullable(), by };

export const pactDrafted = eventType('PactDrafted', { en: 'A party drafted the text of a pact; nobody else knows of it yet.', zh: '当事方起草了协议文本，尚未发出。' }, z.object(offered));

export const pactProposed = eventType('PactProposed', { en: 'A draft was offered to the other parties.', zh: '草案已向其他当事方提出。' }, z.object({ pact, offer: z.int(), party, by }));

export const pactCountered = eventType('PactCountered', { en: 'A party offered another text; signatures of the text before are void.', zh: '当事方提出另一文本；此前文本上的签名作废。' },
  z.object({ ...offered, offer: z.int(), changed: z.array(z.string()), voided: z.array(z.string()), reason }));

export const pactFrozen = eventType('PactFrozen', { en: 'The text was agreed and frozen, word by word; from now on it is signed or declined.', zh: '文本已商定并逐字冻结，此后只签署或拒签。' },
  z.object({ pact, offer: z.int(), text: z.string(), sha256: z.string(), party, by }));

export const pactSigned = eventType('PactSigned', { en: 'A party signed a frozen text with its own key, by a person who held authority.', zh: '当事方由有权人员以自有密钥签署冻结文本。' },
  z.object({ pact, document, sha256: z.string(), organisation: z.string(), name: z.string(), region: z.string().nullable(), person: z.string(), kid: z.string(), jws: z.string(), at: z.string(), by }));

export const pactDeclined = eventType('PactDeclined', { en: 'A party declined to sign.', zh: '当事方拒绝签署。' }, z.object({ pact, document, organisation: z.string(), reason, by }));

export const pactFailed = eventType('PactFailed', { en: 'So many declined that the text can no longer come into force.', zh: '拒签使文本已无法生效。' }, z.object({ pact, document }));

export const pactEnteredIntoForce = eventType('PactEnteredIntoForce', { en: 'Enough parties had signed: the pact is in force from a date.', zh: '签署达到约定，协议自某日起生效。' },
  z.object({ pact, from: z.string(), to: date, parties, kind: z.enum(PACT_KINDS), title }));

export const pactRecorded = eventType('PactRecorded', { en: 'An association entered a pact from a document; nobody signed it here.', zh: '协会依文件录入一项协议；未在此签署。' },
  z.object({ pact, kind: z.enum(PACT_KINDS), title, parent: z.string().nullable(), territory: z.string().nullable(), parties, signedOn: date, inForceFrom: date, to: date, source: sourceSchema, by }));

export const supplementProposed = eventType('SupplementProposed', { en: 'A supplementary agreement was put forward for signature; it names the clauses that it changes.', zh: '提出补充协议以供签署，载明所变更的条款。' },
  z.object({
    pact, supplement: z.string(), title, clauses: z.array(z.object({ clause: z.string(), heading: z.string().nullable(), text: z.string().nullable(), permits })),
    obligations: z.array(obligation), to: date, from: date, text: z.string(), sha256: z.string(), voided: z.array(z.string()), reason, party, by,
  }));

export const supplementEnteredIntoForce = eventType('SupplementEnteredIntoForce', { en: 'All who are bound had signed: the supplementary agreement is in force from a date. The main text and its signatures stand.', zh: '全体受约束方签署，补充协议自某日起生效；主文本及其签名不变。' },
  z.object({ pact, supplement: z.string(), from: z.string() }));

export const pactConsented = eventType('PactConsented', { en: 'A party agreed to suspend, resume, renew or end a pact, or to another leaving it; all who are bound must.', zh: '当事方同意中止、恢复、续期、终止协议或某方退出；须全体受约束方同意。' },
  z.object({ pact, act: z.enum(['suspend', 'resume', 'renew', 'terminate', 'withdraw']), leaving: z.string().nullable(), on: z.string(), reason, party, by }));

/** `former`: the first day of the suspension whose place it takes; null where it takes none's. */
export const pactSuspended = eventType('PactSuspended', { en: 'A pact is suspended from a date.', zh: '协议自某日起中止。' }, z.object({ ...ended, from: z.string(), former: date }));
/** `from`: the first day of the suspension that ends. */
export const pactResumed = eventType('PactResumed', { en: 'A suspended pact goes on from a date.', zh: '中止的协议自某日起恢复。' }, z.object({ ...ended, from: z.string(), on: z.string() }));
export const pactRenewed = eventType('PactRenewed', { en: 'A pact holds until a later date.', zh: '协议续期至某日。' }, z.object({ ...ended, to: z.string(), former: date }));
export const pactTerminated = eventType('PactTerminated', { en: 'A pact ended on a date.', zh: '协议于某日终止。' }, z.object({ ...ended, on: z.string() }));
export const partyWithdrew = eventType('PartyWithdrew', { en: 'A party left a pact on a date; the others stay bound.', zh: '某方于某日退出协议；其他方继续受约束。' }, z.object({ ...ended, organisation: z.string(), on: z.string() }));

export const obligationReported = eventType('ObligationReported', { en: 'Whoever owes it reported an obligation as fulfilled, with evidence.', zh: '义务方报告义务已履行，并附佐证。' },
  z.object({ pact, obligation: z.string(), on: z.string(), evidence: z.array(z.object({ document: z.string(), sha256: z.string() })), note: z.string().nullable(), party, by }));
export const obligationVerified = eventType('ObligationVerified', { en: 'Another party verified that an obligation was fulfilled.', zh: '另一当事方核实义务已履行。' }, z.object({ pact, obligation: z.string(), on: z.string(), reason: reason.nullable(), party, by }));
export const obligationReversed = eventType('ObligationReversed', { en: 'An obligation was not fulfilled after all; it is open again.', zh: '义务实未履行，恢复为未履行。' }, z.object({ pact, obligation: z.string(), reason, party, by }));

/** All facts of a pact, in the order of its life. */
export const pactEvents = [
  pactDrafted, pactProposed, pactCountered, pactFrozen, pactSigned, pactDeclined, pactFailed, pactEnteredIntoForce, pactRecorded,
  supplementProposed, supplementEnteredIntoForce, pactConsented, pactSuspended, pactResumed, pactRenewed, pactTerminated, partyWithdrew,
  obligationReported, obligationVerified, obligationReversed,
] as const;

export type PactFact = FactOf<(typeof pactEvents)[number]>;
