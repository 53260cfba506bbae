import { byCodes } from '../../kernel/directory.js';
import type { Actor, Role } from '../../kernel/message.js';
import type { Reason, Source } from '../../signing/signing/index.js';
import type { OrganisationFact } from './organisation.events.js';
import {
  type AddAlias, type AffiliateOrganisation, type ApproveAuthority, type ApproveKey, type Authorise, type ClassifyOrganisation, type CloseOrganisation,
  type IdentifyOrganisation, type MergeOrganisation, organisation, type OrganisationCommand, type RegisterKey, type RegisterOrganisation, type ReleaseIdentifier, type RenameOrganisation,
  type RevokeAuthority, type RevokeKey, type RotateKey, type UnmergeOrganisation,
} from './organisation.js';
import type { Organisation, Organisations } from './state.js';
import type { Jwk } from './terms.js';

export const BRANCH = '019a0c00-0000-7000-8000-0000000000b1';
export const HEAD = '019a0c00-0000-7000-8000-0000000000b2';
export const OTHER = '019a0c00-0000-7000-8000-0000000000b3';
export const PERSON = '019a0c00-0000-7000-8000-0000000000a1';
export const AUTHORITY = '019a0c00-0000-7000-8000-0000000000c1';
/** A valid code, one of which the outer check alone fails, and one that was issued in a region that is no more (notes, 8.6). */
export const CODE = '91350100M000100Y43';
export const CODE_WITH_WARNING = '91350211M0000XUF46';
export const CODE_OF_JIANYANG = '91512081MA62K0260E';

const actor = (principal: string, organisation: string, role: Role, region: string): Actor => ({ principal, organisation, role, region });
export const association = actor('association-1', 'association', 'administrator', '*');
export const associationSecond = actor('association-2', 'association', 'administrator', '*');
/** An association whose scope holds Shanghai only. */
export const shanghaiAssociation = actor('shanghai-association-1', 'shanghai-association', 'administrator', '310000');
export const officer = actor('chengdu-1', 'chengdu-commerce', 'region', '510100');
export const shanghaiOfficer = actor('shanghai-1', 'shanghai-commerce', 'region', '310000');
/** Two people of the branch itself. */
export const own = actor('icbc-1', 'icbc-chengdu', 'bank', '510100');
export const ownSecond = actor('icbc-2', 'icbc-chengdu', 'bank', '510100');

export const source: Source = { document: '第二十一届软博会手册', quote: '中国工商银行成都分行' };
export const reason: Reason = { code: 'as-documented', text: '依登记机关公告。' };

/** The domain takes a key's name and whether a signature fits as told, so letters do for both. */
export const keyNamed = (letter: string): Jwk => ({ kty: 'OKP', crv: 'Ed25519', x: `${letter.repeat(42)}A` });
export const kidOf = (letter: string): string => `${letter.repeat(42)}A`;
const proven = (letter: string) => ({ key: keyNamed(letter), kid: kidOf(letter), text: `text of ${letter}`, proof: `proof of ${letter}`, proofHolds: true });

let commands = 0;
const of = <C extends OrganisationCommand>(type: C['type'], by: Actor, at: string, data: Omit<C['data'], 'id'>) =>
  (changed: Partial<C['data']> = {}, actor: Actor = by, when: string = at): C =>
    ({ type, id: `019a0c00-0000-7000-8000-${String((commands += 1)).padStart(12, '0')}`, actor, at: when, directory: byCodes, data: { id: BRANCH, ...data, ...changed } }) as unknown as C;

/** The commands, each by whom it falls to, with what is said to differ: `register({ id: OTHER }, officer)`. */
export const register = of<RegisterOrganisation>('RegisterOrganisation', association, '2024-01-15T02:00:00.000Z', {
  names: [{ language: 'zh', name: '中国工商银行成都分行', from: null }, { language: 'en', name: 'ICBC Chengdu Branch', from: null }],
  types: [{ type: 'bank-branch', from: null, to: null }], region: '510100', creditCode: null, creditCodeEvidence: null, foreignRegister: null, parents: [],
  account: 'icbc-chengdu', existsFrom: '1985', asPrinted: null, source,
});
export const registerOther = (changed: Partial<RegisterOrganisation['data']> = {}, by: Actor = association): RegisterOrganisation =>
  register({ id: OTHER, account: null, names: [{ language: 'zh', name: '工行成都分行', from: null }], ...changed }, by);
export const registerHead = (changed: Partial<RegisterOrganisation['data']> = {}): RegisterOrganisation =>
  register({ id: HEAD, account: null, names: [{ language: 'zh', name: '中国工商银行', from: null }], types: [{ type: 'bank', from: null, to: null }], region: '110000', ...changed });
export const rename = of<RenameOrganisation>('RenameOrganisation', association, '2024-02-01T02:00:00.000Z', { name: { language: 'zh', name: '工商银行成都市分行' }, from: '2024-01-20', source });
export const classify = of<ClassifyOrganisation>('ClassifyOrganisation', association, '2024-02-02T02:00:00.000Z', { type: 'other', from: '2020', to: null, source });
export const affiliate = of<AffiliateOrganisation>('AffiliateOrganisation', association, '2024-02-03T02:00:00.000Z', { organisation: HEAD, relation: 'branch-of', from: '1985', to: null, source });
export const identify = of<IdentifyOrganisation>('IdentifyOrganisation', association, '2024-02-04T02:00:00.000Z', { creditCode: CODE, creditCodeEvidence: null, foreignRegister: null, account: null, source });
export const release = of<ReleaseIdentifier>('ReleaseIdentifier', association, '2024-02-09T02:00:00.000Z', { kind: 'account', value: 'icbc-chengdu', reason });
export const alias = of<AddAlias>('AddAlias', association, '2024-02-05T02:00:00.000Z', { text: '工行蓉分行', kind: 'alias', confidence: '0.9', source });
export const merge = of<MergeOrganisation>('MergeOrganisation', association, '2024-02-06T02:00:00.000Z', { into: OTHER, reason, source: null });
export const unmerge = of<UnmergeOrganisation>('UnmergeOrganisation', association, '2024-02-07T02:00:00.000Z', { reason });
export const close = of<CloseOrganisation>('CloseOrganisation', association, '2024-02-08T02:00:00.000Z', { on: '2024-02-07', reason, source });
export const registerKey = of<RegisterKey>('RegisterKey', own, '2024-03-01T02:00:00.000Z', { ...proven('a'), from: null });
export const approveKey = of<ApproveKey>('ApproveKey', ownSecond, '2024-03-02T02:00:00.000Z', { key: kidOf('a') });
export const rotateKey = of<RotateKey>('RotateKey', own, '2024-04-01T02:00:00.000Z', { ...proven('b'), old: kidOf('a'), endorsement: 'endorsement by a', endorsementHolds: true });
export const revokeKey = of<RevokeKey>('RevokeKey', own, '2024-05-01T02:00:00.000Z', { key: kidOf('a'), from: null, reason });
export const authorise = of<Authorise>('Authorise', own, '2024-03-05T02:00:00.000Z', {
  authority: AUTHORITY, person: PERSON, purpose: 'credit', from: '2024-03-05', to: '2024-06-30', kid: kidOf('a'), signature: 'signature by a', text: 'text of the authority',
  signatureHolds: true, personKnown: true, source: null,
});
export const approveAuthority = of<ApproveAuthority>('ApproveAuthority', ownSecond, '2024-03-06T02:00:00.000Z', { authority: AUTHORITY });
export const revokeAuthority = of<RevokeAuthority>('RevokeAuthority', own, '2024-05-02T02:00:00.000Z', { authority: AUTHORITY, on: '2024-05-02', reason });

/** The facts that commands make, one after the other; throws where one is refused. */
export const history = (...all: readonly OrganisationCommand[]): readonly OrganisationFact[] =>
  all.reduce<readonly OrganisationFact[]>((facts, command) => [...facts, ...organisation.decide(command, stateAfter(facts))], []);

export const stateAfter = (facts: readonly OrganisationFact[]): Organisations => facts.reduce<Organisations>(organisation.evolve, organisation.initialState);

export const bodyAfter = (facts: readonly OrganisationFact[], id: string = BRANCH): Organisation => {
  const it = stateAfter(facts).bodies[id];
  if (!it) throw new Error(`There is no body ${id}.`);
  return it;
};
