import { refusals as editionRefusals } from '../../convening/edition/index.js';
import { refusals as pactRefusals } from '../../cooperation/pact/index.js';
import { type Body, byCodes, type Directory, type KnownPact } from '../../kernel/directory.js';
import { Refusal } from '../../kernel/refusal.js';
import type { Fact } from '../../kernel/message.js';
import { after, command, jianyang, register } from '../../territory/territory/territory.samples.js';
import { directoryOf } from '../../territory/territory/index.js';
import {
  alone, amend, approve, associationSecond, attest, chongqing, confirm, correct, decide, history, resubmit, returned, shared, SIGNING, stateAfter, submit,
} from './signing.samples.js';
import { absent } from './state.js';
import type { Changes, Terms } from './terms.js';
import { signing, type SigningCommand } from './signing.js';
import { type SigningFact, signingSubmitted } from './signing.events.js';

const body = (id: string, more: Partial<Body> = {}): Body => ({ id, name: '示例公司', status: 'live', from: '2015', to: null, into: null, region: null, account: null, ...more });
const LIVE = '019a0c00-0000-7000-8000-00000000b0d1';
const MERGED = '019a0c00-0000-7000-8000-00000000b0d2';
const CLOSED = '019a0c00-0000-7000-8000-00000000b0d3';
const CODE = '91440300708461136T';
/** Its outer check fails and its inner one passes (notes, 8.6). */
const CODE_TO_BE_SHOWN = '91350211M0000XUF46';
const UNKNOWN = '019a0c00-0000-7000-8000-00000000b0d4';

const directory: Directory = directoryOf(
  after(register(), jianyang, command('DeclareZone', { id: '510100-gaoxin', name: { zh: '高新区', en: null }, parent: '510100', counties: [], exclusive: false, from: null })),
  {
    bodies: new Map([body(LIVE), body(MERGED, { status: 'merged', into: LIVE }), body(CLOSED, { status: 'closed', to: '2020-06' })].map((each) => [each.id, each])),
    byCode: new Map([[CODE, body(CLOSED, { status: 'closed', to: '2020-06' })]]),
  },
);
const beforeTheMerger: Directory = { ...directory, body: (id) => body(id) };
const knowing = <C extends SigningCommand>(asked: C, known = directory): C => ({ ...asked, directory: known });
const investor = (organisation?: string, region: string | null = null) => ({ name: '某公司', creditCode: null, region, ...(organisation === undefined ? {} : { organisation }) });

const faultsOf = (asked: SigningCommand, before: readonly (SigningFact & Fact)[] = [], known = directory): readonly string[] => {
  try {
    signing.decide(knowing(asked, known), before.reduce(signing.evolve, signing.initialState));
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.faults.map(({ pointer, code }) => `${pointer} ${code}`);
  }
};
const caught = (act: () => unknown): Refusal => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
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
    const chain = directoryOf(after(register()), { bodies: new Map([first, second, body(LIVE)].map((each) => [each.id, each])), byCode: new Map([[CODE, first]]) });
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
    expect(signing.refersTo?.(submit(terms({ investors: [investor(LIVE), { ...investor(), creditCode: CODE }] })))).toEqual({ organisations: [LIVE], creditCodes: [CODE], editions: [], pacts: [] });
    expect(signing.refersTo?.(correct({ changes: { investors: [investor(MERGED)] } }))).toEqual({ organisations: [MERGED], creditCodes: [], editions: [], pacts: [] });
    expect(signing.refersTo?.(approve())).toEqual({ organisations: [], creditCodes: [], editions: [], pacts: [] });
  });
});

describe('The edition and the pact of a signing', () => {
  const [PACT, OTHER] = ['019a0c00-0000-7000-8000-00000000bac1', '019a0c00-0000-7000-8000-00000000bac2'];
  const audience = (regions: readonly string[], open = false) => ({ open, regions, accounts: ['chongqing-commerce'] });
  const pactOf = (id: string, regions: readonly string[], open?: boolean): KnownPact => ({ id, audience: audience(regions, open), from: null, to: null });
  /** What there is: two editions, a pact that Chengdu takes part in and one that is Shanghai's own. */
  const record: Directory = {
    ...byCodes, edition: (code) => ['cisc-20', 'cisc-21'].includes(code), pact: (id) => new Map([[PACT, pactOf(PACT, ['510000', '510100'])], [OTHER, pactOf(OTHER, ['310000'])]]).get(id),
  };
  const faults = (command: SigningCommand, before: readonly (SigningFact & Fact)[] = [], known = record): readonly string[] => faultsOf(knowing(command, known), before, known);
  const nowhere: Directory = { ...record, edition: () => false, pact: () => undefined };

  it('are on record, and the pact is one that the submitter may see', () => {
    expect(faults(submit({ terms: { ...alone, edition: 'cisc-21', pact: PACT } }))).toEqual([]);
    expect(faults(submit({ terms: { ...alone, edition: 'cisc-22', pact: SIGNING } }))).toEqual(['/edition edition/unknown', '/pact pact/unknown']);
    expect(faults(submit({ terms: { ...alone, pact: OTHER } }))).toEqual(['/pact pact/unknown']);
    expect(faults(attest({ terms: { ...alone, pact: OTHER } }))).toEqual([]);
    expect(faults(submit({ terms: { ...alone, hosts: [{ region: '500000', share: '1' }], pact: OTHER } }, chongqing), [], { ...record, pact: () => pactOf(OTHER, ['310000']) })).toEqual([]);
  });

  it('are told together with everything else that is not there', () => {
    expect(faults(submit({ terms: { ...alone, counterpart: { region: '519999x' }, edition: 'cisc-1', pact: OTHER } })))
      .toEqual(['/counterpart/region region/unknown-code', '/edition edition/unknown', '/pact pact/unknown']);
  });

  it('are told in the words of those who keep them', () => {
    const { faults: [edition, pact] } = caught(() => decide({ ...submit({ terms: { ...alone, edition: 'cisc-22', pact: SIGNING } }), directory: nowhere }, absent));
    const words = ([kind, en, zh]: readonly [string, string, string]) => [kind, { en, zh }];
    expect(['invalid', edition?.message]).toEqual(words(editionRefusals['edition/unknown']));
    expect(['invalid', pact?.message]).toEqual(words(pactRefusals['pact/unknown']));
  });

  it.each<[string, (changes: Changes) => SigningCommand, readonly SigningCommand[]]>([
    ['sent again', (changes) => resubmit({ changes }), [returned()]], ['corrected', (changes) => correct({ changes }), [confirm(), approve()]],
  ])('are asked for where they are new, when it is %s', (_, change, then) => {
    const before = history(knowing(submit({ terms: { ...shared, edition: 'cisc-20', pact: PACT } }), record), ...then);
    expect(faults(change({ edition: 'cisc-22', pact: OTHER }), before)).toEqual(['/changes/edition edition/unknown', '/changes/pact pact/unknown']);
    expect(faults(change({ edition: 'cisc-21', pact: null }), before)).toEqual([]);
    // What stood already is not asked again, whatever else changes.
    expect(faults(change({ edition: 'cisc-20', pact: PACT, project: '乙', signedOn: '2024-01-10' }), before, nowhere)).toEqual([]);
    expect(faults(change({ project: '乙' }), before, nowhere)).toEqual([]);
  });

  it('bind nobody, and are corrected and not amended', () => {
    const before = history(submit(), confirm(), approve());
    expect(decide({ ...correct({ changes: { pact: PACT } }), directory: record }, stateAfter(before))).toMatchObject([{ data: { asked: [], changed: ['pact'], changes: { pact: PACT } } }]);
    expect(faults(amend({ changes: { pact: PACT } }), before)).toEqual(['/changes/pact signing/not-amendable']);
  });

  it('are what the directory has to know', () => {
    expect(signing.refersTo?.(submit({ terms: { ...alone, edition: 'cisc-21', pact: PACT } }))).toEqual({ organisations: [], creditCodes: [], editions: ['cisc-21'], pacts: [PACT] });
    expect(signing.refersTo?.(correct({ changes: { pact: PACT } }))).toEqual({ organisations: [], creditCodes: [], editions: [], pacts: [PACT] });
    expect(signing.refersTo?.(resubmit({ changes: { edition: null } }))).toEqual({ organisations: [], creditCodes: [], editions: [], pacts: [] });
  });

  it('of what was submitted before pacts were kept is none', () => {
    const [old, ...later] = history(submit(), returned(), resubmit()).map((fact) => {
      const { terms: known, ...data } = fact.data as { terms?: Terms };
      const { pact: _, ...terms } = known ?? {};
      return { ...fact, data: known ? { ...data, terms } : data } as SigningFact;
    });
    expect(signingSubmitted.schema.parse(old?.data)).toEqual(old?.data);
    expect(JSON.stringify([old, ...later])).not.toContain('pact');
    expect(stateAfter([old as SigningFact])).toMatchObject({ terms: { pact: null } });
    const state = stateAfter([old as SigningFact, ...later]);
    expect(state).toMatchObject({ terms: { pact: null } });
    expect(decide(confirm(), state)).toHaveLength(1);
  });
});
