import { isAmong, type KnownPact } from '../../kernel/directory.js';
import type { Actor } from '../../kernel/message.js';
import type { PactCommand } from './pact.js';
import {
  A, after, among, association, auditor, B, C, chengdu, chongqing, counter, D, decide, decline, directoryOf, draft, FRAMEWORK, freeze, frozen, history, inForce, known, PACT, propose, record, shanghai,
  sichuanAssociation, sign, source, standingAfter, terms, typesOf, without, wuhan,
} from './pact.samples.js';
import { refusedBy } from './refused.samples.js';
import { audienceOf } from './rules.js';
import type { Negotiated, Pact } from './state.js';
import { changesSchema, recordShape, termsSchema } from './terms.js';
import { mainText } from './text.js';

const tried = (command: PactCommand, ...before: readonly PactCommand[]): readonly string[] => refusedBy(() => decide(command, after(...before)));
const sha = (it: Pact): string => (it.status === 'frozen' ? it.sha256 : '');
const withDirectory = <K extends PactCommand>(command: K, more: object): K => ({ ...command, directory: { ...command.directory, ...more } });
const framework: KnownPact = { id: FRAMEWORK, audience: { open: true, regions: [], accounts: [] }, from: null, to: null };
const knowsFramework = { pact: (id: string) => (id === FRAMEWORK ? framework : undefined) };

describe('drafting', () => {
  it('is done by a party, and tells nobody else', () => {
    const it = after(draft());
    expect(it).toMatchObject({ status: 'drafted', drafter: A, parties: [{ organisation: A, region: '510100', account: 'chengdu-commerce' }, { organisation: B }, { organisation: C }] });
    expect(it.status !== 'absent' && audienceOf(it)).toEqual({ open: false, only: true, regions: [], accounts: ['chengdu-commerce'] });
    expect(tried(propose({}, chongqing), draft())).toEqual(['pact/not-found']);
    expect(tried(draft({}, shanghai))).toEqual(['party/none-of-yours']);
    expect(tried(draft({ as: B }))).toEqual(['party/not-yours', '/as party/not-yours']);
  });

  it('of a body that has no account is seen by the officers of its region', () => {
    const it = after(draft({ terms: among([D, A]) }, shanghai));
    expect(it.status !== 'absent' && audienceOf(it)).toEqual({ open: false, only: true, regions: ['310000'], accounts: [] });
  });

  it('is known to nobody who does not speak for the drafter, not even to those over everything', () => {
    const seenBy = (it: ReturnType<typeof after>, ...actors: readonly Actor[]) => actors.map((actor) => it.status !== 'absent' && isAmong(audienceOf(it, directoryOf()), actor, directoryOf()));
    const [own, without] = [after(draft()), after(draft({ terms: among([D, A]) }, shanghai))];
    expect(seenBy(own, chengdu, association, auditor, chongqing, sichuanAssociation)).toEqual([true, false, false, false, false]);
    expect(seenBy(without, shanghai, association, auditor, chongqing, sichuanAssociation)).toEqual([true, true, false, false, false]);
    const offered = after(draft(), propose());
    expect(seenBy(offered, chengdu, association, auditor, chongqing, sichuanAssociation)).toEqual([true, true, true, true, true]);
  });

  it('names every party that is not there, or no more', () => {
    const gone = directoryOf({ ...known, [C]: { ...(known[C] as (typeof known)[string]), status: 'closed', to: '2024-01-31' } });
    expect(tried({ ...draft({ terms: without({ parties: [...terms.parties, { organisation: FRAMEWORK, role: null }] }) }), directory: gone }))
      .toEqual(['party/gone', '/parties/2/organisation party/gone', '/parties/3/organisation party/unknown']);
  });

  it('tells everything that is wrong at once', () => {
    const stranger = { organisation: FRAMEWORK, role: null };
    expect(tried(draft({ terms: without({ parties: [...terms.parties, stranger], parent: FRAMEWORK }) }))).toEqual(['party/unknown', '/parties/3/organisation party/unknown', '/parent pact/unknown']);
    const stated = { ...record().data.stated, parties: [stranger], parent: FRAMEWORK, territory: '999999', signedOn: '2034', inForceFrom: '2024', to: '2023' };
    expect(tried(record({ stated }, sichuanAssociation))).toEqual([
      'party/unknown', '/parties/0/organisation party/unknown', '/parent pact/unknown', '/territory region/unknown-code', '/signedOn pact/date-in-future', '/to pact/dates-reversed',
    ]);
  });

  it('may name a framework that whoever names it can see', () => {
    const child = without({ parent: FRAMEWORK });
    expect(tried(draft({ terms: child }))).toEqual(['pact/unknown', '/parent pact/unknown']);
    expect(tried(draft({ terms: without({ parent: PACT }) }))).toEqual(['pact/own-parent', '/parent pact/own-parent']);
    expect(tried(withDirectory(draft({ terms: child }), knowsFramework))).toEqual([]);
    expect(tried(withDirectory(draft({ terms: child }), { pact: () => ({ ...framework, audience: { open: false, regions: ['110000'], accounts: ['elsewhere'] } }) }))).toEqual(['pact/unknown', '/parent pact/unknown']);
  });
});

describe('an offer', () => {
  it('is the drafter’s, even where the same people speak for several', () => {
    const both = directoryOf({ ...known, [B]: { ...(known[B] as (typeof known)[string]), account: 'chengdu-commerce' } });
    const facts = decide({ ...propose(), directory: both }, after({ ...draft({ as: A }), directory: both }));
    expect(facts).toMatchObject([{ type: 'PactProposed', data: { party: A, offer: 1 } }]);
    expect(refusedBy(() => decide({ ...propose({ as: B }), directory: both }, after({ ...draft({ as: A }), directory: both })))).toEqual(['pact/not-the-drafter', '/as pact/not-the-drafter']);
  });

  it('is frozen by another party, in exactly these words', () => {
    const offered = [draft(), propose()];
    expect(tried(freeze({}, chengdu), ...offered)).toEqual(['pact/own-offer', '/as pact/own-offer']);
    expect(tried(freeze({ text: 'other words', sha256: 'x' }), ...offered)).toEqual(['pact/moved-meanwhile']);
    const before = after(...offered);
    expect(before.status === 'negotiating' && after(...frozen())).toMatchObject({ status: 'frozen', text: before.status === 'negotiating' && mainText(before), signatures: [] });
    expect(decide(freeze({}, wuhan), after(...frozen()))).toEqual([]);
  });

  it('is not frozen by a party that has declined it', () => {
    const two = [{ parties: [A, C], atLeast: 2 }, { parties: [B, D], atLeast: 1 }];
    const declined = [draft({ terms: among([A, B, C, D], two) }), propose(), decline()];
    expect(after(...declined)).toMatchObject({ status: 'negotiating' });
    expect(tried(freeze(), ...declined)).toEqual(['pact/declined-before', '/as pact/declined-before']);
    expect(after(...declined, freeze({}, wuhan))).toMatchObject({ status: 'frozen', declined: [{ organisation: B }] });
  });
});

describe('a counter-offer', () => {
  it('voids every signature of the text before, and opens it to who declined', () => {
    const before = [...frozen(), sign(A), sign(C)];
    const facts = decide(counter(), after(...before));
    expect(facts).toMatchObject([{ type: 'PactCountered', data: { offer: 2, changed: ['title'], voided: [A, C], party: B } }]);
    const it = after(...before, counter());
    expect(it).toMatchObject({ status: 'negotiating', offeredBy: B });
    expect(it).not.toHaveProperty('signatures');
    expect(after(...before, counter(), freeze({}, chengdu))).toMatchObject({ status: 'frozen', signatures: [] });
    expect(after(...frozen(), decline(), counter({}, chengdu))).toMatchObject({ status: 'negotiating', declined: [] });
  });

  it('in the words of a former one is another text, which no signature of the former fits', () => {
    const textsOf = (...commands: readonly PactCommand[]) => history(...commands).flatMap((fact) => (fact.type === 'PactFrozen' ? [JSON.parse(fact.data.text) as { offer: number; access: string }] : []));
    const back = [counter(), counter({ changes: { title: terms.title } }, wuhan), freeze({}, chengdu)];
    const [first, again] = textsOf(...frozen(), sign(A), ...back);
    expect([first?.offer, again?.offer, first?.access]).toEqual([1, 3, 'parties']);
    expect({ ...again, offer: 1 }).toEqual(first);
    expect(tried(sign(A, { sha256: sha(after(...frozen())) }), ...frozen(), sign(A), ...back)).toEqual(['pact/moved-meanwhile']);
    const shut = mainText(after(draft()) as Negotiated);
    expect(mainText(after(draft({ terms: without({ access: 'open' }) })) as Negotiated)).toBe(shut.replace('"access":"parties"', '"access":"open"'));
    expect(mainText(after(draft(), propose()) as Negotiated)).toBe(shut);
  });

  it('that changes nothing is nothing new, except of what was declined', () => {
    expect(decide(counter({ changes: { title: terms.title } }), after(...frozen()))).toEqual([]);
    expect(typesOf(decide(counter({ changes: {} }, chengdu), after(...frozen(), decline())))).toEqual(['PactCountered']);
    expect(decide(counter({ changes: {} }, chengdu), after(...frozen(), decline(), counter({ changes: {} }, chengdu)))).toEqual([]);
  });

  it('does not mind in which order what was stored has its members', () => {
    const it = after(...frozen());
    const turned = JSON.parse(JSON.stringify(it), (_, value: unknown) => (value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value)) as typeof it;
    expect(decide(counter({ changes: { clauses: terms.clauses, obligations: terms.obligations } }), turned)).toEqual([]);
  });

  it('leaves the framework as it stands, which need not be looked up again', () => {
    const child = { ...draft({ terms: without({ parent: FRAMEWORK }) }) };
    const before = after(withDirectory(child, knowsFramework), propose());
    expect(refusedBy(() => decide(counter(), before))).toEqual([]);
    expect(refusedBy(() => decide(counter({ changes: { parent: '019a0c00-0000-7000-8000-00000000ffff' } }), before))).toEqual(['pact/unknown', '/changes/parent pact/unknown']);
  });

  it('keeps how they sign while the same bodies are parties', () => {
    const groups = [{ parties: [A], atLeast: 1 }, { parties: [B, C], atLeast: 2 }];
    const before = [draft({ terms: among([A, B, C], groups) }), propose()];
    const roles = counter({ changes: { parties: [{ organisation: C, role: '见证方' }, { organisation: A, role: null }, { organisation: B, role: null }] } });
    expect(decide(roles, after(...before))).toMatchObject([{ data: { terms: { signing: { groups } }, changed: ['parties'] } }]);
    const fewer = counter({ changes: { parties: [{ organisation: A, role: null }, { organisation: B, role: null }] } });
    expect(decide(fewer, after(...before))).toMatchObject([{ data: { terms: { signing: { groups: [{ parties: [A, B], atLeast: 2 }] } }, changed: ['parties', 'signing'] } }]);
  });

  it('fits the rest of the text, or every fault is told', () => {
    const fewer = counter({ changes: { parties: [{ organisation: B, role: null }, { organisation: C, role: null }] } });
    expect(tried(fewer, draft(), propose())).toEqual(['pact/no-party', '/changes/clauses/2/permits/by/0 pact/no-party', '/changes/obligations/0/owner pact/no-party']);
  });

  it('comes too late once it is in force, has expired or ended', () => {
    expect(tried(counter(), ...inForce())).toEqual(['pact/in-force']);
    expect(tried(counter({}, chongqing, '2025-02-01T00:00:00.000Z'), ...inForce())).toEqual(['pact/expired']);
  });
});

describe('what a document states', () => {
  it('is entered by an association over it, and makes nobody’s signature up', () => {
    const it = standingAfter(record());
    expect(it).toMatchObject({ grade: 'attested', main: null, terms: null, source, from: '2024-01', bound: [{ organisation: A, since: '2024-01', until: null }, { organisation: B }, { organisation: C }] });
    expect(tried(record({}, sichuanAssociation))).toEqual([]);
    expect(tried(record({}, chengdu))).toEqual(['party/attest-not-yours', '/source party/attest-not-yours']);
    expect(tried(record({ stated: { ...record().data.stated, territory: null, parties: [] } }, sichuanAssociation))).toEqual(['party/attest-not-yours', '/source party/attest-not-yours']);
  });

  it('may name nobody, or who is gone, and no one twice', () => {
    const { stated } = record().data;
    expect(standingAfter(record({ stated: { ...stated, parties: [] } }, association)).bound).toEqual([]);
    expect(tried(record({ stated: { ...stated, parties: [...stated.parties, { organisation: A, role: null }] } }))).toEqual(['pact/party-twice', '/parties/3/organisation pact/party-twice']);
    const gone = directoryOf({ ...known, [A]: { ...(known[A] as (typeof known)[string]), status: 'closed', to: '2023' } });
    expect(tried({ ...record(), directory: gone })).toEqual([]);
  });

  it('happened, somewhere, and ends after it begins', () => {
    const { stated } = record().data;
    expect(tried(record({ stated: { ...stated, signedOn: '2024-04', inForceFrom: '2024-05', to: '2024-04' } })))
      .toEqual(['pact/date-in-future', '/signedOn pact/date-in-future', '/to pact/dates-reversed']);
    expect(tried(record({ stated: { ...stated, inForceFrom: '2024-05-03', to: '2024' } }))).toEqual([]);
    expect(tried(record({ stated: { ...stated, territory: '999999' } }))).toEqual(['region/unknown-code', '/territory region/unknown-code']);
  });
});

describe('a text', () => {
  const faults = (given: object): readonly string[] => {
    const { error } = termsSchema.safeParse({ ...terms, signing: undefined, ...given });
    return error?.issues.map(({ path, ...rest }) => `/${path.join('/')} ${(rest as { params?: { code?: string } }).params?.code ?? 'shape'}`) ?? [];
  };

  it.each<[what: string, given: object, faults: readonly string[]]>([
    ['nothing', {}, []],
    ['a party twice', { parties: [...terms.parties, { organisation: A, role: null }] }, ['/parties/3/organisation pact/party-twice']],
    ['a clause twice', { clauses: [...terms.clauses, { clause: '1', text: 'x' }] }, ['/clauses/5/clause pact/clause-twice']],
    ['an obligation of nobody, to no clause', { obligations: [{ obligation: 'a', clause: '9', owner: D, describes: 'x' }] }, ['/obligations/0/owner pact/no-party', '/obligations/0/clause pact/clause-unknown']],
    ['an obligation twice', { obligations: [...terms.obligations, ...terms.obligations] }, ['/obligations/1/obligation pact/obligation-twice']],
    ['who signs twice, and nowhere', { signing: { groups: [{ parties: [A, B] }, { parties: [A] }] } }, ['/signing/groups/1/parties/0 pact/signs-twice', '/parties/2/organisation pact/signs-nowhere']],
    ['a threshold that cannot be met', { signing: { groups: [{ parties: [A, B, C], atLeast: 4 }] } }, ['/signing/groups/0/atLeast pact/threshold-too-high']],
    ['a threshold by which one alone brings it into force', { signing: { groups: [{ parties: [A, B, C], atLeast: 1 }] } }, ['/signing/groups pact/too-few-sign']],
    ['a stranger who signs', { signing: { groups: [{ parties: [A, B, C, D] }] } }, ['/signing/groups/0/parties/3 pact/no-party']],
    ['an end before its beginning', { validity: { from: '2024-05', to: '2024-04' } }, ['/validity/to pact/dates-reversed']],
    ['no name', { title: {} }, ['/title title/empty']],
    ['a single party', { parties: [{ organisation: A, role: null }] }, ['/parties shape']],
    ['more than fifty parties', { parties: Array.from({ length: 51 }, (_, n) => ({ organisation: A.slice(0, -2) + String(n + 10), role: null })) }, ['/parties shape']],
  ])('has %s', (_, given, expected) => expect(faults(given)).toEqual(expect.arrayContaining([...expected])));

  it('is signed by all parties in any order where it does not say how, and by all of a group that names no threshold', () => {
    expect(termsSchema.parse({ ...terms, signing: undefined }).signing).toEqual({ groups: [{ parties: [A, B, C], atLeast: 3 }] });
    expect(termsSchema.parse({ ...terms, signing: { groups: [{ parties: [A] }, { parties: [B, C], atLeast: 1 }] } }).signing).toEqual({ groups: [{ parties: [A], atLeast: 1 }, { parties: [B, C], atLeast: 1 }] });
  });

  it('is told apart from what a document states and from changes', () => {
    expect(changesSchema.parse({})).toEqual({});
    expect(recordShape.parties.parse(undefined)).toEqual([]);
  });

  it('is the same bytes whatever is done to it afterwards', () => {
    const it = standingAfter(...inForce());
    const first = history(...frozen()).find(({ type }) => type === 'PactFrozen');
    expect(it.main?.text).toBe(first?.type === 'PactFrozen' && first.data.text);
    expect(JSON.parse(it.main?.text ?? '')).toMatchObject({ format: 'entente-pact/1', pact: PACT, parties: [{ organisation: A, name: '成都软件行业协会' }, {}, {}], validity: { from: '2024-04-01', to: '2024-12-31' } });
  });
});
