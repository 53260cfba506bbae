import { z } from 'zod';
import { fault } from '../../kernel/fault.js';

/** Whose eyes a document is for: everybody's, those of who may see what refers to it, or only of those who check it. */
export const ACCESS = ['open', 'parties', 'confidential'] as const;
export type Access = (typeof ACCESS)[number];

export type Reason = Readonly<{ code: string; text: string }>;

/** SHA-256 in hexadecimal, in lower case. */
export const sha256Schema = z.string().transform((digest) => digest.toLowerCase()).superRefine((digest, context) => {
  if (/^[0-9a-f]{64}$/.test(digest)) return;
  fault(context, 'document/sha256-malformed', {
    en: 'A digest is the SHA-256 of the content in 64 hexadecimal digits, as the deposit answered it; correct it, or leave it out.',
    zh: '摘要是内容的 SHA-256，64 位十六进制，即存入时所答；请更正，或不填。',
  });
});

/** What a document is called: a line of text without characters that do something. */
export const nameSchema = z.string().trim().min(1).max(200).superRefine((name, context) => {
  if (!/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u.test(name)) return;
  fault(context, 'document/name-malformed', { en: 'A name is one line of text; leave control characters out.', zh: '名称是一行文字；请去掉控制字符。' });
});

const id = z.guid().transform((text) => text.toLowerCase());

/** Evidence as it is named: by the id of a document, or with the digest that the document must have. */
export const evidenceSchema = z.array(z.union([
  id.transform((document) => ({ document, sha256: null })),
  z.strictObject({ document: id, sha256: sha256Schema }),
])).max(20);

/** A document that is named, and the digest that it must have where one is given. */
export type Named = Readonly<{ document: string; sha256: string | null }>;
