import { specOf } from '../../kernel/spec-of.js';
import type { Party } from '../../kernel/party.js';
import {
  admit, agree, agreed, allianceAlone, APPLICATION, applicant, apply, association, directoryOf, founding, history, idOf, letterDocument, openVote, personOf, propose, regrade, reinstate, rules, SECOND, secretariat,
  standingAfter, stateAfter, suspend, vote, voting, withdraw,
} from './alliance.samples.js';
import { alliance, type AllianceCommand } from './alliance.js';
import type { Ballot } from './state.js';
import { tasksOf } from './tasks.js';
import { outcomeOf } from './ballots.js';
import type { Choice } from './terms.js';

const given = specOf(allianceAlone);
const CLOSED = '2026-02-21';

const electorateOf = (n: number): readonly Party[] => Array.from({ length: n }, (_, k) => ({ organisation: idOf(k), name: '', region: null, account: null }));
const ballot = (electors: number, quorum: number, majority: Ballot['majority'], votes: string): Ballot => ({
  openedOn: '2026-02-02', electorate: electorateOf(electors), quorum, majority, letters: true, closesAt: '2026-02-20T15:59:59.999Z',
  votes: [...votes].map((mark, n) => ({ organisation: idOf(n), choice: ({ y: 'for', n: 'against', a: 'abstain' } as const)[mark] as Choice, byLetter: false, at: '' })),
});

describe('what a vote comes to', () => {
  const after = '2026-02-20T16:00:00.000Z';

  it.each<[majority: Ballot['majority'], votes: string, outcome: string]>([
    ['simple', 'yyn', 'passed'], ['simple', 'yn', 'failed'], ['simple', 'yynn', 'failed'], ['simple', 'y', 'passed'], ['simple', 'yaaa', 'passed'], ['simple', 'aaaa', 'failed'], ['simple', 'n', 'failed'], ['simple', 'yna', 'failed'],
    ['two-thirds', 'yyn', 'passed'], ['two-thirds', 'yynn', 'failed'], ['two-thirds', 'yyynn', 'failed'], ['two-thirds', 'yyyynn', 'passed'], ['two-thirds', 'yyna', 'passed'], ['two-thirds', 'aaa', 'failed'], ['two-thirds', 'y', 'passed'], ['two-thirds', 'n', 'failed'],
    ['unanimous', 'yyy', 'passed'], ['unanimous', 'yyn', 'failed'], ['unanimous', 'yaa', 'passed'], ['unanimous', 'aaa', 'failed'],
  ])('by %s of %s is %s', (majority, votes, outcome) => expect(outcomeOf(ballot(10, 1, majority, votes), after)).toBe(outcome));

  it('is open until the last millisecond of its day, or until all have voted', () => {
    expect(outcomeOf(ballot(3, 1, 'simple', 'yy'), '2026-02-20T15:59:59.999Z')).toBe('open');
    expect(outcomeOf(ballot(3, 1, 'simple', 'yy'), after)).toBe('passed');
    expect(outcomeOf(ballot(3, 1, 'simple', 'yyn'), '2026-02-03T00:00:00.000Z')).toBe('passed');
  });

  it('is nothing with fewer votes than the quorum, in which abstentions count', () => {
    expect(outcomeOf(ballot(6, 3, 'simple', 'yy'), after)).toBe('no-quorum');
    expect(outcomeOf(ballot(6, 3, 'simple', 'yya'), after)).toBe('passed');
    expect(outcomeOf(ballot(6, 3, 'simple', ''), after)).toBe('no-quorum');
  });

  it.each<[quorum: string, founders: number, votes: number]>([
    ['1/2', 3, 2], ['1/2', 4, 2], ['1/2', 5, 3], ['2/3', 3, 2], ['2/3', 4, 3], ['0.6', 5, 3], ['0.61', 5, 4], ['1', 4, 4], ['1/1000', 4, 1],
  ])('takes %s of %d rounded up: %d', (quorum, founders, votes) => {
    const ids = Array.from({ length: founders }, (_, n) => idOf(n + 10));
    const all = [propose({ founders: ids, rules: { ...rules, quorum }, secretariat: { organisation: idOf(10), from: null, to: null } }, personOf(10)), ...ids.slice(1).map((_, n) => agree({}, personOf(n + 11), '2026-01-10'))];
    const [opened] = given(...history(...all, apply())).when(openVote({}, personOf(10))).facts();
    expect(opened).toMatchObject({ type: 'VoteOpened', data: { quorum: votes } });
  });
});

describe('the electorate', () => {
  const electorate = (...commands: readonly AllianceCommand[]) => {
    const [opened] = given(...history(...commands)).when(openVote({ closesOn: '2026-07-01' }, secretariat, '2026-06-01')).facts();
    return opened?.type === 'VoteOpened' ? opened.data.electorate.map(({ organisation }) => Number(organisation.slice(-4))) : [];
  };

  it('is all who are members that day, but observers and who is suspended', () => {
    expect(electorate(...founding, apply())).toEqual([1, 2, 3]);
    expect(electorate(...founding, apply(), regrade({ grade: 'observer' }))).toEqual([1, 3]);
    expect(electorate(...founding, apply(), suspend())).toEqual([1, 3]);
    expect(electorate(...founding, apply(), suspend(), reinstate())).toEqual([1, 2, 3]);
    expect(electorate(...founding, apply(), withdraw())).toEqual([1, 3]);
  });

  it('stays as it was, whatever becomes of the members', () => {
    const moved = [...voting, suspend({ organisation: idOf(2), from: '2026-01-20' }, secretariat, '2026-02-04'), withdraw({ organisation: idOf(3), on: '2026-02-01' }, personOf(3), '2026-02-04')];
    const before = standingAfter(...voting).applications[APPLICATION]?.ballots[0];
    expect(standingAfter(...moved).applications[APPLICATION]?.ballots[0]).toEqual(before);
    given(...history(...moved)).when(vote({}, personOf(3), '2026-02-05')).thenTypes('VoteCast');
    given(...history(...moved)).when(vote({}, applicant, '2026-02-05')).thenRefused('party/none-of-yours');
    given(...history(...moved)).when(vote({ as: idOf(4) }, applicant, '2026-02-05')).thenRefused('alliance/not-in-electorate');
  });

  it('has no body that was closed, and somebody in it', () => {
    const closed = directoryOf({ [idOf(3)]: { status: 'closed', to: '2026-01-31' } });
    expect(given(...history(...founding, apply())).when(openVote({}, secretariat, '2026-02-02', closed)).facts()).toMatchObject([{ data: { electorate: [{ organisation: idOf(1) }, { organisation: idOf(2) }] } }]);
    const observers = [1, 2, 3].map((n) => regrade({ organisation: idOf(n), grade: 'observer' }));
    given(...history(...founding, apply(), ...observers)).when(openVote({ closesOn: '2026-04-01' }, secretariat, '2026-03-10')).thenRefused('alliance/nobody-to-vote');
  });
});

describe('a vote', () => {
  const open = history(...voting);

  it('is cast once, and the same again changes nothing', () => {
    const cast = history(...voting, vote());
    given(...cast).when(vote()).thenNothing();
    given(...cast).when(vote({}, personOf(2), CLOSED)).thenNothing();
    given(...cast).when(vote({ choice: 'against' })).thenRefused('alliance/voted');
  });

  it('is refused the moment after it closed', () => {
    given(...open).when(vote({}, personOf(2), '2026-02-20T15:59:59.999Z')).thenTypes('VoteCast');
    given(...open).when(vote({}, personOf(2), '2026-02-20T16:00:00.000Z')).thenRefused('alliance/vote-closed');
  });

  it('is opened with a day that has not passed', () => {
    const applied = history(...founding, apply());
    given(...applied).when(openVote({ closesOn: '2026-02-01' })).thenRefused('alliance/closes-in-past');
    given(...applied).when(openVote({ closesOn: '2026-02-02' })).thenTypes('VoteOpened');
    for (const closesOn of ['2026-03', '2026', '2026-03-01~']) given(...applied).when(openVote({ closesOn })).thenRefused('alliance/day-needed');
    given(...open).when(openVote()).thenNothing();
    given(...open).when(openVote({ closesOn: '2026-02-25' })).thenRefused('alliance/vote-open');
    given(...applied).when(openVote({ application: SECOND })).thenRefused('alliance/application-unknown');
  });

  it('is repeated where too few voted, and never where the members have said yes or no', () => {
    const again = openVote({ closesOn: '2026-03-20' }, secretariat, CLOSED);
    given(...open).when(again).thenTypes('VoteOpened');
    given(...history(...voting, vote(), vote({}, personOf(3)))).when(again).thenRefused('alliance/vote-passed');
    given(...history(...voting, vote({ choice: 'against' }), vote({}, personOf(3)))).when(again).thenRefused('alliance/application-decided');
    const second = history(...voting, vote(), again, vote({ choice: 'against' }, personOf(2), '2026-02-22'));
    expect(stateAfter(second)).toMatchObject({ applications: { [APPLICATION]: { ballots: [{ votes: [{ choice: 'for' }] }, { votes: [{ choice: 'against' }] }] } } });
  });

  it('may be no business of the members', () => {
    const bySecretariat = [propose({ rules: { ...rules, admission: 'secretariat' } }), ...founding.slice(1), apply()];
    given(...history(...bySecretariat)).when(openVote()).thenRefused('alliance/no-vote-needed');
    given(...history(...bySecretariat)).when(admit()).thenTypes('MemberAdmitted');
  });
});

describe('a vote by letter', () => {
  const open = history(...voting);
  const letter = (receivedOn: string, day = '2026-03-01') => vote({ as: idOf(3), letter: { receivedOn, evidence: [] } }, secretariat, day);

  it('counts where it was received between opening and closing, even if it is entered later', () => {
    given(...open).when(letter('2026-02-20')).thenTypes('VoteCast');
    given(...open).when(letter('2026-02-02')).thenTypes('VoteCast');
    given(...open).when(letter('2026-02-21')).thenRefused('alliance/letter-too-late');
    given(...open).when(letter('2026-02-01')).thenRefused('alliance/letter-too-early');
    given(...open).when(letter('2026-02-10', '2026-02-09')).thenRefused('alliance/date-in-future');
    given(...open).when(letter('2026-02')).thenRefused('alliance/day-needed');
  });

  it('turns what too few, or too many against, had come to', () => {
    const failed = history(...voting, vote({ choice: 'against' }), vote({}, secretariat));
    given(...failed).when(admit()).thenRefused('alliance/vote-failed');
    const turned = [...failed, ...given(...failed).when(letter('2026-02-19', CLOSED)).facts()];
    given(...turned).when(admit()).thenTypes('MemberAdmitted');
    const few = history(...voting, vote());
    given(...few).when(admit()).thenRefused('alliance/no-quorum');
    given(...few, ...given(...few).when(letter('2026-02-19', CLOSED)).facts()).when(admit()).thenTypes('MemberAdmitted');
  });

  it('is of its own vote, and not of the next', () => {
    const again = history(...voting, openVote({ closesOn: '2026-03-20' }, secretariat, CLOSED));
    given(...again).when(letter('2026-02-19')).thenRefused('alliance/letter-too-early');
  });

  it('is entered by the secretariat, for an elector who has not voted, where the rules take letters', () => {
    given(...open).when({ ...letter('2026-02-10'), actor: personOf(2) }).thenRefused('alliance/letter-by-secretariat');
    given(...open).when(vote({ as: null, letter: { receivedOn: '2026-02-10', evidence: [] } }, secretariat, CLOSED)).thenRefused('party/say-for-whom');
    given(...open).when(vote({ as: idOf(4), letter: { receivedOn: '2026-02-10', evidence: [] } }, secretariat, CLOSED)).thenRefused('alliance/not-in-electorate');
    given(...history(...voting, vote({ choice: 'against' }, personOf(3)))).when(letter('2026-02-10')).thenRefused('alliance/voted');
    given(...history(...voting, vote({}, personOf(3)))).when(letter('2026-02-10')).thenNothing();
    given(...history(propose({ rules: { ...rules, letters: false } }), ...voting.slice(1))).when(letter('2026-02-10')).thenRefused('alliance/no-letters');
    given(...history(...agreed, admit())).when(vote({ as: idOf(2), choice: 'abstain', letter: { receivedOn: '2026-02-10', evidence: [] } }, secretariat, CLOSED)).thenRefused('alliance/voted');
  });

  it('refers to its scan', () => {
    const council = { alliance: stateAfter(open), documents: { [letterDocument.id]: letterDocument } };
    const scanned = (document: string) => vote({ as: idOf(3), letter: { receivedOn: '2026-02-10', evidence: [{ document, sha256: null }] } }, secretariat, CLOSED);
    expect(alliance.streamsOf(scanned(letterDocument.id))).toEqual([expect.stringMatching(/^alliance-/), `document-${letterDocument.id}`]);
    expect(alliance.decide(scanned(letterDocument.id), council)).toMatchObject([
      { type: 'VoteCast', effectiveOn: '2026-02-10', data: { letter: { evidence: [{ document: letterDocument.id, sha256: letterDocument.sha256 }] } } },
      { type: 'DocumentReferred', stream: `document-${letterDocument.id}`, data: { by: { kind: 'alliance' } } },
    ]);
    expect(() => alliance.decide(scanned(idOf(1)), council)).toThrow(expect.objectContaining({ code: 'document/unknown' }));
  });
});

describe('applying', () => {
  it('is for oneself, once at a time', () => {
    given(...history(...founding)).when(apply({}, personOf(5))).thenRefused('party/not-yours');
    given(...history(...founding)).when(apply({ organisation: idOf(2) }, personOf(2))).thenRefused('alliance/member-already');
    const applied = history(...founding, apply());
    given(...applied).when(apply()).thenNothing();
    given(...applied).when(apply({ application: SECOND })).thenNothing();
    given(...applied).when(apply({ application: SECOND, grade: 'observer' })).thenRefused('alliance/applied');
  });

  it('is possible again after a no, and after leaving', () => {
    given(...history(...voting, vote({ choice: 'against' }), vote({ choice: 'against' }, personOf(3)))).when(apply({ application: SECOND }, applicant, CLOSED)).thenTypes('MembershipApplied');
    given(...history(...founding, withdraw())).when(apply({ organisation: idOf(2) }, personOf(2), '2026-05-01')).thenTypes('MembershipApplied');
  });

  it('is not for whom a member was merged into', () => {
    const merged = directoryOf({ [idOf(2)]: { status: 'merged', into: idOf(4) } });
    given(...history(...founding)).when(apply({}, applicant, '2026-02-01', merged)).thenRefused('alliance/member-already');
    given(...history(...founding, apply())).when(openVote({}, secretariat, '2026-02-02', merged)).thenRefused('alliance/member-already');
  });

  it('is over for who became a member by another application', () => {
    const letter = vote({ as: idOf(1), letter: { receivedOn: '2026-02-19', evidence: [] } }, secretariat, '2026-02-23');
    const both = [...voting, vote({ choice: 'against' }), vote({}, personOf(3)), apply({ application: SECOND }, applicant, CLOSED), letter, admit({ on: '2026-02-21' }, secretariat, '2026-02-23')];
    const facts = history(...both);
    given(...facts).when(openVote({ application: SECOND, closesOn: '2026-03-20' }, secretariat, '2026-02-24')).thenRefused('alliance/application-decided');
    expect(tasksOf(standingAfter(...both))).toEqual([]);
  });
});

describe('what is to be done about an alliance', () => {
  const told = (...commands: readonly AllianceCommand[]) => {
    const it = stateAfter(history(...commands));
    return it.status === 'absent' ? [] : tasksOf(it).map(({ task, about, verb, by, opens, due }) => ({ task, about, verb, organisation: by.organisation, opens, due }));
  };
  const at = '2026-02-20T15:59:59.999Z';

  it('is to agree, of each founder who has not', () => expect(told(propose(), agree())).toEqual([{ task: 'agree-to-found', about: idOf(3), verb: 'found', organisation: 'body-3', opens: null, due: null }]));
  it('is to answer an application', () => expect(told(...founding, apply())).toEqual([{ task: 'answer-application', about: APPLICATION, verb: 'open-vote', organisation: 'body-1', opens: null, due: null }]));

  it('is to vote, each for himself, and then to admit or to ask again', () => {
    const asked = told(...voting, vote());
    expect(asked.filter(({ task }) => task === 'vote')).toEqual([1, 3].map((n) => ({ task: 'vote', about: `${APPLICATION}/${idOf(n)}`, verb: 'vote', organisation: `body-${n}`, opens: null, due: at })));
    expect(asked.at(-1)).toMatchObject({ task: 'ask-again', verb: 'open-vote', opens: at });
    expect(new Set(asked.map(({ task, about }) => `${task} ${about}`)).size).toBe(asked.length);
    expect(told(...voting, vote(), vote({}, personOf(3))).at(-1)).toMatchObject({ task: 'admit-member', opens: at });
    expect(told(...agreed)).toEqual([{ task: 'admit-member', about: APPLICATION, verb: 'admit', organisation: 'body-1', opens: null, due: null }]);
    expect(told(...agreed, admit())).toEqual([]);
  });

  it('falls to an association where there never was a secretariat', () => {
    const it = standingAfter(propose({ secretariat: null }), ...founding.slice(1), apply());
    expect(tasksOf(it)).toMatchObject([{ task: 'answer-application', by: { organisation: null, administrator: ['310000', '320500', '330100', '340100'] } }]);
    given(...history(propose({ secretariat: null }), ...founding.slice(1), apply())).when(openVote({}, association)).thenTypes('VoteOpened');
  });
});
