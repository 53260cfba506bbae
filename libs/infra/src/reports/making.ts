import { byCodes } from '@entente/domain/kernel/directory';
import type { Actor, Command } from '@entente/domain/kernel/message';
import { dateInShanghai } from '@entente/domain/kernel/period';
import { Refusal } from '@entente/domain/kernel/refusal';
import { type DataSet, figuresIn } from '@entente/domain/reporting/dataset';
import { absentIssue, evolveIssue, type Issue, issueStream, type PublishedIssue, type PublishReport, refuseReport, report, type ReportCommand, type ReportFact } from '@entente/domain/reporting/report';
import type pg from 'pg';
import { canonical, sha256Hex } from '../event-log/canonical.js';
import { commandIdOf } from '../event-log/event-id.js';
import type { EventLog } from '../event-log/event-log.js';
import type { Lanes } from '../event-log/lanes.js';
import type { Run } from '../jobs/runner.js';
import { keep, type Kept, sha256Of } from './archive.js';
import { askAt } from './ask.js';
import { type Asked, dataSetOf, inputsOf } from './data-set.js';
import { codesOf, issueIdOf } from './naming.js';
import { earlierIssues, positionOf } from './positions.js';
import { schedulesIn } from './schedules.js';
import { dataBytes } from './render/data-bytes.js';
import type { renderAll } from './render/render.js';

export type ReportNeeds = Readonly<{
  pool: pg.Pool; log: EventLog; lanes: Pick<Lanes, 'handle'>;
  /** The address under which readers reach the api, without a slash at its end: what is printed points there. */
  base: string;
  /** Makes the files of a data set. */
  render: typeof renderAll;
}>;

export const REPORTER: Actor = { principal: 'report-jobs', organisation: 'entente', role: 'report', region: '*' };

const doing = {
  asking: { en: 'asking the record', zh: '查询记录' },
  rendering: { en: 'rendering the files', zh: '生成文件' },
  keeping: { en: 'keeping data set and files', zh: '存档' },
  publishing: { en: 'publishing', zh: '公布' },
};

/** What was made: a data set with its digests, and its files as they are kept. */
export type Made = Readonly<{ set: DataSet; inputs: string; output: string; files: readonly Kept[] }>;

const linkAt = async (pool: pg.Pool, position: number): Promise<string> =>
  (await pool.query<{ link: string }>('select reports.link_at($1) as link', [position])).rows[0]?.link ?? '';

/** Renders a data set and keeps it with its files; made again from the same, it is the same. */
export const made = async ({ pool, base, render }: ReportNeeds, set: DataSet, { progress }: Pick<Run, 'progress'>): Promise<Made> => {
  const bytes = dataBytes(set);
  const [output, link] = [sha256Of(bytes), await linkAt(pool, set.known.position)];
  const codes = codesOf(set, output, link);
  await progress(50, doing.rendering);
  const files = await render(set, { base, codes, hashes: { data: output } });
  await progress(85, doing.keeping);
  return { set, inputs: inputsOf(set, link), output, files: await keep(pool, { sha256: output, bytes }, files, codes) };
};

/** Tells a report from what was known at a position, and keeps what came of it. */
const madeAt = async (needs: ReportNeeds, asked: Asked, at: Readonly<{ position: number; issues?: number }>, run: Pick<Run, 'progress'>, check: (set: DataSet) => void = () => undefined): Promise<Made> => {
  await run.progress(5, doing.asking);
  const set = await askAt(needs, at.position, (ask) => dataSetOf(ask, asked), at.issues);
  check(set);
  return made(needs, set, run);
};

export const issueIn = async (log: Pick<EventLog, 'read'>, issue: string): Promise<Issue> =>
  ((await log.read(issueStream(issue), 0)).facts as unknown as readonly ReportFact[]).reduce<Issue>(evolveIssue, absentIssue);

/** Sends a command about an issue; its id is made of what is said, so that whoever says the same sends the same command. */
export const tell = async <C extends ReportCommand>({ lanes }: Pick<ReportNeeds, 'lanes'>, type: C['type'], data: C['data'], actor: Actor, at: string): Promise<void> => {
  const digest = sha256Hex(canonical(data));
  const command = { type, id: commandIdOf(type, data.id, digest), actor, at, directory: byCodes, data } as unknown as ReportCommand & Command;
  await lanes.handle(report, command, { inputHash: digest });
};

/** What is published never changes, so the last day that it is about must have come when it fell due or was asked for. */
const mustHaveCome = (lastDay: string, instant: string): void => {
  if (lastDay > dateInShanghai(instant)) throw refuseReport('report/period-not-over', '/period');
};

/** Who answers for an issue: the body that asked for it, or put it on schedule. */
const answering = async ({ log }: Pick<ReportNeeds, 'log'>, { report: of, parameters }: Asked, { asked }: Pick<Run, 'asked'>): Promise<string> => {
  if (asked) return asked.organisation;
  const text = canonical(parameters);
  return Object.values(await schedulesIn(log)).find((each) => each.report === of && canonical(each.parameters) === text)?.by.organisation ?? REPORTER.organisation;
};

const published = ({ issue, known, inputs, output, figures, files }: PublishedIssue): object => ({ issue, position: known.position, inputs, output, figures, files: files.length });

/**
 * Makes the issue of a period and publishes it. Of several that are made for one period, by workers that were taken for lost
 * for instance, the log takes the first and refuses the others; which one that is, all of them then answer.
 */
export const publish = async (needs: ReportNeeds, { report: of, parameters }: Omit<Asked, 'period'>, run: Run): Promise<object> => {
  const asked: Asked = { report: of, parameters, period: run.period };
  const id = issueIdOf(of, parameters, run.period);
  const before = await issueIn(needs.log, id);
  if (before.status === 'published') return published(before);
  // Asked for again after it failed, it is told from what has been mended since, and not from what failed.
  const instant = run.asked?.at ?? run.dueAt;
  const position = await positionOf(needs, asked, instant);
  const { set, inputs, output, files } = await madeAt(needs, asked, { position, issues: await earlierIssues(needs, asked, position) }, run, ({ about }) => mustHaveCome(about.to, instant));
  await run.progress(95, doing.publishing);
  // A run that was cancelled after its worker was taken for lost publishes nothing.
  if (!(await run.isStill())) throw new Error(`The run ${run.id} is another worker's by now, or was cancelled.`);
  if ((await positionOf(needs, asked, instant)) !== position) throw new Error(`The month of ${run.period} was closed or reopened meanwhile; it is told again from there.`);
  const { definition, title, about, known } = set;
  try {
    await tell<PublishReport>(needs, 'PublishReport', {
      id, ...asked, definition, title, run: run.id, about, known, inputs, output, files: [...files], figures: figuresIn(set).length, answers: await answering(needs, asked, run), calendar: run.calendar,
    }, REPORTER, run.now);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  const now = await issueIn(needs.log, id);
  if (now.status === 'absent') throw new Error(`The issue ${id} was refused, and is not there either; it is tried again.`);
  return published(now);
};

/** Makes a report as it was known at a position that was named, for whoever asked, and publishes nothing. */
export const draft = async (needs: ReportNeeds, asked: Asked, position: number, run: Run): Promise<object> => {
  const { set, inputs, output, files } = await madeAt(needs, asked, { position }, run);
  return { position, inputs, output, figures: figuresIn(set).length, files: files.length };
};
