import { commandIdOf } from '@entente/infra/event-log/event-id';

/** What the record names itself. Bodies and signings have the ids that the api gave them. */
export type Named = 'edition' | 'activity' | 'output' | 'pact' | 'alliance' | 'declaration' | 'credit-programme' | 'credit-batch';

/** The id of an item of the record: the same at every start, so that one item can refer to another before either is sent. */
export const idOf = (kind: Named, key: string): string => commandIdOf('opening-record', kind, key);

/** Finds a body or a signing of the record by its key. */
export type Found = (kind: 'body' | 'signing', key: string) => string;
