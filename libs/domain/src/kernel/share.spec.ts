import { formatShare, parseShare, splitByShares, sumOf, sumsToOne, type Share } from './share.js';

const share = (text: string): Share => {
  const parsed = parseShare(text);
  if (parsed === undefined) throw new Error(`${text} is no share`);
  return parsed;
};
const parts = (...pairs: [region: string, share: string][]) =>
  pairs.map(([region, text]) => ({ region, share: share(text) }));

describe('share', () => {
  it.each([
    ['0.6', '3/5'], ['0.60', '3/5'], ['1/3', '1/3'], ['2/4', '1/2'], ['1', '1'], ['1.0', '1'], ['7/7', '1'],
    ['0.000000000001', '0.000000000001'], ['0.123456789012', '0.123456789012'], ['1/1000000000', '1/1000000000'],
  ])('reads %s as %s', (text, expected) => {
    expect(formatShare(share(text))).toBe(expected);
    expect(share(expected)).toEqual(share(text));
  });

  it.each([
    '', '0', '0.0', '-0.5', '1.1', '2', '4/3', '0/3', '1/0', '01/3', '1/03', ' 1/3', '1 /3', '60%', '.5', '1e-3',
    '0.0000000000001', '1/1000000001', '1/3/5',
  ])('refuses %j', (text) => {
    expect(parseShare(text)).toBeUndefined();
  });

  it('adds up exactly', () => {
    expect(sumsToOne([share('1/3'), share('1/3'), share('1/3')])).toBe(true);
    expect(sumsToOne([share('0.6'), share('2/5')])).toBe(true);
    expect(sumsToOne([share('0.333333333333'), share('2/3')])).toBe(false);
    expect(sumsToOne([])).toBe(false);
    expect(formatShare(sumOf([share('1/3'), share('1/6')]))).toBe('1/2');
    expect(formatShare(sumOf([]))).toBe('0');
  });

  it('gives the units left over to the largest fractions', () => {
    expect(splitByShares(10n, parts(['510100', '0.55'], ['500000', '0.28'], ['420100', '0.17']))).toEqual([5n, 3n, 2n]);
  });

  it('breaks ties in region-code order and answers in the order of the parts', () => {
    const thirds = parts(['510100', '1/3'], ['420100', '1/3'], ['500000', '1/3']);
    expect(splitByShares(100n, thirds)).toEqual([33n, 34n, 33n]);
    expect(splitByShares(1n, parts(['510100', '1/2'], ['500000', '1/2']))).toEqual([0n, 1n]);
  });

  it('splits a negative total like the positive one', () => {
    const hosts = parts(['510100', '1/3'], ['500000', '2/3']);
    expect(splitByShares(-100n, hosts)).toEqual(splitByShares(100n, hosts).map((part) => -part));
    expect(splitByShares(-100n, hosts)).toEqual([-33n, -67n]);
  });

  it('always adds up to the total where the shares add up to one', () => {
    const hosts = parts(['500000', '1/7'], ['510100', '2/7'], ['510700', '0.25'], ['520000', '9/28']);
    expect(sumsToOne(hosts.map((host) => host.share))).toBe(true);
    for (let total = -1000n; total <= 1000n; total += 1n) {
      expect(splitByShares(total, hosts).reduce((sum, part) => sum + part, 0n)).toBe(total);
    }
  });

  it('splits only its part of the total where the shares leave something open', () => {
    expect(splitByShares(100n, parts(['510100', '1/3'], ['500000', '1/3']))).toEqual([33n, 33n]);
    expect(splitByShares(100n, [])).toEqual([]);
  });
});
