import { Refusal, type RefusalKind, type Words } from '../../kernel/refusal.js';

/** Every refusal of the slice: its kind, and the sentence that says what to do next. Codes are part of the API. */
export const refusals = {
  'credit-batch/not-found': ['absent', 'There is no such batch; check the id.', '没有该批次；请核对编号。'],
  'credit-batch/exists': ['conflict', 'A batch with this id exists; leave the id out, or choose another.', '该编号的批次已存在；请不填编号或另取一个。'],
  'credit-batch/programme-unknown': ['invalid', 'There is no credit programme with this id; GET /v1/credit-programmes lists them.', '没有该编号的授信方案；见 GET /v1/credit-programmes。'],
  'credit-batch/not-yours': ['forbidden', 'Only the programme’s issuer, its bank and an association over its territory do this.', '仅方案的发起方、银行和辖区包含该方案的协会可以办理。'],
  'credit-batch/source-not-yours': ['invalid', 'Only an association enters what a document states; leave the source out where you speak for yourself.', '仅协会可以依文件录入；自行办理请不填来源。'],
  'credit-batch/released': ['conflict', 'The batch has been released already.', '该批次已发布。'],
  'credit-batch/undecided': ['conflict', 'Some lines are not decided yet: bank and borrower say yes or no first; the message says how many.', '尚有授信未决定：须由银行与企业先行同意或拒绝；笔数见说明。'],
  'credit-batch/empty': ['conflict', 'No firm was put forward in the batch, so there is nothing to release.', '批次内没有企业，无可发布。'],
  'credit-batch/moved': ['conflict', 'The batch moved meanwhile; send it again.', '批次同时有变动；请重新发送。'],
  'credit-batch/nothing-announced': ['invalid', 'Give what was announced: the total, the number of firms, or both.', '请填公布数：总额、户数或两者。'],
} as const satisfies Record<string, readonly [RefusalKind, string, string]>;

export type BatchRefusal = keyof typeof refusals;

/** @param more what the sentence cannot know, such as how many lines. */
export const refuse = (code: BatchRefusal, pointer?: string, more?: Words): Refusal => {
  const [kind, en, zh] = refusals[code];
  const words: Words = more ? { en: `${en} ${more.en}`, zh: `${zh}${more.zh}` } : { en, zh };
  return new Refusal(code, words, kind, pointer === undefined ? [] : [{ pointer, code, message: words }]);
};
