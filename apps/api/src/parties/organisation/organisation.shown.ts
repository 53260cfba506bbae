import { edtfInterval } from '@entente/domain/kernel/period';
import { type Authority, holdsOn, isEndorsed, isGrantSound, type Key, nameOf, namesAt, type Organisation } from '@entente/domain/parties/organisation';
import type { Absorbed } from '@entente/domain/views/organisations';

/** A body as it is told of: what it was on a day, and its trust as it is. */
export const shown = (it: Organisation, day: string, absorbed: readonly Absorbed[]) => ({
  id: it.id,
  status: statusOn(it, day),
  name: nameOf(it, day),
  names: namesAt(it, day),
  formerNames: it.names.filter(({ to }) => to !== null && edtfInterval(to).from <= day),
  types: it.types.filter((each) => holdsOn(each, day)),
  region: it.region,
  creditCode: it.creditCode,
  creditCodeEvidence: it.creditCodeEvidence,
  foreignRegister: it.foreignRegister,
  account: it.account,
  parents: it.parents.filter((each) => holdsOn(each, day)),
  existsFrom: it.existsFrom,
  closedOn: it.status === 'closed' && edtfInterval(it.on).from <= day ? it.on : null,
  mergedInto: it.status === 'merged' ? it.into.organisation : null,
  asPrinted: it.asPrinted,
  aliases: it.aliases,
  grade: it.grade,
  source: it.source,
  warnings: it.warnings,
  keys: it.keys.filter(({ approved }) => approved).map((each) => ({ kid: each.kid, key: each.key, validFrom: each.validFrom, validTo: each.validTo, ended: each.ended, sound: isEndorsed(it.keys, each) })),
  authorities: it.authorities.filter(({ approved }) => approved).map((each) => ({ ...impersonal(each), sound: isGrantSound(it.keys, each) })),
  pending: {
    keys: it.keys.filter(({ approved, ended }) => !approved && ended === null).map(({ kid, key, from, replaces, ...asked }) => ({ kid, key, from, replaces, ...requestOf(asked) })),
    authorities: it.authorities.filter(({ approved, revokedOn }) => !approved && revokedOn === null).map((each) => ({ ...impersonal(each), ...requestOf(each) })),
  },
  absorbed: absorbed.map(({ organisation, name }) => ({ organisation, name })),
});

/** The record answers for organisations; which of their people asked stays in the log. */
const impersonal = ({ requester: _, at: __, approved: ___, ...authority }: Authority) => authority;

const requestOf = ({ requester, at }: Pick<Key, 'requester' | 'at'>) => ({ askedBy: requester.organisation, since: at });

/** A merger is about records and not about the world, so it has no day. A body stands until the last day that its closing covers. */
export const statusOn = (it: Organisation, day: string): Organisation['status'] =>
  it.status === 'closed' && edtfInterval(it.on).to >= day ? 'live' : it.status;

/** Whether the body was there on a day, as far as is stated. */
export const hadBegun = ({ existsFrom }: Organisation, day: string): boolean => existsFrom === null || edtfInterval(existsFrom).from <= day;

/** Those that were merged into it as of a position. */
export const absorbedAt = (absorbed: readonly Absorbed[], position: number): readonly Absorbed[] =>
  absorbed.filter(({ since, until }) => since <= position && (until === null || until > position));
