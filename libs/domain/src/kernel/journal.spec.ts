import fc from 'fast-check';
import { type Entry, postings } from './journal.js';

const sample: Entry = {
  metric: 'signings.count', subject: 'a', region: '510100', counterpart: null, effectiveOn: '2024-01-11', cohortOn: '2024-01-11',
  unit: 'project', value: '1', low: '1', high: '1', precision: 'exact', grade: 'submitted', kind: '', dims: {}, sign: 1,
};

/** Few values, so that equal entries are common. */
const entry = fc.record({
  metric: fc.constantFrom('signings.count', 'signings.contracted'),
  subject: fc.constantFrom('a', 'b'),
  counterpart: fc.constantFrom(null, '500000'),
  value: fc.constantFrom('1', '0.6'),
  dims: fc.constantFrom<Entry['dims']>({}, { level: 'contract' }),
  sign: fc.constantFrom(1 as const, -1 as const),
}).map((changed): Entry => ({ ...sample, ...changed }));
const entries = fc.array(entry, { maxLength: 12 });

/** How often each entry counts, whatever its sign, and times `factor`; what comes to nothing is left out. */
const sumOf = (...lists: readonly (readonly [entries: readonly Entry[], factor: number])[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const [list, factor] of lists) {
    for (const { sign, ...of } of list) sums[JSON.stringify(of)] = (sums[JSON.stringify(of)] ?? 0) + sign * factor;
  }
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));
};

describe('postings', () => {
  it('takes back what no longer stands, then enters what is new', () => {
    const other = { ...sample, value: '0.6' };
    expect(postings([sample, other], [other, { ...sample, value: '0.4' }])).toEqual([
      { ...sample, sign: -1 },
      { ...sample, value: '0.4' },
    ]);
  });

  it('takes back what had taken back', () => expect(postings([{ ...sample, sign: -1 }], [])).toEqual([sample]));

  it('counts equal entries one by one', () => {
    expect(postings([sample], [sample, sample])).toEqual([sample]);
    expect(postings([sample, sample, sample], [sample])).toEqual([{ ...sample, sign: -1 }, { ...sample, sign: -1 }]);
  });

  it('moves the sum of every key from before to after', () => {
    fc.assert(fc.property(entries, entries, (before, after) => {
      expect(sumOf([postings(before, after), 1])).toEqual(sumOf([after, 1], [before, -1]));
    }));
  });

  it('posts nothing where the lists hold the same, in whatever order', () => {
    fc.assert(fc.property(entries.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([before, after]) => {
      expect(postings(before, after)).toEqual([]);
    }));
  });

  it('posts only what one list has more of than the other', () => {
    fc.assert(fc.property(entries, entries, entries, (before, after, both) => {
      expect(postings([...before, ...both], [...both, ...after])).toHaveLength(postings(before, after).length);
    }));
  });

  it('keeps the lists that it is given', () => {
    fc.assert(fc.property(entries, entries, (before, after) => {
      const copy = structuredClone([before, after]);
      postings(before, after);
      expect([before, after]).toEqual(copy);
    }));
  });
});
