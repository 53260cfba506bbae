import { byCodes } from '../../kernel/directory.js';
import { z } from 'zod';
import type { Refusal } from '../../kernel/refusal.js';
import { specOf } from '../../kernel/spec-of.js';
import type { Fact } from '../../kernel/message.js';
import { claim, claimRecorded, claimShape, type RecordClaim, type RecordClaims } from './claim.js';

const given = specOf(claim);
const ID = '019a0c00-0000-7000-8000-0000000000c1';
const schema = z.strictObject(claimShape);

/** Bytes as former versions wrote them: before claims spoke of pacts, alliances and joint initiatives, and before they spoke of batches of credit. */
const STORED_V1 = '{"by":{"organisation":"association","principal":"association-1"},"metric":"signings.contracted","quantity":{"op":"=","text":"近百亿元","unit":"CNY","value":null},"scope":{"amountKind":null,"edition":null,"from":null,"kind":null,"session":null,"territory":"510000","to":null},"source":{"document":"公报","quote":"签约金额近百亿元"},"statedOn":null}';
const STORED_V2 = '{"by":{"organisation":"association","principal":"association-1"},"metric":"signings.contracted","quantity":{"op":"=","text":"近百亿元","unit":"CNY","value":null},"scope":{"alliance":null,"amountKind":null,"declaration":null,"edition":null,"from":null,"kind":null,"pact":null,"session":null,"territory":"510000","to":null},"source":{"document":"公报","quote":"签约金额近百亿元"},"statedOn":null}';

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
        scope: { territory: '510000', edition: null, session: null, from: null, to: null, kind: null, amountKind: null, alliance: null, declaration: null, pact: null, batch: null },
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
    const [{ data }] = recorded as [(typeof recorded)[number]];
    const read = (bytes: string, from: number): object => {
      let stored = JSON.parse(bytes) as object;
      for (let version = from; version < claimRecorded.version; version += 1) stored = claimRecorded.upcasts[version]?.(stored) ?? {};
      return stored;
    };
    expect(read(STORED_V1, 1)).toEqual(data);
    expect(read(STORED_V2, 2)).toEqual(data);
  });

  it('comes with others that were announced at once: all of them, each in its own stream, or none', () => {
    const OTHER = '019a0c00-0000-7000-8000-0000000000c2';
    const { data, ...command } = record({ statedOn: '2024-01' });
    const both = (...changed: Partial<RecordClaim['data']>[]): RecordClaims => ({
      ...command, type: 'RecordClaims', data: { id: ID, claims: [{ ...data, ...changed[0] }, { ...data, id: OTHER, metric: 'signings.count', ...changed[1] }] },
    });
    expect(claim.streamsOf(both())).toEqual([`claim-${ID}`, `claim-${OTHER}`]);
    const facts = given().when(both()).facts() as readonly (Fact & { data: { metric: string } })[];
    expect(facts.map(({ stream, data: { metric } }) => [stream, metric])).toEqual([[undefined, 'signings.contracted'], [`claim-${OTHER}`, 'signings.count']]);
    given(...facts).when(both()).thenRefused('claim/exists');
    // Faults of all of them are told at once.
    const wrong = { scope: { ...data.scope, batch: 'b1' }, statedOn: '2024-03' };
    try {
      claim.decide(both(wrong, wrong), { recorded: false, there: [] });
      expect('refused').toBe('recorded');
    } catch (error) {
      expect((error as Refusal).faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
        '/claims/0/statedOn claim/date-in-future', '/claims/0/scope/batch claim/about-nothing', '/claims/1/statedOn claim/date-in-future', '/claims/1/scope/batch claim/about-nothing',
      ]);
    }
    const abroad = { scope: { ...data.scope, territory: '310000' } };
    expect(() => claim.decide({ ...both({}, abroad), actor: { ...command.actor, region: '510000' } }, { recorded: false, there: [] })).toThrow(expect.objectContaining({ code: 'claim/territory-not-yours' }));
  });

  it('stands beside the stream of the batch of credit that it speaks of', () => {
    const scope = { ...record().data.scope, batch: 'b1' };
    expect(claim.streamsOf(record({ scope }))).toEqual([`claim-${ID}`, 'credit-batch-b1']);
    expect(claim.decide(record({ scope }), { recorded: false, there: ['credit-batch-b1'] })).toHaveLength(1);
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
