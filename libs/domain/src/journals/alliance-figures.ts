import { type Alliance, isMemberOn, isSuspendedOn, spans } from '../cooperation/alliance/index.js';
import type { Declaration } from '../cooperation/declaration/index.js';
import type { Entry } from '../kernel/journal.js';
import { one, overTime } from './over-time.js';

/** Members by their regions, grades and whether they are suspended. Since when somebody has been a member must be stated for it to count on a day. */
export const allianceEntries = (it: Alliance): readonly Entry[] => (it.status !== 'founded' ? [] : it.memberships.flatMap((membership) => {
  const { organisation, region, since, notBefore, from, to, memberGrade, suspensions, grade } = membership;
  if (region === null || from === null) return [];
  const of = { metric: 'alliances.members', subject: `${it.id}/${organisation}`, grade, cohortOn: since ?? from } as const;
  return overTime(of, [notBefore, since, from, to, ...suspensions.flatMap((each) => [each.from, each.to])], (day) =>
    (isMemberOn(membership, day) ? [one(region, 'member', { alliance: it.id, memberGrade, standing: isSuspendedOn(membership, day) ? 'suspended' : 'active' })] : []));
}));

/** Endorsements by the regions of those who endorse. */
export const declarationEntries = (it: Declaration): readonly Entry[] => (it.status === 'absent' ? [] : it.endorsements.flatMap((endorsement) => {
  const { organisation, region, from, to, grade } = endorsement;
  if (region === null || from === null) return [];
  return overTime({ metric: 'declarations.endorsements', subject: `${it.id}/${organisation}`, grade, cohortOn: from }, [from, to], (day) =>
    (spans(endorsement, day) ? [one(region, 'endorsement', { declaration: it.id })] : []));
}));
