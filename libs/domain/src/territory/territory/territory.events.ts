import { z } from 'zod';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import { reasonSchema, sourceSchema } from '../../signing/signing/index.js';

const code = z.string();
/** EDTF in the precision of the source; it means its first day. */
const date = z.string();
const name = z.object({ zh: z.string(), en: z.string().nullable() });
const level = z.enum(['country', 'province', 'prefecture', 'county', 'zone']);
const source = sourceSchema.nullable();
const by = z.object({ principal: z.string(), organisation: z.string() });

/** A region as a list of codes has it; `to` is the first day on which it is no more. */
const region = z.object({
  code, level, name, parent: code.nullable(), from: date.nullable(), to: date.nullable(),
  /** What it became, where it ended. */
  becomes: z.array(code).optional(),
  /** Names before the present one, each until a day. */
  formerNames: z.array(z.object({ zh: z.string(), en: z.string().nullable(), until: date })).optional(),
});
/** A region that a change makes, from the day of the change on. */
const made = z.object({ code, level, name, parent: code.nullable() });
/** A member of a set: a region, less what is excepted, or another set; `part` are the words that say which part of it. */
const member = z.object({
  region: code.nullable(), set: z.string().nullable(), from: date.nullable(), to: date.nullable(), except: z.array(code), part: z.string().nullable(),
});

export const regionsRegistered = eventType('RegionsRegistered', { en: 'Regions were registered from a published list of codes.', zh: '依公布的代码表登记了行政区划。' },
  z.object({ list: z.object({ title: z.string(), edition: z.string() }), regions: z.array(region), source, by }));

export const regionRenamed = eventType('RegionRenamed', { en: 'A region or zone has another name from a date on.', zh: '地区更名。' },
  z.object({ region: code, name, on: date, source, by }));

export const regionMoved = eventType('RegionMoved', { en: 'A region lies under another one from a date on, often with another code.', zh: '地区改隶，多伴随代码变更。' },
  z.object({ region: code, parent: code.nullable(), as: made.nullable(), name: name.optional(), on: date, source, by }));

export const regionsMerged = eventType('RegionsMerged', { en: 'Regions became one, which goes on or is new.', zh: '数个地区合并。' },
  z.object({ regions: z.array(code), into: code, as: made.nullable(), on: date, source, by }));

export const regionSplit = eventType('RegionSplit', { en: 'Of a region several were made; it may be one of them itself.', zh: '地区拆分。' },
  z.object({ region: code, goesOn: z.boolean(), into: z.array(made), name: name.optional(), on: date, source, by }));

export const regionAliasRecorded = eventType('RegionAliasRecorded', { en: 'Another name, or a misprint, under which a source speaks of a region, zone or set.', zh: '登记了地区的别名或误写。' },
  z.object({ region: code, text: z.string(), kind: z.enum(['alias', 'misprint']), confidence: z.string(), source, by }));

export const zoneDeclared = eventType('ZoneDeclared', { en: 'A zone was declared: it rolls up to its city, and lies in counties without being part of their sums.', zh: '登记了功能区：汇总至所在城市。' },
  z.object({ zone: code, name, parent: code, counties: z.array(code), exclusive: z.boolean(), from: date.nullable(), source, by }));

export const zoneRedrawn = eventType('ZoneRedrawn', { en: 'A zone lies in other counties from a date on, or belongs to one exclusively.', zh: '功能区范围调整。' },
  z.object({ zone: code, counties: z.array(code), exclusive: z.boolean(), on: date, source, by }));

export const zoneClosed = eventType('ZoneClosed', { en: 'A zone is no more from a date on.', zh: '功能区撤销。' },
  z.object({ zone: code, on: date, source, by }));

export const regionSetDefined = eventType('RegionSetDefined', { en: 'A set of regions was defined.', zh: '定义了地区集合。' },
  z.object({ set: z.string(), name, members: z.array(member), definition: z.number().int(), source, by }));

export const regionSetMemberAdded = eventType('RegionSetMemberAdded', { en: 'A set has one member more from a date on.', zh: '地区集合增加成员。' },
  z.object({ set: z.string(), member, definition: z.number().int(), source, by }));

export const regionSetMemberRemoved = eventType('RegionSetMemberRemoved', { en: 'A member left a set on a date.', zh: '地区集合减少成员。' },
  z.object({ set: z.string(), region: code.nullable(), memberSet: z.string().nullable(), on: date, definition: z.number().int(), source, by }));

export const regionSucceeded = eventType('RegionSucceeded', { en: 'What a region became when it ended, where that was not known before.', zh: '补记了已撤销地区的承继地区。' },
  z.object({ region: code, becomes: z.array(code), source, by }));

export const territoryChangeWithdrawn = eventType('TerritoryChangeWithdrawn', { en: 'A change of the map was entered by mistake: it was never so.', zh: '撤销误记的区划变更：自始无此变更。' },
  z.object({ version: z.number().int(), type: z.string(), about: z.string(), reason: reasonSchema, by }));

/** All facts of territory, which are one stream: their rules are about the whole. */
export const territoryEvents = [
  regionsRegistered, regionRenamed, regionMoved, regionsMerged, regionSplit, regionAliasRecorded, regionSucceeded, territoryChangeWithdrawn,
  zoneDeclared, zoneRedrawn, zoneClosed, regionSetDefined, regionSetMemberAdded, regionSetMemberRemoved,
] as const;

export type TerritoryFact = FactOf<(typeof territoryEvents)[number]>;
export type Level = z.infer<typeof level>;
export type Name = Readonly<z.infer<typeof name>>;
export type Made = Readonly<z.infer<typeof made>>;
export type Listed = Readonly<z.infer<typeof region>>;
export type Member = Readonly<z.infer<typeof member>>;
