import { poolAs } from '@entente/infra/database/pools';
import { waitUntil } from '@entente/infra/services/child';
import { beginRebuild } from '@entente/infra/reading/builds';
import { readers } from '@entente/infra/reading/readers';
import { crashPoint, type CrashPoint, isOfReports } from '../crash-points.js';
import type { World } from '../world.js';
import { killPostgres } from './database-faults.js';

const ASK_AGAIN_MS = 8_000;

/** Kills the process that reaches the point first, or the database, at the very message; nothing happens where nobody does in time. */
export const crashAt = async (world: World, point: CrashPoint, windowMs: number, downMs: number): Promise<void> => {
  const { gates, supervisor, reached, say } = world;
  let killed: Promise<void> | undefined;
  const fall = (name: string) => (): void => {
    // Two may arrive in the same moment, and one is enough.
    if (killed) return;
    killed = victim === 'database' ? killPostgres(world, 'SIGQUIT', downMs) : supervisor.kill(name, downMs);
    reached.set(point, (reached.get(point) ?? 0) + 1);
    say(`    ${victim === 'database' ? 'The database' : name} was killed at ${point}${victim === 'database' ? ` of ${name}` : ''}.`);
  };
  const { on, victim } = crashPoint(point);
  // Whoever took a run may die of something else; then another is wanted.
  const asking = isOfReports(point) ? setInterval(() => void askForAnIssue(world).catch(() => undefined), ASK_AGAIN_MS) : undefined;
  const disarm = [...gates].filter(([name]) => name.startsWith(on)).map(([name, gate]) => gate.arm(point, fall(name)));
  try {
    // The database may be on its way back from another fault; then a rebuild, or an issue, is begun a moment later.
    const begin = point === 'mid-switch' ? rebuild : isOfReports(point) ? askForAnIssue : undefined;
    if (begin) await waitUntil(() => begin(world).then(() => true, () => false), windowMs, 100);
    await waitUntil(() => killed !== undefined, windowMs, 10);
  } finally {
    clearInterval(asking);
    for (const each of disarm) each();
  }
  await killed;
  if (!killed) say(`    Nobody reached ${point} within ${windowMs} ms.`);
};

/** Begins to build every reader anew; the workers fill what was begun, and switch to it when it has caught up. */
const rebuild = async ({ database }: World): Promise<void> => {
  const pool = poolAs(database.url(), 'entente_worker', 1);
  try {
    for (const reader of readers) await beginRebuild(pool, reader);
  } finally {
    await pool.end();
  }
};

/** Regions of the register of the tests: a report of each is a series of its own, so that one that died with its worker is not waited for. */
const SERIES = ['510100', '500000', '310000', '510107', '440300', '510000', '440000', '110000', '510700', '512000', '500101', '510104', '510116', '510703'];

/** Asks for the issue of a short report that nobody asked for before, unless two wait already; in the ledger itself, so that no api need be there. */
const askForAnIssue = ({ database }: World): Promise<void> =>
  database.run(
    `with before as (select count(*)::int as n, count(*) filter (where state = 'waiting')::int as waiting from jobs.runs where asked ->> 'principal' = 'crash-point')
     select jobs.ask('report/overdue', format('{"region":"%s"}', ($1::text[])[1 + n % cardinality($1::text[])]),
       to_char(date '2015-01-01' + make_interval(months => n), 'YYYY-MM'), now(),
       jsonb_build_object('principal', 'crash-point', 'organisation', 'association', 'role', 'administrator', 'region', '*', 'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'request', gen_random_uuid(), 'inputs', '')) from before where waiting < 2`,
    [SERIES]);
