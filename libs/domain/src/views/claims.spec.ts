import type { Recorded } from '../kernel/message.js';
import { viewSpecOf } from '../kernel/spec-of.js';
import type { ClaimFact } from '../reporting/claim/index.js';
import { claims } from './claims.js';

const after = viewSpecOf(claims);
const ID = '019a0c00-0000-7000-8000-0000000000c1';

const announced = {
  metric: 'signings.count',
  scope: { territory: '510000', edition: '21', session: null, from: '2024-01', to: null, kind: null, amountKind: null, alliance: null, declaration: null, pact: null, batch: null },
  quantity: { value: '300', unit: 'project', op: '>', text: '300多个' },
  source: { document: '公报', quote: '签约项目300多个' },
  statedOn: '2024-02-01',
} as const;

const fact: Recorded<ClaimFact> = {
  type: 'ClaimRecorded', effectiveOn: '2024-02-01', data: { ...announced, by: { principal: 'association-1', organisation: 'association' } },
  id: 'fact-7', position: 7, stream: `claim-${ID}`, version: 1, schemaVersion: 1, recordedAt: '2024-02-02T02:00:00.000Z',
  commandId: 'command-7', ordinal: 0, metadata: { actor: { principal: 'association-1', organisation: 'association', role: 'administrator', region: '*' } },
};

describe('the claims', () => {
  it('have one row a claim: what was announced, as it was worded, and where it was recorded', () =>
    after(fact).then({ [ID]: { id: ID, claim: announced, opened: 7, version: 1 } }));

  it('do not say which person recorded it', () => expect(JSON.stringify(after(fact).rows)).not.toContain('association-1'));
});
