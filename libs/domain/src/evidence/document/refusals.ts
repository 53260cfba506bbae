import { type Fault, Refusal, type RefusalKind, type Words } from '../../kernel/refusal.js';

/** Every refusal of the slice: its kind, and the sentence that says what to do next. Codes are part of the API. */
export const refusals = {
  'document/not-found': ['absent', 'There is no such document, or it is none of yours; check the id.', '没有这份文件，或与贵方无关；请核对编号。'],
  'document/exists': ['conflict', 'A document with this id exists and is another; leave the id out, or choose another.', '该编号的文件已存在且不是同一份；请不填编号或另取一个。'],
  'document/discarded': ['conflict', 'This document was discarded and its content is gone; deposit it anew, under another id.', '该文件已销毁，内容不再保存；请以新编号重新存入。'],
  'document/in-use': ['conflict', 'Something on record refers to this document, so it is kept; an association whose scope holds its region may order it to go.', '有记录引用此文件，须予保存；辖区包含其所属地区的协会可以决定销毁。'],
  'document/unknown': ['invalid', 'Your organisation has deposited no document with this id; deposit it by POST /v1/documents first.', '贵单位没有存入该编号的文件；请先以 POST /v1/documents 存入。'],
  'document/other-digest': ['invalid', 'The document with this id has another digest; check that it is the one you mean, or leave the digest out.', '该编号的文件摘要不同；请核对是否为所指文件，或不填摘要。'],
  'document/twice': ['invalid', 'This document is named twice; name it once.', '同一文件出现两次；请只填一次。'],
} as const satisfies Record<string, readonly [RefusalKind, string, string]>;

export type DocumentRefusal = keyof typeof refusals;

const wordsOf = (code: DocumentRefusal): Words => ({ en: refusals[code][1], zh: refusals[code][2] });

export const faultOf = (code: DocumentRefusal, pointer: string): Fault => ({ pointer, code, message: wordsOf(code) });

export const refuse = (code: DocumentRefusal, pointer?: string): Refusal =>
  new Refusal(code, wordsOf(code), refusals[code][0], pointer === undefined ? [] : [faultOf(code, pointer)]);
