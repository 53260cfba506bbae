import fc from 'fast-check';
import { type Entry, type Posting, postings } from './journal.js';

const sample: Entry = {
  metric: 'signings.count', subject: 'a', region: '510100', counterpart: null, effectiveOn: '2024-01-11', cohortOn: '2024-01-11',
  unit: 'project', value: '1', low: '1', high: '1', precision: 'exact', grade: 'submitted', kind: '', dims: {},
};

/** Few values, so that equal entries are common. */
const entry = fc.record({
  metric: fc.constantFrom('signings.count', 'signings.contracted'),
  subject: fc.constantFrom('a', 'b'),
  counterpart: fc.constantFrom(null, '500000'),
  value: fc.constantFrom('1', '0.6'),
  dims: fc.constantFrom({}, { level: 'contract' }),
}).map((changed): Entry => ({ ...sample, ...changed }));
const entries = fc.array(entry, { maxLength: 12 });

const keyOf = (of: Entry): string => JSON.stringify(of);
const counts = (posted: readonly (readonly [Entry, number])[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const [of, sign] of posted) sums[keyOf(of)] = (sums[keyOf(of)] ?? 0) + sign;
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0).sort(([a], [b]) => (a < b ? -1 : 1)));
};
const signed = ({ sign, ...of }: Posting): readonly [Entry, number] => [of, sign];
const standing = (list: readonly Entry[], sign: number) => list.map((of) => [of, sign] as const);

describe('postings', () => {
  it('takes back what no longer stands, then enters what is new', () => {
    const other = { ...sample, value: '0.6' };
    expect(postings([sample, other], [other, { ...sample, value: '0.4' }])).toEqual([
      { ...sample, sign: -1 },
      { ...sample, value: '0.4', sign: 1 },
    ]);
  });

  it('counts equal entries one by one', () => {
    expect(postings([sample], [sample, sample])).toEqual([{ ...sample, sign: 1 }]);
    expect(postings([sample, sample, sample], [sample])).toEqual([{ ...sample, sign: -1 }, { ...sample, sign: -1 }]);
  });

  it('moves the sum of every key from before to after', () => {
    fc.assert(fc.property(entries, entries, (before, after) => {
      expect(counts(postings(before, after).map(signed))).toEqual(counts([...standing(after, 1), ...standing(before, -1)]));
    }));
  });

  it('posts nothing where the lists hold the same, in whatever order', () => {
    fc.assert(fc.property(entries.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([before, after]) => {
      expect(postings(before, after)).toEqual([]);
    }));
  });

  it('never posts one entry both ways', () => {
    fc.assert(fc.property(entries, entries, (before, after) => {
      const all = postings(before, after).map(signed);
      const entering = new Set(all.filter(([, sign]) => sign === 1).map(([of]) => keyOf(of)));
      expect(all.filter(([of, sign]) => sign === -1 && entering.has(keyOf(of)))).toEqual([]);
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
