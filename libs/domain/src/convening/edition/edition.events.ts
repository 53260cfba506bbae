import { z } from 'zod';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import { COMPARATORS, reasonSchema, sourceSchema } from '../../signing/signing/index.js';
import { EVENT_KINDS, OUTPUT_KINDS, REFERRED } from './terms.js';

const edition = z.string();
/** Null where no source states it. */
const place = z.string().nullable();
/** How everything else refers to it: the series and the number, such as cisc-21. */
const code = z.string();
const date = z.string().nullable();
const title = z.object({ zh: z.string(), en: z.string(), ru: z.string() }).partial();
const by = z.object({ principal: z.string(), organisation: z.string() });
const said = { reason: reasonSchema.nullable(), grade: z.enum(['submitted', 'attested']), source: sourceSchema.nullable(), by };
const count = z.object({ value: z.string().nullable(), op: z.enum(COMPARATORS), text: z.string() }).nullable();
const party = z.object({ organisation: z.string(), name: z.string(), region: z.string().nullable(), account: z.string().nullable() });

export const editionOpened = eventType('EditionOpened', { en: 'An edition of a series of conferences was entered, under a number of its own.', zh: '登记某系列会议的一届，届次为其固有编号。' },
  z.object({ edition, code, series: z.object({ code: z.string(), name: title, founded: date }), number: z.int(), kind: z.enum(EVENT_KINDS), place, ...said }));

export const editionCodeReserved = eventType('EditionCodeReserved', { en: 'A series and number are this edition’s, and no other’s.', zh: '该系列届次归此届所有，他届不得再用。' }, z.object({ edition, code }));

export const editionAnnounced = eventType('EditionAnnounced', { en: 'Place, title, theme, dates, venue and aspects of an edition were announced, or announced anew.', zh: '公布或重新公布会议举办地、名称、主题、日期、会场与板块。' },
  z.object({ edition, code, place, title: title.nullable(), theme: title.nullable(), from: date, to: date, venue: z.string().nullable(), aspects: z.array(z.object({ aspect: z.string(), name: title })), changed: z.array(z.string()), ...said }));

export const activityRecorded = eventType('ActivityRecorded', { en: 'An activity of an edition was recorded, or put right.', zh: '记录或更正会议的一项活动。' },
  z.object({
    edition, code, place, activity: z.string(), name: title, aspect: z.string().nullable(), from: date, to: date, session: z.string().nullable(),
    attendance: count, attendees: z.array(z.object({ name: z.string(), organisation: z.string().nullable(), count })), ...said,
  }));

export const outputRecorded = eventType('OutputRecorded', { en: 'What came out of an edition was recorded, or put right: with what of the record it is, where that is known.', zh: '记录或更正会议的一项成果，并注明对应的记录。' },
  z.object({
    edition, code, place, output: z.string(), kind: z.enum(OUTPUT_KINDS), title, on: date, activity: z.string().nullable(),
    refers: z.object({ kind: z.enum(REFERRED), id: z.string() }).nullable(), under: z.string().nullable(), signatories: z.array(party), ...said,
  }));

export const entryStruck = eventType('EditionEntryStruck', { en: 'An activity or an output had been entered by mistake and is struck.', zh: '误录的活动或成果予以删除。' },
  z.object({ edition, activity: z.string().nullable(), output: z.string().nullable(), reason: reasonSchema, by }));

export const editionEvents = [editionOpened, editionCodeReserved, editionAnnounced, activityRecorded, outputRecorded, entryStruck] as const;

export type EditionFact = FactOf<(typeof editionEvents)[number]>;
