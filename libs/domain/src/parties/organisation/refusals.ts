import { type Fault, Refusal, type RefusalKind, type Words } from '../../kernel/refusal.js';

/** Every refusal of the slice: its kind, and the sentence that says what to do next. Codes are part of the API. */
export const refusals = {
  'organisation/not-found': ['absent', 'There is no such body; check the id, or find it by GET /v1/organisations?q=.', '没有这个机构；请核对编号，或用 GET /v1/organisations?q= 查找。'],
  'organisation/exists': ['conflict', 'A body with this id exists; leave the id out, or choose another.', '该编号的机构已存在；请不填编号或另取一个。'],
  'organisation/region-unknown': ['invalid', 'This region is not registered; GET /v1/regions?q= finds its code.', '该地区未登记；可用 GET /v1/regions?q= 查找其代码。'],
  'organisation/region-ended': ['invalid', 'This region had ended before the body began; give the region that its place belongs to since.', '该地区在机构成立前已撤销；请填其所在地现属的地区。'],
  'organisation/region-not-yours': ['forbidden', 'A body is registered by an officer or an association over its region; give a region within yours.', '机构由其所在辖区的人员或协会登记；请填本辖区内的地区。'],
  'organisation/not-yours': ['forbidden', 'Only an association or an officer over its region, or its own people, may do this.', '只有其所在辖区的协会、人员或该机构本身可以办理。'],
  'organisation/not-an-administrator': ['forbidden', 'Only an association whose scope holds every body that is concerned may do this.', '只有辖区包含所涉机构的协会可以办理。'],
  'organisation/account-not-yours': ['forbidden', 'Only an association over its region sets the account of a body; leave it out, and ask the association.', '账户只由其所在辖区的协会设定；请不填，并向协会申请。'],
  'organisation/source-required': ['invalid', 'An association enters what a document states; give its source: document and quote.', '协会录入的内容须注明来源：文件与原文。'],
  'organisation/attest-not-yours': ['forbidden', 'Only an association enters from a document; submit without a source.', '只有协会可依文件录入；请不填来源。'],
  'organisation/date-in-future': ['invalid', 'This date lies in the future; enter what has happened.', '日期在将来；请填已发生的事项。'],
  'organisation/dates-reversed': ['invalid', 'It ends before it begins; exchange the dates.', '终止早于起始；请对调日期。'],
  'organisation/before-what-it-changes': ['invalid', 'This date lies before what it changes; give a later one.', '日期早于所变更的内容；请填之后的日期。'],
  'organisation/nothing-changes': ['invalid', 'It has this name already, from another date; give a name that is new, or leave it as it is.', '该名称已在使用，起始日期不同；请填新名称，或不必办理。'],
  'organisation/type-open': ['conflict', 'It is of this type already, from another date; leave the date out, or end the type first.', '该类型已存续，起始日期不同；请不填起始日期，或先终止该类型。'],
  'organisation/parent-open': ['conflict', 'It belongs to this body already, from another date; leave the date out, or end that first.', '已隶属于该机构，起始日期不同；请不填起始日期，或先终止该隶属关系。'],
  'organisation/code-invalid': ['invalid', 'This is no unified social credit code; copy it from the certificate.', '统一社会信用代码有误；请按证照填写。'],
  'organisation/code-needs-evidence': ['invalid', 'One check of this code fails; give the evidence that it was issued: document and quote.', '该代码有一项校验不符；请注明其确已颁发的依据：文件与原文。'],
  'organisation/evidence-without-code': ['invalid', 'This evidence is of a credit code that is not given; give the code too, or leave it out.', '所填依据没有对应的统一社会信用代码；请同时填写代码，或不填依据。'],
  'organisation/code-taken': ['conflict', 'Another body holds this code; use that one, have the two merged, or have it released there if it was taken by mistake.', '该代码已属于另一机构；请使用该机构、申请合并，或在误填时申请由该机构释放。'],
  'organisation/register-taken': ['conflict', 'Another body holds this number of the register; use that one, have the two merged, or have it released there if it was taken by mistake.', '该注册号已属于另一机构；请使用该机构、申请合并，或在误填时申请由该机构释放。'],
  'organisation/account-taken': ['conflict', 'Another body holds this account; use the account of this body’s own people, or have it released there if it was taken by mistake.', '该账户已属于另一机构；请使用本机构人员的账户，或在误填时申请由该机构释放。'],
  'organisation/identified': ['conflict', 'It has another one already, and a body has one; if that was entered wrongly, have an association release it first.', '已有另一个，每个机构只有一个；如录入有误，请先由协会释放。'],
  'organisation/parent-unknown': ['invalid', 'There is no body with the id of this parent; register it first.', '没有该上级机构；请先登记。'],
  'organisation/parent-circle': ['invalid', 'A body does not belong to itself, nor to one that belongs to it; look for the right parent.', '机构不能隶属于自身或其下级；请核对上级机构。'],
  'organisation/parent-merged': ['invalid', 'This parent has been merged into another; give the one that stands.', '该上级机构已并入另一机构；请填现存机构。'],
  'organisation/parent-not-there': ['invalid', 'This parent was not there in all of this time; give dates within its own, or the right parent.', '该上级机构在此期间并非一直存在；请填其存续期间内的日期，或核对上级机构。'],
  'organisation/target-unknown': ['invalid', 'There is no body with this id to merge into; check it.', '没有要并入的机构；请核对编号。'],
  'organisation/merge-into-itself': ['invalid', 'A body is not merged into itself; give the id of the other record.', '机构不能并入自身；请填另一条记录的编号。'],
  'organisation/target-not-live': ['conflict', 'The body to merge into is merged or closed itself; merge into the one that stands.', '要并入的机构本身已合并或终止；请并入现存机构。'],
  'organisation/merged': ['conflict', 'It has been merged into another and takes no changes but releases and revocations of keys; change that one, or undo the merger.', '已并入另一机构，除释放与密钥吊销外不再变更；请变更该机构或撤销合并。'],
  'organisation/not-merged': ['conflict', 'It is not merged into another, so there is nothing to undo.', '未并入其他机构，无需撤销。'],
  'organisation/closed': ['conflict', 'It has been closed and takes no changes but aliases, releases and revocations.', '已终止；除别名、释放与吊销外不再变更。'],
  'organisation/proof-fails': ['invalid', 'A signature does not fit the key and the text; sign the exact text that docs/organisations.md gives.', '签名与密钥或文本不符；请对 docs/organisations.md 所列的确切文本签名。'],
  'organisation/key-taken': ['conflict', 'This public key belongs to another body; make a key of your own.', '该公钥属于另一机构；请自行生成密钥。'],
  'organisation/key-known': ['conflict', 'This key is asked for or valid already; rotate to a new one.', '该密钥已在申请中或已生效；请更换为新密钥。'],
  'organisation/key-unknown': ['absent', 'This body has no such key; check the thumbprint.', '该机构没有此密钥；请核对指纹。'],
  'organisation/key-not-valid': ['conflict', 'This key is not valid at this moment; sign with one that is.', '该密钥此刻无效；请用有效的密钥签名。'],
  'organisation/key-ended': ['conflict', 'This key has ended and does not come back; make a new one.', '该密钥已失效，不再启用；请生成新密钥。'],
  'organisation/same-person': ['forbidden', 'Who asked for it cannot approve it; a second person must.', '申请人不能批准；须由另一人批准。'],
  'organisation/not-an-approver': ['forbidden', 'Only the body’s own people or an association over its region approve this.', '只有该机构人员或其所在辖区的协会可以批准。'],
  'organisation/person-unknown': ['invalid', 'This body has no such person; enter the person by POST /v1/people first.', '该机构没有此人员；请先以 POST /v1/people 登记。'],
  'organisation/authority-exists': ['conflict', 'An authority with this id exists and says something else; choose another id.', '该编号的签署权已存在且内容不同；请另取编号。'],
  'organisation/authority-unknown': ['absent', 'This body granted no such authority; check the id.', '该机构没有此签署权；请核对编号。'],
  'organisation/authority-ungranted': ['invalid', 'An authority is granted by the body’s signature, or entered by an association from a document; give kid and signature, or a source.', '签署权由机构签名授予，或由协会依文件录入；请填 kid 与 signature，或来源。'],
  'organisation/authority-ended': ['conflict', 'This authority has been revoked; grant a new one.', '该签署权已终止；请另行授予。'],
} as const satisfies Record<string, readonly [RefusalKind, string, string]>;

export type OrganisationRefusal = keyof typeof refusals;

export const refuse = (code: OrganisationRefusal, pointer?: string, more?: Words, faults?: readonly Fault[]): Refusal => {
  const [kind, en, zh] = refusals[code];
  const words = more ? { en: `${en} ${more.en}`, zh: `${zh}${more.zh}` } : { en, zh };
  return new Refusal(code, words, kind, faults ?? (pointer === undefined ? [] : [{ pointer, code, message: words }]));
};
