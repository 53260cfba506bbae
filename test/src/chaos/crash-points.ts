import type { Statement } from './wire.js';

type CrashPointIs = Readonly<{
  /** Whose messages are watched. */
  on: 'api' | 'worker';
  /** Who dies: the process that sent the message, or the database. */
  victim: 'itself' | 'database';
  /** The statement at which it lies; `before` is the one that went before it on the same connection, and `holds` tells whether a text is in its message. */
  at: (statement: Statement, before: Statement | undefined, holds: (text: string) => boolean) => boolean;
  /** How far it gets: the server never hears of it, or commits it and its answer is lost, or its answer has been told as well. */
  gets: 'nowhere' | 'committed' | 'answered';
}>;

/** The names under which the product prepares them: an append of a group or of one event alone, and the end of a batch. */
const binds = (...names: readonly string[]) => (statement: Statement | undefined): boolean =>
  statement !== undefined && 'bound' in statement && names.includes(statement.bound);
const appends = binds('append', 'append one');
const moves = binds('move checkpoint');
/** The end of a run in the ledger, which has no name. */
const finishes = (statement: Statement | undefined): boolean => statement !== undefined && 'text' in statement && statement.text.startsWith('update jobs.runs') && statement.text.includes(`set state = 'done'`);

/** The moments at which a death does the most harm, told by what it says to the database and by no hook in it. */
export const crashPoints = {
  'before-append': { on: 'api', victim: 'itself', at: (statement) => appends(statement), gets: 'nowhere' },
  'after-commit-before-answer': { on: 'api', victim: 'itself', at: (statement) => appends(statement), gets: 'committed' },
  'database-after-answer': { on: 'api', victim: 'database', at: (statement) => appends(statement), gets: 'answered' },
  'between-batch-and-checkpoint': { on: 'worker', victim: 'itself', at: (statement) => moves(statement), gets: 'nowhere' },
  'after-checkpoint-before-commit': { on: 'worker', victim: 'itself', at: (statement, before) => 'text' in statement && statement.text === 'commit' && moves(before), gets: 'nowhere' },
  'mid-switch': { on: 'worker', victim: 'itself', at: (statement) => 'text' in statement && statement.text.includes('set active = true'), gets: 'nowhere' },
  'report-kept-not-published': { on: 'worker', victim: 'itself', at: (statement, _, holds) => appends(statement) && holds('ReportPublished'), gets: 'nowhere' },
  'report-published-not-noted': { on: 'worker', victim: 'itself', at: (statement, before, holds) => 'bound' in statement && finishes(before) && holds('report/'), gets: 'nowhere' },
} as const satisfies Record<string, CrashPointIs>;

export type CrashPoint = keyof typeof crashPoints;
export const crashPointNames = Object.keys(crashPoints) as readonly CrashPoint[];
/** Reached only where an issue is published, which takes its time and is begun for it. */
export const isOfReports = (point: CrashPoint): boolean => point.startsWith('report-');
export const crashPoint = (name: CrashPoint): CrashPointIs => crashPoints[name];
