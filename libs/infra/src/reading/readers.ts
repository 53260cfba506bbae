import { catalogue } from '@entente/domain/catalogue';
import { bigramsOf } from '@entente/domain/kernel/likeness';
import { wordingsOf } from '@entente/domain/parties/organisation';
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
      // By id where the body is named, and else by credit code.
      investors: { type: 'text[]', of: ({ state }) => (state.status === 'absent' ? [] : termsAt(state).investors.flatMap(({ organisation, creditCode }) => organisation ?? creditCode ?? [])), index: 'gin' },
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
  viewReader(
    views.organisations,
    {
      names: { type: 'text[]', of: ({ state }) => (state === null ? [] : wordingsOf(state)), index: 'gin' },
      bigrams: { type: 'text[]', of: ({ state }) => (state === null ? [] : [...new Set(wordingsOf(state).flatMap(bigramsOf))]), index: 'gin' },
      credit_code: { type: 'text', of: ({ state }) => state?.creditCode ?? null, index: 'btree' },
      region: { type: 'text', of: ({ state }) => state?.region ?? null, index: 'btree' },
      types: { type: 'text[]', of: ({ state }) => [...new Set(state?.types.map(({ type }) => type) ?? [])], index: 'gin' },
      parents: { type: 'text[]', of: ({ state }) => [...new Set(state?.parents.map(({ organisation }) => organisation) ?? [])], index: 'gin' },
      status: { type: 'text', of: ({ state }) => state?.status ?? 'absent', index: 'btree' },
      merged_into: { type: 'text', of: ({ state }) => (state?.status === 'merged' ? state.into.organisation : null), index: 'btree' },
      opened: { type: 'bigint', of: ({ opened }) => opened, index: 'btree' },
    },
    // Who is who is no secret: everyone who has a key may know all bodies.
    'true',
  ),
  journalReader(journals.signingMetrics),
];
