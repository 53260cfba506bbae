import { join } from 'node:path';

import { table, type Row } from './table.js';

export type Board = Readonly<{
  baseUrl: string;
  database: string;
  queue: string;
  pids: Readonly<Record<string, number | undefined>>;
  keysFile: string;
  dataDir: string;
}>;

export const printBoard = ({ baseUrl, database, queue, pids, keysFile, dataDir }: Board, say: (line: string) => void): void => {
  const lines: readonly (readonly [string, string])[] = [
    ['API', `${baseUrl}/v1 (process ${pids['api']})`],
    ['API documents', `${baseUrl}/docs`],
    ['Worker', `process ${pids['worker']}`],
    ['Postgres', database],
    ['Queue', queue],
    ['Keys', keysFile],
    ['Logs', join(dataDir, 'logs')],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  say('');
  for (const [name, text] of lines) say(`  ${name.padEnd(width)}  ${text}`);
  say('');
};

const firstMetric = '/v1/metrics/signings.count?region=510100&by=edition';

/** The first numbers, asked for as anybody would ask; a failure is said and stops nothing. */
export const printFirstMetric = async (baseUrl: string, key: string | undefined, say: (line: string) => void): Promise<void> => {
  const shown = `GET ${firstMetric}`;
  try {
    const response = await fetch(`${baseUrl}${firstMetric}`, { headers: key ? { authorization: `Bearer ${key}` } : {}, signal: AbortSignal.timeout(15_000) });
    if (!response.ok) return say(`${shown} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
    const { rows, totals } = (await response.json()) as { rows?: Row[]; totals?: Row | Row[] };
    say(shown);
    for (const line of table(rows ?? [])) say(`  ${line}`);
    for (const line of table([totals ?? []].flat())) say(`  ${line}`);
  } catch (error) {
    say(`${shown} failed: ${(error as Error).message}`);
  }
};
