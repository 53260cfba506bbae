import { edtfInterval } from '@entente/domain/kernel/period';
import { type Known, termsAt } from '@entente/domain/signing/signing';

/** A signing as the reader sees it: flat, in the field names of its submission. */
export const shown = (id: string, it: Known, validAt?: string) => ({
  id,
  status: statusAt(it, validAt),
  ...termsAt(it, validAt),
  grade: it.grade,
  owner: it.owner,
  submitter: it.submitter.organisation,
  source: it.source,
  confirmations: it.asked.map(({ region, as }) => ({ region, as, confirmed: it.confirmed.includes(region) })),
  change: it.status === 'admitted' && it.pending
    ? {
        act: it.pending.act, changes: it.pending.changes, effectiveOn: it.pending.effectiveOn, reason: it.pending.reason,
        confirmations: it.pending.asked.map(({ region, as }) => ({ region, as, confirmed: it.pending?.confirmed.includes(region) ?? false })),
      }
    : null,
  returned: it.status === 'returned' ? { reason: it.reason, fields: it.fields } : null,
  amendments: it.amendments.filter(({ on }) => hasBegun(on, validAt)).map(({ on, changes }) => ({ effectiveOn: on, changes })),
  terminatedOn: it.status === 'terminated' && hasBegun(it.on, validAt) ? it.on : null,
});

const statusAt = (it: Known, validAt: string | undefined): Known['status'] =>
  it.status === 'terminated' && !hasBegun(it.on, validAt) ? 'admitted' : it.status;

/** A coarse date begins with its first day. */
const hasBegun = (on: string, validAt: string | undefined): boolean => validAt === undefined || edtfInterval(on).from <= validAt;
