import { type Definition, definitionOf, type Due, followUpsDue, periodsDue } from '@entente/domain/reporting/report';
import { scheduling, SCHEDULES, type Scheduled, type Schedules, type SchedulingFact } from '@entente/domain/reporting/scheduling';
import { edtfInterval } from '@entente/domain/kernel/period';
import type { CooperationRow } from '@entente/domain/views/cooperation';
import type pg from 'pg';
import { dayKindOf } from '../calendar/working-days.js';
import type { EventLog } from '../event-log/event-log.js';
import type { Scheduled as ScheduledJob } from '../jobs/runner.js';
import { readBuilds } from '../reading/builds.js';
import { tableOf } from '../reading/reader.js';

export const schedulesIn = async (log: Pick<EventLog, 'read'>): Promise<Schedules> =>
  ((await log.read(SCHEDULES, 0)).facts as unknown as readonly SchedulingFact[]).reduce<Schedules>(scheduling.evolve, scheduling.initialState);

/** The days on which a conference was held, as they are known now; undefined where they are not. */
const heldOn = async (pool: pg.Pool, code: string): Promise<Readonly<{ from: string; to: string }> | undefined> => {
  const active = (await readBuilds(pool)).builds.find(({ reader, active: is }) => reader === 'cooperation' && is);
  if (!active) return undefined;
  const { rows: [found] } = await pool.query<{ row: CooperationRow }>(`select row from ${tableOf('cooperation', '', active.build)} where kind = 'edition' and $1 = any(about) and row -> 'state' ->> 'code' = $1 limit 1`, [code]);
  const state = found?.row.state as { from?: string | null; to?: string | null } | undefined;
  const [from, to] = [state?.from ?? null, state?.to ?? state?.from ?? null];
  return from === null || to === null ? undefined : { from: edtfInterval(from).from, to: edtfInterval(to).to };
};

const dueOf = async (pool: pg.Pool, { parameters, since }: Scheduled, definition: Definition, now: string): Promise<readonly Due[]> => {
  if (since === null) return [];
  if (definition.rhythm !== 'after-conference') return periodsDue({ ...definition, rhythm: definition.rhythm }, since, now, dayKindOf);
  const held = await heldOn(pool, parameters['edition'] ?? '');
  return held ? followUpsDue(definition, held, since, now, dayKindOf) : [];
};

/** What has fallen due of all reports on schedule, since each was put there: found by what is in the log, so that nothing is missed however long nobody looked. */
export const scheduledReports = async ({ pool, log }: Readonly<{ pool: pg.Pool; log: Pick<EventLog, 'read'> }>, now: string): Promise<readonly ScheduledJob[]> => {
  const jobs: ScheduledJob[] = [];
  for (const scheduled of Object.values(await schedulesIn(log))) {
    const definition = definitionOf(scheduled.report);
    if (scheduled.ended || !definition) continue;
    jobs.push({ name: `report/${scheduled.report}`, parameters: scheduled.parameters, schedule: { every: 'given', slots: await dueOf(pool, scheduled, definition, now) } });
  }
  return jobs;
};
