import { z } from 'zod';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import { ACCESS } from './terms.js';

const sha256 = z.string();

export const documentDeposited = eventType('DocumentDeposited', { en: 'An organisation deposited a document: its digest and what it is, not its content.', zh: '机构存入一份文件：记其摘要与类型，不记其内容。' },
  z.object({
    document: z.string(), sha256, bytes: z.number().int(), mediaType: z.string(), name: z.string().nullable(), access: z.enum(ACCESS),
    region: z.string(), by: z.object({ principal: z.string(), organisation: z.string() }),
  }));

export const documentReferred = eventType('DocumentReferred', { en: 'Something on record referred to the document as its evidence.', zh: '某项记录引用此文件为凭据。' },
  z.object({ document: z.string(), sha256, by: z.object({ kind: z.enum(['signing', 'pact', 'alliance', 'edition']), id: z.string() }) }));

export const documentDiscarded = eventType('DocumentDiscarded', { en: 'The document’s content was given up; its digest stays on record.', zh: '文件内容已销毁，其摘要仍在记录中。' },
  z.object({ document: z.string(), reason: z.object({ code: z.string(), text: z.string() }), policy: z.enum(['unused', 'asked']) }));

/** All facts of a document, in the order of its life. */
export const documentEvents = [documentDeposited, documentReferred, documentDiscarded] as const;

export type DocumentFact = FactOf<(typeof documentEvents)[number]>;
export type DocumentReferred = FactOf<typeof documentReferred>;
