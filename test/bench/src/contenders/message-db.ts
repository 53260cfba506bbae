import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { Contender } from '../contender.js';
import { filledPool } from './connections.js';
import { actor, HAPPENED, happening } from './happening.js';

const database = new URL('../../node_modules/@eventide/message-db/database/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, database), 'utf8');

/** The files that its scripts run, in the order in which they run them. */
const filesOf = (script: string): string[] => [...read(script).matchAll(/\$base\/([\w/-]+\.sql)/g)].map(([, file = '']) => file);

const SEARCH_PATH = '-c search_path=message_store,public';
const WRITE = { name: 'write', text: 'select write_message($1, $2, $3, $4, $5, $6)' };

/** Its functions, called directly, with the expected version of a stream that does not exist. */
export const messageDb: Contender = {
  prepare: async ({ url }) => {
    const client = new pg.Client({ connectionString: url, options: '-c client_min_messages=warning' });
    await client.connect();
    for (const file of ['install.sh', 'install-functions.sh', 'install-indexes.sh', 'install-views.sh', 'install-privileges.sh'].flatMap(filesOf)) {
      await client.query(read(file));
    }
    await client.end();
  },
  writer: async ({ url, pool: max }) => {
    const pool = await filledPool(url, max, SEARCH_PATH);
    return {
      once: async () => {
        const data = happening();
        await pool.query({ ...WRITE, values: [randomUUID(), `happening-${data.id}`, HAPPENED, JSON.stringify(data), JSON.stringify({ actor }), -1] });
      },
      close: () => pool.end(),
    };
  },
};
