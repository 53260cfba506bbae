import { chengduPlan, conference, deltaArticle, says, sichuanPlan, type Source } from './sources.js';

export type Member = Readonly<{ region: string; except?: readonly string[]; part?: string } | { set: string }>;

/** What is sent to `POST /v1/region-sets`. */
export type RegionSet = Readonly<{ id: string; name: Readonly<{ zh: string; en: string }>; members: readonly Member[]; source: Source }>;

/** Published plans and rules that say what belongs to a set the documents only name. */
const outlinePlan = '成渝地区双城经济圈建设规划纲要';
const fourAreas = '国家统计局：东西中部和东北地区划分方法（2011-06-13）';
const provincialPlans = '四川省五大经济区“十三五”发展规划';
const scopeOfTheCircle = '规划范围包括重庆市的中心城区及万州、涪陵、綦江、大足、黔江、长寿、江津、合川、永川、南川、璧山、铜梁、潼南、荣昌、梁平、丰都、垫江、忠县等27个区（县）以及开州、云阳的部分地区，四川省的成都、自贡、泸州、德阳、绵阳（除平武县、北川县）、遂宁、内江、乐山、南充、眉山、宜宾、广安、达州（除万源市）、雅安（除天全县、宝兴县）、资阳等15个市';

const regions = (codes: string): readonly Member[] => codes.split(/\s+/).map((region) => ({ region }));
const set = (id: string, zh: string, en: string, members: readonly Member[], source: Source): RegionSet => ({ id, name: { zh, en }, members, source });

/** The nine districts of central Chongqing, the eighteen that the plan names, and the two of which only a part belongs. */
const CHONGQING_IN_THE_CIRCLE = `500103 500104 500105 500106 500107 500108 500109 500112 500113
  500101 500102 500110 500111 500114 500115 500116 500117 500118 500119 500120 500151 500152 500153 500155 500230 500231 500233`;
const SICHUAN_IN_THE_CIRCLE = '510100 510300 510500 510600 510900 511000 511100 511300 511400 511500 511600 512000';

/** Three sets are called 成渝, and they are not the same: the two cities, the two at the level of a province, and the circle of the plan. */
const chengyu: readonly RegionSet[] = [
  set('chengdu-chongqing', '成都—重庆', 'Chengdu and Chongqing', regions('510100 500000'), says(sichuanPlan, '以建设成渝地区双城经济圈为契机，建立健全软件与信息服务业双城合作机制')),
  set('chuanyu', '川渝', 'Sichuan and Chongqing', regions('510000 500000'), says(conference, '在川渝共建世界级汽车产业集群中')),
  set('chengyu-circle', '成渝地区双城经济圈', 'Chengdu-Chongqing economic circle', [
    ...regions(CHONGQING_IN_THE_CIRCLE),
    { region: '500154', part: '部分地区' },
    { region: '500235', part: '部分地区' },
    ...regions(SICHUAN_IN_THE_CIRCLE),
    { region: '510700', except: ['510727', '510726'] },
    { region: '511700', except: ['511781'] },
    { region: '511800', except: ['511825', '511827'] },
  ], says(outlinePlan, scopeOfTheCircle)),
];

const macroRegions: readonly RegionSet[] = [
  set('yangtze-delta', '长三角', 'Yangtze delta', regions('310000 320000 330000 340000'), says(deltaArticle, '长三角沪苏浙皖三省一市11家软件产业基地')),
  set('west', '西部', 'Western China', regions('150000 450000 500000 510000 520000 530000 540000 610000 620000 630000 640000 650000'),
    says(fourAreas, '内蒙古、广西、重庆、四川、贵州、云南、西藏、陕西、甘肃、青海、宁夏和新疆')),
  set('central', '中部', 'Central China', regions('140000 340000 360000 410000 420000 430000'), says(fourAreas, '山西、安徽、江西、河南、湖北和湖南')),
];

const provincial = (quote: string): Source => says(provincialPlans, quote);
/** The five areas of Sichuan are named by the city's plan (五区协同); what belongs to each, the plans of the province say. */
const areas: readonly RegionSet[] = [
  set('chengdu-plain', '成都平原经济区', 'Chengdu Plain economic area', regions('510100 510600 510700 510900 511100 511800 511400 512000'),
    provincial('成都、德阳、绵阳、遂宁、资阳、眉山、乐山和雅安8个市')),
  set('south-sichuan', '川南经济区', 'South Sichuan economic area', regions('510300 510500 511000 511500'), provincial('内江、自贡、泸州、宜宾')),
  set('northeast-sichuan', '川东北经济区', 'Northeast Sichuan economic area', regions('510800 511300 511600 511700 511900'), provincial('南充、达州、巴中、广元、广安')),
  set('panxi', '攀西经济区', 'Panxi economic area', regions('510400 513400'), provincial('攀枝花、凉山')),
  set('northwest-sichuan', '川西北生态示范区', 'Northwest Sichuan ecological area', regions('513200 513300'), provincial('阿坝、甘孜')),
];

/** Sets of regions only; they come first. */
export const setsOfRegions: readonly RegionSet[] = [
  ...chengyu,
  ...macroRegions,
  ...areas,
  set('cdmml-corridor', '成德绵眉泸大数据产业走廊', 'Chengdu-Deyang-Mianyang-Meishan-Luzhou corridor', regions('510100 510600 510700 511400 510500'),
    says(chengduPlan, '引领打造“成德绵眉泸”大数据产业走廊')),
];

/** Sets of sets. That ten associations of the west signed is a claim of its document; which ten is not said, and no set. */
export const setsOfSets: readonly RegionSet[] = [
  set('central-west', '中西部', 'Central and western China', [{ set: 'central' }, { set: 'west' }], says(sichuanPlan, '中西部的30.9%，西部的42.4%')),
  set('five-areas', '五区协同', 'Five areas of Sichuan', areas.map(({ id }) => ({ set: id })), says(chengduPlan, '推动形成软件产业“五区协同”发展新格局')),
];

/** Sources that are published elsewhere and lie in no file of record/sources. */
export const publishedElsewhere: readonly string[] = [outlinePlan, fourAreas, provincialPlans];
