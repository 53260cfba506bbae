import type { Contender } from '../contender.js';

/** So many draw on the one line that is hot. */
const HOT_CLIENTS = 32;

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
  'entente credit': async (): Promise<Contender> => (await import('./credit.js')).ententeDraws,
  'sql credit': async (): Promise<Contender> => (await import('./ledger.js')).sqlDraws,
  'entente grants': async (): Promise<Contender> => (await import('./credit.js')).ententeGrants,
  'sql grants': async (): Promise<Contender> => (await import('./ledger.js')).sqlGrants,
  'entente, nothing hot': async (): Promise<Contender> => (await import('./credit-beside.js')).ententeBeside(0),
  'entente, one line hot': async (): Promise<Contender> => (await import('./credit-beside.js')).ententeBeside(HOT_CLIENTS),
  'sql, nothing hot': async (): Promise<Contender> => (await import('./credit-beside.js')).sqlBeside(0),
  'sql, one line hot': async (): Promise<Contender> => (await import('./credit-beside.js')).sqlBeside(HOT_CLIENTS),
  'entente signings': async (): Promise<Contender> => (await import('./signings.js')).ententeSignings,
  'sql signings': async (): Promise<Contender> => (await import('./signings.js')).sqlSignings,
  'emmett as it comes': async (): Promise<Contender> => (await import('./emmett-rebuild.js')).emmettAsItComes,
  'emmett rebuild': async (): Promise<Contender> => (await import('./emmett-rebuild.js')).emmettRebuild,
} as const;

export type ContenderName = keyof typeof contenders;
