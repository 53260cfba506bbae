import type { AllianceCommand } from './alliance.js';
import { admit, agree, APPLICATION, apply, appoint, association, close, decline, idOf, openVote, personOf, propose, reason, record, regrade, reinstate, rules, SECOND, secretariat, source, strike, suspend, vote, withdraw } from './alliance.samples.js';
import { GRADES } from './terms.js';

/** An alliance of 2024: the day of each command of a life is said with it. */
const founded = [propose({}, secretariat, '2024-04-02'), agree({}, personOf(2), '2024-04-03'), agree({}, personOf(3), '2024-04-04')];
const stated = record({ foundedOn: '2023' }, association, '2024-04-02');

/** Lives of an alliance that together use every fact of it: one that grows and shrinks, one to which a body asks in vain, one that a founder declines, and one that a document states. */
export const lives: readonly (readonly AllianceCommand[])[] = [
  [
    ...founded, apply({}, personOf(4), '2024-04-05'), openVote({ closesOn: '2024-04-20' }, secretariat, '2024-04-06'), ...[1, 2, 3].map((n) => vote({}, personOf(n), '2024-04-07')), admit({ on: '2024-04-08' }, secretariat, '2024-04-08'),
    regrade({ on: '2024-04-09' }, secretariat, '2024-04-09'), suspend({ from: '2024-04-10' }, secretariat, '2024-04-10'), reinstate({ on: '2024-04-12' }, secretariat, '2024-04-12'), withdraw({ on: '2024-04-15' }, personOf(2), '2024-04-15'),
    strike({ organisation: idOf(4) }, secretariat, '2024-04-16'), appoint({ from: '2024-05-01' }, secretariat, '2024-04-17'),
  ],
  [...founded, apply({}, personOf(4), '2024-04-05'), close({}, personOf(4), '2024-04-06')],
  [propose({}, secretariat, '2024-04-02'), agree({}, personOf(2), '2024-04-03'), decline({}, personOf(3), '2024-04-04')],
  [stated, admit({ application: null, organisation: idOf(5), on: '2024-01', source }, association, '2024-04-05'), regrade({ source, on: '2024-02' }, association, '2024-04-06'), withdraw({ source, on: '2024-03' }, association, '2024-04-07')],
];

type Tried = readonly AllianceCommand[];
const MEMBERS = [1, 2, 3, 4, 5] as const;
const days = ['2024-04-06', '2024-05', '2024-05-20', '2024-06-01'];
/** What the secretariat does, and what an association enters of an alliance that is known from documents. */
const ways = (act: (said: Readonly<{ source?: typeof source }>) => AllianceCommand): readonly Tried[] => [[act({})], [act({})], [{ ...act({ source }), actor: association }]];
const applying = ([4, APPLICATION] as const);
const asking = [applying, [5, SECOND], [2, SECOND]] as const;

/** How an alliance begins: founded, on its way to it, or from a document. */
export const openings: readonly Tried[] = [
  ...[{}, { territory: null }, { rules: { ...rules, admission: 'secretariat' as const } }].map((some) => [propose(some), agree({}, personOf(2)), agree({}, personOf(3))]),
  ...[stated, record({ foundedOn: null }), record({ founders: [] })].map((each) => [each]), [propose(), agree({}, personOf(2))],
];

/** What may be tried with it afterwards, by its verb: each a command, or several that follow from each other. */
export const acts: Readonly<Record<string, readonly Tried[]>> = {
  agree: [2, 3].map((n) => [agree({}, personOf(n))]),
  decline: [[decline()]],
  apply: asking.map(([n, application]) => [apply({ application, organisation: idOf(n), grade: 'observer' }, personOf(n))]),
  close: asking.flatMap(([n, application]) => [[close({ application }, personOf(n))], [close({ application }, secretariat)]]),
  join: asking.flatMap(([n, application]) => [3, 1].map((votes) => [
    apply({ application, organisation: idOf(n) }, personOf(n)), openVote({ application, closesOn: '2025-12-31' }), ...MEMBERS.slice(0, votes).map((each) => vote({ application }, personOf(each))), ...days.map((on) => admit({ application, on })),
  ])),
  vote: [APPLICATION, SECOND].flatMap((application) => MEMBERS.map((n) => [vote({ application, choice: n === 3 ? 'against' : 'for' }, personOf(n))])),
  admit: [...[APPLICATION, SECOND].flatMap((application) => days.map((on) => [admit({ application, on })])), ...days.map((on) => [admit({ application: null, organisation: idOf(5), on, source }, association)])],
  regrade: MEMBERS.flatMap((n) => GRADES.flatMap((grade, m) => ways((said) => regrade({ ...said, organisation: idOf(n), grade, on: days[m] ?? '2024-05' })))),
  suspend: MEMBERS.flatMap((n) => days.flatMap((from) => ways((said) => suspend({ ...said, organisation: idOf(n), from })))),
  reinstate: MEMBERS.flatMap((n) => days.flatMap((on) => ways((said) => reinstate({ ...said, organisation: idOf(n), on })))),
  withdraw: MEMBERS.slice(1).flatMap((n) => days.flatMap((on) => [[withdraw({ organisation: idOf(n), on, reason }, personOf(n))], [withdraw({ organisation: idOf(n), on, source }, association)]])),
  strike: MEMBERS.slice(1).flatMap((n) => ways((said) => strike({ ...said, organisation: idOf(n) }))),
  appoint: [[appoint({ organisation: idOf(1), from: '2024-05-20' })], [appoint({ from: '2024-06-15' })]],
};
