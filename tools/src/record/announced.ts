import type { Named } from './ids.js';
import { conference, deltaArticle, peoplesDaily, says, type Source } from './sources.js';

/** What is sent to `POST /v1/claims`; what it is about is an item of this record, by its key. */
export type AnnouncedOf = Readonly<{
  metric: string;
  about?: Readonly<{ kind: Extract<Named, 'pact' | 'alliance' | 'declaration'>; key: string }>;
  scope: Readonly<{ territory: string; edition?: string; session?: string; from?: string; to?: string }>;
  quantity: Readonly<{ value?: string; unit: string; op?: string; text: string }>;
  statedOn?: string;
  source: Source;
}>;

const PROGRAMME = '为期2天的本届软洽会以“新征程•新赛道•新变革”为主题,设置了主题大会、合作洽谈、主题沙龙、互动体验、品牌宣传等五方面14项活动。';
const edition = { territory: '510100', edition: 'cisc-21', from: '2024-01-10', to: '2024-01-11' } as const;
const FRAMEWORK = '俄罗斯软件行业协会、香港软件行业协会本次也在成渝地区双城经济圈软件产业协同框架下签署合作协议';
const statedOn = '2024-01-11';

/**
 * What the documents count of conferences, pacts, joint initiatives and alliances. Each stands beside what is recorded and
 * makes no item: ten associations and ten founding members are no twenty bodies. The article on the delta bears no date.
 */
export const announcedOfCooperation: Readonly<Record<string, AnnouncedOf>> = {
  // Held without a break up to the 20th: the article tells it of the growth of Chengdu, and names neither the years nor the places.
  'cisc-editions-held': {
    metric: 'editions.held', scope: { territory: '510100', edition: 'cisc-20' }, quantity: { value: '20', unit: 'edition', text: '连续举办20届' }, statedOn: '2022',
    source: says(peoplesDaily, '连续举办20届的软洽会，见证了成都软件产业集群的成长历程'),
  },
  'cisc-21-aspects': {
    metric: 'editions.aspects', scope: edition, quantity: { value: '5', unit: 'aspect', text: '五方面' }, statedOn, source: says(conference, PROGRAMME),
  },
  'cisc-21-activities': {
    metric: 'editions.activities', scope: edition, quantity: { value: '14', unit: 'activity', text: '14项活动' }, statedOn, source: says(conference, PROGRAMME),
  },
  'cisc-21-theme-conference-attendance': {
    metric: 'editions.attendance', scope: { territory: '510100', edition: 'cisc-21', session: 'theme conference, 2024-01-11', from: '2024-01-11', to: '2024-01-11' },
    quantity: { value: '700', unit: 'person', op: '<~', text: '近700人' }, statedOn, source: says(conference, '以及在蓉高校师生代表和科研院所的软件工程技术人员代表等近700人参加大会。'),
  },
  // The words of the document name whose framework it is, and neither a party nor how many there are.
  'chengyu-framework-parties': {
    metric: 'pacts.parties', about: { kind: 'pact', key: 'chengyu-software-framework' }, scope: { territory: 'chengyu-circle' },
    quantity: { unit: 'party', text: '成渝地区双城经济圈' }, statedOn, source: says(conference, FRAMEWORK),
  },
  // Two sign; how many texts there are is not said.
  'chengyu-framework-agreements': {
    metric: 'pacts.agreements', about: { kind: 'pact', key: 'chengyu-software-framework' },
    scope: { territory: 'chengyu-circle', edition: 'cisc-21', session: 'regional session, 2024-01-10', from: '2024-01-10', to: '2024-01-10' },
    quantity: { unit: 'agreement', text: '签署合作协议' }, statedOn, source: says(conference, FRAMEWORK),
  },
  'western-initiative-endorsements': {
    metric: 'declarations.endorsements', about: { kind: 'declaration', key: 'western-software-initiative' }, scope: { territory: 'west', to: '2024-01-10' },
    quantity: { value: '10', unit: 'endorsement', text: '十省(区、市)软件行业协会' }, statedOn, source: says(conference, '西部地区十省(区、市)软件行业协会共同作出《西部地区软件产业高质量发展倡议书》'),
  },
  'delta-alliance-founding-members': {
    metric: 'alliances.members', about: { kind: 'alliance', key: 'delta-bases-alliance' }, scope: { territory: 'yangtze-delta' },
    quantity: { value: '10', unit: 'member', text: '10家软件产业基地' }, source: says(deltaArticle, '长三角地区10家软件产业基地代表一致同意成立并加入长三角软件产业基地服务联盟。'),
  },
  // Eleven bases in the region, and ten that joined: two numbers of one article, side by side.
  'delta-bases': {
    metric: 'alliances.bases-in-region', about: { kind: 'alliance', key: 'delta-bases-alliance' }, scope: { territory: 'yangtze-delta' },
    quantity: { value: '11', unit: 'base', text: '11家软件产业基地' }, source: says(deltaArticle, '长三角沪苏浙皖三省一市11家软件产业基地'),
  },
};
