import { taskWords as ofAlliances } from '@entente/domain/cooperation/alliance';
import { taskWords as ofPacts } from '@entente/domain/cooperation/pact';
import { taskWords as ofProgrammes } from '@entente/domain/credit/programme';
import type { Words } from '@entente/domain/kernel/refusal';
import { taskWords as ofSignings } from '@entente/domain/signing/signing';

type Told = Readonly<{ title: Words; then: Words }>;

/** What there is something to do about, and what each task of it is called. A name belongs to one of them alone, so that lists can be asked for it. */
export const taskWords = { signing: ofSignings, pact: ofPacts, alliance: ofAlliances, 'credit-programme': ofProgrammes } as const satisfies Record<string, Readonly<Record<string, Told>>>;

export type SubjectKind = keyof typeof taskWords;
export const SUBJECTS = Object.keys(taskWords) as readonly SubjectKind[];
export const TASKS: readonly string[] = [...new Set(Object.values(taskWords).flatMap((words) => Object.keys(words)))];

export const wordsOf = (kind: SubjectKind, task: string): Told | undefined => taskWords[kind][task];
