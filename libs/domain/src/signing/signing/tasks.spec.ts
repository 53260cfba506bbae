import type { Actor } from '../../kernel/message.js';
import { Refusal } from '../../kernel/refusal.js';
import { carriedOn, type Doer, type Task } from '../../kernel/task.js';
import { given, knownAfter } from './given.samples.js';
import type { SigningFact } from './signing.events.js';
import {
  AFTER_DUE, alone, amend, annul, approve, association, associationSecond, attest, chengdu, chengduSecond, chongqing, confirm, correct, decide, history, object, plan, proofOf, reason, receive, RECEIPT,
  remind, report, resubmit, returned, reverse, shanghai, shared, stateAfter, submit, terminate, threeParties, upgrade, verify, verifyFunds, waive, withdraw,
} from './signing.samples.js';
import type { SigningCommand } from './signing.js';
import { MILESTONES, type MilestoneName } from './stages.js';
import { standingOn, tasksOf } from './tasks.js';
import type { Changes } from './terms.js';

const tasksAfter = (...commands: readonly SigningCommand[]): readonly Task[] => tasksOf(knownAfter(history(...commands)));
const brief = (...commands: readonly SigningCommand[]): readonly string[] => tasksAfter(...commands).map(({ task, about }) => (about === '' ? task : `${task} ${about}`));
const only = (name: string, tasks: readonly Task[]): Task => tasks.find(({ task }) => task === name) as Task;

const DUE = '2024-01-29T15:59:59.999Z';
const road = [submit(), confirm(), approve()];
const ofRegion = (region: string): Doer => ({ region: [region], administrator: [], organisation: null, not: null });

describe('what is to be done', () => {
  it('is to confirm until the due date, and then perhaps to waive', () => {
    expect(tasksAfter(submit())).toEqual([
      { task: 'confirm', about: '500000', verb: 'confirm', by: ofRegion('500000'), responsible: null, opens: null, due: DUE },
      {
        task: 'waive', about: '', verb: 'approve', responsible: null, opens: DUE, due: null,
        by: { region: [], administrator: ['510100'], organisation: null, not: { principal: 'chengdu-1', organisation: 'chengdu-commerce' } },
      },
    ]);
    expect(brief(submit({ terms: threeParties }), confirm())).toEqual(['confirm 310000', 'waive']);
    expect(brief(submit(), remind())).toEqual(['confirm 500000', 'waive']);
  });

  it('has no date where what was submitted had none', () => {
    const [fact] = history(submit()) as [Extract<SigningFact, { type: 'SigningSubmitted' }>];
    expect(tasksOf(knownAfter([{ ...fact, data: { ...fact.data, due: undefined } }])).map(({ task, due }) => [task, due])).toEqual([['confirm', null]]);
  });

  it('is to admit once all have confirmed, for another than who brought it', () => {
    expect(tasksAfter(submit(), confirm())).toEqual([expect.objectContaining({ task: 'admit', verb: 'approve', opens: null, due: null })]);
    expect(only('admit', tasksAfter(attest())).by).toEqual({ region: [], administrator: ['510100'], organisation: null, not: { principal: 'association-1', organisation: null } });
  });

  it('of a change goes by the change, and by who proposed it', () => {
    expect(brief(...road, correct())).toEqual(['confirm-change 500000', 'waive-change']);
    expect(brief(...road, correct(), confirm())).toEqual(['approve-change']);
    expect(only('approve-change', tasksAfter(...road, correct({}, chengduSecond), confirm())).by.not).toEqual({ principal: 'chengdu-2', organisation: 'chengdu-commerce' });
    expect(only('confirm-change', tasksAfter(...road, correct())).due).toBe('2024-06-17T15:59:59.999Z');
  });

  it('is the submitter’s where it was returned', () =>
    expect(tasksAfter(submit(), returned())).toEqual([expect.objectContaining({ task: 'resubmit', by: { region: [], administrator: [], organisation: 'chengdu-commerce', not: null } })]));

  it('is a late word of whoever was waived, and an answer where he objected', () => {
    expect(brief(submit(), waive())).toEqual(['confirm-late 500000']);
    expect(brief(submit(), waive(), object())).toEqual(['answer-objection 500000']);
    expect(only('answer-objection', tasksAfter(submit(), waive(), object())).by.organisation).toBe('chengdu-commerce');
    expect(brief(submit(), waive(), object(), confirm())).toEqual([]);
    expect(brief(submit(), waive(), terminate())).toEqual(['confirm-late 500000']);
    expect(brief(submit(), waive(), object(), terminate())).toEqual([]);
  });

  it('is to reach what is planned, by the end of its date, whoever answers for it', () => {
    const planned = [...road, plan(), plan({ milestone: 'start', on: '2024-09' })];
    expect(tasksAfter(...planned)).toEqual([
      {
        task: 'reach-milestone', about: 'register', verb: 'report-milestone', by: { ...ofRegion('510100'), region: ['510100', '500000'] }, opens: null, due: '2024-03-31T15:59:59.999Z',
        responsible: { name: '成都高新区招商局', organisation: null },
      },
      expect.objectContaining({ about: 'start', due: '2024-09-30T15:59:59.999Z' }),
    ]);
    expect(brief(...planned, terminate())).toEqual([]);
    expect(brief(...road, plan(), amend({ changes: { hosts: alone.hosts } }), approve()).at(-1)).toBe('reach-milestone register');
    expect(only('reach-milestone', tasksAfter(...road, plan(), amend({ changes: { hosts: alone.hosts } }), approve())).by.region).toEqual(['510100']);
  });

  it('is to verify what was reported, for another than who reported it, also after the end', () => {
    const reported = [...road, plan(), report(), receive()];
    expect(brief(...reported)).toEqual(['verify-milestone register', `verify-funds ${RECEIPT}`]);
    expect(brief(...reported, terminate())).toEqual(['verify-milestone register', `verify-funds ${RECEIPT}`]);
    expect(only('verify-funds', tasksAfter(...reported)).by.not).toEqual({ principal: 'chengdu-1', organisation: 'chengdu-commerce' });
    expect(brief(...reported, verify(), verifyFunds())).toEqual([]);
    expect(brief(...reported, reverse())).toEqual(['reach-milestone register', `verify-funds ${RECEIPT}`]);
    const attested = [attest(), approve({}, associationSecond)];
    expect(only('verify-milestone', tasksAfter(...attested, report({ evidence: proofOf(association) }, association))).by.not).toEqual({ principal: 'association-1', organisation: null });
    expect(only('verify-milestone', tasksAfter(...attested, report())).by.not).toEqual({ principal: 'chengdu-1', organisation: 'chengdu-commerce' });
  });

  it('is nothing where it has left, and one thing once', () => {
    expect(brief(submit(), withdraw())).toEqual([]);
    expect(brief(...road, plan(), report(), receive(), annul())).toEqual([]);
    // As signed Chongqing is a host, and today the counterpart: a correction asks it as both.
    const swapped = [...road, amend({ changes: { hosts: alone.hosts, counterpart: { region: '500000' } } }), confirm(), approve(), { ...correct({ changes: { project: '西部算力中心' } }), at: '2024-06-04T02:00:00.000Z' }];
    expect(brief(...swapped)).toEqual(['confirm-change 500000', 'waive-change']);
    expect(brief(...swapped, { ...waive(), at: '2024-07-01T02:00:00.000Z' })).toEqual(['confirm-late 500000']);
  });

  it('stands since it does, whatever else happens', () => {
    const [first, second] = [tasksAfter(...road, plan({ milestone: 'start' })), tasksAfter(...road, plan({ milestone: 'start' }), plan({ milestone: 'start', on: '2024-04', reason }), report({ milestone: 'settle', reason }))];
    const opened = carriedOn(carriedOn([], first, '2024-02-10T00:00:00.000Z'), second, '2024-03-20T00:00:00.000Z');
    expect(opened.map(({ task, since, due }) => [task, since.slice(0, 10), due?.slice(0, 10) ?? null])).toEqual([['verify-milestone', '2024-03-20', null], ['reach-milestone', '2024-02-10', '2024-04-30']]);
  });
});

describe('what is waited for no more', () => {
  it('is a milestone that was passed over for a reason', () => {
    expect(brief(...road, plan(), report({ milestone: 'settle', reason }))).toEqual(['verify-milestone settle']);
    expect(brief(...road, plan(), report({ milestone: 'settle', reason }), reverse({ milestone: 'settle' }))).toEqual(['reach-milestone register']);
  });

  it('is a plan that a correction leaves without sense', () => {
    const corrected = (changes: Changes) => brief(...road, plan({ milestone: 'start', on: '2024-03-31' }), correct({ changes }), confirm({ version: 5 }), approve());
    expect(corrected({ kind: 'headquarters' })).toEqual([]);
    expect(corrected({ signedOn: '2024-05-01' })).toEqual([]);
    expect(corrected({ signedOn: '2024-02-01' })).toEqual(['reach-milestone start']);
  });

  it('is the approval of a change that no longer fits: it is returned', () => {
    const waiting = [...road, correct({ changes: { signedOn: '2024-05-01' } }), confirm({ version: 4 })];
    expect(only('approve-change', tasksAfter(...waiting)).verb).toBe('approve');
    expect(only('approve-change', tasksAfter(...waiting, report())).verb).toBe('return');
  });
});

describe('what was to be done on a day in the past', () => {
  const reached = history(...road, plan({ on: '2024-03-01' }), report(), verify());
  const on = (facts: readonly SigningFact[], day: string) => tasksOf(standingOn(knownAfter(facts), day)).map(({ task, about }) => `${task} ${about}`);

  it('is what was reached only later', () => {
    expect(tasksOf(knownAfter(reached))).toEqual([]);
    expect(on(reached, '2024-03-14')).toEqual(['reach-milestone register']);
    expect(on(reached, '2024-03-15')).toEqual([]);
  });

  it('goes on until the signing ended', () => {
    const ended = history(...road, plan({ on: '2024-03-01' }), terminate());
    expect([on(ended, '2024-06-29'), on(ended, '2024-06-30')]).toEqual([['reach-milestone register'], []]);
  });
});

describe('a task', () => {
  const people: readonly Actor[] = [chengdu, chengduSecond, chongqing, shanghai, association, associationSecond, { ...chengduSecond, role: 'administrator', region: '*' }];
  const isHis = ({ organisation, not, ...by }: Doer, actor: Actor): boolean =>
    (organisation === null ? (actor.role === 'region' || actor.role === 'administrator') && by[actor.role].some((region) => actor.region === '*' || region === actor.region) : organisation === actor.organisation)
    && not?.principal !== actor.principal && not?.organisation !== actor.organisation;
  const commandFor = ({ verb, about, task }: Task, actor: Actor): SigningCommand => {
    const milestone = MILESTONES.find((each) => each === about) as MilestoneName;
    const commands: Readonly<Record<string, SigningCommand>> = {
      confirm: confirm({}, actor), resubmit: resubmit({}, actor), correct: correct({ changes: { track: 'computing' } }, actor),
      approve: approve({ waive: task.startsWith('waive') ? ['500000'] : [] }, actor), 'verify-funds': verifyFunds({ receipt: about }, actor),
      'report-milestone': report({ milestone, on: '2024-06-01', evidence: proofOf(actor), reason }, actor), 'verify-milestone': verify({ milestone }, actor),
    };
    return { ...(commands[verb] as SigningCommand), at: '2024-12-01T02:00:00.000Z' };
  };

  it.each<[string, readonly SigningCommand[]]>([
    ['submitted', [submit()]], ['confirmed', [submit(), confirm()]], ['attested', [attest()]], ['returned', [submit(), returned()]], ['waived', [submit(), waive()]], ['objected', [submit(), waive(), object()]],
    ['changed', [...road, correct()]], ['upgraded', [submit({ terms: { ...shared, level: 'intent' } }), confirm(), approve(), upgrade(), confirm()]], ['planned', [...road, plan()]],
    ['reported', [...road, report(), receive()]], ['ended', [submit(), { ...approve({ waive: ['500000'] }), at: AFTER_DUE }, report(), terminate()]],
  ])('of what is %s can be done by whom it names, and by nobody else', (_, commands) => {
    const facts = history(...commands);
    const tasks = tasksOf(knownAfter(facts));
    expect(tasks.length).toBeGreaterThan(0);
    for (const task of tasks) {
      const doers = people.filter((actor) => isHis(task.by, actor));
      expect(doers).not.toEqual([]);
      for (const actor of doers) {
        const made = given(...facts).when(commandFor(task, actor)).facts();
        const after = tasksOf(knownAfter([...facts, ...made]));
        if (task.verb !== 'correct') expect(after).not.toContainEqual(task);
      }
      for (const actor of people.filter((each) => !doers.includes(each))) {
        expect(() => decide(commandFor(task, actor), stateAfter(facts))).toThrow(Refusal);
      }
    }
  });
});
