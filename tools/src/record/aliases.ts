import { chengduPlan, conference, deltaArticle, peoplesDaily, says, sichuanPlan, type Source } from './sources.js';

/** What is sent to `POST /v1/regions/{code}/alias` and `POST /v1/organisations/{id}/alias`. */
export type Alias = Readonly<{ text: string; kind: 'alias' | 'misprint'; confidence: string; source: Source }>;
export type RegionAlias = Alias & Readonly<{ region: string }>;

const alias = (region: string, text: string, confidence: string, source: Source): RegionAlias => ({ region, text, kind: 'alias', confidence, source });

const fourProvinces = says(deltaArticle, '长三角沪苏浙皖三省一市');

/** Other names and one misprint under which the documents speak of regions. 宁 is Nanjing here, and Ningxia as often elsewhere. */
export const regionAliases: readonly RegionAlias[] = [
  alias('510100', '蓉', '0.95', says(chengduPlan, '世界 500强、全球软件百强等知名企业在蓉落户机构')),
  alias('510100', '蓉城', '0.95', says(peoplesDaily, '华为·成都智算中心等一批信息基础设施在蓉城稳步推进')),
  alias('510000', '川', '0.95', says(sichuanPlan, '鼓励在川大中型企业')),
  alias('500000', '渝', '0.95', says(conference, '会上围绕成渝区域协同展开对接')),
  alias('310000', '沪', '0.95', fourProvinces),
  alias('320000', '苏', '0.9', fourProvinces),
  alias('330000', '浙', '0.95', fourProvinces),
  alias('340000', '皖', '0.95', fourProvinces),
  alias('320100', '宁', '0.6', says(deltaArticle, '沪宁杭等城市')),
  alias('330100', '杭', '0.9', says(deltaArticle, '沪宁杭等城市')),
  alias('810000', '香港', '0.95', says(conference, '香港软件行业协会代表')),
  alias('RU', '俄', '0.95', says(conference, '特别是俄中两国的企业')),
  alias('RU', 'Russia', '0.95', says(conference, 'Russia must not only play the role of a technology partner')),
  { region: '320682', text: '如阜', kind: 'misprint', confidence: '0.9', source: says(deltaArticle, '如阜软件园按照“苏中硅谷、创新高地、智慧新区”的发展理念') },
];
