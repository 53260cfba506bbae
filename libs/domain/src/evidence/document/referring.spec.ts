import { chengdu, chengduSecond, chongqing, deposit, DIGEST, discard, DOCUMENT, history, referred, referrer } from './document.samples.js';
import { documentReferred } from './document.events.js';
import { referring } from './referring.js';
import { type Document, evolveDocument } from './state.js';
import { evidenceSchema } from './terms.js';

const OTHER = '019a0c00-0000-7000-8000-0000000000d2';
const standing = (...facts: ReturnType<typeof history>): Document => facts.reduce(evolveDocument, undefined) as Document;
const documents = { [DOCUMENT]: standing(...history(deposit())), [OTHER]: standing(...history(deposit({ id: OTHER, sha256: 'cd'.repeat(32) }))) };

const codes = (...asked: Parameters<typeof referring>) => referring(...asked).wrong.map(({ pointer, code }) => `${pointer} ${code}`);

describe('referring to documents', () => {
  it('gives their digests, and a fact for the stream of each', () => {
    expect(referring(documents, [DOCUMENT, OTHER], chengduSecond, referrer, '/evidence')).toEqual({
      evidence: [{ document: DOCUMENT, sha256: DIGEST }, { document: OTHER, sha256: 'cd'.repeat(32) }],
      facts: ([[DOCUMENT, DIGEST], [OTHER, 'cd'.repeat(32)]] as const).map(([id, sha256]) => ({
        type: 'DocumentReferred', effectiveOn: null, stream: `document-${id}`, data: { document: id, sha256, by: referrer },
      })),
      wrong: [],
    });
  });

  it('records facts of the shape that the catalogue shows', () => {
    for (const { data } of referring(documents, [DOCUMENT], chengdu, referrer, '').facts) expect(documentReferred.schema.parse(data)).toEqual(data);
  });

  it('to none is nothing', () => expect(referring(documents, [], chengdu, referrer, '/evidence')).toEqual({ evidence: [], facts: [], wrong: [] }));

  it('again by the same signing is evidence, and no second fact; by another it is one', () => {
    const known = { [DOCUMENT]: standing(...history(deposit(), referred())) };
    expect(referring(known, [DOCUMENT], chengdu, referrer, '/evidence')).toMatchObject({ evidence: [{ document: DOCUMENT }], facts: [], wrong: [] });
    expect(referring(known, [DOCUMENT], chengdu, { kind: 'signing', id: OTHER }, '/evidence').facts).toHaveLength(1);
  });

  it('takes a digest that fits, in capitals too', () =>
    expect(codes(documents, [{ document: DOCUMENT, sha256: DIGEST.toUpperCase() }, { document: OTHER, sha256: null }], chengdu, referrer, '/evidence')).toEqual([]));

  it('tells everything that is wrong, each where it stands', () => {
    const gone = { ...documents, [OTHER]: standing(...history(deposit({ id: OTHER }), discard({ id: OTHER }))) };
    const absent = '019a0c00-0000-7000-8000-0000000000d9';
    expect(codes(gone, [absent, OTHER, { document: DOCUMENT, sha256: 'ef'.repeat(32) }, DOCUMENT, 'constructor'], chengdu, referrer, '/evidence')).toEqual([
      '/evidence/0 document/unknown', '/evidence/1 document/discarded', '/evidence/2 document/other-digest', '/evidence/3 document/twice', '/evidence/4 document/unknown',
    ]);
  });

  it('of another organisation, discarded or not, is as if it were not there', () => {
    const gone = { [DOCUMENT]: standing(...history(deposit(), discard())) };
    expect(codes(documents, [DOCUMENT], chongqing, referrer, '/e')).toEqual(['/e/0 document/unknown']);
    expect(codes(gone, [{ document: DOCUMENT, sha256: 'ef'.repeat(32) }], chongqing, referrer, '/e')).toEqual(['/e/0 document/unknown']);
  });

  it('gives nothing of what is wrong', () =>
    expect(referring(documents, [DOCUMENT, DOCUMENT], chengdu, referrer, '/e')).toMatchObject({ evidence: [{ document: DOCUMENT }], facts: [{ stream: `document-${DOCUMENT}` }] }));
});

describe('evidence as it is sent', () => {
  it('is ids, or ids with digests, and comes out the same', () =>
    expect(evidenceSchema.parse([DOCUMENT.toUpperCase(), { document: OTHER.toUpperCase(), sha256: DIGEST.toUpperCase() }])).toEqual([
      { document: DOCUMENT, sha256: null }, { document: OTHER, sha256: DIGEST },
    ]));

  it.each([
    ['no list', DOCUMENT], ['no id', ['contract.pdf']], ['a digest that is none', [{ document: DOCUMENT, sha256: 'abc' }]], ['a digest that is left out', [{ document: DOCUMENT }]],
    ['more than that', [{ document: DOCUMENT, sha256: DIGEST, name: 'x' }]], ['more than twenty', Array.from({ length: 21 }, () => DOCUMENT)],
  ])('is refused where it is %s', (_, sent) => expect(evidenceSchema.safeParse(sent).success).toBe(false));
});
