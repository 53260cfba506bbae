import { z } from 'zod';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import { reasonSchema, sourceSchema } from '../../signing/signing/index.js';

const declaration = z.string();
const date = z.string().nullable();
const by = z.object({ principal: z.string(), organisation: z.string() });
const source = sourceSchema.nullable();
const party = z.object({ organisation: z.string(), name: z.string(), region: z.string().nullable(), account: z.string().nullable() });

export const declarationIssued = eventType('DeclarationIssued', { en: 'A joint initiative was issued, or entered from a document; others may endorse it, late too.', zh: '发布倡议书，或依文件录入；各方可响应，亦可事后响应。' },
  z.object({
    declaration, title: z.object({ zh: z.string(), en: z.string(), ru: z.string() }).partial(), territory: z.string().nullable(), issuedOn: date, openUntil: date,
    /** What is endorsed, word by word, and its hash; null where the source does not give it. */
    text: z.string().nullable(), sha256: z.string().nullable(), issuer: party.nullable(), edition: z.string().nullable(), grade: z.enum(['submitted', 'attested']), source, by,
  }));

export const declarationEndorsed = eventType('DeclarationEndorsed', { en: 'A body endorsed a joint initiative: by its own key, by its own word, or as a document states.', zh: '机构响应倡议书：以自有密钥签署、自行声明，或依文件载明。' },
  z.object({
    declaration, endorser: party, on: date, grade: z.enum(['signed', 'submitted', 'attested']),
    signature: z.object({ person: z.string(), kid: z.string(), jws: z.string(), at: z.string() }).nullable(), source, by,
  }));

export const endorsementWithdrawn = eventType('EndorsementWithdrawn', { en: 'A body endorses a joint initiative no longer, from a date on.', zh: '机构自某日起撤回响应。' },
  z.object({ declaration, organisation: z.string(), on: z.string(), reason: reasonSchema, grade: z.enum(['submitted', 'attested']), source, by }));

export const declarationEvents = [declarationIssued, declarationEndorsed, endorsementWithdrawn] as const;

export type DeclarationFact = FactOf<(typeof declarationEvents)[number]>;
