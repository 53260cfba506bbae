import { join } from 'node:path';

import type { Ask } from './ask.js';
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

type Total = Readonly<{ unit: string; value: string; low: string; high: string | null; unknown: string }>;
type Answer = Readonly<{ metric: string; totals: readonly Total[]; asOf: { position: number } }>;
type Claim = Readonly<{
  metric: string;
  scope: Readonly<Record<string, string | null>>;
  quantity: { text: string };
  recorded: { value: string | null; reason?: string };
}>;

const METRICS = ['signings.count', 'signings.contracted', 'signings.active', 'signings.present', 'signings.submitted'];

/** The first numbers and the announced totals beside them, asked for as anybody would ask; a failure is said and stops nothing. */
export const printFirstMetrics = async (ask: Ask, position: number, say: (line: string) => void): Promise<void> => {
  try {
    const answers: Answer[] = [];
    for (const metric of METRICS) answers.push(await ask<Answer>(`/v1/metrics/${metric}?region=510100&minPosition=${position}`));
    say(`Chengdu (510100), as known at position ${answers[0]?.asOf.position}:`);
    for (const line of table(answers.flatMap(rowsOf))) say(`  ${line}`);
    const { items } = await ask<{ items: readonly Claim[] }>(`/v1/claims?minPosition=${position}`);
    if (items.length === 0) return;
    say('\nAnnounced totals, and what is recorded in the same scope:');
    for (const line of table(items.map(announced))) say(`  ${line}`);
  } catch (error) {
    say(`The first metrics cannot be shown: ${(error as Error).message}`);
  }
};

const rowsOf = ({ metric, totals }: Answer): Row[] =>
  totals.length === 0
    ? [{ metric, value: 'not stated', unit: '' }]
    : totals.map(({ unit, value, unknown }) => ({ metric, value, unit, 'amount not stated': unknown === '0' ? '' : unknown }));

const announced = ({ metric, scope, quantity, recorded }: Claim): Row => ({
  metric,
  scope: [scope['territory'], scope['edition'], scope['session'], scope['session'] ? null : scope['from'] && `${scope['from']}/${scope['to'] ?? '..'}`, scope['kind'], scope['batch'] && 'a batch of credit'].filter(Boolean).join(', '),
  announced: quantity.text,
  recorded: recorded.value ?? (recorded.reason ?? 'not stated').split(':')[0],
});
