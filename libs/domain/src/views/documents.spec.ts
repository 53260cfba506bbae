import { deposit, discard, DOCUMENT, history, referred } from '../evidence/document/document.samples.js';
import type { DocumentFact } from '../evidence/document/index.js';
import type { Recorded } from '../kernel/message.js';
import { viewSpecOf } from '../kernel/spec-of.js';
import { documents, unusedSince } from './documents.js';

const after = viewSpecOf(documents);
const actor = { principal: 'chengdu-1', organisation: 'chengdu-commerce', role: 'region', region: '510100' } as const;

const recorded = (facts: readonly DocumentFact[]): readonly Recorded<DocumentFact>[] => facts.map((fact, n) => ({
  ...fact, id: `fact-${n}`, position: 7 + n, stream: `document-${DOCUMENT}`, version: n + 1, schemaVersion: 1, recordedAt: `2024-02-0${n + 2}T02:00:00.000Z`,
  commandId: `command-${n}`, ordinal: 0, metadata: { actor },
}));
const rowAfter = (...facts: readonly DocumentFact[]) => after(...recorded(facts)).rows[DOCUMENT]!;

describe('the documents', () => {
  it('have one row each, with where it was opened and where it stands', () =>
    expect(rowAfter(...history(deposit(), referred()))).toMatchObject({ id: DOCUMENT, state: { name: '到资凭证.pdf', references: [{ kind: 'signing' }] }, version: 2, opened: 7, position: 8, depositedAt: '2024-02-02T02:00:00.000Z' }));

  it('are unused since their deposit until something refers to them, and not any more when they are gone', () => {
    expect(unusedSince(rowAfter(...history(deposit())))).toBe('2024-02-02T02:00:00.000Z');
    expect(unusedSince(rowAfter(...history(deposit(), referred())))).toBeNull();
    expect(unusedSince(rowAfter(...history(deposit(), discard())))).toBeNull();
    expect(unusedSince(documents.initialRow(DOCUMENT))).toBeNull();
  });
});
