import type { Decider } from './decider.js';
import type { Command, Fact, Recorded } from './message.js';
import { Refusal } from './refusal.js';
import type { View } from './view.js';

/**
 * Specifications of a decider: `given(facts).when(command).then(...facts)`. Throws where the decider disagrees,
 * so that it works in any test runner.
 */
export const specOf = <S, C extends Command, F extends Fact>(decider: Decider<S, C, F>) => (...given: readonly F[]) => ({
  when: (command: C) => {
    const outcome = (): readonly F[] | Refusal => {
      try {
        return decider.decide(command, given.reduce(decider.evolve, decider.initialState));
      } catch (error) {
        if (error instanceof Refusal) return error;
        throw error;
      }
    };
    return {
      then: (...expected: readonly F[]) => same(outcome(), expected),
      thenTypes: (...types: readonly F['type'][]) => {
        const got = outcome();
        same(got instanceof Refusal ? got : got.map((fact) => fact.type), types);
      },
      thenNothing: () => same(outcome(), []),
      thenRefused: (code: string) => {
        const got = outcome();
        same(got instanceof Refusal ? got.code : got, code);
      },
      facts: () => {
        const got = outcome();
        if (got instanceof Refusal) throw got;
        return got;
      },
    };
  },
});

/** Specifications of a view: `after(...recorded facts).then({ key: row })`. */
export const viewSpecOf = <Row, F extends Fact>(view: View<Row, F>) => (...facts: readonly Recorded<F>[]) => {
  const rows: Record<string, Row> = {};
  for (const fact of facts) {
    for (const key of view.keysOf(fact)) rows[key] = view.evolve(rows[key] ?? view.initialRow(key), fact);
  }
  return { rows, then: (expected: Record<string, Row>) => same(rows, expected) };
};

const same = (got: unknown, expected: unknown): void => {
  const [left, right] = [show(got), show(expected)];
  if (left !== right) throw new Error(`expected\n${right}\nbut got\n${left}`);
};

const show = (value: unknown): string =>
  JSON.stringify(value instanceof Refusal ? `refused: ${value.code}` : value, sorted, 2);

const sorted = (_: string, value: unknown): unknown =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
