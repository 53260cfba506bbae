import type { Activity, Known, Output } from '@entente/domain/convening/edition';
import { intervalOf } from '@entente/domain/kernel/quantity';

type Count = NonNullable<Activity['attendance']>;
type Bounds = Readonly<{ low: string | null; high: string | null }>;

const boundsOf = ({ op, value, text }: Count): Bounds => (value === null ? { low: null, high: null } : intervalOf(op, value, { text, decimals: 0 }));

/** A number of people in the words of its source, and what it can be. */
const counted = (count: Count | null) => {
  if (count === null) return null;
  const { low, high } = boundsOf(count);
  return { ...count, low, high };
};

const sum = (numbers: readonly string[]): string => String(numbers.reduce((total, each) => total + BigInt(each), 0n));

/** What is on record of it, counted; nothing that was announced comes into it. */
const recorded = ({ activities, outputs }: Pick<Known, 'activities' | 'outputs'>) => {
  const all = Object.values(outputs);
  const counts = Object.values(activities).flatMap(({ attendance }) => attendance ?? []);
  const stated = counts.flatMap((count) => (count.value === null ? [] : { value: count.value, ...boundsOf(count) }));
  const highs = stated.flatMap(({ high }) => high ?? []);
  const byKind = Object.fromEntries([...new Set(all.map(({ kind }) => kind))].sort().map((kind) => [kind, all.filter((each) => each.kind === kind).length]));
  return {
    activities: Object.keys(activities).length, outputs: all.length, outputsByKind: byKind as Partial<Record<Output['kind'], number>>,
    attendance: {
      value: sum(stated.map(({ value }) => value)), low: sum(stated.flatMap(({ low }) => low ?? [])), high: highs.length === stated.length ? sum(highs) : null, unknown: counts.length - stated.length,
    },
  };
};

/** An edition as a list tells it. */
export const summaryOf = (it: Known) => {
  const { id, code, series, number, kind, place, title, theme, from, to, venue, aspects, grade, source } = it;
  return { id, code, series, number, kind, place, title, theme, from, to, venue, aspects, grade, source, recorded: recorded(it) };
};

/** An edition as the reader sees it. */
export const shown = (it: Known) => {
  const outputs = Object.values(it.outputs);
  return {
    ...summaryOf(it),
    activities: Object.values(it.activities).map(({ attendance, attendees, ...activity }) => ({
      ...activity, attendance: counted(attendance), attendees: attendees.map(({ count, ...attendee }) => ({ ...attendee, count: counted(count) })),
      outputs: outputs.filter((output) => output.activity === activity.activity).map(({ output }) => output),
    })),
    outputs: outputs.map(({ activity, refers, signatories, ...output }) => ({
      ...output, activity: sessionOf(it, activity), refers: refers && { ...refers, href: `/v1/${refers.kind}s/${refers.id}` },
      signatories: signatories.map(({ account: _, ...signatory }) => signatory),
    })),
  };
};

/** The activity that an output came of, with what is needed to say so. */
const sessionOf = ({ activities }: Known, id: string | null) => {
  const found = id === null ? undefined : activities[id];
  return found ? { activity: found.activity, name: found.name, session: found.session } : null;
};
