import type { Endorsement, Known } from '@entente/domain/cooperation/declaration';
import { shown } from './declaration.shown.js';

const ONE = '019a0c00-0000-7000-8000-0000000000b1';
const endorsed = (grade: Endorsement['grade'], from: string | null, to: string | null, superseded = false): Endorsement =>
  ({ organisation: ONE, name: '示例协会', region: '510100', account: null, from, to, superseded, grade, signature: null, source: null });
const declared = (...endorsements: readonly Endorsement[]): Known => ({
  status: 'issued', id: '019a0c00-0000-7000-8000-00000000c001', title: { zh: '示例倡议书' }, territory: null, issuedOn: '2024-04-01', openUntil: null, text: null, sha256: null, issuer: null, edition: null, grade: 'attested', source: null, endorsements,
});
const sinceAndLate = (...endorsements: readonly Endorsement[]) => shown(declared(...endorsements), '2024-06-01').endorsements.map(({ since, late }) => [since, late]);

describe('since when a body endorses', () => {
  it('is the day of its own word or signature where what a document stated has no day', () => {
    expect(sinceAndLate(endorsed('attested', null, '2024-05-10', true), endorsed('signed', '2024-05-10', null))).toEqual([['2024-05-10', true]]);
    expect(sinceAndLate(endorsed('attested', null, '2024-04-01', true), endorsed('submitted', '2024-04-01', '2024-05-10', true), endorsed('signed', '2024-05-10', null))).toEqual([['2024-04-01', false]]);
  });

  it('is the first day of those that follow each other without a gap', () => {
    expect(sinceAndLate(endorsed('submitted', '2024-04-01', '2024-05-10', true), endorsed('signed', '2024-05-10', null))).toEqual([['2024-04-01', false]]);
    expect(sinceAndLate(endorsed('submitted', '2024-04-01', '2024-05-09'), endorsed('submitted', '2024-05-10', null))).toEqual([['2024-05-10', true]]);
  });

  it('is not that of one whose place was taken before it began', () =>
    expect(sinceAndLate(endorsed('attested', '2024-05-10', '2024-04-01', true), endorsed('submitted', '2024-04-01', null))).toEqual([['2024-04-01', false]]));

  it('is told apart where it is not stated', () => {
    const { endorsements, undated } = shown(declared(endorsed('attested', null, null)), '2024-06-01');
    expect([endorsements, undated]).toEqual([[], [expect.objectContaining({ since: null, late: null })]]);
  });
});
