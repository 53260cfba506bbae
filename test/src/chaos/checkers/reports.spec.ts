import { logOf } from './cooperation.samples.js';
import { reports } from './reports.js';
import { february, idOf, january, publishing, run, signed, sound } from './reports.samples.js';
import type { LedgerRun } from './reports-stored.js';

const { log, stored } = sound;
const before = [...signed(1), ...signed(2)];
const [first, second] = [publishing('2024-01', january, 3), publishing('2024-02', february, 4)];
const withRun = (more: Partial<LedgerRun>) => ({ runs: [run('2024-01', january, more), run('2024-02', february)] });
const UNDATED = 'Neither the days of this edition nor those of any of its signings are on record, so nothing can be counted from them; announce them first.';
const conference = (dueAt: number, error: string): LedgerRun => ({ ...run('T+1', january), id: 'run 3', job: 'report/conference', parameters: '{"edition":"e-1"}', state: 'failed', result: null, dueAt, error });
const signedThere = { stream: 'signing-9', type: 'SigningSubmitted', by: 9, data: { terms: { edition: 'e-1', signedOn: '2024-01-11' } } };

describe('issues and runs', () => {
  it('are sound where each period is published once by a run that ended so', () => expect(reports(log, stored)).toEqual([]));

  it.each<[string, readonly string[], string]>([
    ['an issue is published twice', reports(logOf([...before, first, second, { ...publishing('2024-01', january, 5) }]), stored), 'is there 2 times'],
    ['an issue has another id', reports(logOf([...before, { ...first, data: { ...first.data, issue: idOf('2024-03') } }, second]), stored), 'its name makes it'],
    ['an issue was told from later than it was published', reports(logOf([first, ...before, second]), stored), 'was told from position 4'],
    ['the run of an issue is unknown', reports(log, { runs: [run('2024-02', february), run('2024-01', january, { id: 'another' })] }), 'not in the ledger'],
    ['the run of an issue has failed', reports(log, withRun({ state: 'failed', result: null, error: 'no' })), 'and published an issue'],
    ['a run that was cancelled published afterwards', reports(log, withRun({ state: 'cancelled', cancelAsked: true, result: null, finishedAt: 3 })), 'was cancelled, and published an issue 1 ms later'],
    ['a run was cancelled by nobody', reports(log, withRun({ state: 'cancelled', result: null })), 'nobody asked for that'],
    ['a run never ends', reports(log, withRun({ state: 'running', result: null })), 'is running still'],
    ['a run is done and published nothing', reports(logOf([...before, second]), stored), 'holds no issue of it'],
    ['a run is done with other digests', reports(log, withRun({ result: { ...run('2024-01', january).result, output: 'another' } })), 'is done with'],
    ['a period has two runs', reports(log, { runs: [...stored.runs, run('2024-02', february, { id: 'third' })] }), 'is there 2 times'],
    ['an issue does not verify', reports(log, { runs: [...stored.runs, run('2024-01', january, { id: 'v', job: 'verify/monthly-brief', result: { holds: false } })] }), 'does not hold'],
    ['a run has failed for no reason', reports(log, { runs: [...stored.runs, conference(0, 'Connection terminated')] }), 'for which there is no reason'],
    ['a rule is said to stand in the way that does not', reports(logOf([...before, first, second, signedThere]), { runs: [...stored.runs, conference(9, UNDATED)] }), 'for which there is no reason'],
  ])('are not where %s', (_, faults, sentence) => expect(faults).toContainEqual(expect.stringContaining(sentence)));

  it('may have failed or been cancelled where a rule or a person wanted that', () => {
    expect(reports(logOf([...before, first, second, signedThere]), { runs: [...stored.runs, conference(5, UNDATED)] })).toEqual([]);
    expect(reports(logOf([...before, second]), { runs: [run('2024-01', january, { state: 'cancelled', cancelAsked: true, result: null }), run('2024-02', february)] })).toEqual([]);
    // The issue was out when its worker was lost, and only then was the run cancelled.
    expect(reports(log, withRun({ state: 'cancelled', cancelAsked: true, result: null, finishedAt: 900 }))).toEqual([]);
  });
});
