import { figuresIn, untied } from '@entente/domain/reporting/dataset';
import fc from 'fast-check';
import { askOf, type Entry, entry, issued, yuan } from './ask.samples.js';
import { credit } from './credit.js';
import { figureAt, rowsAt, valueAt } from './reading.samples.js';

const [ONE, TWO] = ['019a0c00-0000-7000-8000-000000000001', '019a0c00-0000-7000-8000-000000000002'];
const MARCH = { parameters: {}, period: '2024-03' };

const programme = (id: string, zh: string) => ({ kind: 'credit-programme', id, state: { status: 'open', id, name: { zh } } });
const rows = {
  cooperation: [programme(TWO, '园区贷'), programme(ONE, '软件贷'), { kind: 'credit-batch', id: 'batch', state: { status: 'open', id: 'batch', programme: ONE } }],
  claims: [{ id: 'claim-1', claim: { metric: 'credit.approved', scope: { territory: '510100', batch: 'batch', edition: null, session: null, kind: null, amountKind: null, alliance: null, declaration: null, pact: null, from: null, to: '2024-03-31' }, quantity: { value: '1000', unit: 'CNY', op: '=', text: '1000元' }, source: { document: '公告', quote: '1000元' }, statedOn: null } }],
};
const of = (metric: string, on: string, value: string, more: Partial<Entry> = {}, dims: Readonly<Record<string, string>> = {}): Entry => yuan(metric, on, value, { ...more, dims: { programme: ONE, track: 'software', ...dims } });
const firm = (metric: string, on: string, subject: string, programmeId: string, value = '1'): Entry => entry(metric, on, { unit: 'firm', subject, value, dims: { programme: programmeId, track: '', currency: 'CNY' } });

const entries: readonly Entry[] = [
  of('credit.approved', '2024-01-10', '1000.00', {}, { batch: 'batch' }), of('credit.active', '2024-01-20', '800.00'), of('credit.outstanding', '2024-02-10', '300.00'), of('credit.outstanding', '2024-03-10', '-100.00'), of('credit.available', '2024-03-10', '600.00'),
  of('credit.approved', '2024-03-10', '50.00', { region: '510700' }, { programme: TWO, track: '' }), of('credit.drawn', '2024-02-10', '300.00'), of('credit.drawn', '2024-03-31', '0.01'), of('credit.repaid', '2024-03-10', '100.00'),
  firm('credit.firms-with-line', '2024-01-10', 'a', ONE), firm('credit.firms-with-line', '2024-03-10', 'a', TWO), firm('credit.firms-with-line', '2024-03-10', 'b', TWO),
];

describe('the report on credit', () => {
  it('tells limits and balances at the end of the month, what changed, and how much is used', async () => {
    const told = await credit(askOf({ entries, rows }), MARCH);
    const at = (path: string): string | null => valueAt(told, path);
    expect(['now', 'before', 'change', 'mom', 'yoy'].map((column) => at(`progress/outstanding.CNY/${column}`))).toEqual(['200.00', '300.00', '-100.00', '-33.333333', null]);
    expect(figureAt(told, 'utilisation/all.CNY/utilisation')).toMatchObject({ value: '25.000000', unit: '%', origin: { formula: 'rate', operands: { reached: 'utilisation/all.CNY/outstanding', all: 'utilisation/all.CNY/active' } } });
    expect(figureAt(told, `programmes/${TWO}.CNY/utilisation`)).toMatchObject({ value: null, why: 'nothing-to-divide-by' });
    // Firm a has lines of both programmes.
    expect([at('firms/firms-with-line/now'), at(`programmes/${ONE}.CNY/firms-with-line`), at(`programmes/${TWO}.CNY/firms-with-line`)]).toEqual(['2', '1', '2']);
    expect(rowsAt(told, 'regions')).toEqual(['510000.CNY']);
    expect(rowsAt(told, 'tracks')).toEqual(['software.CNY']);
    expect(['announced', 'recorded', 'difference'].map((column) => at(`announced/claim-1/${column}`))).toEqual(['1000', '1000.00', '0.00']);
    expect(told.tables.every((table) => table.public === 'closed')).toBe(true);
  });

  it('tells one programme and one region, and refuses those that are not on record', async () => {
    const ask = askOf({ entries, rows });
    const told = await credit(ask, { parameters: { region: '510700', programme: TWO }, period: '2024-03' });
    expect(told.tables.find(({ id }) => id === 'programmes')?.rows.map(({ title }) => title.zh)).toEqual(['园区贷（CNY）']);
    expect(rowsAt(told, 'announced')).toEqual([]);
    for (const { figure } of figuresIn(told)) if (figure.origin.kind === 'metric') expect(figure.origin.question).toMatchObject({ programme: TWO });
    await expect(credit(ask, { parameters: { programme: 'none' }, period: '2024-03' })).rejects.toMatchObject({ kind: 'invalid', code: 'report/programme-unknown' });
  });

  it('ties what was drawn to what was published last, whatever was entered since', async () => {
    const fen = fc.integer({ min: 1, max: 10 ** 9 }).map((n) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`);
    const movement = fc.record({ metric: fc.constantFrom('credit.drawn', 'credit.repaid'), on: fc.constantFrom('2023-12-31', '2024-02-29', '2024-03-01', '2024-03-31', '2024-04-01'), value: fen, unit: fc.constantFrom('CNY', 'HKD') })
      .map(({ metric, on, value, unit }) => of(metric, on, value, { unit }));
    await fc.assert(fc.asyncProperty(fc.array(movement, { maxLength: 12 }), fc.array(movement, { maxLength: 12 }), async (before, late) => {
      const former = issued('credit', await credit(askOf({ entries: before, rows }), { parameters: {}, period: '2024-02' }), '2024-02');
      const told = await credit(askOf({ entries: [...before, ...late], rows, issues: { 'credit 2024-02': former } }), MARCH);
      expect(told.tables.flatMap(untied)).toEqual([]);
      for (const id of rowsAt(told, 'drawn')) {
        const [metric, unit] = id.split('.');
        const since = late.filter((each) => each.metric === `credit.${metric}` && each.unit === unit && each.on < '2024-03').map(({ value }) => BigInt(value.replace('.', '')));
        expect([id, BigInt((valueAt(told, `drawn/${id}/revisions`) ?? '').replace('.', ''))]).toEqual([id, since.reduce((sum, each) => sum + each, 0n)]);
      }
    }), { numRuns: 30 });
  });
});
