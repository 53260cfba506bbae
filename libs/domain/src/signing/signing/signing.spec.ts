import fc from 'fast-check';
import type { Actor } from '../../kernel/message.js';
import { Refusal } from '../../kernel/refusal.js';
import { specOf } from '../../kernel/spec-of.js';
import { refusals, refuse, type SigningRefusal } from './refusals.js';
import { type SigningFact, signingEvents } from './signing.events.js';
import {
  alone, amend, approve, associationSecond, association, attest, bank, chengdu, chengduSecond, chongqing, confirm, correct, history,
  reason, resubmit, returned, shanghai, shanghaiAssociation, shared, SIGNING, source, stateAfter, submit, terminate,
  threeParties, withAmount, withCounterpart, withdraw, wuhan,
} from './signing.samples.js';
import { signing, type SigningCommand } from './signing.js';
import { audienceOf, type Known, termsAt } from './state.js';
import { type Terms, termsSchema } from './terms.js';

const given = specOf(signing);
/** The state after a history, where one has begun. */
const knownAfter = (facts: readonly SigningFact[]): Known => stateAfter(facts) as Known;
const dataOf = <T extends SigningFact['type']>(type: T, facts: readonly SigningFact[]) =>
  facts.findLast((fact): fact is Extract<SigningFact, { type: T }> => fact.type === type)?.data as Extract<SigningFact, { type: T }>['data'];

const submitted = history(submit());
const confirmed = history(submit(), confirm());
const admitted = history(submit(), confirm(), approve());
const sentBack = history(submit(), returned());
const withdrawn = history(submit(), withdraw());
const corrected = history(submit(), confirm(), approve(), correct());
const terminated = history(submit(), confirm(), approve(), terminate());

describe('the main road of a signing', () => {
  it('is submitted by the region that hosts it, and the other host is asked', () =>
    given().when(submit()).then({
      type: 'SigningSubmitted',
      effectiveOn: '2024-01-11',
      data: {
        terms: shared, source: null, grade: 'submitted', owner: '510100', scope: '510100',
        submitter: { principal: 'chengdu-1', organisation: 'chengdu-commerce' },
        asked: [{ region: '500000', as: 'host' }],
      },
    }));

  it('is confirmed by the region that was asked', () =>
    given(...submitted).when(confirm()).then({
      type: 'SigningConfirmed',
      effectiveOn: '2024-01-18',
      data: { regions: ['500000'], version: 1, note: null, by: { principal: 'chongqing-1', organisation: 'chongqing-commerce' }, of: 'submission' },
    }));

  it('is admitted at the date of signing', () =>
    given(...confirmed).when(approve()).then({
      type: 'SigningAdmitted',
      effectiveOn: '2024-01-11',
      data: { terms: shared, grade: 'submitted', owner: '510100', note: null, by: { principal: 'association-1', organisation: 'association' } },
    }));

  it('is sent back, sent again and admitted', () =>
    expect(history(submit(), returned(), resubmit({ changes: { project: '西部算力中心' } }), confirm(), approve()).map(({ type }) => type)).toEqual([
      'SigningSubmitted', 'SigningReturned', 'SigningResubmitted', 'SigningConfirmed', 'SigningAdmitted',
    ]));

  it('is admitted at once where nobody else is party to it', () => given(...history(submit({ terms: alone }))).when(approve()).thenTypes('SigningAdmitted'));

  it('is one stream', () => expect(signing.streamsOf(submit())).toEqual([`signing-${SIGNING}`]));
});

describe('submitting', () => {
  it('asks every other host and the counterpart, and never the investor’s home region', () => {
    expect(dataOf('SigningSubmitted', history(submit({ terms: threeParties }))).asked).toEqual([
      { region: '500000', as: 'host' }, { region: '310000', as: 'counterpart' },
    ]);
    expect(dataOf('SigningSubmitted', history(submit({ terms: alone }))).asked).toEqual([]);
  });

  it('asks nobody below the submitter’s own scope', () => {
    const sichuan: Actor = { ...chengdu, region: '510000' };
    const terms: Terms = { ...shared, hosts: [{ region: '510700', share: '0.4' }, { region: '510100', share: '0.6' }] };
    expect(dataOf('SigningSubmitted', history(submit({ terms }, sichuan)))).toMatchObject({ asked: [], owner: '510700' });
  });

  it('is for a host, not for the counterpart', () => {
    given().when(submit({ terms: withCounterpart }, chongqing)).thenRefused('signing/host-not-yours');
    given().when(submit({ terms: shared }, chongqing)).thenTypes('SigningSubmitted');
    given().when(submit({ terms: { ...alone, hosts: [{ region: '510104', share: '1' }] } })).thenTypes('SigningSubmitted');
    given().when(submit({ terms: { ...alone, hosts: [{ region: '510000', share: '1' }] } })).thenRefused('signing/host-not-yours');
  });

  it('takes the day of Shanghai for today, and a year or month from its first day on', () => {
    const late = { ...submit({ terms: { ...alone, signedOn: '2024-01-16' } }), at: '2024-01-15T16:00:00.000Z' };
    given().when(late).thenTypes('SigningSubmitted');
    given().when({ ...late, at: '2024-01-15T15:59:59.999Z' }).thenRefused('signing/date-in-future');
    for (const signedOn of ['2024', '2024~', '2024-01']) given().when(submit({ terms: { ...alone, signedOn } })).thenTypes('SigningSubmitted');
    for (const signedOn of ['2025', '2024-02', '2024-02~']) given().when(submit({ terms: { ...alone, signedOn } })).thenRefused('signing/date-in-future');
  });
});

describe('what an association enters from a document', () => {
  const entered = history(attest());

  it('is attested, names its source and asks nobody', () =>
    expect(dataOf('SigningSubmitted', entered)).toMatchObject({ grade: 'attested', source, asked: [], owner: '510100' }));

  it('is admitted by a second person of the same association, without confirmations', () => {
    given(...entered).when(approve({}, associationSecond)).thenTypes('SigningAdmitted');
    given(...entered).when(approve({}, association)).thenRefused('signing/same-person');
    given(...entered).when(confirm()).thenRefused('signing/not-asked');
  });

  it('is changed without confirmations too', () => {
    const standing = history(attest(), approve({}, associationSecond));
    const facts = given(...standing).when(amend({}, association)).facts();
    expect(dataOf('SigningChangeProposed', facts).asked).toEqual([]);
    given(...standing, ...facts).when(approve({}, association)).thenRefused('signing/same-person');
    given(...standing, ...facts).when(approve({}, associationSecond)).thenTypes('SigningAmended');
  });

  it('is changed by any person of the association, and ended by any party', () => {
    const standing = history(attest(), approve({}, associationSecond));
    given(...standing).when(correct({}, associationSecond)).thenTypes('SigningChangeProposed');
    given(...standing).when(correct({}, chengdu)).thenRefused('signing/not-the-submitter');
    given(...standing).when(terminate({}, chengdu)).thenTypes('SigningTerminated');
    given(...standing).when(terminate({}, chongqing)).thenTypes('SigningTerminated');
  });

  it('is sent again without asking anybody', () => {
    const back = history(attest(), returned({}, associationSecond));
    expect(dataOf('SigningResubmitted', given(...back).when(resubmit({ changes: { project: '西部算力中心' } }, association)).facts()).asked).toEqual([]);
  });

  it('is entered only by an association whose scope holds a host', () => given().when(attest({}, shanghaiAssociation)).thenRefused('signing/host-not-yours'));
});

describe('person and organisation', () => {
  const byAssociationPerson: Actor = { ...chengdu, principal: 'association-1' };
  const chengduAsAdministrator: Actor = { ...chengduSecond, role: 'administrator' };

  it('both differ where a submission is admitted', () => {
    given(...history(submit({ terms: alone }, byAssociationPerson))).when(approve()).thenRefused('signing/same-person');
    given(...history(submit({ terms: alone }))).when(approve({}, chengduAsAdministrator)).thenRefused('signing/same-organisation');
  });

  it('both differ from whoever proposed a change, not from whoever submitted', () => {
    const standing = history(submit({ terms: alone }), approve());
    given(...standing, ...given(...standing).when(correct({}, { ...chengduSecond, principal: 'association-1' })).facts()).when(approve()).thenRefused('signing/same-person');
    given(...standing, ...given(...standing).when(correct({}, chengduSecond)).facts()).when(approve()).thenTypes('SigningCorrected');
    given(...standing, ...given(...standing).when(correct()).facts()).when(approve({}, chengduAsAdministrator)).thenRefused('signing/same-organisation');
  });

  it('a second person of the submitter may do what the submitter does', () => {
    given(...sentBack).when(resubmit({}, chengduSecond)).thenTypes('SigningResubmitted');
    given(...submitted).when(withdraw({}, chengduSecond)).thenTypes('SigningWithdrawn');
    given(...admitted).when(correct({}, chengduSecond)).thenTypes('SigningChangeProposed');
  });

  it('the submitter’s organisation confirms nothing, whatever the scope of its people', () => {
    given(...submitted).when(confirm({}, { ...chengduSecond, region: '*' })).thenRefused('signing/not-asked');
    given(...submitted).when(returned({}, { ...chengduSecond, region: '*' })).thenRefused('signing/not-a-reviewer');
  });
});

describe('sending again', () => {
  const allConfirmed = history(submit({ terms: threeParties }), confirm(), confirm({}, shanghai), returned({}, association));
  const voidedBy = (changes: Parameters<typeof resubmit>[0]) => dataOf('SigningResubmitted', given(...allConfirmed).when(resubmit(changes)).facts()).voided;

  it.each<[field: string, changes: Partial<Terms>, voided: readonly string[]]>([
    ['project', { project: '西部算力中心' }, ['500000', '310000']],
    ['kind', { kind: 'platform' }, ['500000', '310000']],
    ['level', { level: 'framework' }, ['500000', '310000']],
    ['hosts', { hosts: [{ region: '510100', share: '0.5' }, { region: '500000', share: '0.5' }] }, ['500000']],
    ['counterpart', { counterpart: { region: '420100' } }, ['310000']],
    ['investors', { investors: [] }, ['500000', '310000']],
    ['amount', { amount: withAmount.amount }, ['500000', '310000']],
    ['edition', { edition: 'conference-22' }, []],
    ['track', { track: 'digital' }, []],
    ['signedOn', { signedOn: '2024-01' }, ['500000', '310000']],
    ['nothing', {}, []],
    ['what is equal', { project: threeParties.project, hosts: [...threeParties.hosts] }, []],
  ])('with another %s keeps or voids the confirmations', (_, changes, voided) => expect(voidedBy({ changes })).toEqual(voided));

  it('keeps a confirmation that still holds', () => {
    const again = [...allConfirmed, ...given(...allConfirmed).when(resubmit({ changes: { counterpart: { region: '420100' } } })).facts()];
    expect(knownAfter(again)).toMatchObject({ status: 'submitted', confirmed: ['500000'] });
    given(...again).when(approve()).thenRefused('signing/confirmations-missing');
    given(...again, ...given(...again).when(confirm({}, wuhan)).facts()).when(approve()).thenTypes('SigningAdmitted');
  });

  it('asks a new host, and drops the confirmation of one that is no more', () => {
    const hosts = [{ region: '510100', share: '0.6' }, { region: '420100', share: '0.4' }];
    expect(dataOf('SigningResubmitted', given(...allConfirmed).when(resubmit({ changes: { hosts } })).facts())).toMatchObject({
      changed: ['hosts'], asked: [{ region: '420100', as: 'host' }, { region: '310000', as: 'counterpart' }], voided: ['500000'],
    });
  });

  it('keeps the host with the submitter', () =>
    given(...sentBack).when(resubmit({ changes: { hosts: [{ region: '500000', share: '1' }] } })).thenRefused('signing/host-not-yours'));

  it('dates the submission by its new date, which must have come', () => {
    expect(given(...sentBack).when(resubmit({ changes: { signedOn: '2024-01-10' } })).facts()[0]?.effectiveOn).toBe('2024-01-10');
    given(...sentBack).when(resubmit({ changes: { signedOn: '2024-01-18' } })).thenRefused('signing/date-in-future');
  });
});

describe('a change of an admitted signing', () => {
  const threeAdmitted = history(submit({ terms: threeParties }), confirm(), confirm({}, shanghai), approve());
  const askedFor = (command: SigningCommand) => dataOf('SigningChangeProposed', given(...threeAdmitted).when(command).facts()).asked.map(({ region }) => region);

  it('waits, and leaves everything as it stands', () => {
    expect(knownAfter(corrected)).toMatchObject({ status: 'admitted', terms: shared, pending: { act: 'correct', changed: ['project'] } });
    given(...corrected).when(correct()).thenRefused('signing/change-pending');
    given(...corrected).when(amend()).thenRefused('signing/change-pending');
  });

  it('asks those alone whose confirmation it touches', () => {
    expect(askedFor(correct())).toEqual(['500000', '310000']);
    expect(askedFor(correct({ changes: { hosts: [{ region: '510100', share: '0.7' }, { region: '500000', share: '0.3' }] } }))).toEqual(['500000']);
    expect(askedFor(amend({ changes: { counterpart: { region: '420100' } } }))).toEqual(['420100']);
    expect(askedFor(correct({ changes: { edition: 'conference-22' } }))).toEqual([]);
  });

  it('asks a host whom it brings in, and not one who leaves', () => {
    const hosts = [{ region: '510100', share: '0.6' }, { region: '420100', share: '0.4' }];
    expect(askedFor(amend({ changes: { hosts } }))).toEqual(['420100']);
    const waiting = [...threeAdmitted, ...given(...threeAdmitted).when(amend({ changes: { hosts } })).facts()];
    given(...waiting).when(confirm()).thenRefused('signing/not-asked');
    given(...waiting).when(approve()).thenRefused('signing/confirmations-missing');
    const agreed = [...waiting, ...given(...waiting).when(confirm({}, wuhan)).facts()];
    expect(dataOf('SigningConfirmed', agreed)).toMatchObject({ regions: ['420100'], of: 'change' });
    given(...agreed).when(approve()).thenTypes('SigningAmended');
  });

  it('keeps only what differs', () =>
    expect(dataOf('SigningChangeProposed', given(...admitted).when(correct({ changes: { kind: 'project', level: 'framework' } })).facts())).toMatchObject({
      changes: { level: 'framework' }, changed: ['level'], effectiveOn: null,
    }));

  it('is corrected at the date of signing', () => {
    const waiting = history(submit({ terms: alone }), approve(), correct({ changes: { signedOn: '2024-01-10' } }));
    expect(given(...waiting).when(approve({ note: '已核' })).facts()).toEqual([expect.objectContaining({
      type: 'SigningCorrected', effectiveOn: '2024-01-10',
      data: {
        changes: { signedOn: '2024-01-10' }, changed: ['signedOn'], terms: { ...alone, signedOn: '2024-01-10' }, reason, note: '已核',
        by: { principal: 'association-1', organisation: 'association' },
      },
    })]);
  });

  it('is amended on the amendment’s date', () => {
    const facts = history(submit({ terms: withAmount }), approve(), amend(), approve());
    expect(facts.at(-1)).toMatchObject({ type: 'SigningAmended', effectiveOn: '2024-05-20', data: { effectiveOn: '2024-05-20', terms: { amount: { amount: '1500000000.00' } } } });
    expect(knownAfter(facts).terms.amount?.amount).toBe('1000000000.00');
  });

  it('is returned, and what stood before stands', () => {
    for (const reviewer of [chongqing, association]) {
      const back = given(...corrected).when(returned({}, reviewer)).facts();
      expect(back.map(({ type }) => type)).toEqual(['SigningChangeReturned']);
      expect(stateAfter([...corrected, ...back])).toEqual(stateAfter(admitted));
      given(...corrected, ...back).when(correct()).thenTypes('SigningChangeProposed');
    }
  });

  it('is not returned by those whom it does not touch', () => {
    const waiting = [...threeAdmitted, ...given(...threeAdmitted).when(amend({ changes: { counterpart: { region: '420100' } } })).facts()];
    given(...waiting).when(returned({}, chongqing)).thenRefused('signing/not-a-reviewer');
    given(...waiting).when(returned({}, wuhan)).thenTypes('SigningChangeReturned');
  });

  it('needs its own confirmations: those of the submission do not count', () => given(...corrected).when(approve()).thenRefused('signing/confirmations-missing'));

  it.each<[field: string, changes: Partial<Terms>]>([
    ['kind', { kind: 'platform' }], ['level', { level: 'intent' }], ['edition', { edition: 'conference-22' }], ['signedOn', { signedOn: '2024-01-10' }],
  ])('is no amendment where it changes the %s', (_, changes) => {
    given(...admitted).when(amend({ changes })).thenRefused('signing/not-amendable');
    given(...admitted).when(correct({ changes })).thenTypes('SigningChangeProposed');
  });

  it('has a date that has come and is not before the signing', () => {
    for (const effectiveOn of ['2024-06-04', '2024-07', '2025']) given(...admitted).when(amend({ effectiveOn })).thenRefused('signing/date-in-future');
    for (const effectiveOn of ['2024-01-10', '2023-12', '2023']) given(...admitted).when(amend({ effectiveOn })).thenRefused('signing/before-signed');
    for (const effectiveOn of ['2024-01-11', '2024-01', '2024', '2024~', '2024-06-03']) given(...admitted).when(amend({ effectiveOn })).thenTypes('SigningChangeProposed');
    given(...admitted).when(correct({ changes: { signedOn: '2024-06-04' } })).thenRefused('signing/date-in-future');
  });

  it('never makes the counterpart a host, on any date', () => {
    const amended = history(submit({ terms: alone }), approve(), amend({ changes: { counterpart: { region: '500000' } } }), confirm(), approve());
    given(...amended).when(correct({ changes: { hosts: shared.hosts } })).thenRefused('signing/counterpart-is-host');
    given(...amended).when(amend({ changes: { hosts: shared.hosts }, effectiveOn: '2024-03' })).thenRefused('signing/counterpart-is-host');
    const swapped = amend({ changes: { hosts: shared.hosts, counterpart: { region: '310000' } }, effectiveOn: '2024-03' });
    given(...amended).when(swapped).thenRefused('signing/counterpart-is-host');
    given(...amended).when({ ...swapped, data: { ...swapped.data, effectiveOn: '2024-06' } }).thenTypes('SigningChangeProposed');
  });
});

describe('the terms on a date', () => {
  const twelve = { ...withAmount.amount, amount: '1200000000.00' } as NonNullable<Terms['amount']>;
  const amended = history(submit({ terms: withAmount }), approve(), amend(), approve(), amend({ changes: { amount: twelve }, effectiveOn: '2024-03' }), approve());
  const amountOn = (facts: readonly SigningFact[], date?: string) => termsAt(knownAfter(facts), date).amount?.amount;

  it('have the amendments that had taken effect, in the order of their dates', () => {
    expect(amountOn(amended, '2024-01-11')).toBe('1000000000.00');
    expect(amountOn(amended, '2024-02-29')).toBe('1000000000.00');
    expect(amountOn(amended, '2024-03-01')).toBe('1200000000.00');
    expect(amountOn(amended, '2024-05-19')).toBe('1200000000.00');
    expect(amountOn(amended, '2024-05-20')).toBe('1500000000.00');
    expect(amountOn(amended)).toBe('1500000000.00');
  });

  it('read an approximate date like the plain one', () => {
    for (const effectiveOn of ['2024', '2024~', '2024-05', '2024-05~']) {
      const facts = history(submit({ terms: withAmount }), approve(), amend({ effectiveOn }), approve());
      expect(amountOn(facts, '2024-05-31')).toBe('1500000000.00');
      expect(amountOn(facts, '2023-12-31')).toBe('1000000000.00');
    }
    const facts = history(submit({ terms: withAmount }), approve(), amend(), approve(), amend({ changes: { amount: twelve }, effectiveOn: '2024-05~' }), approve());
    expect(amountOn(facts, '2024-05-20')).toBe('1500000000.00');
  });

  it('stay amended where a correction touches the same field', () => {
    const facts = history(submit({ terms: withAmount }), approve(), amend(), approve(), correct({ changes: { amount: twelve, project: '西部算力中心' } }), approve());
    expect(amountOn(facts, '2024-05-19')).toBe('1200000000.00');
    expect(amountOn(facts, '2024-05-20')).toBe('1500000000.00');
    expect(dataOf('SigningCorrected', facts).terms).toMatchObject({ project: '西部算力中心', amount: { amount: '1500000000.00' } });
  });

  it('compare an amendment with what stands, and a correction with what was signed', () => {
    const facts = history(submit({ terms: withAmount }), approve(), amend(), approve());
    given(...facts).when(amend()).thenRefused('signing/nothing-changes');
    given(...facts).when(correct({ changes: { amount: withAmount.amount } })).thenRefused('signing/nothing-changes');
    given(...facts).when(amend({ changes: { amount: withAmount.amount } })).thenTypes('SigningChangeProposed');
  });
});

describe('terminating', () => {
  const standing = history(submit({ terms: threeParties }), confirm(), confirm({}, shanghai), approve());

  it.each<[who: string, actor: Actor]>([
    ['the submitter', chengdu], ['a second person of it', chengduSecond], ['another host', chongqing], ['the counterpart', shanghai], ['the association', association],
  ])('is for %s', (_, actor) =>
    given(...standing).when(terminate({}, actor)).then({
      type: 'SigningTerminated', effectiveOn: '2024-06-30',
      data: { on: '2024-06-30', reason, by: { principal: actor.principal, organisation: actor.organisation } },
    }));

  it('is for a host that an amendment brought in, and no more for one that left', () => {
    const hosts = [{ region: '510100', share: '0.6' }, { region: '420100', share: '0.4' }];
    const moved = history(submit(), confirm(), approve(), amend({ changes: { hosts } }), confirm({}, wuhan), approve());
    given(...moved).when(terminate({}, wuhan)).thenTypes('SigningTerminated');
    given(...moved).when(terminate({}, chongqing)).thenRefused('signing/not-a-party');
  });

  it('has a date that has come and is not before the signing', () => {
    given(...standing).when(terminate({ on: '2024-07-01' })).thenTypes('SigningTerminated');
    given(...standing).when(terminate({ on: '2024-07-02' })).thenRefused('signing/date-in-future');
    given(...standing).when(terminate({ on: '2024-01-10' })).thenRefused('signing/before-signed');
    given(...standing).when(terminate({ on: '2024-01' })).thenTypes('SigningTerminated');
  });

  it('lets a change that still waited fall', () => {
    const facts = [...corrected, ...given(...corrected).when(terminate()).facts()];
    expect(knownAfter(facts)).toMatchObject({ status: 'terminated', terms: shared });
    given(...facts).when(approve()).thenNothing();
  });

  it('is final', () => {
    for (const command of [correct(), amend(), resubmit(), withdraw(), returned(), terminate({ on: '2024-06' })]) {
      given(...terminated).when(command).thenRefused('signing/terminated');
    }
  });
});

describe('said twice, it is said once', () => {
  it('confirming', () => {
    given(...confirmed).when(confirm()).thenNothing();
    given(...confirmed).when(confirm({}, { ...chongqing, principal: 'chongqing-2' })).thenNothing();
    given(...admitted).when(confirm()).thenNothing();
    given(...terminated).when(confirm()).thenNothing();
  });
  it('confirming a change', () => given(...history(submit(), confirm(), approve(), correct(), confirm())).when(confirm()).thenNothing());
  it('approving', () => {
    given(...admitted).when(approve()).thenNothing();
    given(...history(submit(), confirm(), approve(), correct(), confirm(), approve())).when(approve()).thenNothing();
    given(...terminated).when(approve()).thenNothing();
  });
  it('withdrawing', () => given(...withdrawn).when(withdraw()).thenNothing());
  it('terminating on the same date', () => {
    given(...terminated).when(terminate()).thenNothing();
    given(...terminated).when(terminate({}, chongqing)).thenNothing();
  });
});

describe('whoever it does not concern', () => {
  const verbs = [returned, resubmit, confirm, approve, withdraw, correct, amend, terminate];

  it('is told of nothing, whatever he tries', () => {
    for (const facts of [[], submitted, confirmed, sentBack, withdrawn, admitted, corrected, terminated, history(attest())]) {
      for (const verb of verbs) {
        for (const actor of [wuhan, shanghai, shanghaiAssociation, bank]) given(...facts).when(verb({}, actor)).thenRefused('signing/not-found');
      }
    }
  });

  it('is told of it once a change would bring him in, and no more when that is returned', () => {
    const waiting = history(submit(), confirm(), approve(), amend({ changes: { counterpart: { region: '310000' } } }));
    expect(audienceOf(knownAfter(waiting))).toEqual(['310000', '500000', '510100']);
    given(...waiting).when(confirm({}, shanghai)).thenTypes('SigningConfirmed');
    given(...waiting, ...given(...waiting).when(returned({}, association)).facts()).when(confirm({}, shanghai)).thenRefused('signing/not-found');
  });

  it('is not the region above, which sees it and is asked where one below it is', () => {
    given(...submitted).when(confirm({}, { ...wuhan, region: '510000' })).thenRefused('signing/not-asked');
    given(...history(submit({}, chongqing))).when(confirm({}, { ...wuhan, region: '510000' })).thenTypes('SigningConfirmed');
    given(...history(submit({}, chongqing))).when(confirm({}, { ...wuhan, region: '510104' })).thenRefused('signing/not-found');
  });
});

describe('every refusal', () => {
  const cases: readonly (readonly [code: SigningRefusal, facts: readonly SigningFact[], command: SigningCommand])[] = [
    ['signing/not-found', [], confirm()],
    ['signing/exists', submitted, submit()],
    ['signing/host-not-yours', [], submit({}, shanghai)],
    ['signing/source-required', [], attest({ source: null })],
    ['signing/attest-not-yours', [], submit({ source })],
    ['signing/date-in-future', [], submit({ terms: { ...alone, signedOn: '2024-01-16' } })],
    ['signing/before-signed', admitted, terminate({ on: '2023' })],
    ['signing/not-the-submitter', submitted, withdraw({}, chongqing)],
    ['signing/not-asked', history(submit({ terms: alone })), confirm({}, chengduSecond)],
    ['signing/not-the-association', submitted, approve({}, chongqing)],
    ['signing/not-the-association', history(submit({ terms: threeParties })), approve({}, shanghaiAssociation)],
    ['signing/not-a-reviewer', submitted, returned({}, chengdu)],
    ['signing/not-a-party', history(submit({ terms: threeParties }), confirm(), confirm({}, shanghai), approve()), terminate({}, bank)],
    ['signing/same-person', history(attest()), approve()],
    ['signing/same-organisation', history(submit({ terms: alone })), approve({}, { ...chengduSecond, role: 'administrator' })],
    ['signing/confirmations-missing', submitted, approve()],
    ['signing/returned', sentBack, approve()],
    ['signing/not-returned', submitted, resubmit()],
    ['signing/withdrawn', withdrawn, approve()],
    ['signing/terminated', terminated, amend()],
    ['signing/admitted', admitted, withdraw()],
    ['signing/not-admitted', submitted, terminate()],
    ['signing/change-pending', corrected, amend()],
    ['signing/nothing-changes', admitted, correct({ changes: { project: shared.project } })],
    ['signing/not-amendable', admitted, amend({ changes: { level: 'intent' } })],
    ['signing/counterpart-is-host', [], submit({ terms: { ...shared, counterpart: { region: '500000' } } })],
  ];

  it.each(cases)('%s is given', (code, facts, command) => given(...facts).when(command).thenRefused(code));

  it('is given somewhere', () => expect(new Set(cases.map(([code]) => code))).toEqual(new Set(Object.keys(refusals))));

  it('is a sentence in both languages', () => {
    for (const [kind, en, zh] of Object.values(refusals)) {
      expect(['absent', 'forbidden', 'conflict', 'invalid']).toContain(kind);
      expect(en).toMatch(/^[A-Z].*\.$/);
      expect(zh).toMatch(/[\u4e00-\u9fff].*。$/);
    }
  });

  it('names the field that is wrong, and the regions that are missing', () => {
    const { faults } = refuse('signing/exists', '/id');
    expect(faults).toEqual([{ pointer: '/id', code: 'signing/exists', message: { en: refusals['signing/exists'][1], zh: refusals['signing/exists'][2] } }]);
    expect(() => signing.decide(approve(), stateAfter(history(submit({ terms: threeParties }))))).toThrow(/Missing: 500000, 310000\.$/);
  });
});

describe('laws', () => {
  /** Twice in three by whom it falls to: else hardly anything would ever be admitted. */
  const actors = fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom(
    chengdu, chengduSecond, chongqing, shanghai, wuhan, association, associationSecond, shanghaiAssociation, bank, { ...wuhan, region: '510000' },
  ) });
  const dates = fc.constantFrom('2023', '2024', '2024~', '2024-01-11', '2024-03~', '2024-05-20', '2024-06', '2024-06-30', '2025-01');
  const hosts = fc.constantFrom<Terms['hosts']>(
    alone.hosts, shared.hosts, [{ region: '500000', share: '1' }],
    [{ region: '420100', share: '1/3' }, { region: '510100', share: '1/3' }, { region: '500000', share: '1/3' }],
  );
  const counterpart = fc.constantFrom<Terms['counterpart']>(null, { region: '500000' }, { region: '310000' });
  const fields = {
    project: fc.constantFrom('西部数据中心', '西部算力中心'), kind: fc.constantFrom<Terms['kind']>('project', 'platform'), hosts, counterpart,
    amount: fc.constantFrom(null, withAmount.amount), track: fc.constantFrom(null, 'digital'), signedOn: dates,
  };
  const terms = fc.record(fields).map((some): Terms => ({ ...alone, ...some }));
  const changes = fc.record(fields, { requiredKeys: [] });
  const weighing = (weight: number, arbitrary: fc.Arbitrary<SigningCommand>) => ({ weight, arbitrary });
  /** What leads on is likelier than what ends. */
  const anyCommand = (actor: Actor | undefined): fc.Arbitrary<SigningCommand> => fc.oneof(
    weighing(1, terms.map((some) => submit({ terms: some }, actor))),
    weighing(1, terms.map((some) => attest({ terms: some }, actor))),
    weighing(1, fc.constant(returned({}, actor))),
    weighing(2, changes.map((some) => resubmit({ changes: some }, actor))),
    weighing(5, fc.constant(confirm({}, actor))),
    weighing(5, fc.constant(approve({}, actor))),
    weighing(1, fc.constant(withdraw({}, actor))),
    weighing(4, changes.map((some) => correct({ changes: some }, actor))),
    weighing(4, fc.tuple(changes, dates).map(([some, effectiveOn]) => amend({ changes: some, effectiveOn }, actor))),
    weighing(1, dates.map((on) => terminate({ on }, actor))),
  );
  /** A likely road, so that the later situations are reached too, and then whatever comes. */
  const roads = fc.tuple(
    fc.constantFrom<readonly SigningCommand[]>(
      [], [submit()], [submit(), confirm(), approve()],
      [submit({ terms: threeParties }), confirm(), confirm({}, shanghai), approve()], [attest(), approve({}, associationSecond)],
      [submit({ terms: alone }), approve(), amend({ changes: { counterpart: { region: '500000' } } }), confirm(), approve()],
    ),
    fc.array(actors.chain(anyCommand), { maxLength: 30 }),
  ).map(([first, rest]) => [...first, ...rest.map((command) => ({ ...command, at: '2024-08-01T00:00:00.000Z' }))]);

  const schemas = new Map(signingEvents.map(({ type, schema }) => [type as string, schema]));
  /** Runs commands one after the other, as an aggregate would; what is refused leaves no trace. */
  const run = (commands: readonly SigningCommand[], each: (before: Known | null, facts: readonly SigningFact[], after: Known | null) => void) => {
    let state = signing.initialState;
    for (const command of commands) {
      let facts: readonly SigningFact[] = [];
      try {
        facts = signing.decide(command, state);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        expect(Object.keys(refusals)).toContain(error.code);
      }
      const after = facts.reduce(signing.evolve, state);
      each(state.status === 'absent' ? null : state, facts, after.status === 'absent' ? null : after);
      state = after;
    }
  };
  const always = (each: Parameters<typeof run>[1]) => fc.assert(fc.property(roads, (commands) => run(commands, each)), { numRuns: 300 });

  it('only refusals are thrown, and what is produced folds', () => always(() => undefined));

  it('every fact is as its schema says, and says nothing more', () => always((_, facts) => {
    for (const { type, data } of facts) expect(schemas.get(type)?.parse(data)).toEqual(data);
  }));

  it('a withdrawn or terminated signing never changes again', () => always((before, facts, after) => {
    if (before?.status !== 'withdrawn' && before?.status !== 'terminated') return;
    expect(facts).toEqual([]);
    expect(after).toEqual(before);
  }));

  it('what is admitted was confirmed by all who were asked, and by another than who brought it', () => always((before, facts) => {
    for (const fact of facts) {
      if (before === null || (fact.type !== 'SigningAdmitted' && fact.type !== 'SigningCorrected' && fact.type !== 'SigningAmended')) continue;
      const review = before.status === 'admitted' && before.pending ? before.pending : before;
      expect(review.confirmed).toEqual(expect.arrayContaining(review.asked.map(({ region }) => region)));
      expect(fact.data.by.principal).not.toBe('proposer' in review ? review.proposer.principal : before.submitter.principal);
    }
  }));

  it('the terms hold on every date', () => always((_, facts, after) => {
    if (facts.length === 0 || after === null) return;
    for (const date of [undefined, after.terms.signedOn, ...after.amendments.map(({ on }) => on)]) {
      const standing = termsAt(after, date);
      expect(termsSchema.safeParse(standing).error).toBeUndefined();
      expect(standing.hosts.map(({ region }) => region)).not.toContain(standing.counterpart?.region);
    }
  }));

  it('the region that submitted it always sees it', () => always((_, __, after) => {
    if (after) expect(audienceOf(after)).toContain(after.owner);
  }));
});
