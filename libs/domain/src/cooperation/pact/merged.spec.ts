import type { PactCommand } from './pact.js';
import {
  A, after, amend, among, B, C, chengdu, counter, D, decide, decline, directoryOf, draft, frozen, inForce, known, organisations, report, shanghai, sign, SUPPLEMENT, terminate, typesOf, without, withdraw, wuhan,
} from './pact.samples.js';
import { refusedBy } from './refused.samples.js';

/** Of the third party, after it was merged into the one in Shanghai. */
const directory = directoryOf({ ...known, [C]: { ...(known[C] as (typeof known)[string]), status: 'merged', into: D } });
const [record, region] = [organisations[C], known[D]?.region ?? null] as const;
const bodies = { ...organisations, [C]: { ...record, status: 'merged', into: { organisation: D, name: '', region }, at: '2024-03-20T00:00:00.000Z', reason: { code: 'merged', text: '合并。' } } as NonNullable<typeof record> };
const tried = (command: PactCommand, ...before: readonly PactCommand[]): readonly string[] => refusedBy(() => decide({ ...command, directory }, after(...before), { bodies }));
const made = (command: PactCommand, ...before: readonly PactCommand[]): readonly string[] => typesOf(decide({ ...command, directory }, after(...before), { bodies }));

describe('the one that stands for a party after a merger', () => {
  it('ends the pact, agrees to its end, leaves it, declines and reports, and the merged one no more', () => {
    const owed = without({ obligations: [{ obligation: 'work-plan', clause: null, owner: C, describes: 'x', due: null }] });
    expect(made(terminate({ clause: '4', on: '2024-09-01' }, shanghai), ...inForce())).toEqual(['PactTerminated']);
    expect(made(terminate({}, shanghai), ...inForce(), terminate(), terminate({ as: B }, { ...chengdu, organisation: 'chongqing-commerce' }))).toEqual(['PactConsented', 'PactTerminated']);
    expect(made(withdraw({ organisation: null, clause: '2', on: '2024-07-01' }, shanghai), ...inForce())).toEqual(['PartyWithdrew']);
    expect(made(decline({}, shanghai), ...frozen())).toEqual(['PactDeclined', 'PactFailed']);
    expect(made(report({}, shanghai), ...inForce(owed))).toEqual(['ObligationReported']);
    expect(tried(terminate({}, wuhan), ...inForce())).toEqual(['party/none-of-yours']);
  });

  it('signs nothing for it, and agrees on no new text in its name', () => {
    const gone = ['pact/signer-not-standing', '/organisation organisation/signer-unregistered'];
    expect(tried(sign(C, {}, shanghai), ...frozen())).toEqual(gone);
    expect(tried(sign(C, { supplement: SUPPLEMENT }, shanghai, '2024-05-07T00:00:00.000Z'), ...inForce(), amend())).toEqual(gone);
    expect(tried(draft({ as: C, terms: among([A, C]) }, shanghai))).toEqual(['party/gone', '/parties/1/organisation party/gone']);
    expect(tried(counter({}, shanghai), ...frozen())).toEqual(['party/gone', '/changes/parties/2/organisation party/gone']);
  });
});
