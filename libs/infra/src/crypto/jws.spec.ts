import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { type PublicJwk, thumbprintOf } from './ed25519.js';
import { jwsHolds, jwsOf } from './jws.js';

/** RFC 8037, appendix A.1. */
const privateKey = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' }, format: 'jwk' });
const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
const key: PublicJwk = { kty: 'OKP', crv: 'Ed25519', x: String(x) };
const TEXT = '{"title":"合作协议"}';
const signer = { kid: thumbprintOf(key), organisation: 'a', person: 'p' };

const jwsUnder = (header: string, text = TEXT): string => {
  const said = Buffer.from(header).toString('base64url');
  return `${said}..${sign(null, Buffer.from(`${said}.${Buffer.from(text).toString('base64url')}`), privateKey).toString('base64url')}`;
};
const header = { alg: 'EdDSA', ...signer };
const jws = jwsUnder(JSON.stringify(header));
/** The same bytes in another form: the last character has bits that say nothing. */
const otherForm = `${jws.slice(0, -1)}${String.fromCharCode(jws.charCodeAt(jws.length - 1) + 1)}`;

describe('A detached JWS', () => {
  it.each([
    ['as it is written', jws],
    ['with its header in another order', jwsUnder(JSON.stringify({ person: 'p', kid: signer.kid, alg: 'EdDSA', organisation: 'a' }))],
    ['with blanks in its header', jwsUnder(JSON.stringify(header, null, 2))],
  ])('holds %s', async (_, written) => expect(await jwsHolds(written, TEXT, key, signer)).toBe(true));

  it.each<[what: string, written: string, text?: string, by?: PublicJwk, who?: typeof signer]>([
    ['over another text', jws, `${TEXT} `],
    ['by another key', jws, TEXT, { ...key, x: 'O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik' }],
    ['of another body', jws, TEXT, key, { ...signer, organisation: 'b' }],
    ['of another person', jws, TEXT, key, { ...signer, person: 'q' }],
    ['of another kid', jws, TEXT, key, { ...signer, kid: 'k' }],
    ['without an algorithm', jwsUnder(JSON.stringify({ ...header, alg: 'none' }))],
    ['with another algorithm', jwsUnder(JSON.stringify({ ...header, alg: 'HS256' }))],
    ['with a member more', jwsUnder(JSON.stringify({ ...header, typ: 'JWS' }))],
    ['with a critical member', jwsUnder(JSON.stringify({ ...header, crit: ['b64'], b64: false }))],
    ['with a member less', jwsUnder(JSON.stringify(signer))],
    ['with a member that is named twice', jwsUnder(`{"person":"q",${JSON.stringify(header).slice(1)}`)],
    ['with a member that is named twice by an escape', jwsUnder(`{"p\\u0065rson":"q",${JSON.stringify(header).slice(1)}`)],
    ['with its payload', jws.replace('..', `.${Buffer.from(TEXT).toString('base64url')}.`)],
    ['in four parts', `${jws}.x`],
    ['in another form of the same bytes', otherForm],
    ['with half a signature', jws.slice(0, -40)],
    ['with no header', `.${jws.slice(jws.indexOf('..') + 1)}`],
    ['of nothing', '..'],
  ])('does not hold %s', async (_, written, text = TEXT, by = key, who = signer) => {
    expect(written === jws && text === TEXT && by === key && who === signer).toBe(false);
    expect(await jwsHolds(written, text, by, who)).toBe(false);
  });

  it('reads another form of the same bytes as the same signature, which is why there is one form only', () =>
    expect(Buffer.from(otherForm.slice(otherForm.indexOf('..') + 2), 'base64url').equals(Buffer.from(jws.slice(jws.indexOf('..') + 2), 'base64url'))).toBe(true));
});

describe('A detached JWS of a node', () => {
  const node = { kid: signer.kid, node: 'node-a' };
  const made = jwsOf(privateKey, TEXT, node);

  it('holds as it is made, and names nothing but node and key', async () => {
    expect(await jwsHolds(made, TEXT, key, node)).toBe(true);
    expect(JSON.parse(Buffer.from(made.slice(0, made.indexOf('.')), 'base64url').toString())).toEqual({ alg: 'EdDSA', ...node });
    expect(made.split('.')[1]).toBe('');
  });

  it.each([
    ['another node', jwsHolds(made, TEXT, key, { ...node, node: 'node-b' })],
    ['another text', jwsHolds(made, `${TEXT} `, key, node)],
    ['a body and its person', jwsHolds(made, TEXT, key, signer)],
  ])('does not hold for %s', async (_, holds) => expect(await holds).toBe(false));

  it('is not made of the signature of a body', async () => expect(await jwsHolds(jws, TEXT, key, node)).toBe(false));
});
