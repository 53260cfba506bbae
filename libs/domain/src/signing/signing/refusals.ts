import { Refusal, type RefusalKind, type Words } from '../../kernel/refusal.js';

/** Every refusal of the slice: its kind, and the sentence that says what to do next. Codes are part of the API. */
export const refusals = {
  'signing/not-found': ['absent', 'There is no such signing, or it is none of yours; check the id.', '没有这项签约，或与贵方无关；请核对编号。'],
  'signing/exists': ['conflict', 'A signing with this id exists; leave the id out, or choose another.', '该编号的签约已存在；请不填编号或另取一个。'],
  'signing/host-not-yours': ['forbidden', 'None of the hosts lies within your region; the region that hosts it submits it.', '落户地都不在贵方辖区内；应由落户地申报。'],
  'signing/source-required': ['invalid', 'An association enters what a document states; give its source: document and quote.', '协会录入的记录须注明来源：文件与原文。'],
  'signing/attest-not-yours': ['forbidden', 'Only an association enters records from a document; submit your own without a source.', '只有协会可依文件录入；贵方申报请不填来源。'],
  'signing/date-in-future': ['invalid', 'This date lies in the future; enter what has happened.', '日期在将来；请填已发生的事项。'],
  'signing/before-signed': ['invalid', 'This date lies before the signing or an amendment of it; give a later one.', '日期早于签约日或其变更日；请填之后的日期。'],
  'signing/not-the-submitter': ['forbidden', 'Only the organisation that submitted it may do this.', '只有申报单位可以办理。'],
  'signing/not-asked': ['forbidden', 'Your region is not among those that are asked to confirm it.', '贵方不在需确认的地区之列。'],
  'signing/not-the-association': ['forbidden', 'Only an association whose scope holds the submitting region may do this.', '只有辖区包含申报地区的协会可以办理。'],
  'signing/not-a-reviewer': ['forbidden', 'Only a region that is asked to confirm it, or the association, may return it.', '只有需确认的地区或协会可以退回。'],
  'signing/not-a-party': ['forbidden', 'Only the submitter, a host, the counterpart or the association may end it.', '只有申报单位、落户地、对方地区或协会可以终止。'],
  'signing/same-person': ['forbidden', 'Who entered it cannot admit it; a second person must.', '录入人不能办理入库；须由另一人办理。'],
  'signing/same-organisation': ['forbidden', 'The organisation that submitted it cannot admit it.', '申报单位不能为自己办理入库。'],
  'signing/confirmations-missing': ['conflict', 'It cannot be admitted before every region that is asked has confirmed it.', '须待全部相关地区确认后才能入库。'],
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
} as const satisfies Record<string, readonly [RefusalKind, string, string]>;

export type SigningRefusal = keyof typeof refusals;

export const refuse = (code: SigningRefusal, pointer?: string, more?: Words): Refusal => {
  const [kind, en, zh] = refusals[code];
  const words = more ? { en: `${en} ${more.en}`, zh: `${zh}${more.zh}` } : { en, zh };
  return new Refusal(code, words, kind, pointer === undefined ? [] : [{ pointer, code, message: words }]);
};
