import { byCodes } from '../../kernel/directory.js';
import type { Actor } from '../../kernel/message.js';
import { specOf } from '../../kernel/spec-of.js';
import { type EndReportSchedule, type ScheduleReport, scheduling, type SchedulingFact } from './index.js';

const given = specOf(scheduling);
const association = (region = '*'): Actor => ({ principal: 'a', organisation: 'association', role: 'administrator', region });
const schedule = (parameters: Readonly<Record<string, string>> = {}, actor = association(), id = 's1', report = 'monthly-brief'): ScheduleReport =>
  ({ type: 'ScheduleReport', id: `c-${id}`, actor, at: '2024-06-10T01:00:00.000Z', directory: { ...byCodes, edition: (code) => code === 'cisc-21' }, data: { id, report, parameters } });
const end = (id: string, actor = association()): EndReportSchedule => ({ type: 'EndReportSchedule', id: `e-${id}`, actor, at: '2024-06-11T01:00:00.000Z', directory: byCodes, data: { id } });
const facts = (...commands: readonly (ScheduleReport | EndReportSchedule)[]): readonly SchedulingFact[] => commands.reduce<readonly SchedulingFact[]>((all, each) => [...all, ...given(...all).when(each).facts()], []);

describe('putting a report on schedule', () => {
  it('is done once for the same parameters, and again after it was ended', () => {
    expect(facts(schedule()).map(({ type }) => type)).toEqual(['ReportScheduled']);
    given(...facts(schedule())).when(schedule({}, association(), 's2')).thenRefused('report-schedule/exists');
    expect(facts(schedule(), schedule({ region: '510000' }, association(), 's2'), end('s1'), schedule({}, association(), 's3'))).toHaveLength(4);
    given(...facts(schedule(), end('s1'))).when(end('s1')).thenNothing();
    given(...facts(schedule(), end('s1'))).when(schedule()).thenTypes('ReportScheduled');
    given(...facts(schedule())).when(schedule({ region: '510000' })).thenRefused('report-schedule/id-taken');
    given().when(end('s1')).thenRefused('report-schedule/not-found');
  });
  it('is an association’s whose scope holds what it tells', () => {
    given().when(schedule({}, association('510000'))).thenRefused('report-schedule/not-yours');
    given().when(schedule({ region: '500000' }, association('510000'))).thenRefused('report-schedule/not-yours');
    given().when(schedule({ region: '510100' }, association('510000'))).thenTypes('ReportScheduled');
    given().when(schedule({}, { ...association(), role: 'region' })).thenRefused('report-schedule/not-yours');
    given(...facts(schedule())).when(end('s1', association('510000'))).thenRefused('report-schedule/not-yours');
  });
  it('names what is on record', () => {
    given().when(schedule({ region: '999999' })).thenRefused('region/unknown-code');
    given().when(schedule({ edition: 'cisc-99' }, association(), 's1', 'conference')).thenRefused('edition/unknown');
    given().when(schedule({}, association(), 's1', 'weekly')).thenRefused('report/unknown');
  });
  it('is known since it was recorded', () => {
    const [fact] = facts(schedule());
    expect(Object.values([{ ...fact, recordedAt: '2024-06-10T01:00:01.000Z' } as unknown as SchedulingFact].reduce(scheduling.evolve, {}))).toMatchObject([{ id: 's1', since: '2024-06-10T01:00:01.000Z', ended: false }]);
  });
});
