import { outcomeOf, votingIn } from '../cooperation/alliance/index.js';
import { isOverdueOn, owedUnder } from '../cooperation/pact/index.js';
import { fallsTo } from '../kernel/party.js';
import { dateInShanghai, edtfInterval, endOfDayInShanghai } from '../kernel/period.js';
import { regionsOf, type Task } from '../kernel/task.js';
import { standingOn, tasksOf } from '../signing/signing/index.js';
import type { CooperationRow } from './cooperation.js';
import type { SigningRow } from './signings.js';

/** Something that should have been done, and the regions of those who answer for it. */
export type Late = Readonly<{ task: Task & Readonly<{ due: string }>; regions: readonly string[] }>;

type Owing = Omit<Late, 'task'> & Readonly<{ task: Task }>;

const isLate = (at: string) => (each: Owing): each is Late => each.task.due !== null && each.task.due < at;

/** What of a signing should have been done before an instant, as it stood on that day in the world: what has been reached since was to be done then. */
export const lateOfSigning = ({ state }: Pick<SigningRow, 'state'>, at: string): readonly Late[] => (state.status === 'absent' ? []
  : tasksOf(standingOn(state, dateInShanghai(at))).map((task): Owing => ({ task, regions: regionsOf(task.by) })).filter(isLate(at)));

/** What of a pact or an alliance should have been done before an instant: of a pact as of its day in the world, of an alliance as it is known. What waits for a second person waits for no day. */
export const lateOf = (row: CooperationRow, at: string): readonly Late[] => {
  switch (row.kind) {
    case 'pact': return lateObligations(row, dateInShanghai(at)).filter(isLate(at));
    case 'alliance': return missedVotes(row, at).filter(isLate(at));
    default: return [];
  }
};

type RowOf<K> = Extract<CooperationRow, { kind: K }>;

/** What the metric of overdue obligations counts on a day; and beside it what bodies without a region owe, which counts nowhere. */
const lateObligations = ({ state: it }: RowOf<'pact'>, day: string): readonly Owing[] => (it.status !== 'in-force' ? []
  : owedUnder(it).filter(({ obligation }) => isOverdueOn(it, obligation.obligation, day)).map(({ obligation: { obligation, due }, owner }) => ({
    task: {
      task: 'fulfil-obligation', about: obligation, verb: 'report-obligation', ...fallsTo(owner), responsible: { name: owner.name, organisation: owner.organisation },
      opens: null, due: due === null ? null : endOfDayInShanghai(edtfInterval(due).to),
    },
    regions: [owner.region ?? []].flat(),
  })));

/** Who did not vote where that left too few: of a vote that came to something, nobody's is missed. */
const missedVotes = ({ state: it, tasks }: RowOf<'alliance'>, at: string): readonly Owing[] => tasks.flatMap((task) => {
  const { ballot, elector } = votingIn(it, task) ?? {};
  if (!ballot || !elector || outcomeOf(ballot, at) !== 'no-quorum') return [];
  return [{ task: { ...task, responsible: { name: elector.name, organisation: elector.organisation } }, regions: [elector.region ?? []].flat() }];
});
