import { chengduPlan, conference, deltaArticle, peoplesDaily, says, sichuanPlan, type Source } from './sources.js';

/** What is sent to `POST /v1/regions/{code}/alias` and `POST /v1/organisations/{id}/alias`. */
export type Alias = Readonly<{ text: string; kind: 'alias' | 'misprint'; confidence: string; source: Source }>;
/** Without a source where no document prints the name by itself. */
export type RegionAlias = Omit<Alias, 'source'> & Readonly<{ region: string; source: Source | null }>;

const alias = (region: string, text: string, confidence: string, source: Source | null): RegionAlias => ({ region, text, kind: 'alias', confidence, source });

const fourProvinces = says(deltaArticle, '长三角沪苏浙皖三省一市');

const twinCities = says(conference, 'the construction of the twin-city economic circle in the Chengyu region');
const clusters = says(sichuanPlan, '形成成都高新区、天府新区、武侯科技园、绵阳科技城等产业聚集区');
const chengyu = says(conference, '会上围绕成渝区域协同展开对接');

/** 成渝 is three things: two cities, two of the level of a province, and the circle of the plan. */
const threefold = (text: string, source: Source): readonly RegionAlias[] =>
  ['chengdu-chongqing', 'chuanyu', 'chengyu-circle'].map((set) => alias(set, text, '0.6', source));

/** Other names of sets and zones. Where several may be meant, none is more than likely. */
const ofSetsAndZones: readonly RegionAlias[] = [
  ...threefold('成渝', chengyu),
  ...threefold('Chengyu', says(conference, 'the docking focused on Chengyu regional cooperation')),
  ...threefold('成渝区域', chengyu),
  ...threefold('成渝地区', says(sichuanPlan, '推动成渝地区国家级工业互联网一体化发展示范区建设发展')),
  // The page breaks within the name.
  alias('chengyu-circle', '成渝城市群', '0.7', says(chengduPlan, '促进优势软件企业在成渝\n\n城市群集聚')),
  alias('chengyu-circle', 'twin-city economic circle in the Chengyu region', '0.95', twinCities),
  alias('cdmml-corridor', '成德绵眉泸', '0.95', says(chengduPlan, '引领打造“成德绵眉泸”大数据产业走廊')),
  alias('yangtze-delta', '沪苏浙皖', '0.95', fourProvinces),
  alias('yangtze-delta', '三省一市', '0.9', fourProvinces),
  alias('510100-gaoxin', '高新区', '0.7', null),
  alias('510100-tianfu', '天府新区', '0.7', clusters),
  alias('510700-kejicheng', '绵阳科技城', '0.95', clusters),
  alias('320100-jiangbei', '江北新区', '0.8', null),
];

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
  alias('640000', '宁', '0.6', null),
  alias('330100', '杭', '0.9', says(deltaArticle, '沪宁杭等城市')),
  alias('810000', '香港', '0.95', says(conference, '香港软件行业协会代表')),
  alias('RU', '俄', '0.95', says(conference, '特别是俄中两国的企业')),
  alias('RU', 'Russia', '0.95', says(conference, 'Russia must not only play the role of a technology partner')),
  alias('510000', 'Sichuan Province', '0.95', says(conference, 'Sichuan Province insists on being demand-oriented')),
  ...ofSetsAndZones,
  { region: '320682', text: '如阜', kind: 'misprint', confidence: '0.9', source: says(deltaArticle, '如阜软件园按照“苏中硅谷、创新高地、智慧新区”的发展理念') },
];
