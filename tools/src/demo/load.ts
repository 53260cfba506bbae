import { countOf, type Loaded, type Loading, type Sent } from '../record/send.js';
import { ALLIANCE, applicant, choices, DECLARATION, founders, initiative, leaver, proposal } from './alliance.js';
import { AUTHORISED_FROM, authorityOf, bodyBy, demoBodies, organisationOf, personOf, trustTexts } from './bodies.js';
import { type Client, clientOf } from './client.js';
import { creditContent } from './credit.js';
import { areKeysThere, detached, keysIn, type Pair } from './keys.js';
import { loadCredit } from './load-credit.js';
import { counter, DOCUMENT, draft, minutes, PACT, reportOf, SUPPLEMENT, supplement } from './pact.js';

const speakerOf = (key: string): string => bodyBy(key).speaker;
const [FIRST, SECOND] = ['brocade-river', 'mountain-city'] as const;

/** Says that something is invented, in one word for every reason that is asked for. */
const reason = { code: 'demo', text: '演示 / demonstration' } as const;

/** An officer of its region registers a body; its key and the authority of its person are approved by the association, as a second person. */
const loadBody = async ({ send }: Client, key: string, pair: Pair | undefined): Promise<readonly Sent[]> => {
  const { zh, en, region, speaker } = bodyBy(key);
  const [id, person, authority] = [organisationOf(key), personOf(key), authorityOf(key)];
  const path = `/v1/organisations/${id}`;
  const sent = [await send(speaker, '/v1/organisations', `body/${key}`, { id, names: [{ language: 'zh', name: zh }, { language: 'en', name: en }], types: [{ type: 'other' }], region })];
  if (!pair) return sent;
  sent.push(await send(speaker, `${path}/register-key`, `key/${key}`, { key: pair.key, proof: pair.signs(trustTexts.register(key, pair.key)) }));
  sent.push(await send('admin:checker', `${path}/approve-key`, `key/${key}/approve`, { key: pair.kid }, '"2"'));
  await send(speaker, '/v1/people', `person/${key}`, { id: person, organisation: id, name: '演示代表 / demo signatory' });
  const granted = { authority, person, purpose: 'pacts', from: AUTHORISED_FROM, kid: pair.kid, signature: pair.signs(trustTexts.authorise(key)) };
  sent.push(await send(speaker, `${path}/authorise`, `authority/${key}`, granted));
  sent.push(await send('admin:checker', `${path}/approve-authority`, `authority/${key}/approve`, { authority }, '"4"'));
  return sent;
};

type Keys = Readonly<Record<string, Pair>>;

const jwsOf = (keys: Keys, key: string, text: string): Readonly<{ person: string; kid: string; jws: string }> => {
  const [pair, person] = [keys[key] as Pair, personOf(key)];
  return { person, kid: pair.kid, jws: detached(pair, text, { organisation: organisationOf(key), person }) };
};

/** Drafted, proposed, countered, frozen, signed by one after the other, in force; then a supplementary agreement, and what is owed. */
const loadPact = async ({ send, read, deposit }: Client, keys: Keys): Promise<readonly Sent[]> => {
  const path = `/v1/pacts/${PACT}`;
  const [first, second] = [speakerOf(FIRST), speakerOf(SECOND)];
  const signs = async (key: string, version: number, text: string, more: object = {}): Promise<Sent> => {
    const { jws: signature, ...who } = jwsOf(keys, key, text);
    return send(speakerOf(key), `${path}/sign`, `pact/sign/${version}`, { organisation: organisationOf(key), ...who, signature, ...more }, `"${version}"`);
  };
  const sent = [await send(first, '/v1/pacts', 'pact', draft), await send(first, `${path}/propose`, 'pact/propose', { as: organisationOf(FIRST) })];
  sent.push(await send(second, `${path}/counter`, 'pact/counter', counter));
  sent.push(await send(first, `${path}/freeze`, 'pact/freeze', { as: organisationOf(FIRST) }, '"3"'));
  const text = await read(first, `${path}/text`);
  sent.push(await signs(FIRST, 4, text), await signs(SECOND, 5, text));
  // The second signature brought it into force, which is version 7.
  sent.push(await send(first, `${path}/amend`, 'pact/amend', supplement));
  const added = await read(first, `${path}/text?supplement=${SUPPLEMENT}`);
  sent.push(await signs(FIRST, 8, added, { supplement: SUPPLEMENT }), await signs(SECOND, 9, added, { supplement: SUPPLEMENT }));
  const evidence = await deposit(second, 'minutes', DOCUMENT, minutes);
  sent.push(evidence.sent, await send(second, `${path}/report-obligation`, 'pact/report', reportOf(evidence.sha256)));
  sent.push(await send(first, `${path}/verify-obligation`, 'pact/verify', { as: organisationOf(FIRST), obligation: 'first-meeting' }, '"12"'));
  return sent;
};

type AllianceAnswer = Readonly<{ foundedOn: string; applications: readonly Readonly<{ application: string }>[] }>;

/** Founded by three; a fourth applies, two of three vote for it and it is admitted; the one that was against leaves. */
const loadAlliance = async ({ send, read }: Client): Promise<readonly Sent[]> => {
  const path = `/v1/alliances/${ALLIANCE}`;
  const secretariat = speakerOf(founders[0]);
  const sent = [await send(secretariat, '/v1/alliances', 'alliance', proposal)];
  for (const key of founders.slice(1)) sent.push(await send(speakerOf(key), `${path}/found`, `alliance/found/${key}`, { as: organisationOf(key) }));
  sent.push(await send(speakerOf(applicant), `${path}/apply`, 'alliance/apply', { organisation: organisationOf(applicant), statement: '演示申请。' }));
  // The day of its founding is the day of the first start, and the same at every later one.
  const { foundedOn, applications: [application] } = JSON.parse(await read(secretariat, path)) as AllianceAnswer;
  if (!application) throw new Error('The demonstration does not load: the application to its alliance is not there.');
  const asked = { application: application.application };
  sent.push(await send(secretariat, `${path}/open-vote`, 'alliance/open-vote', { ...asked, as: proposal.as, closesOn: dayAfter(foundedOn) }));
  for (const key of founders) sent.push(await send(speakerOf(key), `${path}/vote`, `alliance/vote/${key}`, { ...asked, as: organisationOf(key), choice: choices[key] }));
  sent.push(await send(secretariat, `${path}/admit`, 'alliance/admit', { ...asked, as: proposal.as, on: foundedOn }));
  sent.push(await send(speakerOf(leaver), `${path}/withdraw`, 'alliance/withdraw', { organisation: organisationOf(leaver), on: foundedOn, reason }));
  return sent;
};

const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Endorsed with a signature, by word, and by one that took its endorsement back. */
const loadInitiative = async ({ send, read }: Client, keys: Keys): Promise<readonly Sent[]> => {
  const path = `/v1/declarations/${DECLARATION}`;
  const endorses = (key: string, how: object): Promise<Sent> => send(speakerOf(key), `${path}/endorse`, `declaration/endorse/${key}`, { organisation: organisationOf(key), ...how });
  const sent = [await send(speakerOf(FIRST), '/v1/declarations', 'declaration', initiative)];
  const signature = jwsOf(keys, FIRST, await read(speakerOf(FIRST), `${path}/text`));
  sent.push(await endorses(FIRST, { signature }), await endorses(SECOND, { on: '2024-04-02' }), await endorses(leaver, { on: '2024-05-06' }));
  sent.push(await send(speakerOf(leaver), `${path}/withdraw`, 'declaration/withdraw', { organisation: organisationOf(leaver), on: '2024-09-30', reason }));
  return sent;
};

const signing = demoBodies.filter(({ signs }) => signs).map(({ key }) => key);

/** Whether the keys of the bodies that sign lie in a file: one that cannot be read is as good as lost. */
export const areDemoKeysThere = (keysFile: string): boolean => areKeysThere(keysFile, signing);

/** All that is sent, to tell one release of the demonstration from another. */
export const demoContent: unknown = [demoBodies, draft, counter, supplement, minutes, proposal, choices, initiative, creditContent];

/** Whether the demonstration lies in the log behind the api. */
export const isDemoThere = (loading: Loading): Promise<boolean> => clientOf(loading).isThere('admin', `/v1/pacts/${PACT}`);

/**
 * Enters the demonstration through the public api, as the officers of three regions and the association would.
 * @param keysFile where the private keys of its bodies lie.
 */
export const loadDemo = async (loading: Loading, keysFile: string): Promise<Loaded> => {
  const client = clientOf(loading);
  // What is there was signed with other keys than would be made now: it stays as it is, and the board says so. Nothing of credit is signed with them.
  if (!areDemoKeysThere(keysFile) && (await isDemoThere(loading))) return countOf(await loadCredit(client));
  const keys = keysIn(keysFile, signing);
  const sent: Sent[] = [];
  for (const { key } of demoBodies) sent.push(...(await loadBody(client, key, keys[key])));
  sent.push(...(await loadPact(client, keys)), ...(await loadAlliance(client)), ...(await loadInitiative(client, keys)), ...(await loadCredit(client)));
  return countOf(sent);
};
