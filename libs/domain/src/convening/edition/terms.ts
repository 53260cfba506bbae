import { z } from 'zod';
import { fault } from '../../kernel/fault.js';
import { titleSchema } from '../../cooperation/pact/index.js';
import { dateSchema, reasonSchema, regionSchema, sourceSchema } from '../../signing/signing/index.js';
import { countSchema } from './count.js';

export const EVENT_KINDS = ['conference', 'fair', 'competition', 'other'] as const;
/** What came out of an edition: 签约, 协议, 倡议书, 榜单, 报告, 方案, 授信, 其他. */
export const OUTPUT_KINDS = ['signing', 'agreement', 'declaration', 'list', 'report', 'plan', 'credit', 'other'] as const;
/** What of the record an output may be. */
export const REFERRED = ['signing', 'pact', 'alliance', 'declaration', 'document'] as const;

/** What of the record an output of a kind may be; one of any other kind may be anything. */
export const OUTPUT_IS: Readonly<Partial<Record<(typeof OUTPUT_KINDS)[number], readonly (typeof REFERRED)[number][]>>> = { signing: ['signing'], agreement: ['pact'], declaration: ['declaration'] };

const line = z.string().trim().min(1).max(400);
const slug = z.string().max(40).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const uuid = z.guid().transform((id) => id.toLowerCase());
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const source = orNull(sourceSchema);

const aspectSchema = z.strictObject({ aspect: slug, name: titleSchema });

/** The number of an edition is its own: editions slip, and a year may have two or none. Its place is null where no source states it. */
export const openShape = {
  series: z.strictObject({ code: slug, name: titleSchema, founded: orNull(dateSchema) }), number: z.int().min(1).max(999), kind: z.enum(EVENT_KINDS).default('conference'), place: orNull(regionSchema), source,
};

/** What is announced of it; only what is given changes, and null takes it away. */
export const announceShape = {
  place: orNull(regionSchema).optional(),
  title: orNull(titleSchema).optional(), theme: orNull(titleSchema).optional(), from: orNull(dateSchema).optional(), to: orNull(dateSchema).optional(), venue: orNull(line).optional(),
  aspects: z.array(aspectSchema).max(30).superRefine((aspects, context) => aspects.forEach(({ aspect }, n) => {
    if (aspects.findIndex((each) => each.aspect === aspect) < n) fault(context as never, 'edition/aspect-twice', { en: 'This aspect is named twice; name it once.', zh: '同一板块出现两次；请只填一次。' }, [n, 'aspect']);
  })).optional(),
  reason: orNull(reasonSchema), source,
};

const attendeeSchema = z.strictObject({ name: line, organisation: orNull(uuid), count: orNull(countSchema) });

/** Under an activity that is there already, it is put right, with a reason. */
export const activityShape = {
  activity: uuid.optional(), name: titleSchema, aspect: orNull(slug), from: orNull(dateSchema), to: orNull(dateSchema), session: orNull(line),
  attendance: orNull(countSchema), attendees: z.array(attendeeSchema).max(200).default([]), reason: orNull(reasonSchema), source,
};

export const outputShape = {
  output: uuid.optional(), kind: z.enum(OUTPUT_KINDS), title: titleSchema, on: orNull(dateSchema), activity: orNull(uuid),
  refers: orNull(z.strictObject({ kind: z.enum(REFERRED), id: uuid })), under: orNull(uuid),
  signatories: z.array(uuid).max(200).default([]), reason: orNull(reasonSchema), source,
};

export const strikeShape = { activity: orNull(uuid), output: orNull(uuid), reason: reasonSchema };

type Out<Shape extends z.ZodRawShape> = Readonly<z.infer<z.ZodObject<Shape>>>;
export type Opening = Out<typeof openShape>;
export type Announcement = Out<typeof announceShape>;
export type Activity = Out<typeof activityShape>;
export type Output = Out<typeof outputShape>;
export type Striking = Out<typeof strikeShape>;
