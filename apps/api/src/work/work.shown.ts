import type { Actor } from '@entente/domain/kernel/message';
import type { Directory } from '@entente/domain/kernel/directory';
import type { Words } from '@entente/domain/kernel/refusal';
import type { OpenTask, Task } from '@entente/domain/kernel/task';
import type { CooperationRow } from '@entente/domain/views/cooperation';
import type { SigningRow } from '@entente/domain/views/signings';
import { type SubjectKind, wordsOf } from './task-words.js';

export type Language = keyof Words;

/** What somebody has something to do about, as people know it: by a number, where it has one, and by its name. */
export type Subject = Readonly<{ kind: SubjectKind; id: string; number: string | null; name: string }>;

/** A row of one of the two views that know of tasks. Declarations, editions, batches and consents have none. */
export type AtWork = Readonly<{ view: 'signings'; row: SigningRow }> | Readonly<{ view: 'cooperation'; row: Extract<CooperationRow, { kind: SubjectKind }> }>;

export const subjectOf = ({ view, row }: AtWork): Subject => {
  if (view === 'cooperation') return { kind: row.kind, id: row.id, number: null, name: row.name };
  const { id, state } = row;
  return { kind: 'signing', id, number: state.status === 'absent' ? null : state.number, name: state.status === 'absent' ? '' : state.terms.project };
};

/** Where one acts on it. */
export const placeOf = ({ kind, id }: Subject): string => `/v1/${kind}s/${id}`;

/** Whether it is the actor's to do. */
export const isOf = ({ by }: OpenTask, { principal, organisation, role, region }: Actor, { within }: Directory): boolean => {
  if (by.not?.principal === principal || by.not?.organisation === organisation) return false;
  if (by.organisation !== null) return by.organisation === organisation;
  return (role === 'region' || role === 'administrator') && by[role].some((each) => within(each, region));
};

/** Whether it can be done already at an instant. */
export const isOpen = ({ opens }: OpenTask, at: string): boolean => opens === null || opens < at;

export const isOverdue = ({ due }: Pick<OpenTask, 'due'>, at: string): boolean => due !== null && due < at;

/** A task as it is answered, but for what one does about it. */
export const shown = (task: Task & Readonly<{ since: string | null }>, subject: Subject, at: string, language: Language) => {
  const words = wordsOf(subject.kind, task.task);
  return {
    task: task.task,
    title: words?.title[language] ?? task.task,
    about: task.about || null,
    subject,
    since: task.opens ?? task.since,
    due: task.due,
    overdue: isOverdue(task, at),
    then: words?.then[language] ?? '',
    responsible: task.responsible,
  };
};
