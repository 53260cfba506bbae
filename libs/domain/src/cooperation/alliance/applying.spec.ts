import { byCodes } from '../../kernel/directory.js';
import { specOf } from '../../kernel/spec-of.js';
import {
  admit, agree, agreed, allianceAlone, APPLICATION, applicant, apply, association, close, directoryOf, founding, history, idOf, openVote, personOf, propose, reason, record, regrade, rules, SECOND, secretariat, standingAfter, stateAfter,
  stranger, vote, voting, decline as declineToFound,
} from './alliance.samples.js';
import type { AllianceCommand } from './alliance.js';
import { tasksOf } from './tasks.js';

const given = specOf(allianceAlone);
const CLOSED = '2026-02-21';
const applied = [...founding, apply()];
const bySecretariat = [propose({ rules: { ...rules, admission: 'secretariat' } }), ...founding.slice(1), apply()];
const failed = [...voting, vote({ choice: 'against' }), vote({ choice: 'against' }, personOf(3)), vote({ choice: 'against' }, secretariat)];
const decline = (day = CLOSED, changed: Partial<ReturnType<typeof close>['data']> = {}, directory = directoryOf()) => close(changed, secretariat, day, directory);

describe('an application that is taken back', () => {
  it('is its applicant’s, until it is admitted', () => {
    expect(history(...applied, close()).at(-1)).toEqual({
      type: 'ApplicationClosed', effectiveOn: '2026-02-01',
      data: { alliance: apply().data.id, application: APPLICATION, organisation: idOf(4), closedBy: 'applicant', reason, by: { principal: 'person-4', organisation: 'body-4' } },
    });
    for (const before of [applied, voting, agreed, failed, [...voting, vote()]]) given(...history(...before)).when(close({}, applicant, CLOSED)).thenTypes('ApplicationClosed');
    given(...history(...agreed, admit())).when(close({}, applicant, CLOSED)).thenRefused('alliance/application-decided');
    given(...history(...applied)).when(close({}, stranger)).thenRefused('alliance/not-yours-to-close');
    given(...history(...applied)).when(close({}, association)).thenRefused('alliance/not-yours-to-close');
    given(...history(...applied)).when(close({ application: SECOND })).thenRefused('alliance/application-unknown');
    given(...history(record())).when(close()).thenRefused('alliance/attested');
  });

  it('is closed for good, and another one may follow', () => {
    const closed = history(...voting, vote(), close());
    given(...closed).when(close()).thenNothing();
    given(...closed).when(decline()).thenRefused('alliance/application-decided');
    given(...closed).when(vote({}, personOf(3))).thenRefused('alliance/application-decided');
    given(...closed).when(openVote()).thenRefused('alliance/application-decided');
    given(...closed).when(admit()).thenRefused('alliance/application-decided');
    given(...closed).when(apply({ application: SECOND })).thenTypes('MembershipApplied');
    expect(tasksOf(standingAfter(...voting, close()))).toEqual([]);
  });
});

describe('an application that is declined', () => {
  it('is so by the secretariat, where it is not for the members to say', () => {
    expect(history(...bySecretariat, decline()).at(-1)).toMatchObject({ type: 'ApplicationClosed', data: { closedBy: 'secretariat' } });
    given(...history(...failed)).when(decline()).thenTypes('ApplicationClosed');
    given(...history(...applied)).when(decline()).thenRefused('alliance/vote-needed');
    given(...history(...voting)).when(decline('2026-02-05')).thenRefused('alliance/vote-open');
    given(...history(...voting, vote())).when(decline()).thenRefused('alliance/no-quorum');
    given(...history(...agreed)).when(decline()).thenRefused('alliance/vote-passed');
    const observers = [1, 2, 3].map((n) => regrade({ organisation: idOf(n), grade: 'observer', on: '2026-02-01' }, secretariat, '2026-02-10'));
    given(...history(...applied, ...observers)).when(decline()).thenTypes('ApplicationClosed');
    given(...history(...bySecretariat, decline())).when(decline()).thenNothing();
    given(...history(...bySecretariat, decline())).when(close()).thenRefused('alliance/application-decided');
  });

  it('is so wherever the body cannot join any more', () => {
    const closed = directoryOf({ [idOf(4)]: { status: 'closed', to: '2026-02-10' } });
    for (const before of [applied, voting, agreed]) given(...history(...before)).when(decline(CLOSED, {}, closed)).thenTypes('ApplicationClosed');
    given(...history(...applied)).when(decline(CLOSED, {}, directoryOf({ [idOf(2)]: { status: 'merged', into: idOf(4) } }))).thenTypes('ApplicationClosed');
  });

  it('is told from one that is taken back by who speaks for both', () => {
    const officer = { ...association, role: 'region', region: '340100' } as const;
    const both = directoryOf({ [idOf(1)]: { account: null, region: '340100' }, [idOf(4)]: { account: null, region: '340100' } });
    const asked = given(...history(...bySecretariat));
    asked.when(close({}, officer, CLOSED, both)).thenRefused('party/say-for-whom');
    expect(asked.when(close({ as: idOf(4) }, officer, CLOSED, both)).facts()).toMatchObject([{ data: { closedBy: 'applicant' } }]);
    expect(asked.when(close({ as: idOf(1) }, officer, CLOSED, both)).facts()).toMatchObject([{ data: { closedBy: 'secretariat' } }]);
    asked.when(close({ as: idOf(4) }, secretariat, CLOSED)).thenRefused('party/not-yours');
    asked.when(close({ as: idOf(1) }, applicant, CLOSED)).thenRefused('party/not-yours');
    asked.when(close({ as: idOf(9) }, applicant, CLOSED)).thenRefused('party/not-among');
    const nobody = [propose({ secretariat: null, rules: { ...rules, admission: 'secretariat' } }), ...founding.slice(1), apply()];
    expect(given(...history(...nobody)).when(close({}, association, CLOSED)).facts()).toMatchObject([{ data: { closedBy: 'secretariat' } }]);
  });
});

describe('a body that is gone', () => {
  const closed = directoryOf({ [idOf(4)]: { status: 'closed', to: '2026-02-10' } });
  const mergedInto = (n: number) => directoryOf({ [idOf(4)]: { status: 'merged', into: idOf(n), account: null } });

  it('is not admitted, nor voted on', () => {
    given(...history(...agreed)).when(admit({}, secretariat, CLOSED, closed)).thenRefused('party/gone');
    given(...history(...agreed)).when(admit({ on: '2026-02-05' }, secretariat, CLOSED, closed)).thenRefused('party/gone');
    for (const n of [2, 7]) given(...history(...agreed)).when(admit({}, secretariat, CLOSED, mergedInto(n))).thenRefused('party/gone');
    given(...history(...applied)).when(openVote({}, secretariat, '2026-02-12', closed)).thenRefused('party/gone');
    given(...history(...agreed)).when(admit({}, secretariat, CLOSED, directoryOf({ [idOf(2)]: { status: 'merged', into: idOf(4) } }))).thenRefused('alliance/member-already');
    const young = directoryOf({ [idOf(4)]: { from: '2026-02-18' } });
    given(...history(...agreed)).when(admit({ on: '2026-02-10' }, secretariat, CLOSED, young)).thenRefused('alliance/not-there-then');
    for (const on of ['2026-02-18', '2026-02']) given(...history(...agreed)).when(admit({ on }, secretariat, CLOSED, young)).thenTypes('MemberAdmitted');
    given(...history(...agreed)).when({ ...admit(), directory: { ...directoryOf(), body: (id) => (id === idOf(4) ? undefined : byCodes.body(id)) } }).thenTypes('MemberAdmitted');
  });

  it('founds nothing, and nothing is founded with it', () => {
    const third = directoryOf({ [idOf(3)]: { status: 'closed', to: '2026-01-08' } });
    given(...history(propose())).when(agree({}, personOf(3), '2026-01-10', third)).thenRefused('party/gone');
    given(...history(propose())).when(agree({}, personOf(2), '2026-01-10', third)).thenRefused('alliance/founder-gone');
    const first = directoryOf({ [idOf(1)]: { status: 'closed', to: '2026-01-08' } });
    given(...history(propose(), agree())).when(agree({}, personOf(3), '2026-01-10', first)).thenRefused('alliance/founder-gone');
    given(...history(propose(), agree())).when(agree({}, personOf(3), '2026-01-08', first)).thenTypes('FounderAgreed', 'AllianceFounded');
  });

  it('lets who had agreed decline, and tells it so, for as long as it is forming', () => {
    const third = directoryOf({ [idOf(3)]: { status: 'closed', to: '2026-01-08' } });
    const waiting = history(propose(), agree());
    for (const by of [personOf(1), personOf(2)]) {
      given(...waiting).when(agree({}, by, '2026-01-10', third)).thenRefused('alliance/founder-gone');
      given(...waiting).when(declineToFound({}, by, '2026-01-10', third)).thenTypes('FounderDeclined');
      // While all are there, whoever agreed stands by it.
      given(...waiting).when(declineToFound({}, by, '2026-01-08', third)).thenRefused('alliance/agreed');
      given(...waiting).when(agree({}, by, '2026-01-08', third)).thenNothing();
    }
    given(...history(propose(), agree())).when(agree({}, personOf(2), '2026-01-10', directoryOf({ [idOf(2)]: { status: 'closed', to: '2026-01-08' } }))).thenNothing();
  });
});

describe('what is to be done about an alliance as it is today', () => {
  const told = (commands: readonly AllianceCommand[], day: string, changed: Parameters<typeof directoryOf>[0] = {}) => {
    const it = stateAfter(history(...commands));
    return it.status === 'absent' ? [] : tasksOf(it, { day, directory: directoryOf(changed) }).map(({ task, verb, by }) => `${task} ${verb} ${by.organisation}`);
  };
  const gone = { status: 'closed', to: '2026-01-31' } as const;

  it('is nothing for who is gone', () => {
    expect(told(voting, '2026-02-05', { [idOf(2)]: gone })).toEqual(['vote vote body-1', 'vote vote body-3', 'ask-again open-vote body-1']);
    expect(told([propose()], '2026-02-05', { [idOf(2)]: gone })).toEqual(['agree-to-found decline body-1', 'agree-to-found decline body-3']);
    expect(told([propose(), agree()], '2026-02-05', { [idOf(3)]: gone })).toEqual(['agree-to-found decline body-1', 'agree-to-found decline body-2']);
    expect(told([propose()], '2026-01-05')).toEqual(['agree-to-found found body-2', 'agree-to-found found body-3']);
  });

  it('is to decline who cannot join, and to admit where nobody may vote', () => {
    expect(told(applied, '2026-02-05')).toEqual(['answer-application open-vote body-1']);
    expect(told(applied, '2026-02-05', { [idOf(4)]: gone })).toEqual(['answer-application decline body-1']);
    expect(told(applied, '2026-02-05', { [idOf(2)]: { status: 'merged', into: idOf(4) } })).toEqual(['answer-application decline body-1']);
    expect(told(agreed, '2026-02-05', { [idOf(4)]: gone })).toEqual(['admit-member decline body-1']);
    expect(told(applied, '2026-02-05', { [idOf(1)]: gone, [idOf(2)]: gone, [idOf(3)]: gone })).toEqual(['answer-application admit body-1']);
    const observers = [1, 2, 3].map((n) => regrade({ organisation: idOf(n), grade: 'observer', on: '2026-02-01' }, secretariat, '2026-02-10'));
    expect(tasksOf(standingAfter(...applied, ...observers))).toMatchObject([{ task: 'answer-application', verb: 'admit' }]);
    expect(tasksOf(standingAfter(...voting, ...observers)).at(-1)).toMatchObject({ task: 'ask-again', verb: 'admit' });
  });

  it('falls to the secretariat of the day, and to an association while there is none', () => {
    const ending = [propose({ secretariat: { organisation: idOf(1), from: null, to: '2026-02-28' } }), ...founding.slice(1), apply()];
    expect(told(ending, '2026-02-28')).toEqual(['answer-application open-vote body-1']);
    expect(told(ending, '2026-03-01')).toEqual(['answer-application open-vote null']);
  });
});
