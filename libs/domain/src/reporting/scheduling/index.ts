export { refusals, scheduling, SCHEDULES, schedulingEvents } from './scheduling.js';
export type { EndReportSchedule, Scheduled, ScheduleReport, Schedules, SchedulingFact } from './scheduling.js';
