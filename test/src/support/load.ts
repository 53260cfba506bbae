import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Accepted, type Answer, told } from './http.js';
import type { TestNode } from './node.js';
import type { SigningBody } from './road.js';
import { ADMIN, CHECKER, money, plain, reason, source } from './samples.js';

/** A command that was sent under load, and its receipt; null where nobody knows what became of it. */
export type Sent = Readonly<{ id: string; path: string; as: string; body: unknown; key: string; ifMatch: number | undefined; receipt: Accepted | null }>;

export type Load = Readonly<{
  /** Ends the load when every client has its last answer, or knows that it gets none. */
  stop: () => Promise<readonly Sent[]>;
  acknowledged: () => number;
}>;

type Step = Readonly<{ path: string; as: string; body: unknown; ifMatch?: number }>;

/** The life of a signing in four commands: entered, admitted, amended in proposal, terminated. */
const life = (id: string, n: number): readonly Step[] => [
  { path: '/v1/signings', as: ADMIN, body: { ...plain({ id, amount: money(`${n + 1}.00`), hosts: [{ region: ['510100', '500000', '310000'][n % 3] }] }), source } },
  { path: `/v1/signings/${id}/approve`, as: CHECKER, body: {}, ifMatch: 1 },
  { path: `/v1/signings/${id}/amend`, as: ADMIN, body: { changes: { amount: money(`${n + 2}.00`) }, reason, effectiveOn: '2024-05-20' } },
  { path: `/v1/signings/${id}/terminate`, as: ADMIN, body: { reason, on: '2024-06-30' } },
];

const send = ({ path, as, body, ifMatch }: Step | Sent, key: string, api: number, node: TestNode): Promise<Answer<Accepted>> =>
  node.command<Accepted>(path, as, body, { key, api, ...(ifMatch === undefined ? {} : { ifMatch }) });

const isAccepted = ({ status }: Answer<unknown>): boolean => status === 200 || status === 201;

/** Several clients that send command after command to all apis in turn, and go on when one of them fails. */
export const startLoad = (node: TestNode, clients: number): Load => {
  const sent: Sent[] = [];
  let going = true;
  const attempt = async (id: string, step: Step, api: number): Promise<boolean> => {
    const key = randomUUID();
    const answer = await send(step, key, api, node).catch(() => undefined);
    // 503 says that a repetition is safe, and not that nothing was written.
    if (answer && !isAccepted(answer) && answer.status !== 503) throw new Error(`${step.path}: ${told(answer)}`);
    const receipt = answer && isAccepted(answer) ? answer.body : null;
    sent.push({ id, key, ifMatch: undefined, ...step, receipt });
    return receipt !== null;
  };
  const client = async (n: number): Promise<void> => {
    for (let turn = n; going; turn += 1) {
      const id = randomUUID();
      for (const step of life(id, turn)) {
        if (!going) break;
        const answered = await attempt(id, step, turn % node.apis.length);
        // Whoever starts again in the meantime needs some of the machine too.
        await sleep(answered ? 10 : 100);
        if (!answered) break;
      }
    }
  };
  const all = Promise.all(Array.from({ length: clients }, (_, n) => client(n)));
  // A client that fails is told of by stop; until then it is nobody's unhandled rejection.
  all.catch(() => undefined);
  return {
    stop: async () => {
      going = false;
      await all;
      return sent;
    },
    acknowledged: () => sent.filter(({ receipt }) => receipt !== null).length,
  };
};

const inTurns = async <T>(items: readonly T[], work: (item: T, n: number) => Promise<void>): Promise<void> => {
  let next = 0;
  const run = async (): Promise<void> => {
    for (let n = next++; n < items.length; n = next++) await work(items[n] as T, n);
  };
  await Promise.all(Array.from({ length: 16 }, run));
};

/**
 * What must hold after any fault, as sentences of what does not: every acknowledged command is in the log and its
 * repetition gets the same receipt; one whose answer was lost can be repeated; and each counts exactly once.
 */
export const brokenPromises = async (node: TestNode, sent: readonly Sent[]): Promise<readonly string[]> => {
  const broken: string[] = [];
  const byId = grouped(sent);
  await inTurns([...byId], async ([id, commands], n) => {
    const api = n % node.apis.length;
    const before = await node.call<SigningBody>('GET', `/v1/signings/${id}`, { as: ADMIN, api });
    const promised = Math.max(0, ...commands.map(({ receipt }) => receipt?.version ?? 0));
    if (promised > 0 && !(before.body.version >= promised)) broken.push(`${id} was promised to stand at ${promised}: ${told(before)}, ${before.body.version}`);
    for (const each of commands) {
      const again = await send(each, each.key, api, node);
      if (!isAccepted(again)) broken.push(`${each.path} repeated: ${told(again)}`);
      if (!each.receipt) continue;
      if (JSON.stringify(again.body) !== JSON.stringify(each.receipt)) broken.push(`${each.path} got another receipt`);
      if (again.headers.get('idempotent-replayed') !== 'true') broken.push(`${each.path} was not replayed`);
    }
    const after = await node.call<SigningBody>('GET', `/v1/signings/${id}`, { as: ADMIN, api });
    const facts = after.status === 200 ? after.body.history.length : told(after);
    if (facts !== commands.length) broken.push(`${id} has ${facts} facts of ${commands.length} commands`);
  });
  return broken;
};

const grouped = (sent: readonly Sent[]): ReadonlyMap<string, readonly Sent[]> => {
  const byId = new Map<string, Sent[]>();
  for (const each of sent) byId.set(each.id, [...(byId.get(each.id) ?? []), each]);
  return byId;
};
