import { byCodes, unknownRegion } from '../../kernel/directory.js';
import { Refusal } from '../../kernel/refusal.js';
import { specOf } from '../../kernel/spec-of.js';
import { organisation, type OrganisationCommand } from './organisation.js';
import {
  affiliate, authorise, bodyAfter, BRANCH, classify, close, CODE, HEAD, history, identify, merge, officer, OTHER, register, registerHead, registerOther, rename, rotateKey, registerKey,
  approveKey, source, stateAfter,
} from './organisation.samples.js';

const given = specOf(organisation);
const registered = history(register());
const name = (text: string) => ({ language: 'zh', name: text });

const refusalOf = (command: OrganisationCommand, facts = registered): Refusal => {
  try {
    organisation.decide(command, stateAfter(facts));
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('It was not refused.');
};
const faultsOf = (command: OrganisationCommand, facts = registered) => refusalOf(command, facts).faults.map(({ pointer, code }) => `${pointer} ${code}`);

describe('what is wrong', () => {
  it('with a registration is told at once, by the kind of what comes first', () => {
    const taken = history(register({ creditCode: CODE, account: null }));
    const wrong = registerOther({
      region: '999999', source: null, existsFrom: '2020', names: [{ language: 'zh', name: '甲', from: '2019' }], types: [{ type: 'bank', from: '2021', to: '2020' }],
      parents: [{ organisation: HEAD, relation: 'branch-of', from: null, to: '2030' }], creditCode: CODE,
    });
    expect(refusalOf(wrong, taken).kind).toBe('invalid');
    expect(faultsOf(wrong, taken)).toEqual([
      '/region region/unknown-code', '/source organisation/source-required', '/names/0/from organisation/before-what-it-changes', '/types/0/to organisation/dates-reversed',
      '/parents/0/to organisation/date-in-future', '/parents/0/organisation organisation/parent-unknown', '/creditCode organisation/code-taken',
    ]);
  });

  it('with who asks is told alone and first', () => {
    expect(faultsOf(register({ region: '310000', existsFrom: '2030', source: null }, officer), [])).toEqual(['/region organisation/region-not-yours']);
    expect(faultsOf(rename({ from: '2030' }, officer))).toEqual(['/source organisation/attest-not-yours']);
  });

  it('with a change is told at once', () => {
    expect(faultsOf(rename({ from: '2030', source: null, name: name('中国工商银行成都分行') }))).toEqual(['/source organisation/source-required', '/from organisation/nothing-changes', '/from organisation/date-in-future']);
    expect(faultsOf(classify({ from: '2030', to: '2029' }))).toEqual(['/from organisation/date-in-future', '/to organisation/dates-reversed']);
    expect(faultsOf(affiliate({ from: '2030', source: null }))).toEqual(['/source organisation/source-required', '/from organisation/date-in-future', '/organisation organisation/parent-unknown']);
    expect(faultsOf(identify({ creditCode: 'X', source: null }))).toEqual(['/source organisation/source-required', '/creditCode organisation/code-invalid']);
    expect(faultsOf(authorise({ personKnown: false, to: '2020' }))).toEqual(['/person organisation/person-unknown', '/to organisation/dates-reversed', '/kid organisation/key-not-valid']);
    expect(faultsOf(rotateKey({ proofHolds: false, endorsementHolds: false }), history(register(), registerKey(), approveKey()))).toEqual(['/proof organisation/proof-fails', '/endorsement organisation/proof-fails']);
  });
});

describe('a name', () => {
  it('that stands has its date already', () => {
    const renamed = history(register(), rename());
    given(...renamed).when(rename({ from: '2024-01-25' })).thenRefused('organisation/nothing-changes');
    given(...registered).when(rename({ name: name('中国工商银行成都分行'), from: '2020' })).thenRefused('organisation/nothing-changes');
    given(...renamed).when(rename()).thenNothing();
  });

  it('begins after the one before it', () => {
    const renamed = history(register(), rename());
    given(...renamed).when(rename({ name: name('又一名'), from: '2024-01-20' })).thenRefused('organisation/before-what-it-changes');
    given(...renamed).when(rename({ name: name('又一名'), from: '2024-01-21' })).thenTypes('OrganisationRenamed');
  });
});

describe('a type', () => {
  it('that is open from another date is told of', () => {
    const more = history(register(), classify());
    given(...more).when(classify({ from: '2021' })).thenRefused('organisation/type-open');
    given(...more).when(classify({ from: '2021', to: '2022' })).thenRefused('organisation/type-open');
    given(...more).when(classify({ from: null })).thenNothing();
  });

  it('keeps the end that is known of it, and may begin again after', () => {
    const ended = history(register(), classify({ from: null, to: '2020' }));
    given(...ended).when(classify({ from: null })).thenRefused('organisation/before-what-it-changes');
    given(...ended).when(classify({ from: '2020' })).thenRefused('organisation/before-what-it-changes');
    expect(bodyAfter([...ended, ...organisation.decide(classify({ from: '2021' }), stateAfter(ended))]).types.slice(1)).toEqual([{ type: 'other', from: null, to: '2020' }, { type: 'other', from: '2021', to: null }]);
    const dated = history(register(), classify({ from: '2010', to: '2015' }), classify({ from: null, to: '2016' }));
    expect(bodyAfter(dated).types.slice(1)).toEqual([{ type: 'other', from: '2010', to: '2016' }]);
  });
});

describe('a parent', () => {
  const heads = history(register(), registerHead());

  it('stands, or the survivor is named', () => {
    const merged = history(register(), registerHead(), registerOther(), merge({ id: HEAD, into: OTHER }));
    given(...merged).when(affiliate()).thenRefused('organisation/parent-merged');
    expect(refusalOf(affiliate(), merged).words.en).toContain(OTHER);
  });

  it('was there in the time that is stated', () => {
    given(...heads).when(affiliate({ from: '1984' })).thenRefused('organisation/parent-not-there');
    given(...heads).when(affiliate({ from: null, to: '1984' })).thenRefused('organisation/parent-not-there');
    const closed = history(register(), registerHead(), close({ id: HEAD, on: '2020' }));
    given(...closed).when(affiliate({ from: '2021' })).thenRefused('organisation/parent-not-there');
    given(...closed).when(affiliate({ from: '2020-12', to: '2020-12-31' })).thenTypes('OrganisationAffiliated');
  });

  it('is left whatever became of it', () => {
    const tied = history(register(), registerHead(), registerOther(), affiliate(), merge({ id: HEAD, into: OTHER }));
    given(...tied).when(affiliate({ from: null, to: '2023' })).thenTypes('OrganisationAffiliated');
    given(...tied).when(affiliate()).thenNothing();
    given(...tied).when(affiliate({ from: '1990' })).thenRefused('organisation/parent-open');
  });

  it('makes no circle by being merged into its own child', () => {
    const tied = history(register(), registerHead(), affiliate());
    given(...tied).when(merge({ id: HEAD, into: BRANCH })).thenRefused('organisation/parent-circle');
    given(...history(register(), registerHead(), affiliate(), affiliate({ from: null, to: '2023' }))).when(merge({ id: HEAD, into: BRANCH })).thenTypes('OrganisationMerged');
  });
});

describe('the region of a body', () => {
  const during = (from: string, to: string) => ({
    ...byCodes, regionFault: (code: string, date: string | null) => (date === null || (date.slice(0, 4) >= from && date.slice(0, 4) <= to) ? undefined : { ...unknownRegion(code), code: 'region/not-at-date' }),
  });
  const from = (existsFrom: string, directory: typeof byCodes) => ({ ...register({ existsFrom, account: null, source }), directory });

  it('had not ended before the body began', () => {
    const refused = refusalOf(from('2015', during('1950', '2014')), []);
    expect([refused.code, refused.kind, refused.faults.map(({ code }) => code)]).toEqual(['organisation/region-ended', 'invalid', ['region/not-at-date']]);
    given().when(from('2014', during('1950', '2014'))).thenTypes('OrganisationRegistered');
  });

  it('may be younger than the body', () => given().when(from('1956', during('1983', '2014'))).thenTypes('OrganisationRegistered'));
});
