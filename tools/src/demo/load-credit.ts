import type { Sent } from '../record/send.js';
import { organisationOf } from './bodies.js';
import type { Client } from './client.js';
import {
  type Act, allocation, BANK, batch, creditBodies, type DemoLine, ISSUER, lineOf, lines, MIRROR, mirrored, mirroredLines, PROGRAMME, programme, reason, SECOND, signed, statementOf,
} from './credit.js';

const speakerOf = (firm: string): string => {
  const found = creditBodies.find(({ key }) => key === firm);
  if (!found) throw new Error(`The demonstration has no firm "${firm}".`);
  return found.speaker;
};

const each = async <T>(items: readonly T[], work: (item: T) => Promise<Sent>): Promise<readonly Sent[]> => {
  const sent: Sent[] = [];
  for (const item of items) sent.push(await work(item));
  return sent;
};

const registered = ({ send }: Client): Promise<readonly Sent[]> => each(creditBodies, ({ key, names: { zh, en }, type, region, creditCode, speaker, source }) =>
  send(speaker, '/v1/organisations', `body/${key}`, {
    id: organisationOf(key), names: [{ language: 'zh', name: zh }, { language: 'en', name: en }], types: [{ type }], region, ...(creditCode === undefined ? {} : { creditCode }), ...(source === undefined ? {} : { source }),
  }));

const STEPS = ['nominated', 'approved', 'active'] as const;

/** Put forward by those over the firm, granted by the bank, signed as a document states, and opened to draws by a second person for the bank. */
const brought = async ({ send }: Client, [key, { firm, until, said }]: readonly [string, DemoLine]): Promise<readonly Sent[]> => {
  const path = `/v1/credit-lines/${lineOf(key)}`;
  const sent = [await send(speakerOf(firm), '/v1/credit-lines', `line/${key}`, said)];
  if (STEPS.indexOf(until) >= STEPS.indexOf('approved')) sent.push(await send(BANK, `${path}/approve`, `line/${key}/approve`, {}, '"1"'));
  if (until !== 'active') return sent;
  sent.push(await send(speakerOf(firm), `${path}/sign`, `line/${key}/sign`, signed, '"2"'));
  return [...sent, await send(SECOND, `${path}/activate`, `line/${key}/activate`, {}, '"3"')];
};

/** @param more what is said of every movement, such as the day on which it was made in the bank. */
const acted = ({ send }: Client, [key, { acts }]: readonly [string, DemoLine], more: object = {}): Promise<readonly Sent[]> => each([...acts.entries()], ([n, act]: readonly [number, Act]) =>
  send(BANK, `/v1/credit-lines/${lineOf(key)}/${act.verb}`, `line/${key}/act/${n}`, act.verb === 'freeze' ? { reason } : { amount: { amount: act.amount, currency: 'CNY' }, ...more }));

/** Drawn up for the issuer and opened by the bank. */
const opened = async ({ send }: Client, id: string, terms: object): Promise<readonly Sent[]> => [
  await send(ISSUER, '/v1/credit-programmes', `credit-programme/${id}`, terms), await send(BANK, `/v1/credit-programmes/${id}/approve`, `credit-programme/${id}/approve`, {}, '"1"'),
];

const ledger = async (client: Client): Promise<readonly Sent[]> => {
  const sent = [...(await opened(client, PROGRAMME, programme))];
  sent.push(await client.send(ISSUER, `/v1/credit-programmes/${PROGRAMME}/allocate`, 'credit-allocation', allocation));
  sent.push(await client.send(ISSUER, '/v1/credit-batches', 'credit-batch', batch));
  for (const line of Object.entries(lines)) sent.push(...(await brought(client, line)), ...(await acted(client, line)));
  return sent;
};

type LineAnswer = Readonly<{ days: Readonly<{ approved: string }> }>;

const mirror = async (client: Client): Promise<readonly Sent[]> => {
  const sent = [...(await opened(client, MIRROR, mirrored))];
  let cutOff = '';
  for (const line of Object.entries(mirroredLines)) {
    sent.push(...(await brought(client, line)));
    // The day of its grant is the day of the first start, and the same at every later one.
    cutOff = (JSON.parse(await client.read(BANK, `/v1/credit-lines/${lineOf(line[0])}`)) as LineAnswer).days.approved;
    sent.push(...(await acted(client, line, { on: cutOff })));
  }
  return [...sent, await client.send(BANK, `/v1/credit-programmes/${MIRROR}/report-statement`, 'credit-statement', statementOf(cutOff))];
};

/** Two invented programmes: one that is drawn here, with its quota, an allocation and a batch, and one that a bank mirrors, with a statement that differs once. */
export const loadCredit = async (client: Client): Promise<readonly Sent[]> => [...(await registered(client)), ...(await ledger(client)), ...(await mirror(client))];
