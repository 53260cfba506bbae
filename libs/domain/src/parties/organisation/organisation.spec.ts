import { byCodes, unknownRegion } from '../../kernel/directory.js';
import { Refusal } from '../../kernel/refusal.js';
import { specOf } from '../../kernel/spec-of.js';
import { organisationEvents } from './organisation.events.js';
import { organisation, type OrganisationCommand } from './organisation.js';
import {
  affiliate, alias, approveAuthority, approveKey, association, associationSecond, AUTHORITY, authorise, bodyAfter, BRANCH, classify, close, CODE, CODE_OF_JIANYANG,
  CODE_WITH_WARNING, HEAD, history, identify, keyNamed, kidOf, merge, officer, OTHER, own, ownSecond, PERSON, register, registerHead, registerKey, registerOther, rename,
  release, revokeAuthority, revokeKey, rotateKey, shanghaiAssociation, shanghaiOfficer, source, stateAfter, unmerge,
} from './organisation.samples.js';
import { refusals } from './refusals.js';
import { bodyOf, standing, type Asking } from './standing.js';
import { namesAt, nameOf } from './state.js';

const given = specOf(organisation);
const registered = history(register());
const two = history(register(), registerOther());
const merged = history(register(), registerOther(), merge());
const closed = history(register(), close());
const keyed = history(register(), registerKey(), approveKey());
const rotated = history(register(), registerKey(), approveKey(), rotateKey(), approveKey({ key: kidOf('b') }, ownSecond, '2024-04-02T02:00:00.000Z'));
const trusted = history(register(), registerKey(), approveKey(), authorise(), approveAuthority());
const evidence = { document: '营业执照', quote: '统一社会信用代码 91350211M0000XUF46' };

const refusalOf = (command: OrganisationCommand, facts = registered): Refusal => {
  try {
    organisation.decide(command, stateAfter(facts));
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('It was not refused.');
};

describe('registering a body', () => {
  it('keeps what its source states, under its own stream and one for what is taken', () => {
    given().when(register({ creditCode: CODE })).then(
      {
        type: 'OrganisationRegistered', effectiveOn: '1985', data: {
          organisation: BRANCH, names: [{ language: 'zh', name: '中国工商银行成都分行', from: null }, { language: 'en', name: 'ICBC Chengdu Branch', from: null }],
          types: [{ type: 'bank-branch', from: null, to: null }], region: '510100', creditCode: CODE, creditCodeEvidence: null, foreignRegister: null, account: 'icbc-chengdu',
          warnings: [], parents: [], existsFrom: '1985', asPrinted: null, grade: 'attested', source, by: { principal: 'association-1', organisation: 'association' },
        },
      },
      { type: 'IdentifierReserved', effectiveOn: null, data: { organisation: BRANCH, kind: 'credit-code', value: CODE }, stream: `credit-code-${CODE}` },
      { type: 'IdentifierReserved', effectiveOn: null, data: { organisation: BRANCH, kind: 'account', value: 'icbc-chengdu' }, stream: 'account-icbc-chengdu' },
    );
  });

  it('rests on the body, on what is to be taken and on its parents', () => {
    const parents = [{ organisation: HEAD, relation: 'branch-of', from: null, to: null } as const, { organisation: BRANCH, relation: 'branch-of', from: null, to: null } as const];
    expect(organisation.streamsOf(register({ creditCode: CODE, foreignRegister: { country: 'RU', register: 'ОГРН', number: '102-77 00' }, parents }))).toEqual([
      `organisation-${BRANCH}`, `credit-code-${CODE}`, 'foreign-register-RU-огрн-1027700', 'account-icbc-chengdu', `organisation-${HEAD}`,
    ]);
    expect(organisation.streamsOf(merge())).toEqual([`organisation-${BRANCH}`, `organisation-${OTHER}`]);
    expect(organisation.streamsOf(rotateKey())).toEqual([`organisation-${BRANCH}`, `public-key-${kidOf('b')}`]);
  });

  it('names every stream that a fact goes to', () => {
    for (const command of [register({ creditCode: CODE }), identify(), registerKey()]) {
      const facts = organisation.decide(command, stateAfter(command.type === 'RegisterOrganisation' ? [] : registered));
      expect(organisation.streamsOf(command)).toEqual(expect.arrayContaining(facts.flatMap(({ stream }) => stream ?? [])));
    }
  });

  it('is submitted by an officer without a source, and attested by an association with one', () => {
    given().when(register({ source: null, account: null }, officer)).thenTypes('OrganisationRegistered');
    expect(bodyAfter(history(register({ source: null, account: null }, officer))).grade).toBe('submitted');
    given().when(register({ source: null })).thenRefused('organisation/source-required');
    given().when(register({ account: null }, officer)).thenRefused('organisation/attest-not-yours');
  });

  it('is for a region of one’s own, and of nowhere for those who act everywhere', () => {
    given().when(register({ source: null }, shanghaiOfficer)).thenRefused('organisation/region-not-yours');
    given().when(register({ region: null, source: null }, officer)).thenRefused('organisation/region-not-yours');
    expect(bodyAfter(history(register({ region: null }))).region).toBeNull();
  });

  it('names a region that is there', () => {
    const refused = refusalOf(register({ region: '999999' }), []);
    expect([refused.code, refused.kind, refused.faults]).toEqual(['organisation/region-unknown', 'invalid', [{ pointer: '/region', ...unknownRegion('999999') }]]);
  });

  it('happens once', () => given(...registered).when(register()).thenRefused('organisation/exists'));

  it('takes dates that have come and follow each other', () => {
    given().when(register({ existsFrom: '2024-02' })).thenRefused('organisation/date-in-future');
    given().when(register({ types: [{ type: 'bank', from: '2024-02', to: null }] })).thenRefused('organisation/date-in-future');
    given().when(register({ types: [{ type: 'bank', from: '2010', to: '2030' }] })).thenTypes('OrganisationRegistered', 'IdentifierReserved');
    given().when(register({ types: [{ type: 'bank', from: '2010', to: '2009' }] })).thenRefused('organisation/dates-reversed');
    expect(refusalOf(register({ names: [{ language: 'zh', name: '甲', from: '2025' }] }), []).faults).toMatchObject([{ pointer: '/names/0/from' }]);
  });

  it('knows its parents, and no circle', () => {
    const parents = (id: string) => [{ organisation: id, relation: 'branch-of', from: null, to: null } as const];
    given().when(register({ parents: parents(HEAD) })).thenRefused('organisation/parent-unknown');
    given().when(register({ parents: parents(BRANCH) })).thenRefused('organisation/parent-circle');
    given(...history(registerHead())).when(register({ parents: parents(HEAD) })).thenTypes('OrganisationRegistered', 'IdentifierReserved');
  });
});

describe('a credit code (notes, 8.6)', () => {
  it.each([CODE, CODE_OF_JIANYANG, '91440300708461136T'])('is taken without a warning: %s', (creditCode) => expect(bodyAfter(history(register({ creditCode }))).warnings).toEqual([]));

  it.each([CODE_WITH_WARNING, '91350100M0001TGQXM'])('needs evidence where the outer check alone fails: %s', (creditCode) => {
    given().when(register({ creditCode })).thenRefused('organisation/code-needs-evidence');
    const it = bodyAfter(history(register({ creditCode, creditCodeEvidence: evidence })));
    expect([it.creditCode, it.creditCodeEvidence, it.warnings.map(({ code }) => code)]).toEqual([creditCode, evidence, ['organisation/code-check-fails']]);
  });

  it.each(['91350100M000100Y4Z', '91440300708461236T', '91350100m000100y43'])('is refused with the reason, evidence or not: %s', (creditCode) => {
    given().when(register({ creditCode, creditCodeEvidence: evidence })).thenRefused('organisation/code-invalid');
    expect(refusalOf(register({ creditCode }), []).faults).toMatchObject([{ pointer: '/creditCode' }]);
    expect(refusalOf(register({ creditCode }), []).words.en.length).toBeGreaterThan(refusals['organisation/code-invalid'][1].length);
  });

  it('is only warned of where its region was never one', () => {
    const directory = { ...byCodes, regionFault: (code: string) => (code === '512081' ? unknownRegion(code) : undefined) };
    const warned = history({ ...register({ creditCode: CODE_OF_JIANYANG }), directory });
    expect(bodyAfter(warned).warnings.map(({ code, zh }) => [code, zh])).toEqual([['organisation/code-region-unknown', expect.stringContaining('512081')]]);
  });

  it('is not warned of where the state itself registered the body', () => {
    const directory = { ...byCodes, regionFault: (code: string) => (code === '510100' ? undefined : unknownRegion(code)) };
    expect(bodyAfter(history({ ...register({ creditCode: '91100000100003962T' }), directory })).warnings).toEqual([]);
  });

  it('belongs to one body, which the refusal names', () => {
    const taken = history(register({ creditCode: CODE }));
    const refused = refusalOf(registerOther({ creditCode: CODE }), taken);
    expect([refused.code, refused.kind]).toEqual(['organisation/code-taken', 'conflict']);
    expect(refused.words.en).toContain(BRANCH);
    given(...history(register({ creditCode: CODE }), close())).when(registerOther({ creditCode: CODE })).thenRefused('organisation/code-taken');
  });

  it('is given to a body later, and no second one', () => {
    given(...registered).when(identify()).thenTypes('OrganisationIdentified', 'IdentifierReserved');
    const identified = history(register(), identify());
    expect(bodyAfter(identified).creditCode).toBe(CODE);
    given(...identified).when(identify()).thenNothing();
    given(...identified).when(identify({ creditCode: CODE_OF_JIANYANG })).thenRefused('organisation/identified');
    given(...history(register(), registerOther({ creditCode: CODE }))).when(identify()).thenRefused('organisation/code-taken');
  });
});

describe('a number in a foreign register, and an account', () => {
  const foreignRegister = { country: 'RU', register: 'ОГРН', number: '1027700' };

  it('belong to one body, however the number is written', () => {
    const taken = history(register({ foreignRegister }));
    given(...taken).when(registerOther({ foreignRegister: { ...foreignRegister, number: ' 102-77 00' } })).thenRefused('organisation/register-taken');
    given(...taken).when(registerOther({ foreignRegister: { ...foreignRegister, country: 'BY' } })).thenTypes('OrganisationRegistered', 'IdentifierReserved');
    given(...taken).when(registerOther({ account: 'icbc-chengdu' })).thenRefused('organisation/account-taken');
  });

  it('are given later, once', () => {
    const late = history(register({ account: null }), identify({ creditCode: null, account: 'icbc-chengdu', foreignRegister }));
    expect(bodyAfter(late)).toMatchObject({ account: 'icbc-chengdu', foreignRegister, creditCode: null });
    given(...late).when(identify({ creditCode: null, account: 'icbc-sichuan' })).thenRefused('organisation/identified');
  });
});

describe('what changes of a body', () => {
  it('is its name from a date on; the former one stays known', () => {
    const it = bodyAfter(history(register(), rename()));
    expect(nameOf(it)).toBe('工商银行成都市分行');
    expect(nameOf(it, '2024-01-19')).toBe('中国工商银行成都分行');
    expect(namesAt(it, '2024-01-20').map(({ name }) => name)).toEqual(['ICBC Chengdu Branch', '工商银行成都市分行']);
    given(...history(register(), rename())).when(rename()).thenNothing();
    given(...history(register(), rename())).when(rename({ name: { language: 'zh', name: '又一名' }, from: '2024-01-19' })).thenRefused('organisation/before-what-it-changes');
    given(...registered).when(rename({ from: '1984' })).thenRefused('organisation/before-what-it-changes');
    given(...registered).when(rename({ from: '2024-03' })).thenRefused('organisation/date-in-future');
  });

  it('is its types, several at once, each with its time', () => {
    const more = history(register(), classify());
    expect(bodyAfter(more).types.map(({ type }) => type)).toEqual(['bank-branch', 'other']);
    given(...more).when(classify()).thenNothing();
    const ended = history(register(), classify(), classify({ from: null, to: '2030' }));
    expect(bodyAfter(ended).types[1]).toEqual({ type: 'other', from: '2020', to: '2030' });
    given(...more).when(classify({ from: null, to: '2019' })).thenRefused('organisation/before-what-it-changes');
    given(...more).when(classify({ from: '2019' })).thenRefused('organisation/type-open');
    expect(bodyAfter(history(register(), classify(), classify({ from: '2010', to: '2012' }))).types).toHaveLength(3);
    given(...registered).when(classify({ from: '2021', to: '2020' })).thenRefused('organisation/dates-reversed');
  });

  it('is what it belongs to, without circles', () => {
    const heads = history(register(), registerHead());
    given(...heads).when(affiliate()).thenTypes('OrganisationAffiliated');
    const tied = history(register(), registerHead(), affiliate());
    given(...tied).when(affiliate()).thenNothing();
    given(...tied).when(affiliate({ id: HEAD, organisation: BRANCH })).thenRefused('organisation/parent-circle');
    given(...registered).when(affiliate()).thenRefused('organisation/parent-unknown');
    const untied = history(register(), registerHead(), affiliate(), affiliate({ from: null, to: '2023' }));
    expect(bodyAfter(untied).parents).toEqual([{ organisation: HEAD, relation: 'branch-of', from: '1985', to: '2023' }]);
    given(...untied).when(affiliate({ id: HEAD, organisation: BRANCH, from: '2023-12' })).thenRefused('organisation/parent-circle');
    given(...untied).when(affiliate({ id: HEAD, organisation: BRANCH, from: '2024' })).thenTypes('OrganisationAffiliated');
    given(...heads).when(affiliate({ to: '2025' })).thenRefused('organisation/date-in-future');
  });

  it('is under which other names it is printed, and what was entered stays', () => {
    const named = history(register(), alias(), alias({ confidence: '0.7' }));
    expect(bodyAfter(named).aliases.map(({ text, confidence }) => [text, confidence])).toEqual([['工行蓉分行', '0.7']]);
    expect(bodyAfter(named).names).toEqual(bodyAfter(registered).names);
    given(...named).when(alias({ confidence: '0.7' })).thenNothing();
  });

  it('is changed by those over its region and by its own people only', () => {
    given().when(rename()).thenRefused('organisation/not-found');
    given(...registered).when(rename({ source: null }, shanghaiOfficer)).thenRefused('organisation/not-yours');
    given(...registered).when(rename({}, shanghaiAssociation)).thenRefused('organisation/not-yours');
    given(...registered).when(rename({ source: null }, own)).thenTypes('OrganisationRenamed');
    given(...registered).when(rename({ source: null }, { ...officer, region: '510000' })).thenTypes('OrganisationRenamed');
    given(...history(register({ region: null, account: null }))).when(rename({ source: null }, officer)).thenRefused('organisation/not-yours');
    given(...registered).when(rename({ source: null })).thenRefused('organisation/source-required');
    given(...registered).when(rename({ source: null }, { ...own, role: 'administrator' })).thenTypes('OrganisationRenamed');
  });
});

describe('merging and closing', () => {
  it('keeps what a merged body was, and brings it back', () => {
    const back = [...merged, ...organisation.decide(unmerge(), stateAfter(merged))];
    expect(bodyAfter(merged)).toMatchObject({ status: 'merged', into: { organisation: OTHER, name: '工行成都分行' }, creditCode: null });
    expect(bodyAfter(back)).toEqual(bodyAfter(two));
    expect(stateAfter(back).holders).toEqual(stateAfter(two).holders);
  });

  it('is said once, and undone once', () => {
    given(...merged).when(merge()).thenNothing();
    given(...merged, ...history(registerHead())).when(merge({ into: HEAD })).thenRefused('organisation/merged');
    given(...two).when(unmerge()).thenRefused('organisation/not-merged');
  });

  it('is for an association over both', () => {
    given(...two).when(merge({}, officer)).thenRefused('organisation/not-an-administrator');
    given(...history(register(), registerHead())).when(merge({ into: HEAD }, { ...association, region: '510100' })).thenRefused('organisation/not-an-administrator');
    given(...merged).when(unmerge({}, officer)).thenRefused('organisation/not-an-administrator');
  });

  it('joins two records of which both stand', () => {
    given(...two).when(merge({ into: BRANCH })).thenRefused('organisation/merge-into-itself');
    given(...two).when(merge({ into: HEAD })).thenRefused('organisation/target-unknown');
    given(...merged).when(merge({ id: OTHER, into: BRANCH })).thenRefused('organisation/target-not-live');
    given(...history(register(), registerOther(), close({ id: OTHER }))).when(merge()).thenRefused('organisation/target-not-live');
  });

  it('closes on a day that has come and does not precede the body', () => {
    given(...registered).when(close()).thenTypes('OrganisationClosed');
    given(...registered).when(close({ on: '2024-02-09' })).thenRefused('organisation/date-in-future');
    given(...registered).when(close({ on: '1984' })).thenRefused('organisation/before-what-it-changes');
    given(...closed).when(close()).thenNothing();
    given(...closed).when(close({ on: '2024-02-06' })).thenRefused('organisation/closed');
    given(...registered).when(close({ source }, officer)).thenRefused('organisation/attest-not-yours');
    given(...registered).when(close({ source: null })).thenRefused('organisation/source-required');
    given(...registered).when(close({ source: null }, officer)).thenTypes('OrganisationClosed');
    given(...registered).when(close({ source: null }, { ...own, role: 'administrator' })).thenTypes('OrganisationClosed');
    given(...closed).when(alias()).thenTypes('OrganisationAliased');
  });

  it('is known to those who refer to the body', () => {
    expect(bodyOf(merged.filter(({ data }) => data.organisation === BRANCH))).toEqual({
      id: BRANCH, name: '中国工商银行成都分行', status: 'merged', from: '1985-01-01', to: null, into: OTHER, region: '510100', account: 'icbc-chengdu', creditCode: null,
    });
    expect(bodyOf(closed)).toMatchObject({ status: 'closed', to: '2024-02-07', into: null });
    expect(bodyOf([])).toBeUndefined();
  });
});

describe('keys', () => {
  it('wait for a second person, and are valid from then on', () => {
    given(...registered).when(registerKey()).thenTypes('KeyRequested', 'IdentifierReserved');
    given(...history(register(), registerKey())).when(approveKey()).then({
      type: 'KeyApproved', effectiveOn: '2024-03-02',
      data: { organisation: BRANCH, kid: kidOf('a'), key: keyNamed('a'), validFrom: '2024-03-02T02:00:00.000Z', replaces: null, by: { principal: 'icbc-2', organisation: 'icbc-chengdu' } },
    });
    expect(bodyAfter(history(register(), registerKey({ from: '2024-03-10T00:00:00.000Z' }), approveKey())).keys[0]?.validFrom).toBe('2024-03-10T00:00:00.000Z');
  });

  it('are not approved by who asked, nor by an officer', () => {
    const asked = history(register(), registerKey());
    given(...asked).when(approveKey({}, own)).thenRefused('organisation/same-person');
    given(...asked).when(approveKey({}, officer)).thenRefused('organisation/not-an-approver');
    given(...asked).when(approveKey({}, association)).thenTypes('KeyApproved');
    given(...history(register(), registerKey({}, association))).when(approveKey({}, association)).thenRefused('organisation/same-person');
    given(...history(register(), registerKey({}, association))).when(approveKey({}, associationSecond)).thenTypes('KeyApproved');
  });

  it('are asked for and approved once', () => {
    given(...keyed).when(registerKey()).thenNothing();
    given(...keyed).when(approveKey()).thenNothing();
    given(...keyed).when(approveKey({ key: kidOf('z') })).thenRefused('organisation/key-unknown');
    given(...history(register(), registerKey(), revokeKey())).when(approveKey()).thenRefused('organisation/key-ended');
    given(...history(register(), registerKey(), revokeKey())).when(registerKey()).thenRefused('organisation/key-ended');
  });

  it('come with a proof, and belong to one body', () => {
    given(...registered).when(registerKey({ proofHolds: false })).thenRefused('organisation/proof-fails');
    given(...history(register(), registerOther({ account: 'other' }), registerKey())).when(registerKey({ id: OTHER }, association)).thenRefused('organisation/key-taken');
  });

  it('are rotated with the endorsement of a valid one, which ends as the new one begins', () => {
    given(...keyed).when(rotateKey()).thenTypes('KeyRequested', 'IdentifierReserved');
    given(...keyed).when(rotateKey({ proofHolds: false })).thenRefused('organisation/proof-fails');
    given(...keyed).when(rotateKey({ endorsementHolds: false })).thenRefused('organisation/proof-fails');
    given(...registered).when(rotateKey()).thenRefused('organisation/key-not-valid');
    given(...history(register(), registerKey())).when(rotateKey()).thenRefused('organisation/key-not-valid');
    given(...history(register(), registerKey(), approveKey(), rotateKey())).when(rotateKey()).thenNothing();
    expect(bodyAfter(rotated).keys.map(({ kid, validFrom, validTo, ended }) => [kid, validFrom, validTo, ended])).toEqual([
      [kidOf('a'), '2024-03-02T02:00:00.000Z', '2024-04-02T02:00:00.000Z', 'rotated'], [kidOf('b'), '2024-04-02T02:00:00.000Z', null, null],
    ]);
    given(...rotated).when(rotateKey({ kid: kidOf('c'), key: keyNamed('c') }, own, '2024-04-03T02:00:00.000Z')).thenRefused('organisation/key-not-valid');
    const lost = history(register(), registerKey(), approveKey(), rotateKey(), revokeKey({}, own, '2024-04-01T03:00:00.000Z'));
    given(...lost).when(approveKey({ key: kidOf('b') }, ownSecond, '2024-04-02T02:00:00.000Z')).thenRefused('organisation/key-not-valid');
  });

  it('are revoked by one person at once, or from an earlier moment', () => {
    given(...keyed).when(revokeKey()).thenTypes('KeyRevoked');
    const revoked = history(register(), registerKey(), approveKey(), revokeKey());
    given(...revoked).when(revokeKey()).thenNothing();
    given(...revoked).when(revokeKey({ from: '2024-03-15T00:00:00.000Z' })).thenTypes('KeyRevoked');
    given(...keyed).when(revokeKey({ from: '2024-03-01T00:00:00.000Z' })).thenRefused('organisation/before-what-it-changes');
    given(...keyed).when(revokeKey({ key: kidOf('z') })).thenRefused('organisation/key-unknown');
    given(...rotated).when(revokeKey()).thenNothing();
    given(...history(register(), registerKey(), approveKey(), close())).when(revokeKey()).thenTypes('KeyRevoked');
  });
});

describe('authority', () => {
  it('is granted by the body’s signature, and counts once a second person approves it', () => {
    given(...keyed).when(authorise()).thenTypes('AuthorityRequested');
    expect(bodyAfter(trusted).authorities).toMatchObject([{ authority: AUTHORITY, person: PERSON, grade: 'signed', kid: kidOf('a'), approved: true }]);
    given(...keyed).when(authorise({ signatureHolds: false })).thenRefused('organisation/proof-fails');
    given(...registered).when(authorise()).thenRefused('organisation/key-not-valid');
    given(...rotated).when(authorise({}, own, '2024-04-03T02:00:00.000Z')).thenRefused('organisation/key-not-valid');
    given(...history(register(), registerKey(), approveKey(), authorise())).when(approveAuthority({}, own)).thenRefused('organisation/same-person');
    given(...history(register(), registerKey(), approveKey(), authorise())).when(approveAuthority({}, officer)).thenRefused('organisation/not-an-approver');
  });

  it('is entered by an association from a document', () => {
    const unsigned = { kid: null, signature: null };
    given(...registered).when(authorise({ ...unsigned, source }, association)).thenTypes('AuthorityRequested');
    given(...registered).when(authorise({ ...unsigned, source }, own)).thenRefused('organisation/attest-not-yours');
    given(...registered).when(authorise(unsigned)).thenRefused('organisation/authority-ungranted');
  });

  it('is of a person whom the body has, and of dates that follow each other', () => {
    given(...keyed).when(authorise({ personKnown: false })).thenRefused('organisation/person-unknown');
    given(...keyed).when(authorise({ to: '2024-03-04' })).thenRefused('organisation/dates-reversed');
    given(...keyed).when(authorise({ from: '2030', to: '2031' })).thenTypes('AuthorityRequested');
  });

  it('is granted, approved and revoked once', () => {
    given(...trusted).when(authorise()).thenNothing();
    given(...trusted).when(authorise({ purpose: 'all' })).thenRefused('organisation/authority-exists');
    given(...trusted).when(approveAuthority()).thenNothing();
    given(...trusted).when(approveAuthority({ authority: OTHER })).thenRefused('organisation/authority-unknown');
    const revoked = [...trusted, ...organisation.decide(revokeAuthority(), stateAfter(trusted))];
    given(...revoked).when(revokeAuthority()).thenNothing();
    given(...revoked).when(revokeAuthority({ on: '2024-05-01' })).thenTypes('AuthorityRevoked');
    given(...revoked).when(approveAuthority()).thenRefused('organisation/authority-ended');
    given(...trusted).when(revokeAuthority({ on: '2024-03-04' })).thenRefused('organisation/before-what-it-changes');
    given(...trusted).when(revokeAuthority({ authority: OTHER })).thenRefused('organisation/authority-unknown');
  });
});

describe('what a signature is good for', () => {
  const asked: Asking = { kid: kidOf('a'), person: PERSON, purpose: 'credit', on: '2024-03-10T02:00:00.000Z' };
  const said = (facts: typeof trusted, changed: Partial<Asking> = {}): string => {
    const verdict = standing(bodyAfter(facts), { ...asked, ...changed });
    return verdict.valid ? 'valid' : verdict.code;
  };

  it('is the key’s validity at that instant', () => {
    const person = null;
    expect(said(keyed, { person })).toBe('valid');
    expect(said(keyed, { person, on: '2024-03-02T02:00:00.000Z' })).toBe('valid');
    expect(said(keyed, { person, on: '2024-03-02T09:59:59.999+08:00' })).toBe('organisation/key-not-yet-valid');
    expect(said(rotated, { person, on: '2024-04-02T01:59:59.999Z' })).toBe('valid');
    expect(said(rotated, { person, on: '2024-04-02T02:00:00.000Z' })).toBe('organisation/key-rotated');
    expect(said(history(register(), registerKey(), approveKey(), revokeKey()), { person, on: '2024-05-01T02:00:00.000Z' })).toBe('organisation/key-revoked');
    expect(said(history(register(), registerKey()), { person })).toBe('organisation/key-not-approved');
    expect(said(history(register(), registerKey(), revokeKey()), { person })).toBe('organisation/key-revoked');
    expect(said(registered, { person })).toBe('organisation/key-not-registered');
  });

  it('is the person’s authority on that day in Shanghai', () => {
    expect(said(trusted)).toBe('valid');
    expect(said(trusted, { on: '2024-06-30T15:59:59.999Z' })).toBe('valid');
    expect(said(trusted, { on: '2024-06-30T16:00:00.000Z' })).toBe('organisation/authority-over');
    expect(said(trusted, { on: '2024-03-04T15:59:59.999Z' })).toBe('organisation/authority-not-yet');
    expect(said(trusted, { purpose: 'pacts' })).toBe('organisation/authority-for-another-purpose');
    expect(said(trusted, { purpose: null })).toBe('valid');
    expect(said(keyed)).toBe('organisation/no-authority');
    expect(said(history(register(), registerKey(), approveKey(), authorise()))).toBe('organisation/authority-not-approved');
    const revoked = [...trusted, ...organisation.decide(revokeAuthority(), stateAfter(trusted))];
    expect(said(revoked, { on: '2024-05-01T10:00:00.000Z' })).toBe('valid');
    expect(said(revoked, { on: '2024-05-02T10:00:00.000Z' })).toBe('organisation/authority-revoked');
    const all = history(register(), registerKey(), approveKey(), authorise({ purpose: 'all' }), approveAuthority());
    expect(said(all, { purpose: 'pacts' })).toBe('valid');
  });

  it('is nothing after the body was merged or closed', () => {
    const mergedLater = [...trusted, ...history(registerOther())];
    const after = [...mergedLater, ...organisation.decide(merge({}, association, '2024-03-20T02:00:00.000Z'), stateAfter(mergedLater))];
    expect(said(after)).toBe('valid');
    expect(said(after, { on: '2024-03-20T02:00:00.000Z' })).toBe('organisation/signer-unregistered');
    const ended = [...trusted, ...organisation.decide(close({ on: '2024-03-20' }, association, '2024-04-01T02:00:00.000Z'), stateAfter(trusted))];
    expect(said(ended, { on: '2024-03-20T10:00:00.000Z' })).toBe('valid');
    expect(said(ended, { on: '2024-03-20T16:00:00.000Z' })).toBe('organisation/signer-unregistered');
  });
});

describe('the slice', () => {
  it('says nothing in its facts that its schemas do not have', () => {
    const facts = [...trusted, ...merged, ...closed, ...rotated, ...history(register({ creditCode: CODE_WITH_WARNING, creditCodeEvidence: evidence }), registerHead(), rename(), classify(), affiliate(), alias()),
      ...organisation.decide(unmerge(), stateAfter(merged)), ...organisation.decide(revokeAuthority(), stateAfter(trusted)), ...organisation.decide(revokeKey(), stateAfter(keyed)),
      ...organisation.decide(identify(), stateAfter(registered)), ...organisation.decide(release(), stateAfter(registered))];
    expect(new Set(facts.map(({ type }) => type))).toEqual(new Set(organisationEvents.map(({ type }) => type)));
    for (const { type, data } of facts) expect(organisationEvents.find((each) => each.type === type)?.schema.strict().parse(data)).toEqual(data);
  });

  it('has a test for each refusal', () => {
    const { readdirSync, readFileSync } = jest.requireActual('node:fs') as typeof import('node:fs');
    const written = readdirSync(__dirname).filter((name) => name.endsWith('.spec.ts')).map((name) => readFileSync(`${__dirname}/${name}`, 'utf8')).join();
    expect(Object.keys(refusals).filter((code) => !written.includes(`'${code}'`))).toEqual([]);
  });

  it('refuses a merged body every change but the end of the merger, releases and the loss of keys', () => {
    const all = [rename(), classify(), affiliate({ organisation: OTHER }), identify(), alias(), close(), registerKey(), rotateKey(), approveKey(), authorise(), approveAuthority(), revokeAuthority()];
    for (const command of all) expect([command.type, refusalOf(command, merged).code]).toEqual([command.type, 'organisation/merged']);
  });
});
