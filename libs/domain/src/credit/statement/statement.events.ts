import { z } from 'zod';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import { reasonSchema } from '../../signing/signing/index.js';

const by = z.object({ principal: z.string(), organisation: z.string() });
const names = { line: z.string().nullable(), reference: z.string().nullable(), creditCode: z.string().nullable() };
const stated = z.object({ ...names, limit: z.string().nullable(), outstanding: z.string(), drawn: z.string().nullable(), due: z.string().nullable() });

export const statementReported = eventType('StatementReported', { en: 'A bank stated how the lines of a programme stood at a cut-off date; nothing of it is refused, and what does not fit shows as a difference.', zh: '银行报送对账单；不予拒收，不符之处列为差异。' },
  z.object({
    programme: z.string(), bank: z.string(), from: z.string().nullable(), cutOff: z.string(), currency: z.string(), count: z.int(), outstanding: z.string(),
    /** What it states and we do not have, and the lines that we have and it does not state. */
    unknown: z.array(stated), missing: z.array(z.string()),
    /** Which lines it states, and as what it names them: so that what was unknown or missing before is known to be found. */
    found: z.array(z.object(names)).optional(), reportedOn: z.string(), by,
  }));
export const statementDifferenceExplained = eventType('StatementDifferenceExplained', { en: 'Why a bank’s files state a line that is unknown here, or leave one out, was explained.', zh: '对账单中未知或缺漏的授信已说明。' },
  z.object({ programme: z.string(), discrepancy: z.string(), reason: reasonSchema, on: z.string(), by }));

export const statementEvents = [statementReported, statementDifferenceExplained] as const;
export type StatementFact = FactOf<(typeof statementEvents)[number]>;
