import { catalogue } from '@entente/domain/catalogue';
import { termsAt } from '@entente/domain/signing/signing';
import { eventTypesOf } from '../event-log/event-types.js';
import { journalReader } from './journal-reader.js';
import type { Reader } from './reader.js';
import { viewReader } from './view-reader.js';

const { views, journals } = catalogue;

/** The facts that this version knows. */
export const eventTypes = eventTypesOf(catalogue.events);

/** Everything that follows the log, with the columns that its queries need and what the querying role may see of it. */
export const readers: readonly Reader[] = [
  viewReader(
    views.signings,
    {
      status: { type: 'text', of: ({ state }) => state.status, index: 'btree' },
      edition: { type: 'text', of: ({ state }) => (state.status === 'absent' ? null : state.terms.edition), index: 'btree' },
      hosts: { type: 'text[]', of: ({ state }) => (state.status === 'absent' ? [] : termsAt(state).hosts.map(({ region }) => region)), index: 'gin' },
      audience: { type: 'text[]', of: ({ audience }) => audience, index: 'gin' },
      opened: { type: 'bigint', of: ({ opened }) => opened, index: 'btree' },
    },
    'exists (select 1 from unnest(audience) as a(region) where read.in_scope(a.region))',
  ),
  viewReader(
    views.claims,
    {
      territory: { type: 'text', of: ({ claim }) => claim?.scope.territory ?? '', index: 'btree' },
      edition: { type: 'text', of: ({ claim }) => claim?.scope.edition ?? null, index: 'btree' },
      metric: { type: 'text', of: ({ claim }) => claim?.metric ?? '', index: 'btree' },
      opened: { type: 'bigint', of: ({ opened }) => opened, index: 'btree' },
    },
    'read.in_scope(territory)',
  ),
  journalReader(journals.signingMetrics),
];
