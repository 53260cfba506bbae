import { Refusal, type Words } from '@entente/domain/kernel/refusal';
import { type Change, changesBetween, type Figure, figuresIn, isFigure } from '@entente/domain/reporting/dataset';
import type { PublishedIssue } from '@entente/domain/reporting/report';
import type { Ask, Cause } from '../asking.js';
import { nothing } from './cells.js';
import { causesOf } from './revisions.causes.js';

export const CHANGES = 'changes';

/** A figure of an issue that reads otherwise now, and has not been told so yet. */
export type Moved = Change & Readonly<{ id: string; causes: readonly Cause[] }>;

/** What an issue says otherwise: how many figures in all, and those that are told now. `cannot`: why it can be told no more. */
export type Revised = Readonly<{ issue: PublishedIssue; changed: number; untold: number; moved: readonly Moved[]; cannot?: Words }>;

/** By which row of the table a change of a figure is told, in every issue of the revisions. */
const rowOf = ({ issue }: PublishedIssue, path: string): string => `${issue}:${path.replaceAll('/', ':')}`;
const pathIn = (row: string): string => row.slice(row.indexOf(':') + 1);

/** A figure as it was or is told; where it was not, or is no longer, that. */
export const orNone = (figure: Figure | null, other: Figure | null, why: 'not-told' | 'no-longer-told'): Figure =>
  figure ?? nothing(why, other?.unit ?? '', other?.origin ?? { kind: 'records', streams: [] });

const saysSame = (a: Figure, b: Figure): boolean => (['value', 'low', 'high', 'precision', 'unit', 'amountKind', 'unknown'] as const).every((part) => a[part] === b[part]);

/** What earlier revisions told last of each figure, by their rows. */
const toldBefore = async (ask: Ask, period: string): Promise<ReadonlyMap<string, Figure>> => {
  const told = new Map<string, Figure>();
  const earlier = (await ask.earlier()).filter((each) => each.report === 'revisions' && each.period < period).toSorted((a, b) => a.known.position - b.known.position);
  for (const issue of earlier) {
    for (const { id, cells } of (await ask.setOf(issue)).tables.find((table) => table.id === CHANGES)?.rows ?? []) {
      const cell = cells['new'];
      if (cell && isFigure(cell)) told.set(id, cell);
    }
  }
  return told;
};

/** Changes that no issue of the revisions has told; and those that were told of figures which read again as they were published. */
const news = (issue: PublishedIssue, changes: readonly Change[], backAgain: readonly Change[], told: ReadonlyMap<string, Figure>): readonly (Change & { id: string })[] =>
  [...changes, ...backAgain].map((change) => ({ ...change, id: rowOf(issue, change.path) })).filter(({ id, old, new: now }) => {
    const before = told.get(id);
    return before === undefined || !saysSame(before, orNone(now, old, 'no-longer-told'));
  });

/** At most `room` of them are told, with their causes; looking for those is what takes time. */
const revisedIn = async (ask: Ask, issue: PublishedIssue, told: ReadonlyMap<string, Figure>, room: number): Promise<Revised> => {
  const [before, now] = [await ask.setOf(issue), await ask.again(issue)];
  const changes = changesBetween(before, now);
  const isChanged = new Set(changes.map(({ path }) => path.replaceAll('/', ':')));
  const [were, are] = [before, now].map((set) => new Map(figuresIn(set).map((placed) => [placed.path.replaceAll('/', ':'), placed])));
  const backAgain = [...told.keys()].filter((row) => row.startsWith(`${issue.issue}:`)).map(pathIn).filter((path) => !isChanged.has(path)).sort().flatMap((path): readonly Change[] => {
    const [was, is] = [were?.get(path), are?.get(path)];
    const placed = is ?? was;
    return placed ? [{ path: placed.path, table: placed.table, row: placed.row, column: placed.column, old: was?.figure ?? null, new: is?.figure ?? null }] : [];
  });
  const all = news(issue, changes, backAgain, told);
  const causes = causesOf(ask, issue.known.position, [before, now]);
  const moved: Moved[] = [];
  for (const each of all.slice(0, Math.max(room, 0))) moved.push({ ...each, causes: await causes([each.old, each.new]) });
  return { issue, changed: changes.length, untold: all.length - moved.length, moved };
};

const orderOf = ({ parameters, issue }: PublishedIssue): string => `${'region' in parameters ? 0 : 1} ${issue}`;

/**
 * What issues that were published read otherwise now, those of a region first; of no more than `room` figures in all.
 * @param period that of the revisions: what those of earlier periods told is not told again, unless it changed again.
 */
export const revisedBy = async (ask: Ask, period: string, room: number): Promise<readonly Revised[]> => {
  const told = await toldBefore(ask, period);
  const all: Revised[] = [];
  for (const issue of (await ask.issues()).filter(({ report }) => report !== 'revisions').toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))) {
    const left = room - all.reduce((sum, { moved }) => sum + moved.length, 0);
    all.push(await revisedIn(ask, issue, told, left).catch((error: unknown): Revised => {
      if (error instanceof Refusal) return { issue, changed: 0, untold: 0, moved: [], cannot: error.words };
      throw error;
    }));
  }
  return all;
};
