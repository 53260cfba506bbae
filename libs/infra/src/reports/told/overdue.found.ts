import { taskWords as ofAlliances } from '@entente/domain/cooperation/alliance';
import { taskWords as ofPacts } from '@entente/domain/cooperation/pact';
import { dateInShanghai, daysBetween, endOfDayInShanghai } from '@entente/domain/kernel/period';
import type { Words } from '@entente/domain/kernel/refusal';
import { taskWords as ofSignings } from '@entente/domain/signing/signing';
import { directoryOf } from '@entente/domain/territory/territory';
import { cooperation, type CooperationRow } from '@entente/domain/views/cooperation';
import { type Late, lateOf, lateOfSigning } from '@entente/domain/views/late';
import { type SigningRow, signings } from '@entente/domain/views/signings';
import type { Ask } from '../asking.js';

type Subject = Readonly<{ kind: 'signing' | 'pact' | 'alliance'; id: string; name: string }>;

/** Something overdue: what it is about, what should have been done and by when, and for how many days it has been late. */
export type Overdue = Late & Readonly<{ subject: Subject; stream: string; title: Words; due: string; days: number }>;

const WORDS = { signing: ofSignings, pact: ofPacts, alliance: ofAlliances } as const;

const signingSubject = ({ id, state }: SigningRow): Subject => ({
  kind: 'signing', id, name: state.status === 'absent' ? '' : [state.number, state.terms.project].filter((each) => each !== null).join(' '),
});

const told = (subject: Subject, day: string) => (late: Late): Overdue => {
  const due = dateInShanghai(late.task.due);
  return {
    ...late, subject, stream: `${subject.kind}-${subject.id}`, due, days: daysBetween(due, day),
    title: WORDS[subject.kind][late.task.task]?.title ?? { en: late.task.task, zh: late.task.task },
  };
};

const ofCooperation = (row: CooperationRow, at: string, day: string): readonly Overdue[] => {
  if (row.kind !== 'pact' && row.kind !== 'alliance') return [];
  return lateOf(row, at).map(told({ kind: row.kind, id: row.id, name: row.name }, day));
};

const orderOf = ({ stream, task }: Overdue): string => `${stream}\n${task.task}\n${task.about}`;

/**
 * All that was due before a day in Asia/Shanghai and was not done by its end, as it is known: what falls to a region or
 * to what lies below it, or everything; in the order of subjects, and not of dates.
 */
export const overdueOn = async (ask: Ask, day: string, region: string | undefined): Promise<readonly Overdue[]> => {
  const at = endOfDayInShanghai(day);
  const { within } = directoryOf(ask.territory);
  const [ofSigned, others] = [await ask.rows(signings), await ask.rows(cooperation)];
  return [...ofSigned.flatMap((row) => lateOfSigning(row, at).map(told(signingSubject(row), day))), ...others.flatMap((row) => ofCooperation(row, at, day))]
    .filter(({ regions }) => region === undefined || regions.some((each) => within(each, region)))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
};
