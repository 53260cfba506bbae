import type { Actor } from '../../kernel/message.js';
import { admitted, confirmed, dataOf, given, knownAfter, sentBack, submitted } from './given.samples.js';
import {
  alone, amend, approve, association, associationSecond, attest, chengdu, chengduSecond, chongqing, confirm, correct, history, resubmit, returned, shanghai, shanghaiAssociation, shared, SIGNING, source, submit, terminate, threeParties, withAmount, withCounterpart, withdraw, wuhan,
} from './signing.samples.js';
import { signing } from './signing.js';
import type { Terms } from './terms.js';

describe('the main road of a signing', () => {
  it('is submitted by the region that hosts it, and the other host is asked', () =>
    given().when(submit()).then({
      type: 'SigningSubmitted',
      effectiveOn: '2024-01-11',
      data: {
        terms: shared, source: null, grade: 'submitted', owner: '510100', scope: '510100',
        submitter: { principal: 'chengdu-1', organisation: 'chengdu-commerce' },
        asked: [{ region: '500000', as: 'host' }], due: { at: '2024-01-29T15:59:59.999Z', calendar: 'weekdays' },
        number: 'CD-2024-0001', externalIds: [],
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
