import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Child, startChild, waitUntil } from '@entente/infra/services/child';
import { freePort } from '@entente/infra/services/free-port';
import { giveTo, runAs } from '@entente/infra/services/postgres-user';
import { openGate } from '../../../dist/chaos/proxy.js';
import pg from 'pg';
import { clusterFolder, type Server, serverAt } from './server.js';
import { systemProgram } from './system-program.js';

/** Whether this machine has what a streaming replica needs; the packages bring no pg_basebackup. */
export const canReplicate = (): boolean => systemProgram('pg_basebackup') !== undefined;

const READY_MS_MAX = 30_000;

/** A primary that answers a commit only when its replica has it on disk, with this much time on the way there and back. */
export const replicatedServer = async (roundTripMs: number): Promise<Server> => {
  const programs = dirname(systemProgram('pg_basebackup') ?? '');
  const folder = clusterFolder();
  const user = runAs(join(folder, 'primary'));
  const run = (program: string, ...args: string[]): void =>
    void execFileSync(join(programs, program), args, { cwd: '/', uid: user.uid, gid: user.gid, stdio: 'ignore' });
  const own = (name: string): string => {
    mkdirSync(join(folder, name), { mode: 0o700 });
    giveTo(user, join(folder, name));
    return join(folder, name);
  };
  const started: Child[] = [];
  const start = async (data: string, port: number, settings: Readonly<Record<string, string>>): Promise<void> => {
    const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200', timezone: 'UTC', ...settings };
    started.unshift(await startChild({
      command: join(programs, 'postgres'), cwd: '/', logFile: join(folder, `${port}.log`),
      args: ['-D', data, '-p', String(port), ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      ...(user.uid === undefined ? {} : { uid: user.uid, gid: user.gid }),
    }));
  };
  const ports = { primary: await freePort(), replica: await freePort() };
  const url = `postgres://postgres@127.0.0.1:${ports.primary}/postgres`;
  const gate = await openGate(() => ports.primary);
  const stop = async (): Promise<void> => {
    for (const each of started) await each.stop('SIGQUIT');
    await gate.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [primary, replica] = [own('primary'), own('replica')];
    run('initdb', '-D', primary, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8');
    await start(primary, ports.primary, {});
    await answered(url, 'select 1 as done');
    run('pg_basebackup', '-D', replica, '-d', `host=127.0.0.1 port=${ports.primary} user=postgres`, '-c', 'fast');
    writeFileSync(join(replica, 'standby.signal'), '');
    giveTo(user, join(replica, 'standby.signal'));
    await start(replica, ports.replica, { primary_conninfo: `host=127.0.0.1 port=${gate.port} user=postgres application_name=replica` });
    await answered(url, `alter system set synchronous_standby_names = 'replica'`);
    await answered(url, 'select pg_reload_conf() as done');
    await answered(url, `select 1 as done from pg_stat_replication where sync_state = 'sync'`);
    gate.delay(roundTripMs / 2);
  } catch (error) {
    await stop();
    throw error;
  }
  return serverAt(url, stop);
};

/** Asks until there is an answer, with rows where some are asked for. */
const answered = async (url: string, sql: string): Promise<void> => {
  const ask = async (): Promise<boolean> => {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { command, rowCount } = await client.query(sql);
      return command !== 'SELECT' || rowCount === 1;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  if (!(await waitUntil(ask, READY_MS_MAX, 100))) throw new Error(`The replicated server does not come to: ${sql}`);
};
