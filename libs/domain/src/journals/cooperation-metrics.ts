import type { Entry, Journal } from '../kernel/journal.js';
import type { Kept } from '../kernel/kept.js';
import type { Fact } from '../kernel/message.js';
import { type CooperationFact, type Kind, kindOf, kinds, type States } from '../views/cooperation.js';
import { allianceEntries, declarationEntries } from './alliance-figures.js';
import { editionEntries } from './edition-figures.js';
import { pactEntries } from './pact-figures.js';

/** What credit comes to is counted by its lines, in a journal of its own. */
type Counted = Exclude<Kind, `credit-${string}`>;
export type CooperationMetricsRow = { [K in Counted]: Readonly<{ kind: K; state: States[K] }> }[Counted];

const entriesOf: { readonly [K in Counted]: (state: States[K]) => readonly Entry[] } = { pact: pactEntries, alliance: allianceEntries, declaration: declarationEntries, edition: editionEntries };

/** The metrics of all by which regions cooperate beside signings, each a function of how one of them stands. */
export const cooperationMetrics: Journal<CooperationMetricsRow, CooperationFact> = {
  name: 'cooperation-metrics',
  version: 1,
  handles: (Object.keys(entriesOf) as Counted[]).flatMap((kind) => kinds[kind].handles),
  keysOf: (fact) => [fact.stream],
  initialRow: (stream) => {
    const kind = kindOf(stream);
    return { kind, state: kinds[kind].initial } as CooperationMetricsRow;
  },
  evolve: (row, fact) => ({ kind: row.kind, state: (kinds[row.kind] as Kept<unknown, Fact>).evolve(row.state, fact) }) as CooperationMetricsRow,
  entries: ({ kind, state }) => (entriesOf[kind] as (state: unknown) => readonly Entry[])(state),
};
