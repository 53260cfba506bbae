import { randomUUID } from 'node:crypto';

const REST = JSON.stringify({
  project: '西部数据中心', kind: 'project', level: 'contract', hosts: [{ region: '510100', share: '0.6' }, { region: '500000', share: '0.4' }],
  counterpart: { region: '310000' }, investors: [{ name: '示例数据有限公司', region: '440300' }],
  amount: { amount: '1000000000.00', currency: 'CNY', op: '=', kind: 'total-investment' }, edition: 'pan-prd-21', track: 'digital', signedOn: '2024-01-11',
  source: { document: '第二十一届泛珠大会签约公报', quote: '西部数据中心项目落户成都、重庆。' },
}).slice(1);

/** A signing that an association enters from a document, about 600 bytes, new each time: put together by hand, because whoever sends it needs some of the machine too. */
export const submission = (): string => `{"id":"${randomUUID()}",${REST}`;

export const headersOf = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}`, 'content-type': 'application/json' });
