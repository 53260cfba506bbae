import { conference, peoplesDaily, type Source } from './sources.js';

/**
 * The opening record: what two of the source documents truly state about signings. Each item has its scope and the
 * words that state it. What a document does not say (a party, a date, an amount) is not filled in, and a park whose
 * construction has started is no signing.
 */
type Item = Readonly<Record<string, unknown>> & Readonly<{ source: Source }>;

/** What is sent to `POST /v1/signings`; the article is of 2022 and gives no day. */
const headquartersOf = (investor: string) => ({
  project: `${investor}总部落户成都`,
  kind: 'headquarters',
  hosts: [{ region: '510100', share: '1' }],
  investors: [{ name: investor }],
  edition: 'cisc-20',
  signedOn: '2022',
  source: { document: peoplesDaily, quote: '第二十届中国国际软件合作洽谈会上，优卡集团、数聚智造人工智能等多家企业签约，将总部落户成都。' },
});

export const signings: Readonly<Record<string, Item>> = {
  'cisc-20-headquarters-youka': headquartersOf('优卡集团'),
  'cisc-20-headquarters-shuju-zhizao': headquartersOf('数聚智造人工智能'),
};

/** What is sent to `POST /v1/claims`. */
export const claims: Readonly<Record<string, Item>> = {
  // The city, from January 2022 to the date of an article that bears none: no total of the 20th conference.
  'chengdu-2022-projects': {
    metric: 'signings.count',
    scope: { territory: '510100', from: '2022-01' },
    quantity: { value: '30', unit: 'project', op: '=', text: '30个软件项目' },
    statedOn: '2022',
    source: { document: peoplesDaily, quote: '今年以来，四川成都市已签约30个软件项目，累计签约投资金额约486.7亿元。' },
  },
  'chengdu-2022-amount': {
    metric: 'signings.contracted',
    scope: { territory: '510100', from: '2022-01', amountKind: 'unspecified' },
    quantity: { value: '48670000000.00', unit: 'CNY', op: '~', text: '约486.7亿元' },
    statedOn: '2022',
    source: { document: peoplesDaily, quote: '今年以来，四川成都市已签约30个软件项目，累计签约投资金额约486.7亿元。' },
  },
  // "And others": two are named, and how many more there were is not said.
  'cisc-20-headquarters': {
    metric: 'signings.count',
    scope: { territory: '510100', edition: 'cisc-20', kind: 'headquarters' },
    quantity: { unit: 'project', text: '优卡集团、数聚智造人工智能等多家企业' },
    statedOn: '2022',
    source: { document: peoplesDaily, quote: '优卡集团、数聚智造人工智能等多家企业签约，将总部落户成都。' },
  },
  'cisc-21-theme-conference-amount': {
    metric: 'signings.contracted',
    scope: { territory: '510100', edition: 'cisc-21', session: 'theme conference, 2024-01-11', from: '2024-01-11', to: '2024-01-11', amountKind: 'unspecified' },
    quantity: { value: '7000000000.00', unit: 'CNY', op: '<~', text: 'nearly 7 billion yuan' },
    statedOn: '2024-01-11',
    source: { document: conference, quote: 'The 21st China International Software Cooperation Conference was held in Chengdu, and the project was signed for nearly 7 billion yuan' },
  },
  'cisc-21-regional-session-parties': {
    metric: 'signings.parties',
    scope: { territory: '510100', edition: 'cisc-21', session: 'regional session, 2024-01-10', from: '2024-01-10', to: '2024-01-10' },
    quantity: { value: '10', unit: 'party', op: '<~', text: '近10家行业企业、高校、金融机构等' },
    statedOn: '2024-01-11',
    source: { document: conference, quote: '近10家行业企业、高校、金融机构等签约4个重点产业支持方向的软件合作项目。' },
  },
  'cisc-21-regional-session-directions': {
    metric: 'signings.directions',
    scope: { territory: '510100', edition: 'cisc-21', session: 'regional session, 2024-01-10', from: '2024-01-10', to: '2024-01-10' },
    quantity: { value: '4', unit: 'direction', op: '=', text: '4个重点产业支持方向' },
    statedOn: '2024-01-11',
    source: { document: conference, quote: '近10家行业企业、高校、金融机构等签约4个重点产业支持方向的软件合作项目。' },
  },
};
