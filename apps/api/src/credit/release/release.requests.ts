import { COUNTS, MEASURES, releaseShape } from '@entente/domain/credit/release';
import { z } from 'zod';

export const releaseBody = z.strictObject(releaseShape).meta({ id: 'ReleaseCreditFigures' });

const policy = z.object({ firms: z.int(), dominance: z.object({ n: z.int(), percent: z.int() }) });
const figure = z.object({
  measure: z.enum([...MEASURES, ...COUNTS]), unit: z.string().describe('A currency, or firm.'),
  region: z.string().optional(), track: z.string().nullable().optional(), bank: z.string().optional().describe('The bank, by its id.'),
  value: z.string().nullable().describe('Null is not published, because it would tell of single firms.'),
});

/** A released month as everybody may read it. */
export const vintageDocument = z.object({ period: z.string(), releasedOn: z.string(), policy, figures: z.array(figure) }).meta({ id: 'PublicCreditFigures' });
export const vintagesDocument = z.object({ items: z.array(z.object({ period: z.string(), releasedOn: z.string(), figures: z.int(), published: z.int() })) }).meta({ id: 'PublicCreditPeriods' });
export const vintageQuery = z.strictObject({});
