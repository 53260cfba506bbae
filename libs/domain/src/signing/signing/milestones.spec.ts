import { admitted, dataOf, given, knownAfter, terminated } from './given.samples.js';
import type { SigningFact } from './signing.events.js';
import {
  alone, amend, approve, association, associationSecond, attest, chengdu, chengduSecond, chongqing, confirm, correct, decide, deskOf, documentOf, history, plan, proofOf, reason, report, reverse, shanghai, shared,
  SIGNING, stateAfter, submit, terminate, verify, wuhan,
} from './signing.samples.js';
import { signing, type SigningCommand } from './signing.js';
import type { MilestoneName } from './stages.js';

const LATER = '2025-12-01T02:00:00.000Z';
const later = <C extends SigningCommand>(command: C): C => ({ ...command, at: LATER });
/** Reports of milestones on dates, with a reason for what they skip. */
const reports = (...dates: readonly (readonly [MilestoneName, string])[]) => dates.map(([milestone, on]) => later(report({ milestone, on, reason })));
const road = [submit(), confirm(), approve()];
const reported = history(...road, report());
const verified = history(...road, report(), verify());
const inOrder = history(...road, ...reports(['register', '2024-03-15'], ['settle', '2024-04'], ['start', '2024-06-01']));
const by = { principal: 'chengdu-1', organisation: 'chengdu-commerce' };
const proof = [{ document: documentOf(chengdu).id, sha256: documentOf(chengdu).sha256 }];

describe('planning a milestone', () => {
  it('says when and who answers for it', () => given(...admitted).when(plan()).then({
    type: 'MilestonePlanned', effectiveOn: '2024-02-10',
    data: { milestone: 'register', on: '2024-03-31', was: null, responsible: { name: '成都高新区招商局', organisation: null }, reason: null, by },
  }));

  it('moves a date for a reason, and keeps the one that was planned first', () => {
    const planned = history(...road, plan());
    given(...planned).when(plan()).thenNothing();
    given(...planned).when(plan({ on: '2024-04-30' })).thenRefused('signing/reason-for-delay');
    given(...planned).when(plan({ responsible: { name: '成都市商务局', organisation: null } })).thenTypes('MilestonePlanned');
    const moved = history(...road, plan(), plan({ on: '2024-04-30', reason }), plan({ on: '2024-06', reason }));
    expect(dataOf('MilestonePlanned', moved)).toMatchObject({ on: '2024-06', was: '2024-04-30' });
    expect(knownAfter(moved).milestones.register?.planned).toMatchObject({ on: '2024-06', baseline: '2024-03-31' });
  });

  it('may name any day from the signing on, in the order of what is planned and reported', () => {
    given(...admitted).when(plan({ on: '2030' })).thenTypes('MilestonePlanned');
    given(...admitted).when(plan({ on: '2024-01-10' })).thenRefused('signing/before-signed');
    const planned = history(...road, plan({ milestone: 'start', on: '2024-09' }), report());
    given(...planned).when(plan({ milestone: 'settle', on: '2024-10' })).thenRefused('signing/milestone-order');
    given(...planned).when(plan({ milestone: 'settle', on: '2024-03-14' })).thenRefused('signing/milestone-order');
    given(...planned).when(plan({ milestone: 'settle', on: '2024-09-30' })).thenTypes('MilestonePlanned');
  });

  it('is over once it is reported, and stands again when that is reversed', () => {
    const planned = history(...road, plan(), report());
    given(...planned).when(plan({ on: '2024-04-30', reason })).thenRefused('signing/milestone-reached');
    expect(knownAfter([...planned, ...given(...planned).when(reverse()).facts()]).milestones.register).toMatchObject({ planned: { on: '2024-03-31' }, reported: null });
  });

  it('names a body that there is', () => {
    const responsible = { name: '成都高新区招商局', organisation: SIGNING };
    const body = { id: SIGNING, name: '成都高新区招商局', status: 'live' as const, from: null, to: null, into: null, region: null, account: null };
    expect(signing.refersTo?.(plan({ responsible }))).toEqual({ organisations: [SIGNING], creditCodes: [], editions: [], pacts: [] });
    expect(decide({ ...plan({ responsible }), directory: { ...plan().directory, body: () => body } }, stateAfter(admitted))).toHaveLength(1);
  });
});

describe('reporting a milestone', () => {
  it('tells its date and its evidence, with the digest, and refers to the document', () => {
    const facts = signing.decide(report(), deskOf(stateAfter(admitted)));
    expect(facts).toEqual([
      { type: 'MilestoneReported', effectiveOn: '2024-03-15', data: { milestone: 'register', on: '2024-03-15', evidence: proof, skipped: [], reason: null, by } },
      { type: 'DocumentReferred', effectiveOn: null, stream: `document-${documentOf(chengdu).id}`, data: { document: documentOf(chengdu).id, sha256: documentOf(chengdu).sha256, by: { kind: 'signing', id: SIGNING } } },
    ]);
    expect(signing.streamsOf(report())).toEqual([`signing-${SIGNING}`, `document-${documentOf(chengdu).id}`]);
  });

  it('again is nothing new, and anew until it is verified', () => {
    given(...reported).when(report()).thenNothing();
    given(...reported).when(report({ on: '2024-03-16' })).thenTypes('MilestoneReported');
    given(...verified).when(report()).thenNothing();
    given(...verified).when(report({ on: '2024-03-16' })).thenRefused('signing/milestone-verified');
  });

  it('rests on documents of one’s own that are there, once each, of the digest that is meant', () => {
    const named = (...evidence: readonly { document: string; sha256: string | null }[]) => report({ evidence });
    const [mine, theirs] = [documentOf(chengdu).id, documentOf(chongqing).id];
    given(...admitted).when(named({ document: theirs, sha256: null })).thenRefused('document/unknown');
    given(...admitted).when(named({ document: mine, sha256: null }, { document: mine, sha256: null })).thenRefused('document/twice');
    given(...admitted).when(named({ document: mine, sha256: 'cd'.repeat(32) })).thenRefused('document/other-digest');
    given(...admitted).when(named({ document: mine, sha256: documentOf(chengdu).sha256 })).thenTypes('MilestoneReported');
    given(...reported).when(named({ document: mine, sha256: null }, { document: theirs, sha256: null })).thenRefused('document/unknown');
  });

  it('tells all that is wrong at once', () => {
    expect(() => decide(report({ milestone: 'settle', on: '2024-01-10', evidence: [] }), stateAfter(reported))).toThrow(expect.objectContaining({
      code: 'signing/before-signed',
      faults: [expect.objectContaining({ pointer: '/on', code: 'signing/before-signed' }), expect.objectContaining({ code: 'signing/milestone-order' }), expect.objectContaining({ pointer: '/evidence' })],
    }));
  });

  it('is for the hosts, as signed and as amended', () => {
    given(...admitted).when(report({ evidence: proofOf(chongqing) }, chongqing)).thenTypes('MilestoneReported');
    const withShanghai = history(submit({ terms: { ...alone, counterpart: { region: '310000' } } }), confirm({}, shanghai), approve());
    given(...withShanghai).when(report({}, shanghai)).thenRefused('signing/not-a-host');
    const moved = history(submit({ terms: alone }), approve(), amend({ changes: { hosts: [{ region: '420100', share: '1' }] } }), confirm({}, wuhan), approve());
    for (const host of [chengdu, wuhan]) given(...moved).when(report({ evidence: proofOf(host) }, host)).thenTypes('MilestoneReported');
    given(...terminated).when(report()).thenRefused('signing/terminated');
  });
});

describe('the order of milestones', () => {
  it.each<[MilestoneName, string, string | null]>([
    ['settle', '2024-03-15', null], ['settle', '2024-03', null], ['settle', '2024', null], ['settle', '2024-03-14', 'signing/milestone-order'], ['settle', '2024-02', 'signing/milestone-order'],
    ['settle', '2024-06-01', null], ['settle', '2024-06', null], ['settle', '2024-06-02', 'signing/milestone-order'], ['settle', '2024-07~', 'signing/milestone-order'], ['settle', '2025', 'signing/milestone-order'],
    ['complete', '2024-06-01', null], ['complete', '2024', null], ['complete', '2024-05-31', 'signing/milestone-order'], ['complete', '2024-05', 'signing/milestone-order'],
    ['register', '2024-04-30', null], ['register', '2024-05-01', 'signing/milestone-order'],
  ])('lets %s be dated %s, or not: %s', (milestone, on, code) => {
    const command = later(report({ milestone, on, reason }));
    if (code) given(...inOrder).when(command).thenRefused(code);
    else given(...inOrder).when(command).thenTypes('MilestoneReported');
  });

  it('holds a coarse date against a coarse one', () => {
    const coarse = history(...road, ...reports(['register', '2024-05']));
    given(...coarse).when(later(report({ milestone: 'settle', on: '2024' }))).thenTypes('MilestoneReported');
    given(...coarse).when(later(report({ milestone: 'settle', on: '2024-04' }))).thenRefused('signing/milestone-order');
  });

  it('lets milestones be skipped for a reason, and keeps which they were', () => {
    given(...admitted).when(report({ milestone: 'complete' })).thenRefused('signing/milestone-skips');
    expect(dataOf('MilestoneReported', given(...admitted).when(report({ milestone: 'complete', reason })).facts())).toMatchObject({ skipped: ['register', 'settle', 'start'], reason });
    expect(dataOf('MilestoneReported', given(...reported).when(report({ milestone: 'start', reason })).facts()).skipped).toEqual(['settle']);
    given(...history(...road, report({ milestone: 'settle', reason }))).when(report()).thenTypes('MilestoneReported');
  });

  it('has no start of works at a headquarters, and nobody misses its completion', () => {
    const seat = [submit({ terms: { ...alone, kind: 'headquarters' } }), approve()];
    given(...history(...seat)).when(report({ milestone: 'start', reason })).thenRefused('signing/milestone-not-of-kind');
    given(...history(...seat)).when(plan({ milestone: 'start' })).thenRefused('signing/milestone-not-of-kind');
    const settled = history(...seat, report(), report({ milestone: 'settle' }));
    expect(dataOf('MilestoneReported', given(...settled).when(report({ milestone: 'operate' })).facts()).skipped).toEqual([]);
  });

  it('bars a correction to a headquarters where the start of works is reported, and one of the day of signing behind a milestone', () => {
    given(...history(submit({ terms: alone }), approve(), ...reports(['start', '2024-05']))).when(later(correct({ changes: { kind: 'headquarters' } }))).thenRefused('signing/milestone-not-of-kind');
    given(...history(submit({ terms: alone }), approve(), report())).when(correct({ changes: { kind: 'headquarters' } })).thenTypes('SigningChangeProposed');
    given(...reported).when(correct({ changes: { signedOn: '2024-03-16' } })).thenRefused('signing/before-signed');
    given(...reported).when(correct({ changes: { signedOn: '2024-03-15' } })).thenTypes('SigningChangeProposed');
    given(...reported).when(terminate({ on: '2024-03-14' })).thenRefused('signing/before-signed');
  });
});

describe('verifying and reversing a milestone', () => {
  it('is for another person of another organisation', () => {
    given(...reported).when(verify()).then({
      type: 'MilestoneVerified', effectiveOn: '2024-03-15',
      data: { milestone: 'register', on: '2024-03-15', evidence: proof, reason: null, by: { principal: 'association-1', organisation: 'association' } },
    });
    given(...reported).when(verify({}, chengdu)).thenRefused('signing/same-person');
    given(...reported).when(verify({}, { ...association, principal: 'chengdu-1' })).thenRefused('signing/same-person');
    given(...reported).when(verify({}, { ...chengduSecond, role: 'administrator' })).thenRefused('signing/same-organisation');
    given(...reported).when(verify({}, chengduSecond)).thenRefused('signing/not-the-association');
    given(...verified).when(verify({}, associationSecond)).thenNothing();
  });

  it('of an attested record is for a second person of the association that reported it', () => {
    const attested = history(attest({ terms: shared }), approve({}, associationSecond), report({ evidence: proofOf(association) }, association));
    given(...attested).when(verify({}, association)).thenRefused('signing/same-person');
    given(...attested).when(verify({}, associationSecond)).thenTypes('MilestoneVerified');
  });

  it('of what a region reported of an attested record is for another organisation all the same', () => {
    const attested = history(attest({ terms: shared }), approve({}, associationSecond), report());
    given(...attested).when(verify({}, { ...chengduSecond, role: 'administrator' })).thenRefused('signing/same-organisation');
    given(...attested).when(verify()).thenTypes('MilestoneVerified');
  });

  it('in the middle leaves those before and after it, and it may be reported anew in its place', () => {
    const gone = [...inOrder, ...given(...inOrder).when(later(reverse({ milestone: 'settle' }))).facts()];
    expect(dataOf('MilestoneReversed', gone)).toMatchObject({ milestone: 'settle', on: '2024-04', reason });
    const { milestones } = knownAfter(gone);
    expect([milestones.register?.reported?.on, milestones.settle?.reported, milestones.start?.reported?.on]).toEqual(['2024-03-15', null, '2024-06-01']);
    given(...gone).when(later(verify({ milestone: 'settle' }))).thenRefused('signing/milestone-not-reported');
    given(...gone).when(later(verify({ milestone: 'start' }))).thenTypes('MilestoneVerified');
    given(...gone).when(later(report({ milestone: 'settle', on: '2024-06-02' }))).thenRefused('signing/milestone-order');
    given(...gone).when(later(report({ milestone: 'settle', on: '2024-05' }))).thenTypes('MilestoneReported');
    // To say it twice is no mistake.
    given(...gone).when(later(reverse({ milestone: 'settle' }))).thenNothing();
    given(...gone).when(later(reverse({ milestone: 'operate' }))).thenRefused('signing/milestone-not-reported');
  });

  it('is reported anew for another reason, and not for the same', () => {
    const skipping = report({ milestone: 'settle', reason });
    const said = history(...road, skipping);
    given(...said).when(skipping).thenNothing();
    given(...said).when(report({ milestone: 'settle', reason: { ...reason, text: '落户与注册同日办理。' } })).thenTypes('MilestoneReported');
  });

  it('is not verified where its evidence is gone, or is no longer what was looked at', () => {
    const paper = documentOf(chengdu);
    const discarded = { documents: { [paper.id]: { ...paper, discarded: { reason, policy: 'asked' as const } } } };
    expect(() => decide(verify(), stateAfter(reported), discarded)).toThrow(new RegExp(`^Evidence for this has been discarded since.*${paper.id}`));
    expect(() => signing.decide(verify(), deskOf(stateAfter(reported)))).toThrow('It has changed in this moment');
  });

  it('takes back what was verified, so that it is verified anew', () => {
    const facts: readonly SigningFact[] = [...verified, ...given(...verified).when(reverse()).facts()];
    const again = [...facts, ...given(...facts).when(report()).facts()];
    expect(knownAfter(again).milestones.register?.reported).toMatchObject({ verified: null });
    given(...again).when(verify()).thenTypes('MilestoneVerified');
  });

  it('goes on after the end', () => {
    const ended = [...reported, ...given(...reported).when(terminate()).facts()];
    given(...ended).when(verify()).thenTypes('MilestoneVerified');
    given(...ended).when(reverse()).thenTypes('MilestoneReversed');
    expect(stateAfter([...ended, ...given(...ended).when(verify()).facts()])).toMatchObject({ status: 'terminated', milestones: { register: { reported: { verified: { principal: 'association-1' } } } } });
  });
});
