import type { Asked } from '../history.js';
import { type Fact, logOf, refused } from './cooperation.samples.js';
import { closing, frozen, kept, publishing, reopening, run, signed } from './reports.samples.js';
import { closingReasons, closings } from './reports-closings.js';
import { positions } from './reports-positions.js';

const act = (month: string, verb: string, body: object = {}): Omit<Asked, 'key'> => ({ as: 'admin', path: `/v1/periods/${month}/${verb}`, body });
const before = [...signed(1), ...signed(2)];
const reasonsFor = (asked: Omit<Asked, 'key'>, heard: string, ...facts: readonly Fact[]) => closingReasons(logOf([...before, ...facts]), [{ ...refused(asked, heard), at: '2026-01-01T00:00:00.000Z' }]);
const planned = (id: string): Fact => ({ stream: 'report-schedules', type: 'ReportScheduled', by: 8, data: { schedule: id, report: 'monthly-brief', parameters: {} } });
const plan: Omit<Asked, 'key'> = { as: 'admin', path: '/v1/reports/schedules', body: { report: 'monthly-brief', parameters: {} } };

describe('refusals of acts on months and schedules', () => {
  it.each<[string, readonly string[]]>([
    ['a month is closed already', reasonsFor(act('2024-01', 'close'), '409 period/already-closed', closing('2024-01', 5, 4))],
    ['a month is open', reasonsFor(act('2024-01', 'reopen'), '409 period/not-closed', closing('2024-01', 5, 4), reopening('2024-01', 6))],
    ['an earlier month is closed later', reasonsFor(act('2024-02', 'close', { position: 3 }), '409 period/before-former', closing('2024-01', 5, 4))],
    ['a later month is closed earlier', reasonsFor(act('2024-01', 'close'), '409 period/after-later', closing('2024-02', 5, 4))],
    ['a month is not over', reasonsFor(act('2999-01', 'close'), '422 period/not-over')],
    ['a position is never there', reasonsFor(act('2024-01', 'close', { position: 99 }), '422 period/beyond-head')],
    ['a report is on schedule', reasonsFor(plan, '409 report-schedule/exists', planned('a'))],
    ['a schedule is unknown', reasonsFor({ ...plan, path: '/v1/reports/schedules/b/end' }, '404 report-schedule/not-found', planned('a'))],
  ])('are justified where %s', (_, faults) => expect(faults).toEqual([]));

  it.each<[string, readonly string[]]>([
    ['no month was closed', reasonsFor(act('2024-01', 'close'), '409 period/already-closed')],
    ['the month was closed', closingReasons(logOf([...before, closing('2024-01', 5, 4)]), [{ ...refused(act('2024-01', 'reopen'), '409 period/not-closed', { invoked: 20, answered: 30 }) }, { ...refused(act('2024-01', 'close'), '200'), outcome: 'ok', status: 200, replayed: false, receipt: { stream: 'report-closings', version: 1, position: 5 }, command: 'command 5', invoked: 1, answered: 2 }])],
    ['the earlier month is closed before', reasonsFor(act('2024-02', 'close', { position: 4 }), '409 period/before-former', closing('2024-01', 5, 3))],
    ['the month was over', reasonsFor(act('2024-01', 'close'), '422 period/not-over')],
    ['the position is there', reasonsFor(act('2024-01', 'close', { position: 2 }), '422 period/beyond-head')],
    ['an api breaks', reasonsFor(act('2024-02', 'close'), '500 service/internal', closing('2024-01', 5, 3))],
    ['nothing is on schedule', reasonsFor(plan, '409 report-schedule/exists')],
  ])('are not where %s', (_, faults) => expect(faults).toEqual([expect.stringContaining('for which nothing in the log is a reason')]));
});

describe('months', () => {
  const done = (asked: Omit<Asked, 'key'>, command: string, version = 1) => ({ ...refused(asked, '200'), outcome: 'ok', status: 200, replayed: false, command, receipt: { stream: 'report-closings', version, position: 5 } }) as const;
  it('are closed in their order, and by what was acknowledged', () => {
    const log = logOf([...before, closing('2024-01', 5, 3), closing('2024-02', 6, 3), reopening('2024-01', 7), closing('2024-01', 8, 2)]);
    expect(closings(log, [done(act('2024-01', 'close'), 'command 5'), done(act('2024-01', 'reopen'), 'command 7'), done(act('2024-02', 'close', { position: 3 }), 'repeated', 2)])).toEqual([]);
  });
  it.each<[string, readonly string[], string]>([
    ['they are out of order', closings(logOf([...before, closing('2024-01', 5, 4), closing('2024-02', 6, 3)]), []), 'not in their order'],
    ['one is closed twice', closings(logOf([...before, closing('2024-01', 5, 3), closing('2024-01', 6, 4)]), []), 'was closed before'],
    ['one is closed at what is not there', closings(logOf([closing('2024-01', 5, 4)]), []), 'not there yet'],
    ['an act wrote of another month', closings(logOf([...before, closing('2024-01', 5, 4)]), [done(act('2024-02', 'close'), 'command 5')]), 'did not do what it says'],
    ['an act wrote nothing', closings(logOf([...before, closing('2024-01', 5, 4)]), [done(act('2024-01', 'reopen'), 'none')]), 'did not do what it says'],
  ])('are not where %s', (_, faults, sentence) => expect(faults).toContainEqual(expect.stringContaining(sentence)));
});

describe('issues', () => {
  const told = (position: number, dueAt: number, facts: readonly Fact[], asked: Readonly<{ principal: string; at: string }> | null = null) => {
    const set = kept(frozen('2024-01', position));
    // The clock of the samples ticks once a second here, beyond what clocks may differ.
    const events = logOf([...before, ...facts, publishing('2024-01', set, 9)]).events.map((event) => ({ ...event, recorded: event.recorded * 1_000 }));
    return positions({ events }, { runs: [run('2024-01', set, { dueAt: dueAt * 1_000, asked })] });
  };
  it('are told from where their month was closed, and else from what was recorded when they fell due', () => {
    expect(told(4, 3.5, [])).toEqual([]);
    expect(told(2, 6, [closing('2024-01', 5, 2)])).toEqual([]);
    expect(told(6, 5.5, [closing('2024-01', 5, 2), reopening('2024-01', 6)])).toEqual([]);
    // It was asked for again after it had failed, and after it was out.
    expect(told(4, 0.5, [], { principal: 'a', at: '1970-01-01T00:00:03.500Z' })).toEqual([]);
    expect(told(4, 3.5, [], { principal: 'a', at: '1970-01-01T00:00:09.000Z' })).toEqual([]);
    // It was closed while the issue was being made: both are as it should be.
    for (const position of [2, 4]) expect(told(position, 3.2, [closing('2024-01', 5, 2)])).toEqual([]);
  });
  it.each([
    ['from later than they fell due', told(4, 2, [])],
    ['from what was known when they failed, though they were asked for again', told(2, 1.5, [], { principal: 'a', at: '1970-01-01T00:00:03.500Z' })],
    ['from the end though their month is closed', told(5, 6, [closing('2024-01', 5, 2)])],
    ['from where their month was closed, though it is open again', told(2, 7, [closing('2024-01', 5, 2), reopening('2024-01', 6)])],
  ])('are not told %s', (_, faults) => expect(faults).toEqual([expect.stringContaining('had to be from')]));
});
