import type { Kept } from '../../kernel/kept.js';
import { called } from '../pact/index.js';
import { allianceEvents, type AllianceFact } from './alliance.events.js';
import { audienceOf, bodiesOf } from './rules.js';
import { absent, type Alliance, evolve } from './state.js';
import { tasksOf } from './tasks.js';

export const keptAlliance: Kept<Alliance, AllianceFact> = {
  kind: 'alliance',
  prefix: 'alliance-',
  handles: allianceEvents.map(({ type }) => type),
  initial: absent,
  evolve,
  isThere: ({ status }) => status !== 'absent',
  bodies: (it) => (it.status === 'absent' ? [] : bodiesOf(it)),
  audience: (it, directory) => (it.status === 'absent' ? { open: false, regions: [], accounts: [] } : audienceOf(it, directory)),
  name: (it) => (it.status === 'absent' ? '' : called(it.name)),
  tasks: (it) => (it.status === 'absent' ? [] : tasksOf(it)),
};
