import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { systemProgram } from './system-program.js';

const versionIn = (folder: string): string =>
  (JSON.parse(readFileSync(new URL(`../../${folder}/package.json`, import.meta.url), 'utf8')) as { version: string }).version;

/** What the figures depend on, and nothing that tells whose machine it was. */
export const machine = (): Record<string, string | number> => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  platform: `${process.platform} ${process.arch}`,
  node: process.version,
});

export const versions = (postgres: string): Record<string, string> => {
  const program = systemProgram('pgbench');
  return {
    postgres,
    entente: versionIn('../..'),
    emmett: versionIn('node_modules/@event-driven-io/emmett-postgresql'),
    'message-db': versionIn('node_modules/@eventide/message-db'),
    castore: versionIn('node_modules/@castore/event-storage-adapter-postgres'),
    pg: versionIn('node_modules/pg'),
    ...(program ? { pgbench: execFileSync(program, ['--version'], { encoding: 'utf8' }).replace(/^\D*([\d.]+).*$/s, '$1') } : {}),
  };
};
