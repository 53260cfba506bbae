import { nowhere } from '@entente/domain/territory/territory';
import type { DataSource } from 'typeorm';
import type { Directories } from '../territory/directories.js';
import { Numbers } from './numbers.js';

/** A series as the database keeps it, which answers when it is told to. */
const kept = () => {
  let taken = 0;
  const asked: { count: number; answer: () => void; fail: (error: Error) => void }[] = [];
  const query = (_: string, [, , count]: [string, string, number]) => new Promise((resolve, reject) => {
    asked.push({ count, fail: reject, answer: () => { taken += count; resolve([{ first: taken - count + 1 }]); } });
  });
  const numbers = new Numbers({ query } as unknown as DataSource, { territory: async () => nowhere } as unknown as Directories);
  const counts = () => asked.map(({ count }) => count);
  return { asked, counts, next: () => numbers.next('510100', '2024') };
};

const settled = async (): Promise<void> => { for (let n = 0; n < 10; n += 1) await Promise.resolve(); };

describe('readable numbers', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('asks for one number where it is quiet', async () => {
    const { asked, counts, next } = kept();
    for (const number of ['510100-2024-0001', '510100-2024-0002', '510100-2024-0003']) {
      const given = next();
      await settled();
      asked.at(-1)?.answer();
      expect(await given).toBe(number);
      jest.advanceTimersByTime(1_500);
    }
    expect(counts()).toEqual([1, 1, 1]);
  });

  it('lets those who come together share a call', async () => {
    const { asked, counts, next } = kept();
    const given = Array.from({ length: 101 }, next);
    await settled();
    expect(counts()).toEqual([1]);
    for (let n = 0; n < 3; n += 1) {
      asked[n]?.answer();
      await settled();
    }
    expect(counts()).toEqual([1, 101]);
    expect(new Set(await Promise.all(given)).size).toBe(101);
    // What is left of the last block is given without a call.
    expect(await next()).toBe('510100-2024-0102');
    expect(counts()).toEqual([1, 101]);
  });

  it('asks for as many as were taken within the last second', async () => {
    const { asked, counts, next } = kept();
    const one = async (): Promise<void> => {
      const given = next();
      await settled();
      asked.at(-1)?.answer();
      await given;
    };
    for (let n = 0; n < 7; n += 1) await one();
    expect(counts()).toEqual([1, 2, 4]);
    jest.advanceTimersByTime(1_001);
    await one();
    expect(counts()).toEqual([1, 2, 4, 1]);
  });

  it('tells everyone who waits that the database is away, and asks anew for who comes then', async () => {
    const { asked, next } = kept();
    const given = Promise.allSettled([next(), next(), next()]);
    await settled();
    asked[0]?.fail(new Error('Connection terminated'));
    expect((await given).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    const later = next();
    await settled();
    asked[1]?.answer();
    expect(await later).toBe('510100-2024-0001');
  });

  it('writes four digits, or as many as it takes', async () => {
    const numbers = new Numbers({ query: async () => [{ first: 12_345 }] } as unknown as DataSource, { territory: async () => nowhere } as unknown as Directories);
    expect(await numbers.next('510100', '2024')).toBe('510100-2024-12345');
  });
});
