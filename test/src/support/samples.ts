import { SAMPLE_EDITION } from './editions.js';

/** Names of development keys. */
export const CHENGDU = 'region:510100';
export const CHONGQING = 'region:500000';
export const SHANGHAI = 'region:310000';
export const ADMIN = 'admin';
export const CHECKER = 'admin:checker';

type Body = Readonly<Record<string, unknown>>;

export const reason = { code: 'as-documented', text: '依补充协议。' };
export const source = { document: '第二十一届泛珠大会签约公报', quote: '西部数据中心项目落户成都、重庆。' };

export const money = (amount: string, more: Body = {}): Body =>
  ({ amount, currency: 'CNY', op: '=', kind: 'total-investment', ...more });

/** 约10亿元, hosted by Chengdu and Chongqing, with Shanghai on the other side: all of the contract's fields. */
export const submission = (more: Body = {}): Body => ({
  project: '西部数据中心',
  kind: 'project',
  level: 'contract',
  hosts: [{ region: '510100', share: '0.6' }, { region: '500000', share: '0.4' }],
  counterpart: { region: '310000' },
  investors: [{ name: '示例数据有限公司', creditCode: '91440300708461136T', region: '440300' }],
  amount: money('1000000000.00', { op: '~', text: '约10亿元' }),
  edition: SAMPLE_EDITION,
  track: 'digital',
  signedOn: '2024-01-11',
  ...more,
});

/** Chengdu alone, exactly one hundred yuan, nobody to ask. */
export const plain = (more: Body = {}): Body => ({
  project: '示例项目', kind: 'project', hosts: [{ region: '510100' }], amount: money('100.00'), signedOn: '2024-01-11', ...more,
});
