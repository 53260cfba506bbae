import { Refusal, type RefusalKind, type Words } from '../../kernel/refusal.js';

/** Every refusal of the slice: its kind, and the sentence that says what to do next. Codes are part of the API. */
export const refusals = {
  'credit-programme/not-found': ['absent', 'There is no such credit programme; check the id.', '没有该授信方案；请核对编号。'],
  'credit-programme/exists': ['conflict', 'A credit programme with this id exists; leave the id out, or choose another.', '该编号的授信方案已存在；请不填编号或另取一个。'],
  'credit-programme/not-yours': ['forbidden', 'Only its issuer, its bank and an association over its territory do this.', '仅发起方、银行和辖区包含该方案的协会可以办理。'],
  'credit-programme/not-the-issuer': ['forbidden', 'Only its issuer and an association over its territory allocate; what a region does not use is returned by them or by its own officers.', '仅发起方和辖区包含该方案的协会可以切分额度；未用部分由其收回，或由该地区人员退回。'],
  'credit-programme/not-the-bank': ['forbidden', 'Only its bank states how its lines stand.', '仅方案的银行可以报送对账单。'],
  'credit-programme/second-person': ['forbidden', 'Whoever proposed it cannot approve it; another person does.', '提议人不能复核；须由另一人办理。'],
  'credit-programme/not-approved': ['conflict', 'No second person has approved the programme yet; POST /approve opens it.', '方案尚未经另一人复核；请先 POST /approve。'],
  'credit-programme/returned': ['conflict', 'The programme was returned and never opened; draw up another one.', '方案已被退回，未曾启用；请另行拟定。'],
  'credit-programme/suspended': ['conflict', 'The programme is suspended: nothing is granted or drawn until it is resumed.', '方案已暂停；恢复前不得授信、用信。'],
  'credit-programme/closed': ['conflict', 'The programme is closed.', '方案已终止。'],
  'credit-programme/nothing-waits': ['conflict', 'Nothing waits for approval; a quota is proposed by POST /change-quota.', '没有待复核的事项；变更额度请先 POST /change-quota。'],
  'credit-programme/proposal-waits': ['conflict', 'Another quota waits for approval already; approve or return it first.', '已有待复核的额度变更；请先复核或退回。'],
  'credit-programme/quota-below-granted': ['conflict', 'The quota would lie below what is granted and allocated; reduce or close lines, or return allocations first.', '额度将低于已授信与已切分之和；请先调减或终止授信，或收回切分额度。'],
  'credit-programme/quota-exhausted': ['conflict', 'The quota does not cover this: the message says how much is left.', '额度不足；剩余额度见说明。'],
  'credit-programme/allocation-exhausted': ['conflict', 'The region’s allocation does not cover this; have more allocated, or grant from the quota with "allocation": null.', '该地区的切分额度不足；请追加切分，或以 "allocation": null 从总额度授信。'],
  'credit-programme/no-allocation': ['conflict', 'Nothing is allocated to this region.', '未向该地区切分额度。'],
  'credit-programme/region-outside': ['invalid', 'This region lies outside the programme’s territory; allocate to a region within it.', '该地区不在方案的地域范围内；请向范围内的地区切分。'],
  'credit-programme/allocation-in-use': ['conflict', 'Less of the allocation is unused; return what is unused, or leave the amount out.', '未用的切分额度不足该数；请收回未用部分，或不填金额。'],
  'credit-programme/still-granted': ['conflict', 'Lines still stand under the programme; close them first.', '方案下仍有授信；请先终止。'],
  'credit-programme/still-allocated': ['conflict', 'Part of the quota is still allocated to regions; return it first.', '仍有切分额度；请先收回。'],
  'credit-programme/another-currency': ['invalid', 'The amount is in another currency than the programme.', '金额币种与方案不一致。'],
  'credit-programme/source-not-yours': ['invalid', 'Only an association enters what a document states; leave the source out where you speak for yourself.', '仅协会可以依文件录入；自行办理请不填来源。'],
  'credit-programme/one-body': ['invalid', 'Issuer and bank are two bodies; name another one.', '发起方与银行须为两家机构。'],
  'credit-programme/edition-unknown': ['invalid', 'No conference edition was announced under this code; GET /v1/editions lists them.', '没有该代码的会议届次；见 GET /v1/editions。'],
  'credit-programme/pact-unknown': ['invalid', 'There is no pact with this id that you may see; GET /v1/pacts lists them.', '没有您可见的该编号协议；见 GET /v1/pacts。'],
  'credit-programme/not-a-mirror': ['conflict', 'Draws are made here, so the bank states nothing; statements are for programmes in the mode "mirror".', '该方案在本平台用信，银行不另行报送；仅 mirror 方案报送对账单。'],
  'credit-programme/discrepancy-unknown': ['conflict', 'There is no open difference of this name; GET the programme lists them.', '没有该名称的未决差异；见方案页。'],
  'credit-programme/dates-reversed': ['invalid', 'The period would begin after its cut-off; exchange "from" and "cutOff".', '期间起始日晚于截止日；请对调 from 与 cutOff。'],
  'credit-programme/line-twice': ['invalid', 'Two entries of the file are one and the same line, named in two ways; give it once.', '文件中有两条是同一笔授信，只是填法不同；请只填一次。'],
  'credit-programme/date-in-future': ['invalid', 'This day lies in the future; state what has been.', '日期在将来；请填已发生的事项。'],
} as const satisfies Record<string, readonly [RefusalKind, string, string]>;

export type ProgrammeRefusal = keyof typeof refusals;

/** @param more what the sentence cannot know, such as how much is left. */
export const refuse = (code: ProgrammeRefusal, pointer?: string, more?: Words): Refusal => {
  const [kind, en, zh] = refusals[code];
  const words: Words = more ? { en: `${en} ${more.en}`, zh: `${zh}${more.zh}` } : { en, zh };
  return new Refusal(code, words, kind, pointer === undefined ? [] : [{ pointer, code, message: words }]);
};
