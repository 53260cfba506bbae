import type { Body, Directory } from '../../kernel/directory.js';
import { Refusal } from '../../kernel/refusal.js';
import type { Fact } from '../../kernel/message.js';
import { after, command, jianyang, register } from '../../territory/territory/territory.samples.js';
import { directoryOf } from '../../territory/territory/index.js';
import { alone, amend, approve, associationSecond, attest, correct, history, submit } from './signing.samples.js';
import { signing, type SigningCommand } from './signing.js';
import type { SigningFact } from './signing.events.js';

const body = (id: string, more: Partial<Body> = {}): Body => ({ id, name: '示例公司', status: 'live', from: '2015', to: null, into: null, region: null, ...more });
const LIVE = '019a0c00-0000-7000-8000-00000000b0d1';
const MERGED = '019a0c00-0000-7000-8000-00000000b0d2';
const CLOSED = '019a0c00-0000-7000-8000-00000000b0d3';
const CODE = '91440300708461136T';
/** Its outer check fails and its inner one passes (notes, 8.6). */
const CODE_TO_BE_SHOWN = '91350211M0000XUF46';
const UNKNOWN = '019a0c00-0000-7000-8000-00000000b0d4';

const directory: Directory = directoryOf(
  after(register(), jianyang, command('DeclareZone', { id: '510100-gaoxin', name: { zh: '高新区', en: null }, parent: '510100', counties: [], exclusive: false, from: null })),
  new Map([body(LIVE), body(MERGED, { status: 'merged', into: LIVE }), body(CLOSED, { status: 'closed', to: '2020-06' })].map((each) => [each.id, each])),
  new Map([[CODE, body(CLOSED, { status: 'closed', to: '2020-06' })]]),
);
const beforeTheMerger: Directory = { ...directory, body: (id) => body(id) };
const knowing = <C extends SigningCommand>(asked: C, known = directory): C => ({ ...asked, directory: known });
const investor = (organisation?: string, region: string | null = null) => ({ name: '某公司', creditCode: null, region, ...(organisation === undefined ? {} : { organisation }) });

const faultsOf = (asked: SigningCommand, before: readonly (SigningFact & Fact)[] = []): readonly string[] => {
  try {
    signing.decide(knowing(asked), before.reduce(signing.evolve, signing.initialState));
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.faults.map(({ pointer, code }) => `${pointer} ${code}`);
  }
};
const terms = (more: Partial<typeof alone>) => ({ terms: { ...alone, investors: [], ...more } });

describe('What a signing refers to', () => {
  it('is told fault by fault where it was not there on the day of signing', () => {
    expect(faultsOf(attest(terms({
      hosts: [{ region: '510185', share: '1/2' }, { region: '519999', share: '1/2' }], counterpart: { region: '440000' }, signedOn: '2014',
      investors: [investor(UNKNOWN, '110000'), investor(MERGED), investor(LIVE)],
    })))).toEqual([
      '/hosts/0/region region/not-at-date', '/hosts/1/region region/unknown-code', '/counterpart/region region/unknown-code',
      '/investors/0/region region/unknown-code', '/investors/0/organisation organisation/unknown', '/investors/1/organisation organisation/merged',
      '/investors/2/organisation organisation/not-at-date',
    ]);
  });

  it.each([
    ['a region on its first day', { hosts: [{ region: '510185', share: '1' }], signedOn: '2016-05-03' }],
    ['a region in a year of which it saw a part', { hosts: [{ region: '512081', share: '1' }], signedOn: '2016' }],
    ['a zone', { hosts: [{ region: '510100-gaoxin', share: '1' }], signedOn: '2020' }],
    ['a body in its last month', { investors: [investor(CLOSED)], signedOn: '2020-06' }],
  ])('may be %s', (_, more) => expect(faultsOf(attest(terms(more)))).toEqual([]));

  it('may not be a body after its end, nor before its beginning', () => {
    expect(faultsOf(attest(terms({ investors: [investor(CLOSED)], signedOn: '2020-07-01' })))).toEqual(['/investors/0/organisation organisation/not-at-date']);
    expect(faultsOf(attest(terms({ investors: [investor(LIVE)], signedOn: '2014-12' })))).toEqual(['/investors/0/organisation organisation/not-at-date']);
  });

  it('is looked at by its credit code as well', () => {
    const by = (creditCode: string, more: object = {}) => ({ ...investor(), creditCode, ...more });
    expect(faultsOf(attest(terms({ investors: [by(CODE)], signedOn: '2024-01-11' })))).toEqual(['/investors/0/creditCode organisation/not-at-date']);
    expect(faultsOf(attest(terms({ investors: [by(CODE)], signedOn: '2018' })))).toEqual([]);
    expect(faultsOf(attest(terms({ investors: [by(CODE, { organisation: LIVE })], signedOn: '2018' })))).toEqual(['/investors/0/creditCode organisation/code-of-another']);
    expect(faultsOf(attest(terms({ investors: [by(CODE_TO_BE_SHOWN)] })))).toEqual(['/investors/0/creditCodeEvidence credit-code/needs-evidence']);
    expect(faultsOf(attest(terms({ investors: [by(CODE_TO_BE_SHOWN, { creditCodeEvidence: { document: '营业执照', quote: CODE_TO_BE_SHOWN } })] })))).toEqual([]);
  });

  it('may be the body that stands after several mergers, under the code of the first', () => {
    const [first, second] = [body(MERGED, { status: 'merged', into: CLOSED }), body(CLOSED, { status: 'merged', into: LIVE })];
    const chain = directoryOf(after(register()), new Map([first, second, body(LIVE)].map((each) => [each.id, each])), new Map([[CODE, first]]));
    const asked = (organisation: string) => ({ ...attest(terms({ investors: [{ ...investor(organisation), creditCode: CODE }] })), directory: chain });
    expect(() => signing.decide(asked(LIVE), signing.initialState)).not.toThrow();
    expect(() => signing.decide(asked(MERGED), signing.initialState)).toThrow(`refer to that`);
    expect(() => signing.decide(asked(MERGED), signing.initialState)).toThrow(LIVE);
  });

  it('may be named again by a correction where it stood before it was merged', () => {
    const before = history(knowing(attest({ terms: { ...alone, investors: [investor(MERGED)] } }), beforeTheMerger), approve({}, associationSecond));
    expect(faultsOf({ ...correct({ changes: { investors: [investor(MERGED), { ...investor(), name: '乙' }] } }), actor: attest().actor }, before)).toEqual([]);
  });

  it('is looked at again where a change names it, on the date of the change', () => {
    const before = history(attest({ terms: { ...alone, investors: [], hosts: [{ region: '510100', share: '1' }], signedOn: '2014' } }), approve({}, associationSecond));
    const hosts = [{ region: '510185', share: '1' }];
    expect(faultsOf({ ...correct({ changes: { hosts } }), actor: attest().actor }, before)).toEqual(['/changes/hosts/0/region region/not-at-date']);
    expect(faultsOf({ ...amend({ changes: { hosts }, effectiveOn: '2018' }), actor: attest().actor }, before)).toEqual([]);
    expect(faultsOf({ ...amend({ changes: { hosts }, effectiveOn: '2015' }), actor: attest().actor }, before)).toEqual(['/changes/hosts/0/region region/not-at-date']);
  });

  it('names the bodies that the directory has to know', () => {
    expect(signing.refersTo?.(submit(terms({ investors: [investor(LIVE), { ...investor(), creditCode: CODE }] })))).toEqual({ organisations: [LIVE], creditCodes: [CODE] });
    expect(signing.refersTo?.(correct({ changes: { investors: [investor(MERGED)] } }))).toEqual({ organisations: [MERGED], creditCodes: [] });
    expect(signing.refersTo?.(approve())).toEqual({ organisations: [], creditCodes: [] });
  });
});
