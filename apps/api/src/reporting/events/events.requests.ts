import { z } from 'zod';
import { limitSchema } from '../../http/paging.js';
import { TYPES } from './cloud-event.js';

const WAIT_S_MAX = 30;

export const eventsQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0).describe('Only what stands after this position of the log: what Entente-Next said of the answer before; from the beginning, where it is left out.'),
  limit: limitSchema(100, 500),
  wait: z.coerce.number().int().min(0).max(WAIT_S_MAX).default(0).describe(`Where there is nothing yet: for how many seconds the answer waits for something, at most ${WAIT_S_MAX}.`),
  type: z.enum(TYPES).optional().describe('Only events of this type; Entente-Next moves on past the others.'),
});
export type EventsQuery = z.infer<typeof eventsQuery>;

/** A batch of CloudEvents 1.0 (JSON batch format). */
export const eventsDocument = z.array(z.object({
  specversion: z.literal('1.0'), id: z.string(), source: z.string().describe('urn:entente:<node>; with id it names the event for ever.'), type: z.enum(TYPES), subject: z.string().describe('The issue.'), time: z.string(),
  datacontenttype: z.literal('application/json'), sequence: z.string().describe('The position in the log, with leading zeros.'), data: z.record(z.string(), z.unknown()),
}).meta({ id: 'ReportEvent' }));
