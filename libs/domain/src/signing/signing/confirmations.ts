import type { Directory } from '../../kernel/directory.js';
import type { Asked } from './state.js';
import { FIELDS, type Field, type Terms } from './terms.js';

/**
 * Whose confirmation a change of a field voids: a confirmation covers what its giver is party to. The other hosts
 * vouch for how a project is shared among them and not for who stands on the other side, the counterpart the other
 * way round; edition, track and pact are the record's own order and bind nobody.
 */
export const voids: Readonly<Record<Field, readonly Asked['as'][]>> = {
  project: ['host', 'counterpart'],
  kind: ['host', 'counterpart'],
  level: ['host', 'counterpart'],
  hosts: ['host'],
  counterpart: ['counterpart'],
  investors: ['host', 'counterpart'],
  amount: ['host', 'counterpart'],
  edition: [],
  track: [],
  pact: [],
  signedOn: ['host', 'counterpart'],
};

/** Who is asked to confirm: every other host region, and the counterpart. An investor's home region never is. */
export const askedOf = (terms: Pick<Terms, 'hosts' | 'counterpart'>, submittingScope: string, { within }: Directory): readonly Asked[] => [
  ...terms.hosts
    .filter(({ region }) => !within(region, submittingScope))
    .map(({ region }): Asked => ({ region, as: 'host' })),
  ...(terms.counterpart && !within(terms.counterpart.region, submittingScope)
    ? [{ region: terms.counterpart.region, as: 'counterpart' } as const]
    : []),
];

/** Of those who are asked, the ones whose confirmation the changed fields void. */
export const touchedBy = (asked: readonly Asked[], changed: readonly Field[]): readonly Asked[] =>
  asked.filter(({ as }) => changed.some((field) => voids[field].includes(as)));

/** The fields in which two versions of the terms differ. */
export const changedFields = (before: Terms, after: Terms): readonly Field[] =>
  FIELDS.filter((field) => JSON.stringify(sorted(before[field])) !== JSON.stringify(sorted(after[field])));

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, sorted(each)]));
};
