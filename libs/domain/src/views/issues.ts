import type { View } from '../kernel/view.js';
import { absentIssue, evolveIssue, type Issue, reportEvents, type ReportFact } from '../reporting/report/index.js';

/** An issue of a report as it stands. `opened` is the position at which it was published, `position` that of its last fact. */
export type IssueRow = Readonly<{ id: string; state: Issue; version: number; opened: number; position: number }>;

const PREFIX = 'report-';

export const issues: View<IssueRow, ReportFact> = {
  name: 'issues',
  version: 1,
  handles: reportEvents.map(({ type }) => type),
  keysOf: (fact) => [fact.stream.slice(PREFIX.length)],
  initialRow: (id) => ({ id, state: absentIssue, version: 0, opened: 0, position: 0 }),
  evolve: (row, fact) => ({ id: row.id, state: evolveIssue(row.state, fact), version: fact.version, opened: row.opened || fact.position, position: fact.position }),
};
