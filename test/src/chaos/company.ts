import { signatory, taken } from '../support/keys.js';
import type { TestNode } from '../support/node.js';
import type { Side } from '../support/pacts.js';
import { ADMIN, CHENGDU, CHONGQING, SHANGHAI, source } from '../support/samples.js';

/** The bodies that make pacts and join alliances in a run. */
export type Company = Readonly<{
  /** Those that sign, each with its own key. */
  sides: readonly Side[];
  /** All that join alliances. */
  members: readonly string[];
}>;

const park = async (node: TestNode, name: string, region: string): Promise<string> =>
  (await taken(node.command('/v1/organisations', ADMIN, { names: [{ language: 'zh', name }], types: [{ type: 'park' }], region, source }))).id;

/** Registers the bodies with their keys and authorities, before anything falls: their own acts are no part of the load. */
export const gather = async (node: TestNode): Promise<Company> => {
  const sides: readonly Side[] = [
    { by: await signatory(node, '成都市软件行业协会'), as: CHENGDU },
    { by: await signatory(node, '重庆市软件行业协会', { region: '500000' }), as: CHONGQING },
    { by: await signatory(node, '上海市软件行业协会', { region: '310000' }), as: SHANGHAI },
  ];
  return { sides, members: [...sides.map(({ by }) => by.id), await park(node, '成都软件园', '510107'), await park(node, '重庆软件园', '500000')] };
};
