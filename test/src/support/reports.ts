import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { waitUntil } from '@entente/infra/services/child';
import { type Answer, told } from './http.js';
import type { CommandOptions, TestNode } from './node.js';
import { type Program, program, repository } from './program.js';
import { ADMIN } from './samples.js';

type Body = Readonly<Record<string, unknown>>;
type File = Readonly<{ name: string; media: string; size: number; sha256: string; href: string }>;

/** A run as the api shows it, in what the tests look at. */
export type RunBody = Readonly<{
  id: string; kind: string; report: string; parameters: Body; period: string; issue: string | null; state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  percent: number | null; doing: string | null; calendar: string | null; asOf: number | null; attempts: number; losses: number; error: string | null;
  asked: Body | null; cancelled: Body | null; result: Readonly<{ position: number; issue: string; inputs: string; output: string; figures: number }> & Body; files: readonly File[];
}>;
type Said = Readonly<{ value: string | null }> | null;
export type IssueBody = Readonly<{
  id: string; version: number; position: number; period: string; run: string; asOf: Readonly<{ position: number }>; inputs: string; output: string; figures: number; calendar: string | null; files: readonly File[];
  superseded: Readonly<{ position: number; count: number; changes: readonly Readonly<{ path: string; old: Said; new: Said }>[] }> | null; released: Readonly<{ withheld: number }> | null;
}>;
export type FigureBody = Readonly<{ value: string | null; unit: string; amountKind?: string; origin: Readonly<{ kind: string; metric: string; question: Readonly<Record<string, string>> }> }>;
type Cell = Readonly<{ text?: Readonly<{ en: string; zh: string }> }> & Partial<FigureBody>;
/** `report.json`: the data set, and the code of each figure by its path. */
export type ReportJson = Readonly<{
  dataSet: Readonly<{ known: Readonly<{ position: number }>; tables: readonly Readonly<{ id: string; rows: readonly Readonly<{ id: string; cells: Readonly<Record<string, Cell>> }>[] }>[] }>;
  figures: Readonly<Record<string, Readonly<{ code: string; card: string }>>>;
}>;

/** Settings under which what is due is seen at once. */
export const SOON: NodeJS.ProcessEnv = { JOBS_EVERY_MS: '50', REPORT_WATCH_EVERY_MS: '200' };
/** So that a loaded machine is waited for, and no more than that. */
export const RUN_MS_MAX = 60_000;

export const ask = (node: TestNode, report: string, body: Body, as = ADMIN, options: CommandOptions = {}): Promise<Answer<RunBody>> => node.command<RunBody>(`/v1/reports/${report}/runs`, as, body, options);

/** The answer to what must have been taken on. */
export const takenOn = async (answer: Promise<Answer<RunBody>>): Promise<RunBody> => {
  const given = await answer;
  if (given.status !== 202) throw new Error(`Not taken on: ${told(given)} ${JSON.stringify(given.body)}`);
  return given.body;
};

export const runOf = async (node: TestNode, id: string, as = ADMIN): Promise<RunBody> => (await node.get<RunBody>(`/v1/reports/runs/${id}`, as)).body;

/** Waits until a run is in one of some states. */
export const until = async (node: TestNode, id: string, ...states: readonly RunBody['state'][]): Promise<RunBody> => {
  let run = await runOf(node, id);
  if (await waitUntil(async () => states.includes((run = await runOf(node, id)).state), RUN_MS_MAX, 20)) return run;
  throw new Error(`The run is not ${states.join(' or ')}: ${JSON.stringify(run)}\n${node.workers.map((each) => each.lastLines()).join('\n')}`);
};

/** Waits until a run has ended, well or not. */
export const ended = (node: TestNode, id: string): Promise<RunBody> => until(node, id, 'done', 'failed', 'cancelled');

/** Asks for a report and waits until it is there. */
export const made = async (node: TestNode, report: string, body: Body, as = ADMIN): Promise<RunBody> => {
  const run = await ended(node, (await takenOn(ask(node, report, body, as))).id);
  if (run.state !== 'done') throw new Error(`The run has ${run.state}: ${run.error}`);
  return run;
};

export const issueOf = async (node: TestNode, id: string, as = ADMIN): Promise<IssueBody> => {
  const answer = await node.get<IssueBody>(`/v1/reports/issues/${id}`, as);
  if (answer.status !== 200) throw new Error(`No issue: ${told(answer)}`);
  return answer.body;
};

/** A file byte by byte, as it came over the wire. Without a name, nobody's key is sent. */
export const download = async (node: TestNode, href: string, as?: string): Promise<Readonly<{ status: number; headers: Headers; bytes: Buffer }>> => {
  const response = await fetch(`${node.apis[0]?.url}${href}`, { headers: as === undefined ? {} : { Authorization: `Bearer ${node.keys[as]}` } });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
};

/** RFC 9530. */
export const digestOf = (bytes: Buffer): string => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

export const jsonIn = async (node: TestNode, { files }: Pick<RunBody, 'files'>, as = ADMIN): Promise<ReportJson> =>
  JSON.parse((await download(node, files.find(({ name }) => name === 'report.json')?.href ?? '', as)).bytes.toString('utf8')) as ReportJson;

/** A cell by its path, `table/row/column`. */
export const cellAt = ({ dataSet: { tables } }: ReportJson, path: string): Cell | undefined => {
  const [table, row, column = ''] = path.split('/');
  return tables.find(({ id }) => id === table)?.rows.find(({ id }) => id === row)?.cells[column];
};

const DAY_MS = 86_400_000;
const CLOCK = pathToFileURL(join(repository, 'test', 'src', 'support', 'clock.mjs')).href;

/** A further worker of a node, whose clock is ahead by so many days; that of the database is not. */
export const workerAhead = (node: TestNode, name: string, days: number, env: NodeJS.ProcessEnv): Program =>
  program(name, join('apps', 'worker', 'dist', 'main.js'), '', {
    ...process.env, DATABASE_URL: node.databaseUrl, REDIS_URL: undefined, DOCUMENTS_DIR: node.documentsDir, LOG_LEVEL: 'warn', TEST_CLOCK_OFFSET_MS: String(days * DAY_MS), ...env,
  }, join(dirname(node.documentsDir), `${name}.log`), [CLOCK]);
