import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { takeLock } from './lock.js';

describe('the lock of a data folder', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'entente-lock-')); });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is refused while its holder lives, and given again when let go', () => {
    const letGo = takeLock(folder);
    expect(() => takeLock(folder)).toThrow(/already runs/);
    letGo();
    takeLock(folder)();
    expect(existsSync(join(folder, 'start.pid'))).toBe(false);
  });

  it.each([
    ['of a process that is gone', '{"pid":1,"startedAt":"another time"}'],
    ['that was half written', '{"pid":'],
  ])('is taken from a file %s', (_, content) => {
    writeFileSync(join(folder, 'start.pid'), content);
    expect(takeLock(folder)).toBeInstanceOf(Function);
  });
});
