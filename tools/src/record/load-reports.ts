import { firstIssues, schedules } from './reports.js';
import { abreast, countOf, type Loaded, type Loading, sender } from './send.js';

/** All of it, to tell one release of the record from another. */
export const reportsContent: unknown = [firstIssues, schedules];

/**
 * Puts reports on schedule and asks for the first issues, once the rest of the record is there: they are told from what is known
 * when they are asked for. A run has no place in the log, so it counts as standing where the schedules do.
 */
export const loadReports = async (loading: Loading): Promise<Loaded> => {
  const send = sender(loading);
  const scheduled = await abreast(Object.entries(schedules), ([name, schedule]) => send('admin', '/v1/reports/schedules', `opening-record/report-schedule/${name}`, schedule));
  const { position } = countOf(scheduled);
  const asked = await abreast(Object.entries(firstIssues), async ([name, { report, parameters, period }]) =>
    ({ ...(await send('admin', `/v1/reports/${report}/runs`, `opening-record/report/${name}`, { parameters, period, publish: true })), position }));
  return countOf([...scheduled, ...asked]);
};
