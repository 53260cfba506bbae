import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '../../kernel/refusal.js';
import * as samples from './signing.samples.js';
import { changesSchema, externalIdSchema, FIELDS, reasonSchema, sourceSchema, termsSchema } from './terms.js';

/** The faults that a text of terms has, as `code at/pointer`; zod's own by zod's own code. */
const faultsOf = (sent: unknown, schema: { safeParse: typeof termsSchema.safeParse } = termsSchema): readonly string[] =>
  (schema.safeParse(sent).error?.issues ?? []).map((issue) => {
    const code = issue.code === 'custom' ? String(issue.params?.code) : issue.code;
    return `${code} /${issue.path.join('/')}`;
  });

const sent = { project: '西部数据中心', kind: 'project', hosts: [{ region: '510100' }], signedOn: '2024-01-11' };
const hosts = (...pairs: readonly (readonly [region: string, share?: string])[]) =>
  ({ ...sent, hosts: pairs.map(([region, share]) => ({ region, ...(share !== undefined && { share }) })) });
const amount = (text: string, currency = 'CNY') => ({ ...sent, amount: { amount: text, currency } });
const investor = (creditCode: string) => ({ ...sent, investors: [{ name: '示例数据有限公司', creditCode }] });

const faulty: readonly (readonly [fault: string, sent: unknown])[] = [
  ['region/unknown-code /hosts/0/region', hosts(['999999'])],
  ['region/unknown-code /hosts/0/region', hosts(['500100'])],
  ['region/unknown-code /hosts/0/region', hosts(['HK'])],
  ['region/unknown-code /counterpart/region', { ...sent, counterpart: { region: '成都' } }],
  ['date/malformed /signedOn', { ...sent, signedOn: '2024-02-30' }],
  ['date/malformed /signedOn', { ...sent, signedOn: '2024年1月' }],
  ['signing/share-malformed /hosts/0/share', hosts(['510100', '60%'])],
  ['signing/share-malformed /hosts/1/share', hosts(['510100', '0.5'], ['500000'])],
  ['signing/share-malformed /hosts/0/share', hosts(['510100', '0'], ['500000', '1'])],
  ['signing/shares-not-one /hosts', hosts(['510100', '0.6'], ['500000', '0.39'])],
  ['signing/shares-not-one /hosts', hosts(['510100', '0.5'])],
  ['signing/shares-not-one /hosts', hosts(['510100', '0.3333'], ['500000', '0.3333'], ['310000', '0.3333'])],
  ['signing/host-twice /hosts', hosts(['510100', '0.5'], ['510100', '0.5'])],
  ['credit-code/invalid /investors/0/creditCode', investor('91510100')],
  ['credit-code/invalid /investors/0/creditCode', investor('91440300708461236T')],
  ['money/malformed /amount/amount', amount('1.234')],
  ['money/malformed /amount/amount', amount('0')],
  ['money/malformed /amount/amount', amount('-1')],
  ['money/malformed /amount/amount', amount('10亿')],
  ['money/malformed /amount/amount', amount('1.5', 'JPY')],
  ['money/malformed /amount/amount', amount('1', 'ZZZ')],
];

describe('the comparator of an amount', () => {
  const opOf = (amount: object): unknown => termsSchema.parse({ project: '示例', kind: 'project', hosts: [{ region: '510100' }], signedOn: '2024-01-11', amount: { currency: 'CNY', ...amount } }).amount?.op;

  it('is that of its words where none is given', () => {
    expect(opOf({ amount: '1000000000.00', text: '约10亿元' })).toBe('~');
    expect(opOf({ amount: '7000000000.00', text: '近70亿元' })).toBe('<~');
    expect(opOf({ amount: '1000000000', text: '10亿元' })).toBe('=');
    expect(opOf({ amount: '1000000000.00', text: '一期约3亿元' })).toBe('=');
    expect(opOf({ amount: '1000000000.00' })).toBe('=');
    expect(opOf({ amount: '1000000000.00', op: '>', text: '约10亿元' })).toBe('>');
  });
});

describe('the terms of a signing', () => {
  it.each(faulty)('tells of %s', (fault, body) => expect(faultsOf(body)).toEqual([fault]));

  it('tells of an outside number that is no text', () => {
    for (const id of ['a\u0000b', 'a\nb', '\ud800']) expect(faultsOf({ scheme: 'oa', id }, externalIdSchema as never)).toEqual(['signing/external-id-malformed /id']);
    expect(faultsOf({ scheme: 'oa', id: '川招〔2024〕17号' }, externalIdSchema as never)).toEqual([]);
  });

  it('can tell of every fault that it has a code for', () => {
    const text = readFileSync(join(__dirname, 'terms.ts'), 'utf8');
    const codes = [...text.matchAll(/fault\(context, '([^']+)'/g)].map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(5);
    expect([...new Set([...faulty.map(([fault]) => fault.split(' ')[0]), 'signing/external-id-malformed'])].sort()).toEqual([...new Set(codes)].sort());
  });

  it('tells of all faults at once', () => {
    expect(faultsOf({
      ...hosts(['510100', '0.59'], ['500100', '0.40']),
      investors: [{ name: '示例数据有限公司', creditCode: '91510100' }],
      amount: { amount: '1000.001', currency: 'CNY' },
      signedOn: '2024-13',
    })).toEqual([
      'region/unknown-code /hosts/1/region',
      'signing/shares-not-one /hosts',
      'credit-code/invalid /investors/0/creditCode',
      'money/malformed /amount/amount',
      'date/malformed /signedOn',
    ]);
  });

  it('tells of every fault in both languages', () => {
    for (const [, body] of faulty) {
      for (const issue of termsSchema.safeParse(body).error?.issues ?? []) {
        const words = issue.code === 'custom' ? (issue.params?.words as Words) : undefined;
        expect(words?.en).toMatch(/\.$/);
        expect(words?.zh).toMatch(/。$/);
      }
    }
  });

  it('fills in null for what is not stated, and the whole for the share of a sole host', () => {
    expect(termsSchema.parse(sent)).toEqual({
      ...sent, hosts: [{ region: '510100', share: '1' }], level: 'unspecified', counterpart: null, investors: [], amount: null, edition: null, track: null, pact: null,
    });
    expect(termsSchema.parse(amount('10')).amount).toEqual({ amount: '10', currency: 'CNY', op: '=', kind: 'unspecified', text: null });
  });

  it.each([['1/3', '1/3', '1/3'], ['0.5', '1/4', '0.25']])('takes %s + %s + %s for one', (...[a, b, c]) =>
    expect(faultsOf(hosts(['510100', a], ['500000', b], ['310000', c]))).toEqual([]));

  it.each(['2022', '2011-12', '2024-01-11', '2000~', '2024-05~'])('takes %s for a date', (signedOn) =>
    expect(termsSchema.parse({ ...sent, signedOn }).signedOn).toBe(signedOn));

  it.each(['RU', '810000', '510104', '429004'])('takes %s for a region', (region) => expect(faultsOf(hosts([region]))).toEqual([]));

  it('takes a credit code of which one check fails, as in some that were really issued', () => {
    expect(faultsOf(investor('91350211M0000XUF46'))).toEqual([]);
  });

  it('knows no other fields', () => expect(faultsOf({ ...sent, shares: [] })).toEqual(['unrecognized_keys /']));

  it('leaves the samples as they are', () => {
    for (const terms of [samples.alone, samples.shared, samples.withCounterpart, samples.threeParties, samples.withAmount]) {
      expect(termsSchema.parse(terms)).toEqual(terms);
    }
    expect(reasonSchema.parse(samples.reason)).toEqual(samples.reason);
    expect(sourceSchema.parse(samples.source)).toEqual(samples.source);
  });
});

describe('changes of a signing', () => {
  it('name only what is sent, and take away what is null', () => {
    expect(changesSchema.parse({ project: '西部算力中心' })).toEqual({ project: '西部算力中心' });
    expect(changesSchema.parse({})).toEqual({});
    expect(changesSchema.parse({ counterpart: null, amount: null })).toEqual({ counterpart: null, amount: null });
  });

  it('may name every field of the terms and no other', () => {
    expect(Object.keys(changesSchema.shape).sort()).toEqual([...FIELDS].sort());
    expect(changesSchema.safeParse({ owner: '510100' }).success).toBe(false);
  });

  it('are held to the rules of the terms', () => {
    const { success, error } = changesSchema.safeParse({ hosts: hosts(['510100', '0.6'], ['500000', '0.39']).hosts, signedOn: '2024-13' });
    expect(success).toBe(false);
    expect(error?.issues.map(({ path }) => path.join('/'))).toEqual(['hosts', 'signedOn']);
  });

  it('take away only what a signing can be without', () => {
    for (const field of ['project', 'kind', 'level', 'hosts', 'investors', 'signedOn']) {
      expect(changesSchema.safeParse({ [field]: null }).success).toBe(false);
    }
  });
});
