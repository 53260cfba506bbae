import { edtfInterval } from '@entente/domain/kernel/period';
import { fundsOf, type Known, MILESTONES, termsAt } from '@entente/domain/signing/signing';

type Asking = Pick<Known, 'asked' | 'confirmed' | 'due' | 'reminded'>;

const confirmationsOf = ({ asked, confirmed, due, reminded }: Asking) =>
  asked.map(({ region, as }) => ({ region, as, confirmed: confirmed.includes(region), due: due?.at ?? null, calendar: due?.calendar ?? null, reminded: reminded[region] ?? null }));

/** A signing as the reader sees it: flat, in the field names of its submission. */
export const shown = (id: string, it: Known, validAt?: string) => ({
  id,
  number: it.number,
  status: statusAt(it, validAt),
  ...termsAt(it, validAt),
  grade: it.grade,
  owner: it.owner,
  submitter: it.submitter.organisation,
  source: it.source,
  externalIds: it.externalIds,
  confirmations: confirmationsOf(it),
  change: it.status === 'admitted' && it.pending
    ? { act: it.pending.act, changes: it.pending.changes, effectiveOn: it.pending.effectiveOn, reason: it.pending.reason, confirmations: confirmationsOf(it.pending) }
    : null,
  unconfirmed: it.unconfirmed,
  returned: it.status === 'returned' ? { reason: it.reason, fields: it.fields } : null,
  amendments: it.amendments.filter(({ on }) => hasBegun(on, validAt)).map(({ on, act, changes }) => ({ effectiveOn: on, act, changes })),
  milestones: milestonesOf(it, validAt),
  receipts: receiptsOf(it, validAt),
  funds: fundsOf({
    terms: it.terms,
    amendments: it.amendments.filter(({ on }) => hasBegun(on, validAt)),
    receipts: Object.fromEntries(Object.entries(it.receipts).filter(([, { on }]) => hasBegun(on, validAt))),
  }),
  terminatedOn: it.status === 'terminated' && hasBegun(it.on, validAt) ? it.on : null,
  annulled: it.status === 'annulled' ? { reason: it.reason } : null,
});

const milestonesOf = (it: Known, validAt: string | undefined) => MILESTONES.flatMap((milestone) => {
  const { planned = null, reported = null } = it.milestones[milestone] ?? {};
  const reached = reported && hasBegun(reported.on, validAt) ? { ...reported, by: reported.by.organisation, verified: reported.verified !== null } : null;
  return planned || reached ? [{ milestone, planned, reported: reached }] : [];
});

const receiptsOf = (it: Known, validAt: string | undefined) => Object.entries(it.receipts)
  .filter(([, { on }]) => hasBegun(on, validAt))
  .map(([receipt, { by, verified: _, ...rest }]) => ({ receipt, ...rest, by: by.organisation }));

const statusAt = (it: Known, validAt: string | undefined): Known['status'] =>
  it.status === 'terminated' && !hasBegun(it.on, validAt) ? 'admitted' : it.status;

/** A coarse date begins with its first day. */
const hasBegun = (on: string, validAt: string | undefined): boolean => validAt === undefined || edtfInterval(on).from <= validAt;
