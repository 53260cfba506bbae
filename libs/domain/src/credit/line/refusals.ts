import { Refusal, type RefusalKind, type Words } from '../../kernel/refusal.js';

/** Every refusal of the slice: its kind, and the sentence that says what to do next. Codes are part of the API. */
export const refusals = {
  'credit-line/not-found': ['absent', 'There is no such line of credit; check the id.', '没有该授信；请核对编号。'],
  'credit-line/exists': ['conflict', 'A line with this id exists; leave the id out, or choose another.', '该编号的授信已存在；请不填编号或另取一个。'],
  'credit-line/not-the-bank': ['forbidden', 'Only the bank of the programme does this.', '仅方案的银行可以办理。'],
  'credit-line/not-the-borrower': ['forbidden', 'Only the borrower does this; for one that has no account, the officers of its region, from a document.', '仅借款企业可以办理；无账户的企业由其所属地区人员依文件办理。'],
  'credit-line/not-a-party': ['forbidden', 'Only the bank and the borrower do this.', '仅银行与借款企业可以办理。'],
  'credit-line/nominate-not-yours': ['forbidden', 'A firm is put forward by itself, by the officers of its region, by an association over it, or by the bank.', '企业由其自己、所属地区、辖区内协会或银行推荐。'],
  'credit-line/programme-unknown': ['invalid', 'There is no credit programme with this id; GET /v1/credit-programmes lists them.', '没有该编号的授信方案；见 GET /v1/credit-programmes。'],
  'credit-line/borrower-needed': ['invalid', 'Name the borrower by its id or by its credit code, and not by both.', '请以编号或统一社会信用代码填写借款企业，二者取一。'],
  'credit-line/borrower-unknown': ['invalid', 'There is no organisation with this id or credit code; POST /v1/organisations registers it.', '没有该编号或信用代码的机构；请先 POST /v1/organisations 登记。'],
  'credit-line/no-credit-code': ['invalid', 'The borrower has no unified social credit code on record; POST /v1/organisations/{id}/identify records it.', '该企业没有登记统一社会信用代码；请先 POST /v1/organisations/{id}/identify。'],
  'credit-line/borrower-gone': ['invalid', 'This organisation has been merged or closed; name the one that stands for it.', '该机构已合并或终止；请填承继的机构。'],
  'credit-line/no-region': ['invalid', 'The borrower lies in no region on record; POST /v1/organisations/{id}/affiliate or register it with one.', '该企业未登记所属地区；请先补登。'],
  'credit-line/borrower-is-bank': ['invalid', 'The bank of the programme is no borrower under it; name another organisation.', '方案的银行不能作为借款企业；请填其他机构。'],
  'credit-line/another-currency': ['invalid', 'The amount is in another currency than the programme.', '金额币种与方案不一致。'],
  'credit-line/product-unknown': ['invalid', 'The programme has no such product; GET /v1/credit-programmes/{id} lists them.', '方案没有该产品；见 GET /v1/credit-programmes/{id}。'],
  'credit-line/not-eligible': ['conflict', 'The product is not for this region or track; choose another product.', '该产品不适用于此地区或赛道；请另选产品。'],
  'credit-line/score-too-low': ['conflict', 'The borrower’s score lies below what the product asks for, or is not stated; a new one is recorded by POST /score.', '企业评分低于产品要求或未填；请以 POST /score 更新。'],
  'credit-line/programme-not-valid': ['conflict', 'The programme is not valid on this day, so nothing is granted under it.', '方案在此日无效，不能授信。'],
  'credit-line/expiry-in-past': ['invalid', 'The line would have expired; give a later day.', '到期日已过；请填较晚的日期。'],
  'credit-line/second-person': ['forbidden', 'Another person than the one before does this step.', '此步骤须由前一步骤办理人以外的人办理。'],
  'credit-line/moved': ['conflict', 'The line moved meanwhile; send it again.', '该授信同时有变动；请重新发送。'],
  'credit-line/nominated': ['conflict', 'The bank has not granted the line yet; POST /approve or /decline.', '银行尚未批准；请先 POST /approve 或 /decline。'],
  'credit-line/approved': ['conflict', 'The bank has granted the line, and the borrower has not signed it yet; POST /sign or /decline.', '银行已批准，企业尚未签署；请先 POST /sign 或 /decline。'],
  'credit-line/signed': ['conflict', 'The line is signed and not open to draws yet; POST /activate.', '已签署，尚未生效；请先 POST /activate。'],
  'credit-line/active': ['conflict', 'The line is open to draws already; draw on it, or reduce or close it.', '授信已生效；请直接用信，或调减、终止。'],
  'credit-line/declined': ['conflict', 'The line was declined; put the firm forward anew.', '该授信已被拒绝；请重新推荐。'],
  'credit-line/closed': ['conflict', 'The line is closed; put the firm forward anew.', '授信已终止；请重新推荐。'],
  'credit-line/expired': ['conflict', 'The line has expired: nothing more is drawn; what is outstanding is repaid.', '授信已到期：不得再用信；未还余额请继续偿还。'],
  'credit-line/frozen': ['conflict', 'The line is frozen: nothing is drawn until another person of the bank releases it (POST /release).', '授信已冻结；须由银行另一人解冻（POST /release）后方可用信。'],
  'credit-line/not-frozen': ['conflict', 'The line is not frozen, so nothing is to be released; POST /freeze stops it.', '授信未冻结，无需解冻；如需冻结请 POST /freeze。'],
  'credit-line/limit-exceeded': ['conflict', 'More than what is available; draw or reserve less.', '可用额度不足；请减少金额。'],
  'credit-line/more-than-outstanding': ['conflict', 'More than what is outstanding; repay less.', '还款超过未还余额；请减少金额。'],
  'credit-line/reservation-unknown': ['conflict', 'There is no open reservation with this id: it was posted or voided, or has expired.', '没有该编号的有效预留：已入账、已撤销或已到期。'],
  'credit-line/reservation-exists': ['conflict', 'A reservation with this id is open; choose another id.', '该编号的预留已存在；请另取编号。'],
  'credit-line/more-than-reserved': ['conflict', 'Less was reserved; reserve the rest, or draw it.', '超过预留金额；请另行预留或直接用信。'],
  'credit-line/expiry-of-reservation': ['invalid', 'A reservation stands from a minute to 30 days; give an instant within that time.', '预留有效期为一分钟至三十天；请填此范围内的时刻。'],
  'credit-line/not-a-reduction': ['invalid', 'The new limit is not below the present one; a higher limit is a new line.', '新额度不低于现额度；提高额度请另行授信。'],
  'credit-line/below-outstanding': ['conflict', 'The limit would lie below what is outstanding, reserved or used up; reduce it by less.', '额度将低于未还、预留与已用之和；请少减一些。'],
  'credit-line/outstanding': ['conflict', 'Something is outstanding; it is repaid first.', '尚有未还余额；请先还款。'],
  'credit-line/reserved': ['conflict', 'Something is reserved; post or void it first.', '尚有预留额度；请先入账或撤销。'],
  'credit-line/not-expired': ['conflict', 'The line has not passed its last day; close it where it is to end before.', '授信尚未到期；需提前结束请终止。'],
  'credit-line/mirrored': ['conflict', 'Draws of this line are made in the bank; it tells of them by POST /draw and /repay, or in its statement.', '该授信在银行用信；请以 POST /draw、/repay 或对账单报送。'],
  'credit-line/today-only': ['invalid', 'What is granted, opened, drawn and repaid here counts today; leave the day out.', '在本平台的授信、生效、用信与还款以当日计；请不填日期。'],
  'credit-line/date-in-future': ['invalid', 'This day lies in the future; tell what has been.', '日期在将来；请填已发生的事项。'],
  'credit-line/date-before-approval': ['invalid', 'The borrower signs what the bank has granted; give the day of the approval or a later one.', '企业签署须在银行批准之后；请填批准当日或较晚的日期。'],
  'credit-line/date-before-signing': ['invalid', 'The line is opened once it is signed; give the day of the signing or a later one.', '授信签署之后方可生效；请填签署当日或较晚的日期。'],
  'credit-line/before-grant': ['invalid', 'This day lies before the line was granted, or put forward; tell what has been since.', '该日早于授信批准（或推荐）之日；请填其后的日期。'],
  'credit-line/due-before-draw': ['invalid', 'It would be due before it is drawn; give a later day.', '到期日早于用信日；请填较晚的日期。'],
  'credit-line/source-not-yours': ['invalid', 'The borrower’s own people sign without a document; leave the source out where you speak for yourself.', '企业自行签署无需文件；请不填来源。'],
  'credit-line/source-required': ['invalid', 'The borrower has no account, so its line is signed from a document; give the source: document and quote.', '该企业无账户，须依文件录入签署；请填来源：文件与原文。'],
  'credit-line/batch-unknown': ['invalid', 'There is no such batch under this programme.', '该方案下没有此批次。'],
  'credit-line/batch-released': ['conflict', 'The batch has been released; put the firm forward in another one.', '该批次已发布；请在其他批次推荐。'],
  'credit-line/not-the-owner': ['forbidden', 'The bank explains what is its own to clear, and the issuer or an association over the programme what is the issuer’s.', '属银行的差异由银行说明，属发起方的由发起方或辖区包含该方案的协会说明。'],
  'credit-line/discrepancy-unknown': ['conflict', 'There is no open difference of this name; GET the line lists them.', '没有该名称的未决差异；见授信页。'],
  'credit-line/administrators-see-totals': ['forbidden', 'An association sees totals and no single line; GET /v1/metrics/credit.outstanding tells them.', '协会只看汇总，不看单笔授信；见 GET /v1/metrics/credit.outstanding。'],
} as const satisfies Record<string, readonly [RefusalKind, string, string]>;

export type LineRefusal = keyof typeof refusals;

/** Those that tell how much a line holds, so that whoever is refused so has read something of it. */
const TELLING: ReadonlySet<string> = new Set<LineRefusal>(['credit-line/limit-exceeded', 'credit-line/more-than-outstanding', 'credit-line/more-than-reserved', 'credit-line/below-outstanding', 'credit-line/outstanding', 'credit-line/reserved']);
export const tellsAmount = (code: string): boolean => TELLING.has(code);

/** @param more what the sentence cannot know, such as how much is available. */
export const refuse = (code: LineRefusal, pointer?: string, more?: Words): Refusal => {
  const [kind, en, zh] = refusals[code];
  const words: Words = more ? { en: `${en} ${more.en}`, zh: `${zh}${more.zh}` } : { en, zh };
  return new Refusal(code, words, kind, pointer === undefined ? [] : [{ pointer, code, message: words }]);
};
