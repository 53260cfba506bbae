import { demoId, MARK, organisationOf } from './bodies.js';

export const PACT = demoId('pact', 'framework');
export const SUPPLEMENT = demoId('supplement', 'second-meeting');
export const DOCUMENT = demoId('document', 'minutes');

const [first, second] = [organisationOf('brocade-river'), organisationOf('mountain-city')];

const marked = (zh: string, en: string) => ({ zh: `【${MARK}】${zh}`, en: `[${MARK}] ${en}` });

/** What the first party drafts. It holds from a day in the past, so that something can be overdue already. */
export const draft = {
  id: PACT, as: first,
  text: {
    kind: 'framework', title: marked('软件协作框架协议', 'Framework agreement on software cooperation'), access: 'open',
    parties: [{ organisation: first, role: '甲方' }, { organisation: second, role: '乙方' }],
    clauses: [
      { clause: '1', heading: '目的', text: '本协议为演示而虚构。双方就软件需求对接开展合作。' },
      { clause: '2', heading: '会议', text: '双方每年召开一次工作推进会。' },
      { clause: '3', heading: '终止', text: '任何一方可提前九十日通知终止本协议。', permits: { act: 'terminate', noticeDays: 90 } },
    ],
    obligations: [
      { obligation: 'list-of-needs', clause: '1', owner: first, describes: '提供软件需求清单', due: '2024-06-30' },
      { obligation: 'first-meeting', clause: '2', owner: second, describes: '召开第一次工作推进会', due: '2024-05-31' },
    ],
    signing: { groups: [{ parties: [first] }, { parties: [second] }] },
    validity: { from: '2024-03-01', to: null },
  },
} as const;

/** What the second party would have instead. */
export const counter = {
  as: second,
  changes: { clauses: draft.text.clauses.map((each) => (each.clause === '2' ? { ...each, text: '双方每年召开两次工作推进会，上下半年各一次。' } : each)) },
  reason: { code: 'demo', text: '演示：一年一次不够。' },
} as const;

/** A supplementary agreement that changes one clause and leaves the main text and its signatures standing. */
export const supplement = {
  as: first, supplement: SUPPLEMENT, title: marked('关于会议的补充协议', 'Supplementary agreement on meetings'),
  clauses: [{ clause: '2', heading: '会议', text: '双方每季度召开一次工作推进会。' }],
  reason: { code: 'demo', text: '演示：改为每季度一次。' },
} as const;

export const minutes = `【${MARK}】第一次工作推进会纪要。本文件为演示而虚构。\n`;

export const reportOf = (sha256: string) =>
  ({ as: second, obligation: 'first-meeting', on: '2024-05-20', evidence: [{ document: DOCUMENT, sha256 }], note: '演示' });
