import { announcedOfCooperation } from './announced.js';
import { editions } from './conferences.js';
import { alliances, declarations, pacts } from './cooperation.js';
import { type Found, idOf } from './ids.js';
import { requestOf } from './requests.js';
import { abreast, type Send, type Sent } from './send.js';

/** One after another: what is listed in the order in which it came in is then in the order of the document. */
const each = async <T>(items: Readonly<Record<string, T>>, work: (key: string, item: T) => Promise<Sent>): Promise<readonly Sent[]> => {
  const sent: Sent[] = [];
  for (const [key, item] of Object.entries(items)) sent.push(await work(key, item));
  return sent;
};

/** Editions with what was announced of them and what happened there: before whatever names them. */
export const loadEditions = async (send: Send, found: Found): Promise<readonly Sent[]> => {
  const sent = await abreast(Object.entries(editions), async ([code, { opening, announced, activities }]) => {
    const [id, key] = [idOf('edition', code), `opening-record/edition/${code}`];
    const opened = await send('admin', '/v1/editions', key, { id, ...opening });
    const told = await send('admin', `/v1/editions/${id}/announce`, `${key}/announce`, announced);
    return [opened, told, ...(await each(activities, (name, activity) => send('admin', `/v1/editions/${id}/record-activity`, `${key}/activity/${name}`, requestOf.activity(name, activity, found))))];
  });
  return sent.flat();
};

/** Pacts, alliances and joint initiatives as the documents state them; nobody signs for anybody. */
export const loadCooperation = async (send: Send, found: Found): Promise<readonly Sent[]> => [
  ...(await each(pacts, (key, pact) => send('admin', '/v1/pacts', `opening-record/pact/${key}`, requestOf.pact(key, pact, found)))),
  ...(await each(alliances, (key, alliance) => send('admin', '/v1/alliances', `opening-record/alliance/${key}`, requestOf.alliance(key, alliance)))),
  ...(await each(declarations, (key, declaration) => send('admin', '/v1/declarations', `opening-record/declaration/${key}`, requestOf.declaration(key, declaration)))),
];

/** What came of the editions: after all that an output may be. */
export const loadOutputs = async (send: Send, found: Found): Promise<readonly Sent[]> => (await abreast(Object.entries(editions), ([code, { outputs }]) =>
  each(outputs, (key, output) => send('admin', `/v1/editions/${idOf('edition', code)}/record-output`, `opening-record/edition/${code}/output/${key}`, requestOf.output(key, output, found))))).flat();

/** Announced totals about them. */
export const loadAnnounced = (send: Send): Promise<readonly Sent[]> =>
  each(announcedOfCooperation, (key, claim) => send('admin', '/v1/claims', `opening-record/${key}`, requestOf.claim(claim)));

/** All of it, to tell one release of the record from another. */
export const cooperationContent: unknown = [editions, pacts, alliances, declarations, announcedOfCooperation];
export const countsOfCooperation = { editions: Object.keys(editions).length, pacts: Object.keys(pacts).length, alliances: Object.keys(alliances).length, declarations: Object.keys(declarations).length } as const;
