import type { Fault, Words } from '@entente/domain/kernel/refusal';

/** An answer that is no success, as RFC 9457 describes it, in both languages until the reader's is known. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    /** `area/reason`, part of the API. */
    readonly code: string,
    readonly words: Words,
    readonly faults: readonly Fault[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(words.en);
  }
}

const problem = (status: number, code: string, en: string, zh: string) =>
  (faults: readonly Fault[] = [], headers: Readonly<Record<string, string>> = {}): Problem => new Problem(status, code, { en, zh }, faults, headers);

export const problems = {
  noKey: problem(401, 'access/no-key', 'Send your key as "Authorization: Bearer <key>".', '请以 “Authorization: Bearer <密钥>” 发送密钥。'),
  unknownKey: problem(401, 'access/unknown-key', 'This key is not known or has been revoked; ask the association for a new one.', '密钥无效或已吊销；请向协会申领。'),
  notYourRoute: problem(403, 'access/not-your-route', 'This is not for your role.', '您的角色不能使用此接口。'),
  beyondScope: problem(403, 'access/beyond-scope', 'This question reaches beyond the regions that you may see; ask for a region within yours.', '所问范围超出您可查看的地区；请指定本辖区内的地区。'),
  notFound: problem(404, 'request/not-found', 'There is nothing here, or it is none of yours; check the address.', '此处没有内容，或与贵方无关；请核对地址。'),
  malformed: problem(400, 'request/malformed', 'The body is no JSON; check quotes, commas and brackets.', '请求体不是 JSON；请检查引号、逗号与括号。'),
  addressMalformed: problem(400, 'request/address-malformed', 'This address is not well-formed; check its percent signs.', '地址格式有误；请检查其中的百分号编码。'),
  addressNotAscii: problem(400, 'request/address-not-ascii', 'An address is ASCII: percent-encode what is not, with curl by -G --data-urlencode "q=…".', '地址只能含 ASCII 字符：其余须百分号编码，用 curl 时可写 -G --data-urlencode "q=…"。'),
  notReadable: problem(400, 'request/not-http', 'This cannot be read as an HTTP request; check its first line and its headers.', '无法按 HTTP 请求读取；请检查首行与请求头。'),
  requestTimedOut: problem(408, 'request/timed-out', 'The request did not arrive in time; send it again.', '请求未能及时送达；请重新发送。'),
  headersTooLarge: problem(431, 'request/headers-too-large', 'The headers of the request are too large; send fewer or shorter ones.', '请求头过大；请减少或缩短。'),
  mediaType: problem(415, 'request/media-type', 'Send the body as application/json.', '请以 application/json 发送请求体。'),
  tooLarge: problem(413, 'request/too-large', 'The body is larger than 1 MiB; send less at once.', '请求体超过 1 MiB；请减少单次内容。'),
  invalid: problem(422, 'request/invalid', 'Some of what was sent is not right; every fault is listed.', '所填内容有误；各项错误已逐一列出。'),
  noIdempotencyKey: problem(400, 'request/idempotency-key-missing', 'Send an Idempotency-Key header (1 to 200 characters), so that a repetition counts once.', '请附 Idempotency-Key 头（1 至 200 个字符），以免重复计算。'),
  keyReused: problem(422, 'request/idempotency-key-reused', 'This Idempotency-Key was used with another body; choose a new key for a new request.', '该 Idempotency-Key 已用于不同的内容；新请求请用新键。'),
  ifMatchMissing: problem(428, 'request/if-match-missing', 'You vouch for what you saw: send its ETag in If-Match.', '此操作以所见版本为准：请在 If-Match 中附上其 ETag。'),
  ifMatchMalformed: problem(400, 'request/if-match-malformed', 'If-Match is an ETag that this api gave, such as "3".', 'If-Match 应为本接口给出的 ETag，如 "3"。'),
  versionMoved: problem(412, 'request/version-moved', 'It has changed since you saw it; read it again and decide on what stands now.', '内容在您查看后已变动；请重新查看后再决定。'),
  busy: problem(503, 'log/busy', 'The log cannot take this now; repeat it with the same Idempotency-Key.', '日志暂时无法写入；请用相同的 Idempotency-Key 重试。'),
  storeAway: problem(503, 'document/store-away', 'The store of documents does not answer at the moment; nothing was recorded. Repeat it with the same Idempotency-Key.', '文件存储暂时没有响应，未作任何记录；请用相同的 Idempotency-Key 重试。'),
  unavailable: problem(503, 'service/unavailable', 'The database does not answer at the moment; try again shortly.', '数据库暂时没有响应；请稍后再试。'),
  notYet: problem(503, 'read/not-yet', 'What you ask for has not been read into the views yet; try again shortly.', '所需内容尚未写入视图；请稍后再试。'),
  beyondHead: problem(400, 'read/beyond-head', 'This position lies beyond the end of the log.', '该位置超出日志末端。'),
  internal: problem(500, 'service/internal', 'Something went wrong on our side; it is logged under the trace id.', '服务内部出错；已按追踪号记录。'),
} as const;
