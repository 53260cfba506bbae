import { canonical, NotCanonical } from './canonical.js';

describe('canonical JSON (RFC 8785)', () => {
  it('sorts members by UTF-16 code units and leaves lists in their order', () => {
    const value = { '\u20ac': 1, '\r': 2, '\u05d0': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7, list: [3, 1, { b: 1, a: 2 }] };
    expect(canonical(value)).toBe('{"\\r":2,"1":4,"list":[3,1,{"a":2,"b":1}],"\u0080":6,"\u00f6":7,"\u05d0":3,"\u20ac":1,"\ud83d\ude00":5}');
  });

  it.each([[1e-27, '1e-27'], [1.5e-7, '1.5e-7'], [-0, '0'], [4.50, '4.5'], [2 ** 53 - 1, '9007199254740991']])('writes %d as ECMAScript does', (value, text) => {
    expect(canonical(value)).toBe(text);
  });

  it('leaves out members that are undefined', () => {
    expect(canonical({ b: undefined, a: null })).toBe('{"a":null}');
  });

  it.each([
    ['a NUL', { terms: [{ name: 'a\0' }] }, '/terms/0/name'],
    ['half a character', { terms: [0, '\ud83d'] }, '/terms/1'],
    ['a replacement character', { '\ufffd': 1 }, '/'],
    ['a number beyond 2^53', { n: 2 ** 53 }, '/n'],
    ['what is no number', [Number.NaN], '/0'],
    ['what JSON does not know', { when: 1n }, '/when'],
  ])('refuses %s and says where it stands', (_, value, place) => {
    expect(() => canonical(value)).toThrow(NotCanonical);
    expect(() => canonical(value)).toThrow(` at ${place} `);
  });

  it('refuses what is nested too deeply', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
    expect(canonical(nested(64))).toHaveLength(129);
    expect(() => canonical(nested(65))).toThrow(/nested too deeply/);
  });
});
