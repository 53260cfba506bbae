import { Refusal, type RefusalKind, type Words } from '../../kernel/refusal.js';

/** Every refusal of the slice: its kind, and the sentence that says what to do next. Codes are part of the API. */
export const refusals = {
  'declaration/not-found': ['absent', 'There is no such joint initiative; check the id.', '没有这份倡议书；请核对编号。'],
  'declaration/exists': ['conflict', 'A joint initiative with this id exists; leave the id out, or choose another.', '该编号的倡议书已存在；请不填编号或另取一个。'],
  'declaration/text-needed': ['invalid', 'Whoever issues it gives its text, so that all endorse the same words; only a document may leave it out.', '发布时须提供正文，使各方响应同一文字；仅依文件录入时可不填。'],
  'declaration/no-text': ['conflict', 'Its text is not on record, so nobody can sign it here; endorse it without a signature, or with a source.', '没有正文，不能在此签署；请不填签名，或填来源。'],
  'declaration/closed': ['conflict', 'It is open to endorsement no longer; what was endorsed in time is entered by an association from a document.', '响应期已过；期内已响应的，可由协会依文件录入。'],
  'declaration/endorsed': ['conflict', 'It endorses it already in a stronger way, or by a signature, whose day stands; a date is put right in the way in which the endorsement was given.', '已以更强的方式响应，或已签署而签署之日不变；日期须以原响应方式更正。'],
  'declaration/not-endorsed': ['conflict', 'It does not endorse it, so there is nothing to withdraw.', '未响应，无可撤回。'],
  'declaration/signature-fails': ['invalid', 'The signature does not fit the text, the key and the person; sign the bytes that GET /v1/declarations/{id}/text gives, with kid, organisation and person in the header.', '签名与正文、密钥或签署人不符；请对 GET /v1/declarations/{id}/text 给出的字节签名，并在头部写明 kid、organisation 与 person。'],
  'declaration/signer-not-standing': ['invalid', 'The key or the person’s authority does not count for this organisation now; the message says why.', '该密钥或签署权此时对该机构无效；原因见说明。'],
  'declaration/signed-today': ['invalid', 'An endorsement is signed on the day on which it is sent; leave the date out, or endorse by your own word from an earlier day first.', '签署之日即提交之日；请不填日期，或先以自行声明自较早之日起响应。'],
  'declaration/one-way': ['invalid', 'An endorsement is signed or taken from a document, and not both.', '响应或以签名，或依文件，二者取一。'],
  'declaration/date-in-future': ['invalid', 'This date lies in the future; enter what has happened.', '日期在将来；请填已发生的事项。'],
  'declaration/before-issued': ['invalid', 'This date lies before it was issued, or before what it changes; give a later one.', '日期早于发布日或所变更的事项；请填之后的日期。'],
  'declaration/after-closing': ['invalid', 'This date lies after it had closed to endorsement; correct the date.', '日期在响应截止之后；请更正日期。'],
  'declaration/since-when': ['invalid', 'It endorsed it before and left; say with "on" since when it does again.', '该机构曾响应并撤回；请以 on 填再次响应之日。'],
  'declaration/dates-reversed': ['invalid', 'It would close before it is issued; exchange the dates.', '截止日早于发布日；请对调。'],
  'declaration/edition-unknown': ['invalid', 'No conference edition was announced under this code; GET /v1/editions lists them.', '没有该代码的会议届次；见 GET /v1/editions。'],
} as const satisfies Record<string, readonly [RefusalKind, string, string]>;

export type DeclarationRefusal = keyof typeof refusals;

export const refuse = (code: DeclarationRefusal, pointer?: string): Refusal => {
  const [kind, en, zh] = refusals[code];
  const words: Words = { en, zh };
  return new Refusal(code, words, kind, pointer === undefined ? [] : [{ pointer, code, message: words }]);
};
