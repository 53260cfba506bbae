import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crashPointNames } from './crash-points.js';
import type { ChaosReport } from './run.js';
import { groupedBy } from './checkers/set.js';

const FAILURES_MAX = 30;

const counted = (items: readonly string[]): string =>
  [...groupedBy(items, (item) => item)].map(([item, all]) => `${item} ${all.length}`).sort().join(', ') || 'none';

/** What a run did and found, one line each. */
export const summary = ({ schedule, history, reached, recovery, checks, failures }: ChaosReport): readonly string[] => {
  const { operations } = history;
  const refused = operations.flatMap((operation) => (operation.outcome === 'fail' ? [`${operation.status} ${operation.code}`] : []));
  return [
    `Operations: ${operations.length} (${counted(operations.map(({ outcome }) => outcome))}).`,
    `Refusals: ${counted(refused)}.`,
    `Faults: ${schedule.length} (${counted(schedule.map(({ fault }) => fault.kind))}).`,
    `Crash points reached: ${crashPointNames.map((point) => `${point} ${reached.get(point) ?? 0}`).join(', ')}.`,
    ...recovery.map(({ step, ms }) => `Recovery: ${step} ${ms === undefined ? 'never' : `after ${(ms / 1_000).toFixed(1)} s`}.`),
    ...checks.map(({ name, of, faults }) => `${faults.length === 0 ? 'good' : 'BAD '} ${name}: ${of}, ${faults.length} faults.`),
    ...failures.slice(0, FAILURES_MAX),
    ...(failures.length > FAILURES_MAX ? [`… and ${failures.length - FAILURES_MAX} more.`] : []),
  ];
};

/** Writes the history and what was found to a folder, and answers with it. */
export const keep = ({ seed, schedule, history, failures, logs }: ChaosReport, folder = mkdtempSync(join(tmpdir(), 'entente-history-'))): string => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'history.jsonl'), `${history.lines().join('\n')}\n`);
  writeFileSync(join(folder, 'run.json'), `${JSON.stringify({ seed, failures, schedule }, null, 2)}\n`);
  for (const [name, text] of Object.entries(logs)) writeFileSync(join(folder, `${name.replaceAll(' ', '-')}.log`), text);
  return folder;
};
