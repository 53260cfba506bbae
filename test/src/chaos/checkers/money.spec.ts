import { randomUUID } from 'node:crypto';
import { ADMIN, CHECKER, money as yuan, plain, reason, source } from '../../support/samples.js';
import { money } from './money.js';
import { stage, sumsOf } from './stage.samples.js';
import type { Stored, StoredSum } from './stored.js';

const id = randomUUID();
const thirds = ['510100', '500000', '310000'].map((region) => ({ region, share: '1/3' }));
const on = (verb: string): string => `/v1/signings/${id}/${verb}`;
const totals = (sums: readonly StoredSum[]): readonly StoredSum[] => sums.map((sum) => ({ ...sum, subject: '' }));

const admitted = (more: object = {}) => {
  const played = stage();
  played.asks({ as: ADMIN, path: '/v1/signings', body: { ...plain({ id, ...more }), source } });
  played.asks({ as: CHECKER, path: on('approve'), body: {}, ifMatch: 1 });
  return played;
};
const held = (sums: readonly StoredSum[], played = admitted()): Stored => ({ log: played.log(), entries: sums, totals: totals(sums) });
const contracted = (region: string, value: string): StoredSum => ({ metric: 'signings.contracted', subject: id, region, unit: 'CNY', kind: 'total-investment', value });
const counted = (region: string, value: string): StoredSum => ({ metric: 'signings.count', subject: id, region, unit: 'project', kind: '', value });

describe('the money of the log', () => {
  it('is that of the journal', () => {
    expect(money(held(sumsOf(id)))).toEqual([]);
  });

  it('is nothing before a signing is admitted', () => {
    const { asks, log } = stage();
    asks({ as: ADMIN, path: '/v1/signings', body: { ...plain({ id }), source } });
    expect(money({ log: log(), entries: [], totals: [] })).toEqual([]);
  });

  it('is split to the cent, and by the newest terms', () => {
    const played = admitted({ hosts: thirds, amount: yuan('100.00') });
    const shares = [counted('310000', '0.333333334'), counted('500000', '0.333333333'), counted('510100', '0.333333333')];
    expect(money(held([...shares, contracted('310000', '33.34'), contracted('500000', '33.33'), contracted('510100', '33.33')], played))).toEqual([]);
    played.asks({ as: ADMIN, path: on('amend'), body: { changes: { hosts: [{ region: '310000' }], amount: yuan('0.05') }, reason, effectiveOn: '2024-03-01' } });
    played.asks({ as: CHECKER, path: on('approve'), body: {}, ifMatch: 3 });
    played.asks({ as: ADMIN, path: on('correct'), body: { changes: { amount: yuan('9999.99') }, reason } });
    played.asks({ as: CHECKER, path: on('approve'), body: {}, ifMatch: 5 });
    expect(played.log().events).toHaveLength(6);
    expect(money(held([counted('310000', '1'), contracted('310000', '0.05'), contracted('500000', '0.00')], played))).toEqual([]);
  });

  it.each<[string, readonly StoredSum[], string]>([
    ['a cent too many', [counted('510100', '1'), contracted('510100', '100.01')], `The entries of signings.contracted ${id} 510100 CNY total-investment are 10001, and the log makes them 10000.`],
    ['nothing', [counted('510100', '1')], `The entries of signings.contracted ${id} 510100 CNY total-investment are 0, and the log makes them 10000.`],
    ['it twice', [counted('510100', '1'), contracted('510100', '200.00')], 'are 20000, and the log makes them 10000.'],
    ['it elsewhere', [counted('510100', '1'), contracted('500000', '100.00')], '500000 CNY total-investment are 10000, and the log makes them 0.'],
    ['half a project', [counted('510100', '0.5'), contracted('510100', '100.00')], `The entries of signings.count ${id} 510100 project are 500000000, and the log makes them 1000000000.`],
  ])('is not where the journal holds %s', (_, sums, sentence) => {
    expect(money(held(sums))).toContainEqual(expect.stringContaining(sentence));
  });

  it('is not where only the totals differ', () => {
    const stored = held(sumsOf(id));
    expect(money({ ...stored, totals: stored.totals.map((sum) => ({ ...sum, value: sum.metric === 'signings.count' ? '1' : '99.99' })) }))
      .toEqual(['The totals of signings.contracted  510100 CNY total-investment are 9999, and the log makes them 10000.']);
  });

  it('is not where shares do not sum to one', () => {
    const { log } = admitted();
    const events = log().events.map((event) => ({ ...event, data: event.data.replaceAll('"share":"1"', '"share":"0.99"') }));
    expect(money({ ...held(sumsOf(id)), log: { ...log(), events } })).toContain(`Position 1: the shares of the hosts of signing-${id} do not sum to 1.`);
  });
});
