import { Refusal, type RefusalKind, type Words } from '../../kernel/refusal.js';

/** Every refusal of the slice: its kind, and the sentence that says what to do next. Codes are part of the API. */
export const refusals = {
  'signing/not-found': ['absent', 'There is no such signing, or it is none of yours; check the id.', '没有这项签约，或与贵方无关；请核对编号。'],
  'signing/exists': ['conflict', 'A signing with this id exists; leave the id out, or choose another.', '该编号的签约已存在；请不填编号或另取一个。'],
  'signing/host-not-yours': ['forbidden', 'None of the hosts lies within your region; the region that hosts it submits it.', '落户地都不在贵方辖区内；应由落户地申报。'],
  'signing/source-required': ['invalid', 'An association enters what a document states; give its source: document and quote.', '协会录入的记录须注明来源：文件与原文。'],
  'signing/attest-not-yours': ['forbidden', 'Only an association enters records from a document; submit your own without a source.', '只有协会可依文件录入；贵方申报请不填来源。'],
  'signing/date-in-future': ['invalid', 'This date lies in the future; enter what has happened.', '日期在将来；请填已发生的事项。'],
  'signing/before-signed': ['invalid', 'This date lies before the signing, or before something that became of it; give a later one.', '日期早于签约日或其后已记录的事项；请填之后的日期。'],
  'signing/not-the-submitter': ['forbidden', 'Only the organisation that submitted it may do this.', '只有申报单位可以办理。'],
  'signing/not-asked': ['forbidden', 'Your region is not among those that are asked to confirm it.', '贵方不在需确认的地区之列。'],
  'signing/not-the-association': ['forbidden', 'Only an association whose scope holds the submitting region may do this.', '只有辖区包含申报地区的协会可以办理。'],
  'signing/not-a-reviewer': ['forbidden', 'Only a region that is asked to confirm it, or the association, may return it.', '只有需确认的地区或协会可以退回。'],
  'signing/not-a-party': ['forbidden', 'Only the submitter, a host, the counterpart or the association may end it.', '只有申报单位、落户地、对方地区或协会可以终止。'],
  'signing/same-person': ['forbidden', 'Who entered or reported it cannot admit or verify it; a second person must.', '录入人或报告人不能办理入库或核实；须由另一人办理。'],
  'signing/same-organisation': ['forbidden', 'The organisation that submitted or reported it cannot admit or verify it.', '申报或报告单位不能为自己办理入库或核实。'],
  'signing/confirmations-missing': ['conflict', 'It waits for every region that is asked; after the due date the association may waive them by name.', '须待全部相关地区确认；逾期后协会可指名豁免。'],
  'signing/returned': ['conflict', 'It has been returned; the submitter resubmits it first.', '已退回；请申报单位先重新提交。'],
  'signing/not-returned': ['conflict', 'It has not been returned, so there is nothing to resubmit; correct or amend it once it is admitted.', '未被退回，无需重新提交；入库后可更正或变更。'],
  'signing/withdrawn': ['conflict', 'It has been withdrawn; submit it anew.', '已撤回；请重新申报。'],
  'signing/terminated': ['conflict', 'It has been terminated, and nothing follows a termination.', '已终止；终止后不再变动。'],
  'signing/admitted': ['conflict', 'It has been admitted; correct, amend or terminate it.', '已入库；请用更正、变更或终止。'],
  'signing/not-admitted': ['conflict', 'It has not been admitted yet; this is for admitted signings.', '尚未入库；此操作只用于已入库的签约。'],
  'signing/change-pending': ['conflict', 'A change is waiting for approval; it is approved or returned first.', '已有变更待审核；请先审核或退回。'],
  'signing/nothing-changes': ['invalid', 'The changes are equal to what stands; name a field with another value.', '所填内容与现状相同；请填写不同的值。'],
  'signing/not-amendable': ['invalid', 'An amendment changes project, hosts, counterpart, investors, amount or track; what was never so is corrected.', '变更只涉及项目、落户地、对方、投资方、金额或赛道；原本有误的请用更正。'],
  'signing/counterpart-is-host': ['invalid', 'The counterpart is one of the hosts; name it once.', '对方地区已是落户地；请只填一处。'],
  'signing/annulled': ['conflict', 'It has been annulled, and nothing follows; submit it anew if it was signed after all.', '已撤销入库，不再变动；如确有签约请重新申报。'],
  'signing/not-higher': ['invalid', 'An upgrade leads from an intent to a framework and on to a contract; name a level above the one that stands.', '升格只能由意向升为框架、再升为合同；请填写更高的层级。'],
  'signing/waive-not-missing': ['invalid', 'Only a region that is asked and has not confirmed can be waived.', '只能豁免应确认而未确认的地区。'],
  'signing/not-due': ['conflict', 'A confirmation is waived only after its due date; remind the region until then.', '确认期限届满后方可豁免；此前请催办。'],
  'signing/not-a-reminder': ['forbidden', 'Only the submitter or the association reminds those who are asked.', '只有申报单位或协会可以催办。'],
  'signing/nobody-to-remind': ['conflict', 'Nobody who is asked is missing.', '没有尚未确认的地区。'],
  'signing/not-missing': ['invalid', 'Only a region that is asked and has not confirmed is reminded.', '只能催办应确认而未确认的地区。'],
  'signing/return-it': ['conflict', 'It has not been admitted yet: return it with your reason.', '尚未入库：请说明理由并退回。'],
  'signing/nothing-to-object': ['conflict', 'It was not admitted without your confirmation; ask the submitter for a correction.', '此签约并非未经贵方确认而入库；请向申报单位提出更正。'],
  'signing/not-a-host': ['forbidden', 'Only a region that hosts it tells what becomes of the project.', '只有落户地可以报告项目进展。'],
  'signing/milestone-not-of-kind': ['invalid', 'A headquarters has no start of works (开工); report that it settled or operates.', '总部类项目没有开工节点；请报告落地或投产。'],
  'signing/milestone-order': ['invalid', 'Milestones follow each other, and this date does not; correct the date, or have the other milestone reversed.', '节点日期须依次先后，此日期不符；请更正日期，或先核销另一节点。'],
  'signing/milestone-skips': ['invalid', 'Milestones before this one are not reached; report them first, or give the reason why they are skipped.', '前面的节点尚未达成；请先报告，或说明跳过的理由。'],
  'signing/milestone-reached': ['conflict', 'It has been reported as reached, so there is nothing to plan; have it reversed first if that is wrong.', '该节点已报告达成，无需再定计划；如有误请先核销。'],
  'signing/milestone-verified': ['conflict', 'It has been verified; the association reverses it before it is reported anew.', '该节点已核实；须由协会核销后才能重新报告。'],
  'signing/milestone-not-reported': ['conflict', 'It has not been reported as reached.', '该节点尚未报告达成。'],
  'signing/reason-for-delay': ['invalid', 'A date that was planned before moves for a reason; give it.', '更改计划日期须说明理由。'],
  'signing/responsible-unknown': ['invalid', 'There is no such organisation; GET /v1/resolve?q= finds it by its name, or give the name alone.', '没有这个机构；可用 GET /v1/resolve?q= 按名称查找，或只填名称。'],
  'signing/evidence-missing': ['invalid', 'Evidence is missing: upload a document by POST /v1/documents, and name its id.', '缺少佐证：请先以 POST /v1/documents 上传文件，再填其编号。'],
  'signing/evidence-gone': ['conflict', 'Evidence for this has been discarded since; have it reversed, and reported anew with other evidence.', '其佐证已被销毁；请先核销或冲销，再以新的佐证重新报告。'],
  'signing/not-its-host': ['invalid', 'Funds come in at one of the hosts, as they stood on that date.', '到位资金应填当时的落户地。'],
  'signing/host-has-funds': ['conflict', 'Funds came in at a host that this takes away on their date; have them reversed first, or let it stay until then.', '该变更会去掉已有资金到位的落户地；请先冲销该笔资金，或保留该落户地至到位日之后。'],
  'signing/receipt-not-yours': ['forbidden', 'Another region hosts this part; it reports what came in there.', '该落户地不在贵方辖区；应由其报告。'],
  'signing/receipt-exists': ['conflict', 'A receipt with this id exists and says something else; choose another id, or have that one reversed.', '该编号的到位记录已存在且内容不同；请另取编号，或先冲销原记录。'],
  'signing/receipts-too-many': ['conflict', 'One signing holds at most 1,000 receipts; put payments of one day together.', '一项签约最多一千笔到位记录；请将同日款项合并。'],
  'signing/receipt-unknown': ['absent', 'There is no such receipt; check its id.', '没有这笔到位记录；请核对编号。'],
  'signing/receipt-reversed': ['conflict', 'This receipt has been reversed; report the funds anew under another id.', '该记录已冲销；请以新编号重新报告。'],
  'signing/external-id-taken': ['conflict', 'Another signing of your organisation has this number; a number is unique within its scheme.', '贵单位另一项签约已用此编号；编号在同一体系内不得重复。'],
  'signing/moved-meanwhile': ['conflict', 'It has changed in this moment; repeat it under a new Idempotency-Key.', '内容刚刚变动；请换用新的 Idempotency-Key 重试。'],
} as const satisfies Record<string, readonly [RefusalKind, string, string]>;

export type SigningRefusal = keyof typeof refusals;

export const refuse = (code: SigningRefusal, pointer?: string, more?: Words): Refusal => {
  const [kind, en, zh] = refusals[code];
  const words = more ? { en: `${en} ${more.en}`, zh: `${zh}${more.zh}` } : { en, zh };
  return new Refusal(code, words, kind, pointer === undefined ? [] : [{ pointer, code, message: words }]);
};
