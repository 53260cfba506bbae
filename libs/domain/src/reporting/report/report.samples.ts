import { byCodes } from '../../kernel/directory.js';
import type { Actor } from '../../kernel/message.js';
import { absentIssue, evolveIssue, type Issue, type PublishReport, type ReleaseReport, report, type ReportCommand, type ReportFact, type SupersedeReport } from './index.js';

export const ISSUE = '019a0c00-0000-7000-8000-000000000001';
export const reporter: Actor = { principal: 'report-jobs', organisation: 'entente', role: 'report', region: '*' };
export const association: Actor = { principal: 'a', organisation: 'association', role: 'administrator', region: '*' };
const file = { name: 'report.json', media: 'application/json', size: 2, sha256: 'f0' };

const command = <C extends ReportCommand>(type: C['type'], data: Omit<C['data'], 'id'>, actor: Actor): C =>
  ({ type, id: '019a0c00-0000-7000-8000-0000000000ff', actor, at: '2024-02-08T01:00:00.000Z', directory: byCodes, data: { id: ISSUE, ...data } }) as unknown as C;
export const publish = (more: Partial<PublishReport['data']> = {}, actor = reporter): PublishReport => command<PublishReport>('PublishReport', {
  report: 'monthly-brief', parameters: {}, period: '2024-01', definition: 1, title: { en: 'Monthly brief', zh: '月度运行快报' }, run: 'r', about: { from: '2024-01-01', to: '2024-01-31', validAt: '2024-01-31' },
  known: { node: 'n', position: 10, instant: '2024-02-08T01:00:00.000Z' }, inputs: 'in', output: 'out', files: [file], figures: 1, answers: 'association', calendar: 'published', ...more,
}, actor);
export const supersede = (position: number, values: readonly string[], actor = reporter): SupersedeReport => command<SupersedeReport>('SupersedeReport', {
  position, count: values.length, changes: values.map((value, n) => ({ path: `t/${n}/c`, old: null, new: { value, low: value, high: value, unit: 'project', why: null } })),
}, actor);
export const release = (actor = association): ReleaseReport => command<ReleaseReport>('ReleaseReport', { output: 'public', files: [file], withheld: 2 }, actor);

/** The facts that commands make, one after the other; throws where one is refused. */
export const history = (...commands: readonly ReportCommand[]): readonly ReportFact[] =>
  commands.reduce<readonly ReportFact[]>((facts, each) => [...facts, ...report.decide(each, facts.reduce<Issue>(evolveIssue, absentIssue))], []);
