import { REPORTS } from '@entente/domain/reporting/report';
import { z } from 'zod';
import { pageOf } from '../../http/documented.js';
import { cursorSchema, filterSchema, limitSchema } from '../../http/paging.js';

export const publicReportsQuery = z.strictObject({
  report: z.enum(REPORTS as [string, ...string[]]).optional(), period: filterSchema(20).describe('A month (2024-06), a quarter (2024-Q2), or a follow-up of a conference (T+30).'),
  limit: limitSchema(50, 200), cursor: cursorSchema,
});
export type PublicReportsQuery = z.infer<typeof publicReportsQuery>;
export const publicReportQuery = z.strictObject({});

const words = z.object({ en: z.string(), zh: z.string() });
const released = {
  issue: z.string(), report: z.string(), parameters: z.record(z.string(), z.string()), period: z.string(), title: words, about: z.object({ from: z.string(), to: z.string(), validAt: z.string() }), releasedOn: z.string(),
  withheld: z.int().describe('How many figures are left out, because they would tell of single projects or firms.'),
};
const file = z.object({ name: z.string(), media: z.string(), size: z.int(), sha256: z.string(), href: z.string() });

/** An issue as the public reads it. */
export const publicReport = z.object(released).meta({ id: 'PublicReport' });
export const publicReportDocument = z.object({ ...released, files: z.array(file) }).meta({ id: 'PublicReportFiles' });
export const publicReportsDocument = pageOf(publicReport);
