import { z } from 'zod';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import { reasonSchema, sourceSchema } from '../../signing/signing/index.js';
import { ALIAS_KINDS, ORGANISATION_TYPES, PURPOSES, RELATIONS } from './terms.js';

/** Every fact names its organisation, so that the facts of several streams can be told apart when they are folded together. */
const organisation = z.string();
const date = z.string().nullable();
const source = sourceSchema.nullable();
const by = z.object({ principal: z.string(), organisation: z.string() });
const grade = z.enum(['submitted', 'attested']);
const said = { grade, source, by };
const type = z.object({ type: z.enum(ORGANISATION_TYPES), from: date, to: date });
const parent = z.object({ organisation: z.string(), relation: z.enum(RELATIONS), from: date, to: date });
const foreignRegister = z.object({ country: z.string(), register: z.string(), number: z.string() }).nullable();
const warnings = z.array(z.object({ code: z.string(), en: z.string(), zh: z.string() }));
const codes = { creditCode: z.string().nullable(), creditCodeEvidence: source, foreignRegister, account: z.string().nullable(), warnings };
const key = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() });
const instant = z.string();

export const organisationRegistered = eventType('OrganisationRegistered', { en: 'A body was registered, as its source names it or as it says itself.', zh: '登记了一个机构，依来源或其自行申报。' },
  z.object({
    organisation, names: z.array(z.object({ language: z.string(), name: z.string(), from: date })), types: z.array(type), region: z.string().nullable(), ...codes,
    parents: z.array(parent), existsFrom: date, asPrinted: z.string().nullable(), ...said,
  }));

export const identifierReserved = eventType('IdentifierReserved', { en: 'A code, a number, an account or a public key was taken by one body, and by no other from then on.', zh: '代码、注册号、账户或公钥归一个机构所有，其他机构不得再用。' },
  z.object({ organisation, kind: z.enum(['credit-code', 'foreign-register', 'account', 'public-key']), value: z.string() }));

export const organisationRenamed = eventType('OrganisationRenamed', { en: 'A body has a new name in a language from a date; the former one stays known.', zh: '机构自某日起更名；原名保留可查。' },
  z.object({ organisation, language: z.string(), name: z.string(), former: z.string().nullable(), from: z.string(), ...said }));

export const organisationClassified = eventType('OrganisationClassified', { en: 'A body is of a type from a date on, or ceased to be on a date.', zh: '机构自某日起属于某类型，或自某日起不再属于。' },
  z.object({ organisation, ...type.shape, ...said }));

export const organisationAffiliated = eventType('OrganisationAffiliated', { en: 'A body belongs to another from a date on, or ceased to on a date.', zh: '机构自某日起隶属于另一机构，或自某日起不再隶属。' },
  z.object({ organisation, parent, ...said }));

export const organisationIdentified = eventType('OrganisationIdentified', { en: 'A body that was registered without a code, a number or an account was given it.', zh: '为登记时未填代码、注册号或账户的机构补填。' },
  z.object({ organisation, ...codes, ...said }));

export const organisationReleased = eventType('OrganisationReleased', { en: 'A code, a number or an account that a body had taken by mistake is its own no more.', zh: '机构误占的代码、注册号或账户已释放，不再归其所有。' },
  z.object({ organisation, kind: z.enum(['credit-code', 'foreign-register', 'account']), value: z.string(), reason: reasonSchema, by }));

export const identifierReleased = eventType('IdentifierReleased', { en: 'A code, a number or an account may be taken by another body.', zh: '代码、注册号或账户可由其他机构使用。' },
  z.object({ organisation, kind: z.enum(['credit-code', 'foreign-register', 'account']), value: z.string() }));

export const organisationAliased = eventType('OrganisationAliased', { en: 'A body is also printed under another name, rightly or by mistake; what was entered stays as it is.', zh: '机构另有别名或误印名；原录入内容不变。' },
  z.object({ organisation, text: z.string(), kind: z.enum(ALIAS_KINDS), confidence: z.string(), source: sourceSchema, by }));

export const organisationMerged = eventType('OrganisationMerged', { en: 'Two records were found to be one body: the one was merged into the other.', zh: '两条记录确认为同一机构，一条并入另一条。' },
  z.object({ organisation, name: z.string(), into: z.object({ organisation: z.string(), name: z.string(), region: z.string().nullable() }), at: instant, reason: reasonSchema, source, by }));

export const organisationUnmerged = eventType('OrganisationUnmerged', { en: 'A merger of records was undone; each is what it was.', zh: '撤销合并，两条记录各复原状。' },
  z.object({ organisation, from: z.string(), reason: reasonSchema, by }));

export const organisationClosed = eventType('OrganisationClosed', { en: 'A body ceased to be; its codes stay its own.', zh: '机构终止；其代码仍归其所有。' },
  z.object({ organisation, on: z.string(), reason: reasonSchema, source, by }));

export const keyRequested = eventType('KeyRequested', { en: 'A body showed that it holds a private key, and asked for its public key to count; a second person decides.', zh: '机构证明持有私钥，申请启用公钥，待另一人批准。' },
  z.object({
    organisation, kid: z.string(), key, text: z.string(), proof: z.string(), from: instant.nullable(),
    replaces: z.object({ kid: z.string(), endorsement: z.string() }).nullable(), at: instant, by,
  }));

export const keyApproved = eventType('KeyApproved', { en: 'A second person approved a public key; the key that it replaces ends at that moment.', zh: '另一人批准启用公钥；被替换的公钥同时失效。' },
  z.object({ organisation, kid: z.string(), key, validFrom: instant, replaces: z.string().nullable(), by }));

export const keyRevoked = eventType('KeyRevoked', { en: 'A public key was revoked; what it signs from then on does not count.', zh: '公钥被吊销；此后的签名无效。' },
  z.object({ organisation, kid: z.string(), from: instant, reason: reasonSchema, by }));

const authority = { organisation, authority: z.string(), person: z.string(), purpose: z.enum(PURPOSES), from: z.string(), to: date };

export const authorityRequested = eventType('AuthorityRequested', { en: 'Authority to sign for a body was granted by it, or entered from a document; a second person decides.', zh: '机构授予签署权，或依文件录入，待另一人批准。' },
  z.object({ ...authority, grade: z.enum(['signed', 'attested']), kid: z.string().nullable(), text: z.string().nullable(), signature: z.string().nullable(), source, at: instant, by }));

export const authorityApproved = eventType('AuthorityApproved', { en: 'A second person approved an authority to sign.', zh: '另一人批准签署权。' }, z.object({ ...authority, by }));

export const authorityRevoked = eventType('AuthorityRevoked', { en: 'An authority to sign ended on a date, before its time.', zh: '签署权提前终止。' },
  z.object({ ...authority, on: z.string(), reason: reasonSchema, by }));

/** All facts of a body, in the order of its life. */
export const organisationEvents = [
  organisationRegistered, identifierReserved, organisationRenamed, organisationClassified, organisationAffiliated, organisationIdentified, organisationReleased,
  identifierReleased, organisationAliased,
  organisationMerged, organisationUnmerged, organisationClosed, keyRequested, keyApproved, keyRevoked, authorityRequested, authorityApproved, authorityRevoked,
] as const;

export type OrganisationFact = FactOf<(typeof organisationEvents)[number]>;
