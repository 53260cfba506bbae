import type { KnownBatch } from '@entente/domain/credit/batch';
import type { KnownProgramme } from '@entente/domain/credit/programme';
import { daysBetween } from '@entente/domain/kernel/period';
import { isSetId } from '@entente/domain/kernel/region-code';
import { differenceOf, isReconciled } from '@entente/domain/reporting/claim';
import type { AnnouncedTotal } from '../../reporting/claim/announced.js';
import { named } from '../programme/programme.shown.js';

/** The metrics that are set beside what is announced of a batch. */
export const APPROVED = 'credit.approved';
export const FIRMS = 'credit.firms-with-line';

/** What a list tells of a batch. */
export const summaryOf = ({ id, programme, status, name, ordinal, territory, source }: KnownBatch) => ({ id, programme, status, name, ordinal, territory, source });

/** What is asked of a metric to learn what is recorded of a batch, as announced totals stand beside it. */
export const questionOf = ({ id, territory }: KnownBatch, position: number) => {
  const asked = new URLSearchParams({ [isSetId(territory) ? 'set' : 'region']: territory, batch: id, asOf: `position:${position}` }).toString();
  return { approved: `/v1/metrics/${APPROVED}?${asked}`, firms: `/v1/metrics/${FIRMS}?${asked}` };
};

/** The sum that stands beside an announced one; nothing where nothing is recorded in its unit, and undefined where there is no such sum. */
const recordedOf = ({ recorded: { value, low, high, unknown, reason } }: AnnouncedTotal) => {
  if (value !== null) return { value, low, high, unknown };
  return reason?.startsWith('nothing-recorded') ? { value: '0' } : undefined;
};

/** With each announced total, whether one of the same metric, unit and scope came in after it: a claim stands as it was made, and is put right by another one. */
export const withSuperseded = (announced: readonly AnnouncedTotal[]): readonly Told[] => {
  const keyOf = ({ metric, quantity: { unit }, scope }: AnnouncedTotal): string => JSON.stringify([metric, unit, scope]);
  const newest = new Map(announced.map((each) => [keyOf(each), each.claim]));
  return announced.map((each) => ({ ...each, superseded: newest.get(keyOf(each)) !== each.claim }));
};
export type Told = AnnouncedTotal & Readonly<{ superseded: boolean }>;

/**
 * Announced totals that the record does not meet, as the words of both go. It is the issuer's to clear them, who announced them or lets them be put right.
 * @param since on which day each came in.
 */
export const discrepanciesIn = (announced: readonly Told[], { issuer }: KnownProgramme, day: string, since: (claim: AnnouncedTotal) => string) => announced.flatMap((each) => {
  const { claim, metric, superseded, quantity: { value, op, text, unit } } = each;
  const recorded = recordedOf(each);
  if (value === null || !recorded || isReconciled(each.quantity, recorded) !== false) return [];
  const difference = differenceOf(each.quantity, recorded)?.difference ?? '0';
  return [{ claim, metric, unit, announced: { value, op, text }, recorded: recorded.value, difference, owner: named(issuer), superseded, since: since(each), days: Math.max(0, daysBetween(since(each), day)) }];
});
