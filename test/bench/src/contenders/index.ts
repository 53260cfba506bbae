import type { Contender } from '../contender.js';

/** Everything that is measured. Each is loaded only by the process that runs it. */
export const contenders = {
  entente: async (): Promise<Contender> => (await import('./entente.js')).entente,
  emmett: async (): Promise<Contender> => (await import('./emmett.js')).emmett,
  'message-db': async (): Promise<Contender> => (await import('./message-db.js')).messageDb,
  castore: async (): Promise<Contender> => (await import('./castore.js')).castore,
  insert: async (): Promise<Contender> => (await import('./insert.js')).insert,
  'fair insert': async (): Promise<Contender> => (await import('./insert.js')).fairInsert,
  'entente account': async (): Promise<Contender> => (await import('./account.js')).ententeAccount,
  'update account': async (): Promise<Contender> => (await import('./account.js')).updateAccount,
  'entente signings': async (): Promise<Contender> => (await import('./signings.js')).ententeSignings,
  'sql signings': async (): Promise<Contender> => (await import('./signings.js')).sqlSignings,
  'emmett as it comes': async (): Promise<Contender> => (await import('./emmett-rebuild.js')).emmettAsItComes,
  'emmett rebuild': async (): Promise<Contender> => (await import('./emmett-rebuild.js')).emmettRebuild,
} as const;

export type ContenderName = keyof typeof contenders;
