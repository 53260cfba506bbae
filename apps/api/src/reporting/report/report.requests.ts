import { REPORTS } from '@entente/domain/reporting/report';
import { z } from 'zod';
import { moment, pageOf } from '../../http/documented.js';
import { changedAfterSchema, cursorSchema, limitSchema, positionSchema } from '../../http/paging.js';
import { asOfSchema } from '../../reading/as-of.js';

const words = z.object({ en: z.string(), zh: z.string() });
const parameters = z.record(z.string().max(40), z.string().max(100)).default({}).describe('What the report is told with; GET /v1/reports lists the parameters of each.');
const period = z.string().min(1).max(20).describe('A month (2024-06), a quarter (2024-Q2), or a follow-up of a conference (T+1, T+30, T+180).');

export const runBody = z.strictObject({
  parameters, period, asOf: asOfSchema,
  publish: z.boolean().default(false).describe('Publishes the issue of this period, which is made once and never changes; otherwise a draft is made.'),
}).meta({ id: 'AskForReport' });
export type RunBody = z.infer<typeof runBody>;

export const scheduleBody = z.strictObject({ id: z.guid().transform((id) => id.toLowerCase()).optional(), report: z.enum(REPORTS as [string, ...string[]]), parameters }).meta({ id: 'ScheduleReport' });
export type ScheduleBody = z.infer<typeof scheduleBody>;
export const noBody = z.strictObject({}).nullish();

export const nothingAsked = z.strictObject({});
export const issueQuery = z.strictObject({ minPosition: positionSchema });
export type IssueQuery = z.infer<typeof issueQuery>;

export const issuesQuery = z.strictObject({
  report: z.enum(REPORTS as [string, ...string[]]).optional(), period: period.optional(), limit: limitSchema(50, 200), cursor: cursorSchema, minPosition: positionSchema, changedAfter: changedAfterSchema,
});
export type IssuesQuery = z.infer<typeof issuesQuery>;

const STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export const runsQuery = z.strictObject({ report: z.enum(REPORTS as [string, ...string[]]).optional(), state: z.enum(STATES).optional(), limit: limitSchema(50, 200), cursor: cursorSchema });
export type RunsQuery = z.infer<typeof runsQuery>;

export const reportsDocument = z.object({
  items: z.array(z.object({
    report: z.string(), definition: z.int(), title: z.string(), describes: z.string(), rhythm: z.enum(['month', 'quarter', 'after-conference']),
    parameters: z.array(z.object({ name: z.string(), required: z.boolean(), describes: z.string().nullable() })),
    due: z.object({ workingDays: z.int(), at: z.string() }), formats: z.array(z.string()), public: z.boolean(), readers: z.array(z.string()),
  }).meta({ id: 'CataloguedReport' })),
  next: z.null(),
});

const by = z.object({ organisation: z.string(), role: z.string(), at: z.string() }).nullable();
const file = z.object({ name: z.string(), media: z.string(), size: z.int(), sha256: z.string(), href: z.string() });

export const runDocument = z.object({
  id: z.string(), kind: z.enum(['issue', 'draft', 'verification', 'release']), report: z.string(), parameters: z.record(z.string(), z.string()), period: z.string(), issue: z.string().nullable(),
  state: z.enum(STATES), percent: z.int().nullable(), doing: z.string().nullable(), dueAt: z.string(), calendar: z.string().nullable(), startedAt: z.string().nullable(), retryAt: z.string().nullable(),
  finishedAt: z.string().nullable(), attempts: z.int(), losses: z.int(), asked: by, cancelled: by, asOf: z.int().nullable().describe('The position from which it is told.'),
  result: z.record(z.string(), z.unknown()).nullable(), error: z.string().nullable(), files: z.array(file),
}).meta({ id: 'ReportRun' });
export const runsDocument = pageOf(runDocument);

export const issueDocument = z.object({
  id: z.string(), version: z.int(), position: z.int(), report: z.string(), definition: z.int(), parameters: z.record(z.string(), z.string()), period: z.string(), title: words,
  about: z.object({ from: z.string(), to: z.string(), validAt: z.string() }), asOf: moment, publishedPosition: z.int().describe('Where in the log it was published.'), answers: z.string().describe('The body that answers for it.'), run: z.string(), inputs: z.string(), output: z.string(), figures: z.int(), calendar: z.string().nullable(),
  files: z.array(file),
  superseded: z.object({ position: z.int(), count: z.int(), changes: z.array(z.object({ path: z.string() }).loose()) }).nullable(),
  released: z.object({ releasedOn: z.string(), withheld: z.int() }).nullable(),
}).meta({ id: 'ReportIssue' });
export const issuesDocument = pageOf(issueDocument);

export const schedulesDocument = z.object({
  items: z.array(z.object({ id: z.string(), report: z.string(), parameters: z.record(z.string(), z.string()), since: z.string().nullable(), ended: z.boolean() })), next: z.null(),
});

/** What was asked for and would be done, where it is only tried. */
export type Tried = Readonly<{ dryRun: true; report: string; parameters: Readonly<Record<string, string>>; period: string; publish: boolean; issue: string | null; asOf: number | null }>;
