import type { Kept } from '../../kernel/kept.js';
import { pactEvents, type PactFact } from './pact.events.js';
import { audienceOf, bodiesOf } from './rules.js';
import { absent, evolve, type Pact } from './state.js';
import { tasksOf } from './tasks.js';
import type { Title } from './terms.js';

/** What something is called where one name is wanted: in Chinese, and else in the first language that there is. */
export const called = ({ zh, en, ru }: Title): string => zh ?? en ?? ru ?? '';

export const keptPact: Kept<Pact, PactFact> = {
  kind: 'pact',
  prefix: 'pact-',
  handles: pactEvents.map(({ type }) => type),
  initial: absent,
  evolve,
  isThere: ({ status }) => status !== 'absent',
  bodies: (it) => (it.status === 'absent' ? [] : bodiesOf(it)),
  audience: (it, directory) => (it.status === 'absent' ? { open: false, regions: [], accounts: [] } : audienceOf(it, directory)),
  name: (it) => (it.status === 'absent' ? '' : called(it.status === 'in-force' ? it.title : it.terms.title)),
  tasks: (it) => (it.status === 'absent' ? [] : tasksOf(it)),
};
