import { commandIdOf } from '@entente/infra/event-log/event-id';
import { nameOf, type Parameters, type Published, publishedIn, textOf, type Told } from './reports-facts.js';
import type { LedgerRun, StoredReports } from './reports-stored.js';
import { groupedBy } from './set.js';
import type { StoredEvent, StoredLog } from './stored.js';

const shown = ({ id, job, parameters, period }: Pick<LedgerRun, 'id' | 'job' | 'parameters' | 'period'>): string => `Run ${id} (${job} ${parameters} ${period})`;
const isOfIssue = ({ job }: LedgerRun): boolean => job.startsWith('report/');

/** What is published is published once, in a stream of its own that is named after what it is. */
const issue = ({ event: { stream, version, position }, data }: Told<Published>): readonly string[] => {
  const id = commandIdOf('report-issue', data.report, textOf(data.parameters), data.period);
  return [
    ...(data.issue === id && stream === `report-${id}` ? [] : [`The issue of ${nameOf(data)} at ${position} is ${data.issue} in ${stream}, and its name makes it ${id}.`]),
    ...(version === 1 ? [] : [`The issue of ${nameOf(data)} at ${position} is version ${version} of its stream.`]),
    ...(data.known.position < position ? [] : [`The issue of ${nameOf(data)} at ${position} was told from position ${data.known.position}.`]),
  ];
};

/** The run that published an issue is there, of the same name, and has not ended before it. */
const published = ({ event, data }: Told<Published>, runs: ReadonlyMap<string, LedgerRun>): readonly string[] => {
  const run = runs.get(data.run);
  if (!run) return [`The issue of ${nameOf(data)} names the run ${data.run}, which is not in the ledger.`];
  if (run.job !== `report/${data.report}` || run.parameters !== textOf(data.parameters) || run.period !== data.period) return [`${shown(run)} published the issue of ${nameOf(data)}.`];
  if (run.state === 'failed') return [`${shown(run)} has failed (${run.error}), and published an issue.`];
  return run.state === 'cancelled' && event.recorded > (run.finishedAt ?? 0) ? [`${shown(run)} was cancelled, and published an issue ${Math.round(event.recorded - (run.finishedAt ?? 0))} ms later.`] : [];
};

/** What a rule refused: there was nothing yet from which the days of the conference could be told. */
const UNDATED = 'Neither the days of this edition';
const isUndated = ({ error, parameters, dueAt }: LedgerRun, events: readonly StoredEvent[]): boolean => {
  const { edition } = JSON.parse(parameters) as Parameters & Readonly<{ parameters?: Parameters }>;
  return error?.startsWith(UNDATED) === true && !events.some(({ type, data, recorded }) => type === 'SigningSubmitted' && recorded <= dueAt && data.includes(`"edition":${JSON.stringify(edition)}`));
};

/** Every run has ended, and an issue that was to be published is; what has failed did so by a rule that held. */
const ended = (run: LedgerRun, issues: ReadonlyMap<string, Told<Published>>, events: readonly StoredEvent[]): readonly string[] => {
  const { state, error, result, job } = run;
  if (state === 'waiting' || state === 'running') return [`${shown(run)} is ${state} still, after ${run.attempts} attempts and ${run.losses} workers that were lost${error === null ? '' : `: ${error}`}.`];
  if (state === 'failed') return isUndated(run, events) ? [] : [`${shown(run)} has failed, for which there is no reason: ${error}`];
  if (state === 'cancelled') return run.cancelAsked ? [] : [`${shown(run)} was cancelled, and nobody asked for that.`];
  if (job.startsWith('verify/') && result?.['holds'] !== true) return [`${shown(run)} does not hold: ${JSON.stringify(result)}`];
  if (!isOfIssue(run)) return [];
  const found = issues.get(`${job.slice('report/'.length)} ${run.parameters} ${run.period}`)?.data;
  if (!found) return [`${shown(run)} is done, and the log holds no issue of it.`];
  const { issue: id, known, output, inputs, files } = found;
  const same = result?.['issue'] === id && result['position'] === known.position && result['output'] === output && result['inputs'] === inputs && result['files'] === files.length;
  return same ? [] : [`${shown(run)} is done with ${JSON.stringify(result)}, and the issue is ${id} as of ${known.position} with the digest ${output}.`];
};

const twice = (keys: readonly string[], what: string): readonly string[] => [...groupedBy(keys, (key) => key)].filter(([, all]) => all.length > 1).map(([key, all]) => `${what} ${key} is there ${all.length} times.`);

/**
 * Of every report, parameters and period there is one issue at most, under the id that its name makes; every run has come to
 * an end, and what was to be published is, unless it was cancelled or a rule refused it.
 */
export const reports = ({ events }: Pick<StoredLog, 'events'>, { runs }: Pick<StoredReports, 'runs'>): readonly string[] => {
  const issues = publishedIn(events);
  const byName = new Map(issues.map((each) => [nameOf(each.data), each]));
  const byId = new Map(runs.map((run) => [run.id, run]));
  return [
    ...twice(issues.map(({ data }) => nameOf(data)), 'The issue of'),
    ...twice(runs.map(({ job, parameters, period }) => `${job} ${parameters} ${period}`), 'The run of'),
    ...issues.flatMap(issue),
    ...issues.flatMap((each) => published(each, byId)),
    ...runs.flatMap((run) => ended(run, byName, events)),
  ];
};
