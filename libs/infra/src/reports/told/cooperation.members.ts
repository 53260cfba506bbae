import type { Words } from '@entente/domain/kernel/refusal';
import { closureOf, covers, type Territory } from '@entente/domain/territory/territory';
import type { Over } from '../../metrics/regions.js';
import { listed } from './cells.js';

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

/** Which members stand whole in tables of pairs of regions, although the set leaves something of them out. */
export const exceptNotes = (members: readonly Readonly<{ region: string; except: readonly string[] }>[], nameOf: (code: string) => Words): readonly Words[] =>
  members.filter(({ except }) => except.length > 0).map(({ region, except }): Words => {
    const [whole, out] = [nameOf(region), listed([...except].sort().map(nameOf))];
    return {
      en: `${whole.en} stands whole in the list of pacts and in the tables region by region; the totals are without what the set leaves out: ${out.en}.`,
      zh: `${whole.zh}在协议清单与各地区间表中按全域计；合计不含该集合所排除的${out.zh}。`,
    };
  });
