import { given, dataOf, knownAfter, submitted } from './given.samples.js';
import type { SigningFact } from './signing.events.js';
import {
  AFTER_DUE, amend, approve, association, attest, chengdu, chengduSecond, chongqing, confirm, correct, history, object, reason, remind, resubmit, returned, shanghai, stateAfter, submit, terminate,
  threeParties, waive, withdraw,
} from './signing.samples.js';
import type { SigningCommand } from './signing.js';

const at = <C extends SigningCommand>(command: C, instant: string): C => ({ ...command, at: instant });
const DUE = '2024-01-29T15:59:59.999Z';
const waived = history(submit(), waive());
const objected = history(submit(), waive(), object());
/** All of three parties but Shanghai have confirmed. */
const partly = history(submit({ terms: threeParties }), confirm());

describe('the due date', () => {
  it('is the end of the tenth working day after the day of submission, in Shanghai', () => {
    expect(knownAfter(submitted).due).toEqual({ at: DUE, calendar: 'weekdays' });
    expect(knownAfter(history(at(submit(), '2024-01-15T16:00:00.000Z'))).due?.at).toBe('2024-01-30T15:59:59.999Z');
  });

  it('is none where nobody is asked', () => {
    expect(knownAfter(history(attest())).due).toBeNull();
    expect(knownAfter(history(submit({ terms: { ...threeParties, hosts: [{ region: '510100', share: '1' }], counterpart: null } }))).due).toBeNull();
  });

  it('begins anew where it is sent again, and is none where all that was confirmed still holds', () => {
    const back = history(submit({ terms: threeParties }), confirm(), confirm({}, shanghai), returned({}, association));
    const again = (changes: Parameters<typeof resubmit>[0]) => dataOf('SigningResubmitted', given(...back).when(resubmit(changes)).facts()).due;
    expect(again({ changes: {} })).toBeNull();
    expect(again({ changes: { project: '西部算力中心' } })).toEqual({ at: '2024-01-31T15:59:59.999Z', calendar: 'weekdays' });
    expect(dataOf('SigningResubmitted', given(...history(submit(), returned())).when(resubmit()).facts()).due).not.toBeNull();
  });

  it('of a change is its own, and none where nobody is asked', () => {
    const standing = history(submit(), confirm(), approve());
    expect(dataOf('SigningChangeProposed', given(...standing).when(correct()).facts()).due).toEqual({ at: '2024-06-17T15:59:59.999Z', calendar: 'weekdays' });
    expect(dataOf('SigningChangeProposed', given(...standing).when(correct({ changes: { edition: 'conference-22' } })).facts()).due).toBeNull();
  });
});

describe('reminding', () => {
  it('is told with whom, of what and until when', () => given(...submitted).when(remind()).then({
    type: 'SigningReminded', effectiveOn: '2024-01-22',
    data: {
      regions: ['500000'], of: 'submission', due: { at: DUE, calendar: 'weekdays' }, at: '2024-01-22T02:00:00.000Z', note: null,
      by: { principal: 'chengdu-1', organisation: 'chengdu-commerce' },
    },
  }));

  it('is for all who are missing, or for those who are named', () => {
    const three = history(submit({ terms: threeParties }));
    expect(dataOf('SigningReminded', given(...three).when(remind({}, association)).facts()).regions).toEqual(['500000', '310000']);
    expect(dataOf('SigningReminded', given(...three).when(remind({ regions: ['310000'] }, chengduSecond)).facts()).regions).toEqual(['310000']);
    given(...partly).when(remind({ regions: ['500000'] })).thenRefused('signing/not-missing');
    expect(dataOf('SigningReminded', given(...partly).when(remind()).facts()).regions).toEqual(['310000']);
  });

  it('happens once a day to each, by the days of Shanghai, and moves no due date', () => {
    const reminded = history(submit(), remind());
    expect(knownAfter(reminded).due?.at).toBe(DUE);
    given(...reminded).when(at(remind({}, association), '2024-01-22T15:59:59.999Z')).thenNothing();
    given(...reminded).when(at(remind(), '2024-01-22T16:00:00.000Z')).thenTypes('SigningReminded');
  });

  it('of a change goes by the change', () => {
    const waiting = history(submit(), confirm(), approve(), correct());
    expect(dataOf('SigningReminded', given(...waiting).when(at(remind(), '2024-06-05T02:00:00.000Z')).facts())).toMatchObject({ of: 'change', regions: ['500000'] });
    expect(knownAfter([...waiting, ...given(...waiting).when(at(remind(), '2024-06-05T02:00:00.000Z')).facts()])).toMatchObject({ reminded: {}, pending: { reminded: { 500000: '2024-06-05T02:00:00.000Z' } } });
  });

  it('sets the due date of what was submitted before there were any, and only then is it waived', () => {
    const old = submitted.map((fact): SigningFact => (fact.type === 'SigningSubmitted' ? { ...fact, data: { ...fact.data, due: undefined, number: undefined, externalIds: undefined } } : fact));
    expect(knownAfter(old)).toMatchObject({ due: null, number: null, externalIds: [] });
    given(...old).when(at(waive(), '2030-01-01T00:00:00.000Z')).thenRefused('signing/not-due');
    const reminded = [...old, ...given(...old).when(remind()).facts()];
    expect(knownAfter(reminded).due?.at).toBe('2024-02-05T15:59:59.999Z');
    given(...reminded).when(waive()).thenRefused('signing/not-due');
    given(...reminded).when(at(waive(), '2024-02-06T02:00:00.000Z')).thenTypes('SigningAdmitted');
  });
});

describe('waiving', () => {
  it('is for the moment after the due date, and not for that moment itself', () => {
    given(...submitted).when(at(waive(), DUE)).thenRefused('signing/not-due');
    given(...submitted).when(at(waive(), '2024-01-29T16:00:00.000Z')).thenTypes('SigningAdmitted');
  });

  it('is by name: nobody is left out by default, and all who are missing are named', () => {
    given(...submitted).when(at(approve(), AFTER_DUE)).thenRefused('signing/confirmations-missing');
    given(...history(submit({ terms: threeParties }))).when(waive()).thenRefused('signing/confirmations-missing');
    given(...partly).when(waive({ waive: ['310000'] })).thenTypes('SigningAdmitted');
    given(...partly).when(waive({ waive: ['310000', '500000'] })).thenRefused('signing/waive-not-missing');
    given(...history(submit(), confirm())).when(waive()).thenRefused('signing/waive-not-missing');
    given(...history(attest())).when(at(approve({ waive: ['500000'] }, chengdu), AFTER_DUE)).thenRefused('signing/not-the-association');
  });

  it('is the association’s, and told with the admission', () => {
    given(...submitted).when(waive({}, chengdu)).thenRefused('signing/not-the-association');
    expect(dataOf('SigningAdmitted', waived).waived).toEqual(['500000']);
    expect(knownAfter(waived)).toMatchObject({ status: 'admitted', confirmed: [], unconfirmed: [{ region: '500000', as: 'host', objection: null }] });
  });

  it('of a change leaves the change unconfirmed, as of the submission', () => {
    const waiting = history(submit(), confirm(), approve(), amend());
    given(...waiting).when(at(waive(), '2024-06-17T15:59:59.999Z')).thenRefused('signing/not-due');
    const changed = [...waiting, ...given(...waiting).when(at(waive(), '2024-06-18T02:00:00.000Z')).facts()];
    expect(dataOf('SigningAmended', changed).waived).toEqual(['500000']);
    expect(knownAfter(changed).unconfirmed).toEqual([{ region: '500000', as: 'host', objection: null }]);
    expect(knownAfter([...changed, ...given(...changed).when(confirm()).facts()]).unconfirmed).toEqual([]);
  });
});

describe('a late word', () => {
  it('confirms what was admitted without it', () => {
    given(...waived).when(at(confirm(), '2024-03-01T02:00:00.000Z')).then({
      type: 'SigningConfirmed', effectiveOn: '2024-03-01',
      data: { regions: ['500000'], version: 1, note: null, by: { principal: 'chongqing-1', organisation: 'chongqing-commerce' }, of: 'late' },
    });
    const late = [...waived, ...given(...waived).when(confirm()).facts()];
    expect(knownAfter(late)).toMatchObject({ status: 'admitted', confirmed: ['500000'], unconfirmed: [] });
    given(...late).when(confirm()).thenNothing();
    given(...late).when(object()).thenRefused('signing/nothing-to-object');
  });

  it('objects, and says why; the same again is nothing new, another reason is', () => {
    given(...waived).when(object()).then({
      type: 'SigningObjected', effectiveOn: '2024-02-05', data: { regions: ['500000'], reason, by: { principal: 'chongqing-1', organisation: 'chongqing-commerce' } },
    });
    expect(knownAfter(objected)).toMatchObject({ status: 'admitted', unconfirmed: [{ region: '500000', objection: reason }] });
    given(...objected).when(object()).thenNothing();
    given(...objected).when(object({ reason: { ...reason, text: '另有异议。' } })).thenTypes('SigningObjected');
  });

  it('that objected and then confirms is a confirmation', () =>
    expect(knownAfter([...objected, ...given(...objected).when(confirm()).facts()])).toMatchObject({ confirmed: ['500000'], unconfirmed: [] }));

  it('stays an objection where a later change is waived too', () => {
    const again = [...objected, ...given(...objected).when(correct()).facts()];
    const facts = [...again, ...given(...again).when(at(waive(), '2024-07-01T02:00:00.000Z')).facts()];
    expect(knownAfter(facts)).toMatchObject({ terms: { project: '西部算力中心' }, unconfirmed: [{ region: '500000', objection: reason }] });
  });

  it('comes after that on a change that waits: each confirmation is told apart', () => {
    const waiting = [...waived, ...given(...waived).when(correct()).facts()];
    const first = given(...waiting).when(confirm()).facts();
    expect(dataOf('SigningConfirmed', first).of).toBe('change');
    const second = given(...waiting, ...first).when(confirm()).facts();
    expect(dataOf('SigningConfirmed', second).of).toBe('late');
    given(...waiting, ...first, ...second).when(confirm()).thenNothing();
  });

  it('is heard of what has ended, and of nothing that never was admitted', () => {
    const ended = [...waived, ...given(...waived).when(terminate()).facts()];
    given(...ended).when(confirm()).thenTypes('SigningConfirmed');
    given(...ended).when(object()).thenTypes('SigningObjected');
    expect(stateAfter([...ended, ...given(...ended).when(object()).facts()])).toMatchObject({ status: 'terminated', unconfirmed: [{ objection: reason }] });
    given(...history(submit(), withdraw())).when(object()).thenRefused('signing/withdrawn');
    given(...submitted).when(object()).thenRefused('signing/return-it');
  });

  it('is that of whoever was waived, and of nobody else', () => {
    const two = [...partly, ...given(...partly).when(waive({ waive: ['310000'] })).facts()];
    given(...two).when(object({}, chongqing)).thenRefused('signing/nothing-to-object');
    given(...two).when(object({}, chengdu)).thenRefused('signing/not-asked');
    given(...two).when(object({}, association)).thenRefused('signing/not-asked');
    given(...two).when(object({}, shanghai)).thenTypes('SigningObjected');
    given(...two).when(confirm({}, chongqing)).thenNothing();
  });
});
