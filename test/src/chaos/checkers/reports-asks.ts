import { commandOf, type RunAsk, told } from '../history.js';
import { type Parameters, textOf } from './reports-facts.js';
import type { LedgerRun, StoredReports } from './reports-stored.js';
import { groupedBy } from './set.js';

type Answered = Extract<RunAsk, { outcome: 'ok' }>;
type Body = Readonly<{ parameters?: Parameters; period?: string; publish?: boolean; asOf?: string }>;

const named = (ask: RunAsk): string => told({ ...ask, command: commandOf(ask) });
const isCancel = ({ path }: Pick<RunAsk, 'path'>): boolean => path.endsWith('/cancel');
const isVerify = ({ path }: Pick<RunAsk, 'path'>): boolean => path.endsWith('/verify');

/** Whether a run is what was asked for. */
const isOf = ({ path, body }: RunAsk, { job, parameters, period }: LedgerRun): boolean => {
  const [, , , what = '', id = ''] = path.split('/');
  const { parameters: wanted = {}, period: of = '', publish = false, asOf } = body as Body;
  if (isVerify({ path })) return job.startsWith('verify/') && (JSON.parse(parameters) as Readonly<{ issue: string }>).issue === id;
  if (publish) return job === `report/${what}` && parameters === textOf(wanted) && period === of;
  const draft = JSON.parse(parameters) as Readonly<{ asOf: number; parameters: Parameters }>;
  return job === `draft/${what}` && textOf(draft.parameters) === textOf(wanted) && period === of && (asOf === undefined || asOf === `position:${draft.asOf}`);
};

const acknowledged = (ask: Answered, runs: ReadonlyMap<string, LedgerRun>, asks: readonly RunAsk[]): readonly string[] => {
  const { id, state } = ask.run;
  const run = runs.get(id);
  if (!run) return [`${named(ask)} was answered with the run ${id}, which is not in the ledger.`];
  if (!isCancel(ask)) return isOf(ask, run) ? [] : [`${named(ask)} was answered with the run ${id}, which is ${run.job} ${run.parameters} ${run.period}.`];
  // One that was cancelled stays so, unless somebody asks for it again.
  const again = asks.some((other) => !isCancel(other) && other.outcome !== 'fail' && other.answered > ask.invoked && isOf(other, run));
  return state === 'cancelled' && run.state !== 'cancelled' && !again ? [`${named(ask)} was told that the run ${id} is cancelled, and it is ${run.state}.`] : [];
};

/** The same key is the same run; another question under it is none. */
const underOneKey = (group: readonly RunAsk[]): readonly string[] => {
  const answered = group.filter((ask): ask is Answered => ask.outcome === 'ok' && !isCancel(ask));
  const fresh = answered.filter(({ replayed }) => !replayed);
  const ids = new Set(answered.map(({ run: { id } }) => id));
  const bodies = new Set(answered.map(({ body }) => JSON.stringify(body)));
  return [
    ...(ids.size > 1 ? [`${named(answered[0] as Answered)} was answered with ${ids.size} runs: ${[...ids].join(', ')}.`] : []),
    ...(bodies.size > 1 ? [`${named(answered[0] as Answered)} was answered under one key to ${bodies.size} questions.`] : []),
    ...(fresh.length > 1 ? [`${named(fresh[1] as Answered)} was taken for new twice.`] : []),
  ];
};

/** Which refusals had a reason: another question stood under the key, or the run was over when it was to be cancelled. */
const isJustified = ({ path, code, status, body, answered }: Extract<RunAsk, { outcome: 'fail' }>, group: readonly RunAsk[], runs: ReadonlyMap<string, LedgerRun>): boolean => {
  if (code === 'request/idempotency-key-reused') return status === 422 && group.some((other) => other.outcome !== 'fail' && other.invoked < answered && JSON.stringify(other.body) !== JSON.stringify(body));
  const run = runs.get(path.split('/')[4] ?? '');
  return isCancel({ path }) && code === 'report/run-finished' && status === 409 && (run?.state === 'done' || run?.state === 'failed');
};

const refused = (ask: Extract<RunAsk, { outcome: 'fail' }>, group: readonly RunAsk[], runs: ReadonlyMap<string, LedgerRun>): readonly string[] => {
  if (ask.provokes !== undefined) return ask.code === ask.provokes ? [] : [`${named(ask)} was to be refused with ${ask.provokes}, and was with ${ask.status} ${ask.code}.`];
  return isJustified(ask, group, runs) ? [] : [`${named(ask)} was refused with ${ask.status} ${ask.code}, for which there is no reason.`];
};

/** Every answer to who asked for a run, or for its end, is one that the ledger bears out. */
export const reportAsks = (asks: readonly RunAsk[], ledger: Pick<StoredReports, 'runs'>): readonly string[] => {
  const runs = new Map(ledger.runs.map((run) => [run.id, run]));
  const requests = new Set(asks.map(commandOf));
  const unasked = ledger.runs.filter(({ asked }) => asked?.request !== undefined && asked.principal !== 'crash-point' && !requests.has(asked.request));
  return [
    ...[...groupedBy(asks, commandOf).values()].flatMap((group) => [
      ...group.flatMap((ask) => (ask.outcome === 'ok' ? (ask.provokes === undefined ? acknowledged(ask, runs, asks) : [`${named(ask)} was to be refused with ${ask.provokes} and was acknowledged.`])
        : ask.outcome === 'fail' ? refused(ask, group, runs) : [])),
      ...underOneKey(group),
    ]),
    ...unasked.map(({ id, job, parameters, period }) => `The run ${id} (${job} ${parameters} ${period}) is in the ledger, and nobody asked for it.`),
  ];
};
