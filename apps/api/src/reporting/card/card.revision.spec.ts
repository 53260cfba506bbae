import type { PublishedIssue } from '@entente/domain/reporting/report';
import type { Edition } from './card.finding.js';
import { revisionOf } from './card.revision.js';

const said = (value: string) => ({ value, low: value, high: value, unit: 'project', why: null });
const change = { path: 'a/b/c', old: said('1'), new: said('2') };
const from = (edition: 'issue' | 'public', count?: number, changes: readonly object[] = [change]): Edition =>
  ({ edition, issue: { status: 'published', superseded: count === undefined ? null : { position: 9, count, changes } } as unknown as PublishedIssue });

describe('what is told of a figure after it was printed', () => {
  it('is the change of its own path, or that it stands though others changed', () => {
    expect(revisionOf(from('issue', 1), 'a/b/c')).toEqual({ state: 'revised', position: 9, old: said('1'), new: said('2') });
    expect(revisionOf(from('issue', 1), 'a/b/d')).toEqual({ state: 'stands', position: 9, old: null, new: null });
    expect(revisionOf(from('issue'), 'a/b/c')).toEqual({ state: 'stands', position: null, old: null, new: null });
  });

  it('is not that it stands where more changed than is listed', () => expect(revisionOf(from('issue', 2), 'a/b/d')?.state).toBe('unlisted'));

  it('is that it stands again where everything was set right', () => expect(revisionOf(from('issue', 0, []), 'a/b/c')?.state).toBe('stands'));

  it('is to the public neither the figure nor any value, but that the report was corrected', () => {
    for (const path of ['a/b/c', 'a/b/d']) expect(revisionOf(from('public', 1), path)).toEqual({ state: 'report-revised', position: null, old: null, new: null });
    expect(revisionOf(from('public', 0, []), 'a/b/c')?.state).toBe('stands');
    expect(revisionOf({ edition: 'draft', run: 'r', organisation: 'o' }, 'a/b/c')).toBeNull();
  });
});
