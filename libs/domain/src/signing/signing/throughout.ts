import { Refusal } from '../../kernel/refusal.js';
import { refuse } from './refusals.js';
import { mustNotPrecede } from './rules.js';
import { isOf, MILESTONES } from './stages.js';
import { hostsOn, inOrder, type Known, type Pending, termsAt } from './state.js';
import { termsMustHold } from './submission.js';
import type { Terms } from './terms.js';

/** From an intent to a framework and on to a contract; what is not specified may be either below. */
export const RANK: Readonly<Record<Terms['level'], number>> = { unspecified: 0, intent: 0, framework: 1, contract: 2 };

/** The days on which something became of a signing. */
export const datesOf = ({ amendments, milestones, receipts }: Pick<Known, 'amendments' | 'milestones' | 'receipts'>): readonly string[] => [
  ...amendments.map(({ on }) => on),
  ...Object.values(milestones).flatMap(({ reported }) => reported?.on ?? []),
  ...Object.values(receipts).filter(({ status }) => status !== 'reversed').map(({ on }) => on),
];

/**
 * A correction lies beneath the amendments, and an amendment may lie before others: the terms hold after each of them, and
 * what became of the project since fits them. It is looked at when a change is proposed, and again when it takes effect.
 */
export const mustHoldThroughout = (it: Known): void => {
  termsMustHold(it.terms);
  for (const { on } of it.amendments) termsMustHold(termsAt(it, on));
  for (const on of datesOf(it)) mustNotPrecede(on, it.terms.signedOn, '/changes/signedOn');
  if (MILESTONES.some((milestone) => it.milestones[milestone]?.reported && !isOf(milestone, it.terms.kind))) throw refuse('signing/milestone-not-of-kind', '/changes/kind');
  const levels = [it.terms.level, ...inOrder(it.amendments).flatMap(({ changes }) => changes.level ?? [])];
  if (levels.some((level, n) => n > 0 && RANK[level] <= RANK[levels[n - 1] as Terms['level']])) throw refuse('signing/not-higher', '/changes/level');
  // Funds stay where they came in: what they were received for was there on their date.
  const astray = Object.values(it.receipts).find(({ status, host, on }) => status !== 'reversed' && !hostsOn(it, on).includes(host));
  if (astray) throw refuse('signing/host-has-funds', '/changes/hosts', { en: `It is ${astray.host}, on ${astray.on}.`, zh: `为 ${astray.host}，到位日 ${astray.on}。` });
};

/** A signing as it would stand with a change that waits. */
export const withChange = (it: Known, { act, changes, effectiveOn }: Pick<Pending, 'act' | 'changes' | 'effectiveOn'>): Known => (act === 'correct' || effectiveOn === null
  ? { ...it, terms: { ...it.terms, ...changes } }
  : { ...it, amendments: [...it.amendments, { on: effectiveOn, changes, act }] });

/** Whether a change that waits still fits what became of the project. */
export const fits = (it: Known, change: Pending): boolean => {
  try {
    mustHoldThroughout(withChange(it, change));
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};
