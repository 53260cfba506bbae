import { z } from 'zod';
import { keySchema, plainCode, registerShape, signatureSchema } from './terms.js';

const registration = z.strictObject(registerShape);
const X = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
const key = { kty: 'OKP', crv: 'Ed25519', x: X };

const faultsOf = (schema: z.ZodType, sent: unknown): readonly string[] =>
  (schema.safeParse(sent).error?.issues ?? []).map((issue) => `/${issue.path.join('/')} ${(issue as { params?: { code: string } }).params?.code ?? issue.code}`);
const registering = (more: object) => faultsOf(registration, { names: [{ language: 'zh', name: '甲' }], ...more });

describe('what is sent of a body', () => {
  it.each(['甲\u202E乙', '甲\u200B公司', '甲\n乙', '\u2066甲\u2069', '甲\u0000'])('has no name with control characters: %j', (name) => {
    expect(faultsOf(registration, { names: [{ language: 'zh', name }] })).toEqual(['/names/0/name organisation/name-control-character']);
    expect(registering({ asPrinted: name })).toEqual(['/asPrinted organisation/name-control-character']);
  });

  it('has a type and a parent open once', () => {
    expect(registering({ types: [{ type: 'bank' }, { type: 'bank', from: '2010' }] })).toEqual(['/types organisation/type-twice']);
    expect(registering({ types: [{ type: 'bank', to: '2009' }, { type: 'bank', from: '2010' }, { type: 'fund' }] })).toEqual([]);
    const parent = { organisation: '019a0c00-0000-7000-8000-0000000000b2', relation: 'branch-of' };
    expect(registering({ parents: [parent, parent] })).toEqual(['/parents organisation/parent-twice']);
    expect(registering({ parents: [parent, { ...parent, relation: 'subsidiary-of' }] })).toEqual([]);
  });

  it.each([
    ['HK', 'region/unknown-code'], ['TW', 'region/unknown-code'], ['CN', 'organisation/register-not-outside'], ['510100', 'organisation/register-not-outside'],
    ['510100-gaoxin', 'organisation/register-not-outside'], ['XX', 'organisation/country-unknown'], ['', 'organisation/country-unknown'],
  ])('is told of the country %s once', (country, code) => {
    expect(registering({ foreignRegister: { country, register: 'r', number: '1' } })).toEqual([`/foreignRegister/country ${code}`]);
  });

  it.each(['RU', '810000'])('may be registered in %s', (country) => expect(registering({ foreignRegister: { country, register: 'r', number: '1' } })).toEqual([]));

  it('has a code in one form', () => {
    expect(plainCode(' ９１350100m000100y43 ')).toBe('91350100M000100Y43');
    expect(registration.parse({ names: [{ language: 'zh', name: '甲' }], creditCode: '91350100m000100y43 ' }).creditCode).toBe('91350100M000100Y43');
  });
});

describe('a public key', () => {
  it('is reduced to what makes it', () => {
    expect(keySchema.parse({ ...key, kid: 'k', alg: 'EdDSA', use: 'sig', ext: true, key_ops: ['verify'] })).toEqual(key);
    expect(faultsOf(keySchema, { ...key, y: 'x' })).toEqual(['/ unrecognized_keys']);
  });

  it('is never a private one', () => {
    expect(faultsOf(keySchema, { ...key, d: X })).toEqual(['/d organisation/key-private']);
    expect(faultsOf(keySchema, { ...key, kty: 'EC', d: null })).toEqual(['/kty invalid_value', '/d organisation/key-private']);
  });
});

describe('a signature', () => {
  it.each([`${'A'.repeat(86)}==`, 'A'.repeat(85), `${'A'.repeat(85)}B`])('has one form: %s', (text) => expect(faultsOf(signatureSchema, text)).toEqual(['/ organisation/signature-malformed']));
  it('has 86 characters', () => expect(signatureSchema.parse('A'.repeat(86))).toBe('A'.repeat(86)));
});
