import type { Kept } from '../../kernel/kept.js';
import { called } from '../../cooperation/pact/index.js';
import { audienceOf } from './edition.js';
import { editionCodeReserved, editionEvents, type EditionFact } from './edition.events.js';
import { absent, type Edition, evolve } from './state.js';

export const keptEdition: Kept<Edition, EditionFact> = {
  kind: 'edition',
  prefix: 'edition-',
  handles: editionEvents.map(({ type }) => type).filter((type) => type !== editionCodeReserved.type),
  initial: absent,
  evolve,
  isThere: ({ status }) => status !== 'absent',
  // Who attended decides nothing.
  bodies: () => [],
  audience: (it) => (it.status === 'absent' ? { open: false, regions: [], accounts: [] } : audienceOf(it)),
  name: (it) => (it.status === 'absent' ? '' : it.title ? called(it.title) : `${called(it.series.name)} ${it.number}`),
  tasks: () => [],
};
