import type { Title } from './conferences/edition.js';
import { conference, deltaArticle, says, type Source } from './sources.js';

/** What is sent to `POST /v1/pacts` of what a document states; parties are bodies of this record, by their keys. */
export type StatedPact = Readonly<{ kind: 'framework' | 'scheme'; title: Title; territory: string; parties: readonly string[]; source: Source }>;

export const pacts: Readonly<Record<string, StatedPact>> = {
  // That others signed under it shows that it is there; who made it, when and with which text no document says.
  'chengyu-software-framework': {
    kind: 'framework',
    title: { zh: '成渝地区双城经济圈软件产业协同框架', en: 'framework of software industry collaboration in the twin-city economic circle of the Chengyu region' },
    territory: 'chengyu-circle', parties: [],
    source: says(conference, '在成渝地区双城经济圈软件产业协同框架下签署合作协议'),
  },
  // The city is named as a city, and no office of it that could be a party; the branch is a body. When it was put forward is not said. The credit under it: credit.ts.
  'cluster-credit-scheme': {
    kind: 'scheme',
    title: { zh: '软件和信息服务集群主动授信创新方案', en: 'Software and Information Service Cluster Active Credit Innovation Plan' },
    territory: '510100', parties: ['icbc-chengdu'],
    source: says(conference, '根据成都市和中国工商银行成都分行推出《软件和信息服务集群主动授信创新方案》'),
  },
};

/** What is sent to `POST /v1/declarations`. Its text is not in the document, and none of those who made it is named. */
export const declarations = {
  'western-software-initiative': {
    title: { zh: '西部地区软件产业高质量发展倡议书', en: 'Proposal for the High-quality Development of the Software Industry in the Western Region' },
    territory: 'west', issuedOn: '2024-01-10', edition: 'cisc-21',
    source: says(conference, '1月10日,第二十一届中国国际软洽会在成都举行区域协同合作洽谈,会上围绕成渝区域协同展开对接,西部地区十省(区、市)软件行业协会共同作出《西部地区软件产业高质量发展倡议书》,推动软件产业协同发展。'),
  },
} as const;

/** What is sent to `POST /v1/alliances` of what a document states. */
export type StatedAlliance = Readonly<{ name: Title; kind: 'service' | 'technology'; purpose?: string; territory?: string; source: Source }>;

const purpose = '以支持长三角地区软件和信息技术服务业发展以及新兴软件服务业培育为目标,旨在促进形成长三角地区软件产业基地服务机构和平台建设及运营单位的联合实体,有效整合产、学、研、用等各方资源,促进长三角地区的软件和信息技术服务业进一步集聚,形成市场驱动和可持续滚动发展的机制,助推长三角地区软件和信息技术服务业高新产业形成创新引领的区域产业体系和协同创新体系';

/**
 * The 动漫文化创意产业联盟 of Wuxi is not among them: the article counts it, with five others, among the parks that the software
 * park of Wuxi is to build (六大特色软件产业园区), and says of no alliance that there is one.
 */
export const alliances: Readonly<Record<string, StatedAlliance>> = {
  // Ten bases agreed to found and join it. The article describes ten, but says of none that it is a member, and gives no day.
  'delta-bases-alliance': {
    name: { zh: '长三角软件产业基地服务联盟' }, kind: 'service', purpose, territory: 'yangtze-delta',
    source: says(deltaArticle, `长三角地区10家软件产业基地代表一致同意成立并加入长三角软件产业基地服务联盟。

长三角软件产业基地服务联盟${purpose}。`),
  },
  // Of whom it consists, and which of the bodies before it in the sentence founded it, is not said.
  '5g-materials-alliance': {
    name: { zh: '5G新材料产业技术创新战略联盟' }, kind: 'technology', source: says(deltaArticle, '成立5G新材料产业技术创新战略联盟'),
  },
};
