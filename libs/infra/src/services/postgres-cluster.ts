import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { embeddedPostgresDir } from './postgres-binaries.js';
import { closedFolder, giveTo, type RunAs } from './postgres-user.js';

/** What is kept beside the data directory, readable for its owner only. */
export type Credentials = Readonly<{ password: string; port: number }>;

const fileOf = (dataDir: string): string => join(dirname(dataDir), 'postgres.json');

export const storedCredentials = (dataDir: string): Credentials | undefined => {
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as Credentials;
  } catch {
    return undefined;
  }
};

export const storeCredentials = (dataDir: string, credentials: Credentials): void => {
  const file = fileOf(dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

/** The binaries where the user of Postgres can reach them: in node_modules, or copied when the way there is closed. */
export const reachableBinaries = (dataDir: string, user: RunAs): string => {
  const home = embeddedPostgresDir();
  if (closedFolder(user, join(home, 'bin')) === undefined) return home;
  const copy = `${dataDir}-programs`;
  if (!existsSync(copy)) {
    rmSync(`${copy}.new`, { recursive: true, force: true });
    cpSync(home, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
    renameSync(`${copy}.new`, copy);
  }
  return copy;
};

/** Makes the cluster in a folder beside and moves it into place when whole, so that no half-made one is ever started. */
export const initCluster = async (home: string, dataDir: string, user: RunAs): Promise<void> => {
  const made = `${dataDir}.new`;
  const secret = `${dataDir}.secret`;
  const password = randomBytes(24).toString('base64url');
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { recursive: true, mode: 0o700 });
  chmodSync(made, 0o700);
  giveTo(user, made);
  writeFileSync(secret, `${password}\n`, { mode: 0o600 });
  giveTo(user, secret);
  const locale = process.platform === 'linux' ? ['--locale=C.UTF-8'] : ['--locale=C', '--lc-ctype=en_US.UTF-8'];
  const args = [
    '--pgdata', made, '--username', 'postgres', '--pwfile', secret, '--auth', 'scram-sha-256', '--no-sync',
    '--encoding', 'UTF8', '--locale-provider', 'icu', '--icu-locale', 'und', ...locale,
  ];
  try {
    await promisify(execFile)(join(home, 'bin', 'initdb'), args, { cwd: '/', uid: user.uid, gid: user.gid });
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    throw new Error(`Making the database cluster in ${dataDir} failed: ${lastLine(stderr) || message}`);
  } finally {
    rmSync(secret, { force: true });
  }
  storeCredentials(dataDir, { password, port: 0 });
  renameSync(made, dataDir);
};

export const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.trim() ?? '';
