import { dateInShanghai } from '../../kernel/period.js';
import { mustHold, Refusal } from '../../kernel/refusal.js';
import type { Desk, DeskFact } from './desk.js';
import { evidenceOf, isSameEvidence, mustBeKept } from './evidence.js';
import { refuse } from './refusals.js';
import { known, mustBeHost, mustBeOnRecord, mustBeAnother, partyOf, wrongDate } from './rules.js';
import type { PlanMilestone, ReportMilestone, ReverseMilestone, VerifyMilestone } from './signing.js';
import { atOdds, isOf, type MilestoneName, skippedBy } from './stages.js';
import { type Known, termsAt } from './state.js';
import type { SigningFact } from './signing.events.js';
import type { Reason } from './terms.js';

const kindMustHaveIt = (milestone: MilestoneName, it: Known): readonly Refusal[] =>
  (isOf(milestone, it.terms.kind) ? [] : [refuse('signing/milestone-not-of-kind', '/milestone')]);

const inOrderWith = (milestone: MilestoneName, on: string, dateOf: (each: MilestoneName) => string | undefined): readonly Refusal[] => {
  const other = atOdds(milestone, on, dateOf);
  return other ? [refuse('signing/milestone-order', '/on', { en: `${other.milestone} is dated ${other.on}.`, zh: `${other.milestone} 的日期为 ${other.on}。` })] : [];
};

/** Says when a milestone is to be reached and who answers for it; a date that was planned before moves for a reason (延期). */
export const plan = ({ actor, at, directory, data }: PlanMilestone, { signing }: Desk): readonly DeskFact[] => {
  const { milestone, on, responsible, reason } = data;
  const it = known(signing, { actor, directory });
  mustBeHost(it, { actor, directory });
  mustBeOnRecord(it, 'open');
  const { planned = null, reported = null } = it.milestones[milestone] ?? {};
  if (reported) throw refuse('signing/milestone-reached', '/milestone');
  if (planned?.on === on && planned.responsible.name === responsible.name && planned.responsible.organisation === responsible.organisation) return [];
  const holder = responsible.organisation === null ? undefined : directory.body(responsible.organisation);
  mustHold([
    ...kindMustHaveIt(milestone, it),
    ...wrongDate(on, it, { at, mayCome: true }),
    ...inOrderWith(milestone, on, (each) => it.milestones[each]?.reported?.on ?? it.milestones[each]?.planned?.on),
    ...(planned && planned.on !== on && !reason ? [refuse('signing/reason-for-delay', '/reason', { en: `It was planned for ${planned.on}.`, zh: `原计划为 ${planned.on}。` })] : []),
    ...(responsible.organisation !== null && !holder ? [refuse('signing/responsible-unknown', '/responsible/organisation')] : []),
  ]);
  const data_ = { milestone, on, was: planned?.on ?? null, responsible, reason, by: partyOf(actor) };
  return [{ type: 'MilestonePlanned', effectiveOn: dateInShanghai(at), data: data_ }];
};

/** Reports that a milestone was reached; until someone else has verified it, it may be reported anew. */
export const report = (command: ReportMilestone, desk: Desk): readonly DeskFact[] => {
  const { actor, at, data: { milestone, on, reason } } = command;
  const it = known(desk.signing, command);
  mustBeHost(it, command);
  mustBeOnRecord(it, 'ended');
  const { reported = null } = it.milestones[milestone] ?? {};
  if (reported?.on === on && isSameEvidence(reported.evidence, command.data.evidence) && isSameReason(reported.reason, reason)) return [];
  mustBeOnRecord(it, 'open');
  const { evidence, facts, wrong } = evidenceOf(command, desk);
  if (reported?.verified) throw refuse('signing/milestone-verified', '/milestone');
  const skipped = skippedBy(milestone, termsAt(it).kind, it.milestones);
  mustHold([
    ...kindMustHaveIt(milestone, it),
    ...wrongDate(on, it, { at, mayCome: false }),
    ...inOrderWith(milestone, on, (each) => it.milestones[each]?.reported?.on),
    ...(skipped.length > 0 && !reason ? [refuse('signing/milestone-skips', '/reason', { en: `Not reached yet: ${skipped.join(', ')}.`, zh: `尚未达成：${skipped.join('、')}。` })] : []),
    ...(command.data.evidence.length === 0 ? [refuse('signing/evidence-missing', '/evidence')] : []),
    ...wrong.map((each) => new Refusal(each.code, each.message, 'invalid', [each])),
  ]);
  return [{ type: 'MilestoneReported', effectiveOn: on, data: { milestone, on, evidence: [...evidence], skipped: [...skipped], reason, by: partyOf(actor) } }, ...facts];
};

const isSameReason = (a: Reason | null, b: Reason | null): boolean => a?.code === b?.code && a?.text === b?.text;

const reportOf = (it: Known, milestone: MilestoneName) => {
  const { reported } = it.milestones[milestone] ?? {};
  if (!reported) throw refuse('signing/milestone-not-reported', '/milestone');
  return reported;
};

/** Someone else than who reported it has seen the evidence: it counts. */
export const verify = (command: VerifyMilestone, desk: Desk): readonly SigningFact[] => {
  const { actor, data: { milestone, reason } } = command;
  const it = known(desk.signing, command);
  mustBeAnother(it, command, it.milestones[milestone]?.reported?.by);
  mustBeOnRecord(it, 'ended');
  const { on, evidence, verified } = reportOf(it, milestone);
  if (verified) return [];
  mustBeKept(evidence, command, desk);
  return [{ type: 'MilestoneVerified', effectiveOn: on, data: { milestone, on, evidence: [...evidence], reason, by: partyOf(actor) } }];
};

/** It was not so: what was reported is taken back at its date; the plan stands. */
export const reverse = (command: ReverseMilestone, { signing }: Desk): readonly SigningFact[] => {
  const { actor, data: { milestone, reason } } = command;
  const it = known(signing, command);
  mustBeAnother(it, command);
  mustBeOnRecord(it, 'ended');
  // What was taken back before is so already.
  if (!it.milestones[milestone]?.reported && it.milestones[milestone]?.reversed) return [];
  const { on } = reportOf(it, milestone);
  return [{ type: 'MilestoneReversed', effectiveOn: on, data: { milestone, on, reason, by: partyOf(actor) } }];
};
