import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@entente/infra/services/postgres';
import pg from 'pg';

/** The one Postgres on which every contender has databases of its own. */
export type Server = Readonly<{
  version: string;
  create: (name: string) => Promise<string>;
  /** A copy of a database, made so that all pages are on the disk before somebody works on it. */
  copy: (template: string, name: string) => Promise<string>;
  drop: (name: string) => Promise<void>;
  setting: (name: string) => Promise<string>;
  stop: () => Promise<void>;
}>;

/** A folder for a cluster, which another user may pass through, because Postgres does not run as root. */
export const clusterFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'entente-bench-'));
  chmodSync(folder, 0o711);
  return folder;
};

export const startServer = async (): Promise<Server> => {
  const folder = clusterFolder();
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const postgres = await startPostgres({ dataDir: join(folder, 'data') }).catch((error: unknown) => {
    remove();
    throw error;
  });
  return serverAt(postgres.url, async () => {
    await postgres.stop();
    remove();
  });
};

/** What is done on a server as its owner. */
export const serverAt = async (address: string, stop: () => Promise<void>): Promise<Server> => {
  const admin = new pg.Pool({ connectionString: address, max: 1 });
  admin.on('error', () => undefined);
  const urlOf = (name: string): string => {
    const url = new URL(address);
    url.pathname = `/${name}`;
    return url.href;
  };
  const setting = async (name: string): Promise<string> =>
    (await admin.query<{ value: string }>('select current_setting($1) as value', [name])).rows[0]?.value ?? '';
  const drop = async (name: string): Promise<void> => void (await admin.query(`drop database if exists "${name}" with (force)`));
  return {
    version: await setting('server_version'),
    create: async (name) => {
      await drop(name);
      await admin.query(`create database "${name}"`);
      return urlOf(name);
    },
    copy: async (template, name) => {
      await drop(name);
      await admin.query(`create database "${name}" template "${template}" strategy file_copy`);
      return urlOf(name);
    },
    drop,
    setting,
    stop: async () => {
      await admin.end().catch(() => undefined);
      await stop();
    },
  };
};
