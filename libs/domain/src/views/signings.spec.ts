import type { Recorded } from '../kernel/message.js';
import { viewSpecOf } from '../kernel/spec-of.js';
import { type Known, type SigningFact, tasksOf } from '../signing/signing/index.js';
import {
  amend, approve, association, associationSecond, attest, confirm, history, shanghai, shared, SIGNING, stateAfter, submit, terminate, threeParties, withCounterpart,
} from '../signing/signing/signing.samples.js';
import { signings } from './signings.js';

const after = viewSpecOf(signings);
const OTHER = '019a0c00-0000-7000-8000-000000000002';

/** Facts as they stand in a log that begins at position 10. */
const recorded = (facts: readonly SigningFact[], id = SIGNING, from = 10): readonly Recorded<SigningFact>[] =>
  facts.map((fact, n) => ({
    ...fact, id: `fact-${from + n}`, position: from + n, stream: `signing-${id}`, version: n + 1, schemaVersion: 1,
    recordedAt: '2024-01-15T02:00:00.000Z', commandId: `command-${from + n}`, ordinal: 0, metadata: { actor: association },
  }));

describe('the signings', () => {
  it('have one row a signing: its state, its version, where it began and where it stands', () => {
    const facts = history(submit(), confirm());
    after(...recorded(facts)).then({
      [SIGNING]: {
        id: SIGNING, state: stateAfter(facts), version: 2, opened: 10, position: 11, audience: ['500000', '510100'],
        tasks: tasksOf(stateAfter(facts) as Known).map((task) => ({ ...task, since: '2024-01-15T02:00:00.000Z' })),
      },
    });
  });

  it('keep the position at which a signing came in, whatever follows', () => {
    const { rows } = after(...recorded(history(submit(), confirm(), approve(), terminate())));
    expect(rows[SIGNING]).toMatchObject({ opened: 10, position: 13, version: 4, state: { status: 'terminated' } });
  });

  it('are told to the owner, the hosts and the counterpart, and to nobody else', () => {
    expect(after(...recorded(history(submit({ terms: withCounterpart })))).rows[SIGNING]?.audience).toEqual(['500000', '510100']);
  });

  it('are told to those whom an amendment brings in, and still to those who were in it', () => {
    const { rows } = after(...recorded(history(
      attest(), approve({}, associationSecond), amend({ changes: { hosts: [{ region: '310000', share: '1' }] } }, attest().actor), approve({}, associationSecond),
    )));
    expect(rows[SIGNING]?.audience).toEqual(['310000', '500000', '510100']);
  });

  it('keep since when something is to be done, while it is', () => {
    const [first, second, third] = recorded(history(submit({ terms: threeParties }), confirm(), confirm({}, shanghai)));
    const at = (fact: Recorded<SigningFact> | undefined, recordedAt: string): Recorded<SigningFact> => ({ ...(fact as Recorded<SigningFact>), recordedAt });
    const facts = [at(first, '2024-01-15T02:00:00.000Z'), at(second, '2024-01-16T02:00:00.000Z'), at(third, '2024-01-17T02:00:00.000Z')];
    const tasks = (count: number) => after(...facts.slice(0, count)).rows[SIGNING]?.tasks.map(({ task, about, since }) => [task, about, since.slice(0, 10)]);
    expect(tasks(1)).toEqual([['confirm', '500000', '2024-01-15'], ['confirm', '310000', '2024-01-15'], ['waive', '', '2024-01-15']]);
    expect(tasks(2)).toEqual([['confirm', '310000', '2024-01-15'], ['waive', '', '2024-01-15']]);
    expect(tasks(3)).toEqual([['admit', '', '2024-01-17']]);
  });

  it('of two streams are two rows that do not touch each other', () => {
    const { rows } = after(...recorded(history(submit())), ...recorded(history(attest({ terms: shared })), OTHER, 20));
    expect(Object.keys(rows).sort()).toEqual([SIGNING, OTHER].sort());
    expect(rows[OTHER]).toMatchObject({ opened: 20, state: { grade: 'attested' } });
  });
});
