import { z } from 'zod';
import { eventType, type FactOf } from '../../kernel/event-type.js';

const person = z.object({ principal: z.string(), organisation: z.string() });
const words = z.object({ en: z.string(), zh: z.string() });
const named = { issue: z.string(), report: z.string(), parameters: z.record(z.string(), z.string()), period: z.string() };
const file = z.object({ name: z.string(), media: z.string(), size: z.int(), sha256: z.string() });
/** What a figure said: its value and bounds as decimal strings; null where nothing was said of it. */
const figure = z.object({ value: z.string().nullable(), low: z.string().nullable(), high: z.string().nullable(), unit: z.string(), why: z.string().nullable() }).nullable();

export const reportPublished = eventType('ReportPublished', { en: 'An issue of a report was published.', zh: '公布了一期报表。' }, z.object({
  ...named, definition: z.int(), title: words, run: z.string(),
  /** The days that it is about, and the day on which levels are told. */
  about: z.object({ from: z.string(), to: z.string(), validAt: z.string() }),
  /** Up to where in the log it knew; `issues`: and up to where the issues of earlier periods that it rests on had been published, where that is later. */
  known: z.object({ node: z.string(), position: z.int(), instant: z.string(), issues: z.int().optional() }),
  /** SHA-256, in hexadecimal, of all that it was made from, and of its data set as RFC 8785 text. */
  inputs: z.string(), output: z.string(),
  files: z.array(file), figures: z.int(),
  /** Which body answers for it: who put it on schedule, or asked for it. */
  answers: z.string(),
  /** By which calendar it fell due; null where somebody asked for it. */
  calendar: z.enum(['published', 'weekdays']).nullable(), by: person,
}));
export const reportSuperseded = eventType('ReportSuperseded', { en: 'What an issue of a report says is said otherwise now.', zh: '已公布报表的数据已有变动。' }, z.object({
  ...named,
  /** Up to where in the log is known what it would say otherwise. */
  position: z.int(),
  /** How many figures changed since it was published, and the first of them. */
  count: z.int(), changes: z.array(z.object({ path: z.string(), old: figure, new: figure })), by: person,
}));
export const reportReleased = eventType('ReportReleased', { en: 'An issue of a report was released to the public, without what would tell of single projects or firms.', zh: '向社会公布了一期报表；可推知单个项目或企业的数据不予公布。' }, z.object({
  ...named, releasedOn: z.string(), output: z.string(), files: z.array(file), withheld: z.int(), by: person,
}));

export const reportEvents = [reportPublished, reportSuperseded, reportReleased] as const;
export type ReportFact = FactOf<(typeof reportEvents)[number]>;
