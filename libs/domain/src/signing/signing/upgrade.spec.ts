import { admitted, dataOf, given, knownAfter, terminated } from './given.samples.js';
import type { SigningFact } from './signing.events.js';
import {
  AFTER_DUE, alone, amend, annul, approve, association, associationSecond, attest, chengduSecond, chongqing, confirm, correct, history, object, plan, reason, receive, report, resubmit, returned, reverse,
  reverseFunds, shanghai, shared, stateAfter, submit, terminate, threeParties, upgrade, verify, verifyFunds, waive, withAmount, withdraw,
} from './signing.samples.js';
import { termsAt } from './state.js';
import type { Terms } from './terms.js';

const intent: Terms = { ...alone, level: 'intent' };
const intended = [submit({ terms: intent }), approve()];
const levelsOf = (facts: readonly SigningFact[], ...days: readonly string[]) => days.map((day) => termsAt(knownAfter(facts), day).level);
const framework = upgrade({ level: 'framework', effectiveOn: '2024-03-01' });

describe('upgrading', () => {
  it('waits, and then takes effect on its date, from which level to which', () => {
    given(...history(...intended)).when(upgrade()).then({
      type: 'SigningChangeProposed', effectiveOn: '2024-05-20',
      data: {
        act: 'upgrade', changes: { level: 'contract' }, changed: ['level'], effectiveOn: '2024-05-20', reason, asked: [], proposer: { principal: 'chengdu-1', organisation: 'chengdu-commerce' }, due: null,
      },
    });
    expect(history(...intended, upgrade(), approve()).at(-1)).toEqual({
      type: 'SigningUpgraded', effectiveOn: '2024-05-20',
      data: {
        changes: { level: 'contract' }, changed: ['level'], terms: alone, from: 'intent', to: 'contract', effectiveOn: '2024-05-20', reason, note: null,
        by: { principal: 'association-1', organisation: 'association' },
      },
    });
  });

  it('leaves what was signed as it was, and stands from its date on', () => {
    const facts = history(...intended, upgrade(), approve());
    expect(knownAfter(facts).terms.level).toBe('intent');
    expect(levelsOf(facts, '2024-05-19', '2024-05-20')).toEqual(['intent', 'contract']);
  });

  it('asks all who are party to it, as any change of the level does, and may be waived', () => {
    const facts = history(submit({ terms: { ...threeParties, level: 'framework' } }), confirm(), confirm({}, shanghai), approve(), upgrade());
    expect(dataOf('SigningChangeProposed', facts).asked.map(({ region }) => region)).toEqual(['500000', '310000']);
    given(...facts).when(approve()).thenRefused('signing/confirmations-missing');
    given(...facts).when({ ...waive({ waive: ['500000', '310000'] }), at: '2024-06-18T02:00:00.000Z' }).thenTypes('SigningUpgraded');
    given(...facts).when(returned()).thenTypes('SigningChangeReturned');
    given(...history(attest({ terms: intent }), approve({}, associationSecond), upgrade({}, association))).when(approve({}, associationSecond)).thenTypes('SigningUpgraded');
  });

  it.each<[Terms['level'], 'framework' | 'contract', boolean]>([
    ['unspecified', 'framework', true], ['unspecified', 'contract', true], ['intent', 'framework', true], ['intent', 'contract', true], ['framework', 'framework', false], ['framework', 'contract', true],
    ['contract', 'framework', false], ['contract', 'contract', false],
  ])('leads from %s to %s: %s', (level, to, may) => {
    const facts = history(submit({ terms: { ...alone, level } }), approve());
    if (may) given(...facts).when(upgrade({ level: to })).thenTypes('SigningChangeProposed');
    else given(...facts).when(upgrade({ level: to })).thenRefused('signing/not-higher');
  });

  it('may change with it what an amendment may, and nothing else', () => {
    const facts = history(...intended, upgrade({ changes: { amount: withAmount.amount, project: '西部算力中心' } }), approve());
    expect(dataOf('SigningUpgraded', facts)).toMatchObject({ changed: ['project', 'level', 'amount'], to: 'contract' });
    given(...history(...intended)).when(upgrade({ changes: { kind: 'platform' } })).thenRefused('signing/not-amendable');
    given(...history(...intended)).when(upgrade({ changes: { level: 'framework' } })).thenRefused('signing/not-amendable');
    given(...history(...intended)).when(amend({ changes: { level: 'framework' } })).thenRefused('signing/not-amendable');
  });

  it('has a date that has come and is not before the signing', () => {
    given(...history(...intended)).when(upgrade({ effectiveOn: '2024-06-04' })).thenRefused('signing/date-in-future');
    given(...history(...intended)).when(upgrade({ effectiveOn: '2024-01-10' })).thenRefused('signing/before-signed');
    given(...history(...intended)).when(upgrade({ effectiveOn: '2024' })).thenTypes('SigningChangeProposed');
  });

  it('may come to light before another one that lies after it: levels rise in the order of their dates', () => {
    const contract = history(...intended, upgrade(), approve());
    const both = [...contract, ...given(...contract).when(framework).facts()];
    const facts = [...both, ...given(...both).when(approve()).facts()];
    expect(levelsOf(facts, '2024-02-29', '2024-03-01', '2024-05-20')).toEqual(['intent', 'framework', 'contract']);
    expect(dataOf('SigningUpgraded', facts)).toMatchObject({ from: 'intent', to: 'framework', terms: { level: 'contract' } });
    given(...contract).when(upgrade({ effectiveOn: '2024-03-01' })).thenRefused('signing/not-higher');
    given(...contract).when(upgrade({ level: 'framework', effectiveOn: '2024-06-01' })).thenRefused('signing/not-higher');
    given(...contract).when(upgrade({ level: 'framework' })).thenRefused('signing/not-higher');
  });

  it('lies above a correction of the level, which stays below it', () => {
    const contract = history(...intended, upgrade(), approve());
    given(...contract).when(correct({ changes: { level: 'contract' } })).thenRefused('signing/not-higher');
    const corrected = [...contract, ...given(...contract).when(correct({ changes: { level: 'framework' } })).facts()];
    const facts = [...corrected, ...given(...corrected).when(approve()).facts()];
    expect(levelsOf(facts, '2024-05-19', '2024-05-20')).toEqual(['framework', 'contract']);
    given(...history(...intended, framework, approve())).when(correct({ changes: { level: 'framework' } })).thenRefused('signing/not-higher');
  });

  it('is the submitter’s, of what is admitted', () => {
    given(...history(submit({ terms: intent }))).when(upgrade()).thenRefused('signing/not-admitted');
    given(...history(...intended)).when(upgrade({}, chengduSecond)).thenTypes('SigningChangeProposed');
    given(...history(...intended)).when(upgrade({}, association)).thenRefused('signing/not-the-submitter');
    given(...terminated).when(upgrade()).thenRefused('signing/terminated');
    given(...history(...intended, upgrade())).when(amend()).thenRefused('signing/change-pending');
  });
});

describe('annulling', () => {
  it('takes effect at once, at the date of signing', () => given(...admitted).when(annul()).then({
    type: 'SigningAnnulled', effectiveOn: '2024-01-11', data: { reason, by: { principal: 'association-1', organisation: 'association' } },
  }));

  it('is the association’s alone, of what is or was in the record', () => {
    for (const actor of [chengduSecond, chongqing]) given(...admitted).when(annul({}, actor)).thenRefused('signing/not-the-association');
    given(...history(submit())).when(annul()).thenRefused('signing/not-admitted');
    given(...history(submit(), withdraw())).when(annul()).thenRefused('signing/withdrawn');
    given(...terminated).when(annul()).thenTypes('SigningAnnulled');
    given(...history(submit(), waive(), object())).when(annul()).thenTypes('SigningAnnulled');
  });

  it('lets a change that waited fall, and keeps what was known', () => {
    const facts = history(submit({ terms: shared }), confirm(), approve(), report(), receive(), correct(), annul());
    expect(stateAfter(facts)).toMatchObject({ status: 'annulled', reason, terms: shared, milestones: { register: {} } });
    expect(stateAfter(facts)).not.toHaveProperty('pending');
  });

  it('is final', () => {
    const annulled = history(submit({ terms: shared }), confirm(), approve(), report(), receive(), annul());
    given(...annulled).when(annul({ reason: { ...reason, text: '另' } })).thenNothing();
    for (const command of [
      returned(), resubmit(), confirm(), { ...approve(), at: AFTER_DUE }, withdraw(), object(), correct(), amend(), upgrade(), plan(), report({ milestone: 'settle' }), verify(), reverse(), verifyFunds(), reverseFunds(),
      terminate(),
    ]) given(...annulled).when(command).thenRefused('signing/annulled');
  });
});
