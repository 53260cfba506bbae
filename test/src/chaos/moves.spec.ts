import { randomUUID } from 'node:crypto';
import { otherwise } from './moves.js';

const asked = (path: string, body: object) => ({ as: 'bank', path, body, key: randomUUID(), provokes: 'request/invalid' });

describe('another question under the same key', () => {
  it('is refused like the first where it changes nothing of what is wrong', () =>
    expect(otherwise(asked('/v1/signings', { project: '项目', amount: { amount: '1.001', currency: 'CNY' } }))).toMatchObject({ provokes: 'request/invalid', body: { amount: { amount: '1.001' } } }));

  it('provokes nothing where its amount is right', () => {
    const other = otherwise(asked('/v1/credit-lines/one/draw', { amount: { amount: '1.001', currency: 'CNY' } }));
    expect(other.body).toEqual({ amount: { amount: '0.07', currency: 'CNY' } });
    expect(other).not.toHaveProperty('provokes');
  });
});
