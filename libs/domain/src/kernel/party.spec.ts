import { type Body, byCodes, type Directory } from './directory.js';
import type { Actor, Role } from './message.js';
import { amongParties, doerFor, fallingToday, fallsTo, isAssociationOver, isSpeakerOf, partiesNamed, type Party, partyFor } from './party.js';
import { Refusal } from './refusal.js';

const actor = (organisation: string, role: Role, region: string): Actor => ({ principal: `${organisation}-1`, organisation, role, region });
const body = (id: string, changed: Partial<Body> = {}): Body => ({ id, name: `${id} today`, status: 'live', from: null, to: null, into: null, region: '510100', account: null, ...changed });
const directoryOf = (...all: readonly Body[]): Directory => ({ ...byCodes, body: (id) => all.find((each) => each.id === id) });
const party = (organisation: string, changed: Partial<Party> = {}): Party => ({ organisation, name: organisation, region: '510100', account: null, ...changed });
const officer = actor('chengdu-commerce', 'region', '510100');
const AT = '2024-06-01T00:00:00.000Z';

const refusedBy = (act: () => unknown): readonly string[] => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return [error.code, ...error.faults.map(({ pointer, code }) => `${pointer} ${code}`)];
    throw error;
  }
  return [];
};

describe('who speaks for a body', () => {
  const by = (who: Actor, ...all: readonly Body[]) => ({ actor: who, directory: directoryOf(...all) });

  it('that has an account: its own people, and nobody else', () => {
    const own = party('a', { account: 'park' });
    expect(isSpeakerOf(own, by(actor('park', 'bank', '110000')))).toBe(true);
    expect(isSpeakerOf(own, by(officer))).toBe(false);
    expect(isSpeakerOf(own, by(actor('association', 'administrator', '*')))).toBe(false);
  });

  it.each<[string, Actor, boolean]>([
    ['an officer of its region', officer, true], ['an officer of the region above', actor('sichuan', 'region', '510000'), true], ['an association over it', actor('association', 'administrator', '*'), true],
    ['an officer of another region', actor('shanghai', 'region', '310000'), false], ['an officer of a district of it', actor('jinjiang', 'region', '510104'), false], ['an auditor', actor('audit', 'auditor', '*'), false], ['a bank there', actor('bank', 'bank', '510100'), false],
  ])('that has none: %s', (_, who, may) => expect(isSpeakerOf(party('a'), by(who))).toBe(may));

  it('that has no region either: only who is over all of them', () => {
    expect(isSpeakerOf(party('a', { region: null }), by(actor('association', 'administrator', '*')))).toBe(true);
    expect(isSpeakerOf(party('a', { region: null }), by(officer))).toBe(false);
  });

  it('is looked up today: an account that it got since, or the body that it was merged into', () => {
    expect(isSpeakerOf(party('a'), by(officer, body('a', { account: 'park' })))).toBe(false);
    expect(isSpeakerOf(party('a'), by(actor('park', 'region', '310000'), body('a', { status: 'merged', into: 'b' }), body('b', { account: 'park' })))).toBe(true);
  });
});

describe('the party for which somebody acts', () => {
  const parties = [party('a', { account: 'park' }), party('b'), party('c'), party('d', { region: '310000' })];
  const trying = (as: string | null, who: Actor) => refusedBy(() => partyFor(parties, as, { actor: who, directory: byCodes }));
  const found = (as: string | null, who: Actor): string => partyFor(parties, as, { actor: who, directory: byCodes }).organisation;

  it('is the only one that he speaks for, or the one of several that he names', () => {
    expect(found(null, actor('park', 'region', '110000'))).toBe('a');
    expect(found(null, actor('shanghai', 'region', '310000'))).toBe('d');
    expect(found('c', officer)).toBe('c');
    expect(trying(null, officer)).toEqual(['party/say-for-whom', '/as party/say-for-whom']);
  });

  it('is none that he does not speak for', () => {
    expect(trying('a', officer)).toEqual(['party/not-yours', '/as party/not-yours']);
    expect(trying('x', officer)).toEqual(['party/not-among', '/as party/not-among']);
    expect(trying('x', actor('wuhan', 'region', '420100'))).toEqual(['party/none-of-yours', '/as party/none-of-yours']);
    expect(trying(null, actor('wuhan', 'region', '420100'))).toEqual(['party/none-of-yours']);
  });
});

describe('the bodies that are named', () => {
  const naming = (attested: boolean, ...all: readonly Body[]) => refusedBy(() => partiesNamed(all.length > 0 ? all.map(({ id }) => id) : ['nobody'], { at: AT, directory: directoryOf(...all) }, (n) => `/parties/${n}`, attested));

  it('are there on the day, or each that is not is told', () => {
    expect(naming(false, body('a', { status: 'closed', to: '2024-05-31' }), body('b', { from: '2024-06-02' }), body('c', { status: 'merged', into: 'd' }), body('d', { status: 'closed', to: '2024-06-01' }), body('e')))
      .toEqual(['party/gone', '/parties/0 party/gone', '/parties/1 party/gone', '/parties/2 party/gone']);
    expect(naming(false)).toEqual(['party/unknown', '/parties/0 party/unknown']);
    expect(naming(true)).toEqual(['party/unknown', '/parties/0 party/unknown']);
    expect(naming(true, body('a', { status: 'closed', to: '2020' }))).toEqual([]);
  });

  it('keep their names, and lie where the body lies that stands for them', () => {
    const directory = directoryOf(body('a', { status: 'merged', into: 'b' }), body('b', { region: '310000', account: 'park' }));
    expect(partiesNamed(['a'], { at: AT, directory }, String, true)).toEqual([{ organisation: 'a', name: 'a today', region: '310000', account: 'park' }]);
  });
});

describe('an association over regions', () => {
  const over = (regions: readonly (string | null)[], who: Actor): boolean => isAssociationOver(regions, { actor: who, directory: byCodes });

  it('holds one of them, or everything', () => {
    expect(over(['310000', '510100'], actor('x', 'administrator', '510000'))).toBe(true);
    expect(over(['310000', null], actor('x', 'administrator', '510000'))).toBe(false);
    expect(over([null], actor('x', 'administrator', '*'))).toBe(true);
    expect(over([], actor('x', 'administrator', '*'))).toBe(true);
    expect(over(['510100'], officer)).toBe(false);
  });
});

describe('whose it is to do something for a body', () => {
  it('is its people’s, or those of its region', () => {
    expect(doerFor({ account: 'park', region: '510100' })).toEqual({ region: [], administrator: [], organisation: 'park', not: null });
    expect(doerFor({ account: null, region: '510100' })).toEqual({ region: ['510100'], administrator: ['510100'], organisation: null, not: null });
    expect(doerFor({ account: null, region: null })).toEqual({ region: [], administrator: ['*'], organisation: null, not: null });
  });
});

describe('what a body is to do, and sees', () => {
  const [a, b] = [party('a'), party('b', { region: '310000', account: 'bank' })];
  const directory = directoryOf(body('a', { account: 'park' }), body('b', { status: 'merged', into: 'c', region: '310000', account: 'bank' }), body('c', { region: '500000' }));

  it('falls to its people of today, or to those of the body that it was merged into', () => {
    expect(fallsTo(a)).toEqual({ party: 'a', by: { region: ['510100'], administrator: ['510100'], organisation: null, not: null } });
    expect(fallingToday({ ...fallsTo(a), verb: 'sign' }, directory)).toEqual({ verb: 'sign', party: 'a', by: { region: [], administrator: [], organisation: 'park', not: null } });
    expect(fallingToday({ ...fallsTo(b), verb: '' }, directory).by).toEqual({ region: ['500000'], administrator: ['500000'], organisation: null, not: null });
    // Who may not do it, because he brought it, may not today either.
    const not = { principal: 'maker', organisation: null };
    expect(fallingToday({ by: { ...fallsTo(b).by, not }, party: 'b', verb: '' }, directory).by.not).toEqual(not);
  });

  it('is to decline and not to sign, for who stands for a body that was merged', () => {
    const merged = directoryOf(body('a', { status: 'merged', into: 'm' }), body('m', { account: 'heir' }), body('b'));
    expect([fallingToday({ ...fallsTo(a), verb: 'sign' }, merged), fallingToday({ ...fallsTo(a), verb: 'report-obligation' }, merged), fallingToday({ ...fallsTo(b), verb: 'sign' }, merged)].map(({ verb, by }) => [verb, by.organisation])).toEqual([
      ['decline', 'heir'], ['report-obligation', 'heir'], ['sign', null],
    ]);
  });

  it('stays whose it was where no body is named, or nothing is known of it', () => {
    const [nobodys, unknown] = [{ by: doerFor(a), verb: '' }, { ...fallsTo(party('d')), verb: '' }];
    expect([fallingToday(nobodys, directory), fallingToday(unknown, directory)]).toEqual([nobodys, unknown]);
  });

  it('is known to those who spoke for it and to those who do today', () => {
    expect(amongParties([a, b])).toEqual({ regions: ['310000', '510100'], accounts: ['bank'] });
    expect(amongParties([a, b], directory)).toEqual({ regions: ['310000', '500000', '510100'], accounts: ['bank', 'park'] });
    expect(amongParties([party('e', { region: null })])).toEqual({ regions: [], accounts: [] });
  });
});
