import { specOf } from '../../kernel/spec-of.js';
import { document } from './document.js';
import { documentEvents } from './document.events.js';
import { chengdu, chengduSecond, chongqing, deposit, DIGEST, discard, DOCUMENT, everywhere, history, referred, referrer, shanghaiAssociation, sichuanAssociation } from './document.samples.js';
import { evolveDocument } from './state.js';

const given = specOf(document);
const deposited = history(deposit());
const used = history(deposit(), referred());
const gone = history(deposit(), discard());

describe('a document', () => {
  it('is deposited with its digest, what it is and who brought it, on the day in China', () => given().when(deposit()).then({
    type: 'DocumentDeposited', effectiveOn: '2024-02-02',
    data: {
      document: DOCUMENT, sha256: DIGEST, bytes: 7, mediaType: 'application/pdf', name: '到资凭证.pdf', access: 'parties',
      region: '510100', by: { principal: 'chengdu-1', organisation: 'chengdu-commerce' },
    },
  }));

  it('deposited again by the same organisation is nothing new', () => {
    given(...deposited).when(deposit()).thenNothing();
    given(...deposited).when(deposit({}, chengduSecond)).thenNothing();
  });

  it.each([
    ['other bytes', deposit({ sha256: 'cd'.repeat(32) })], ['another organisation', deposit({}, chongqing)], ['other eyes', deposit({ access: 'open' })],
    ['another name', deposit({ name: null })], ['another type', deposit({ mediaType: 'text/plain' })],
  ])('with an id that stands for another is refused: %s', (_, command) => given(...deposited).when(command).thenRefused('document/exists'));

  it('that was discarded is not deposited under its old id, because its content is gone', () => given(...gone).when(deposit()).thenRefused('document/discarded'));

  it('is its own stream', () => expect(document.streamsOf(deposit())).toEqual([`document-${DOCUMENT}`]));

  it('yields facts of the shape that the catalogue shows', () => {
    for (const { type, data } of history(deposit(), referred(), discard({}, everywhere))) {
      expect(documentEvents.find((each) => each.type === type)?.schema.parse(data)).toEqual(data);
    }
  });
});

describe('a document is discarded', () => {
  it('by anybody of the organisation that deposited it, while nothing refers to it', () => {
    given(...deposited).when(discard({}, chengduSecond)).then({
      type: 'DocumentDiscarded', effectiveOn: '2024-02-02', data: { document: DOCUMENT, reason: { code: 'mistaken', text: '误传。' }, policy: 'asked' },
    });
    given(...used).when(discard()).thenRefused('document/in-use');
  });

  it('by an association over its region, once something refers to it', () => {
    given(...used).when(discard({}, sichuanAssociation)).thenTypes('DocumentDiscarded');
    given(...used).when(discard({}, everywhere)).thenTypes('DocumentDiscarded');
  });

  it('by its own organisation that is also the association over its region', () =>
    given(...history(deposit({}, sichuanAssociation), referred())).when(discard({}, sichuanAssociation)).thenTypes('DocumentDiscarded'));

  it('by its depositor alone before that: to an association it is not there, whatever became of it', () => {
    for (const facts of [deposited, gone]) for (const by of [sichuanAssociation, everywhere]) given(...facts).when(discard({}, by)).thenRefused('document/not-found');
    given(...history(deposit({ access: 'open' }))).when(discard({}, everywhere)).thenRefused('document/not-found');
    given(...history(deposit({}, sichuanAssociation))).when(discard({}, sichuanAssociation)).thenTypes('DocumentDiscarded');
  });

  it('by nobody else, to whom it is as if it were not there', () => {
    for (const by of [chongqing, shanghaiAssociation, { ...chongqing, region: '510000' }]) {
      given(...deposited).when(discard({}, by)).thenRefused('document/not-found');
      given(...gone).when(discard({}, by)).thenRefused('document/not-found');
    }
    given().when(discard({}, everywhere)).thenRefused('document/not-found');
  });

  it('as unused only while nothing refers to it, whoever says so', () => {
    given(...deposited).when(discard({ policy: 'unused' }, everywhere)).thenTypes('DocumentDiscarded');
    given(...used).when(discard({ policy: 'unused' }, everywhere)).thenRefused('document/in-use');
  });

  it('once: twice is nothing new', () => {
    given(...gone).when(discard({ reason: { code: 'other', text: '…' } })).thenNothing();
    for (const by of [chengdu, everywhere]) given(...history(deposit(), referred(), discard({}, everywhere))).when(discard({}, by)).thenNothing();
  });
});

describe('what stands of a document', () => {
  it('is what was deposited, all that refers to it, and why it went', () => {
    const other = { kind: 'signing', id: '019a0c00-0000-7000-8000-000000000002' } as const;
    expect(history(deposit(), referred(), referred(other), discard({}, everywhere)).reduce(evolveDocument, undefined)).toEqual({
      id: DOCUMENT, sha256: DIGEST, bytes: 7, mediaType: 'application/pdf', name: '到资凭证.pdf', access: 'parties', region: '510100',
      by: { principal: chengdu.principal, organisation: chengdu.organisation }, references: [referrer, other],
      discarded: { reason: { code: 'mistaken', text: '误传。' }, policy: 'asked' },
    });
  });

  it('is nothing without a deposit', () => expect([referred()].reduce(evolveDocument, undefined)).toBeUndefined());
});
