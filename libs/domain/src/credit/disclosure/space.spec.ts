import { eliminated } from './attacker.samples.js';
import { isolates } from './isolation.js';
import { emptySpace, isParallel, reduced, type Row, takeIn } from './space.js';

const row = (...values: readonly number[]): Row => new Map([...values.entries()].filter(([, value]) => value !== 0));
const firms = (...names: readonly string[]) => names.map((name) => new Set(name.split('')));

describe('a space', () => {
  it('knows what is a sum or difference of what it took in', () => {
    const space = emptySpace();
    expect(takeIn(space, row(1, 1, 1), 0)).toBe(true);
    const news = reduced(space, row(1, 0, 1, 1)) ?? row();
    expect(isParallel(news, row(0, -1, 0, 1))).toBe(true);
    expect(takeIn(space, news, 1)).toBe(true);
    expect(reduced(space, row(0, 1, 0, -1))?.size).toBe(0);
    expect(reduced(space, row(2, 1, 2, 1))?.size).toBe(0);
    expect(reduced(space, row(0, 0, 1))).toEqual(row(0, 0, 1));
  });

  it('says that it cannot tell where a coefficient grows beyond what is exact, and stays as it was', () => {
    const space = emptySpace();
    takeIn(space, row(2 ** 25, 1), 0);
    expect(reduced(space, row(3, 0, 2 ** 25 - 1))).toBeUndefined();
    takeIn(space, row(0, 0, 2 ** 25 + 1, 1), 2);
    const wide = emptySpace();
    takeIn(wide, row(2 ** 25 + 1, 2 ** 25 - 1), 0);
    expect(takeIn(wide, row(0, 2 ** 25 + 3, 5), 1)).toBe(false);
    expect([...wide.rows]).toEqual([[0, row(2 ** 25 + 1, 2 ** 25 - 1)]]);
  });

  it('tells one direction from another', () => {
    expect(isParallel(row(1, 2), row(-2, -4))).toBe(true);
    expect(isParallel(row(1, 2), row(1, 3))).toBe(false);
    expect(isParallel(row(1, 2), row(1, 0, 2))).toBe(false);
  });
});

describe('a row that is taken in', () => {
  it('isolates whom it names alone', () => {
    expect(isolates(emptySpace(), row(1, 1), firms('a', 'b'), 3)).toBe(true);
    expect(isolates(emptySpace(), row(1, 1), firms('a', 'b'), 2)).toBe(false);
    expect(isolates(emptySpace(), row(1, 1, 1), firms('a', 'b', 'c'), 3)).toBe(false);
    expect(isolates(emptySpace(), row(1, 1), firms('a', 'abc'), 3)).toBe(false);
  });

  it('isolates whom it leaves over together with what is known', () => {
    const space = emptySpace();
    takeIn(space, row(1, 1, 1, 1, 1), 0);
    const columns = firms('a', 'b', 'c', 'd', 'e');
    expect(isolates(space, row(0, 1, 1, 1), columns, 3)).toBe(true);
    expect(isolates(space, row(0, 1, 1, 1), columns, 2)).toBe(false);
  });

  it('isolates whom a search through all groups finds, and nobody else', () => {
    let state = 1;
    const below = (count: number): number => Math.floor(((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32) * count);
    const seen = { some: 0, none: 0 };
    for (let n = 0; n < 3000; n += 1) {
      const names = 'abcdefgh'.slice(0, 4 + below(5));
      const least = 2 + below(3);
      const columns = Array.from({ length: 5 + below(6) }, () => new Set(Array.from({ length: 1 + below(2) }, () => names[below(names.length)] ?? 'a')));
      const line = (): number[] => columns.map(() => (below(5) < 2 ? 1 : 0));
      const space = emptySpace();
      const taken: number[][] = [];
      for (let more = below(5); more > 0; more -= 1) {
        const known = line();
        const news = reduced(space, row(...known)) ?? row();
        const pivots = [...news.keys()];
        if (news.size > 0 && takeIn(space, news, pivots[below(pivots.length)] ?? 0)) taken.push(known);
      }
      const offer = line();
      const news = reduced(space, row(...offer)) ?? row();
      if (news.size === 0) continue;
      const groups = Array.from({ length: 2 ** names.length }, (_, bits) => [...names].filter((_, at) => (bits >> at) % 2 === 1)).filter((group) => group.length < least);
      const rank = (rows: readonly (readonly number[])[], group: readonly string[]): number =>
        eliminated(rows.map((one) => one.map((value, at) => ([...(columns[at] ?? [])].every((firm) => group.includes(firm)) ? 0n : BigInt(value))))).size;
      const expected = groups.some((group) => rank([...taken, offer], group) === rank(taken, group));
      expect(isolates(space, news, columns, least)).toBe(expected);
      seen[expected ? 'some' : 'none'] += 1;
    }
    expect(Math.min(seen.some, seen.none)).toBeGreaterThan(400);
  });
});
