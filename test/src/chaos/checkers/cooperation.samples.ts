import { createHash, randomUUID } from 'node:crypto';
import { newKey } from '../../support/keys.js';
import { CHENGDU, CHONGQING, SHANGHAI } from '../../support/samples.js';
import type { Company } from '../company.js';
import { type Asked, commandOf, type Operation } from '../history.js';
import type { StoredEvent, StoredLog } from './stored.js';

/** A fact of a stream, and the number of the command that wrote it; the same number is the same command. */
export type Fact = Readonly<{ stream: string; type: string; data: object; by: number; id?: string }>;

/** A log of some facts, one after the other. Of what the checkers of pacts and alliances do not look at, it holds nothing. */
export const logOf = (facts: readonly Fact[]): StoredLog => {
  const events = facts.map(({ stream, type, data, by, id = randomUUID() }, n): StoredEvent => ({
    position: n + 1, id, stream, version: facts.slice(0, n + 1).filter((each) => each.stream === stream).length, type, schemaVersion: 1, effectiveOn: null,
    recorded: n, commandId: `command ${by}`, ordinal: facts.slice(0, n).filter((each) => each.by === by).length, metadata: '{}', data: JSON.stringify(data), hash: '',
  }));
  return { head: { position: events.length, recorded: events.length, hash: '' }, events, commands: [] };
};

const side = (n: number, as: string, region: string) => {
  const [id, person, pair] = [`body-${n}`, `person-${n}`, newKey()];
  return { by: { id, name: id, region, person, authority: '', pair, jws: (text: string) => `${id} under ${text}`, signer: () => ({ organisation: id, person, kid: pair.kid }) }, as, region };
};

/** Three bodies; what they sign is told in words. */
export const [one, two, three] = [side(1, CHENGDU, '510100'), side(2, CHONGQING, '500000'), side(3, SHANGHAI, '310000')];
export const company: Company = { sides: [one, two, three], members: [one.by.id, two.by.id, three.by.id] };

export const PACT = '0197c0de-0000-7000-8000-0000000000aa';
export const TEXT = '协议文本';
const stream = `pact-${PACT}`;

/** The facts of a pact, as its parties would say them. */
export const said = {
  drafted: (by: number, groups: readonly object[], parties = [one, two, three]): Fact =>
    ({ stream, type: 'PactDrafted', by, data: { terms: { signing: { groups } }, parties: parties.map((each) => ({ organisation: each.by.id, region: each.region })), party: one.by.id } }),
  proposed: (by: number): Fact => ({ stream, type: 'PactProposed', by, data: { party: one.by.id } }),
  frozen: (by: number, party = two.by.id, text = TEXT): Fact => ({ stream, type: 'PactFrozen', by, data: { text, sha256: createHash('sha256').update(TEXT).digest('hex'), party } }),
  signed: (by: number, { by: { id, jws } }: typeof one, text = TEXT): Fact =>
    ({ stream, type: 'PactSigned', by, data: { organisation: id, sha256: createHash('sha256').update(text).digest('hex'), jws: jws(text) } }),
  declined: (by: number, { by: { id } }: typeof one): Fact => ({ stream, type: 'PactDeclined', by, data: { organisation: id } }),
  countered: (by: number, groups: readonly object[]): Fact => ({ ...said.drafted(by, groups), type: 'PactCountered' }),
  entered: (by: number, parties: readonly (typeof one)[]): Fact => ({ stream, type: 'PactEnteredIntoForce', by, data: { parties: parties.map((each) => ({ organisation: each.by.id })) } }),
};

const ALLIANCE = '0197c0de-0000-7000-8000-0000000000bb';
const alliance = `alliance-${ALLIANCE}`;

/** The facts of an alliance, as an association enters them. */
export const told = {
  id: ALLIANCE,
  recorded: (by: number): Fact => ({ stream: alliance, type: 'AllianceRecorded', by, data: { foundedOn: '2020-01-01' } }),
  admitted: (by: number, { by: { id }, region }: typeof one, on: string): Fact => ({ stream: alliance, type: 'MemberAdmitted', by, data: { member: { organisation: id, region }, on } }),
  withdrew: (by: number, { by: { id } }: typeof one, on: string): Fact => ({ stream: alliance, type: 'MemberWithdrew', by, data: { organisation: id, on } }),
  struck: (by: number, { by: { id } }: typeof one, from: string): Fact => ({ stream: alliance, type: 'MemberStruck', by, data: { organisation: id, from } }),
};

/** An operation that was refused when the log was written, or at another time. */
export const refused = (asked: Omit<Asked, 'key'>, heard: string, more: Readonly<{ etag?: number; invoked?: number; answered?: number }> = {}): Operation => {
  const [status = '', code = ''] = heard.split(' ');
  const full = { ...asked, key: `key of ${heard}` };
  return { n: 99, client: 0, api: 0, command: commandOf(full), ...full, at: '', outcome: 'fail', status: Number(status), code, etag: null, invoked: 1_000, answered: 1_001, ...more };
};

/** The commands of a log as if each had been asked for and acknowledged, in order, at the seconds of their numbers. */
export const acknowledged = ({ events }: StoredLog): readonly Operation[] => events.map(({ commandId, stream: at, version, position }) => {
  const n = Number(commandId.split(' ')[1]);
  return {
    n, client: 0, api: 0, command: commandId, as: CHENGDU, path: '/v1/pacts', body: {}, key: '', at: '', invoked: n * 10, answered: n * 10 + 5,
    outcome: 'ok', status: 200, replayed: false, receipt: { stream: at, version, position },
  };
});
