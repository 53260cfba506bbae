import { Injectable, type PipeTransform } from '@nestjs/common';
import { closeShape, monthSchema, reopenShape } from '@entente/domain/reporting/closing';
import { z } from 'zod';
import { faultsOf } from '../../http/faults.js';
import { problems } from '../../http/problems.js';

export const closeBody = z.strictObject(closeShape).meta({ id: 'ClosePeriod' });
export const reopenBody = z.strictObject(reopenShape).meta({ id: 'ReopenPeriod' });
export const periodsQuery = z.strictObject({});

/** The month in an address; what is no month is told how to be written. */
@Injectable()
export class PathMonth implements PipeTransform<string, string> {
  transform(text: string): string {
    const { success, error } = z.object({ period: monthSchema }).safeParse({ period: text });
    if (!success) throw problems.invalid(faultsOf(error.issues as never));
    return text;
  }
}

const act = z.object({
  act: z.enum(['closed', 'reopened']), on: z.string().nullable(), position: z.int().nullable(), reason: z.object({ code: z.string(), text: z.string() }).nullable(), by: z.object({ organisation: z.string() }),
});
/** A month as it stands: closed at a position, or open (null). */
export const periodDocument = z.object({
  period: z.string(), position: z.int().nullable().describe('The position of the log at which the month is closed; null while it is open.'), acts: z.array(act).describe('What was done about it, the newest last.'),
}).meta({ id: 'Period' });
export const periodsDocument = z.object({ items: z.array(periodDocument), next: z.null() });
