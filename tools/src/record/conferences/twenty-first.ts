import { conference, says, type Source } from '../sources.js';
import { type Activity, type Edition, type Output, series } from './edition.js';

const of = (quote: string): Source => says(conference, quote);

/** From the date of the report, which has the year, to the programme in both languages. */
const announcement = of(`11 January 2024

如何促进成都软件产业高质量发展?他们这样说

On January 10-11th, the 21st China International Software Cooperation conference was held in Chengdu. With the theme of «New Journey. New Track. New Change», the two-day soft Fair set up 14 activities in five aspects, including theme conferences, cooperation negotiations, theme salons, interactive experiences, and brand promotion.

1月11日,第二十一届中国国际软件合作洽谈会主题大会在成都举行。为期2天的本届软洽会以“新征程•新赛道•新变革”为主题,设置了主题大会、合作洽谈、主题沙龙、互动体验、品牌宣传等五方面14项活动。`);

const attendance = of(`1月11日,第二十一届中国国际软件合作洽谈会主题大会在成都举行。为期2天的本届软洽会以“新征程•新赛道•新变革”为主题,设置了主题大会、合作洽谈、主题沙龙、互动体验、品牌宣传等五方面14项活动。

China Electronic Information Industry Development Research Institute, Open Atom Open Source Foundation, representatives of the Russian Software Industry Association and the Hong Kong Software Industry Association, representatives of the competent industrial and information technology departments of brother cities such as Chongqing and Wuhan, heads of relevant municipal departments and districts (cities) and counties in Sichuan and Chengdu, «Rongbei Software» talent representatives, representatives of software companies, project signing representatives, as well as representatives of teachers and students in Rong Universities and representatives of software engineering and technical personnel from scientific research institutes, etc. Nearly 700 people participated in the meeting.

中国电子信息产业发展研究院,开放原子开源基金会,俄罗斯软件行业协会、香港软件行业协会代表,重庆、武汉等兄弟城市工业和信息化主管部门的代表,四川省和成都市有关市级部门和区(市)县的负责人,“蓉贝软件”人才代表,软件企业代表,项目签约代表,以及在蓉高校师生代表和科研院所的软件工程技术人员代表等近700人参加大会。`);

const REGIONAL = '1月10日,第二十一届中国国际软洽会在成都举行区域协同合作洽谈,会上围绕成渝区域协同展开对接';
const initiative = `${REGIONAL},西部地区十省(区、市)软件行业协会共同作出《西部地区软件产业高质量发展倡议书》,推动软件产业协同发展。`;

/** The fourteen activities are a claim; two of them are told of. Sessions are named as the claims name them. */
const activities: Readonly<Record<string, Activity>> = {
  'cisc-21-theme-conference': {
    name: { zh: '主题大会', en: 'theme conference' }, aspect: 'theme-conferences', from: '2024-01-11', to: '2024-01-11', session: 'theme conference, 2024-01-11',
    attendance: { value: '700', op: '<~', text: '近700人' },
    attendees: [
      { name: '中国电子信息产业发展研究院', body: 'ccid' }, { name: '开放原子开源基金会', body: 'open-atom' },
      { name: '俄罗斯软件行业协会', body: 'russoft' }, { name: '香港软件行业协会', body: 'hong-kong-software-association' },
      ...[
        '重庆、武汉等兄弟城市工业和信息化主管部门的代表', '四川省和成都市有关市级部门和区(市)县的负责人', '“蓉贝软件”人才代表', '软件企业代表', '项目签约代表',
        '在蓉高校师生代表', '科研院所的软件工程技术人员代表',
      ].map((name) => ({ name })),
    ],
    source: attendance,
  },
  'cisc-21-regional-session': {
    name: { zh: '区域协同合作洽谈', en: 'regional cooperation and cooperation negotiations' }, aspect: 'cooperation-negotiations', from: '2024-01-10', to: '2024-01-10',
    session: 'regional session, 2024-01-10', source: of(REGIONAL),
  },
};

const atRegionalSession = { on: '2024-01-10', activity: 'cisc-21-regional-session' } as const;

/** What came of it, each with its session where the text says so. */
const outputs: Readonly<Record<string, Output>> = {
  'cisc-21-joint-initiative': {
    kind: 'declaration', title: { zh: '西部地区软件产业高质量发展倡议书', en: 'Proposal for the High-quality Development of the Software Industry in the Western Region' },
    ...atRegionalSession, refers: { kind: 'declaration', key: 'western-software-initiative' }, source: of(initiative),
  },
  // Two signatories are named, and neither how many texts they signed nor with whom: one output, and no pact, which would need the other side.
  'cisc-21-cooperation-agreements': {
    kind: 'agreement', title: { zh: '成渝地区双城经济圈软件产业协同框架下的合作协议', en: 'cooperation agreements under the framework of software industry collaboration in the twin-city economic circle of the Chengyu region' },
    ...atRegionalSession, under: 'chengyu-software-framework', signatories: ['russoft', 'hong-kong-software-association'],
    source: of(`${initiative}此外,俄罗斯软件行业协会、香港软件行业协会本次也在成渝地区双城经济圈软件产业协同框架下签署合作协议`),
  },
  // Neither a project nor a party is named: how many parties and directions there were are claims.
  'cisc-21-cooperation-projects': {
    kind: 'signing', title: { zh: '4个重点产业支持方向的软件合作项目', en: 'software cooperation projects in 4 key industry support directions' }, ...atRegionalSession,
    source: of(`${initiative}此外,俄罗斯软件行业协会、香港软件行业协会本次也在成渝地区双城经济圈软件产业协同框架下签署合作协议;近10家行业企业、高校、金融机构等签约4个重点产业支持方向的软件合作项目。`),
  },
  'cisc-21-influence-list': {
    kind: 'list', title: { zh: '成都市软件名城建设影响力榜单', en: 'influential list of Chengdu’s software city construction' }, activity: 'cisc-21-theme-conference',
    source: of('大会现场发布了成都市软件名城建设影响力榜单,来自工业软件、基础软件、嵌入式软件、大型行业应用软件和新兴平台软件5个赛道的企业和产品上榜。'),
  },
  // "Have been the first to receive credit": when, and at which session that was told, is not said.
  'cisc-21-first-credit': {
    kind: 'credit', title: { zh: '软件和信息服务集群主动授信创新方案：首批授信', en: 'Software and Information Service Cluster Active Credit Innovation Plan: first batch of credit' },
    refers: { kind: 'pact', key: 'cluster-credit-scheme' },
    source: of('根据成都市和中国工商银行成都分行推出《软件和信息服务集群主动授信创新方案》,成都市已有66家软件企业首批获得授信,授信总额达到30亿元。'),
  },
  'cisc-21-connected-vehicle-report': {
    kind: 'report',
    title: { zh: '四川省智能网联汽车软件产业发展报告暨产业图谱', en: 'Sichuan Province Intelligent Connected Vehicle Software Industry Development Report and Industry Map' },
    source: of('会议发布了《四川省智能网联汽车软件产业发展报告暨产业图谱》,这也是四川省首次发布智能网联汽车软件产业相关报告。'),
  },
};

/** The 21st edition, of 10 and 11 January 2024. Its number is its own: founded in 2003, it is no year counted. The venue is not stated. */
export const twentyFirst: Edition = {
  opening: { series, number: 21, kind: 'conference', place: '510100', source: of('1月11日,第二十一届中国国际软件合作洽谈会主题大会在成都举行。') },
  announced: {
    title: { zh: '第二十一届中国国际软件合作洽谈会', en: 'the 21st China International Software Cooperation conference' },
    theme: { zh: '新征程•新赛道•新变革', en: 'New Journey. New Track. New Change' },
    from: '2024-01-10', to: '2024-01-11',
    aspects: [
      { aspect: 'theme-conferences', name: { zh: '主题大会', en: 'theme conferences' } },
      { aspect: 'cooperation-negotiations', name: { zh: '合作洽谈', en: 'cooperation negotiations' } },
      { aspect: 'theme-salons', name: { zh: '主题沙龙', en: 'theme salons' } },
      { aspect: 'interactive-experiences', name: { zh: '互动体验', en: 'interactive experiences' } },
      { aspect: 'brand-promotion', name: { zh: '品牌宣传', en: 'brand promotion' } },
    ],
    source: announcement,
  },
  activities,
  outputs,
};
