import fc from 'fast-check';
import { compared, fraction, rationalOf, written } from './rational.js';
import { powerOf, rootOf } from './roots.js';

const degree = fc.bigInt({ min: 1n, max: 12n });

it('takes the root of a power back to what it was', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), degree, (millionths, n) => {
    const number = fraction(millionths, 10n ** 6n);
    expect(rootOf(powerOf(number, n), n)).toEqual(number);
  }));
});

it('rounds a root as the root itself would be', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 6n }), degree, (above, below, n) => {
    const number = fraction(above, below);
    const [down, up] = (['down', 'up'] as const).map((rounding) => compared(powerOf(rationalOf(written(rootOf(number, n), 6, rounding)), n), number));
    expect(down).toBeLessThanOrEqual(0);
    expect(up).toBeGreaterThanOrEqual(0);
  }));
  expect(written(rootOf(fraction(10n ** 30n - 1n, 10n ** 30n), 2n), 6, 'down')).toBe('0.999999');
});
