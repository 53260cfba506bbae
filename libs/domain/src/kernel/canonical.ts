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
export const canonical = (value: unknown): string => write(value, []);

/** `trail` says where in the value we are. */
const write = (value: unknown, trail: (string | number)[]): string => {
  if (trail.length > DEPTH_MAX) throw new NotCanonical(`The value at ${placeOf(trail).slice(0, 100)} … is nested too deeply.`);
  if (typeof value === 'string') return text(value, trail);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
      throw new NotCanonical(`The number at ${placeOf(trail)} is out of range.`);
    }
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw new NotCanonical(`The value at ${placeOf(trail)} is no JSON.`);
  let members = '';
  if (Array.isArray(value)) {
    for (let n = 0; n < value.length; n += 1) members += `${n > 0 ? ',' : ''}${within(n, value[n], trail)}`;
    return `[${members}]`;
  }
  // Without a comparator, strings are sorted by UTF-16 code units, as RFC 8785 wants it.
  for (const name of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined) members += `${members === '' ? '' : ','}${text(name, trail)}:${within(name, member, trail)}`;
  }
  return `{${members}}`;
};

const within = (step: string | number, value: unknown, trail: (string | number)[]): string => {
  trail.push(step);
  const written = write(value, trail);
  trail.pop();
  return written;
};

const placeOf = (trail: readonly (string | number)[]): string => `/${trail.join('/')}`;

const text = (value: string, trail: readonly (string | number)[]): string => {
  if (!value.isWellFormed() || value.includes('\0') || value.includes('\uFFFD')) {
    throw new NotCanonical(`The text at ${placeOf(trail)} holds a NUL, half a character or a replacement character; send well-formed UTF-8.`);
  }
  return JSON.stringify(value);
};
