import { isClosing, monthsAfter, type Months, nameOf, type Published, publishedIn, type Told } from './reports-facts.js';
import type { LedgerRun, StoredReports } from './reports-stored.js';
import type { StoredEvent, StoredLog } from './stored.js';

/** The clock of an api and that of the log may differ by so much, and an append may take as long. */
const CLOCKS_MS = 500;

const isMonth = (period: string): boolean => /^\d{4}-\d\d$/.test(period);

/** The newest position that was recorded by an instant. */
const positionAt = (events: readonly StoredEvent[], instant: number): number => {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle] as StoredEvent).recorded <= instant) low = middle + 1;
    else high = middle;
  }
  return events[low - 1]?.position ?? 0;
};

/** When it fell due or was last asked for; whoever asked when it was out already changed nothing. */
const instantOf = ({ event }: Told<Published>, { dueAt, asked }: LedgerRun): number => {
  const at = asked ? Date.parse(asked.at) : dueAt;
  return at > event.recorded + CLOCKS_MS ? dueAt : at;
};

/** From where an issue may be told: where its month stood closed at some moment between that instant and its publication, and else where the log stood at that instant. */
const allowed = (told: Told<Published>, run: LedgerRun, events: readonly StoredEvent[], closings: readonly StoredEvent[]): ReadonlySet<number> => {
  const { event, data: { period } } = told;
  const instant = instantOf(told, run);
  const due = positionAt(events, instant);
  if (!isMonth(period)) return new Set([due]);
  const before = closings.filter(({ recorded }) => recorded < instant - CLOCKS_MS);
  const meanwhile = closings.filter(({ recorded, position }) => recorded >= instant - CLOCKS_MS && position < event.position);
  let months = before.reduce<Months>(monthsAfter, new Map());
  const found = new Set([months.get(period) ?? due]);
  for (const closing of meanwhile) found.add((months = monthsAfter(months, closing)).get(period) ?? due);
  return found;
};

/** Every issue was told from the position at which its month was closed, or from all that was recorded when it fell due or was asked for, however often it was tried. */
export const positions = ({ events }: Pick<StoredLog, 'events'>, { runs }: Pick<StoredReports, 'runs'>): readonly string[] => {
  const closings = events.filter(isClosing);
  const byId = new Map(runs.map((run) => [run.id, run]));
  return publishedIn(events).flatMap((told) => {
    const run = byId.get(told.data.run);
    if (!run) return [];
    const { known: { position } } = told.data;
    const may = allowed(told, run, events, closings);
    return may.has(position) ? [] : [`The issue of ${nameOf(told.data)} was told from position ${position}, and had to be from ${[...may].join(' or ')}.`];
  });
};
