import { z } from 'zod';
import { edtfInterval } from '../../kernel/period.js';
import type { Evidence } from './evidence.js';
import type { Party } from './state.js';
import type { Reason, Terms } from './terms.js';

/** What becomes of a project, in the order in which it does: 注册, 落地, 开工, 竣工, 投产, 达产. */
export const MILESTONES = ['register', 'settle', 'start', 'complete', 'operate', 'full-capacity'] as const;
export type MilestoneName = (typeof MILESTONES)[number];

/** Who answers for reaching a milestone: a body, by its name and, where it is registered, its id. */
export const responsibleSchema = z.union([
  z.string().trim().min(1).max(200).transform((name) => ({ name, organisation: null as string | null })),
  z.strictObject({
    name: z.string().trim().min(1).max(200),
    organisation: z.guid().nullish().transform((id) => id?.toLowerCase() ?? null),
  }),
]);
export type Responsible = z.infer<typeof responsibleSchema>;

export type Milestone = Readonly<{
  /** `baseline` is the date that was planned first. */
  planned: Readonly<{ on: string; baseline: string; responsible: Responsible }> | null;
  reported: Readonly<{
    on: string;
    evidence: readonly Evidence[];
    /** The milestones that were passed over, and why. */
    skipped: readonly MilestoneName[];
    reason: Reason | null;
    by: Party;
    verified: Party | null;
  }> | null;
  /** Why the report that stood last was taken back, until there is another. */
  reversed: Reason | null;
}>;
export type Milestones = Readonly<Partial<Record<MilestoneName, Milestone>>>;

/** A headquarters moves in and builds nothing: it has no 开工. */
export const isOf = (milestone: MilestoneName, kind: Terms['kind']): boolean => !(kind === 'headquarters' && milestone === 'start');

/** What is missed where it is passed over: a headquarters completes no works either. */
const isExpected = (milestone: MilestoneName, kind: Terms['kind']): boolean => isOf(milestone, kind) && !(kind === 'headquarters' && milestone === 'complete');

/** The milestones as a correction leaves them: a plan that no longer fits what was signed falls. */
export const fittingPlans = (milestones: Milestones, { kind, signedOn }: Pick<Terms, 'kind' | 'signedOn'>): Milestones =>
  Object.fromEntries(Object.entries(milestones).map(([name, each]) => {
    const fits = each.planned !== null && isOf(name as MilestoneName, kind) && edtfInterval(each.planned.on).to >= edtfInterval(signedOn).from;
    return [name, fits ? each : { ...each, planned: null }];
  }));

const before = (milestone: MilestoneName): readonly MilestoneName[] => MILESTONES.slice(0, MILESTONES.indexOf(milestone));
const after = (milestone: MilestoneName): readonly MilestoneName[] => MILESTONES.slice(MILESTONES.indexOf(milestone) + 1);

/** The milestones before one that are not reached, and that a project of this kind goes through. */
export const skippedBy = (milestone: MilestoneName, kind: Terms['kind'], milestones: Milestones): readonly MilestoneName[] =>
  before(milestone).filter((each) => isExpected(each, kind) && !milestones[each]?.reported);

/** The milestone with which a date is at odds: an earlier one that lies after it, or a later one that lies before it, as far as the precision tells. */
export const atOdds = (milestone: MilestoneName, on: string, dateOf: (each: MilestoneName) => string | undefined): Readonly<{ milestone: MilestoneName; on: string }> | undefined => {
  const { from, to } = edtfInterval(on);
  const wrong = (names: readonly MilestoneName[], isWrong: (date: string) => boolean) => names.flatMap((each) => {
    const date = dateOf(each);
    return date !== undefined && isWrong(date) ? [{ milestone: each, on: date }] : [];
  });
  return [...wrong(before(milestone), (date) => to < edtfInterval(date).from), ...wrong(after(milestone), (date) => edtfInterval(date).to < from)][0];
};
