import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Directories } from '../territory/directories.js';
import { prefixOf } from './number-prefix.js';

/** As many as a busy second takes: whoever needs the next block waits for a commit. */
const BLOCK_MAX = 1_024;
const LATELY_MS = 1_000;
const DIGITS_MIN = 4;

type Waiting = Readonly<{ give: (number: number) => void; fail: (error: unknown) => void }>;
type Series = { left: number[]; waiting: Waiting[]; asking: boolean; askedAt: number[] };

/**
 * Readable numbers, unique on the node: `CD-2024-0031`. A process reserves as many at once as were asked for within the
 * last second, one where it is quiet, and keeps what is left; what it has left when it ends is lost.
 */
@Injectable()
export class Numbers {
  private readonly series = new Map<string, Series>();

  constructor(
    private readonly database: DataSource,
    private readonly directories: Directories,
  ) {}

  /**
   * A number that nobody else is given.
   * @param owner the code of the region or zone whose letters it bears.
   * @param year the year that it bears, `YYYY`.
   */
  async next(owner: string, year: string): Promise<string> {
    const prefix = prefixOf(await this.directories.territory(), owner);
    return `${prefix}-${year}-${String(await this.one(prefix, year)).padStart(DIGITS_MIN, '0')}`;
  }

  private one(prefix: string, year: string): Promise<number> {
    const key = `${prefix}-${year}`;
    const series = this.series.get(key) ?? { left: [], waiting: [], asking: false, askedAt: [] };
    this.series.set(key, series);
    series.askedAt.push(performance.now());
    const left = series.left.shift();
    if (left !== undefined) return Promise.resolve(left);
    return new Promise((give, fail) => {
      series.waiting.push({ give, fail });
      if (!series.asking) void this.fill(series, prefix, year);
    });
  }

  /** Reserves until nobody waits. Whoever comes meanwhile waits for the next block; where one fails, all who wait are told. */
  private async fill(series: Series, prefix: string, year: string): Promise<void> {
    series.asking = true;
    try {
      while (series.waiting.length > 0) {
        const since = performance.now() - LATELY_MS;
        series.askedAt = series.askedAt.filter((at) => at >= since);
        const count = Math.min(BLOCK_MAX, Math.max(series.waiting.length, series.askedAt.length));
        const [reserved] = await this.database.query<{ first: number }[]>('select numbers.reserve($1, $2, $3) as first', [prefix, year, count]);
        if (!reserved) throw new Error(`No number was reserved for ${prefix}-${year}.`);
        for (let n = reserved.first; n < reserved.first + count; n += 1) {
          const next = series.waiting.shift();
          if (next) next.give(n);
          else series.left.push(n);
        }
      }
    } catch (error) {
      for (const { fail } of series.waiting.splice(0)) fail(error);
    } finally {
      series.asking = false;
    }
  }
}
