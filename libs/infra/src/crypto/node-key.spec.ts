import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { signatureFits } from './ed25519.js';
import { newNodeKey, nodeKeyFrom, nodeKeyIn, secretOf } from './node-key.js';

/** RFC 8037, appendix A. */
const JWK = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' };
const KID = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';
const pem = String(nodeKeyFrom(JWK).privateKey.export({ format: 'pem', type: 'pkcs8' }));
const pemOf = (kind: 'ed448' | 'x25519'): string => String((kind === 'ed448' ? generateKeyPairSync('ed448') : generateKeyPairSync('x25519')).privateKey.export({ format: 'pem', type: 'pkcs8' }));

describe('The key of a node', () => {
  it.each([
    ['as a JWK', JSON.stringify(JWK)],
    ['as a JWK with blanks and more members', `\n ${JSON.stringify({ ...JWK, use: 'sig', kid: 'called otherwise' }, null, 2)}`],
    ['as PEM', pem],
    ['as PEM in one line', pem.replaceAll('\n', '\\n')],
  ])('is given %s', (_, text) => expect([nodeKeyIn(text)?.kid, nodeKeyIn(text)?.key]).toEqual([KID, { kty: 'OKP', crv: 'Ed25519', x: JWK.x }]));

  it.each([[undefined], ['']])('is not given by %j', (text) => expect(nodeKeyIn(text)).toBeUndefined());

  it.each([
    ['no key', 'nothing'], ['half a JWK', '{"kty":"OKP"'], ['a public key', JSON.stringify({ ...JWK, d: undefined })], ['a public key as PEM', String(createPublicKey(pem).export({ format: 'pem', type: 'spki' }))],
    ['a key of another curve', pemOf('ed448')], ['a key that does not sign', pemOf('x25519')],
  ])('is not read from %s, and what was given is not told', (_, text) => {
    expect(() => nodeKeyIn(text)).toThrow(/^NODE_SIGNING_KEY cannot be read: set it to an Ed25519 private key/);
    expect(() => nodeKeyIn(text)).not.toThrow(text.slice(0, 20));
  });

  it('is another one each time that one is made, and the same when it is read again', () => {
    const [one, two] = [newNodeKey(), newNodeKey()];
    expect(one.kid).not.toBe(two.kid);
    const again = nodeKeyFrom({ x: one.key.x, d: secretOf(one) });
    expect(again.kid).toBe(one.kid);
    expect(signatureFits(one.key, '协议', sign(null, Buffer.from('协议'), again.privateKey).toString('base64url'))).toBe(true);
  });
});
