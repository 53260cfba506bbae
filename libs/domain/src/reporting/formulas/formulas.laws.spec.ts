import fc from 'fast-check';
import { compute, type Formula, formulas, type Known, type Operand, type Outcome } from './index.js';

const text = (hundredths: number): string => `${hundredths < 0 ? '-' : ''}${Math.floor(Math.abs(hundredths) / 100)}.${String(Math.abs(hundredths) % 100).padStart(2, '0')}`;

type Drawn = Readonly<{ low: number; value: number; point: number; high: number; isUnbounded: boolean }>;

/** Four numbers in order: an interval with a stated value and with another point of it. */
const drawn = (least: number): fc.Arbitrary<Drawn> =>
  fc.tuple(fc.array(fc.oneof(fc.integer({ min: least, max: 2000 }), fc.integer({ min: least, max: least + 300 })), { minLength: 4, maxLength: 4 }), fc.boolean(), fc.integer({ min: 0, max: 5 })).map(([four, isValueFirst, n]) => {
    const [low, a, b, high] = four.toSorted((x, y) => x - y) as [number, number, number, number];
    return { low, value: isValueFirst ? a : b, point: isValueFirst ? b : a, high, isUnbounded: n === 0 };
  });

const asked = (formula: Formula, operands: Readonly<Record<string, Operand>>): Outcome => compute(formula.id as never, operands as never, { base: 'as-known-now' });

const pointOf = (value: string, unit: string): Known => ({ value, low: value, high: value, precision: 'exact', unit });
const yearsOf = ({ value }: Drawn): Known => pointOf(String((Math.abs(value) % 9) + 1), 'year');
const unitOf = (unit: string | undefined): string => unit ?? 'CNY';

/** Each operand of a formula by what was drawn for it; years are whole and certain. */
const operandsOf = (formula: Formula, all: readonly Drawn[], known: (each: Drawn, unit: string) => Known): Readonly<Record<string, Known>> =>
  Object.fromEntries(formula.operands.map(({ name, unit }, n) => [name, unit === 'year' ? yearsOf(all[n]!) : known(all[n]!, unitOf(unit))]));

const wide = ({ low, value, high, isUnbounded }: Drawn, unit: string): Known => ({ value: text(value), low: text(low), high: isUnbounded ? null : text(high), precision: 'approximate', unit });

/** A number in its last decimals. */
const digits = (value: string): bigint => BigInt(value.replace('.', ''));

const each = it.each(formulas.map((formula) => [formula.id, formula] as const));

describe('every formula', () => {
  each('holds within its bounds whatever its operands are within theirs: %s', (_, formula) => {
    fc.assert(fc.property(fc.array(drawn(-500), { minLength: 4, maxLength: 4 }), (all) => {
      const outcome = asked(formula, operandsOf(formula, all, wide));
      const within = asked(formula, operandsOf(formula, all, ({ point }, unit) => pointOf(text(point), unit)));
      if (outcome.value === null || within.value === null) return;
      for (const value of [outcome.value, within.value]) {
        if (outcome.low !== null) expect(digits(value)).toBeGreaterThanOrEqual(digits(outcome.low));
        if (outcome.high !== null) expect(digits(value)).toBeLessThanOrEqual(digits(outcome.high));
      }
    }), { numRuns: 120 });
  });

  each('has bounds that are no wider than its operands make them: %s', (_, formula) => {
    fc.assert(fc.property(fc.array(drawn(1), { minLength: 4, maxLength: 4 }), (all) => {
      const outcome = asked(formula, operandsOf(formula, all.map((drawnOf) => ({ ...drawnOf, isUnbounded: false })), wide));
      if (outcome.value === null || outcome.low === null || outcome.high === null) return;
      const corners = Array.from({ length: 2 ** formula.operands.length }, (__, corner) =>
        asked(formula, operandsOf(formula, all, (drawnOf, unit) => pointOf(text((corner >> all.indexOf(drawnOf)) % 2 === 0 ? drawnOf.low : drawnOf.high), unit))));
      const values = corners.flatMap(({ value }) => (value === null ? [] : [digits(value)])).sort((a, b) => (a < b ? -1 : 1));
      if (values.length < corners.length) return;
      expect(values[0]! - digits(outcome.low)).toBeLessThanOrEqual(1n);
      expect(digits(outcome.high) - values.at(-1)!).toBeLessThanOrEqual(1n);
    }), { numRuns: 120 });
  });

  each('is a plain number or null with a reason, and exact where its operands are: %s', (_, formula) => {
    fc.assert(fc.property(fc.array(drawn(-500), { minLength: 4, maxLength: 4 }), (all) => {
      const outcome = asked(formula, operandsOf(formula, all, ({ value }, unit) => pointOf(text(value), unit)));
      if (outcome.value === null) return expect(outcome.why).toEqual(expect.any(String));
      expect(outcome.value).toMatch(new RegExp(`^-?\\d+\\.\\d{${formula.decimals}}$`));
      return expect(outcome).toMatchObject({ op: '=', precision: 'exact', low: outcome.value, high: outcome.value });
    }), { numRuns: 60 });
  });
});

it('rises with what there is now, and falls with what there was', () => {
  const rate = (id: 'yoy' | 'cagr', now: number, base: number): bigint => {
    const [end, from] = [pointOf(text(now), 'CNY'), pointOf(text(base), 'CNY')];
    const outcome = id === 'yoy' ? compute('yoy', { now: end, base: from }, { base: 'as-known-now' }) : compute('cagr', { end, base: from, years: pointOf('3', 'year') });
    return digits(outcome.value ?? '');
  };
  const amount = fc.integer({ min: 1, max: 5000 });
  fc.assert(fc.property(fc.constantFrom('yoy', 'cagr'), amount, amount, amount, (id, more, less, other) => {
    fc.pre(more > less);
    expect(rate(id, more, other)).toBeGreaterThan(rate(id, less, other));
    expect(rate(id, other, more)).toBeLessThan(rate(id, other, less));
  }));
});
