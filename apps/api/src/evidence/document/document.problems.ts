import type { Words } from '@entente/domain/kernel/refusal';
import { Problem } from '../../http/problems.js';
import { UPLOAD_BYTES_MAX } from '../../http/uploads.js';
import { contentDigest } from './digest.js';
import { ACCEPTED } from './media-type.js';

const LIMIT = `${UPLOAD_BYTES_MAX / 1024 / 1024} MiB`;
const TYPES = Object.entries(ACCEPTED).map(([type, suffix]) => `${suffix} (${type})`).join(', ');
const DIGEST_COMMAND = 'echo "Content-Digest: sha-256=:$(openssl dgst -sha256 -binary FILE | base64):"';

/** A problem with one fault, so that several can be told at once. */
const problem = (status: number, code: string, pointer: string, words: Words, headers: Readonly<Record<string, string>> = {}): Problem =>
  new Problem(status, code, words, [{ pointer, code, message: words }], headers);

/** Where in a request a fault lies that is in no JSON: `/header/<name>`; the body as a whole is the empty pointer. */
const DIGEST = '/header/content-digest';
const TYPE = '/header/content-type';
const ENCODING = '/header/content-encoding';

export const documentProblems = {
  digestMissing: () => problem(400, 'document/digest-missing', DIGEST, {
    en: `Send the SHA-256 of the file as Content-Digest, so that what arrives is what you sent: ${DIGEST_COMMAND}`,
    zh: `请以 Content-Digest 附上文件的 SHA-256，以核对所收即所发：${DIGEST_COMMAND}`,
  }),
  digestMalformed: () => problem(400, 'document/digest-malformed', DIGEST, {
    en: `Write Content-Digest as sha-256=:<44 characters of base64>: (RFC 9530): ${DIGEST_COMMAND}`,
    zh: `Content-Digest 应写作 sha-256=:<44 个 base64 字符>:（RFC 9530）：${DIGEST_COMMAND}`,
  }),
  digestMismatch: (sha256: string) => problem(422, 'document/digest-mismatch', DIGEST, {
    en: `What arrived has another digest: ${contentDigest(sha256)} (${sha256}). Send the file again, or its own digest.`,
    zh: `所收内容的摘要不同：${contentDigest(sha256)}（${sha256}）。请重新发送文件，或改用其摘要。`,
  }),
  empty: () => problem(422, 'document/empty', '', { en: 'Nothing arrived; send the file’s bytes as the body.', zh: '未收到内容；请以文件的字节作为请求体。' }),
  tooLarge: () => problem(413, 'document/too-large', '', {
    en: `The file is larger than ${LIMIT}; send a smaller copy, or its parts one by one.`, zh: `文件超过 ${LIMIT}；请发送较小的副本，或分为几份。`,
  }),
  notAccepted: (seen: string | null) => problem(415, 'document/type-not-accepted', '', {
    en: `By its content this is ${seen ?? 'of no known type'}, which is not taken. Send one of: ${TYPES}; text must be UTF-8.`,
    zh: `按内容判断，此文件为${seen ?? '未知类型'}，不予接受。可接受：${TYPES}；文本须为 UTF-8。`,
  }),
  program: (name: string) => problem(415, 'document/type-not-accepted', '', {
    en: `A program lies in this document, ${JSON.stringify(name)}; save the document without it, or as PDF.`, zh: `该文档内含程序 ${JSON.stringify(name)}；请去除后另存，或存为 PDF。`,
  }),
  macros: () => problem(415, 'document/macros', '', {
    en: 'This office document brings macros; save it without them (.docx, .xlsx) or as PDF.', zh: '该办公文档含宏；请另存为不含宏的格式（.docx、.xlsx）或 PDF。',
  }),
  typeMismatch: (seen: string, declared: string) => problem(415, 'document/type-mismatch', TYPE, {
    en: `By its content this is ${seen}, and Content-Type says ${JSON.stringify(declared)}; send the one that it is, or application/octet-stream.`,
    zh: `按内容判断为 ${seen}，而 Content-Type 为 ${JSON.stringify(declared)}；请填实际类型，或 application/octet-stream。`,
  }),
  encoded: (encoding: string) => problem(415, 'document/content-encoding', ENCODING, {
    en: `The file came packed for the way, Content-Encoding ${JSON.stringify(encoding)}; send its own bytes and leave Content-Encoding out.`,
    zh: `文件经传输编码，Content-Encoding 为 ${JSON.stringify(encoding)}；请发送文件本身的字节，不填 Content-Encoding。`,
  }, { 'Accept-Encoding': 'identity' }),
  discarded: () => problem(410, 'document/discarded', '', {
    en: 'This document was discarded and its content is gone; its digest and what refers to it stay on record.', zh: '该文件已销毁，内容不再保存；其摘要与引用仍在记录中。',
  }),
  damaged: () => problem(500, 'document/damaged', '', {
    en: 'The store does not hold the content that was deposited, so it is not given out; tell the node’s operator this id. Whoever has the file can deposit it again under the same id.',
    zh: '存储中的内容与存入时不符，故不提供；请将此编号告知运维人员。持有原件者可用同一编号重新存入。',
  }),
} as const;

/** All that is wrong, told at once under the first of it. */
export const mustHold = (wrong: readonly Problem[]): void => {
  const [first] = wrong;
  if (first) throw new Problem(first.status, first.code, first.words, wrong.flatMap(({ faults }) => faults), first.headers);
};
