import { type Firms, isolates } from './isolation.js';
import { faultOf, type Policy } from './policy.js';
import { faultOfCell } from './probes.js';
import { emptySpace, isParallel, reduced, type Row, type Space, takeIn, without } from './space.js';
import { changeOf, type Series, type Story } from './vintages.js';

/**
 * What can be worked out of the figures of the last vintages by somebody who knows all that was before: every amount
 * of every firm. He is a stronger attacker than there is, so what is safe from him is safe; and what is to be kept in
 * mind does not grow with the years. Where the window begins with the first vintage, nothing is taken to be known.
 */
export type Window = {
  readonly story: Story;
  /** The newest vintage that is taken to be known; -1 for none. */
  readonly cutoff: number;
  /** Vintages after which something that is shown in the window begins; the columns between two of them are one. */
  readonly marks: readonly number[];
  readonly space: Space;
  readonly columns: Firms[];
  readonly olds: Map<string, number>;
  /** What must not be worked out by whatever detour, as far as it is not known. */
  guards: readonly Row[];
  /** False where a coefficient grew too large: then this window shows nothing to be safe. */
  isExact: boolean;
};

/** What is known belongs to nobody. */
const NOBODY: Firms = new Set();

export const emptyWindow = (story: Story, cutoff: number, marks: readonly number[]): Window =>
  ({ story, cutoff, marks, space: emptySpace(), columns: story.columns.map(({ firms }) => firms), olds: new Map(), guards: [], isExact: true });

const oldColumn = ({ story, columns, olds, marks }: Window, at: number, column: number): number => {
  const name = `${marks.filter((mark) => mark < at).length} ${story.columns[column]?.atom}`;
  const known = olds.get(name);
  if (known !== undefined) return known;
  olds.set(name, columns.length);
  columns.push(NOBODY);
  return columns.length - 1;
};

/** The row of what a cell changed by from after vintage `since` (-1: from the beginning) until `until`. */
const rowOf = (window: Window, { columns }: Series, since: number, until: number): Row => {
  const row = new Map<number, number>();
  for (let at = since + 1; at <= until; at += 1) for (const [column, times] of columns[at] ?? []) row.set(at > window.cutoff ? column : oldColumn(window, at, column), times);
  return row;
};

const unknownOf = ({ columns }: Window, row: Row): Row => new Map([...row].filter(([column]) => columns[column] !== NOBODY));

/** The column of a row that most firms stand in: as a pivot it leaves few groups that could be isolated. */
const pivotOf = (row: Row, columns: readonly Firms[]): number =>
  [...row.keys()].reduce((best, column) => ((columns[column]?.size ?? 0) > (columns[best]?.size ?? 0) ? column : best));

/**
 * Guards the cells of the window's vintages, and their changes from one to the next, that could not be shown for
 * themselves, those of the difference of two measures too: no combination of shown figures may come to one of them.
 */
export const guard = (window: Window, now: number, policy: Policy): void => {
  const guards: Row[] = [];
  const { told, difference } = window.story;
  for (const series of [...told.values(), ...(difference ? [difference] : [])].flatMap((cells) => [...cells.values()])) {
    for (let at = window.cutoff + 1; at <= now; at += 1) {
      const since = [faultOfCell(series, at, policy) ? -1 : undefined, at > 0 && faultOf(changeOf(series, at - 1, at), policy) ? at - 1 : undefined];
      for (const from of since) {
        if (from === undefined) continue;
        const row = reduced(window.space, unknownOf(window, rowOf(window, series, from, at)));
        if (row === undefined) window.isExact = false;
        const unknown = unknownOf(window, row ?? new Map());
        if (unknown.size > 0) guards.push(unknown);
      }
    }
  }
  window.guards = guards;
};

/** Whether a cell, last shown in vintage `since`, can be shown: nothing new is told by it, or nothing of fewer firms than there must be, and nothing that is guarded. */
export const isSafe = (window: Window, series: Series, since: number, now: number, { firms }: Policy): boolean => {
  if (!window.isExact) return false;
  const news = reduced(window.space, rowOf(window, series, since, now));
  if (news === undefined) return false;
  if (news.size === 0) return true;
  const unknown = unknownOf(window, news);
  return !window.guards.some((row) => isParallel(row, unknown)) && !isolates(window.space, news, window.columns, firms);
};

/** Takes a cell in as shown. */
export const show = (window: Window, series: Series, since: number, at: number): void => {
  if (!window.isExact) return;
  const news = reduced(window.space, rowOf(window, series, since, at));
  if (news?.size === 0) return;
  const pivot = news && pivotOf(news, window.columns);
  const guards = news === undefined || pivot === undefined ? [undefined] : window.guards.map((row) => without(row, pivot, unknownOf(window, news)));
  window.isExact = news !== undefined && pivot !== undefined && !guards.includes(undefined) && takeIn(window.space, news, pivot);
  window.guards = guards.filter((row): row is Row => row !== undefined && row.size > 0);
};
