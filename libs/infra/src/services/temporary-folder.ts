import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { isRunning, markOf, type ProcessMark } from './child.js';

const prefix = 'entente-postgres-';
const ownerFile = 'owner.json';

/** A folder for as long as this process lives. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  writeFileSync(join(folder, ownerFile), JSON.stringify(markOf(process.pid)), { mode: 0o600 });
  // Postgres may run as another user, who has to pass through.
  chmodSync(folder, 0o711);
  return folder;
};

/** Temporary folders whose process was killed before it could remove them. */
export const abandonedFolders = (): readonly string[] =>
  readdirSync(tmpdir())
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(tmpdir(), name))
    .filter((folder) => existsSync(join(folder, ownerFile)) && !hasLivingOwner(folder));

const hasLivingOwner = (folder: string): boolean => {
  try {
    return isRunning(JSON.parse(readFileSync(join(folder, ownerFile), 'utf8')) as ProcessMark);
  } catch {
    // Not ours to read, or not yet written: left alone either way.
    return true;
  }
};

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });
