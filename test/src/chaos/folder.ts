import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statfsSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning, markOf, type ProcessMark } from '@entente/infra/services/child';
import { stopLeftPostgres } from '@entente/infra/services/postgres';
import { stopLeftRedis } from '@entente/infra/services/redis';
import { removeFolder } from '@entente/infra/services/temporary-folder';

/** Where a run keeps what it needs: the database on a disk of its own where the machine lets us have one, and Redis. */
export type RunFolder = Readonly<{
  dataDir: string;
  redisDir: string;
  /** Undefined where there is no disk of its own; `why` says it. */
  disk: SmallDisk | undefined;
  why: string;
  remove: () => void;
}>;

/** A disk that can be full: what is on it stays, and nothing can be added. */
export type SmallDisk = Readonly<{ fill: () => void; free: () => void }>;

const PREFIX = 'entente-chaos-';
const SIZE = '4g';
/** What is left when it is full is used up within a moment. */
const LEFT_BYTES = 64 * 1024;
const FILL_TRIES = 10;

/** Takes back what runs left behind that were killed, and makes a folder for this one; only root can have a disk. */
export const runFolder = async (wantsDisk: boolean): Promise<RunFolder> => {
  for (const left of leftBehind()) await clear(left);
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(folder, 'owner.json'), JSON.stringify(markOf(process.pid)), { mode: 0o600 });
  // Postgres may run as another user, who has to pass through.
  chmodSync(folder, 0o711);
  const place = join(folder, 'disk');
  mkdirSync(place, { mode: 0o755 });
  const why = wantsDisk ? mounted(place) : 'only a run of a minute or more has a disk of its own';
  // What the server writes of itself is wanted most when its disk is full.
  symlinkSync(join(folder, 'postgres.log'), join(place, 'postgres.log'));
  return {
    dataDir: join(place, 'data'),
    redisDir: join(folder, 'redis'),
    disk: why === '' ? smallDisk(place) : undefined,
    why,
    remove: () => {
      unmount(place);
      removeFolder(folder);
    },
  };
};

const mount = (...args: readonly string[]): void => void execFileSync('mount', args, { stdio: ['ignore', 'ignore', 'pipe'] });

/** Empty where it worked, else the reason why it did not. */
const mounted = (place: string): string => {
  try {
    mount('-t', 'tmpfs', '-o', `size=${SIZE},mode=755`, PREFIX, place);
    return '';
  } catch (error) {
    return `no disk of its own can be had here: ${(error as Error).message.trim().split('\n').at(-1)}`;
  }
};

const smallDisk = (place: string): SmallDisk => ({
  fill: () => resize(place, FILL_TRIES),
  free: () => mount('-o', `remount,size=${SIZE}`, place),
});

/** To what is on it and a little more; it may have outgrown that already, and is looked at again then. */
const resize = (place: string, tries: number): void => {
  const { blocks, bfree, bsize } = statfsSync(place);
  try {
    mount('-o', `remount,size=${(blocks - bfree) * bsize + LEFT_BYTES}`, place);
  } catch (error) {
    if (tries <= 1) throw error;
    resize(place, tries - 1);
  }
};

const unmount = (place: string): void => {
  const mounts = process.platform === 'linux' ? readFileSync('/proc/mounts', 'utf8') : '';
  if (mounts.includes(` ${place} `)) execFileSync('umount', [place], { stdio: 'ignore' });
};

const leftBehind = (): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX)).map((name) => join(tmpdir(), name)).filter((folder) => {
    try {
      return !isRunning(JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')) as ProcessMark);
    } catch {
      // Not ours to read, or not yet written: left alone either way.
      return false;
    }
  });

const clear = async (folder: string): Promise<void> => {
  await stopLeftPostgres(join(folder, 'disk', 'data'));
  await stopLeftRedis(join(folder, 'redis'));
  unmount(join(folder, 'disk'));
  removeFolder(folder);
};
