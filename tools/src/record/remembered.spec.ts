import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { unlessHeld } from './remembered.js';

describe('what a log is remembered to hold', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entente-held-'));
  const file = join(folder, 'record.json');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => rmSync(file, { force: true }));

  const log = { node: 'node-1', position: 9 };
  const start = async (content: unknown, now: typeof log | undefined): Promise<'sent' | 'spared'> => {
    let sent = false;
    const { already, position } = await unlessHeld(file, content, async () => now ?? (sent ? log : undefined), async () => {
      sent = true;
      return { loaded: 3, already: 0, position: 8 };
    });
    if (!sent) expect([already, position]).toEqual([3, 8]);
    return sent ? 'sent' : 'spared';
  };

  it('is sent once to a log that goes on', async () => {
    expect(await start('a', undefined)).toBe('sent');
    expect(await start('a', log)).toBe('spared');
    expect(await start('a', { node: 'node-1', position: 400 })).toBe('spared');
  });

  it.each([
    ['another log', 'a', { node: 'node-2', position: 9 }],
    ['a log that was set back', 'a', { node: 'node-1', position: 7 }],
    ['an empty log', 'a', undefined],
    ['other content', 'b', log],
  ])('is sent again to %s', async (_, content, now) => {
    await start('a', undefined);
    expect(await start(content, now)).toBe('sent');
  });

  it('is sent again where the file says nothing', async () => {
    writeFileSync(file, 'torn{');
    expect(await start('a', log)).toBe('sent');
    expect(await start('a', log)).toBe('spared');
  });
});
