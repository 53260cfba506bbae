import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { type PublicJwk, signatureFits, thumbprintOf } from './ed25519.js';

/** RFC 8037, appendix A. */
const key: PublicJwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
const TEXT = 'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc';
const SIGNATURE = 'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg';

describe('Ed25519', () => {
  it('names a key by its thumbprint (RFC 8037, A.3), whatever else stands in the JWK', () => {
    expect(thumbprintOf(key)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
    expect(thumbprintOf({ x: key.x, use: 'sig', crv: 'Ed25519', kty: 'OKP' } as PublicJwk)).toBe(thumbprintOf(key));
  });

  it('finds that the signature of RFC 8037, A.4 fits', () => expect(signatureFits(key, TEXT, SIGNATURE)).toBe(true));

  it('signs as the private key of RFC 8037, A.1 does', () => {
    const privateKey = createPrivateKey({ key: { ...key, d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' }, format: 'jwk' });
    expect(sign(null, Buffer.from(TEXT), privateKey).toString('base64url')).toBe(SIGNATURE);
  });

  it.each<[what: string, key: PublicJwk, text: string, signature: string]>([
    ['another text', key, `${TEXT}.`, SIGNATURE],
    ['another signature', key, TEXT, `i${SIGNATURE.slice(1)}`],
    ['a signature that is cut off', key, TEXT, SIGNATURE.slice(0, 80)],
    ['another key', generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }) as PublicJwk, TEXT, SIGNATURE],
    ['no key', { ...key, x: 'AA' }, TEXT, SIGNATURE],
    ['nothing', key, TEXT, ''],
  ])('finds it not to fit %s', (_, ...asked) => expect(signatureFits(...asked)).toBe(false));

  it('reads the text as UTF-8', () => {
    const pair = generateKeyPairSync('ed25519');
    const mine = pair.publicKey.export({ format: 'jwk' }) as PublicJwk;
    expect(signatureFits(mine, '成都', sign(null, Buffer.from('成都', 'utf8'), pair.privateKey).toString('base64url'))).toBe(true);
  });

  it('trusts no key of small order, under which a signature fits any text', () => {
    // The neutral point as key and as R, and zero as S.
    const neutral = Buffer.alloc(32);
    neutral[0] = 1;
    const weak: PublicJwk = { kty: 'OKP', crv: 'Ed25519', x: neutral.toString('base64url') };
    expect(signatureFits(weak, 'anything', Buffer.concat([neutral, Buffer.alloc(32)]).toString('base64url'))).toBe(false);
  });
});
