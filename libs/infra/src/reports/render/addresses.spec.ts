import type { Known, Origin } from '@entente/domain/reporting/dataset';
import { addressesOf, entriesAddress } from './addresses.js';

const known: Known = { node: 'n', position: 42, instant: '2025-01-06T01:00:00.000Z' };
const base = 'https://record.example.org';
const of = (origin: Origin) => addressesOf({ origin }, known, base);
const metric = (name: string, question: Readonly<Record<string, string>>): Origin => ({ kind: 'metric', metric: name, definition: 1, question });

describe('where a figure can be followed to', () => {
  it('is the same question at the same position, divided by nothing', () => {
    expect(of(metric('signings.count', { to: '2024-12', by: 'month', region: '510100', session: 'a&b=c 项目' }))).toEqual([
      { href: `${base}/v1/metrics/signings.count/entries?region=510100&session=a%26b%3Dc%20%E9%A1%B9%E7%9B%AE&to=2024-12&asOf=position:42` },
    ]);
    const ofCohort = (measure: string) => of({ kind: 'funnel', definition: 1, question: { edition: '21', validAt: '2024-02-10' }, measure: `whole.${measure}` });
    const entries = (name: string): string => `${base}/v1/metrics/signings.${name}/entries?edition=21&validAt=2024-02-10&asOf=position:42`;
    expect([ofCohort('counts.signed'), ofCohort('counts.registered'), ofCohort('counts.fullCapacity')]).toEqual([[{ href: entries('present') }], [{ href: entries('registered') }], [{ href: entries('full-capacity') }]]);
    expect(ofCohort('funds.CNY.contract-value.received')).toEqual([
      { of: 'cohort', href: `${base}/v1/funnel?edition=21&validAt=2024-02-10&asOf=position:42` }, { of: 'signings.contracted', href: entries('contracted') }, { of: 'signings.received', href: entries('received') },
    ]);
  });

  it('is both sides of a ratio and every operand of a formula', () => {
    const origin: Origin = { kind: 'formula', formula: 'yoy', version: 1, operands: { now: 'a/b/c', base: { value: '1', unit: 'CNY', origin: { kind: 'published', issue: 'x y', period: '2023', path: 'a/b/c' } } } };
    expect(of(origin)).toEqual([{ path: 'a/b/c', of: 'now' }, { href: `${base}/v1/reports/issues/x%20y`, of: 'base' }]);
    expect(entriesAddress({ origin }, known, base)).toBeNull();
    expect(of(metric('signings.termination-ratio', { region: '510100' })).map((address) => 'of' in address && address.of)).toEqual(['signings.terminated', 'signings.count']);
  });

  it('is each record by its id, and none for streams that nobody can open', () => {
    expect(of({ kind: 'records', streams: ['signing-1', 'credit-line-2', 'edition-code-21', 'elsewhere-3'] })).toEqual([
      { href: `${base}/v1/signings/1` }, { href: `${base}/v1/credit-lines/2` },
    ]);
    expect(entriesAddress({ origin: { kind: 'claim', claim: 'c1', text: '约430个' } }, known, base)).toBe(`${base}/v1/claims/c1`);
  });
});
