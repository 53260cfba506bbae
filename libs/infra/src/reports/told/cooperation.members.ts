import type { Words } from '@entente/domain/kernel/refusal';
import { closureOf, covers, type Territory } from '@entente/domain/territory/territory';
import type { Over } from '../../metrics/regions.js';

/** The member that a region is or lies in on a day; undefined where it is none of theirs. */
export const memberWith = (territory: Territory, members: readonly string[], region: string, day: string): string | undefined => {
  const above = closureOf(territory).above.get(region);
  return members.find((member) => member === region || covers(above?.get(member) ?? [], day));
};

/** By which definition of its sets something is told, and which members count whole although they belong in part. */
export const setNotes = ({ sets = [], partly = [] }: Over, nameOf: (code: string) => Words): readonly Words[] => [
  ...sets.map(({ id, definition }): Words => ({ en: `The set ${nameOf(id).en} (${id}) is that of definition ${definition}.`, zh: `“${nameOf(id).zh}”（${id}）按第 ${definition} 版定义。` })),
  ...partly.map(({ region, part }): Words => ({ en: `${nameOf(region).en} counts whole, although it belongs in part: ${part}.`, zh: `${nameOf(region).zh}仅部分属于该集合（${part}），此处按全域计。` })),
];
