import { edtfInterval, endOfDayInShanghai } from '../../kernel/period.js';
import type { Doer, Task } from '../../kernel/task.js';
import { barredOrganisation } from './rules.js';
import { MILESTONES } from './stages.js';
import { type Known, type Party, termsAt } from './state.js';
import { fits } from './throughout.js';
import { missingOf, waitingOf } from './waiting.js';

type Some = Pick<Task, 'task' | 'verb' | 'by'> & Partial<Task>;
const task = (some: Some): Task => ({ about: '', responsible: null, opens: null, due: null, ...some });

const nobody: Doer = { region: [], administrator: [], organisation: null, not: null };
const region = (...regions: readonly string[]): Doer => ({ ...nobody, region: regions });
const organisation = (name: string): Doer => ({ ...nobody, organisation: name });
/** The association, but not who brought it, nor, of what a region brought, anybody of that organisation. */
const association = (it: Known, brought: Party): Doer =>
  ({ ...nobody, administrator: [it.owner], not: { principal: brought.principal, organisation: barredOrganisation(it, brought) } });

const ofReview = (it: Known): readonly Task[] => {
  const review = waitingOf(it);
  if (!review) return [];
  const due = review.due?.at ?? null;
  const missing = missingOf(review);
  const by = association(it, review.change?.proposer ?? it.submitter);
  // A change that no longer fits what became of the project meanwhile can only be returned.
  if (missing.length === 0) return [task({ task: review.change ? 'approve-change' : 'admit', verb: review.change && !fits(it, review.change) ? 'return' : 'approve', by })];
  return [
    ...missing.map((each) => task({ task: review.change ? 'confirm-change' : 'confirm', about: each, verb: 'confirm', by: region(each), due })),
    ...(due === null ? [] : [task({ task: review.change ? 'waive-change' : 'waive', verb: 'approve', by, opens: due })]),
  ];
};

const ofMilestones = (it: Known): readonly Task[] => MILESTONES.flatMap((milestone) => {
  const { planned = null, reported = null } = it.milestones[milestone] ?? {};
  if (reported) return reported.verified ? [] : [task({ task: 'verify-milestone', about: milestone, verb: 'verify-milestone', by: association(it, reported.by) })];
  // What was passed over for a reason is not waited for.
  if (!planned || it.status !== 'admitted' || Object.values(it.milestones).some((each) => each.reported?.skipped.includes(milestone))) return [];
  // Of what an association entered from a document, it may tell what became of it too.
  const by = { ...region(...termsAt(it).hosts.map((host) => host.region)), administrator: it.grade === 'attested' ? [it.owner] : [] };
  return [task({ task: 'reach-milestone', about: milestone, verb: 'report-milestone', by, responsible: planned.responsible, due: endOfDayInShanghai(edtfInterval(planned.on).to) })];
});

/** A signing as it stood on a day (`YYYY-MM-DD`) in the world: what was reached later was not yet, and what ended later still went on. */
export const standingOn = (it: Known, day: string): Known => {
  const hasBegun = (on: string): boolean => edtfInterval(on).from <= day;
  const milestones = Object.fromEntries(Object.entries(it.milestones).map(([name, each]) => [name, each.reported && !hasBegun(each.reported.on) ? { ...each, reported: null } : each]));
  return it.status === 'terminated' && !hasBegun(it.on) ? { ...it, status: 'admitted', pending: null, milestones } : { ...it, milestones };
};

/** What is to be done about a signing as it stands. */
export const tasksOf = (it: Known): readonly Task[] => {
  if (it.status === 'withdrawn' || it.status === 'annulled') return [];
  if (it.status === 'returned') return [task({ task: 'resubmit', verb: 'resubmit', by: organisation(it.submitter.organisation) })];
  return [
    ...ofReview(it),
    ...[...new Map(it.unconfirmed.map((each) => [each.region, each])).values()].flatMap(({ region: each, objection }) => {
      if (!objection) return [task({ task: 'confirm-late', about: each, verb: 'confirm', by: region(each) })];
      // What has ended is corrected no more, and what waits is decided first.
      return it.status === 'admitted' && !it.pending ? [task({ task: 'answer-objection', about: each, verb: 'correct', by: organisation(it.submitter.organisation) })] : [];
    }),
    ...ofMilestones(it),
    ...Object.entries(it.receipts).filter(([, { status }]) => status === 'reported')
      .map(([receipt, { by }]) => task({ task: 'verify-funds', about: receipt, verb: 'verify-funds', by: association(it, by) })),
  ];
};
