import { z } from 'zod';
import { fault } from '../../kernel/fault.js';
import { isInstant, toUtcMillis } from '../../kernel/period.js';
import { isOutsideMainland } from '../../kernel/region-code.js';
import { dateSchema, regionSchema, sourceSchema } from '../../signing/signing/index.js';

/** What kind of body it is; a body may be several at once (江苏软件园 is a park and runs a platform). */
export const ORGANISATION_TYPES = [
  'software-industry-association', 'government-department', 'local-government', 'park', 'alliance-secretariat', 'enterprise', 'university',
  'research-institute', 'bank', 'bank-branch', 'fund', 'foundation', 'foreign-association', 'media', 'expert-group', 'conformity-body', 'other',
] as const;
export const RELATIONS = ['branch-of', 'subsidiary-of', 'department-of'] as const;
export const PURPOSES = ['pacts', 'signings', 'credit', 'all'] as const;
export const ALIAS_KINDS = ['alias', 'misprint'] as const;

const line = z.string().trim().min(1).max(400);
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

export const nameSchema = z.strictObject({ language: languageSchema, name: line });

const namesSchema = z.array(nameSchema.extend({ from: orNull(dateSchema) })).min(1).max(20).superRefine((names, context) => {
  if (new Set(names.map(({ language }) => language)).size < names.length) {
    fault(context, 'organisation/language-twice', {
      en: 'Two names are of one language; register it under one, and rename it or add an alias.', zh: '同一语言有两个名称；请以其一登记，再办理更名或添加别名。',
    });
  }
});

export const typeSchema = z.strictObject({ type: z.enum(ORGANISATION_TYPES), from: orNull(dateSchema), to: orNull(dateSchema) });
export const parentSchema = z.strictObject({ organisation: uuid, relation: z.enum(RELATIONS), from: orNull(dateSchema), to: orNull(dateSchema) });

/** A number in a register outside the mainland; Hong Kong, Macao and Taiwan by their six-digit codes. */
export const foreignRegisterSchema = z.strictObject({
  country: regionSchema.superRefine((country, context) => {
    if (!isOutsideMainland(country)) {
      fault(context, 'organisation/register-not-outside', {
        en: 'A body of the mainland has a unified social credit code; give that.', zh: '内地机构使用统一社会信用代码；请填该代码。',
      });
    }
  }),
  register: line,
  number: line.max(60).superRefine((number, context) => {
    if (plainNumber(number) === '') {
      fault(context, 'organisation/register-number-empty', { en: 'A number in a register has letters or digits.', zh: '注册号须含字母或数字。' });
    }
  }),
});

/** Letters and digits of a register's number: 12-345 678 and 12345678 are one number. */
export const plainNumber = (number: string): string => number.normalize('NFKC').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Under which its people hold keys to the api. */
export const accountSchema = z.string().max(60).regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/);

/** 32 bytes in base64url, in the one way to write them. */
const X = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
export const thumbprintSchema = z.string().regex(X);
/** An Ed25519 public key as a JWK (RFC 8037). */
export const keySchema = z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string().regex(X) });
export const signatureSchema = z.string().regex(/^[A-Za-z0-9_-]{85}[AQgw]$/);

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
  creditCode: orNull(z.string().max(40)), creditCodeEvidence: orNull(sourceSchema), foreignRegister: orNull(foreignRegisterSchema), account: orNull(accountSchema),
};
const source = orNull(sourceSchema);

/** What is registered of a body; what the source does not state is null. */
export const registerShape = {
  names: namesSchema, types: z.array(typeSchema).max(20).default([]), region: orNull(regionSchema), ...codeShape,
  parents: z.array(parentSchema).max(10).default([]), existsFrom: orNull(dateSchema), asPrinted: orNull(line), source,
};
export const renameShape = { name: nameSchema, from: dateSchema, source };
export const classifyShape = { ...typeSchema.shape, source };
export const affiliateShape = { ...parentSchema.shape, source };
export const identifyShape = { ...codeShape, source };
export const aliasShape = {
  text: line, kind: z.enum(ALIAS_KINDS), confidence: z.string().regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/), source: sourceSchema,
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
export type Jwk = z.infer<typeof keySchema>;
export type Purpose = (typeof PURPOSES)[number];
export type ForeignRegister = z.infer<typeof foreignRegisterSchema>;
