import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

export type Tally = Readonly<{ passed: number; failed: number; skipped: number; failures: readonly string[] }>;

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };

export const one = (passed: boolean, failure: string): Tally =>
  passed ? { ...nothing, passed: 1 } : { ...nothing, failed: 1, failures: [failure] };

export const sum = (tallies: readonly Tally[]): Tally =>
  tallies.reduce((a, b) => ({
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  }), nothing);

type JestReport = Readonly<{
  numPassedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: readonly Readonly<{
    name: string;
    status: string;
    assertionResults: readonly Readonly<{ status: string; fullName: string }>[];
  }>[];
}>;

/** What Jest reports. A file that could not run is a failure, and so is a stage in which nothing ran or that ended badly without saying why. */
export const jestTally = (stage: string, report: JestReport | undefined, exitedWell: boolean, root: string): Tally => {
  if (!report) return one(false, `${stage}: Jest ended without a report`);
  const failures = report.testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed').map((test) => `${file} › ${test.fullName}`);
    return failed.length === 0 && status === 'failed' ? [`${file} could not run`] : failed;
  });
  const skipped = report.numPendingTests + report.numTodoTests;
  if (report.numPassedTests === 0 && failures.length === 0) failures.push(`${stage}: no test ran`);
  if (!exitedWell && failures.length === 0) failures.push(`${stage}: Jest ended badly, though every test passed`);
  return { passed: report.numPassedTests, failed: failures.length, skipped, failures };
};

export const readJestReport = (file: string): JestReport | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JestReport;
  } catch {
    return undefined;
  }
};

/** The last line of a run. It stands alone and has one form, so that people and programs can read it. */
export const lastLine = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
