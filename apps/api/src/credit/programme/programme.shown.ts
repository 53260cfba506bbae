import { minus, plus } from '@entente/domain/credit/ledger';
import { allocatedIn, freeIn, type KnownProgramme } from '@entente/domain/credit/programme';
import type { OpenEntry, StatementFact } from '@entente/domain/credit/statement';
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

type Reported = Extract<StatementFact, { type: 'StatementReported' }>;
type Stated = Reported['data'];

/** A statement of a cut-off that was stated before corrects that one; the newest cut-off first. */
export const standingStatements = (facts: readonly StatementFact[]): readonly Stated[] =>
  [...new Map(facts.flatMap((fact) => (fact.type === 'StatementReported' ? [[fact.data.cutOff, fact.data] as const] : []))).values()].sort((a, b) => (a.cutOff < b.cutOff ? 1 : -1));

export const statementShown = ({ from, cutOff, currency, count, outstanding, unknown, missing, reportedOn }: Stated) =>
  ({ from, cutOff, count, outstanding: { amount: outstanding, currency }, unknown: unknown.length, missing: missing.length, reportedOn });

/** What of a programme does not fit: lines that its bank's files state or leave out, until a later file finds them, and where more is granted than its quota holds. */
export const discrepanciesOf = (it: KnownProgramme, taken: QuotaTaken, entries: readonly OpenEntry[], { lines }: Sight, day: string) => {
  const { currency } = it;
  const none = { cutOff: null, count: null, stated: null, recorded: null, unknown: null, missing: null };
  const dated = (since: string) => ({ since, days: Math.max(0, daysBetween(since, day)) });
  const shown = ({ id, entry, line, since, explained }: OpenEntry) => ({ id, ...(entry ?? { line }), ...dated(since), open: explained === null, explained });
  const of = (kind: OpenEntry['kind']) => {
    const all = entries.filter((each) => each.kind === kind);
    const open = all.filter(({ explained }) => explained === null);
    const cutOff = open.flatMap(({ cutOffs }) => cutOffs).sort().at(-1) ?? null;
    const stated = kind === 'missing' ? null : { amount: open.reduce((sum, { entry }) => plus(sum, entry?.outstanding ?? '0', currency), plus('0', '0', currency)), currency };
    const since = (open.length > 0 ? open : all).map((each) => each.since).sort()[0] ?? day;
    return all.length === 0 || (open.length === 0 && !lines) ? [] : [{ ...none, kind: `${kind}-lines` as const, cutOff, count: open.length, stated, owner: named(it.bank), ...dated(since), [kind]: lines ? all.map(shown) : null }];
  };
  return [
    ...of('unknown'), ...of('missing'),
    ...(taken.aboveSince !== null && taken.pool.ceiling !== null ? [{
      ...none, kind: 'granted-above-quota' as const, stated: { amount: taken.pool.ceiling, currency }, recorded: { amount: grantedIn(taken), currency }, owner: named(it.issuer), ...dated(taken.aboveSince),
    }] : []),
  ];
};
