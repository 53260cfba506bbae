import { declarationEntries } from '../../journals/alliance-figures.js';
import { edtfInterval } from '../../kernel/period.js';
import { specOf } from '../../kernel/spec-of.js';
import { declaration, type DeclarationCommand } from './declaration.js';
import {
  association, attest, BRANCH, chongqing, DECLARATION, declarationAlone, endorse, history, issue, knownAfter, officer, OTHER, own, reason, record, sign, signature, signers, source, stateAfter, stranger, THIRD, withdraw,
} from './declaration.samples.js';
import { endorsersOn } from './state.js';

const given = specOf(declarationAlone);
const issued = history(issue());

/** How many endorse on each of some days, once as listed and once as the entries sum up; the two never part. */
const DAYS = ['2024-03-31', '2024-04-01', '2024-04-05', '2024-04-10', '2024-04-15', '2024-04-20', '2024-05-01', '2024-05-10', '2024-06-30'];
const counts = (...commands: readonly DeclarationCommand[]): readonly number[] => {
  const it = knownAfter(...commands);
  const sums = DAYS.map((day) => declarationEntries(it).filter(({ effectiveOn }) => edtfInterval(effectiveOn).from <= day).reduce((sum, { sign: one }) => sum + one, 0));
  expect(DAYS.map((day) => endorsersOn(it, day).length)).toEqual(sums);
  return sums;
};

describe('issuing', () => {
  it('takes the text, so that all endorse the same words, on its day', () => {
    given().when(issue({ body: null, text: null, sha256: null })).thenRefused('declaration/text-needed');
    expect(history(issue()).at(0)).toMatchObject({ effectiveOn: '2024-04-01', data: { issuedOn: '2024-04-01', grade: 'submitted', issuer: { organisation: BRANCH } } });
    given().when(issue({ issuedOn: '2024-04-02' })).thenRefused('declaration/date-in-future');
    given().when(issue({ territory: '999999' })).thenRefused('region/unknown-code');
    given().when(issue({ edition: 'cisc-99' })).thenRefused('declaration/edition-unknown');
    given(...issued).when(issue()).thenRefused('declaration/exists');
  });

  it('does not close before it begins', () => {
    given().when(issue({ openUntil: '2024-03' })).thenRefused('declaration/dates-reversed');
    given().when(issue({ issuedOn: '2024-02', openUntil: '2024-01-31' })).thenRefused('declaration/dates-reversed');
    given().when(issue({ openUntil: '2024-04' })).thenTypes('DeclarationIssued');
  });

  it('is somebody’s, or an association’s from a document', () => {
    given().when(issue({}, stranger)).thenRefused('party/not-yours');
    given().when(issue({ as: null })).thenRefused('party/say-for-whom');
    given().when(issue({ as: null }, association)).thenRefused('party/source-required');
    given().when(record({}, { ...association, region: '310000' })).thenRefused('party/attest-not-yours');
    expect(history(record()).at(0)).toMatchObject({ effectiveOn: '2024-01-10', data: { text: null, issuer: null, grade: 'attested' } });
    expect(history(record({ issuedOn: null })).at(0)).toMatchObject({ effectiveOn: null, data: { issuedOn: null } });
  });

  it('tells everything that is wrong at once', () => {
    const all = { edition: 'cisc-99', body: null, text: null, sha256: null, issuedOn: '2024-05', openUntil: '2024-04' };
    // Who issues it is told with the rest, where there is no such body.
    for (const unknown of [issue({ ...all, as: DECLARATION }), record({ edition: 'cisc-99', issuedOn: '2034', openUntil: '2033', as: DECLARATION }, { ...association, region: '310000' })]) {
      expect(() => history(unknown)).toThrow(expect.objectContaining({ code: 'party/unknown', faults: expect.arrayContaining(['/as', '/edition', '/issuedOn', '/openUntil'].map((pointer) => expect.objectContaining({ pointer }))) }));
    }
    expect(() => history(issue(), endorse({ organisation: DECLARATION, on: '2034-05', signature, source }))).toThrow(
      expect.objectContaining({ faults: ['/organisation', '/source', '/on', '/on'].map((pointer) => expect.objectContaining({ pointer })) }));
    expect(() => history(issue(all))).toThrow(expect.objectContaining({ faults: ['/edition', '/body', '/issuedOn', '/openUntil'].map((pointer) => expect.objectContaining({ pointer })) }));
  });
});

describe('endorsing', () => {
  it('is possible late, while it is open, and counts from its day', () => {
    expect(counts(issue(), endorse())).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1]);
    expect(counts(issue(), endorse(), attest({ organisation: OTHER }))).toEqual([0, 0, 1, 2, 2, 2, 2, 2, 2]);
    given(...issued).when(endorse({}, own, '2024-05-31T15:59:59.999Z')).thenTypes('DeclarationEndorsed');
    given(...issued).when(endorse({}, own, '2024-05-31T16:00:00.000Z')).thenRefused('declaration/closed');
    given(...history(issue({ openUntil: null }))).when(endorse({}, own, '2034-04-01')).thenTypes('DeclarationEndorsed');
  });

  it('has a date that has come and lies between the issue and the closing', () => {
    for (const on of ['2024-04-11', '2024-05', '2025']) given(...issued).when(endorse({ on })).thenRefused('declaration/date-in-future');
    for (const on of ['2024-03-31', '2024-03', '2023']) given(...issued).when(endorse({ on })).thenRefused('declaration/before-issued');
    for (const on of ['2024-04-01', '2024-04', '2024', '2024-04~']) given(...issued).when(endorse({ on })).thenTypes('DeclarationEndorsed');
    given(...issued).when(attest({ on: '2024-06-01' }, association, '2024-07-01')).thenRefused('declaration/after-closing');
    given(...issued).when(attest({ on: '2024-05-31' }, association, '2024-07-01')).thenTypes('DeclarationEndorsed');
    given(...issued).when(attest({ on: null }, association, '2024-07-01')).thenTypes('DeclarationEndorsed');
  });

  it('of which no date is stated is on record and counts on no day', () => {
    const it = knownAfter(issue(), attest({ on: null }));
    expect(endorsersOn(it, '2024-05-01')).toHaveLength(1);
    expect(declarationEntries(it)).toEqual([]);
  });

  it('is for oneself, or as a document states', () => {
    given(...issued).when(endorse({}, stranger)).thenRefused('party/not-yours');
    given(...issued).when(endorse({ organisation: THIRD }, chongqing)).thenTypes('DeclarationEndorsed');
    given(...issued).when(attest({}, officer)).thenRefused('party/attest-not-yours');
    given(...issued).when(endorse({ organisation: DECLARATION })).thenRefused('party/unknown');
  });

  it('said again changes nothing, whichever day it is said', () => {
    for (const once of [endorse(), attest(), sign()]) {
      const facts = history(issue(), once);
      given(...facts).when(once).thenNothing();
      given(...facts).when({ ...once, at: '2024-05-20T02:00:00.000Z' }).thenNothing();
      given(...facts).when({ ...once, at: '2024-06-20T02:00:00.000Z' }).thenNothing();
    }
  });

  it('grows stronger, and never weaker, and is counted once', () => {
    const all = [issue(), attest(), endorse(), sign()];
    expect(counts(...all)).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 1]);
    expect(DAYS.map((day) => endorsersOn(knownAfter(...all), day)[0]?.grade)).toEqual([undefined, undefined, 'attested', 'submitted', 'submitted', 'signed', 'signed', 'signed', 'signed']);
    given(...history(...all)).when(endorse({}, own, '2024-05-10')).thenNothing();
    given(...history(...all)).when(attest({ on: '2024-05-01' }, association, '2024-05-10')).thenRefused('declaration/endorsed');
    given(...history(...all)).when(sign({ signature: { ...signature, jws: 'header..other' } }, own, '2024-05-10')).thenRefused('declaration/endorsed');
  });

  it('that is signed is of the day on which it is signed', () => {
    for (const on of ['2024-04-05', '2024-04-19', '2024-04', '2024', '2024-04-20~']) given(...history(issue(), endorse())).when(sign({ on })).thenRefused('declaration/signed-today');
    given(...issued).when(sign({ on: '2024-04-21' })).thenRefused('declaration/signed-today');
    for (const on of ['2024-04-20', null]) expect(history(issue(), endorse(), sign({ on })).at(-1)).toMatchObject({ effectiveOn: '2024-04-20', data: { on: '2024-04-20', signature: { at: '2024-04-20T02:00:00.000Z' } } });
    given(...history(issue(), sign({ on: '2024-04-20' }))).when(sign({ on: '2024-04-20' }, own, '2024-05-20')).thenNothing();
    // Signed late in the evening in UTC, it is the next day in Shanghai.
    given(...issued).when(sign({ on: '2024-04-21' }, own, '2024-04-20T16:00:00.000Z')).thenTypes('DeclarationEndorsed');
  });
});

describe('a date that was wrong', () => {
  const LATE = '2024-05-20';
  const left = [issue(), endorse(), withdraw({ on: '2024-05-01' })];

  it('is put right by endorsing again in the same way, earlier or later', () => {
    for (const on of ['2024-04-05', '2024-04-15']) {
      for (const [once, again] of [[endorse(), endorse({ on }, own, LATE)], [attest({ on: '2024-04-10' }, association, '2024-04-10'), attest({ on }, association, LATE)]] as const) {
        const it = knownAfter(issue(), once, again);
        expect(it.endorsements).toMatchObject([{ from: on, to: null }]);
        expect(counts(issue(), once, again)).toEqual(DAYS.map((day) => (day >= on ? 1 : 0)));
        given(...history(issue(), once, again)).when(again).thenNothing();
      }
    }
    expect(knownAfter(issue(), attest({ on: null }), attest({ on: '2024-04-05' })).endorsements).toMatchObject([{ from: '2024-04-05', to: null }]);
    expect(counts(issue(), endorse(), endorse({ on: '2024-04-05' }, own, LATE), endorse({ on: '2024-04-10' }, own, LATE))).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1]);
  });

  it('keeps to the issue, the closing, today and a day of leaving', () => {
    const facts = history(issue(), endorse());
    for (const on of ['2024-05-21', '2025']) given(...facts).when(endorse({ on }, own, LATE)).thenRefused('declaration/date-in-future');
    for (const on of ['2024-03-31', '2023']) given(...facts).when(endorse({ on }, own, LATE)).thenRefused('declaration/before-issued');
    given(...facts).when(endorse({ on: '2024-06-02' }, own, '2024-06-10')).thenRefused('declaration/after-closing');
    given(...facts).when(endorse({ on: '2024-04-05' }, own, '2024-06-10')).thenTypes('DeclarationEndorsed');
    const anew = history(...left, endorse({ on: '2024-05-10' }, own, LATE));
    given(...anew).when(endorse({ on: '2024-04-30' }, own, LATE)).thenRefused('declaration/before-issued');
    given(...anew).when(endorse({ on: '2024-05-01' }, own, LATE)).thenTypes('DeclarationEndorsed');
  });

  it('is not that of a signature, nor put right in a weaker way', () => {
    given(...history(issue(), sign())).when(sign({ on: LATE, signature: { ...signature, jws: 'header..other' } }, own, LATE)).thenRefused('declaration/endorsed');
    for (const again of [endorse({ on: '2024-04-15' }, own, LATE), attest({ on: '2024-04-15' }, association, LATE)]) given(...history(issue(), sign())).when(again).thenRefused('declaration/endorsed');
    given(...history(issue(), endorse())).when(attest({ on: '2024-04-15' }, association, LATE)).thenRefused('declaration/endorsed');
  });

  it('takes what the endorsement was said in place of along with it, and leaves what was taken back', () => {
    const anew = [issue(), attest(), endorse()];
    expect(counts(...anew, endorse({ on: '2024-05-10' }, own, LATE))).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 1]);
    expect(counts(...anew, endorse({ on: '2024-04-01' }, own, LATE))).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1]);
    const back = [issue(), attest(), withdraw({ on: '2024-04-10' }), endorse({ on: '2024-04-10' }, own, LATE)];
    expect(counts(...back, endorse({ on: '2024-05-10' }, own, LATE))).toEqual([0, 0, 1, 0, 0, 0, 0, 1, 1]);
  });

  it('is put right by withdrawing again, earlier or later, until it endorses anew', () => {
    for (const on of ['2024-04-15', '2024-05-10']) {
      const again = withdraw({ on }, own, LATE);
      expect(counts(...left, again)).toEqual(DAYS.map((day) => (day >= '2024-04-10' && day < on ? 1 : 0)));
      given(...history(...left, again)).when(again).thenNothing();
    }
    given(...history(...left)).when(withdraw({ on: '2024-04-09' }, own, LATE)).thenRefused('declaration/before-issued');
    given(...history(...left)).when(withdraw({ on: '2024-05-21' }, own, LATE)).thenRefused('declaration/date-in-future');
    given(...history(...left)).when(withdraw({ on: '2024-04-15' }, stranger, LATE)).thenRefused('party/not-yours');
    // From then on it is the new one that is left.
    expect(counts(...left, endorse({ on: '2024-05-10' }, own, LATE), withdraw({ on: '2024-05-15' }, own, LATE))).toEqual([0, 0, 0, 1, 1, 1, 0, 1, 0]);
    expect(counts(...left, withdraw({ on: '2024-04-15' }, own, LATE), endorse({ on: '2024-04-15' }, own, LATE))).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1]);
  });
});

describe('an endorsement that is withdrawn', () => {
  const gone = [issue(), endorse(), withdraw({ on: '2024-04-15' })];

  it('counts until its day, and may be given anew', () => {
    expect(counts(...gone)).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0]);
    expect(counts(...gone, endorse({}, own, '2024-05-10'))).toEqual([0, 0, 0, 1, 0, 0, 0, 1, 1]);
    expect(counts(...gone, endorse({ on: '2024-04-15' }, own, '2024-05-10'))).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1]);
  });

  it('is given anew after it ended, so that no day counts twice', () => {
    for (const on of ['2024-04-14', '2024-04', '2024']) given(...history(...gone)).when(endorse({ on }, own, '2024-05-10')).thenRefused('declaration/before-issued');
    given(...history(...gone)).when(attest({ on: null }, association, '2024-05-10')).thenRefused('declaration/since-when');
  });

  it('was given, is withdrawn once, and by whom it concerns', () => {
    given(...issued).when(withdraw()).thenRefused('declaration/not-endorsed');
    given(...history(...gone)).when(withdraw({ on: '2024-04-15' })).thenNothing();
    given(...history(issue(), endorse())).when(withdraw({}, stranger)).thenRefused('party/not-yours');
    given(...history(issue(), endorse())).when(withdraw({ source }, association)).thenTypes('EndorsementWithdrawn');
    given(...history(issue(), endorse())).when(withdraw({ on: '2024-05-03' })).thenRefused('declaration/date-in-future');
    given(...history(issue(), endorse())).when(withdraw({ on: '2024-04-09' })).thenRefused('declaration/before-issued');
    given(...history(issue(), endorse())).when(withdraw({}, own, '2024-06-10')).thenTypes('EndorsementWithdrawn');
  });

  it('takes the signed one away, and not the word that it took the place of', () => expect(counts(issue(), endorse(), sign(), withdraw())).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0]));
});

describe('a signature', () => {
  it('is over a text that is on record, by a key and a person who stand for the body', () => {
    expect(history(issue(), sign()).at(-1)).toMatchObject({ type: 'DeclarationEndorsed', data: { grade: 'signed', signature: { ...signature, at: '2024-04-20T02:00:00.000Z' } } });
    given(...history(record({ issuedOn: '2024-04-01' }))).when(sign()).thenRefused('declaration/no-text');
    given(...issued).when(sign({ signatureHolds: false })).thenRefused('declaration/signature-fails');
    given(...issued).when(sign({ source }, association)).thenRefused('declaration/one-way');
    given(...history(issue({ openUntil: null }))).when(sign({}, own, '2024-07-01')).thenRefused('declaration/signer-not-standing');
    given(...issued).when(sign({ signature: { ...signature, person: OTHER } })).thenRefused('declaration/signer-not-standing');
    given(...issued).when(sign({ signature: { ...signature, kid: 'x'.repeat(43) } })).thenRefused('declaration/signer-not-standing');
    expect(() => declaration.decide(sign(), { declaration: stateAfter(issued), bodies: {} })).toThrow(expect.objectContaining({ code: 'declaration/signer-not-standing' }));
  });

  it('rests on the body as it stands, whose stream is guarded', () => {
    expect(declaration.streamsOf(sign())).toEqual([`declaration-${DECLARATION}`, `organisation-${BRANCH}`]);
    expect(declaration.streamsOf(endorse())).toEqual([`declaration-${DECLARATION}`]);
    expect(declaration.decide(sign(), { declaration: stateAfter(issued), bodies: signers })).toHaveLength(1);
    expect(declaration.refersTo?.(issue({ edition: 'cisc-21', parties: [OTHER] }))).toEqual({ organisations: [BRANCH, OTHER], editions: ['cisc-21'] });
    expect(declaration.refersTo?.(withdraw({ reason }))).toEqual({ organisations: [BRANCH], editions: [] });
  });
});
