import { accepted, moment } from '../../http/documented.js';
import { z } from 'zod';

const date = z.string().nullable();
const sourced = z.object({ document: z.string(), quote: z.string() }).nullable();
const key = z.object({ kty: z.string(), crv: z.string(), x: z.string() });
const authority = z.object({
  authority: z.string(), person: z.string(), purpose: z.string(), from: z.string(), to: date, grade: z.enum(['signed', 'attested']), kid: z.string().nullable(), source: sourced, revokedOn: date,
});

const asked = { askedBy: z.string(), since: z.string() };

/** A body as it is answered. Keys and authorities that wait for a second person stand under `pending`. */
export const organisationDocument = z.object({
  id: z.string(), status: z.enum(['live', 'merged', 'closed']), version: z.int(), name: z.string(),
  names: z.array(z.object({ language: z.string(), name: z.string(), from: date, to: date })),
  formerNames: z.array(z.object({ language: z.string(), name: z.string(), from: date, to: date })),
  types: z.array(z.object({ type: z.string(), from: date, to: date })), region: z.string().nullable(),
  creditCode: z.string().nullable(), creditCodeEvidence: sourced, foreignRegister: z.object({ country: z.string(), register: z.string(), number: z.string() }).nullable(),
  account: z.string().nullable(), parents: z.array(z.object({ organisation: z.string(), relation: z.string(), from: date, to: date })),
  existsFrom: date, closedOn: date, mergedInto: z.string().nullable(), asPrinted: z.string().nullable(),
  aliases: z.array(z.object({ text: z.string(), kind: z.string(), confidence: z.string(), source: sourced })),
  grade: z.enum(['submitted', 'attested']), source: sourced, warnings: z.array(z.object({ code: z.string(), en: z.string(), zh: z.string() })),
  keys: z.array(z.object({ kid: z.string(), key, validFrom: date, validTo: date, ended: z.enum(['rotated', 'revoked']).nullable(), sound: z.boolean() })),
  authorities: z.array(authority.extend({ sound: z.boolean() })),
  pending: z.object({ keys: z.array(z.object({ kid: z.string(), key, from: date, replaces: z.string().nullable(), ...asked })), authorities: z.array(authority.extend(asked)) }),
  absorbed: z.array(z.object({ organisation: z.string(), name: z.string() })), position: z.int().optional(),
  validAt: date.optional(), asOf: moment.optional(), history: z.array(z.object({ version: z.int(), position: z.int(), type: z.string() }).loose()).optional(),
}).meta({ id: 'Organisation' });

export const acceptedKey = accepted.extend({ kid: z.string() }).meta({ id: 'AcceptedKey' });
export const acceptedAuthority = accepted.extend({ authority: z.string() }).meta({ id: 'AcceptedAuthority' });

export const verdictDocument = z.object({ valid: z.boolean(), code: z.string().nullable(), message: z.string().nullable(), on: z.string() }).meta({ id: 'SignatureVerdict' });
