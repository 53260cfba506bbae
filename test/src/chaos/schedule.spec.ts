import fc from 'fast-check';
import { crashPointNames } from './crash-points.js';
import { randomOf } from './random.js';
import { LONG_MS, type QueueKind, scheduleOf } from './schedule.js';

const seeds = fc.integer({ min: 0, max: 1_000_000 });
const queues = fc.constantFrom<QueueKind>('redis', 'postgres');
const lengths = fc.constantFrom(20_000, LONG_MS, 3 * LONG_MS);
const kindsOf = (planned: ReturnType<typeof scheduleOf>): ReadonlySet<string> => new Set(planned.map(({ fault }) => fault.kind));

describe('the schedule', () => {
  it('is a pure function of its options', () => {
    fc.assert(fc.property(seeds, lengths, queues, (seed, ms, queue) => {
      expect(scheduleOf({ seed, ms, queue })).toEqual(scheduleOf({ seed, ms, queue }));
    }));
    expect(scheduleOf({ seed: 1, ms: LONG_MS, queue: 'redis' })).not.toEqual(scheduleOf({ seed: 2, ms: LONG_MS, queue: 'redis' }));
  });

  it('is in order, within its time, and lets every fault end before the load does', () => {
    fc.assert(fc.property(seeds, lengths, queues, (seed, ms, queue) => {
      const planned = scheduleOf({ seed, ms, queue });
      expect(planned.map(({ at }) => at)).toEqual(planned.map(({ at }) => at).toSorted((a, b) => a - b));
      expect(planned.every(({ at, fault }) => at > 0 && at + ('forMs' in fault ? fault.forMs : 0) < ms)).toBe(true);
    }));
  });

  it('lets every crash point be reached in a long run, and fills the disk in no short one', () => {
    fc.assert(fc.property(seeds, queues, (seed, queue) => {
      const long = scheduleOf({ seed, ms: LONG_MS, queue });
      const points = new Set(long.flatMap(({ fault }) => (fault.kind === 'crash-point' ? [fault.point] : [])));
      expect([...points].sort()).toEqual([...crashPointNames].sort());
      expect(kindsOf(scheduleOf({ seed, ms: 20_000, queue })).has('disk-full')).toBe(false);
    }));
  });

  it('knows no Redis where the queue is in Postgres', () => {
    fc.assert(fc.property(seeds, lengths, (seed, ms) => {
      expect([...kindsOf(scheduleOf({ seed, ms, queue: 'postgres' }))].filter((kind) => kind.startsWith('redis'))).toEqual([]);
    }));
  });
});

describe('chance', () => {
  it('repeats itself, and is even enough', () => {
    const drawn = (seed: number) => { const random = randomOf(seed); return Array.from({ length: 10_000 }, () => random.between(1, 10)); };
    expect(drawn(42)).toEqual(drawn(42));
    for (let n = 1; n <= 10; n += 1) expect(Math.abs(drawn(42).filter((each) => each === n).length - 1_000)).toBeLessThan(150);
  });

  it('shuffles without losing anything', () => {
    fc.assert(fc.property(seeds, fc.array(fc.integer()), (seed, items) => {
      expect([...randomOf(seed).shuffled(items)].sort()).toEqual(items.toSorted());
    }));
  });
});
