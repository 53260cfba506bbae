import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNode, type TestNode } from '../../../dist/support/node.js';
import { redisOnPath, startRedis } from '@entente/infra/services/redis';

/** A node of Entente on a migrated database: api, worker and queue as the processes that they are in production. */
export const withNode = async <T>(databaseUrl: string, work: (node: TestNode) => Promise<T>, workers = 1): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'entente-bench-node-'));
  const command = redisOnPath();
  const redis = command ? await startRedis(command, folder) : undefined;
  try {
    const node = await startNode({ queue: redis ? { redisUrl: redis.url ?? '' } : 'postgres', databaseUrl, workers });
    try {
      return await work(node);
    } finally {
      await node.stop();
    }
  } finally {
    await redis?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The address and the key of the administrator of a node. */
export const doorOf = (node: TestNode): { url: string; key: string } => ({ url: node.apis[0]?.url ?? '', key: node.keys['admin'] ?? '' });
