import { contentDigest, sha256Stated } from './digest.js';

const HEX = '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae';
const FIELD = 'sha-256=:LCa0a2j/xo/5m0U8HTBBNBNCLXBkg7+g+YpeiGJm564=:';

describe('Content-Digest', () => {
  it('is written as RFC 9530 has it', () => expect(contentDigest(HEX)).toBe(FIELD));

  it('is read alone, beside others, and the last of several', () => {
    const other = contentDigest('ab'.repeat(32));
    for (const field of [FIELD, `sha-512=:AAAA:, ${FIELD}`, `${FIELD},md5=:AAAA:`, ` ${FIELD} `, `${other}, ${FIELD}`]) expect(sha256Stated(field)).toBe(HEX);
  });

  it.each(['', HEX, `sha-256=${HEX}`, 'sha-512=:AAAA:', 'sha-256=:LCa0:', `${FIELD.slice(0, -1)}`, 'SHA-256=:LCa0a2j/xo/5m0U8HTBBNBNCLXBkg7+g+YpeiGJm564=:', `${FIELD}, sha-256=x`,
    // The last two bits of the last character are no part of the digest.
    'sha-256=:LCa0a2j/xo/5m0U8HTBBNBNCLXBkg7+g+YpeiGJm565=:'])('is malformed: %s', (field) => expect(sha256Stated(field)).toBeUndefined());
});
