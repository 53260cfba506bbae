import type { KnownProgramme } from '@entente/domain/credit/programme';
import type { AnnouncedTotal } from '../../reporting/claim/announced.js';
import { discrepanciesIn, questionOf, withSuperseded } from './batch.shown.js';

const programme = { issuer: { organisation: 'i', name: '经信局', region: '510100', account: 'bureau' } } as KnownProgramme;
const announced = (quantity: AnnouncedTotal['quantity'], recorded: AnnouncedTotal['recorded']): AnnouncedTotal => ({
  claim: 'c', position: 5, metric: 'credit.approved', quantity, recorded, source: { document: '公报', quote: '总授信额度达到30亿元' }, statedOn: null,
  scope: { territory: '510100', edition: null, session: null, from: null, to: null, kind: null, amountKind: null, alliance: null, declaration: null, pact: null, batch: 'b' },
});
const reached = { value: '3000000000.00', unit: 'CNY', op: '>=', text: '达到30亿元' } as const;
const open = (each: AnnouncedTotal) => discrepanciesIn(withSuperseded([each]), programme, '2026-03-11', () => '2026-03-01');

describe('an announced total of a batch', () => {
  it('is open with its owner and its age where the record does not meet it', () => {
    expect(open(announced(reached, { value: '2950000000.00', low: '2950000000.00', high: '2950000000.00', unknown: '0' }))).toEqual([{
      claim: 'c', metric: 'credit.approved', unit: 'CNY', announced: { value: '3000000000.00', op: '>=', text: '达到30亿元' }, recorded: '2950000000.00', difference: '-50000000.00',
      owner: { organisation: 'i', name: '经信局', region: '510100' }, superseded: false, since: '2026-03-01', days: 10,
    }]);
    expect(open(announced({ value: '66', unit: 'firm', op: '=', text: '66家' }, { value: '65' }))).toMatchObject([{ difference: '-1' }]);
  });

  it('is met as its words go', () => {
    for (const value of ['3000000000.00', '3099999999.99']) expect(open(announced(reached, { value }))).toEqual([]);
    expect(open(announced(reached, { value: '3100000000.00' }))).toMatchObject([{ difference: '100000000.00' }]);
  });

  it('is open where nothing is recorded, and neither open nor met where there is no such sum or only words', () => {
    expect(open(announced(reached, { value: null, reason: 'nothing-recorded: no sum in CNY' }))).toMatchObject([{ recorded: '0', difference: '-3000000000.00' }]);
    expect(open(announced(reached, { value: null, reason: 'beyond-scope: the sum reaches beyond your regions' }))).toEqual([]);
    expect(open(announced({ value: null, unit: 'firm', op: '=', text: '多家' }, { value: '3' }))).toEqual([]);
  });

  it('is put right by another one of the same metric, unit and scope, which came in after it', () => {
    const claims = (...each: readonly AnnouncedTotal[]): readonly (readonly [string, boolean])[] => withSuperseded(each).map(({ claim, superseded }) => [claim, superseded]);
    const first = announced(reached, { value: '2950000000.00' });
    const firms = { ...announced({ value: '66', unit: 'firm', op: '=', text: '66家' }, { value: '65' }), claim: 'firms', metric: 'credit.firms-with-line' };
    const [again, dollars, ofAPart] = [{ ...first, claim: 'again' }, { ...first, claim: 'usd', quantity: { ...reached, unit: 'USD' } }, { ...first, claim: 'part', scope: { ...first.scope, from: '2024' } }];
    expect(claims(first, firms, dollars, ofAPart)).toEqual([['c', false], ['firms', false], ['usd', false], ['part', false]]);
    expect(claims(first, firms, again)).toEqual([['c', true], ['firms', false], ['again', false]]);
    // What was put right stays on the page, and says so.
    expect(discrepanciesIn(withSuperseded([first, { ...again, quantity: { ...reached, value: '2950000000.00', op: '=', text: '29.5亿元' } }]), programme, '2026-03-11', () => '2026-03-01')).toMatchObject([{ claim: 'c', superseded: true }]);
  });

  it('stands beside a metric of the same batch and territory', () => {
    const batch = { status: 'open', id: 'b', programme: 'p', territory: 'chuanyu', name: {}, ordinal: null, source: null, lines: [], released: null } as const;
    expect(questionOf(batch, 7).firms).toBe('/v1/metrics/credit.firms-with-line?set=chuanyu&batch=b&asOf=position%3A7');
    expect(questionOf({ ...batch, territory: '510100' }, 7).approved).toBe('/v1/metrics/credit.approved?region=510100&batch=b&asOf=position%3A7');
  });
});
