import { lineStream } from '@entente/domain/credit/line';
import type { Actor } from '@entente/domain/kernel/message';
import type { Words } from '@entente/domain/kernel/refusal';
import type { Asked } from '@entente/infra/jobs/runner';
import type { Language } from '../http/language.js';

export type RunRow = Readonly<{
  id: string; job: string; parameters: string; period: string; state: string; due_at: Date; calendar: string | null; percent: number | null; doing: Words | null; attempts: number; losses: number;
  started_at: Date | null; retry_at: Date | null; finished_at: Date | null; asked: Asked | null; cancelled_by: Asked | null; position: number | null; error: string | null;
}>;
type Result = Readonly<Record<string, unknown>>;

const at = (instant: Date | null): string | null => instant?.toISOString() ?? null;
/** Of whoever asked, the body and its role; the person is named to nobody here. */
const by = (asked: Asked | null): object | null => asked && { by: { organisation: asked.organisation, role: asked.role }, at: asked.at };

export const shown = ({ parameters, due_at, doing, started_at, retry_at, finished_at, asked, cancelled_by, ...run }: RunRow, language: Language): object => ({
  id: run.id, job: run.job, parameters: JSON.parse(parameters) as object, period: run.period, state: run.state, dueAt: at(due_at), calendar: run.calendar,
  percent: run.percent, doing: doing?.[language] ?? null, attempts: run.attempts, losses: run.losses, startedAt: at(started_at), retryAt: at(retry_at), finishedAt: at(finished_at),
  asked: by(asked), cancelled: by(cancelled_by), position: run.position, error: run.error,
});

const RECONCILIATION = 'credit-reconciliation';

/** What came of a run, for who asks. An association sees totals of credit and no single line, so it is told how much does not hold and of which kind, and not of whom. */
export const resultFor = (job: string, result: Result | null, { role }: Pick<Actor, 'role'>): Result | null => {
  if (result === null || job !== RECONCILIATION || role === 'auditor') return result;
  const differences = result['differences'] as readonly Result[];
  return { ...result, problems: [], differences: differences.map(({ line: _, ...each }) => each) };
};

const NAMED = /(?:\bline |credit-line-)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/g;

/** The lines that a result names, by their streams: who is given it has read of them. */
export const linesNamed = (result: Result | null): readonly string[] => {
  const { differences = [], problems = [] } = (result ?? {}) as { differences?: readonly { line?: string }[]; problems?: readonly unknown[] };
  const sentences = problems.filter((each) => typeof each === 'string');
  const ids = [...differences.flatMap(({ line }) => line ?? []), ...sentences.flatMap((sentence) => [...sentence.matchAll(NAMED)].flatMap(([, id]) => id ?? []))];
  return [...new Set(ids)].map(lineStream);
};
