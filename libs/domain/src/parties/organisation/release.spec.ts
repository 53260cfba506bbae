import { byCodes } from '../../kernel/directory.js';
import { Refusal } from '../../kernel/refusal.js';
import { specOf } from '../../kernel/spec-of.js';
import { organisation, type OrganisationCommand } from './organisation.js';
import {
  association, bodyAfter, BRANCH, close, CODE, CODE_WITH_WARNING, HEAD, history, identify, merge, officer, OTHER, own, reason, register, registerOther, release, shanghaiAssociation, stateAfter,
} from './organisation.samples.js';
import { heldBy } from './release.js';

const given = specOf(organisation);
const registered = history(register());
const foreignRegister = { country: 'RU', register: 'ОГРН', number: '1027700' };
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

describe('an account', () => {
  it('is set by an association over the region, and by nobody else', () => {
    const bare = history(register({ account: null }));
    given().when(register({ source: null }, officer)).thenRefused('organisation/account-not-yours');
    given(...bare).when(identify({ creditCode: null, account: 'icbc-chengdu', source: null }, officer)).thenRefused('organisation/account-not-yours');
    given(...registered).when(identify({ creditCode: null, account: 'icbc-chengdu', source: null }, own)).thenRefused('organisation/account-not-yours');
    given(...registered).when(identify({ creditCode: null, account: 'icbc-chengdu', source: null }, { ...own, role: 'administrator', region: '310000' })).thenRefused('organisation/account-not-yours');
    given(...bare).when(identify({ creditCode: null, account: 'icbc-chengdu' }, { ...association, region: '510000' })).thenTypes('OrganisationIdentified', 'IdentifierReserved');
  });
});

describe('what was taken by mistake', () => {
  it.each([
    ['credit-code', CODE_WITH_WARNING], ['foreign-register', 'RU-огрн-1027700'], ['account', 'icbc-chengdu'],
  ] as const)('is released and may be taken by the right body: %s', (kind, value) => {
    const codes = { creditCode: CODE_WITH_WARNING, creditCodeEvidence: evidence, foreignRegister };
    const mistaken = history(register(codes), registerOther());
    const released = [...mistaken, ...organisation.decide(release({ kind, value }), stateAfter(mistaken))];
    given(...mistaken).when(release({ kind, value })).then(
      { type: 'OrganisationReleased', effectiveOn: null, data: { organisation: BRANCH, kind, value, reason, by: { principal: 'association-1', organisation: 'association' } } },
      { type: 'IdentifierReleased', effectiveOn: null, data: { organisation: BRANCH, kind, value }, stream: `${kind}-${value}` },
    );
    const it = bodyAfter(released);
    expect([heldBy(bodyAfter(mistaken), kind), heldBy(it, kind)]).toEqual([value, null]);
    expect([it.creditCodeEvidence === null, it.warnings.length === 0]).toEqual(kind === 'credit-code' ? [true, true] : [false, false]);
    const all = { creditCode: null, creditCodeEvidence: null, foreignRegister: null, account: null };
    const asked = { 'credit-code': { ...all, creditCode: CODE_WITH_WARNING, creditCodeEvidence: evidence }, 'foreign-register': { ...all, foreignRegister }, account: { ...all, account: 'icbc-chengdu' } }[kind];
    given(...mistaken).when(identify({ id: OTHER, ...asked })).thenRefused({ 'credit-code': 'organisation/code-taken', 'foreign-register': 'organisation/register-taken', account: 'organisation/account-taken' }[kind]);
    given(...released).when(identify({ id: OTHER, ...asked })).thenTypes('OrganisationIdentified', 'IdentifierReserved');
    given(...released).when(release({ kind, value })).thenNothing();
  });

  it('is nobody’s until it is taken again', () => {
    const holders = (facts: typeof registered) => stateAfter(facts).holders;
    const released = history(register(), release());
    expect([holders(registered), holders(released), holders([...released, ...history(register({ id: OTHER }))])]).toEqual([{ 'account-icbc-chengdu': BRANCH }, {}, { 'account-icbc-chengdu': OTHER }]);
  });

  it('is released in every situation, and only as it was seen', () => {
    given(...history(register(), registerOther(), merge())).when(release()).thenTypes('OrganisationReleased', 'IdentifierReleased');
    given(...history(register(), close())).when(release()).thenTypes('OrganisationReleased', 'IdentifierReleased');
    given(...registered).when(release({ value: 'icbc-sichuan' })).thenNothing();
    given(...registered).when(release({ kind: 'credit-code', value: null })).thenNothing();
    expect(bodyAfter(history(register(), registerOther(), merge(), release()))).toMatchObject({ status: 'merged', account: null });
    expect(organisation.streamsOf(release())).toEqual([`organisation-${BRANCH}`, 'account-icbc-chengdu']);
  });

  it('is released by an association over the region', () => {
    for (const actor of [officer, own]) given(...registered).when(release({}, actor)).thenRefused('organisation/not-an-administrator');
    given(...registered).when(release({}, shanghaiAssociation)).thenRefused('organisation/not-yours');
    given().when(release()).thenRefused('organisation/not-found');
  });

  it('is told of with the body that holds it, and the one that this was merged into', () => {
    const taken = history(register({ creditCode: CODE, account: null }));
    expect(refusalOf(registerOther({ creditCode: CODE }), taken).words.en).toMatch(`It is ${BRANCH}.`);
    const body = { id: BRANCH, name: '', status: 'merged', from: null, to: null, into: HEAD, region: null, account: null } as const;
    const known = { ...registerOther({ creditCode: CODE }), directory: { ...byCodes, bodyByCode: (code: string) => (code === CODE ? body : undefined) } };
    expect(refusalOf(known, taken).words.en).toMatch(`It is ${BRANCH}, which was merged into ${HEAD}.`);
    expect(organisation.refersTo?.(registerOther({ creditCode: CODE }))).toEqual({ organisations: [], creditCodes: [CODE] });
  });
});

describe('a number in a foreign register', () => {
  it('is one in its register, however that is written', () => {
    const taken = history(register({ foreignRegister }));
    given(...taken).when(registerOther({ foreignRegister: { ...foreignRegister, register: ' огрн.' } })).thenRefused('organisation/register-taken');
    given(...taken).when(registerOther({ foreignRegister: { ...foreignRegister, register: 'ИНН' } })).thenTypes('OrganisationRegistered', 'IdentifierReserved');
  });
});

describe('evidence of a code', () => {
  const identified = history(register(), identify({ creditCode: CODE_WITH_WARNING, creditCodeEvidence: evidence }));
  const better = { document: '登记机关证明', quote: '代码无误' };

  it('is recorded once where another is given, and warnings are not doubled', () => {
    given(...identified).when(identify({ creditCode: CODE_WITH_WARNING, creditCodeEvidence: evidence })).thenNothing();
    given(...identified).when(identify({ creditCode: CODE_WITH_WARNING })).thenNothing();
    const again = identify({ creditCode: CODE_WITH_WARNING, creditCodeEvidence: better });
    given(...identified).when(again).thenTypes('OrganisationIdentified');
    const after = [...identified, ...organisation.decide(again, stateAfter(identified))];
    given(...after).when(again).thenNothing();
    expect(bodyAfter(after)).toMatchObject({ creditCodeEvidence: better, warnings: [{ code: 'organisation/code-check-fails' }] });
    expect(bodyAfter(after).warnings).toHaveLength(1);
  });

  it('goes with a code', () => {
    expect(refusalOf(register({ creditCodeEvidence: evidence }), []).faults).toMatchObject([{ pointer: '/creditCodeEvidence', code: 'organisation/evidence-without-code' }]);
  });
});
