import { byCodes } from '../../kernel/directory.js';
import { z } from 'zod';
import { specOf } from '../../kernel/spec-of.js';
import { claim, claimRecorded, claimShape, type RecordClaim } from './claim.js';

const given = specOf(claim);
const ID = '019a0c00-0000-7000-8000-0000000000c1';
const schema = z.strictObject(claimShape);

/** As little as an association can send. */
const sent = {
  metric: 'signings.contracted',
  scope: { territory: '510000' },
  quantity: { unit: 'CNY', text: '近百亿元' },
  source: { document: '公报', quote: '签约金额近百亿元' },
};

const record = (changed: Partial<RecordClaim['data']> = {}): RecordClaim => ({
  type: 'RecordClaim', id: '019a0c00-0000-7000-8000-0000000001c1', at: '2024-02-02T02:00:00.000Z', directory: byCodes,
  actor: { principal: 'association-1', organisation: 'association', role: 'administrator', region: '*' },
  data: { id: ID, ...schema.parse(sent), ...changed },
});
const recorded = given().when(record()).facts();

describe('a claim', () => {
  it('is recorded in its words, with its source and who entered it, and what it does not say is null', () =>
    given().when(record({ statedOn: '2024-02' })).then({
      type: 'ClaimRecorded',
      effectiveOn: '2024-02',
      data: {
        metric: 'signings.contracted',
        scope: { territory: '510000', edition: null, session: null, from: null, to: null, kind: null, amountKind: null },
        quantity: { value: null, unit: 'CNY', op: '=', text: '近百亿元' },
        source: { document: '公报', quote: '签约金额近百亿元' },
        statedOn: '2024-02',
        by: { principal: 'association-1', organisation: 'association' },
      },
    }));

  it('that is undated counts from the beginning of what it speaks of, and else from no date', () => {
    const scope = { ...record().data.scope, from: '2023' };
    expect(given().when(record({ scope })).facts()[0]?.effectiveOn).toBe('2023');
    expect(given().when(record()).facts()[0]?.effectiveOn).toBeNull();
  });

  it('is recorded once: the same id is refused', () => given(...recorded).when(record({ metric: 'signings.count' })).thenRefused('claim/exists'));

  it('is its own stream', () => expect(claim.streamsOf(record())).toEqual([`claim-${ID}`]));

  it('yields facts of the shape that the catalogue shows', () => {
    for (const { data } of recorded) expect(claimRecorded.schema.parse(data)).toEqual(data);
  });

  it('needs a source with its words, a territory and a value that is a plain decimal', () => {
    const refused = (changed: object): boolean => !schema.safeParse({ ...sent, ...changed }).success;
    expect(refused({})).toBe(false);
    expect(refused({ source: { document: '公报' } })).toBe(true);
    expect(refused({ source: { document: '公报', quote: ' ' } })).toBe(true);
    expect(refused({ scope: {} })).toBe(true);
    expect(refused({ scope: { territory: '500100' } })).toBe(true);
    for (const value of ['-1', '1e9', '1,000', '1.', '']) expect(refused({ quantity: { ...sent.quantity, value } })).toBe(true);
    for (const value of ['0', '300', '48670000000.00', null]) expect(refused({ quantity: { ...sent.quantity, value } })).toBe(false);
  });
});
