import type { Command } from '../../kernel/message.js';
import type { Fault } from '../../kernel/refusal.js';
import { type DocumentFact, type Named, referring } from '../../evidence/document/index.js';
import type { Desk } from './desk.js';
import { refuse } from './refusals.js';

/** A document that proves something, and the digest of what it held when it was referred to. */
export type Evidence = Readonly<{ document: string; sha256: string }>;

type Proving = Command<string, { id: string; evidence: readonly Named[] }>;

/** The documents that an act rests on. That they are referred to is written to their own streams, so that none of them goes meanwhile. */
export const evidenceOf = (
  { actor, data }: Proving, { documents }: Desk,
): Readonly<{ evidence: readonly Evidence[]; facts: readonly DocumentFact[]; wrong: readonly Fault[] }> =>
  referring(documents, data.evidence, actor, { kind: 'signing', id: data.id }, '/evidence');

/** Whether what is named is what was referred to, the digests too where they are given. */
export const isSameEvidence = (evidence: readonly Evidence[], named: readonly Named[]): boolean =>
  evidence.length === named.length && evidence.every(({ document, sha256 }, n) => named[n]?.document === document && (named[n]?.sha256 ?? sha256) === sha256);

/** Nobody verifies what he cannot look at: the evidence is still there. Whoever asks has named it, so that its streams are read too. */
export const mustBeKept = (evidence: readonly Evidence[], { data }: Proving, { documents }: Desk): void => {
  if (!isSameEvidence(evidence, data.evidence)) throw refuse('signing/moved-meanwhile');
  const gone = evidence.filter(({ document }) => documents[document]?.discarded !== null);
  if (gone.length > 0) throw refuse('signing/evidence-gone', undefined, { en: `Discarded: ${gone.map(({ document }) => document).join(', ')}.`, zh: `已销毁：${gone.map(({ document }) => document).join('、')}。` });
};
