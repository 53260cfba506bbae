import { z } from 'zod';
import { fault } from '../../kernel/fault.js';
import { isInstant, toUtcMillis } from '../../kernel/period.js';
import { isOutsideMainland, isRegionCode, isZoneCode, regionCodeHint } from '../../kernel/region-code.js';
import { dateSchema, regionSchema, sourceSchema } from '../../signing/signing/index.js';

/** What kind of body it is; a body may be several at once (江苏软件园 is a park and runs a platform). */
export const ORGANISATION_TYPES = [
  'software-industry-association', 'government-department', 'local-government', 'park', 'alliance-secretariat', 'enterprise', 'university',
  'research-institute', 'bank', 'bank-branch', 'fund', 'foundation', 'foreign-association', 'media', 'expert-group', 'conformity-body', 'other',
] as const;
export const RELATIONS = ['branch-of', 'subsidiary-of', 'department-of'] as const;
export const PURPOSES = ['pacts', 'signings', 'credit', 'all'] as const;
export const RELEASABLE = ['credit-code', 'foreign-register', 'account'] as const;
export const ALIAS_KINDS = ['alias', 'misprint'] as const;

const line = z.string().trim().min(1).max(400);
/** Names are read by people, and what cannot be seen could pass one off as another. */
const nameLine = line.superRefine((name, context) => {
  if (/[\p{Cc}\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060\u2066-\u2069\uFEFF]/u.test(name)) {
    fault(context, 'organisation/name-control-character', { en: 'This name holds a control character; write it without.', zh: '名称含控制字符；请去掉。' });
  }
});
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const uuid = z.guid().transform((id) => id.toLowerCase());

/** BCP 47: a language, and a script or a region where it needs one. */
const languageSchema = z.string().superRefine((text, context) => {
  if (!/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/.test(text)) {
    fault(context, 'organisation/language-malformed', {
      en: `"${text}" is no language tag of BCP 47; write zh, en or ru, or zh-Hant.`, zh: `“${text}”不是 BCP 47 语言标签；请写 zh、en、ru 或 zh-Hant。`,
    });
  }
});

export const nameSchema = z.strictObject({ language: languageSchema, name: nameLine });

const namesSchema = z.array(nameSchema.extend({ from: orNull(dateSchema) })).min(1).max(20).superRefine((names, context) => {
  if (new Set(names.map(({ language }) => language)).size < names.length) {
    fault(context, 'organisation/language-twice', {
      en: 'Two names are of one language; register it under one, and rename it or add an alias.', zh: '同一语言有两个名称；请以其一登记，再办理更名或添加别名。',
    });
  }
});

export const typeSchema = z.strictObject({ type: z.enum(ORGANISATION_TYPES), from: orNull(dateSchema), to: orNull(dateSchema) });
export const parentSchema = z.strictObject({ organisation: uuid, relation: z.enum(RELATIONS), from: orNull(dateSchema), to: orNull(dateSchema) });

/** The same is open twice, whatever it says of the beginning: which of the two would end? */
const isOpenTwice = <T extends Readonly<{ to: string | null }>>(all: readonly T[], isSame: (a: T, b: T) => boolean): boolean =>
  all.some((each, n) => each.to === null && all.some((other, m) => m < n && other.to === null && isSame(each, other)));

const typesSchema = z.array(typeSchema).max(20).superRefine((types, context) => {
  if (isOpenTwice(types, (a, b) => a.type === b.type)) {
    fault(context, 'organisation/type-twice', { en: 'A type is given twice and both are open; give it once.', zh: '同一类型出现两次且均未终止；请只填一次。' });
  }
});
const parentsSchema = z.array(parentSchema).max(10).superRefine((parents, context) => {
  if (isOpenTwice(parents, (a, b) => a.organisation === b.organisation && a.relation === b.relation)) {
    fault(context, 'organisation/parent-twice', { en: 'A parent is given twice and both are open; give it once.', zh: '同一上级机构出现两次且均未终止；请只填一次。' });
  }
});

const IN_CHINA: readonly string[] = ['HK', 'MO', 'TW'];
const countrySchema = z.string().superRefine((country, context) => {
  if (isOutsideMainland(country)) return;
  const hint = IN_CHINA.includes(country) ? regionCodeHint(country) : undefined;
  if (hint) return fault(context, 'region/unknown-code', hint);
  if (country === 'CN' || isRegionCode(country) || isZoneCode(country)) {
    return fault(context, 'organisation/register-not-outside', {
      en: 'A body of the mainland has a unified social credit code; give that.', zh: '内地机构使用统一社会信用代码；请填该代码。',
    });
  }
  fault(context, 'organisation/country-unknown', {
    en: `"${country}" is no country; write two letters of ISO 3166-1 such as RU, or 710000, 810000 or 820000.`, zh: `“${country}”不是国家或地区代码；请写 ISO 3166-1 两位字母（如 RU），或 710000、810000、820000。`,
  });
});

/** A number in a register outside the mainland; Hong Kong, Macao and Taiwan by their six-digit codes. */
export const foreignRegisterSchema = z.strictObject({
  country: countrySchema,
  register: line,
  number: line.max(60).superRefine((number, context) => {
    if (plainNumber(number) === '') {
      fault(context, 'organisation/register-number-empty', { en: 'A number in a register has letters or digits.', zh: '注册号须含字母或数字。' });
    }
  }),
});

/** Letters and digits of a register's number: 12-345 678 and 12345678 are one number. */
export const plainNumber = (number: string): string => number.normalize('NFKC').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');

/** A credit code as it is compared: full-width letters, small ones and blanks around are the same code. */
export const plainCode = (code: string): string => code.normalize('NFKC').trim().toUpperCase();

/** Under which its people hold keys to the api. */
export const accountSchema = z.string().max(60).regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/);

/** 32 bytes in base64url, in the one way to write them. */
const X = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
export const thumbprintSchema = z.string().regex(X);
/** What tools write into a JWK beside the key itself. */
const beside = { kid: z.unknown(), alg: z.unknown(), use: z.unknown(), ext: z.unknown(), key_ops: z.unknown() };
/** An Ed25519 public key as a JWK (RFC 8037), reduced to what makes the key. */
export const keySchema = z.strictObject({
  kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string().regex(X), ...beside,
  d: z.unknown().superRefine((d, context) => {
    if (d === undefined) return;
    fault(context as never, 'organisation/key-private', {
      en: 'This is a private key: never send it to anyone. Make a new pair, and send the public key, without d.', zh: '这是私钥，切勿发送给任何人。请重新生成密钥对，只发送不含 d 的公钥。',
    });
  }),
}).partial({ kid: true, alg: true, use: true, ext: true, key_ops: true, d: true }).transform(({ kty, crv, x }) => ({ kty, crv, x }));
export const signatureSchema = z.string().superRefine((signature, context) => {
  if (/^[A-Za-z0-9_-]{85}[AQgw]$/.test(signature)) return;
  fault(context, 'organisation/signature-malformed', {
    en: 'A signature is 64 bytes in base64url without padding, 86 characters; leave out the = at its end.', zh: '签名为64字节的 base64url，不带填充，共86个字符；请去掉末尾的 =。',
  });
});

/** An instant with offset, or a day, which begins at midnight in Shanghai; as an instant in UTC. */
export const momentSchema = z.string().transform((text, context): string => {
  const instant = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00+08:00` : text;
  if (isInstant(instant)) return toUtcMillis(instant);
  fault(context as never, 'organisation/moment-malformed', {
    en: `"${text}" is no moment; write an instant with offset (2024-01-11T12:00:00+08:00), or a day.`, zh: `“${text}”不是时刻；请写带时区的时刻（2024-01-11T12:00:00+08:00）或日期。`,
  });
  return z.NEVER;
});

const codeShape = {
  creditCode: orNull(z.string().max(40).transform(plainCode)), creditCodeEvidence: orNull(sourceSchema), foreignRegister: orNull(foreignRegisterSchema), account: orNull(accountSchema),
};
const source = orNull(sourceSchema);

/** What is registered of a body; what the source does not state is null. */
export const registerShape = {
  names: namesSchema, types: typesSchema.default([]), region: orNull(regionSchema), ...codeShape,
  parents: parentsSchema.default([]), existsFrom: orNull(dateSchema), asPrinted: orNull(nameLine), source,
};
export const renameShape = { name: nameSchema, from: dateSchema, source };
export const classifyShape = { ...typeSchema.shape, source };
export const affiliateShape = { ...parentSchema.shape, source };
export const identifyShape = { ...codeShape, source };
export const aliasShape = {
  text: nameLine, kind: z.enum(ALIAS_KINDS), confidence: z.string().regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/), source: sourceSchema,
};
export const authorityShape = {
  person: uuid, purpose: z.enum(PURPOSES), from: dateSchema, to: orNull(dateSchema),
  kid: orNull(thumbprintSchema), signature: orNull(signatureSchema), source,
};

type Out<Shape extends z.ZodRawShape> = Readonly<z.infer<z.ZodObject<Shape>>>;
export type Registration = Out<typeof registerShape>;
export type Renaming = Out<typeof renameShape>;
export type Classification = Out<typeof classifyShape>;
export type Affiliation = Out<typeof affiliateShape>;
export type Identification = Out<typeof identifyShape>;
export type Aliasing = Out<typeof aliasShape>;
export type Authorisation = Out<typeof authorityShape>;
export type Releasable = (typeof RELEASABLE)[number];
export type Jwk = z.infer<typeof keySchema>;
export type Purpose = (typeof PURPOSES)[number];
export type ForeignRegister = z.infer<typeof foreignRegisterSchema>;
