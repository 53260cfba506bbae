import { setTimeout as sleep } from 'node:timers/promises';
import { everyMsOf, Looking } from './looking.js';

const usual = { everyMs: 5_000, words: 'five seconds', leastMs: 10 };
const EVERY_MS = 'JOBS_EVERY_MS';

describe('how often something is looked at', () => {
  it.each([[undefined, 5_000], ['', 5_000], ['10', 10], ['86400000', 86_400_000]])('is told by the environment as %p: %p ms', (text, ms) => {
    expect(everyMsOf({ [EVERY_MS]: text }, EVERY_MS, usual)).toBe(ms);
  });

  it.each(['9', '86400001', '5s', '-10', '1e3', '10.5', '0x10', ' 10'])('is refused as %p', (text) => {
    expect(() => everyMsOf({ [EVERY_MS]: text }, EVERY_MS, usual)).toThrow('JOBS_EVERY_MS');
  });
});

describe('looking again and again', () => {
  it('goes on after what failed, and ends with the look that is under way', async () => {
    const failures: string[] = [];
    let [begun, ended] = [0, 0];
    const looking = new Looking(1, async () => {
      begun += 1;
      if (begun === 1) throw new Error('away');
      await sleep(5);
      ended += 1;
    }, ({ message }) => failures.push(message));
    while (begun < 3) await sleep(1);
    await looking.close();
    const atClose = begun;
    await sleep(20);
    expect([failures, begun, ended]).toEqual([['away'], atClose, atClose - 1]);
  });
});
