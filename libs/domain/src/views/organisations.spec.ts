import type { Recorded } from '../kernel/message.js';
import { viewSpecOf } from '../kernel/spec-of.js';
import type { OrganisationFact } from '../parties/organisation/index.js';
import { BRANCH, CODE, history, merge, OTHER, register, registerKey, registerOther, release, rename, stateAfter, unmerge } from '../parties/organisation/organisation.samples.js';
import { organisation } from '../parties/organisation/index.js';
import { organisations } from './organisations.js';

const after = viewSpecOf(organisations);

/** The facts as the log has them, each with its own stream's version. */
const recorded = (facts: readonly OrganisationFact[]): readonly Recorded<OrganisationFact>[] => facts.map((fact, n) => {
  const stream = fact.stream ?? `organisation-${fact.data.organisation}`;
  const version = facts.slice(0, n + 1).filter((each) => (each.stream ?? `organisation-${each.data.organisation}`) === stream).length;
  return {
    ...fact, id: `fact-${n}`, position: n + 1, stream, version, schemaVersion: 1, recordedAt: '2024-02-02T02:00:00.000Z', commandId: `command-${n}`, ordinal: 0,
    metadata: { actor: { principal: 'p', organisation: 'o', role: 'administrator', region: '*' } },
  };
});
const seen = (facts: readonly OrganisationFact[]) => recorded(facts).filter(({ type }) => organisations.handles.includes(type));

describe('the organisations', () => {
  const facts = history(register({ creditCode: CODE }), registerOther(), merge());

  it('have one row a body, as it stands', () => {
    const { rows } = after(...seen(history(register({ creditCode: CODE }), rename())));
    expect(Object.keys(rows)).toEqual([BRANCH]);
    expect(rows[BRANCH]).toMatchObject({ id: BRANCH, version: 2, opened: 1, position: 4, absorbed: [], state: { creditCode: CODE, status: 'live', names: [{}, {}, { name: '工商银行成都市分行' }] } });
  });

  it('do not follow reservations, which are the write side’s own', () => {
    expect(organisations.handles).not.toContain('IdentifierReserved');
    expect(Object.keys(after(...seen(history(register(), registerKey()))).rows)).toEqual([BRANCH]);
    expect(after(...seen(history(register(), release()))).rows[BRANCH]).toMatchObject({ version: 2, position: 3, state: { account: null } });
  });

  it('tell of a merger in both rows, and change the version of the merged one only', () => {
    const { rows } = after(...seen(facts));
    expect(rows[BRANCH]).toMatchObject({ version: 2, position: 5, state: { status: 'merged', into: { organisation: OTHER } }, absorbed: [] });
    expect(rows[OTHER]).toMatchObject({ version: 1, position: 4, state: { status: 'live' }, absorbed: [{ organisation: BRANCH, name: '中国工商银行成都分行', since: 5, until: null }] });
  });

  it('keep until when a record was merged into another', () => {
    const undone = [...facts, ...organisation.decide(unmerge(), stateAfter(facts))];
    const { rows } = after(...seen(undone));
    expect(rows[BRANCH]?.state).toEqual(after(...seen(facts.slice(0, 4))).rows[BRANCH]?.state);
    expect(rows[OTHER]?.absorbed).toEqual([{ organisation: BRANCH, name: '中国工商银行成都分行', since: 5, until: 6 }]);
  });
});
