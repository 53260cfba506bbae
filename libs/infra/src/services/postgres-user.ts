import { chownSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Who runs Postgres. Empty for an ordinary user; Postgres refuses to run as root, so root lends it another user. */
export type RunAs = Readonly<{ uid?: number; gid?: number; name?: string }>;

/** The owner of an existing data directory, else the first of the usual unprivileged users that this machine has. */
export const runAs = (dataDir: string): RunAs => {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  const owner = ownerOf(dataDir);
  const user =
    users.find(({ uid }) => owner !== undefined && owner !== 0 && uid === owner) ??
    users.find(({ name }) => name === 'postgres') ??
    users.find(({ name }) => name === 'nobody');
  if (!user) throw new Error('Postgres may not run as root and there is no user "postgres" or "nobody": add one, start as an ordinary user, or set DATABASE_URL.');
  return user;
};

const ownerOf = (path: string): number | undefined => {
  try {
    return statSync(path).uid;
  } catch {
    return undefined;
  }
};

export const giveTo = ({ uid, gid }: RunAs, path: string): void => {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
};

/** The first folder on the way to a path that the user may not enter; undefined when the way is open. */
export const closedFolder = ({ uid, gid }: RunAs, path: string): string | undefined => {
  if (uid === undefined) return undefined;
  const way: string[] = [];
  for (let dir = resolve(path); ; dir = dirname(dir)) {
    way.unshift(dir);
    if (dir === dirname(dir)) break;
  }
  return way.find((dir) => {
    const stat = statSync(dir, { throwIfNoEntry: false });
    if (!stat?.isDirectory()) return false;
    const bit = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001;
    return (stat.mode & bit) === 0;
  });
};
