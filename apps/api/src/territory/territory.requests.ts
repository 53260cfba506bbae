import { dateSchema, reasonSchema, regionSchema, sourceSchema } from '@entente/domain/signing/signing';
import { fault } from '@entente/domain/kernel/fault';
import { isSetId } from '@entente/domain/kernel/region-code';
import { z } from 'zod';
import { moment } from '../http/documented.js';
import { changedAfterSchema, cursorSchema, filterSchema, limitSchema, positionSchema } from '../http/paging.js';
import { asOfSchema, validAtSchema } from '../reading/as-of.js';

const line = z.string().trim().min(1).max(200);
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const code = z.string().trim().min(2).max(60);
const source = orNull(sourceSchema);
const nameSchema = z.strictObject({ zh: line, en: orNull(line) });
const level = z.enum(['country', 'province', 'prefecture', 'county']);

const setId = z.string().superRefine((id, context) => {
  if (!isSetId(id)) fault(context, 'region-set/id-malformed', { en: `"${id}" is no id of a set; write small letters, digits and hyphens, such as yangtze-delta.`, zh: `“${id}”不能作集合编号；请用小写字母、数字与连字符，如 yangtze-delta。` });
});

const making = z.strictObject({ code, level, name: nameSchema, parent: orNull(code) });

/** Regions from a published list; what is registered alike already is passed over. */
export const registerBody = z.strictObject({
  list: z.strictObject({ title: line, edition: line }),
  regions: z.array(z.strictObject({ code, level, name: nameSchema, parent: orNull(code), from: orNull(dateSchema), to: orNull(dateSchema),
    becomes: z.array(code).max(20).optional(),
    formerNames: z.array(z.strictObject({ zh: line, en: orNull(line), until: dateSchema })).max(20).optional(),
  })).min(1).max(6_000),
  source,
}).meta({ id: 'RegisterRegions' });

export const renameBody = z.strictObject({ name: nameSchema, on: dateSchema, source }).meta({ id: 'RenameRegion' });
export const moveBody = z.strictObject({ parent: orNull(code), code: orNull(code), name: orNull(nameSchema), on: dateSchema, source }).meta({ id: 'MoveRegion' });
export const mergeBody = z.strictObject({ with: z.array(code).min(1).max(50), into: z.union([code, making]), on: dateSchema, source }).meta({ id: 'MergeRegions' });
export const splitBody = z.strictObject({ into: z.array(making).min(2).max(50), on: dateSchema, source }).meta({ id: 'SplitRegion' });
export const succeedBody = z.strictObject({ becomes: z.array(code).min(1).max(20), source }).meta({ id: 'SucceedRegion' });
export const withdrawBody = z.strictObject({ version: z.int().min(1), reason: reasonSchema }).meta({ id: 'WithdrawChange' });
export const aliasBody = z.strictObject({
  text: line, kind: z.enum(['alias', 'misprint']), confidence: z.string().regex(/^(0\.\d{1,2}|1(\.0{1,2})?)$/).default('1'), source,
}).meta({ id: 'RecordAlias' });

const drawing = { counties: z.array(code).max(50).default([]), exclusive: z.boolean().default(false) };
export const declareBody = z.strictObject({ code, name: nameSchema, parent: code, ...drawing, from: orNull(dateSchema), source }).meta({ id: 'DeclareZone' });
export const redrawBody = z.strictObject({ ...drawing, on: dateSchema, source }).meta({ id: 'RedrawZone' });
export const closeBody = z.strictObject({ on: dateSchema, source }).meta({ id: 'CloseZone' });

const member = {
  region: orNull(code), set: orNull(setId), from: orNull(dateSchema), to: orNull(dateSchema),
  except: z.array(code).max(200).default([]), part: orNull(line),
};
export const defineBody = z.strictObject({ id: setId, name: nameSchema, members: z.array(z.strictObject(member)).max(500).default([]), source }).meta({ id: 'DefineRegionSet' });
export const addMemberBody = z.strictObject({ ...member, source }).meta({ id: 'AddSetMember' });
export const removeMemberBody = z.strictObject({ region: orNull(code), set: orNull(setId), on: dateSchema, source }).meta({ id: 'RemoveSetMember' });

const moments = { validAt: validAtSchema, asOf: asOfSchema, minPosition: positionSchema };
const pages = { changedAfter: changedAfterSchema, limit: limitSchema(100, 1_000), cursor: cursorSchema };
export const oneQuery = z.strictObject(moments);
export const regionsQuery = z.strictObject({ parent: regionSchema.optional(), level: level.optional(), q: filterSchema(100), ...moments, ...pages });
export const zonesQuery = z.strictObject({ parent: regionSchema.optional(), q: filterSchema(100), ...moments, ...pages });
export const setsQuery = z.strictObject({ q: filterSchema(100), ...moments, ...pages });
export const resolveQuery = z.strictObject({
  q: z.string().trim().min(1).max(200), kind: z.enum(['region', 'zone', 'region-set', 'organisation']).optional(), limit: limitSchema(10, 50), minPosition: positionSchema,
});

const name = z.object({ zh: z.string(), en: z.string().nullable() });
const days = { from: z.string().nullable(), to: z.string().nullable() };
const alias = z.object({ text: z.string(), kind: z.enum(['alias', 'misprint']), confidence: z.string(), source: sourceSchema.nullable() });

/** A region or zone as it is answered: how it stands on the day, and how it came to that. `to` is the first day on which it is no more. */
export const regionDocument = z.object({
  code: z.string(), level: z.enum(['country', 'province', 'prefecture', 'county', 'zone']), name, parent: z.string().nullable(), ...days,
  withdrawn: z.literal(true).optional(), outsideMainland: z.boolean(), predecessors: z.array(z.string()), successors: z.array(z.string()), aliases: z.array(alias),
  counties: z.array(z.string()).optional(), exclusive: z.boolean().optional(),
  ancestors: z.array(z.object({ code: z.string(), level: z.string().nullable(), name })).optional(),
  names: z.array(z.object({ name, from: z.string().nullable() })).optional(),
  stays: z.array(z.object({ parent: z.string().nullable(), from: z.string().nullable() })).optional(),
  validAt: z.string().optional(), asOf: moment.optional(),
  history: z.array(z.object({ version: z.int(), position: z.int(), type: z.string() }).loose()).optional(),
}).meta({ id: 'Region' });

export const setDocument = z.object({
  id: z.string(), name, definition: z.int(), aliases: z.array(alias),
  members: z.array(z.object({ region: z.string().nullable(), set: z.string().nullable(), ...days, except: z.array(z.string()), part: z.string().nullable(), name: z.string().nullable() })),
  regions: z.array(z.string()).optional(), validAt: z.string().optional(), asOf: moment.optional(),
  history: z.array(z.object({ version: z.int(), position: z.int(), type: z.string() }).loose()).optional(),
}).meta({ id: 'RegionSet' });

export const candidateDocument = z.object({
  kind: z.enum(['region', 'zone', 'region-set', 'organisation']), id: z.string(), name: z.string(), matched: z.string(),
  by: z.string(), score: z.string(), source: sourceSchema.nullish(),
}).meta({ id: 'Candidate' });
export const resolveDocument = z.object({ q: z.string(), items: z.array(candidateDocument) });
