import { canonical } from '../../kernel/canonical.js';
import type { Decider } from '../../kernel/decider.js';
import type { Command } from '../../kernel/message.js';
import { personOf } from '../../kernel/party.js';
import { dateInShanghai } from '../../kernel/period.js';
import { definitionOf } from './definitions.js';
import { refuse } from './refusals.js';
import type { ReportFact } from './report.events.js';

type Of<T extends ReportFact['type']> = Extract<ReportFact, { type: T }>['data'];
type Named = 'issue' | 'report' | 'parameters' | 'period';

/** What was published, what of it has changed since, and what of it is public. */
export type Issue = Readonly<{ status: 'absent' }> | PublishedIssue;
export type PublishedIssue = Readonly<{ status: 'published'; superseded: Omit<Of<'ReportSuperseded'>, Named> | null; released: Omit<Of<'ReportReleased'>, Named> | null }> & Of<'ReportPublished'>;

export type PublishReport = Command<'PublishReport', { id: string } & Omit<Of<'ReportPublished'>, 'issue' | 'by'>>;
export type SupersedeReport = Command<'SupersedeReport', { id: string } & Pick<Of<'ReportSuperseded'>, 'position' | 'count' | 'changes'>>;
/** `withheld`: how many figures are left out of the public edition. */
export type ReleaseReport = Command<'ReleaseReport', { id: string } & Pick<Of<'ReportReleased'>, 'output' | 'files' | 'withheld'>>;
export type ReportCommand = PublishReport | SupersedeReport | ReleaseReport;

export const issueStream = (issue: string): string => `report-${issue}`;
export const absentIssue: Issue = { status: 'absent' };

const known = (issue: Issue): PublishedIssue => {
  if (issue.status === 'absent') throw refuse('report/not-found');
  return issue;
};

/** What is read again in the log is the same, and not published a second time. */
const publish = ({ data: { id, ...told }, actor }: PublishReport, issue: Issue): readonly ReportFact[] => {
  if (actor.role !== 'report') throw refuse('report/not-yours');
  if (issue.status === 'published') {
    if (issue.output === told.output && issue.inputs === told.inputs) return [];
    throw refuse('report/already-published');
  }
  return [{ type: 'ReportPublished', effectiveOn: told.about.validAt, data: { issue: id, ...told, by: personOf(actor) } }];
};

/** Told once for each way in which it changed: what changed again is told again, what did not is not. */
const supersede = ({ data: { position, count, changes }, actor, at }: SupersedeReport, issue: Issue): readonly ReportFact[] => {
  const it = known(issue);
  if (actor.role !== 'report') throw refuse('report/not-yours');
  if (position <= it.known.position) throw refuse('report/knows-less');
  const before = it.superseded;
  if (before ? position <= before.position || (count === before.count && canonical(changes) === canonical(before.changes)) : count === 0) return [];
  const { issue: id, report, parameters, period } = it;
  return [{ type: 'ReportSuperseded', effectiveOn: dateInShanghai(at), data: { issue: id, report, parameters, period, position, count, changes, by: personOf(actor) } }];
};

const release = ({ data: { output, files, withheld }, actor, at }: ReleaseReport, issue: Issue): readonly ReportFact[] => {
  const it = known(issue);
  if (actor.role !== 'administrator' || actor.region !== '*') throw refuse('report/not-yours');
  if (definitionOf(it.report)?.public !== true) throw refuse('report/not-for-the-public');
  if (it.released) throw refuse('report/already-released');
  const releasedOn = dateInShanghai(at);
  const { issue: id, report, parameters, period } = it;
  return [{ type: 'ReportReleased', effectiveOn: releasedOn, data: { issue: id, report, parameters, period, releasedOn, output, files, withheld, by: personOf(actor) } }];
};

const decide = (command: ReportCommand, issue: Issue): readonly ReportFact[] => {
  switch (command.type) {
    case 'PublishReport': return publish(command, issue);
    case 'SupersedeReport': return supersede(command, issue);
    case 'ReleaseReport': return release(command, issue);
  }
};

export const evolveIssue = (issue: Issue, fact: ReportFact): Issue => {
  if (fact.type === 'ReportPublished') return { status: 'published', ...fact.data, superseded: null, released: null };
  if (issue.status === 'absent') return issue;
  const { issue: _, report: _r, parameters: _p, period: _t, ...told } = fact.data;
  return fact.type === 'ReportSuperseded' ? { ...issue, superseded: told as NonNullable<PublishedIssue['superseded']> } : { ...issue, released: told as NonNullable<PublishedIssue['released']> };
};

/** One issue of a report: that of one period, with these parameters. There is one for good. */
export const report: Decider<Issue, ReportCommand, ReportFact> = {
  name: 'report',
  stateVersion: 1,
  streamsOf: ({ data }) => [issueStream(data.id)],
  initialState: absentIssue,
  decide,
  evolve: evolveIssue,
};
