import * as alliances from '../cooperation/alliance/alliance.samples.js';
import { type AllianceCommand, tasksOf as tasksOfAlliance } from '../cooperation/alliance/index.js';
import * as pacts from '../cooperation/pact/pact.samples.js';
import { endOfDayInShanghai } from '../kernel/period.js';
import type { OpenTask } from '../kernel/task.js';
import { approve, confirm, history, plan, report, stateAfter, submit, verify } from '../signing/signing/signing.samples.js';
import type { SigningCommand } from '../signing/signing/index.js';
import type { CooperationRow } from './cooperation.js';
import { type Late, lateOf, lateOfSigning } from './late.js';

const on = endOfDayInShanghai;
const told = (late: readonly Late[]) => late.map(({ task: { task, about, due }, regions }) => [task, about, due, regions]);
const signed = (...commands: readonly SigningCommand[]) => ({ state: stateAfter(history(...commands)) });
const row = (kind: 'pact' | 'alliance', state: object, tasks: readonly OpenTask[] = []): CooperationRow => ({ kind, state, tasks }) as unknown as CooperationRow;

describe('what should have been done', () => {
  it('is a confirmation after its due date', () => {
    const it = signed(submit());
    expect(told(lateOfSigning(it, on('2024-03-01')))).toEqual([['confirm', '500000', expect.any(String), ['500000']]]);
    expect(lateOfSigning(it, on('2024-01-16'))).toEqual([]);
  });

  it('is a milestone that had not been reached on that day, though it was later', () => {
    const planned = signed(submit(), confirm(), approve(), plan());
    expect(told(lateOfSigning(planned, on('2024-04-01')))).toMatchObject([['reach-milestone', 'register', on('2024-03-31'), ['510100', '500000']]]);
    expect(lateOfSigning(planned, on('2024-03-31'))).toEqual([]);
    const reached = signed(submit(), confirm(), approve(), plan({ on: '2024-03-10' }), report(), verify());
    expect([on('2024-03-10'), on('2024-03-14'), on('2024-03-15')].map((at) => lateOfSigning(reached, at).length)).toEqual([0, 1, 0]);
  });

  it('is nothing of what waits for a second person, which has no due date', () => {
    expect(lateOfSigning(signed(submit(), confirm()), on('2030-01-01'))).toEqual([]);
  });

  it('is an obligation that was owed, due and not fulfilled by then', () => {
    const it = row('pact', pacts.standingAfter(...pacts.inForce()));
    const lates = lateOf(it, on('2024-12-01'));
    expect(told(lates)).toEqual([['fulfil-obligation', 'work-plan', expect.any(String), ['510100']]]);
    expect(lateOf(it, lates[0]?.task.due ?? '')).toEqual([]);
  });

  it('is a vote where too few voted, and no vote that came to something', () => {
    const missed = (...commands: readonly AllianceCommand[]) => {
      const state = alliances.standingAfter(...commands);
      return lateOf(row('alliance', state, tasksOfAlliance(state).map((task) => ({ ...task, since: '2026-02-02T00:00:00.000Z' }))), on('2026-03-01')).map(({ task: { task } }) => task);
    };
    expect(missed(...alliances.voting)).toEqual(['vote', 'vote', 'vote']);
    expect(missed(...alliances.voting, alliances.vote(), alliances.vote({}, alliances.personOf(3)))).toEqual([]);
  });
});
