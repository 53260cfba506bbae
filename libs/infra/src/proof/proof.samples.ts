import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { absent, evolve, mainText, pact, type Pact, type PactFact, supplementText } from '@entente/domain/cooperation/pact';
import type { Decider } from '@entente/domain/kernel/decider';
import { byCodes, type Directory } from '@entente/domain/kernel/directory';
import type { Actor, Command, Fact, Recorded } from '@entente/domain/kernel/message';
import { bodyOf, organisation, type OrganisationFact } from '@entente/domain/parties/organisation';
import { type PublicJwk, thumbprintOf } from '../crypto/ed25519.js';
import type { NodeKey } from '../crypto/node-key.js';
import { signedTexts } from '../crypto/signed-texts.js';
import { canonical, sha256Hex } from '../event-log/canonical.js';
import { eventId } from '../event-log/event-id.js';
import { type Bundle, bundleOf, sealed } from './bundle.js';

export const PACT = '0197c0de-0000-7000-8000-0000000000aa';
export const reason = { code: 'as-agreed', text: '经协商一致。' };
export const source = { document: '授权书', quote: '授权签署。' };

/** A key pair from a seed, so that each run signs the same. */
export type Pair = Readonly<{ key: PublicJwk; kid: string; privateKey: KeyObject }>;
export const pairOf = (seed: number): Pair => {
  const privateKey = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]), format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  const key: PublicJwk = { kty: 'OKP', crv: 'Ed25519', x: String(x) };
  return { key, kid: thumbprintOf(key), privateKey };
};
export const signedBy = ({ privateKey }: Pair, text: string): string => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url');

/** The key of the node, and one that a forger made up for it. */
export const [NODE_KEY, FORGER_KEY]: readonly [NodeKey, NodeKey] = [pairOf(101), pairOf(102)];

/** A detached JWS; `header` replaces or adds members. */
export const jwsOf = (pair: Pair, text: string, who: Readonly<{ organisation: string; person: string }>, header: object = {}): string => {
  const said = Buffer.from(JSON.stringify({ alg: 'EdDSA', kid: pair.kid, ...who, ...header })).toString('base64url');
  return `${said}..${signedBy(pair, `${said}.${Buffer.from(text, 'utf8').toString('base64url')}`)}`;
};

export type Body = Readonly<{ id: string; person: string; authority: string; pair: Pair }>;
const officer = (principal: string): Actor => ({ principal, organisation: 'hosting-association', role: 'administrator', region: '*' });
export const [OFFICER, SECOND] = [officer('administrator'), officer('administrator-checker')];

const idOf = (n: number, kind: string): string => `0197c0de-0000-7000-8000-${kind}${String(n).padStart(11, '0')}`;

/** A small log in memory and what a test does with it. A minute goes by with every command, and a day where the test says so. */
export const world = () => {
  const events: Recorded[] = [];
  let clock = Date.parse('2026-03-02T01:00:00.000Z');
  let aheadMs = 0;
  let commands = 0;
  const factsOf = (stream: string): readonly Recorded[] => events.filter((each) => each.stream === stream);
  const directory: Directory = { ...byCodes, body: (id) => bodyOf(factsOf(`organisation-${id}`) as unknown as readonly OrganisationFact[]) };
  const send = <S, C extends Command, F extends Fact>(decider: Decider<S, C, F>, type: C['type'], data: object, actor: Actor = OFFICER): void => {
    clock += 60_000;
    commands += 1;
    const [at, recordedAt] = [new Date(clock + aheadMs).toISOString(), new Date(clock).toISOString()];
    const id = `command-${commands}`;
    const command = { type, id, actor, at, directory, data } as unknown as C;
    const streams = decider.streamsOf(command);
    const state = events.filter(({ stream }) => streams.includes(stream)).reduce((before, fact) => decider.evolve(before, fact as unknown as F), decider.initialState);
    decider.decide(command, state).forEach((fact, ordinal) => {
      const stream = fact.stream ?? streams[0] ?? '';
      events.push({
        ...fact, id: eventId(id, ordinal), position: events.length + 1, stream, version: factsOf(stream).length + 1, schemaVersion: 1, recordedAt, commandId: id, ordinal, metadata: { actor },
        data: JSON.parse(canonical(fact.data)) as object,
      });
    });
  };
  const registerKey = (id: string, pair: Pair): void => {
    const text = signedTexts.registerKey(id, pair.key);
    send(organisation, 'RegisterKey', { id, key: pair.key, kid: pair.kid, text, proof: signedBy(pair, text), proofHolds: true, from: null });
    send(organisation, 'ApproveKey', { id, key: pair.kid }, SECOND);
  };
  const rotateKey = (id: string, old: Pair, pair: Pair): void => {
    const text = signedTexts.rotateKey(id, pair.key, old.kid);
    send(organisation, 'RotateKey', { id, old: old.kid, key: pair.key, kid: pair.kid, text, proof: signedBy(pair, text), proofHolds: true, endorsement: signedBy(old, text), endorsementHolds: true });
    send(organisation, 'ApproveKey', { id, key: pair.kid }, SECOND);
  };
  /** Authority that the body's key grants, or that an association enters from a document. */
  const authorise = ({ id, pair }: Pick<Body, 'id' | 'pair'>, grant: Readonly<{ authority: string; person: string }>, isAttested = false): void => {
    const granted = { ...grant, purpose: 'pacts', from: '2026-01-01', to: '2026-12-31' } as const;
    const text = signedTexts.authorise(id, granted);
    const how = isAttested ? { kid: null, signature: null, source } : { kid: pair.kid, signature: signedBy(pair, text), source: null };
    send(organisation, 'Authorise', { id, ...granted, ...how, text, signatureHolds: true, personKnown: true });
    send(organisation, 'ApproveAuthority', { id, authority: grant.authority }, SECOND);
  };
  const body = (n: number, region: string): Body => {
    const [id, person, authority, pair] = [idOf(n, 'b'), idOf(n, 'c'), idOf(n, 'd'), pairOf(n)];
    const named = { names: [{ language: 'zh', name: `第${n}软件行业协会`, from: null }], types: [{ type: 'software-industry-association', from: null, to: null }], region };
    send(organisation, 'RegisterOrganisation', { id, ...named, creditCode: null, creditCodeEvidence: null, foreignRegister: null, account: null, parents: [], existsFrom: null, asPrinted: null, source });
    registerKey(id, pair);
    authorise({ id, pair }, { authority, person });
    return { id, person, authority, pair };
  };
  const state = (): Exclude<Pact, { status: 'absent' }> => {
    const it = (factsOf(`pact-${PACT}`) as unknown as readonly PactFact[]).reduce<Pact>(evolve, absent);
    if (it.status === 'absent') throw new Error('There is no pact.');
    return it;
  };
  const act = (type: Parameters<typeof pact.decide>[0]['type'], { id: as }: Body, data: object = {}): void => send(pact, type, { id: PACT, as, parties: state().parties.map((each) => each.organisation), ...data });
  const freeze = (by: Body): void => {
    const it = state();
    const text = it.status === 'in-force' ? '' : mainText(it);
    act('FreezePact', by, { text, sha256: sha256Hex(text) });
  };
  const sign = (by: Body, supplement: string | null = null, pair: Pair = by.pair): void => {
    const it = state();
    const signable = supplement !== null && it.status === 'in-force' ? it.supplements[supplement] : it.status === 'frozen' ? it : it.status === 'in-force' ? it.main : null;
    const { text, sha256 } = signable ?? { text: '', sha256: '' };
    act('SignPact', by, { organisation: by.id, person: by.person, kid: pair.kid, jws: jwsOf(pair, text, { organisation: by.id, person: by.person }), sha256, signatureHolds: true, supplement });
  };
  const amend = (by: Body, supplement: string, changes: object): void => {
    const it = state();
    const data = { supplement, title: { zh: '补充协议' }, clauses: [], obligations: [], to: null, effectiveOn: null, ...changes };
    const text = it.status === 'in-force' ? supplementText(it, data) : '';
    act('AmendPact', by, { ...data, reason, text, sha256: sha256Hex(text) });
  };
  return {
    send, registerKey, rotateKey, authorise, body, act, freeze, sign, amend, state,
    draft: (parties: readonly [Body, ...Body[]], groups: readonly object[] = [{ parties: parties.map(({ id }) => id), atLeast: parties.length }], more: object = {}): void => send(pact, 'DraftPact', {
      id: PACT, as: parties[0].id, terms: {
        kind: 'cooperation', title: { zh: '合作协议' }, parent: null, access: 'parties', parties: parties.map(({ id }) => ({ organisation: id, role: null })),
        clauses: [{ clause: '1', heading: null, text: '双方共建软件产业合作机制。', permits: null }], obligations: [], signing: { groups }, validity: { from: null, to: null }, ...more,
      },
    }),
    /** From now on, the clock of the api is so far ahead of that of the log. */
    apiAhead: (ms: number): void => void (aheadMs = ms),
    nextDay: (days = 1): void => void (clock += days * 86_400_000),
    now: (): string => new Date(clock).toISOString(),
    bundle: (): Buffer => Buffer.from(bundleOf(PACT, { instant: events.at(-1)?.recordedAt ?? '', node: 'node-a', position: events.length }, factsOf(`pact-${PACT}`),
      state().parties.flatMap((each) => factsOf(`organisation-${each.organisation}`)), NODE_KEY)),
  };
};

export type World = ReturnType<typeof world>;

/** A pact of two that both have signed, with an api whose clock is so far ahead. */
export const signedPact = (aheadMs = 0): World & Readonly<{ one: Body; two: Body }> => {
  const it = world();
  it.apiAhead(aheadMs);
  const [one, two] = [it.body(1, '510100'), it.body(2, '500000')];
  it.draft([one, two]);
  it.act('ProposePact', one);
  it.freeze(two);
  it.sign(one);
  it.sign(two);
  return { ...it, one, two };
};

/** The bundle with something changed by somebody who knows how its hash is made, and who signs it by a key of his own in the place of the node's. */
export const forged = (bytes: Buffer, change: (bundle: Bundle) => unknown): Buffer => {
  const { sha256: _, jws: __, ...content } = JSON.parse(bytes.toString('utf8')) as Bundle;
  change(content as Bundle);
  return Buffer.from(sealed({ ...content, signer: { kid: FORGER_KEY.kid, key: FORGER_KEY.key } }, FORGER_KEY));
};

/** The same by somebody who leaves the node's key and its signature as they are. */
export const altered = (bytes: Buffer, change: (bundle: Bundle) => unknown): Buffer => {
  const { sha256: _, jws, ...content } = JSON.parse(bytes.toString('utf8')) as Bundle;
  change(content as Bundle);
  return Buffer.from(canonical({ ...content, sha256: sha256Hex(canonical(content)), jws }));
};
