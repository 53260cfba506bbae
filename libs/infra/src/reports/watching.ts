import { headOf } from '../reading/read-up-to.js';
import { type Watched, type WatchNeeds, watch } from './watch.js';

/**
 * One look at what came in since the last one. Where another worker is looking, or nothing came in, there is nothing to do.
 * What was found is in the log before the look is noted as done, and is the same when it is found again.
 */
export const lookAtIssues = async (needs: WatchNeeds): Promise<Watched | undefined> => {
  const client = await needs.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const { rows: [row] } = await client.query<{ position: number }>('select position::float8 as position from reports.watched for update skip locked');
    const head = row && (await headOf(needs.pool));
    if (!row || head === undefined || head <= row.position) return undefined;
    const watched = await watch(needs, row.position, head);
    await client.query('update reports.watched set position = $1', [head]);
    await client.query('commit');
    return watched;
  } finally {
    await client.query('rollback').catch((error: Error) => (broken = error));
    client.release(broken);
  }
};
