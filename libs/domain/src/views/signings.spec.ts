import type { Recorded } from '../kernel/message.js';
import { viewSpecOf } from '../kernel/spec-of.js';
import type { SigningFact } from '../signing/signing/index.js';
import {
  amend, approve, association, associationSecond, attest, confirm, history, shared, SIGNING, stateAfter, submit, terminate, withCounterpart,
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
      [SIGNING]: { id: SIGNING, state: stateAfter(facts), version: 2, opened: 10, position: 11, audience: ['500000', '510100'] },
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

  it('of two streams are two rows that do not touch each other', () => {
    const { rows } = after(...recorded(history(submit())), ...recorded(history(attest({ terms: shared })), OTHER, 20));
    expect(Object.keys(rows).sort()).toEqual([SIGNING, OTHER].sort());
    expect(rows[OTHER]).toMatchObject({ opened: 20, state: { grade: 'attested' } });
  });
});
