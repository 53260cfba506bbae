import { z } from 'zod';
import { canonical } from '../../kernel/canonical.js';
import type { Decider } from '../../kernel/decider.js';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import type { Command, Recorded } from '../../kernel/message.js';
import { type Person, personOf } from '../../kernel/party.js';
import { dateInShanghai } from '../../kernel/period.js';
import { mustHold, Refusal, type RefusalKind } from '../../kernel/refusal.js';
import { definitionOf, nameFaults, reachOf, refuseReport } from '../report/index.js';

/** All schedules stand in one stream: they are few, and are read together. */
export const SCHEDULES = 'report-schedules';

const person = z.object({ principal: z.string(), organisation: z.string() });
const named = { schedule: z.string(), report: z.string(), parameters: z.record(z.string(), z.string()) };
export const reportScheduled = eventType('ReportScheduled', { en: 'A report was put on schedule: from now on each of its periods is published when it falls due.', zh: '将报表列入计划：此后各期到期即公布。' }, z.object({ ...named, by: person }));
export const reportScheduleEnded = eventType('ReportScheduleEnded', { en: 'A report was taken off its schedule; what was published stays.', zh: '将报表移出计划；已公布的不变。' }, z.object({ ...named, by: person }));
export const schedulingEvents = [reportScheduled, reportScheduleEnded] as const;
export type SchedulingFact = FactOf<(typeof schedulingEvents)[number]>;

export type ScheduleReport = Command<'ScheduleReport', { id: string; report: string; parameters: Readonly<Record<string, string>> }>;
export type EndReportSchedule = Command<'EndReportSchedule', { id: string }>;

/** `since`: RFC 3339 instant at which it was recorded; null in a state that is only foreseen. */
export type Scheduled = Readonly<{ id: string; report: string; parameters: Readonly<Record<string, string>>; since: string | null; by: Person; ended: boolean }>;
/** By what is scheduled, so that nothing is scheduled twice; the newest of each. */
export type Schedules = Readonly<Record<string, Scheduled>>;

export const refusals = {
  'report-schedule/not-yours': ['forbidden', 'A report is put on schedule, and taken off, by an association whose scope holds all that it tells.', '报表列入、移出计划由辖区涵盖其内容的协会办理。'],
  'report-schedule/exists': ['conflict', 'This report is on schedule with these parameters already; GET /v1/reports/schedules lists all.', '该报表（相同参数）已在计划中；见 GET /v1/reports/schedules。'],
  'report-schedule/id-taken': ['conflict', 'Another report is on schedule under this id; leave the id out, or choose another.', '该编号已用于另一报表的计划；请不填，或另选编号。'],
  'report-schedule/not-found': ['absent', 'There is no such schedule; GET /v1/reports/schedules lists all.', '没有该计划；全部计划见 GET /v1/reports/schedules。'],
} as const satisfies Record<string, readonly [RefusalKind, string, string]>;

export const refuse = (code: keyof typeof refusals, pointer?: string): Refusal => {
  const [kind, en, zh] = refusals[code];
  return new Refusal(code, { en, zh }, kind, pointer === undefined ? [] : [{ pointer, code, message: { en, zh } }]);
};

const keyOf = (report: string, parameters: object): string => `${report} ${canonical(parameters)}`;

const mustBeTheirs = ({ actor, directory }: Pick<Command, 'actor' | 'directory'>, parameters: Readonly<Record<string, string>>): void => {
  const reach = reachOf(parameters);
  if (actor.role !== 'administrator' || (actor.region !== '*' && (reach === '*' || !directory.within(reach, actor.region)))) throw refuse('report-schedule/not-yours');
};

const schedule = (command: ScheduleReport, schedules: Schedules): readonly SchedulingFact[] => {
  const { data: { id, report, parameters }, actor, at, directory } = command;
  if (!definitionOf(report)) throw refuseReport('report/unknown', '/report');
  mustBeTheirs(command, parameters);
  mustHold(nameFaults(parameters, directory));
  const key = keyOf(report, parameters);
  const known = schedules[key];
  if (known && !known.ended) throw refuse('report-schedule/exists');
  if (Object.entries(schedules).some(([other, it]) => it.id === id && other !== key)) throw refuse('report-schedule/id-taken', '/id');
  return [{ type: 'ReportScheduled', effectiveOn: dateInShanghai(at), data: { schedule: id, report, parameters, by: personOf(actor) } }];
};

const end = (command: EndReportSchedule, schedules: Schedules): readonly SchedulingFact[] => {
  const found = Object.values(schedules).find(({ id }) => id === command.data.id);
  if (!found) throw refuse('report-schedule/not-found');
  mustBeTheirs(command, found.parameters);
  if (found.ended) return [];
  const { id, report, parameters } = found;
  return [{ type: 'ReportScheduleEnded', effectiveOn: dateInShanghai(command.at), data: { schedule: id, report, parameters, by: personOf(command.actor) } }];
};

/** Which reports are published of themselves, period by period. */
export const scheduling: Decider<Schedules, ScheduleReport | EndReportSchedule, SchedulingFact> = {
  name: 'report-schedule',
  stateVersion: 1,
  streamsOf: () => [SCHEDULES],
  refersTo: (command) => (command.type === 'ScheduleReport' && command.data.parameters['edition'] !== undefined ? { editions: [command.data.parameters['edition']] } : {}),
  initialState: {},
  decide: (command, schedules) => (command.type === 'ScheduleReport' ? schedule(command, schedules) : end(command, schedules)),
  evolve: (schedules, fact) => {
    const { schedule: id, report, parameters, by } = fact.data;
    const key = keyOf(report, parameters);
    if (fact.type === 'ReportScheduled') return { ...schedules, [key]: { id, report, parameters, since: (fact as Partial<Recorded>).recordedAt ?? null, by, ended: false } };
    const known = schedules[key];
    return known ? { ...schedules, [key]: { ...known, ended: true } } : schedules;
  },
};
