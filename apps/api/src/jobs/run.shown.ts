import { lineStream } from '@entente/domain/credit/line';
import type { Actor } from '@entente/domain/kernel/message';

export type RunRow = Readonly<{
  job: string; parameters: string; period: string; state: string; due_at: Date; attempts: number; started_at: Date | null; retry_at: Date | null; finished_at: Date | null;
  position: number | null; error: string | null;
}>;
type Result = Readonly<Record<string, unknown>>;

const at = (instant: Date | null): string | null => instant?.toISOString() ?? null;

export const shown = ({ job, parameters, period, state, due_at, attempts, started_at, retry_at, finished_at, position, error }: RunRow): object => ({
  job, parameters: JSON.parse(parameters) as object, period, state, dueAt: at(due_at), attempts, startedAt: at(started_at), retryAt: at(retry_at), finishedAt: at(finished_at), position, error,
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
