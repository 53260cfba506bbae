import { z } from 'zod';
import { fault } from '../../kernel/fault.js';
import { edtfInterval, isEdtf } from '../../kernel/period.js';
import { isRegionCode, isSetId, isZoneCode } from '../../kernel/region-code.js';
import { evidenceSchema } from '../../evidence/document/index.js';
import { dateSchema, reasonSchema, sourceSchema } from '../../signing/signing/index.js';

/** 框架协议, 合作协议, 备忘录, 工作方案, 其他. */
export const PACT_KINDS = ['framework', 'cooperation', 'memorandum', 'scheme', 'other'] as const;
export const ACCESS = ['open', 'parties'] as const;
/** What a clause may allow one party to do alone. */
export const PERMITTED = ['suspend', 'renew', 'terminate', 'withdraw'] as const;

const line = z.string().trim().min(1).max(400);
const uuid = z.guid().transform((id) => id.toLowerCase());
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const slug = z.string().max(60).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
/** `1`, `2.3`, `annex-1`: how the text itself numbers a clause. */
const clauseNumber = z.string().max(30).regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/);

/** What is called by a name in one language or several; at least in one. */
export const titleSchema = z.strictObject({ zh: line, en: line, ru: line }).partial().superRefine((title, context) => {
  if (Object.values(title).every((each) => each === undefined)) {
    fault(context, 'title/empty', { en: 'A title is given in one language at least: zh, en or ru.', zh: '名称至少用一种语言填写：zh、en 或 ru。' });
  }
});
export type Title = Readonly<{ zh?: string | undefined; en?: string | undefined; ru?: string | undefined }>;

const partySchema = z.strictObject({ organisation: uuid, role: orNull(line) });

const permitsSchema = z.strictObject({
  act: z.enum(PERMITTED),
  /** Days between the notice and the day on which it takes effect. */
  noticeDays: z.int().min(0).max(3_650).default(0),
  /** To which parties; null is to each of them. */
  by: orNull(z.array(uuid).min(1).max(50)),
});

const clauseSchema = z.strictObject({ clause: clauseNumber, heading: orNull(line), text: z.string().trim().min(1).max(20_000), permits: orNull(permitsSchema) });

const obligationSchema = z.strictObject({ obligation: slug, clause: orNull(clauseNumber), owner: uuid, describes: z.string().trim().min(1).max(2_000), due: orNull(dateSchema) });

const groupSchema = z.strictObject({ parties: z.array(uuid).min(1).max(50), atLeast: z.int().min(1).max(50).optional() })
  .transform(({ parties, atLeast }) => ({ parties, atLeast: atLeast ?? parties.length }));

const validitySchema = z.strictObject({ from: orNull(dateSchema), to: orNull(dateSchema) });

const termsShape = {
  kind: z.enum(PACT_KINDS),
  title: titleSchema,
  parent: orNull(uuid),
  access: z.enum(ACCESS).default('parties'),
  parties: z.array(partySchema).min(2).max(50),
  clauses: z.array(clauseSchema).min(1).max(200),
  obligations: z.array(obligationSchema).max(200).default([]),
  /** Groups sign one after the other; within a group the order is free. Left out: all parties, in any order. */
  signing: z.strictObject({ groups: z.array(groupSchema).min(1).max(20) }).optional(),
  validity: validitySchema.default({ from: null, to: null }),
};

type Draft = Readonly<z.infer<z.ZodObject<typeof termsShape>>>;
/** What a pact says and how it is signed. */
export type Terms = Omit<Draft, 'signing'> & Readonly<{ signing: NonNullable<Draft['signing']> }>;
export type Clause = Terms['clauses'][number];
export type Obligation = Terms['obligations'][number];
export type Group = Terms['signing']['groups'][number];

/** Where the same is named twice, one fault each. */
const twice = (keys: readonly string[], tell: (key: string, n: number) => void): void =>
  keys.forEach((key, n) => { if (keys.indexOf(key) < n) tell(key, n); });

const consistent = (terms: Partial<Draft>, context: z.core.$RefinementCtx): void => {
  const say = (path: PropertyKey[], code: string, en: string, zh: string): void => fault(context as never, code, { en, zh }, path);
  const { parties = [], clauses = [], obligations = [], signing, validity } = terms;
  const named = parties.map(({ organisation }) => organisation);
  twice(named, (_, n) => say(['parties', n, 'organisation'], 'pact/party-twice', 'This party is named twice; name it once.', '同一当事方出现两次；请只填一次。'));
  twice(clauses.map(({ clause }) => clause), (clause, n) => say(['clauses', n, 'clause'], 'pact/clause-twice', `Clause ${clause} stands there twice; number them apart.`, `条款 ${clause} 出现两次；请分别编号。`));
  twice(obligations.map(({ obligation }) => obligation), (_, n) => say(['obligations', n, 'obligation'], 'pact/obligation-twice', 'This obligation is named twice; name them apart.', '同一义务出现两次；请分别命名。'));
  const stranger = (path: PropertyKey[]): void => say(path, 'pact/no-party', 'This is none of the parties; name one of them, or add it to them.', '不在当事方之列；请填当事方之一，或先将其列入。');
  if (terms.parties) {
    clauses.forEach(({ permits }, n) => permits?.by?.forEach((each, m) => { if (!named.includes(each)) stranger(['clauses', n, 'permits', 'by', m]); }));
    obligations.forEach(({ owner }, n) => { if (!named.includes(owner)) stranger(['obligations', n, 'owner']); });
  }
  if (terms.clauses) {
    obligations.forEach(({ clause }, n) => {
      if (clause !== null && !clauses.some((each) => each.clause === clause)) say(['obligations', n, 'clause'], 'pact/clause-unknown', `There is no clause ${clause}; name one of the text, or none.`, `没有条款 ${clause}；请填文本中的条款，或不填。`);
    });
  }
  if (signing) grouped(signing.groups, terms.parties && named, say, stranger);
  if (validity?.from && validity.to && edtfInterval(validity.to).to < edtfInterval(validity.from).from) {
    say(['validity', 'to'], 'pact/dates-reversed', 'It would end before it begins; exchange the dates.', '终止日早于起始日；请对调。');
  }
};

const grouped = (groups: readonly Group[], named: readonly string[] | undefined, say: (path: PropertyKey[], code: string, en: string, zh: string) => void, stranger: (path: PropertyKey[]) => void): void => {
  const all = groups.flatMap(({ parties }, n) => parties.map((organisation, m) => ({ organisation, path: ['signing', 'groups', n, 'parties', m] })));
  all.forEach(({ organisation, path }, n) => {
    if (named && !named.includes(organisation)) stranger(path);
    else if (all.findIndex((each) => each.organisation === organisation) < n) say(path, 'pact/signs-twice', 'This party signs in two groups; leave it in one.', '同一当事方列在两个签署组；请只留一处。');
  });
  groups.forEach(({ parties, atLeast }, n) => {
    if (atLeast > parties.length) say(['signing', 'groups', n, 'atLeast'], 'pact/threshold-too-high', `${atLeast} of ${parties.length} can never sign; lower the threshold.`, `${parties.length} 方中不可能有 ${atLeast} 方签署；请降低门槛。`);
  });
  // One who signs alone is bound to nobody.
  if (groups.reduce((sum, { atLeast }) => sum + atLeast, 0) < 2) say(['signing', 'groups'], 'pact/too-few-sign', 'A pact binds two at least, and by these thresholds it would be in force when one has signed; raise them.', '协议至少约束两方，按此门槛一方签署即生效；请提高门槛。');
  named?.forEach((organisation, n) => {
    if (!all.some((each) => each.organisation === organisation)) say(['parties', n, 'organisation'], 'pact/signs-nowhere', 'This party signs in no group; put it into one.', '该当事方不在任何签署组；请列入其一。');
  });
};

const inOneGroup = ({ parties, signing, ...terms }: Draft): Terms =>
  ({ ...terms, parties, signing: signing ?? { groups: [{ parties: parties.map(({ organisation }) => organisation), atLeast: parties.length }] } });

export const termsSchema = z.strictObject(termsShape).superRefine(consistent).transform(inOneGroup);

/** Parts of the text that a counter-offer changes; each is given whole. Where other bodies are parties, so do they sign otherwise: all of them, in any order, unless it says how. */
export const changesSchema = z.strictObject({ ...termsShape, access: z.enum(ACCESS), obligations: z.array(obligationSchema).max(200), validity: validitySchema }).partial().superRefine(consistent);
export type Changes = z.infer<typeof changesSchema>;

/** The text with changes, put through the same rules as a whole one. */
export const withChanges = (terms: Terms, changes: Changes): z.ZodSafeParseResult<Terms> => {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const { signing, ...rest } = terms;
  const bodies = (parties: Terms['parties']): string => parties.map(({ organisation }) => organisation).sort().join();
  const isSameBodies = changes.parties === undefined || bodies(changes.parties) === bodies(terms.parties);
  return termsSchema.safeParse({ ...rest, ...(isSameBodies ? { signing } : {}), ...given });
};

/** The region, zone or set of regions that something is about. */
export const territorySchema = z.string().superRefine((code, context) => {
  if (isRegionCode(code) || isZoneCode(code) || isSetId(code)) return;
  fault(context, 'region/unknown-code', { en: `"${code}" is no region and no set of regions; GET /v1/region-sets lists the sets.`, zh: `“${code}”不是地区也不是地区集合；集合见 GET /v1/region-sets。` });
});

/** What a document states of a pact; what it does not state is null, and parties that it does not name are not there. */
export const recordShape = {
  kind: z.enum(PACT_KINDS), title: titleSchema, parent: orNull(uuid), territory: orNull(territorySchema),
  parties: z.array(partySchema).max(50).default([]),
  signedOn: orNull(dateSchema), inForceFrom: orNull(dateSchema), to: orNull(dateSchema), source: sourceSchema,
};
export type Stated = Readonly<z.infer<z.ZodObject<typeof recordShape>>>;

/** On whose behalf: needed where the caller speaks for several parties. */
export const asSchema = orNull(uuid);
const source = orNull(sourceSchema);
const clauseRef = orNull(clauseNumber);

/** Clauses that a supplementary agreement changes, adds or takes away (`text` null), and what it adds to the obligations. */
const changedClause = z.strictObject({ clause: clauseNumber, heading: orNull(line), text: orNull(z.string().trim().min(1).max(20_000)), permits: orNull(permitsSchema) });
export const supplementShape = {
  title: titleSchema, clauses: z.array(changedClause).max(200).default([]), obligations: z.array(obligationSchema).max(200).default([]),
  to: orNull(dateSchema), effectiveOn: orNull(dateSchema), reason: reasonSchema,
};
export type Supplementary = Readonly<z.infer<z.ZodObject<typeof supplementShape>>>;

export const jwsSchema = z.string().max(4_000).superRefine((jws, context) => {
  if (/^[A-Za-z0-9_-]+\.\.[A-Za-z0-9_-]{86}$/.test(jws)) return;
  fault(context, 'signature/malformed', {
    en: 'A signature is a compact JWS whose payload is left out: header, two dots, signature.', zh: '签名为省略载荷的紧凑 JWS：头部、两个点、签名。',
  });
});

export const consentShapes = {
  suspend: { as: asSchema, from: dateSchema, clause: clauseRef, reason: reasonSchema, source },
  resume: { as: asSchema, on: dateSchema, reason: reasonSchema, source },
  renew: { as: asSchema, to: dateSchema, clause: clauseRef, reason: reasonSchema, source },
  terminate: { as: asSchema, on: dateSchema, clause: clauseRef, reason: reasonSchema, source },
  withdraw: { as: asSchema, organisation: orNull(uuid), on: dateSchema, clause: clauseRef, reason: reasonSchema, source },
};

export const obligationShapes = {
  report: { as: asSchema, obligation: slug, on: dateSchema, evidence: evidenceSchema.default([]), note: orNull(z.string().trim().min(1).max(2_000)) },
  verify: { as: asSchema, obligation: slug, reason: orNull(reasonSchema) },
  reverse: { as: asSchema, obligation: slug, reason: reasonSchema },
};

export const isDay = (date: string): boolean => isEdtf(date) && /^\d{4}-\d\d-\d\d$/.test(date);
