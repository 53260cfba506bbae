import { minus, plus } from '@entente/domain/credit/ledger';
import { allocatedIn, freeIn, type KnownProgramme } from '@entente/domain/credit/programme';
import type { StatementFact } from '@entente/domain/credit/statement';
import type { Party } from '@entente/domain/kernel/party';
import { daysBetween } from '@entente/domain/kernel/period';
import { grantedIn, type QuotaTaken } from './quotas.js';
import type { Sight } from './seen.js';

export const named = ({ organisation, name, region }: Party) => ({ organisation, name, region });

const waitingIn = (it: KnownProgramme) => {
  if (it.proposal) return { what: 'quota' as const, quota: it.proposal.quota, reason: it.proposal.reason, by: it.proposal.by.organisation };
  return it.status === 'proposed' ? { what: 'programme' as const, quota: it.quota, reason: null, by: it.by.organisation } : null;
};

/** What a list tells of a programme. */
export const summaryOf = (it: KnownProgramme) => {
  const { id, status, name, territory, currency, mode, disclosure, from, to, pact, edition, source } = it;
  return { id, status, name, issuer: named(it.issuer), bank: named(it.bank), territory, stated: it.quota, currency, mode, disclosure, from, to, pact, edition, source, waits: waitingIn(it) };
};

/** What is taken of a quota, as far as the reader is told. */
export const quotaShown = (taken: QuotaTaken, { currency }: KnownProgramme, { quota, allocationOf }: Sight) => {
  const pool = { ...taken.pool, currency };
  const allocations = Object.keys(pool.allocations).sort().flatMap((region) => {
    const share = taken.shares[region];
    const [allocated, granted] = [plus(pool.allocations[region] ?? '0', '0', currency), plus(share?.granted ?? '0', '0', currency)];
    return quota || allocationOf(region) ? [{ region, allocated, granted, unused: minus(allocated, granted, currency) }] : [];
  });
  if (!quota) return allocations.length === 0 ? null : { currency, amount: null, allocated: null, granted: null, direct: null, free: null, allocations };
  return { currency, amount: pool.ceiling, allocated: allocatedIn(pool), granted: grantedIn({ ...taken, pool }), direct: plus(pool.granted, '0', currency), free: freeIn(pool), allocations };
};

type Stated = StatementFact['data'];

/** A statement of a cut-off that was stated before corrects that one; the newest cut-off first. */
export const standingStatements = (facts: readonly StatementFact[]): readonly Stated[] =>
  [...new Map(facts.map(({ data }) => [data.cutOff, data])).values()].sort((a, b) => (a.cutOff < b.cutOff ? 1 : -1));

export const statementShown = ({ from, cutOff, currency, count, outstanding, unknown, missing, reportedOn }: Stated) =>
  ({ from, cutOff, count, outstanding: { amount: outstanding, currency }, unknown: unknown.length, missing: missing.length, reportedOn });

/** What of a programme does not fit: in the newest statement of its bank, and where more is granted than its quota holds. */
export const discrepanciesOf = (it: KnownProgramme, taken: QuotaTaken, newest: Stated | undefined, { lines }: Sight, day: string) => {
  const { currency } = it;
  const none = { cutOff: null, count: null, stated: null, recorded: null, unknown: null, missing: null };
  const dated = (since: string) => ({ since, days: Math.max(0, daysBetween(since, day)) });
  const { unknown = [], missing = [] } = newest ?? {};
  const sum = unknown.reduce((total, { outstanding }) => plus(total, outstanding, currency), plus('0', '0', currency));
  return [
    ...(newest && unknown.length > 0 ? [{
      ...none, kind: 'unknown-lines' as const, cutOff: newest.cutOff, count: unknown.length, stated: { amount: sum, currency }, owner: named(it.bank), ...dated(newest.reportedOn), unknown: lines ? unknown : null,
    }] : []),
    ...(newest && missing.length > 0 ? [{ ...none, kind: 'missing-lines' as const, cutOff: newest.cutOff, count: missing.length, owner: named(it.bank), ...dated(newest.reportedOn), missing: lines ? missing : null }] : []),
    ...(taken.aboveSince !== null && taken.pool.ceiling !== null ? [{
      ...none, kind: 'granted-above-quota' as const, stated: { amount: taken.pool.ceiling, currency }, recorded: { amount: grantedIn(taken), currency }, owner: named(it.issuer), ...dated(taken.aboveSince),
    }] : []),
  ];
};
