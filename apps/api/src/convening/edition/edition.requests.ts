import { activityShape, announceShape, EVENT_KINDS, openShape, OUTPUT_KINDS, outputShape, REFERRED, strikeShape } from '@entente/domain/convening/edition';
import { COMPARATORS, regionSchema } from '@entente/domain/signing/signing';
import { z } from 'zod';
import { announcedDocument } from '../../cooperation/announced.document.js';
import { accepted, moment } from '../../http/documented.js';
import { changedAfterSchema, cursorSchema, editionSchema, limitSchema, namedSchema, positionSchema } from '../../http/paging.js';
import { asOfSchema } from '../../reading/as-of.js';

const idSchema = z.guid().transform((id) => id.toLowerCase());

export const openBody = z.strictObject({ id: idSchema.optional(), ...openShape }).meta({ id: 'OpenEdition' });
export const announceBody = z.strictObject(announceShape).meta({ id: 'AnnounceEdition' });
export const activityBody = z.strictObject(activityShape).meta({ id: 'RecordActivity' });
export const outputBody = z.strictObject(outputShape).meta({ id: 'RecordOutput' });
export const strikeBody = z.strictObject(strikeShape).meta({ id: 'StrikeEntry' });

/** What an activity and an output are answered with: under these ids they are put right. */
export const acceptedActivity = accepted.extend({ activity: z.string() }).meta({ id: 'AcceptedActivity' });
export const acceptedOutput = accepted.extend({ output: z.string() }).meta({ id: 'AcceptedOutput' });

export const editionQuery = z.strictObject({ asOf: asOfSchema, minPosition: positionSchema });
export type EditionQuery = z.infer<typeof editionQuery>;

export const editionsQuery = z.strictObject({
  series: namedSchema().describe('The code of the series, such as cisc.'),
  code: editionSchema,
  region: regionSchema.optional().describe('It takes place in this region or below it; one whose place is not stated is in none.'),
  changedAfter: changedAfterSchema, limit: limitSchema(50, 500), cursor: cursorSchema, minPosition: positionSchema,
});
export type EditionsQuery = z.infer<typeof editionsQuery>;

const title = z.object({ zh: z.string().optional(), en: z.string().optional(), ru: z.string().optional() });
const said = { grade: z.enum(['submitted', 'attested']), source: z.object({ document: z.string(), quote: z.string() }).nullable() };
/** A number of people in the words of its source, and what it can be: null where nothing bounds it. */
const count = z.object({ value: z.string().nullable(), op: z.enum(COMPARATORS), text: z.string(), low: z.string().nullable(), high: z.string().nullable() }).nullable();

/** An edition in a list: what was announced of it, and how much is on record. */
const summary = z.object({
  id: z.string(), code: z.string(), series: z.object({ code: z.string(), name: title, founded: z.string().nullable() }), number: z.int(), kind: z.enum(EVENT_KINDS), place: z.string().nullable().describe('The region where it is held; null where no source states it.'),
  title: title.nullable(), theme: title.nullable(), from: z.string().nullable(), to: z.string().nullable(), venue: z.string().nullable(), aspects: z.array(z.object({ aspect: z.string(), name: title })), ...said,
  recorded: z.object({
    activities: z.int(), outputs: z.int(), outputsByKind: z.partialRecord(z.enum(OUTPUT_KINDS), z.int()),
    attendance: z.object({ value: z.string(), low: z.string(), high: z.string().nullable(), unknown: z.int() })
      .describe('The sum over activities; whoever came to two counts twice. unknown: how many activities had attendance that no number was stated of.'),
  }),
  version: z.int(),
});

/** An edition as it is answered: what happened there, what came of it, and what was announced beside what is recorded. */
export const editionDocument = summary.extend({
  activities: z.array(z.object({
    activity: z.string(), name: title, aspect: z.string().nullable(), from: z.string().nullable(), to: z.string().nullable(), session: z.string().nullable(),
    attendance: count, attendees: z.array(z.object({ name: z.string(), organisation: z.string().nullable(), count })), outputs: z.array(z.string()), ...said,
  })),
  outputs: z.array(z.object({
    output: z.string(), kind: z.enum(OUTPUT_KINDS), title, on: z.string().nullable(), activity: z.object({ activity: z.string(), name: title, session: z.string().nullable() }).nullable(),
    refers: z.object({ kind: z.enum(REFERRED), id: z.string(), href: z.string() }).nullable(), under: z.string().nullable(),
    signatories: z.array(z.object({ organisation: z.string(), name: z.string(), region: z.string().nullable() })), ...said,
  })),
  announced: z.array(announcedDocument),
  asOf: moment, history: z.array(z.object({ version: z.int(), position: z.int(), type: z.string() }).loose()),
}).meta({ id: 'Edition' });
export const listedEdition = summary.extend({ position: z.int() }).meta({ id: 'ListedEdition' });
