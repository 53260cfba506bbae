import { type Alliance, type Ballot, outcomeOf, restsOn, tasksOf } from '@entente/domain/cooperation/alliance';
import { isAskedOn, isOverdueOn, owedUnder, type Pact } from '@entente/domain/cooperation/pact';
import type { Directory } from '@entente/domain/kernel/directory';
import { fallsTo } from '@entente/domain/kernel/party';
import { dateInShanghai, edtfInterval, endOfDayInShanghai } from '@entente/domain/kernel/period';
import type { OpenTask, Task } from '@entente/domain/kernel/task';
import type { AtWork } from './work.shown.js';

type Row = Extract<AtWork, { view: 'cooperation' }>['row'];

/** Something that should have been done, and the regions of those who answer for it. */
export type Late = Readonly<{ task: Task & Readonly<{ since: string | null }>; regions: readonly string[] }>;

/**
 * The tasks that can still be done at an instant. A pact ends and a vote closes by the date alone, of which no fact tells the row;
 * nor does one of an alliance tell which bodies are still there, which the directory knows.
 */
export const standing = (row: Row, at: string, today?: Pick<Directory, 'body'>): readonly OpenTask[] => {
  switch (row.kind) {
    case 'pact': return row.tasks.filter((task) => isAskedOf(row.state, task, dateInShanghai(at)));
    case 'alliance': return (today ? asToday(row, dateInShanghai(at), today) : row.tasks).filter((task) => isVotable(row.state, task, at));
    case 'credit-programme': return row.tasks;
  }
};

/** The bodies that are looked up with what is to be done. */
export const bodiesAsked = ({ view, row }: AtWork): readonly string[] => [
  ...row.tasks.flatMap(({ party }) => party ?? []), ...(view === 'cooperation' && row.kind === 'alliance' && row.state.status !== 'absent' && row.tasks.length > 0 ? restsOn(row.state) : []),
];

const asToday = ({ state, tasks }: Extract<Row, { kind: 'alliance' }>, day: string, directory: Pick<Directory, 'body'>): readonly OpenTask[] => {
  const stood = new Map(tasks.map(({ task, about, since }) => [`${task} ${about}`, since]));
  return state.status === 'absent' ? [] : tasksOf(state, { day, directory }).flatMap((task) => {
    // Who has agreed to found it has nothing to do, until another founder is gone: it has waited as long as the founding has.
    const since = stood.get(`${task.task} ${task.about}`) ?? (task.verb === 'decline' && task.task === 'agree-to-found' ? tasks[0]?.since : undefined);
    return since === undefined ? [] : [{ ...task, since }];
  });
};

const isAskedOf = (it: Pact, task: OpenTask, day: string): boolean => it.status === 'absent' || isAskedOn(it, task, day);

const isVotable = (it: Alliance, task: OpenTask, at: string): boolean => {
  const ballot = task.task === 'vote' ? ballotOf(it, task) : undefined;
  return ballot === undefined || outcomeOf(ballot, at) === 'open';
};

/** What a task of voting is about: an application, and who is to vote on it. */
const voteOf = ({ about }: Task): readonly [application: string, elector: string] => {
  const [application = '', elector = ''] = about.split('/');
  return [application, elector];
};
const ballotOf = (it: Alliance, task: Task): Ballot | undefined => (it.status === 'founded' ? it.applications[voteOf(task)[0]]?.ballots.at(-1) : undefined);

/** What of it should have been done before an instant: of a pact as of its day in the world, and of an alliance as it is known. What waits for a second person waits for no day. */
export const late = (row: Row, at: string): readonly Late[] => {
  switch (row.kind) {
    case 'pact': return lateObligations(row, dateInShanghai(at));
    case 'alliance': return missedVotes(row, at);
    case 'credit-programme': return [];
  }
};

/** What the metric of overdue obligations counts on a day; and beside it what bodies without a region owe, which counts nowhere. */
const lateObligations = ({ state: it, tasks }: Extract<Row, { kind: 'pact' }>, day: string): readonly Late[] => {
  if (it.status !== 'in-force') return [];
  return owedUnder(it).filter(({ obligation }) => isOverdueOn(it, obligation.obligation, day)).map(({ obligation: { obligation, due }, owner }) => ({
    task: {
      task: 'fulfil-obligation', about: obligation, verb: 'report-obligation', ...fallsTo(owner), responsible: { name: owner.name, organisation: owner.organisation },
      opens: null, due: due === null ? null : endOfDayInShanghai(edtfInterval(due).to),
      since: tasks.find((each) => each.task === 'fulfil-obligation' && each.about === obligation)?.since ?? null,
    },
    regions: [owner.region ?? []].flat(),
  }));
};

/** Who did not vote where that left too few: of a vote that came to something, nobody's is missed. */
const missedVotes = ({ state: it, tasks }: Extract<Row, { kind: 'alliance' }>, at: string): readonly Late[] => tasks.filter(({ task }) => task === 'vote').flatMap((task) => {
  const ballot = ballotOf(it, task);
  const elector = ballot?.electorate.find(({ organisation }) => organisation === voteOf(task)[1]);
  if (!ballot || !elector || outcomeOf(ballot, at) !== 'no-quorum') return [];
  return [{ task: { ...task, responsible: { name: elector.name, organisation: elector.organisation } }, regions: [elector.region ?? []].flat() }];
});
