import { createHash } from 'node:crypto';

/** What cannot be written into the log as canonical JSON, and where it stands. */
export class NotCanonical extends Error {
  override readonly name = 'NotCanonical';
}

const DEPTH_MAX = 64;

/**
 * RFC 8785 text of a JSON value: members sorted by UTF-16 code units, ECMAScript number and string forms.
 * NUL and lone surrogates are refused, because Postgres or another reader could not keep them as they are; so is U+FFFD,
 * which stands where bytes were no UTF-8;
 * so are numbers beyond 2^53, nesting beyond 64 levels and what JSON does not know.
 */
export const canonical = (value: unknown, path = '', depth = 0): string => {
  if (depth > DEPTH_MAX) throw new NotCanonical(`The value at ${path.slice(0, 100)} … is nested too deeply.`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return text(value, path);
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
      throw new NotCanonical(`The number at ${path || '/'} is out of range.`);
    }
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item, n) => canonical(item, `${path}/${n}`, depth + 1)).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    members.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${text(name, path)}:${canonical(member, `${path}/${name}`, depth + 1)}`).join(',')}}`;
  }
  throw new NotCanonical(`The value at ${path || '/'} is no JSON.`);
};

const text = (value: string, path: string): string => {
  if (/[\0\uFFFD\p{Surrogate}]/u.test(value)) {
    throw new NotCanonical(`The text at ${path || '/'} holds a NUL, half a character or a replacement character; send well-formed UTF-8.`);
  }
  return JSON.stringify(value);
};

export const sha256Hex = (input: string | Buffer): string => createHash('sha256').update(input).digest('hex');
