import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { isRunning, markOf, startChild, stopProcess, waitUntil } from './child.js';

describe('a child', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'entente-child-')); });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const start = (script: string) => startChild({ command: process.execPath, args: ['-e', script], logFile: join(folder, 'log') });

  it('is ended when it does not heed the signal', async () => {
    const child = await start(`process.on('SIGTERM', () => {}); console.log('deaf'); setInterval(() => {}, 1000)`);
    await waitUntil(() => readFileSync(join(folder, 'log'), 'utf8').includes('deaf'), 10_000);
    await child.stop('SIGTERM', 100);
    expect(await child.ended).toBe('SIGKILL');
    expect(child.mark && isRunning(child.mark)).toBe(false);
  });

  it('is waited for to its end, also when it was let go', () => {
    const script = `
      import { isRunning, startChild } from ${JSON.stringify(pathToFileURL(join(__dirname, '../../dist/services/child.js')))};
      const child = await startChild({ command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'], logFile: 'log' });
      child.process.unref();
      process.kill(child.pid, 'SIGKILL');
      // It has ended, and this process has not been told of it yet.
      while (isRunning(child.mark));
      await child.stop();
      console.log(await child.ended);`;
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder, encoding: 'utf8' })).toBe('SIGKILL\n');
  });

  it('says with what code it ended', async () => {
    const child = await start('process.exitCode = 3');
    expect(await child.ended).toBe(3);
  });

  it('fails to start when there is no such command', async () => {
    await expect(startChild({ command: join(folder, 'none'), args: [], logFile: join(folder, 'log') })).rejects.toThrow(/ENOENT/);
  });

  it('is never mistaken for a later process of the same number', async () => {
    const self = markOf(process.pid);
    expect(self && isRunning(self)).toBe(true);
    await stopProcess({ pid: process.pid, startedAt: 'another time' });
    expect(isRunning({ pid: process.pid, startedAt: 'another time' })).toBe(false);
  });
});
