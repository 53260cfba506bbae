import { personsOf } from './persons.js';

const of = (...pairs: readonly string[]) => pairs.map((pair) => ({ body: pair.charAt(0), of: pair.charAt(1) }));

it('knows a head and its branches, and records that were merged, as one legal person', () => {
  expect(personsOf(of('ba', 'ca', 'yx'))).toEqual({ b: 'a', c: 'a', y: 'x' });
});

it('follows a branch of a firm that was merged into another, in whatever order it is told', () => {
  const all = of('bc', 'cd', 'ed', 'ae');
  expect(personsOf(all)).toEqual({ b: 'a', c: 'a', d: 'a', e: 'a' });
  expect(personsOf(all.toReversed())).toEqual(personsOf(all));
});

it('comes to an end where bodies are said to be branches of each other', () => {
  expect(personsOf(of('ab', 'bc', 'ca', 'aa'))).toEqual({ b: 'a', c: 'a' });
});
