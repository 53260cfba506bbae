import { readFileSync } from 'node:fs';
import { migrate } from '@entente/infra/database/migrate';
import type { Program } from '../../../dist/support/program.js';
import { postSignings } from '../harness/http-load.js';
import { doorOf, withNode } from '../harness/node.js';
import type { Settings } from '../settings.js';
import type { Entrant, Measured, Work } from '../work.js';

/** Megabytes of a process that are in memory, as Linux tells them. */
const residentMb = ({ pid }: Program): number => {
  const kib = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid()}/status`, 'utf8'))?.[1];
  return Number(kib) / 1_024;
};

/** Least squares over the second half, when caches are full and code is compiled; a million commands further on. */
const slopeOf = (samples: readonly Readonly<{ commands: number; mb: number }>[]): number => {
  const late = samples.slice(Math.floor(samples.length / 2));
  const mean = (of: (sample: (typeof late)[number]) => number): number => late.reduce((sum, sample) => sum + of(sample), 0) / late.length;
  const [x, y] = [mean(({ commands }) => commands), mean(({ mb }) => mb)];
  const above = late.reduce((sum, { commands, mb }) => sum + (commands - x) * (mb - y), 0);
  return (above / late.reduce((sum, { commands }) => sum + (commands - x) ** 2, 0)) * 1_000_000;
};

const BURST_MS = 5_000;

const over = (commandsMax: number): Entrant => ({
  name: 'entente',
  pools: [1],
  prepare: ({ url }) => migrate(url),
  measure: ({ url: databaseUrl }): Promise<Measured> =>
    withNode(databaseUrl, async (node) => {
      const { url, key } = doorOf(node);
      const [api, worker] = [node.apis[0] as Program, node.workers[0] as Program];
      const samples: { commands: number; api: number; worker: number }[] = [];
      for (let commands = 0; commands < commandsMax; samples.push({ commands, api: residentMb(api), worker: residentMb(worker) })) {
        commands += (await postSignings(url, key, BURST_MS)).accepted;
      }
      const slope = (of: (sample: (typeof samples)[number]) => number): number => slopeOf(samples.map((sample) => ({ commands: sample.commands, mb: of(sample) })));
      const last = samples.at(-1);
      return {
        value: Math.max(slope((sample) => sample.api), slope((sample) => sample.worker)),
        figures: {
          commands: last?.commands ?? 0, apiMb: last?.api ?? 0, workerMb: last?.worker ?? 0,
          apiSlope: slope((sample) => sample.api), workerSlope: slope((sample) => sample.worker),
        },
      };
    }),
});

/** What api and worker hold in memory, and by how much that grows over a million commands. */
export const memory = ({ quick, large }: Settings): Work => ({
  name: 'memory',
  unit: 'MB a million commands',
  better: 'lower',
  subject: 'entente',
  rounds: 1,
  entrants: [over(quick ? 20_000 : large ? 1_000_000 : 100_000)],
  floors: {},
  goals: {},
});
