import { absentLine, evolveLine, type Line, type LineFact, lineEvents } from '../credit/line/index.js';
import type { View } from '../kernel/view.js';

/** A line of credit as it stands: the fold of its own stream. */
export type CreditLineRow = Readonly<{
  id: string; state: Line; version: number;
  /** The position at which it came in, and that of its last fact. */
  opened: number; position: number;
}>;

/** Lines of credit, keyed by their ids. */
export const creditLines: View<CreditLineRow, LineFact> = {
  name: 'credit-lines',
  version: 1,
  handles: lineEvents.map(({ type }) => type),
  keysOf: ({ data }) => [data.line],
  initialRow: (id) => ({ id, state: absentLine, version: 0, opened: 0, position: 0 }),
  evolve: (row, fact) => ({ ...row, state: evolveLine(row.state, fact), version: fact.version, opened: row.opened || fact.position, position: fact.position }),
};
