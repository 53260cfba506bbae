import { claimShape } from '@entente/domain/reporting/claim';
import { termsShape } from '@entente/domain/signing/signing';
import { claimsQuery } from '../reporting/claim/claim.requests.js';
import { editionSchema, trackSchema } from './paging.js';

const NAMES = ['cisc-21', '2024', 'a', 'a.b', 'Cisc', 'cisc_21', 'cisc--21', '-cisc', 'cisc-', 'a b', '', '第一届', 'a\0b', 'x'.repeat(60), 'x'.repeat(61)];

describe('a filter by name', () => {
  const taken = (schema: { safeParse: (value: unknown) => { success: boolean } }): readonly string[] => NAMES.filter((name) => schema.safeParse(name).success);

  it('takes what can be entered, and nothing else', () => {
    expect(taken(editionSchema)).toEqual(['cisc-21', '2024', 'a', 'x'.repeat(60)]);
    expect([taken(editionSchema), taken(trackSchema)]).toEqual([taken(termsShape.edition), taken(termsShape.track)]);
  });

  it('takes of claims what can be entered in a claim', () => {
    const scope = { territory: '510100' };
    const entered = NAMES.filter((edition) => claimShape.scope.safeParse({ ...scope, edition }).success);
    expect(entered).toContain('a.b');
    expect(taken(claimsQuery.shape.edition)).toEqual(entered);
  });
});
