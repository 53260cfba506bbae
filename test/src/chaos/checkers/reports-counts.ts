import { figuresOf, frozenIn, nameOf } from './reports-facts.js';
import type { StoredEvent, StoredLog } from './stored.js';

/** A signing as it counts: from which position it is admitted, and on which day it was signed. */
type Counted = Readonly<{ admitted: boolean; signedOn: string }>;
type Data = Readonly<{ terms?: Readonly<{ signedOn: string }>; changes?: Readonly<{ signedOn?: string }> }>;

const after = (before: Counted, { type, data }: StoredEvent): Counted => {
  const { terms, changes } = JSON.parse(data) as Data;
  if (type === 'SigningSubmitted' || type === 'SigningResubmitted') return { ...before, signedOn: terms?.signedOn ?? before.signedOn };
  if (type === 'SigningCorrected') return { ...before, signedOn: changes?.signedOn ?? before.signedOn };
  return type === 'SigningAdmitted' ? { ...before, admitted: true } : before;
};

const countedAt = (events: readonly StoredEvent[], position: number): readonly Counted[] => {
  const signings = new Map<string, Counted>();
  for (const event of events) if (event.position <= position && event.stream.startsWith('signing-')) signings.set(event.stream, after(signings.get(event.stream) ?? { admitted: false, signedOn: '' }, event));
  return [...signings.values()].filter(({ admitted }) => admitted);
};

/** Everywhere and of everything, between two dates or months; any other question is left to the api. */
const isPlain = (question: Readonly<Record<string, string>>): boolean => Object.keys(question).every((name) => name === 'from' || name === 'to');
const lies = (day: string, { from, to }: Readonly<Record<string, string>>): boolean => (from === undefined || day >= from) && (to === undefined || day.slice(0, to.length) <= to);

/** How many signings a report counts is how many the log had admitted by its position, each once, by the day on which it was signed. */
export const counts = ({ events }: Pick<StoredLog, 'events'>, frozen: readonly Buffer[]): Readonly<{ asked: number; faults: readonly string[] }> => {
  let asked = 0;
  const faults = frozen.map(frozenIn).flatMap((set) => {
    const signings = countedAt(events, set.known.position);
    return [...figuresOf(set)].flatMap(([path, { origin, value, unit }]) => {
      if (origin.kind !== 'metric' || origin.metric !== 'signings.count' || !isPlain(origin.question)) return [];
      asked += 1;
      const count = signings.filter(({ signedOn }) => lies(signedOn, origin.question)).length;
      return Number(value) === count ? [] : [`${path} of ${nameOf(set)} as of ${set.known.position} says ${value} ${unit}, and the log holds ${count}.`];
    });
  });
  return { asked, faults };
};
