import type { Document, DocumentFact } from '../../evidence/document/index.js';
import type { Fact } from '../../kernel/message.js';
import { Refusal } from '../../kernel/refusal.js';
import {
  activity, announce, association, BODY, directoryOf, EDITION, everywhere, history, open, OUTPUT, output, PACT, reason, SIGNING, signingOf, stateAfter, strike,
} from './edition.samples.js';
import { edition, type RecordOutput } from './edition.js';
import { nothing, type Referred } from './referred.js';
import { OUTPUT_KINDS, REFERRED } from './terms.js';

const facts = history(open(), announce(), activity());
const recorded = history(open(), announce(), activity(), output());
const ANOTHER = '019a0c00-0000-7000-8000-00000000e102';
const document: Document = {
  id: ANOTHER, sha256: 'a'.repeat(64), bytes: 1, mediaType: 'application/pdf', name: null, access: 'parties', region: '510000',
  by: { principal: 'another', organisation: association.organisation }, references: [], discarded: null,
};
const signing: Referred = { ...nothing, signing: signingOf('510100') };

/** The types of the facts, or the code of the refusal with all faults. */
const told = (command: RecordOutput, referred: Referred, before: readonly Fact[] = facts): readonly string[] => {
  try {
    return edition.decide(command, { edition: stateAfter(before as typeof facts), holder: null, referred }).map(({ type }) => type);
  } catch (error) {
    if (error instanceof Refusal) return [error.code, ...error.faults.map(({ pointer, code }) => `${pointer} ${code}`)];
    throw error;
  }
};
const NOTHING = ['edition/refers-to-nothing', '/refers/id edition/refers-to-nothing'];
const refers = (kind: NonNullable<RecordOutput['data']['refers']>['kind'], id = ANOTHER, by = association): RecordOutput => output({ kind: 'other', refers: { kind, id }, under: null }, by);

describe('what an output is', () => {
  it('is read from its own stream, but for a pact, which comes with the directory', () => {
    expect(edition.streamsOf(output())).toEqual([`edition-${EDITION}`, `signing-${SIGNING}`]);
    expect(edition.refersTo?.(output())).toEqual({ organisations: [BODY], pacts: [PACT] });
    expect(edition.streamsOf(refers('pact'))).toEqual([`edition-${EDITION}`]);
    expect(edition.refersTo?.(refers('pact'))).toEqual({ organisations: [BODY], pacts: [ANOTHER] });
    expect(edition.streamsOf(refers('document'))).toEqual([`edition-${EDITION}`, `document-${ANOTHER}`]);
  });

  it('is a signing that concerns who says so', () => {
    expect(told(output(), signing)).toEqual(['OutputRecorded']);
    expect(told(output(), nothing)).toEqual(NOTHING);
    expect(told(output(), { ...nothing, signing: signingOf('310000') })).toEqual(NOTHING);
    expect(told(output({}, everywhere), { ...nothing, signing: signingOf('310000') })).toEqual(['OutputRecorded']);
  });

  it('is a pact that who says so may see', () => {
    expect(told(refers('pact', PACT), nothing)).toEqual(['OutputRecorded']);
    expect(told(refers('pact'), nothing)).toEqual(NOTHING);
    const closed = { ...directoryOf(), pact: (id: string) => ({ id, audience: { open: false, regions: ['310000'], accounts: [] }, from: null, to: null }) };
    expect(told({ ...refers('pact', PACT), directory: closed }, nothing)).toEqual(NOTHING);
    expect(told({ ...refers('pact', PACT, everywhere), directory: closed }, nothing)).toEqual(['OutputRecorded']);
    // It is known as a party knows it, though it lies elsewhere.
    expect(told({ ...refers('pact', PACT), directory: { ...closed, pact: (id) => ({ id, audience: { open: false, regions: [], accounts: [association.organisation] }, from: null, to: null }) } }, nothing)).toEqual(['OutputRecorded']);
  });

  it('is an alliance or a joint initiative that there is', () => {
    const there = { founders: [], memberships: [], endorsements: [] };
    for (const kind of ['alliance', 'declaration'] as const) {
      expect([kind, told(refers(kind), nothing)]).toEqual([kind, NOTHING]);
      expect([kind, told(refers(kind), { ...nothing, [kind]: { ...there, status: 'founded' } } as unknown as Referred)]).toEqual([kind, ['OutputRecorded']]);
    }
  });

  it('is a document of the association’s own, which is kept for it from then on', () => {
    expect(told(refers('document'), { ...nothing, document })).toEqual(['OutputRecorded', 'DocumentReferred']);
    expect(told(refers('document'), nothing)).toEqual(NOTHING);
    expect(told(refers('document', ANOTHER, everywhere), { ...nothing, document })).toEqual(NOTHING);
    expect(told(refers('document'), { ...nothing, document: { ...document, references: [{ kind: 'edition', id: EDITION }] } })).toEqual(['OutputRecorded']);
    expect(told(refers('document'), { ...nothing, document: { ...document, discarded: { reason, policy: 'asked' } } })).toEqual(['document/discarded', '/refers/id document/discarded']);
    const [, referred] = edition.decide(refers('document'), { edition: stateAfter(facts), holder: null, referred: { ...nothing, document } });
    expect(referred).toMatchObject({ stream: `document-${ANOTHER}`, data: { document: ANOTHER, by: { kind: 'edition', id: EDITION } } });
  });

  it('is not asked again where it was said before', () => {
    const right = output({ title: { zh: '另名' }, reason }, association, '2024-03-01', { ...directoryOf(), pact: () => undefined });
    expect(told(right, nothing, recorded)).toEqual(['OutputRecorded']);
    expect(told(output({ refers: { kind: 'signing', id: ANOTHER }, reason }), nothing, recorded)).toEqual(NOTHING);
  });

  it('is of the kind that the output is', () => {
    const of = { signing: 'signing', agreement: 'pact', declaration: 'declaration' } as const;
    const seen: Referred = { ...signing, document, alliance: { status: 'founded', founders: [], memberships: [] }, declaration: { status: 'issued', endorsements: [] } } as unknown as Referred;
    const ids = { signing: SIGNING, pact: PACT, alliance: ANOTHER, declaration: ANOTHER, document: ANOTHER } as const;
    for (const kind of OUTPUT_KINDS) {
      for (const referred of REFERRED) {
        const fits = !(kind in of) || of[kind as keyof typeof of] === referred;
        const wanted = fits ? 'OutputRecorded' : 'edition/refers-to-another-kind';
        expect([kind, referred, told(output({ kind, refers: { kind: referred, id: ids[referred] }, under: null }), seen)[0]]).toEqual([kind, referred, wanted]);
      }
      expect(told(output({ kind, refers: null }), nothing)).toEqual(['OutputRecorded']);
    }
    // An output that is put right is no other kind while it refers to what it was.
    expect(told(output({ kind: 'declaration', reason }), signing, recorded)).toEqual(['edition/refers-to-another-kind', '/refers/kind edition/refers-to-another-kind']);
  });

  it('is an output of the edition once', () => {
    const other = `${OUTPUT.slice(0, -1)}2`;
    const twice = output({ output: other, title: { zh: '同一签约' } });
    expect(told(twice, signing, recorded)).toEqual(['edition/output-twice', '/refers/id edition/output-twice']);
    expect(told(output({ output: other, kind: 'report' }), signing, recorded)).toEqual(['edition/output-twice', '/refers/id edition/output-twice']);
    expect(told(output({ title: { zh: '另名' }, reason }), signing, recorded)).toEqual(['OutputRecorded']);
    expect(told(twice, signing, history(open(), announce(), activity(), output(), strike()))).toEqual(['OutputRecorded']);
    expect(told(output({ output: other, refers: null }), signing, recorded)).toEqual(['OutputRecorded']);
  });

  it('is told with all else that is wrong', () => {
    expect(told(output({ output: OUTPUT, refers: { kind: 'pact', id: ANOTHER }, under: ANOTHER, activity: ANOTHER, signatories: [BODY, ANOTHER], on: '2024-01-12' }), nothing, recorded)).toEqual([
      'edition/reason-needed', '/reason edition/reason-needed', '/activity edition/activity-unknown', '/refers/kind edition/refers-to-another-kind', '/refers/id edition/refers-to-nothing', '/under edition/pact-unknown', '/on edition/outside-dates', '/signatories/1 party/unknown',
    ]);
  });

  it('is folded from the facts of its stream, beside the edition', () => {
    const deposited = { type: 'DocumentDeposited', effectiveOn: null, stream: `document-${ANOTHER}`, data: { document: ANOTHER, sha256: document.sha256, bytes: 1, mediaType: 'application/pdf', name: null, access: 'parties', region: '510000', by: document.by } } as unknown as DocumentFact;
    const submitted = { type: 'SigningSubmitted', effectiveOn: null, stream: `signing-${SIGNING}`, data: { terms: { edition: 'cisc-21', hosts: [], counterpart: null }, asked: [], owner: '510100', submitter: 'x' } };
    const issued = { type: 'DeclarationIssued', effectiveOn: null, stream: `declaration-${ANOTHER}`, data: { declaration: ANOTHER, edition: 'cisc-21', title: {}, issuer: null } };
    const founded = { type: 'AllianceRecorded', effectiveOn: null, stream: `alliance-${ANOTHER}`, data: { alliance: ANOTHER, name: {}, founders: [], secretariat: null, foundedOn: null } };
    const { edition: own, referred } = [deposited as Fact, submitted, issued, founded, ...facts.map((fact) => ({ ...fact, stream: `edition-${EDITION}` }))].reduce(edition.evolve, edition.initialState);
    expect([own.status, referred.document?.id, referred.signing.status, referred.declaration.status, referred.alliance.status]).toEqual(['open', ANOTHER, 'submitted', 'issued', 'founded']);
  });
});
