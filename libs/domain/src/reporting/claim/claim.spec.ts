import { byCodes } from '../../kernel/directory.js';
import { z } from 'zod';
import type { Refusal } from '../../kernel/refusal.js';
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
        scope: { territory: '510000', edition: null, session: null, from: null, to: null, kind: null, amountKind: null, alliance: null, declaration: null, pact: null },
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

  it('stands beside the streams of what it speaks of, all of which are there, or every one that is not is told', () => {
    const scope = { ...record().data.scope, edition: 'cisc-21', alliance: 'a1', declaration: 'd1', pact: 'p1' };
    const audience = { open: false, regions: ['510000'], accounts: [] };
    const pacts = (some: object): RecordClaim['directory'] => ({ ...byCodes, pact: () => ({ id: 'p1', audience, from: null, to: null, ...some }) });
    expect(claim.streamsOf(record({ scope }))).toEqual([`claim-${ID}`, 'alliance-a1', 'declaration-d1', 'pact-p1']);
    expect(claim.refersTo?.(record({ scope }))).toEqual({ editions: ['cisc-21'], pacts: ['p1'] });
    const refusedOver = (there: readonly string[], directory: RecordClaim['directory']): readonly string[] => {
      try {
        return claim.decide({ ...record({ scope }), directory, actor: { ...record().actor, region: '510000' } }, { recorded: false, there }).map(({ type }) => type);
      } catch (error) {
        return (error as Refusal).faults.map(({ pointer, code }) => `${pointer} ${code}`);
      }
    };
    expect(refusedOver(['alliance-a1', 'declaration-d1', 'pact-p1'], pacts({}))).toEqual(['ClaimRecorded']);
    expect(refusedOver([], { ...byCodes, edition: () => false })).toEqual([
      '/scope/edition edition/unknown', '/scope/alliance claim/about-nothing', '/scope/declaration claim/about-nothing', '/scope/pact claim/about-nothing',
    ]);
    // A pact that is none of his business is as if it were not there.
    expect(refusedOver(['alliance-a1', 'declaration-d1', 'pact-p1'], pacts({ audience: { ...audience, regions: ['310000'] } }))).toEqual(['/scope/pact claim/about-nothing']);
  });

  it('of before these were kept here speaks of none of them', () => {
    const [{ data }] = recorded as unknown as [{ data: { scope: object } }];
    const { alliance: _, declaration: _d, pact: _p, ...scope } = data.scope as Record<string, unknown>;
    expect(claimRecorded.upcasts[1]?.({ ...data, scope })).toEqual(data);
  });

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
