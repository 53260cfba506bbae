import { z } from 'zod';
import { positionSchema } from '../../http/paging.js';

export const cardQuery = z.strictObject({ minPosition: positionSchema });
export type CardQuery = z.infer<typeof cardQuery>;
export const pageQuery = z.strictObject({});

const decimal = z.string().describe('a decimal string');
const said = z.object({ value: decimal.nullable(), low: decimal.nullable(), high: decimal.nullable(), unit: z.string(), why: z.string().nullable() }).nullable();
const printed = z.object({ yi: z.string().describe('Amounts in 亿元, or billions.'), wan: z.string().describe('Amounts in 万元, or millions.') });

/** A printed figure with all that can be asked of it. */
export const cardDocument = z.object({
  code: z.string(), path: z.string().describe('Where in the data set: table/row/column.'), edition: z.enum(['issue', 'public', 'draft']).describe('Where it was printed: in an issue, in a public edition, or in a draft.'),
  figure: z.object({
    value: decimal.nullable().describe('Exact and unrounded; null where it is not known or not defined (why).'), low: decimal.nullable(), high: decimal.nullable(), precision: z.enum(['exact', 'approximate', 'unknown']),
    unit: z.string(), amountKind: z.string().nullable(), unknown: decimal.nullable().describe('How many records state nothing that could be counted in.'), why: z.string().nullable(),
  }),
  printed: z.object({ zh: printed, en: printed }), what: z.object({ report: z.string(), table: z.string(), row: z.string(), column: z.string() }),
  report: z.string(), period: z.string(), parameters: z.record(z.string(), z.string()),
  definition: z.object({ kind: z.enum(['metric', 'funnel', 'formula', 'published', 'records', 'claim']), id: z.string().nullable(), version: z.int().nullable(), title: z.string(), describes: z.string() }),
  asOf: z.object({ instant: z.string(), node: z.string().optional(), position: z.int().optional() }).describe('As known when; to the public no position is told.'), validAt: z.string(),
  entries: z.string().nullable().describe('The one address of its entries; null where it is made of several figures (operands), and for the public.'),
  operands: z.array(z.object({ name: z.string(), title: z.string(), value: decimal.nullable(), unit: z.string().nullable(), code: z.string().nullable(), entries: z.string().nullable() })),
  revision: z.object({
    state: z.enum(['stands', 'revised', 'unlisted', 'report-revised']).describe('It stands, or was revised; unlisted: so much changed that not all is listed; report-revised: to the public, something in its report changed.'),
    position: z.int().nullable().describe('Up to which position of the log this is known.'), old: said, new: said,
  }).nullable().describe('What has become of it since; null of a draft.'),
  answers: z.object({ organisation: z.string(), region: z.string().nullable() }).describe('Who published it, and whose record it tells (* is everywhere).'),
  lines: z.array(z.object({ label: z.string(), text: z.string(), href: z.string().optional() })).describe('The card line by line, as it is read, in the language asked for.'),
  links: z.object({ self: z.string(), page: z.string(), entries: z.string().nullable(), issue: z.string().nullable(), run: z.string().nullable() }),
}).meta({ id: 'NumberCard' });
