import type { Directory } from '@entente/domain/kernel/directory';
import type { Territory } from '@entente/domain/territory/territory';

/** Whether what something is about lies in a region on a day: it is that region or lies below it, or is a set with such a member. */
export const liesIn = (code: string | null, region: string, day: string, { sets }: Pick<Territory, 'sets'>, { within }: Pick<Directory, 'within'>): boolean => {
  if (code === null) return false;
  const set = sets.get(code);
  if (!set) return within(code, region);
  return set.members.some((member) => (member.from === null || member.from <= day) && (member.to === null || day < member.to) && liesIn(member.region ?? member.set, region, day, { sets }, { within }));
};
