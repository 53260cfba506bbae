/** Whose it is to do something: of a region's officers or of administrators for one of these regions, or of one organisation; and who may not, because he brought it. */
export type Doer = Readonly<{
  region: readonly string[];
  administrator: readonly string[];
  organisation: string | null;
  not: Readonly<{ principal: string; organisation: string | null }> | null;
}>;

/** The regions that it falls to, in whatever role. */
export const regionsOf = ({ region, administrator }: Doer): readonly string[] => [...new Set([...region, ...administrator])];

/**
 * Something that is to be done: by whom, until when, from when on. It follows from how an aggregate stands, so it is never
 * stored as open or overdue; what is overdue is what has a due instant behind it.
 */
export type Task = Readonly<{
  /** A word for the kind of it; together with `about` it is one task of its aggregate. */
  task: string;
  /** What of the aggregate it is about: a region, a milestone, a receipt; empty for the whole. */
  about: string;
  /** The verb that does it. */
  verb: string;
  by: Doer;
  /** The body whose it is to do, where it is one's: whose people do it is looked up when it is asked. */
  party?: string;
  /** Who answers for it, where that was said. */
  responsible: Readonly<{ name: string; organisation: string | null }> | null;
  /** Instants in UTC: from when on it is to be done, where that is not at once, and until when. */
  opens: string | null;
  due: string | null;
}>;

/** A task of a read model: `since` is when the log learned of what gave rise to it. */
export type OpenTask = Task & Readonly<{ since: string }>;

const keyOf = ({ task, about }: Task): string => `${task} ${about}`;

/** Tasks as they stand after a fact: those that stood before keep since when they do. */
export const carriedOn = (before: readonly OpenTask[], now: readonly Task[], recordedAt: string): readonly OpenTask[] => {
  const since = new Map(before.map((task) => [keyOf(task), task.since]));
  return now.map((task) => ({ ...task, since: since.get(keyOf(task)) ?? recordedAt }));
};
