import { fault } from '@entente/domain/kernel/fault';
import {
  affiliateShape, aliasShape, authorityShape, classifyShape, identifyShape, keySchema, momentSchema, ORGANISATION_TYPES, plainCode, PURPOSES, registerShape, RELEASABLE, renameShape,
  signatureSchema, thumbprintSchema,
} from '@entente/domain/parties/organisation';
import { dateSchema, reasonSchema, regionSchema, sourceSchema } from '@entente/domain/signing/signing';
import { z } from 'zod';
import { changedAfterSchema, cursorSchema, filterSchema, limitSchema, positionSchema } from '../../http/paging.js';
import { asOfSchema, validAtSchema } from '../../reading/as-of.js';

const uuid = z.guid().transform((id) => id.toLowerCase());
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const source = orNull(sourceSchema);

export const registerBody = z.strictObject({ id: uuid.optional(), ...registerShape }).meta({ id: 'RegisterOrganisation' });
export const renameBody = z.strictObject(renameShape).meta({ id: 'RenameOrganisation' });
export const classifyBody = z.strictObject(classifyShape).meta({ id: 'ClassifyOrganisation' });
export const affiliateBody = z.strictObject(affiliateShape).meta({ id: 'AffiliateOrganisation' });
export const identifyBody = z.strictObject(identifyShape).superRefine(({ creditCode, foreignRegister, account }, context) => {
  if (creditCode !== null || foreignRegister !== null || account !== null) return;
  fault(context, 'organisation/nothing-to-identify', { en: 'Give the credit code, the number in a foreign register, or the account.', zh: '请填统一社会信用代码、境外注册号或账户。' });
}).meta({ id: 'IdentifyOrganisation' });
export const releaseBody = z.strictObject({ kind: z.enum(RELEASABLE), reason: reasonSchema }).meta({ id: 'ReleaseIdentifier' });
export const aliasBody = z.strictObject(aliasShape).meta({ id: 'AddAlias' });
export const mergeBody = z.strictObject({ into: uuid, reason: reasonSchema, source }).meta({ id: 'MergeOrganisation' });
export const unmergeBody = z.strictObject({ reason: reasonSchema }).meta({ id: 'UnmergeOrganisation' });
export const closeBody = z.strictObject({ on: dateSchema, reason: reasonSchema, source }).meta({ id: 'CloseOrganisation' });

export const registerKeyBody = z.strictObject({ key: keySchema, proof: signatureSchema, from: orNull(momentSchema) }).meta({ id: 'RegisterKey' });
export const rotateKeyBody = z.strictObject({ old: thumbprintSchema, key: keySchema, proof: signatureSchema, endorsement: signatureSchema }).meta({ id: 'RotateKey' });
export const approveKeyBody = z.strictObject({ key: thumbprintSchema }).meta({ id: 'ApproveKey' });
export const revokeKeyBody = z.strictObject({ key: thumbprintSchema, reason: reasonSchema, from: orNull(momentSchema) }).meta({ id: 'RevokeKey' });
export const authoriseBody = z.strictObject({ authority: uuid.optional(), ...authorityShape }).superRefine(({ authority, kid, signature }, context) => {
  if ((kid === null) !== (signature === null)) {
    fault(context, 'organisation/signature-incomplete', { en: 'A signature comes with the thumbprint of its key: give kid and signature.', zh: '签名须附密钥指纹；请同时填 kid 与 signature。' }, [kid === null ? 'kid' : 'signature']);
  } else if (signature !== null && authority === undefined) {
    fault(context, 'organisation/authority-unnamed', { en: 'What is signed holds the id of the authority: give it.', zh: '签名文本含签署权编号；请填 authority。' }, ['authority']);
  }
}).meta({ id: 'Authorise' });
export const approveAuthorityBody = z.strictObject({ authority: uuid }).meta({ id: 'ApproveAuthority' });
export const revokeAuthorityBody = z.strictObject({ authority: uuid, on: dateSchema, reason: reasonSchema }).meta({ id: 'RevokeAuthority' });

/** A question that takes no parameters. */
export const noQuery = z.strictObject({});

/** A text, or the SHA-256 of one in hexadecimal, where the digits were signed in its place. */
export const verifyBody = z.strictObject({
  text: z.string().max(200_000).superRefine((text, context) => {
    if (!text.isWellFormed() || text.includes('\0')) {
      fault(context, 'organisation/text-not-writable', { en: 'This text holds a NUL or half a character, so nobody can have signed it; send well-formed text.', zh: '文本含空字符或不完整的字符，不可能为所签文本；请更正。' });
    }
  }).optional(),
  textHash: z.string().regex(/^[0-9a-f]{64}$/).optional(),
  signature: signatureSchema,
  kid: thumbprintSchema,
  person: orNull(uuid),
  purpose: orNull(z.enum(PURPOSES).exclude(['all'])),
  on: momentSchema.optional(),
}).superRefine(({ text, textHash, person, purpose }, context) => {
  if ((text === undefined) === (textHash === undefined)) {
    fault(context, 'organisation/text-or-hash', { en: 'Give what was signed: text or textHash, and not both.', zh: '请填所签内容：text 或 textHash，二者取一。' }, ['text']);
  }
  if (person === null && purpose !== null) {
    fault(context, 'organisation/purpose-of-nobody', { en: 'A purpose is that of a person: give the person too.', zh: '用途须对应人员；请同时填 person。' }, ['person']);
  }
}).meta({ id: 'VerifySignature' });

export const organisationQuery = z.strictObject({ validAt: validAtSchema, asOf: asOfSchema, minPosition: positionSchema });
export type OrganisationQuery = z.infer<typeof organisationQuery>;
export const organisationsQuery = z.strictObject({
  q: filterSchema(400), type: z.enum(ORGANISATION_TYPES).optional(), region: regionSchema.optional(), creditCode: filterSchema(40).transform((code) => (code === undefined ? undefined : plainCode(code))), parent: uuid.optional(),
  status: z.enum(['live', 'merged', 'closed']).optional(), validAt: validAtSchema, minPosition: positionSchema, changedAfter: changedAfterSchema, limit: limitSchema(50, 500), cursor: cursorSchema,
});
export type OrganisationsQuery = z.infer<typeof organisationsQuery>;
