import { allianceEntries } from '../../journals/alliance-figures.js';
import { edtfInterval } from '../../kernel/period.js';
import { specOf } from '../../kernel/spec-of.js';
import {
  admit, agreed, allianceAlone, APPLICATION, applicant, apply, association, close, directoryOf, founding, history, idOf, openVote, personOf, propose, record, regrade, reinstate, rollOn, rules, SECOND, secretariat, source,
  standingAfter, strike, suspend, vote, withdraw,
} from './alliance.samples.js';
import type { AllianceCommand } from './alliance.js';
import { isSuspendedOn, membersOn } from './state.js';

const given = specOf(allianceAlone);
const LATE = '2026-07-01';
const late = <C>(act: (changed: C, by: typeof secretariat, on: string) => AllianceCommand, changed: C, by = secretariat): AllianceCommand => act(changed, by, LATE);

/** The days of some months on which the second body is suspended, or a member: `03-10 03-19` is from and to. */
const stretch = (days: readonly string[]): string => `${days[0]?.slice(5) ?? ''} ${days.at(-1)?.slice(5) ?? ''} ${days.length}`;
const DAYS = Array.from({ length: 181 }, (_, n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
const second = (day: string, ...commands: readonly AllianceCommand[]) => membersOn(standingAfter(...founding, ...commands), day).find(({ organisation }) => organisation === idOf(2));
const suspended = (...commands: readonly AllianceCommand[]): string => stretch(DAYS.filter((day) => { const member = second(day, ...commands); return member !== undefined && isSuspendedOn(member, day); }));
const member = (...commands: readonly AllianceCommand[]): string => stretch(DAYS.filter((day) => second(day, ...commands) !== undefined));

describe('a wrong date of a suspension', () => {
  it('is put right by suspending again while it lasts', () => {
    expect(suspended(suspend())).toBe('03-10 06-30 113');
    expect(suspended(suspend(), late(suspend, { from: '2026-03-15' }))).toBe('03-15 06-30 108');
    expect(suspended(suspend(), late(suspend, { from: '2026-02-15' }))).toBe('02-15 06-30 136');
    expect(suspended(suspend(), late(suspend, { from: '2026-02-15' }), late(reinstate, { on: '2026-02-20' }))).toBe('02-15 02-19 5');
    given(...history(...founding, suspend())).when(late(suspend, { from: '2026-01-11' })).thenRefused('alliance/before-founding');
  });

  it('is put right by reinstating again, until it is suspended anew', () => {
    expect(suspended(suspend(), reinstate(), late(reinstate, { on: '2026-04-01' }))).toBe('03-10 03-31 22');
    expect(suspended(suspend(), reinstate(), late(reinstate, { on: '2026-03-12' }))).toBe('03-10 03-11 2');
    const anew = [suspend(), reinstate(), late(suspend, { from: '2026-05-01' })];
    given(...history(...founding, ...anew)).when(late(reinstate, { on: '2026-04-01' })).thenRefused('alliance/before-suspension');
    given(...history(...founding, ...anew)).when(late(suspend, { from: '2026-03-19' })).thenRefused('alliance/suspended-then');
  });

  it('is put right from the beginning where it had been reinstated: it never was, and is suspended anew', () => {
    const never = [suspend(), reinstate(), late(reinstate, { on: '2026-03-10' })];
    expect(suspended(...never)).toBe('  0');
    given(...history(...founding, ...never)).when(late(reinstate, { on: '2026-03-10' })).thenNothing();
    given(...history(...founding, ...never)).when(late(reinstate, { on: '2026-03-20' })).thenRefused('alliance/not-suspended');
    expect(suspended(...never, late(suspend, { from: '2026-02-15' }), late(reinstate, { on: '2026-03-20' }))).toBe('02-15 03-19 33');
  });
});

describe('a wrong date of leaving', () => {
  it('is put right by withdrawing again, until it is a member anew', () => {
    expect(member(withdraw())).toBe('01-12 03-31 79');
    expect(member(withdraw(), late(withdraw, { on: '2026-03-01' }, personOf(2)))).toBe('01-12 02-28 48');
    expect(member(withdraw(), late(withdraw, { on: '2026-05-01' }, personOf(2)))).toBe('01-12 04-30 109');
    given(...history(...founding, withdraw())).when(late(withdraw, { on: '2026-05-01' })).thenRefused('party/not-yours');
    given(...history(...founding, withdraw())).when(late(withdraw, { on: '2026-08' }, personOf(2))).thenRefused('alliance/date-in-future');
    const back = [...founding, withdraw(), apply({ organisation: idOf(2) }, personOf(2), '2026-04-02'), openVote({ closesOn: '2026-04-03' }, secretariat, '2026-04-02'), vote({}, personOf(3), '2026-04-02'), vote({}, secretariat, '2026-04-02'), admit({ on: '2026-05-01' }, secretariat, LATE)];
    given(...history(...back)).when(late(withdraw, { on: '2026-03-15' }, personOf(2))).thenRefused('alliance/before-joining');
  });

  it('gives every grade the days back that an earlier date had taken', () => {
    const grades = (...commands: readonly AllianceCommand[]) => ['2026-02-20', '2026-03-10', '2026-04-10', '2026-06-01'].map((day) => second(day, ...commands)?.memberGrade ?? '-');
    const regraded = [regrade(), regrade({ grade: 'observer', on: '2026-04-01' }, secretariat, '2026-04-05')];
    expect(grades(...regraded, late(withdraw, { on: '2026-02-15' }, personOf(2)))).toEqual(['-', '-', '-', '-']);
    const longer = [...regraded, late(withdraw, { on: '2026-02-15' }, personOf(2)), late(withdraw, { on: '2026-05-01' }, personOf(2))];
    expect(grades(...longer)).toEqual(['member', 'vice-chair', 'observer', '-']);
    expect(DAYS.filter((day) => membersOn(standingAfter(...founding, ...longer), day).filter(({ organisation }) => organisation === idOf(2)).length > 1)).toEqual([]);
  });
});

describe('a member', () => {
  it('is never one before the founding, though its date be coarse', () => {
    const it = standingAfter(...agreed, admit({ on: '2026' }));
    const sum = (day: string): number => allianceEntries(it).filter(({ effectiveOn }) => edtfInterval(effectiveOn).from <= day).reduce((all, { sign }) => all + sign, 0);
    for (const [day, count] of [['2026-01-01', 0], ['2026-01-11', 0], ['2026-01-12', 4], [LATE, 4]] as const) expect([day, membersOn(it, day).length, sum(day)]).toEqual([day, count, count]);
    expect(it.memberships.at(-1)).toMatchObject({ since: '2026', from: '2026' });
    given(...history(...agreed, admit({ on: '2026' }))).when(admit({ on: '2026' })).thenNothing();
    const stated = standingAfter(record({ foundedOn: '2025-06-15' }), admit({ application: null, organisation: idOf(4), on: '2025', source }, association));
    expect(['2025-06-14', '2025-06-15'].map((day) => membersOn(stated, day).length)).toEqual([0, 4]);
  });

  it('is put back where it was a founder and was struck, without being asked again', () => {
    const struck = [...founding, strike()];
    const back = admit({ application: null, organisation: idOf(2), on: '2026-01-12' }, secretariat, LATE);
    expect(rollOn(standingAfter(...struck, back), '2026-01-12')).toContain('2 member');
    given(...history(...struck, back)).when(back).thenNothing();
    given(...history(...struck, back)).when({ ...back, data: { ...back.data, on: '2026-02-01' } }).thenRefused('alliance/member-already');
    given(...history(...founding)).when(admit({ application: null, organisation: idOf(2), on: '2026-02-01' }, secretariat, LATE)).thenRefused('alliance/member-already');
    given(...history(...founding, withdraw())).when(back).thenRefused('alliance/say-which');
    given(...history(...struck, back, withdraw())).when(back).thenRefused('alliance/say-which');
    given(...history(...struck)).when(admit({ application: null, organisation: idOf(5), on: '2026-02-01' }, secretariat, LATE)).thenRefused('alliance/say-which');
    given(...history(...struck)).when({ ...back, actor: personOf(3) }).thenRefused('alliance/not-the-secretariat');
    expect(rollOn(standingAfter(...struck, back, strike(), back), LATE)).toContain('2 member');
  });
});

describe('an application', () => {
  const no = [vote({ choice: 'against' }), vote({}, personOf(3))];
  const letter = vote({ as: idOf(1), letter: { receivedOn: '2026-02-19', evidence: [] } }, secretariat, '2026-02-23');
  /** Refused first, asked for again, and then admitted by the first application, which a letter had turned. */
  const turned = [...founding, apply(), openVote(), ...no, apply({ application: SECOND }, applicant, '2026-02-21'), letter, admit({ on: '2026-02-21' }, secretariat, '2026-02-23')];

  it('lapses where its body becomes a member by another one', () => {
    const { applications } = standingAfter(...turned);
    expect([applications[APPLICATION]?.admitted, applications[SECOND]]).toMatchObject([true, { admitted: false, lapsed: { application: APPLICATION } }]);
    given(...history(...turned)).when(admit({ application: SECOND, on: '2026-02-21' }, secretariat, '2026-02-24')).thenRefused('alliance/application-decided');
    given(...history(...turned)).when(admit({ on: '2026-02-21' }, secretariat, '2026-02-24')).thenNothing();
    given(...history(...turned)).when(close({ application: SECOND })).thenRefused('alliance/application-decided');
  });

  it('is open again where the membership is struck, and of several the newest', () => {
    const struck = [...turned, strike({ organisation: idOf(4) })];
    expect(standingAfter(...struck).applications).toMatchObject({ [APPLICATION]: { admitted: false, lapsed: { application: APPLICATION } }, [SECOND]: { admitted: false, lapsed: null } });
    given(...history(...struck)).when(admit({}, secretariat, LATE)).thenRefused('alliance/application-decided');
    given(...history(...struck)).when(admit({ application: SECOND }, secretariat, LATE)).thenRefused('alliance/vote-needed');
    given(...history(...struck)).when(apply({ application: '019a0c00-0000-7000-8000-00000000a103' }, applicant, LATE)).thenNothing();
    const anew = [...agreed, admit(), withdraw({ organisation: idOf(4) }, applicant), apply({ application: SECOND }, applicant, '2026-04-05'), strike({ organisation: idOf(4) }, secretariat, '2026-04-10')];
    expect(standingAfter(...anew).applications).toMatchObject({ [APPLICATION]: { admitted: false, lapsed: { application: APPLICATION } }, [SECOND]: { lapsed: null } });
  });

  it('is admitted by the secretariat alone where nobody may vote', () => {
    const observers = [1, 2, 3].map((n) => regrade({ organisation: idOf(n), grade: 'observer', on: '2026-02-01' }, secretariat, '2026-02-10'));
    given(...history(...founding, apply(), ...observers)).when(admit()).thenTypes('MemberAdmitted');
    const each = [1, 2, 3].map((n) => suspend({ organisation: idOf(n), from: '2026-02-10' }, secretariat, '2026-02-10'));
    given(...history(...founding, apply(), ...each)).when(admit()).thenTypes('MemberAdmitted');
    given(...history(...founding, apply(), ...each.slice(1))).when(admit()).thenRefused('alliance/vote-needed');
    const closed = directoryOf(Object.fromEntries([1, 2, 3].map((n) => [idOf(n), { status: 'closed', to: '2026-02-15' }])));
    given(...history(...founding, apply())).when(admit({}, secretariat, '2026-02-21', closed)).thenTypes('MemberAdmitted');
    // A vote that was opened before goes on, and what it came to holds.
    const open = [...founding, apply(), openVote()];
    given(...history(...open, ...observers)).when(admit({ on: '2026-02-15' }, secretariat, '2026-02-15')).thenRefused('alliance/vote-open');
    given(...history(...open, ...observers)).when(admit()).thenTypes('MemberAdmitted');
    given(...history(...open, ...no, ...observers)).when(admit()).thenRefused('alliance/vote-failed');
    given(...history(propose({ rules: { ...rules, admission: 'secretariat' } }), ...founding.slice(1), apply())).when(admit()).thenTypes('MemberAdmitted');
  });
});
