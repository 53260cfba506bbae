import { specOf } from '../../kernel/spec-of.js';
import { alliance } from './alliance.js';
import {
  admit, agreed, allianceAlone, APPLICATION, applicant, apply, appoint, association, directoryOf, elsewhere, founding, history, idOf, openVote, personOf, propose, record, regrade, reinstate, rollOn, rules, SECOND,
  secretariat, source, standingAfter, strike, suspend, vote, withdraw,
} from './alliance.samples.js';
import type { AllianceCommand } from './alliance.js';
import { isSuspendedOn, membersOn, openOf, secretariatOn } from './state.js';

const given = specOf(allianceAlone);
const founded = history(...founding);
const LATE = '2026-07-01';

/** Ten founders on 1 January; an eleventh applies and is voted for on the 4th. */
const ten = Array.from({ length: 10 }, (_, n) => idOf(n + 1));
const eleven: readonly AllianceCommand[] = [
  propose({ founders: ten, rules: { ...rules, admission: 'secretariat' } }, secretariat, '2026-01-01'),
  ...ten.slice(1).map((_, n) => ({ ...founding[1] as AllianceCommand, actor: personOf(n + 2), at: '2026-01-01T03:00:00.000Z' } as AllianceCommand)),
  apply({ organisation: idOf(11) }, personOf(11), '2026-01-04'),
];

describe('an eleventh member of whom is learned late', () => {
  const asOfDay4 = standingAfter(...eleven);
  const asOfDay6 = standingAfter(...eleven, admit({ on: '2026-01-03' }, secretariat, '2026-01-05'));

  it('counts from its day on, as known then and as known now', () => {
    expect(membersOn(asOfDay4, '2026-01-04')).toHaveLength(10);
    expect(membersOn(asOfDay6, '2026-01-04')).toHaveLength(11);
    expect(membersOn(asOfDay6, '2026-01-03')).toHaveLength(11);
    expect(membersOn(asOfDay6, '2026-01-02')).toHaveLength(10);
    expect(membersOn(asOfDay6, '2025-12-31')).toHaveLength(0);
  });
});

describe('admission', () => {
  it('is of whom the members agreed to, in the grade applied for or another', () => {
    expect(rollOn(standingAfter(...agreed, admit()), LATE)).toContain('4 member');
    expect(rollOn(standingAfter(...agreed, admit({ grade: 'observer' })), LATE)).toContain('4 observer');
    given(...history(...agreed)).when(admit({ application: null })).thenRefused('alliance/say-which');
    given(...history(...agreed)).when(admit({ source })).thenRefused('alliance/source-not-needed');
  });

  it('happens once', () => {
    const done = history(...agreed, admit());
    given(...done).when(admit()).thenNothing();
    given(...done).when(admit({ on: '2026-02-20' })).thenRefused('alliance/application-decided');
    given(...done).when(apply({ application: SECOND })).thenRefused('alliance/member-already');
  });

  it('has a date that has come, and is not before the founding', () => {
    const waiting = history(...agreed);
    for (const on of ['2026-02-22', '2026-03', '2027']) given(...waiting).when(admit({ on })).thenRefused('alliance/date-in-future');
    for (const on of ['2026-01-11', '2025-12', '2025']) given(...waiting).when(admit({ on })).thenRefused('alliance/before-founding');
    for (const on of ['2026-01-12', '2026-01', '2026', '2026~', '2026-02-21']) given(...waiting).when(admit({ on })).thenTypes('MemberAdmitted');
  });

  it('of a body that left begins after that, and no day is counted twice', () => {
    const left = [...founding, withdraw({}, personOf(2)), apply({ organisation: idOf(2) }, personOf(2), '2026-04-02'), openVote({ closesOn: '2026-04-03' }, secretariat, '2026-04-02'), vote({}, personOf(3), '2026-04-02'), vote({}, secretariat, '2026-04-02')];
    for (const on of ['2026-03-31', '2026-02', '2026-03', '2026']) given(...history(...left)).when(admit({ on }, secretariat, LATE)).thenRefused('alliance/overlaps');
    for (const on of ['2026-04-01', '2026-04', '2026-05']) given(...history(...left)).when(admit({ on }, secretariat, LATE)).thenTypes('MemberAdmitted');
    const back = standingAfter(...left, admit({ on: '2026-04-01' }, secretariat, LATE));
    expect(rollOn(back, '2026-03-31').filter((each) => each.startsWith('2 '))).toHaveLength(1);
    expect(rollOn(back, '2026-04-01').filter((each) => each.startsWith('2 '))).toHaveLength(1);
  });
});

describe('a grade', () => {
  it('holds from its date on', () => {
    const it = standingAfter(...founding, regrade());
    expect(rollOn(it, '2026-02-28')).toContain('2 member');
    expect(rollOn(it, '2026-03-01')).toContain('2 vice-chair');
    expect(membersOn(it, '2026-03-01')).toHaveLength(3);
  });

  it('that is said later for an earlier day takes the place of what was said before', () => {
    const twice = standingAfter(...founding, regrade(), regrade({ grade: 'observer', on: '2026-02-01' }, secretariat, LATE));
    expect(['2026-01-31', '2026-02-01', '2026-03-01'].map((day) => rollOn(twice, day).find((each) => each.startsWith('2 ')))).toEqual(['2 member', '2 observer', '2 observer']);
    const earlier = standingAfter(...founding, regrade(), regrade({ on: '2026-02-01' }, secretariat, LATE));
    expect(rollOn(earlier, '2026-02-01')).toContain('2 vice-chair');
    for (const day of ['2026-01-20', '2026-02-01', '2026-02-15', '2026-03-01', '2026-03-02']) expect(membersOn(earlier, day)).toHaveLength(3);
  });

  it('never counts a member twice, or before it joined, where its date is coarse', () => {
    for (const on of ['2026-01', '2026', '2026-02', '2026-03~']) {
      const it = standingAfter(...founding, regrade(), regrade({ grade: 'council-member', on }, secretariat, LATE));
      expect(membersOn(it, '2026-01-11')).toHaveLength(0);
      for (const day of ['2026-01-12', '2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01', '2026-06-01']) expect(membersOn(it, day)).toHaveLength(3);
      expect(rollOn(it, '2026-03-02')).toContain('2 council-member');
    }
  });

  it('is not given again, nor before joining, nor in the future', () => {
    const regraded = history(...founding, regrade());
    given(...regraded).when(regrade()).thenNothing();
    given(...regraded).when(regrade({ on: '2026-04-01' }, secretariat, LATE)).thenRefused('alliance/same-grade');
    given(...founded).when(regrade({ on: '2026-01-11' })).thenRefused('alliance/before-founding');
    given(...founded).when(regrade({ on: '2026-03-06' })).thenRefused('alliance/date-in-future');
    given(...founded).when(regrade({ grade: 'member' })).thenRefused('alliance/same-grade');
    given(...founded).when(regrade({ organisation: idOf(9) })).thenRefused('alliance/not-a-member');
  });
});

describe('a suspension', () => {
  const isSuspended = (day: string, ...commands: readonly AllianceCommand[]) => membersOn(standingAfter(...founding, ...commands), day).some((each) => each.organisation === idOf(2) && isSuspendedOn(each, day));

  it('lasts from its day until the day on which it goes on', () => {
    for (const [day, is] of [['2026-03-09', false], ['2026-03-10', true], ['2026-03-19', true], ['2026-03-20', false]] as const) expect(isSuspended(day, suspend(), reinstate())).toBe(is);
    expect(isSuspended(LATE, suspend())).toBe(true);
  });

  it('is of the membership, in whichever grade it is', () => {
    const backdated = suspend({ from: '2026-02-15' }, secretariat, LATE);
    for (const [day, is] of [['2026-02-14', false], ['2026-02-15', true], ['2026-03-01', true], [LATE, true]] as const) expect(isSuspended(day, regrade(), backdated)).toBe(is);
    expect(isSuspended('2026-04-01', suspend(), regrade({ on: '2026-03-15' }, secretariat, LATE))).toBe(true);
    expect(isSuspended('2026-03-12', suspend(), regrade({ on: '2026-03-15' }, secretariat, LATE), reinstate({ on: '2026-06-01' }, secretariat, LATE))).toBe(true);
    expect(isSuspended('2026-06-01', suspend(), regrade({ on: '2026-03-15' }, secretariat, LATE), reinstate({ on: '2026-06-01' }, secretariat, LATE))).toBe(false);
  });

  it('is one at a time, in the order of its days', () => {
    const now = history(...founding, suspend());
    given(...now).when(suspend()).thenNothing();
    given(...now).when(reinstate({ on: '2026-03-09' })).thenRefused('alliance/before-suspension');
    given(...founded).when(reinstate()).thenRefused('alliance/not-suspended');
    const past = history(...founding, suspend(), reinstate());
    given(...past).when(reinstate()).thenNothing();
    for (const from of ['2026-03-15', '2026-02-15', '2026-03']) given(...past).when(suspend({ from }, secretariat, LATE)).thenRefused('alliance/suspended-then');
    given(...past).when(suspend({ from: '2026-03-20' }, secretariat, LATE)).thenTypes('MemberSuspended');
    given(...founded).when(suspend({ from: '2026-03-11' })).thenRefused('alliance/date-in-future');
    given(...founded).when(suspend({ from: '2026-01-11' })).thenRefused('alliance/before-founding');
  });

  it('keeps nobody from leaving', () => {
    const it = standingAfter(...founding, suspend(), withdraw());
    expect(membersOn(it, '2026-03-31')).toHaveLength(3);
    expect(membersOn(it, '2026-04-01')).toHaveLength(2);
  });
});

describe('leaving', () => {
  it('is by one’s own word, once', () => {
    given(...founded).when(withdraw({}, secretariat)).thenRefused('party/not-yours');
    given(...founded).when(withdraw({ source })).thenRefused('alliance/source-not-needed');
    const left = history(...founding, withdraw());
    given(...left).when(withdraw()).thenNothing();
    given(...founded).when(withdraw({ organisation: idOf(4) }, applicant)).thenRefused('alliance/not-a-member');
    given(...founded).when(withdraw({ on: '2026-04-02' })).thenRefused('alliance/date-in-future');
    given(...founded).when(withdraw({ on: '2026-01-11' })).thenRefused('alliance/before-founding');
  });

  it('before something that was recorded of the member leaves that without effect', () => {
    const it = standingAfter(...founding, regrade(), suspend(), withdraw({ on: '2026-02-15' }, personOf(2), LATE));
    expect(membersOn(it, '2026-02-14')).toHaveLength(3);
    for (const day of ['2026-02-15', '2026-03-01', '2026-03-10', LATE]) expect(membersOn(it, day)).toHaveLength(2);
    expect(openOf(it, idOf(2))).toBeUndefined();
  });

  it('is said for a body that was merged by the one that stands for it', () => {
    const merged = directoryOf({ [idOf(2)]: { status: 'merged', into: idOf(7), account: null } });
    given(...founded).when(withdraw({}, personOf(7), '2026-04-01', merged)).thenTypes('MemberWithdrew');
    given(...founded).when(withdraw({}, personOf(2), '2026-04-01', merged)).thenRefused('party/not-yours');
    expect(alliance.refersTo?.(withdraw({ parties: [idOf(3)] }))).toEqual({ organisations: [idOf(2), idOf(3)] });
  });
});

describe('striking', () => {
  it('takes a membership away through all its grades, from its beginning on', () => {
    const it = standingAfter(...founding, regrade(), regrade({ grade: 'observer', on: '2026-04-01' }, secretariat, '2026-04-05'), suspend({ from: '2026-04-06' }, secretariat, '2026-04-06'), strike());
    for (const day of ['2026-01-12', '2026-03-01', '2026-04-01', LATE]) expect(rollOn(it, day)).toEqual(['1 member', '3 member']);
    expect(history(...founding, regrade(), strike()).at(-1)).toMatchObject({ type: 'MemberStruck', effectiveOn: '2026-01-12', data: { from: '2026-01-12' } });
  });

  it('said twice never reaches for an older membership', () => {
    const rejoined = [
      ...founding, withdraw({ on: '2026-02-01' }, personOf(2)), apply({ organisation: idOf(2) }, personOf(2), '2026-04-02'), openVote({ closesOn: '2026-04-03' }, secretariat, '2026-04-02'), vote({}, personOf(3), '2026-04-02'),
      vote({}, secretariat, '2026-04-02'), admit({ on: '2026-04-01' }, secretariat, '2026-04-05'),
    ];
    given(...history(...rejoined)).when(strike()).thenRefused('alliance/say-since-when');
    given(...history(...rejoined)).when(strike({ from: '2026-03-01' })).thenRefused('alliance/not-a-member');
    const newest = strike({ from: '2026-04-01' });
    const struck = history(...rejoined, newest);
    given(...struck).when(newest).thenNothing();
    expect(rollOn(standingAfter(...rejoined, newest), '2026-01-31')).toContain('2 member');
    expect(rollOn(standingAfter(...rejoined, newest), LATE)).not.toContain('2 member');
    const older = standingAfter(...rejoined, strike({ from: '2026-01-12' }));
    expect(rollOn(older, '2026-01-31')).not.toContain('2 member');
    expect(rollOn(older, LATE)).toContain('2 member');
  });

  it('tells a membership that began on the day on which another ended from its going on in another grade', () => {
    const rejoined = [...founding, withdraw(), apply({ organisation: idOf(2) }, personOf(2), '2026-04-02'), openVote({ closesOn: '2026-04-03' }, secretariat, '2026-04-02'), vote({}, personOf(3), '2026-04-02'), vote({}, secretariat, '2026-04-02'), admit({ on: '2026-04-01' }, secretariat, '2026-04-05')];
    const it = standingAfter(...rejoined, strike({ from: '2026-04-01' }));
    expect(rollOn(it, '2026-03-31')).toContain('2 member');
    expect(rollOn(it, '2026-04-01')).not.toContain('2 member');
  });

  it('leaves the agreement of the members, so that who was admitted from a wrong day is admitted from the right one', () => {
    const struck = [...agreed, admit(), strike({ organisation: idOf(4) })];
    given(...history(...struck)).when(strike({ organisation: idOf(4) })).thenNothing();
    expect(standingAfter(...struck).applications[APPLICATION]).toMatchObject({ admitted: false });
    expect(rollOn(standingAfter(...struck, admit({ on: '2026-02-01' }, secretariat, LATE)), '2026-02-01')).toContain('4 member');
    given(...history(...struck)).when(openVote({ closesOn: '2026-08-01' }, secretariat, LATE)).thenRefused('alliance/vote-passed');
  });
});

describe('the secretariat', () => {
  const on = (day: string, ...commands: readonly AllianceCommand[]) => {
    const term = secretariatOn(standingAfter(...founding, ...commands), day);
    return term ? Number(term.party.organisation.slice(-4)) : null;
  };
  const third = (changed = {}) => appoint({ organisation: idOf(3), ...changed });

  it('is the body of the newest term that has begun', () => {
    expect(on('2026-04-30', third())).toBe(1);
    expect(on('2026-05-01', third())).toBe(3);
    expect(standingAfter(...founding, third()).secretariats).toMatchObject([{ from: '2026-01-12', to: '2026-04-30' }, { from: '2026-05-01', to: null }]);
  });

  it('does not come back when the next term is over', () => {
    expect(on('2026-05-31', third({ to: '2026-05' }))).toBe(3);
    expect(on('2026-06-01', third({ to: '2026-05' }))).toBeNull();
    const stated = [propose({ secretariat: { organisation: idOf(1), from: null, to: '2030-12-31' } }), ...founding.slice(1), third({ to: '2026-06-30' })];
    expect(secretariatOn(standingAfter(...stated), '2026-07-01')).toBeUndefined();
  });

  it('may be appointed ahead, and otherwise before that begins', () => {
    const ahead = third({ from: '2027-01-01' });
    expect(on('2026-12-31', ahead)).toBe(1);
    expect(on('2027-01-01', ahead)).toBe(3);
    const instead = appoint({ organisation: idOf(2), from: '2026-09-01' }, secretariat, LATE);
    expect(on('2027-01-01', ahead, instead)).toBe(2);
    expect(on('2026-08-31', ahead, instead)).toBe(1);
  });

  it('is one body on a day, though a month and a day of it overlap', () => {
    const coarse = [third({ from: '2026-05' }), appoint({ organisation: idOf(2), from: '2026-05-20' }, personOf(3), LATE)];
    expect(['2026-04-30', '2026-05-01', '2026-05-19', '2026-05-20'].map((day) => on(day, ...coarse))).toEqual([1, 3, 3, 2]);
  });

  it('is appointed by the secretariat, and by an association while there is none', () => {
    given(...founded).when(appoint({}, association)).thenRefused('alliance/not-the-secretariat');
    const over = history(propose({ secretariat: { organisation: idOf(1), from: null, to: '2026-04-30' } }), ...founding.slice(1));
    given(...over).when(third()).thenRefused('alliance/not-the-secretariat');
    given(...over).when(appoint({}, association)).thenTypes('SecretariatAppointed');
    given(...over).when(appoint({}, elsewhere)).thenRefused('alliance/not-the-secretariat');
    given(...history(...founding, third())).when(suspend({}, secretariat, LATE)).thenRefused('alliance/not-the-secretariat');
    given(...history(...founding, third())).when(suspend({}, personOf(3), LATE)).thenTypes('MemberSuspended');
    given(...history(...founding, third())).when(appoint({}, personOf(3))).thenNothing();
    given(...founded).when(third({ to: '2026-04' })).thenRefused('alliance/dates-reversed');
    given(...founded).when(third({ from: '2026-01-11' })).thenRefused('alliance/before-founding');
  });
});

describe('an alliance that a document tells of', () => {
  const recorded = history(record());
  const sourced = { source };

  it('is told of by an association, with the source', () => {
    const joined = admit({ application: null, organisation: idOf(8), on: '2025-06', ...sourced }, association);
    given(...recorded).when(joined).thenTypes('MemberAdmitted');
    expect(rollOn(standingAfter(record(), joined), '2025-06-01')).toHaveLength(4);
    given(...history(record(), joined)).when(joined).thenNothing();
    given(...recorded).when(admit({ application: null, organisation: idOf(8), on: '2025-06' }, association)).thenRefused('party/source-required');
    given(...recorded).when(admit({ application: null, organisation: idOf(8), on: '2025-06', ...sourced }, elsewhere)).thenRefused('party/attest-not-yours');
    given(...recorded).when(admit({ application: null, organisation: null, on: '2025-06', ...sourced }, association)).thenRefused('alliance/say-which');
    given(...recorded).when(admit({ application: null, organisation: idOf(2), on: '2025-06', ...sourced }, association)).thenRefused('alliance/member-already');
    given(...recorded).when(regrade(sourced, association)).thenTypes('MemberRegraded');
  });

  it('is told of with everything that is wrong at once', () => {
    const nobody = '019a0c00-0000-7000-8000-0000000bffff';
    const pointers = (...all: readonly string[]) => expect.objectContaining({ code: 'party/unknown', faults: all.map((pointer) => expect.objectContaining({ pointer })) });
    expect(() => history(record(), admit({ application: null, organisation: nobody, on: '2024', ...sourced }, association))).toThrow(pointers('/organisation', '/on'));
    expect(() => history(record(), appoint({ organisation: nobody, from: '2026-05', to: '2026-04', ...sourced }, association))).toThrow(pointers('/organisation', '/to'));
  });

  it('is left by a member’s own word, or as a document states', () => {
    given(...recorded).when(withdraw()).thenTypes('MemberWithdrew');
    expect(history(record(), withdraw()).at(-1)).toMatchObject({ data: { grade: 'submitted' } });
    expect(history(record(), withdraw(sourced, association)).at(-1)).toMatchObject({ data: { grade: 'attested' } });
    given(...recorded).when(withdraw(sourced)).thenRefused('party/attest-not-yours');
  });
});
