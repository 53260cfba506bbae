import { carriedOn, type OpenTask } from '../kernel/task.js';
import { audienceOf, absent, evolve, type Signing, type SigningFact, signingEvents, tasksOf } from '../signing/signing/index.js';
import type { View } from '../kernel/view.js';

/** A signing as it stands. `opened` is the position at which it was submitted, `position` that of its last fact. */
export type SigningRow = Readonly<{
  id: string;
  state: Signing;
  version: number;
  opened: number;
  position: number;
  audience: readonly string[];
  tasks: readonly OpenTask[];
}>;

const PREFIX = 'signing-';

export const signings: View<SigningRow, SigningFact> = {
  name: 'signings',
  version: 5,
  handles: signingEvents.map(({ type }) => type),
  keysOf: (fact) => [fact.stream.slice(PREFIX.length)],
  initialRow: (id) => ({ id, state: absent, version: 0, opened: 0, position: 0, audience: [], tasks: [] }),
  evolve: (row, fact) => {
    const state = evolve(row.state, fact);
    return {
      id: row.id,
      state,
      version: fact.version,
      opened: row.opened || fact.position,
      position: fact.position,
      audience: state.status === 'absent' ? [] : audienceOf(state),
      tasks: state.status === 'absent' ? [] : carriedOn(row.tasks, tasksOf(state), fact.recordedAt),
    };
  },
};
