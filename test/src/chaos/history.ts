import { developmentPrincipals } from '@entente/infra/access/dev-keys';
import { commandIdOf } from '@entente/infra/event-log/event-id';

/** What somebody is about to ask for. */
export type Asked = Readonly<{
  /** The name of a development key. */
  as: string;
  path: string;
  body: unknown;
  /** The Idempotency-Key. */
  key: string;
  ifMatch?: number;
  /** The refusal that he means to get whatever the state is, as with a body that no schema takes. */
  provokes?: string;
}>;

export type Receipt = Readonly<{ stream: string; version: number; position: number }>;

/**
 * What became of it. `unknown`: no answer came, or one that does not say whether anything was written; it may have been
 * written at any time since, or never.
 */
export type Outcome =
  | Readonly<{ outcome: 'ok'; status: number; receipt: Receipt; replayed: boolean }>
  | Readonly<{ outcome: 'fail'; status: number; code: string; etag: number | null }>
  | Readonly<{ outcome: 'unknown'; why: string }>;

/** An operation as in Jepsen: when it was invoked, when it was answered, and what was said. Times are of one clock. */
export type Operation = Asked & Outcome & Readonly<{
  n: number; client: number; api: number;
  /** The id that the log knows the command by. */
  command: string;
  invoked: number; answered: number;
  /** The civil time of its beginning, for rules that look at a date. */
  at: string;
}>;

/** What came of asking for a run, or for its end: the run as it stood then, or as of a command. */
export type RunAnswer = Readonly<{ outcome: 'ok'; status: number; replayed: boolean; run: Readonly<{ id: string; state: string }> }> | Exclude<Outcome, { outcome: 'ok' }>;

/** Somebody asked for a run of a report, or that it be cancelled or verified. */
export type RunAsk = Asked & RunAnswer & Readonly<{ n: number; invoked: number; answered: number }>;

/** A signing was read: an answer holds everything that was acknowledged before the question. */
export type Reading = Readonly<{ stream: string; version: number; invoked: number; answered: number }>;

/** Everything that the clients did, in the order in which it was answered. */
export type History = Readonly<{ operations: readonly Operation[]; readings: readonly Reading[] }>;

export type Recorder = History & Readonly<{
  asks: readonly RunAsk[];
  run: (asked: Asked, send: () => Promise<RunAnswer>) => Promise<RunAsk>;
  command: (client: number, api: number, asked: Asked, send: () => Promise<Outcome>) => Promise<Operation>;
  read: (stream: string, send: () => Promise<number | undefined>) => Promise<number | undefined>;
  /** The history as JSON lines: each operation when it was invoked and when it was answered. */
  lines: () => readonly string[];
}>;

/** As apps/api makes it: the same request of the same principal is the same command. */
export const commandOf = ({ as, path, key }: Pick<Asked, 'as' | 'path' | 'key'>): string =>
  commandIdOf(developmentPrincipals[as]?.principal ?? '', 'POST', path, key);

export const recorder = (now: () => number = () => performance.now()): Recorder => {
  const operations: Operation[] = [];
  const readings: Reading[] = [];
  const asks: RunAsk[] = [];
  const lines: string[] = [];
  let invocations = 0;
  const note = (type: string, what: object): void => void lines.push(JSON.stringify({ type, ...what }));
  return {
    operations, readings, asks,
    run: async (asked, send) => {
      const begun = { n: (invocations += 1), ...asked, invoked: now() };
      note('invoke', begun);
      const answer = await send();
      const ask = { ...begun, ...answer, answered: now() };
      note(answer.outcome, { n: begun.n, answered: ask.answered, ...answer });
      asks.push(ask);
      return ask;
    },
    command: async (client, api, asked, send) => {
      const begun = { n: (invocations += 1), client, api, command: commandOf(asked), ...asked, invoked: now(), at: new Date().toISOString() };
      note('invoke', begun);
      const outcome = await send();
      const operation = { ...begun, ...outcome, answered: now() };
      note(outcome.outcome, { n: begun.n, answered: operation.answered, ...outcome });
      operations.push(operation);
      return operation;
    },
    read: async (stream, send) => {
      const invoked = now();
      const version = await send();
      if (version === undefined) return undefined;
      readings.push({ stream, version, invoked, answered: now() });
      note('read', readings.at(-1) as Reading);
      return version;
    },
    lines: () => lines,
  };
};

/** How an operation is called in a sentence. */
export const told = ({ n, as, path, key, command }: Pick<Operation, 'n' | 'as' | 'path' | 'key' | 'command'>): string => `Command ${command} (operation ${n}, ${as} on ${path}, key ${key})`;
