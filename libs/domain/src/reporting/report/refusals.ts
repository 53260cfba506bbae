import { Refusal, type RefusalKind } from '../../kernel/refusal.js';

export const refusals = {
  'report/unknown': ['absent', 'There is no such report; GET /v1/reports lists them all.', '没有该报表；全部报表见 GET /v1/reports。'],
  'report/edition-unknown': ['invalid', 'No edition is on record under this code as it was known then; GET /v1/editions lists them.', '届时没有该代码的会议记录；见 GET /v1/editions。'],
  'report/edition-undated': ['invalid', 'Neither the days of this edition nor those of any of its signings are on record, so nothing can be counted from them; announce them first.', '该届会议及其签约均未登记日期，无法据以计算跟踪日；请先登记。'],
  'report/alliance-unknown': ['invalid', 'No alliance that was founded is on record under this id as it was known then; GET /v1/alliances lists them.', '届时没有该编号的已成立联盟；见 GET /v1/alliances。'],
  'report/period-not-over': ['invalid', 'This period is not over, so its issue cannot be published yet; leave out "publish" for a draft.', '该期尚未结束，不能公布；草稿请不填 publish。'],
  'report/not-found': ['absent', 'There is no such issue, or it is none of yours; GET /v1/reports/issues lists those that you may read.', '没有该期报表，或与贵方无关；可查阅的见 GET /v1/reports/issues。'],
  'report/not-yours': ['forbidden', 'Issues are published by the jobs of the node and released by an association whose scope is everywhere.', '报表由节点任务公布，对外公布由辖区为全部的协会办理。'],
  'report/already-published': ['conflict', 'This period was published and what was published never changes; later corrections are told as revisions.', '该期已公布，公布后不再变更；此后的更正作为修订说明。'],
  'report/knows-less': ['conflict', 'What is told of an issue that changed must be known after the issue; look again.', '所述变动须晚于该期所知；请重新核对。'],
  'report/not-for-the-public': ['conflict', 'There is no public edition of this report.', '该报表没有公开版。'],
  'report/not-released': ['conflict', 'The credit figures of this month were not released yet; release them first (POST /v1/credit-releases).', '该月授信统计尚未公布；请先公布（POST /v1/credit-releases）。'],
  'report/already-released': ['conflict', 'This issue was released already; what is public never changes.', '该期已对外公布；公布后不再变更。'],
} as const satisfies Record<string, readonly [RefusalKind, string, string]>;

export const refuse = (code: keyof typeof refusals, pointer?: string): Refusal => {
  const [kind, en, zh] = refusals[code];
  return new Refusal(code, { en, zh }, kind, pointer === undefined ? [] : [{ pointer, code, message: { en, zh } }]);
};
