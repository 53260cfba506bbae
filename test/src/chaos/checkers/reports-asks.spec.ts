import { commandOf, type RunAnswer, type RunAsk } from '../history.js';
import { reportAsks } from './reports-asks.js';
import { january, run } from './reports.samples.js';

const body = { parameters: { region: '510100' }, period: '2024-01', publish: true };
let n = 0;
const ok = (state = 'waiting', id = 'run 2024-01', replayed = false): RunAnswer => ({ outcome: 'ok', status: 202, replayed, run: { id, state } });
const no = (status: number, code: string): RunAnswer => ({ outcome: 'fail', status, code, etag: null });
const asking = (answer: RunAnswer, more: Partial<RunAsk> = {}): RunAsk => {
  n += 1;
  return { n, as: 'admin', path: '/v1/reports/monthly-brief/runs', body, key: 'key', invoked: n * 10, answered: n * 10 + 5, ...answer, ...more } as RunAsk;
};
const cancelling = (answer: RunAnswer): RunAsk => asking(answer, { path: '/v1/reports/runs/run 2024-01/cancel', body: {}, key: 'another' });
const ledger = (more: Parameters<typeof run>[2] = {}) => ({ runs: [run('2024-01', january, more)] });

describe('what is answered of runs', () => {
  it('is sound where the ledger bears it out', () => {
    expect(reportAsks([asking({ outcome: 'unknown', why: 'lost' }), asking(ok()), asking(ok('done', 'run 2024-01', true)), cancelling(no(409, 'report/run-finished'))], ledger())).toEqual([]);
    expect(reportAsks([asking(ok()), asking(no(422, 'request/idempotency-key-reused'), { body: { ...body, period: '2024-02' } })], ledger())).toEqual([]);
    expect(reportAsks([asking(ok()), cancelling(ok('cancelled'))], ledger({ state: 'cancelled' }))).toEqual([]);
    expect(reportAsks([cancelling(ok('cancelled')), asking(ok())], ledger())).toEqual([]);
    expect(reportAsks([asking(no(422, 'request/invalid'), { provokes: 'request/invalid' })], { runs: [] })).toEqual([]);
  });

  it.each<[string, readonly string[], string]>([
    ['a run is not there', reportAsks([asking(ok('waiting', 'nowhere'))], ledger()), 'not in the ledger'],
    ['a run is another than was asked for', reportAsks([asking(ok(), { body: { ...body, period: '2024-02' } })], ledger()), 'which is report/monthly-brief'],
    ['one key is two runs', reportAsks([asking(ok()), asking(ok('waiting', 'b', true))], { runs: [...ledger().runs, run('2024-01', january, { id: 'b' })] }), '2 runs'],
    ['one key is new twice', reportAsks([asking(ok()), asking(ok())], ledger()), 'taken for new twice'],
    ['a run that was cancelled is done', reportAsks([asking(ok()), cancelling(ok('cancelled'))], ledger()), 'was told that the run'],
    ['a run cannot be cancelled that is not over', reportAsks([asking(ok()), cancelling(no(409, 'report/run-finished'))], ledger({ state: 'cancelled' })), 'for which there is no reason'],
    ['nobody used the key for anything else', reportAsks([asking(ok()), asking(no(422, 'request/idempotency-key-reused'))], ledger()), 'for which there is no reason'],
    ['an api breaks', reportAsks([asking(no(500, 'service/internal'))], ledger()), '500 service/internal'],
    ['what is wrong is taken', reportAsks([asking(ok(), { provokes: 'request/invalid' })], ledger()), 'was to be refused'],
    ['nobody asked for a run', reportAsks([], ledger({ asked: { principal: 'administrator', at: '', request: commandOf({ as: 'admin', path: '/', key: 'none' }) } })), 'nobody asked for it'],
  ])('is not where %s', (_, faults, sentence) => expect(faults).toContainEqual(expect.stringContaining(sentence)));
});
