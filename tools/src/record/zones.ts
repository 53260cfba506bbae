import { chengduPlan, deltaArticle, says, sichuanPlan, type Source } from './sources.js';

/** What is sent to `POST /v1/zones`. */
export type Zone = Readonly<{
  code: string;
  name: Readonly<{ zh: string; en: string }>;
  parent: string;
  counties: readonly string[];
  exclusive: false;
  from: null;
  source: Source;
}>;

const zone = (code: string, zh: string, en: string, source: Source, counties: readonly string[] = []): Zone =>
  ({ code, name: { zh, en }, parent: code.slice(0, 6), counties, exclusive: false, from: null, source });

/**
 * The zones that the documents name, each below the region that its document puts it in: the bio-town and the zone on Hangzhou
 * Bay below a province, because no city is said. Counties stand only where the document's own words name one: which counties 成都高新区
 * lies in is told by none of them, and an association that has the source enters it.
 */
export const zones: readonly Zone[] = [
  zone('510100-gaoxin', '成都高新区', 'Chengdu High-tech Zone', says(chengduPlan, '核心聚集区。重点依托成都高新区')),
  zone('510100-tianfu', '成都天府新区', 'Chengdu Tianfu New Area', says(chengduPlan, '五大产业基地。重点依托成都天府新区、锦江区、青羊区、双流区、都江堰市')),
  zone('510100-kexuecheng', '西部（成都）科学城', 'Western (Chengdu) Science City', says(sichuanPlan, '高标准建设西部（成都）科学城')),
  zone('510000-shengwucheng', '天府国际生物城', 'Tianfu International Bio-town', says(sichuanPlan, '以温江医学城、天府国际生物城为重点，建设四川省健康医疗大数据共享平台')),
  zone('510100-wenjiang-yixuecheng', '温江医学城', 'Wenjiang Medical Town', says(sichuanPlan, '以温江医学城、天府国际生物城为重点'), ['510115']),
  zone('510700-kejicheng', '中国（绵阳）科技城', 'China (Mianyang) Science and Technology City', says(sichuanPlan, '高水平建设中国（绵阳）科技城')),
  zone('510000-zimao', '四川自贸试验区', 'Sichuan Pilot Free Trade Zone', says(sichuanPlan, '支持四川自贸试验区')),
  zone('320100-jiangbei', '南京江北新区', 'Nanjing Jiangbei New Area', says(deltaArticle, '南京江北新区产业技术研创园')),
  zone('330000-hangzhouwan', '杭州湾新区', 'Hangzhou Bay New Area', says(deltaArticle, '浙江杭州湾新区等地')),
];
