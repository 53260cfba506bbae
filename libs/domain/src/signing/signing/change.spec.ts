import { admitted, corrected, dataOf, given, knownAfter } from './given.samples.js';
import type { SigningFact } from './signing.events.js';
import {
  alone, amend, approve, association, chongqing, confirm, correct, history, reason, report, returned, shanghai, shared, stateAfter, submit, threeParties, withAmount, wuhan,
} from './signing.samples.js';
import type { SigningCommand } from './signing.js';
import { termsAt } from './state.js';
import type { Terms } from './terms.js';

describe('a change that waits', () => {
  const milestone = report({ milestone: 'register', on: '2024-03-15' });

  it('is held against what became of the project meanwhile when it takes effect', () => {
    const later = history(submit(), confirm(), approve(), correct({ changes: { signedOn: '2024-05-01' } }), confirm({ version: 4 }), milestone);
    given(...later).when(approve()).thenRefused('signing/before-signed');
    const start = report({ milestone: 'start', reason });
    const headquarters = history(submit(), confirm(), approve(), correct({ changes: { kind: 'headquarters' } }), confirm({ version: 4 }), start);
    given(...headquarters).when(approve()).thenRefused('signing/milestone-not-of-kind');
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
