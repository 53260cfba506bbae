import { jestTally, lastLine, nothing, one, sum } from './tally.js';

const report = (more: object) => ({ numPassedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [], ...more });

describe('the tally of a test run', () => {
  it('sums its stages and ends in one line', () => {
    expect(lastLine(sum([one(true, ''), one(false, 'lint'), { ...nothing, passed: 5 }]))).toBe('6 passed, 1 failed');
    expect(lastLine({ ...nothing, passed: 2, skipped: 3 })).toBe('2 passed, 0 failed, 3 skipped');
  });

  it('names the tests that failed', () => {
    const testResults = [{ name: '/repo/a.spec.ts', status: 'failed', assertionResults: [{ status: 'failed', fullName: 'a b' }, { status: 'passed', fullName: 'c' }] }];
    expect(jestTally('unit', report({ numPassedTests: 1, testResults }), false, '/repo')).toEqual({ passed: 1, failed: 1, skipped: 0, failures: ['a.spec.ts › a b'] });
  });

  it('counts a file that could not run as a failure', () => {
    const testResults = [{ name: '/repo/a.spec.ts', status: 'failed', assertionResults: [] }];
    expect(jestTally('unit', report({ testResults }), false, '/repo').failures).toEqual(['a.spec.ts could not run']);
  });

  it.each([
    ['there is no report', undefined, true],
    ['nothing ran', report({}), true],
    ['Jest ended badly though all passed', report({ numPassedTests: 3 }), false],
  ])('fails when %s', (_, jestReport, exitedWell) => {
    expect(jestTally('unit', jestReport, exitedWell, '/repo').failed).toBe(1);
  });
});
