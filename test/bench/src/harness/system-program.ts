import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const PACKAGED = '/usr/lib/postgresql';

/** A program of PostgreSQL that the system has: where its packages put it, or on PATH; undefined where it has none. */
export const systemProgram = (name: string): string | undefined => {
  const packaged = existsSync(PACKAGED) ? readdirSync(PACKAGED).sort((a, b) => Number(b) - Number(a)).map((version) => join(PACKAGED, version, 'bin')) : [];
  return [...packaged, ...(process.env['PATH'] ?? '').split(delimiter)].map((folder) => join(folder, name)).find((file) => existsSync(file));
};
