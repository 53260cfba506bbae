import type { Decider } from '../../kernel/decider.js';
import { type Body, byCodes, type Directory } from '../../kernel/directory.js';
import type { Actor, Role } from '../../kernel/message.js';
import { organisation, type OrganisationCommand } from '../../parties/organisation/index.js';
import type { Reason, Source } from '../../signing/signing/index.js';
import type { DeclarationFact } from './declaration.events.js';
import { declaration, type DeclarationCommand, declarationText, type EndorseDeclaration, type IssueDeclaration, type WithdrawEndorsement } from './declaration.js';
import { absent, type Declaration, evolve, type Known } from './state.js';

export const DECLARATION = '019a0c00-0000-7000-8000-00000000c001';
export const BRANCH = '019a0c00-0000-7000-8000-0000000000b1';
export const OTHER = '019a0c00-0000-7000-8000-0000000000b3';
const PERSON = '019a0c00-0000-7000-8000-0000000000a1';
const AUTHORITY = '019a0c00-0000-7000-8000-0000000000c1';
const KID = `${'a'.repeat(42)}A`;

const actorOf = (principal: string, account: string, role: Role, region: string): Actor => ({ principal, organisation: account, role, region });
export const association = actorOf('association-1', 'association', 'administrator', '*');
export const officer = actorOf('chengdu-1', 'chengdu-commerce', 'region', '510100');
/** Two people of the branch. */
export const own = actorOf('branch-1', 'example-branch', 'region', '510100');
const ownSecond = actorOf('branch-2', 'example-branch', 'region', '510100');
export const stranger = actorOf('shanghai-1', 'shanghai-commerce', 'region', '310000');

export const source: Source = { document: '示例大会公报', quote: '十家协会共同发布倡议书。' };
export const reason: Reason = { code: 'as-resolved', text: '依理事会决议。' };
/** A third body, of Chongqing, for which its region's officers speak. */
export const THIRD = '019a0c00-0000-7000-8000-0000000000b4';
export const chongqing = actorOf('chongqing-1', 'chongqing-commerce', 'region', '500000');

const body = (id: string, name: string, region: string | null, account: string | null): Body => ({ id, name, status: 'live', from: null, to: null, into: null, region, account });
const bodies: readonly Body[] = [body(BRANCH, '示例分会', '510100', own.organisation), body(OTHER, '成都市示例协会', '510100', null), body(THIRD, '重庆市示例协会', '500000', null)];
export const directory: Directory = { ...byCodes, body: (id) => bodies.find((each) => each.id === id), edition: (code) => code === 'cisc-21' };

/** The branch, with a key and a person who may sign pacts for it until the end of June 2024. */
const given = (type: OrganisationCommand['type'], actor: Actor, day: string, data: object): OrganisationCommand =>
  ({ type, id: '019a0c00-0000-7000-8000-0000000000f1', actor, at: `${day}T02:00:00.000Z`, directory: byCodes, data: { id: BRANCH, ...data } }) as unknown as OrganisationCommand;
export const signers = [
  given('RegisterOrganisation', association, '2024-01-15', {
    names: [{ language: 'zh', name: '示例分会', from: null }], types: [{ type: 'association', from: null, to: null }], region: '510100', creditCode: null, creditCodeEvidence: null, foreignRegister: null,
    parents: [], account: own.organisation, existsFrom: null, asPrinted: null, source,
  }),
  given('RegisterKey', own, '2024-03-01', { key: { kty: 'OKP', crv: 'Ed25519', x: KID }, kid: KID, text: 'text', proof: 'proof', proofHolds: true, from: null }),
  given('ApproveKey', ownSecond, '2024-03-02', { key: KID }),
  given('Authorise', own, '2024-03-05', {
    authority: AUTHORITY, person: PERSON, purpose: 'pacts', from: '2024-03-05', to: '2024-06-30', kid: KID, signature: 'signature', text: 'text of the authority', signatureHolds: true, personKnown: true, source: null,
  }),
  given('ApproveAuthority', ownSecond, '2024-03-06', { authority: AUTHORITY }),
].reduce((state, command) => organisation.decide(command, state).reduce(organisation.evolve, state), organisation.initialState).bodies;

const title = { zh: '示例倡议书' };
const text = declarationText({ id: DECLARATION, title, body: '共建共享。' });

let commands = 0;
const of = <C extends DeclarationCommand>(type: C['type'], by: Actor, day: string, data: Omit<C['data'], 'id'>) =>
  (changed: Partial<C['data']> = {}, actor: Actor = by, on: string = day): C => ({
    type, id: `019a0c00-0000-7000-8000-${String((commands += 1)).padStart(12, '0')}`, actor, at: on.includes('T') ? on : `${on}T02:00:00.000Z`, directory, data: { id: DECLARATION, ...data, ...changed },
  }) as unknown as C;

/** The branch issues it on 1 April 2024; others may endorse it until the end of May. */
export const issue = of<IssueDeclaration>('IssueDeclaration', own, '2024-04-01', {
  title, body: '共建共享。', territory: '510000', issuedOn: null, openUntil: '2024-05', edition: null, as: BRANCH, source: null, text, sha256: 'cd'.repeat(32),
});
/** What a document states, which gives no text. */
export const record = of<IssueDeclaration>('IssueDeclaration', association, '2024-04-01', {
  title, body: null, territory: '510000', issuedOn: '2024-01-10', openUntil: null, edition: 'cisc-21', as: null, source, text: null, sha256: null,
});
/** By own word. */
export const endorse = of<EndorseDeclaration>('EndorseDeclaration', own, '2024-04-10', { organisation: BRANCH, on: null, signature: null, source: null, signatureHolds: false });
export const signature = { person: PERSON, kid: KID, jws: 'header..signature' };
export const sign = of<EndorseDeclaration>('EndorseDeclaration', own, '2024-04-20', { organisation: BRANCH, on: null, signature, source: null, signatureHolds: true });
export const attest = of<EndorseDeclaration>('EndorseDeclaration', association, '2024-04-05', { organisation: BRANCH, on: '2024-04-05', signature: null, source, signatureHolds: false });
export const withdraw = of<WithdrawEndorsement>('WithdrawEndorsement', own, '2024-05-02', { organisation: BRANCH, on: '2024-05-01', reason, source: null });

export const decide = (command: DeclarationCommand, state: Declaration): readonly DeclarationFact[] =>
  declaration.decide(command, { declaration: state, bodies: signers }).filter((fact): fact is DeclarationFact => 'declaration' in fact.data);

/** The decider with the signers on the table, and with the joint initiative for its whole state. */
export const declarationAlone: Decider<Declaration, DeclarationCommand, DeclarationFact> = { ...declaration, initialState: absent, decide, evolve };

export const stateAfter = (facts: readonly DeclarationFact[]): Declaration => facts.reduce<Declaration>(evolve, absent);
/** The facts that commands make, one after the other; throws where one is refused. */
export const history = (...all: readonly DeclarationCommand[]): readonly DeclarationFact[] =>
  all.reduce<readonly DeclarationFact[]>((facts, command) => [...facts, ...decide(command, stateAfter(facts))], []);
export const knownAfter = (...all: readonly DeclarationCommand[]): Known => stateAfter(history(...all)) as Known;
