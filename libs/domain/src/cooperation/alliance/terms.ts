import { z } from 'zod';
import { evidenceSchema } from '../../evidence/document/index.js';
import { fault } from '../../kernel/fault.js';
import { parseShare } from '../../kernel/share.js';
import { dateSchema, reasonSchema, sourceSchema } from '../../signing/signing/index.js';
import { territorySchema, titleSchema } from '../pact/index.js';

/** 服务, 技术创新, 产业, 其他. */
export const ALLIANCE_KINDS = ['service', 'technology', 'industry', 'other'] as const;
/** 会员, 理事, 副理事长, 观察员. An observer has no vote. */
export const GRADES = ['member', 'council-member', 'vice-chair', 'observer'] as const;
export const CHOICES = ['for', 'against', 'abstain'] as const;
/** More for than against; two thirds of those; nobody against. */
export const MAJORITIES = ['simple', 'two-thirds', 'unanimous'] as const;

export type Grade = (typeof GRADES)[number];
export type Choice = (typeof CHOICES)[number];

const uuid = z.guid().transform((id) => id.toLowerCase());
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const source = orNull(sourceSchema);
const as = orNull(uuid);
const application = uuid;

const shareSchema = z.string().superRefine((text, context) => {
  if (parseShare(text)) return;
  fault(context, 'alliance/quorum-malformed', { en: 'A quorum is a share of the electorate such as "1/2" or "0.6", above 0 and at most 1.', zh: '法定比例写作 "1/2" 或 "0.6"，大于 0 且不超过 1。' });
});

export const rulesSchema = z.strictObject({
  /** Whether the members vote on who joins, or the secretariat admits. */
  admission: z.enum(['vote', 'secretariat']).default('vote'),
  quorum: shareSchema.default('1/2'),
  majority: z.enum(MAJORITIES).default('simple'),
  /** Whether votes by letter count. */
  letters: z.boolean().default(true),
});
export type Rules = z.infer<typeof rulesSchema>;

const termSchema = z.strictObject({ organisation: uuid, from: orNull(dateSchema), to: orNull(dateSchema) });

const about = { name: titleSchema, kind: z.enum(ALLIANCE_KINDS), purpose: orNull(z.string().trim().min(1).max(4_000)), territory: orNull(territorySchema) };

const different = (founders: readonly string[], context: z.core.$RefinementCtx): void => founders.forEach((each, n) => {
  if (founders.indexOf(each) < n) fault(context as never, 'alliance/founder-twice', { en: 'This founder is named twice; name it once.', zh: '同一发起方出现两次；请只填一次。' }, [n]);
});

/** What founders propose to each other. */
export const proposalShape = { ...about, founders: z.array(uuid).min(2).max(200).superRefine(different), rules: rulesSchema.default({ admission: 'vote', quorum: '1/2', majority: 'simple', letters: true }), secretariat: orNull(termSchema), as };
/** What a document states of an alliance; founders that it does not name are not there. */
export const recordShape = {
  ...about, founders: z.array(uuid).max(200).superRefine(different).default([]), foundedOn: orNull(dateSchema), secretariat: orNull(termSchema), source: sourceSchema,
};

const letterSchema = z.strictObject({ receivedOn: dateSchema, evidence: evidenceSchema.default([]) });

export const shapes = {
  found: { as },
  decline: { as, reason: reasonSchema },
  apply: { organisation: uuid, grade: z.enum(GRADES).default('member'), statement: orNull(z.string().trim().min(1).max(4_000)) },
  close: { as, application, reason: reasonSchema },
  openVote: { as, application, closesOn: dateSchema },
  vote: { as, application, choice: z.enum(CHOICES), letter: orNull(letterSchema) },
  /** By application; or by organisation: a founder that was struck, and, of an alliance that is known from documents, whom one names, with the source. */
  admit: { as, application: orNull(application), organisation: as, grade: orNull(z.enum(GRADES)), on: dateSchema, source },
  regrade: { as, organisation: uuid, grade: z.enum(GRADES), on: dateSchema, reason: reasonSchema, source },
  suspend: { as, organisation: uuid, from: dateSchema, reason: reasonSchema, source },
  reinstate: { as, organisation: uuid, on: dateSchema, reason: reasonSchema, source },
  withdraw: { organisation: uuid, on: dateSchema, reason: reasonSchema, source },
  /** `from`: since when it was entered, where it was a member more than once. */
  strike: { as, organisation: uuid, from: orNull(dateSchema), reason: reasonSchema, source },
  appoint: { as, organisation: uuid, from: dateSchema, to: orNull(dateSchema), source },
};

type Out<Shape extends z.ZodRawShape> = Readonly<z.infer<z.ZodObject<Shape>>>;
export type Proposal = Out<typeof proposalShape>;
export type Stated = Out<typeof recordShape>;
export type Said = { readonly [K in keyof typeof shapes]: Out<(typeof shapes)[K]> };
