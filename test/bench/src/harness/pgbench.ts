import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { actor, HAPPENED, happening } from '../contenders/happening.js';
import type { Entrant } from '../work.js';
import { withHands } from './hands.js';
import { systemProgram } from './system-program.js';

/** The same INSERT from Postgres's own driver, which has no JavaScript in it: how far the database would go. */
const script = `insert into events (id, stream, version, type, metadata, data)
values (gen_random_uuid(), 'happening-' || gen_random_uuid(), 1, '${HAPPENED}', '${JSON.stringify({ actor })}', '${JSON.stringify(happening())}');
`;

/** None where the system has no pgbench. */
export const pgbenchInserts = (pools: readonly number[]): readonly Entrant[] => {
  const program = systemProgram('pgbench');
  if (!program) return [];
  return [{
    name: 'pgbench',
    pools,
    prepare: ({ url, pool }) => withHands('insert', 1, async ([hand]) => void (await hand?.ask('prepare', { url, pool, events: 0 }))),
    measure: async ({ url, pool, settings }) => {
      const folder = mkdtempSync(join(tmpdir(), 'entente-pgbench-'));
      try {
        const file = join(folder, 'insert.sql');
        writeFileSync(file, script);
        const threads = Math.min(pool, cpus().length);
        const seconds = Math.max(1, Math.round(settings.ms / 1_000));
        const args = ['-n', '-M', 'prepared', '-f', file, '-c', pool, '-j', threads, '-T', seconds, url].map(String);
        const { stdout } = await promisify(execFile)(program, args);
        const [, tps, latency] = [/tps = ([\d.]+)/, /latency average = ([\d.]+)/].reduce<string[]>((found, each) => [...found, each.exec(stdout)?.[1] ?? ''], ['']);
        return { value: Number(tps), figures: { mean: Number(latency) } };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  }];
};
