import { type Alliance, outcomeOf, restsOn, tasksOf, votingIn } from '@entente/domain/cooperation/alliance';
import { isAskedOn, type Pact } from '@entente/domain/cooperation/pact';
import type { Directory } from '@entente/domain/kernel/directory';
import { dateInShanghai } from '@entente/domain/kernel/period';
import type { OpenTask } from '@entente/domain/kernel/task';
import type { AtWork } from './work.shown.js';

type Row = Extract<AtWork, { view: 'cooperation' }>['row'];

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
  const voting = votingIn(it, task);
  return voting === undefined || outcomeOf(voting.ballot, at) === 'open';
};
