import { regionAliases } from './aliases.js';
import { bodies } from './bodies.js';
import type { Body } from './bodies/body.js';
import type { Found } from './ids.js';
import { cooperationContent, countsOfCooperation, loadAnnounced, loadCooperation, loadEditions, loadOutputs } from './load-cooperation.js';
import { countsOfCredit, creditContent, loadCredit } from './load-credit.js';
import { claims, signings } from './record.js';
import { setsOfRegions, setsOfSets } from './region-sets.js';
import { abreast, countOf, sender, type Loaded, type Loading, type Send, type Sent } from './send.js';
import { zones } from './zones.js';

/** Zones, sets and other names of regions; a set of sets comes when its members are there. */
const loadTerritory = async (send: Send): Promise<readonly Sent[]> => {
  const zonesAndSets = await abreast(
    [...zones.map((zone) => ['zones', zone.code, zone] as const), ...setsOfRegions.map((set) => ['region-sets', set.id, set] as const)],
    ([plural, name, body]) => send('admin', `/v1/${plural}`, `opening-record/${plural}/${name}`, body));
  const sets = await abreast(setsOfSets, (set) => send('admin', '/v1/region-sets', `opening-record/region-sets/${set.id}`, set));
  const aliases = await abreast(regionAliases.map((alias, at) => ({ ...alias, at })), ({ region, at, ...alias }) =>
    send('admin', `/v1/regions/${region}/alias`, `opening-record/alias/${region}/${at}`, alias));
  return [...zonesAndSets, ...sets, ...aliases];
};

/** What is sent for a body once the id of its parent is known. */
const requestOf = ({ key: _key, aliases: _aliases, branchOf, ...body }: Body, ids: ReadonlyMap<string, string>): object =>
  (branchOf === undefined ? body : { ...body, parents: [{ organisation: ids.get(branchOf), relation: 'branch-of' }] });

/** What was sent, and under which ids it is there, by the keys of this record. */
type There = Readonly<{ sent: readonly Sent[]; ids: ReadonlyMap<string, string> }>;

const loadBodies = async (send: Send): Promise<There> => {
  const ids = new Map<string, string>();
  const register = (some: readonly Body[]): Promise<readonly Sent[]> => abreast(some, async (body) => {
    const sent = await send('admin', '/v1/organisations', `opening-record/organisation/${body.key}`, requestOf(body, ids));
    ids.set(body.key, sent.id);
    return sent;
  });
  const heads = await register(bodies.filter(({ branchOf }) => branchOf === undefined));
  const branches = await register(bodies.filter(({ branchOf }) => branchOf !== undefined));
  const named = bodies.flatMap(({ key, aliases = [] }) => aliases.map((alias, at) => ({ key, at, alias })));
  const aliases = await abreast(named, ({ key, at, alias }) =>
    send('admin', `/v1/organisations/${ids.get(key)}/alias`, `opening-record/organisation/${key}/alias/${at}`, alias));
  return { sent: [...heads, ...branches, ...aliases], ids };
};

const loadSignings = async (send: Send): Promise<There> => {
  const ids = new Map<string, string>();
  const sent = await abreast(Object.entries(signings), async ([name, signing]) => {
    const entered = await send('admin', '/v1/signings', `opening-record/${name}`, signing);
    const admitted = await send('admin:checker', `/v1/signings/${entered.id}/approve`, `opening-record/${name}/admit`, { note: null }, '"1"');
    ids.set(name, entered.id);
    return { ...admitted, replayed: entered.replayed };
  });
  return { sent, ids };
};

const foundIn = (parties: There, signed?: There): Found => (kind, key) => {
  const id = (kind === 'body' ? parties : signed)?.ids.get(key);
  if (id === undefined) throw new Error(`The opening record does not load: it refers to a ${kind} "${key}" that is not there.`);
  return id;
};

/** All that the record holds, to tell one release of it from another. */
export const recordContent: unknown = [zones, setsOfRegions, setsOfSets, regionAliases, bodies, signings, claims, cooperationContent, creditContent];

/**
 * Enters the opening record through the public api, as the association would: one person enters what a document
 * states, a second one admits it. The same keys at every start, so that a repetition finds everything there.
 */
export const loadRecord = async (loading: Loading): Promise<Loaded> => {
  const send = sender(loading);
  const [territory, parties] = await Promise.all([loadTerritory(send), loadBodies(send)]);
  const held = await loadEditions(send, foundIn(parties));
  const [signed, agreed] = await Promise.all([loadSignings(send), loadCooperation(send, foundIn(parties))]);
  const [outputs, credit] = await Promise.all([loadOutputs(send, foundIn(parties, signed)), loadCredit(send, foundIn(parties))]);
  const claimed = [...(await abreast(Object.entries(claims), ([name, claim]) => send('admin', '/v1/claims', `opening-record/${name}`, claim))), ...(await loadAnnounced(send))];
  const { editions, pacts, alliances, declarations } = countsOfCooperation;
  const { programmes, batches, announced } = countsOfCredit;
  loading.progress(`The opening record holds ${zones.length} zones, ${setsOfRegions.length + setsOfSets.length} sets of regions, ${bodies.length} bodies, ${editions} conference editions, `
    + `${signed.sent.length} signings, ${pacts} pacts, ${alliances} alliances, ${declarations} joint initiative, ${outputs.length} outputs of conferences, ${programmes} credit programme with ${batches} batch and ${claimed.length + announced} announced totals, each with its source.`);
  return countOf([...territory, ...parties.sent, ...held, ...signed.sent, ...agreed, ...outputs, ...credit.sent, ...credit.announced, ...claimed]);
};

