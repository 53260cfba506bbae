import type { Actor } from '@entente/domain/kernel/message';
import type { Directory } from '@entente/domain/kernel/directory';
import type { Words } from '@entente/domain/kernel/refusal';
import type { OpenTask } from '@entente/domain/kernel/task';
import { taskWords } from '@entente/domain/signing/signing';
import type { SigningRow } from '@entente/domain/views/signings';

export type Language = keyof Words;

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
export const shown = (task: Omit<OpenTask, 'since'> & Readonly<{ since: string | null }>, { id, state }: SigningRow, at: string, language: Language) => {
  const words = taskWords[task.task];
  return {
    task: task.task,
    title: words?.title[language] ?? task.task,
    about: task.about || null,
    subject: { kind: 'signing' as const, id, number: state.status === 'absent' ? null : state.number, name: state.status === 'absent' ? '' : state.terms.project },
    since: task.opens ?? task.since,
    due: task.due,
    overdue: isOverdue(task, at),
    then: words?.then[language] ?? '',
    responsible: task.responsible,
  };
};
