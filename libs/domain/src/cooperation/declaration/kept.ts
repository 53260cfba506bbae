import type { Kept } from '../../kernel/kept.js';
import { called } from '../pact/index.js';
import { declarationEvents, type DeclarationFact } from './declaration.events.js';
import { audienceOf } from './declaration.js';
import { absent, type Declaration, evolve } from './state.js';

export const keptDeclaration: Kept<Declaration, DeclarationFact> = {
  kind: 'declaration',
  prefix: 'declaration-',
  handles: declarationEvents.map(({ type }) => type),
  initial: absent,
  evolve,
  isThere: ({ status }) => status !== 'absent',
  bodies: (it) => (it.status === 'absent' ? [] : [...new Set(it.endorsements.map(({ organisation }) => organisation))]),
  audience: (it, directory) => (it.status === 'absent' ? { open: false, regions: [], accounts: [] } : audienceOf(it, directory)),
  name: (it) => (it.status === 'absent' ? '' : called(it.title)),
  // Whether to endorse is nobody's duty.
  tasks: () => [],
};
