import type { PactCommand } from './pact.js';
import { A, after, amend, among, B, C, chengdu, chongqing, decide, frozen, inForce, renew, report, sign, speakers, SUPPLEMENT, suspend, terminate, typesOf, verify, withdraw, wuhan } from './pact.samples.js';
import { refusedBy } from './refused.samples.js';
import { isAskedOn, tasksOf, taskWords } from './tasks.js';

const at = (day: string): string => `${day}T02:00:00.000Z`;
const tried = (command: PactCommand, ...before: readonly PactCommand[]): readonly string[] => refusedBy(() => decide(command, after(...before)));
/** What is to be done on a day, in an order that does not matter. */
const asked = (day: string, ...commands: readonly PactCommand[]): readonly string[] => {
  const it = after(...commands);
  return it.status === 'absent' ? [] : tasksOf(it).filter((task) => isAskedOn(it, task, day)).map(({ task, about }) => `${task} ${about}`).sort();
};
const none = (given = among([A, B, C])) => inForce(given);
const leaves = (on: string) => withdraw({ clause: '2', on }, wuhan);

describe('who leaves on a later day', () => {
  it('is asked for its signature until then, and nobody else for it', () => {
    const all = [...none(), leaves('2024-06-05'), amend(), sign(A, { supplement: SUPPLEMENT }, chengdu, at('2024-05-07')), sign(B, { supplement: SUPPLEMENT }, chongqing, at('2024-05-07'))];
    expect(asked('2024-06-04', ...all)).toEqual([`sign-supplement ${SUPPLEMENT}/${C}`]);
    expect(tried(sign(C, { supplement: SUPPLEMENT }, wuhan, at('2024-06-04')), ...all)).toEqual([]);
    expect(asked('2024-06-05', ...all)).toEqual([`conclude-supplement ${SUPPLEMENT}/${A}`, `conclude-supplement ${SUPPLEMENT}/${B}`]);
    expect(typesOf(decide(sign(A, { supplement: SUPPLEMENT }, chengdu, at('2024-06-05')), after(...all)))).toEqual(['SupplementEnteredIntoForce']);
    expect(asked('2024-06-05', ...all, sign(A, { supplement: SUPPLEMENT }, chengdu, at('2024-06-05')))).toEqual([]);
  });

  it('is asked what takes effect before, and to verify, as long as it is bound', () => {
    const all = [...inForce(), leaves('2024-06-05'), suspend({ from: '2024-05-20' }), suspend({ from: '2024-05-20' }, chongqing), report()];
    expect(asked('2024-05-20', ...all)).toEqual([`agree suspend/${C}`, `verify-obligation work-plan/${B}`, `verify-obligation work-plan/${C}`]);
    expect(tried(suspend({ from: '2024-05-20' }, wuhan, at('2024-05-20')), ...all)).toEqual([]);
    expect(tried(verify({}, wuhan, at('2024-06-04')), ...all)).toEqual([]);
    expect(asked('2024-06-05', ...all)).toEqual([`verify-obligation work-plan/${B}`]);
    expect(tried(verify({}, wuhan, at('2024-06-05')), ...all)).toEqual(['pact/not-bound', '/as pact/not-bound']);
  });

  it('is not asked what takes effect after; the others conclude what they have agreed on', () => {
    const before = [...none(), terminate({ on: '2024-12-01' }), terminate({ on: '2024-12-01' }, chongqing)];
    expect(asked('2024-05-06', ...before)).toEqual([`agree terminate/${C}`]);
    expect(asked('2024-05-06', ...before, leaves('2024-06-05'))).toEqual([`conclude-motion terminate/${A}`, `conclude-motion terminate/${B}`]);
    expect(typesOf(decide(terminate({ on: '2024-12-01' }), after(...before, leaves('2024-06-05'))))).toEqual(['PactTerminated']);
    expect(asked('2024-05-06', ...inForce(), leaves('2024-06-05'), renew())).toEqual(['fulfil-obligation work-plan', `agree renew/${B}`].sort());
  });

  it('is asked about its own leaving', () => {
    const by = (each: string) => withdraw({ as: each, organisation: C, on: '2024-07-01' }, speakers[each]);
    expect(asked('2024-05-06', ...none(), by(A), by(B))).toEqual([`agree withdraw/${C}/${C}`]);
    expect(asked('2024-05-06', ...none(), leaves('2024-06-05'), by(A), by(B))).toEqual([`agree withdraw/${C}/${C}`]);
    expect(typesOf(decide(by(C), after(...none(), leaves('2024-06-05'), by(A), by(B))))).toEqual(['PactConsented', 'PartyWithdrew']);
  });
});

describe('what is asked', () => {
  it('lapses with its day, and with the end of the pact', () => {
    const all = [...none(), terminate({ on: '2024-05-20' }), suspend({ from: '2024-12-01' })];
    const both = ['suspend', 'terminate'].flatMap((act) => [B, C].map((each) => `agree ${act}/${each}`));
    expect(asked('2024-05-20', ...all)).toEqual(both);
    expect(asked('2024-05-21', ...all)).toEqual([`agree suspend/${B}`, `agree suspend/${C}`]);
    expect(asked('2024-05-21', ...all, ...[chengdu, chongqing, wuhan].map((by) => terminate({ on: '2024-05-21' }, by)))).toEqual([]);
  });

  it('is no signature under what can no longer come into force', () => {
    const short = frozen(among([A, B], undefined, { validity: { from: null, to: '2024-04-30' } }));
    expect([asked('2024-04-30', ...short), asked('2024-05-01', ...short)]).toEqual([[`sign-pact ${A}`, `sign-pact ${B}`], []]);
    const ends = [...none(), amend({ to: '2024-09' })];
    expect([asked('2024-09-30', ...ends).length, asked('2024-10-01', ...ends)]).toEqual([3, []]);
  });

  it('has words for everything', () => {
    const named = [...none(), amend(), terminate(), leaves('2024-06-05'), sign(A, { supplement: SUPPLEMENT }, chengdu, at('2024-05-07'))];
    const it = after(...named);
    expect(it.status !== 'absent' && tasksOf(it).filter(({ task }) => !(task in taskWords))).toEqual([]);
  });
});
