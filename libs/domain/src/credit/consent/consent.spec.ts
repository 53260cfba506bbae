import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Body, byCodes, type Directory } from '../../kernel/directory.js';
import type { Actor } from '../../kernel/message.js';
import { Refusal } from '../../kernel/refusal.js';
import { specOf } from '../../kernel/spec-of.js';
import { altered, gridDifferences, refusalDifferences, remembered, sectionOf } from '../../kernel/tables.samples.js';
import { association, BANK, banker, officer, reason, sent, source, stranger, VILLAGE_BANK } from '../programme/programme.samples.js';
import * as programme from '../programme/programme.samples.js';
import { absentConsent, type Consent, type ConsentCommand, consentShape, creditConsent, evolveConsent, type GiveConsent, holdsOn, keptConsent, type KnownConsent, refusals, type WithdrawConsent } from './consent.js';

const text = readFileSync(join(__dirname, '../../../../../docs/credit.md'), 'utf8');
const CONSENT = '019a0c00-0000-7000-8000-0000000c5001';
const FIRM = '019a0c00-0000-7000-8000-0000000c5002';
/** A firm that has no account, and one without a credit code. */
const SMALL = '019a0c00-0000-7000-8000-0000000c5003';
const NEW = '019a0c00-0000-7000-8000-0000000c5004';
const own: Actor = { principal: 'firm-1', organisation: 'firm', role: 'region', region: '510104' };
const body = (id: string, name: string, account: string | null, creditCode: string | null): Body => ({ id, name, status: 'live', from: null, to: null, into: null, region: '510104', account, creditCode });
const firms = [body(FIRM, '示例软件企业', 'firm', '91510100MA6C00010X'), body(SMALL, '示例小微企业', null, '91510100MA6C00020X'), body(NEW, '示例新设企业', 'firm', null)];
const directory: Directory = { ...byCodes, body: (id) => firms.find((each) => each.id === id) ?? programme.directory.body(id) };

const give = (changed: Partial<GiveConsent['data']> = {}, actor: Actor = own, known = directory): GiveConsent =>
  sent<GiveConsent>('GiveConsent', actor, '2026-03-10', { id: CONSENT, borrower: FIRM, to: BANK, purpose: '授信审批', scope: 'totals', from: null, until: '2026-06-30', source: null, ...changed }, known);
const withdraw = (actor: Actor = own, at = '2026-04-01', known = directory): WithdrawConsent => sent<WithdrawConsent>('WithdrawConsent', actor, at, { id: CONSENT, reason }, known);

const given = specOf(creditConsent);
const after = (...all: readonly ConsentCommand[]): Consent => all.reduce<Consent>((state, command) => creditConsent.decide(command, state).reduce(evolveConsent, state), absentConsent);
const facts = (...all: readonly ConsentCommand[]) => all.reduce<{ state: Consent; made: ReturnType<typeof creditConsent.decide>[number][] }>(({ state, made }, command) => {
  const more = creditConsent.decide(command, state);
  return { state: more.reduce(evolveConsent, state), made: [...made, ...more] };
}, { state: absentConsent, made: [] }).made;

describe('a consent', () => {
  it('says who may know what, for what and until when, under the borrower’s credit code', () => {
    expect(facts(give())).toMatchObject([{
      type: 'CreditConsentGiven', effectiveOn: '2026-03-10',
      data: { consent: CONSENT, borrower: { organisation: FIRM, account: 'firm' }, creditCode: '91510100MA6C00010X', to: { organisation: BANK }, purpose: '授信审批', scope: 'totals', from: '2026-03-10', until: '2026-06-30', grade: 'submitted', source: null },
    }]);
    given().when(give({ borrower: NEW })).thenRefused('credit-consent/no-credit-code');
    given().when(give({ to: FIRM })).thenRefused('credit-consent/one-body');
    given().when(give({ to: CONSENT })).thenRefused('party/unknown');
    given(...facts(give())).when(give()).thenRefused('credit-consent/exists');
  });

  it('is the borrower’s own; of one that has no account, its region’s officers enter it from a document', () => {
    for (const by of [banker, stranger, officer, association]) given().when(give({}, by)).thenRefused('credit-consent/not-the-borrower');
    given().when(give({ source })).thenRefused('credit-consent/not-the-borrower');
    for (const by of [officer, association]) {
      given().when(give({ borrower: SMALL, source }, by)).thenTypes('CreditConsentGiven');
      given().when(give({ borrower: SMALL }, by)).thenRefused('credit-consent/not-the-borrower');
    }
    given().when(give({ borrower: SMALL, source }, stranger)).thenRefused('credit-consent/not-the-borrower');
    expect(facts(give({ borrower: SMALL, source }, officer))).toMatchObject([{ data: { grade: 'attested', source } }]);
    const where = (command: GiveConsent): readonly string[] => {
      try {
        creditConsent.decide(command, absentConsent);
      } catch (error) {
        if (error instanceof Refusal) return error.faults.map(({ pointer }) => pointer);
      }
      return [];
    };
    expect([where(give({}, banker)), where(give({ source })), where(give({ borrower: SMALL }, officer))]).toEqual([['/borrower'], ['/source'], ['/source']]);
  });

  it('begins before it ends, and ends on a day that has not passed', () => {
    given().when(give({ from: '2026-07-01' })).thenRefused('credit-consent/dates-reversed');
    given().when(give({ until: '2026-03-09' })).thenRefused('credit-consent/dates-reversed');
    given().when(give({ from: '2026-01-01', until: '2026-03-09' })).thenRefused('credit-consent/over');
    given().when(give({ from: '2026-01-01', until: '2026-03-10' })).thenTypes('CreditConsentGiven');
    given().when(give({ until: '2026-03-10' })).thenTypes('CreditConsentGiven');
  });

  it('holds from its first day to its last, unless it is withdrawn', () => {
    const days = ['2026-04-30', '2026-05-01', '2026-06-30', '2026-07-01'];
    const later = after(give({ from: '2026-05-01' }));
    expect(days.map((day) => holdsOn(later as KnownConsent, day))).toEqual([false, true, true, false]);
    expect(days.map((day) => holdsOn(after(give({ from: '2026-05-01' }), withdraw()) as KnownConsent, day))).toEqual([false, false, false, false]);
  });

  it('is withdrawn by the borrower alone, with a reason, and whom it does not concern learns nothing of it', () => {
    given(...facts(give())).when(withdraw()).thenTypes('CreditConsentWithdrawn');
    given(...facts(give(), withdraw())).when(withdraw()).thenNothing();
    given(...facts(give())).when(withdraw(banker)).thenRefused('credit-consent/not-the-borrower');
    for (const by of [officer, association, stranger]) given(...facts(give())).when(withdraw(by)).thenRefused('credit-consent/not-found');
    given(...facts(give({ borrower: SMALL, source }, officer))).when(withdraw(officer)).thenTypes('CreditConsentWithdrawn');
    given().when(withdraw()).thenRefused('credit-consent/not-found');
    given(...facts(give())).when(withdraw(own, '2027-01-01')).thenTypes('CreditConsentWithdrawn');
  });

  it('goes by who speaks for the borrower today', () => {
    const since: Directory = { ...directory, body: (id) => { const it = directory.body(id); return it && id === SMALL ? { ...it, account: 'small' } : it; } };
    const attested = facts(give({ borrower: SMALL, source }, officer));
    given(...attested).when(withdraw(officer, '2026-04-01', since)).thenRefused('credit-consent/not-found');
    given(...attested).when(withdraw({ ...own, organisation: 'small' }, '2026-04-01', since)).thenTypes('CreditConsentWithdrawn');
  });

  it('is known to its two parties; of one without account, to those over its region', () => {
    expect(keptConsent.audience(after(give()))).toEqual({ open: false, regions: [], accounts: ['bank', 'firm'] });
    expect(keptConsent.audience(after(give({ borrower: SMALL, source }, officer)))).toEqual({ open: false, regions: ['510104'], accounts: ['bank'] });
    expect(keptConsent.audience(after(give({ to: VILLAGE_BANK })))).toEqual({ open: false, regions: ['510104'], accounts: ['firm'] });
    expect([keptConsent.name(after(give())), keptConsent.tasks(after(give())), keptConsent.bodies(after(give())), keptConsent.isThere(absentConsent)]).toEqual(['授信审批', [], [FIRM, BANK], false]);
    expect(creditConsent.refersTo?.(give({ parties: [BANK] }))).toEqual({ organisations: [FIRM, BANK] });
    expect(creditConsent.streamsOf(withdraw())).toEqual([`credit-consent-${CONSENT}`]);
  });

  it('is sent with a purpose, a scope and an end', () => {
    expect(z.object(consentShape).parse({ borrower: FIRM, to: BANK, purpose: ' 授信审批 ', until: '2026-06-30' })).toEqual({ borrower: FIRM, to: BANK, purpose: '授信审批', scope: 'totals', from: null, until: '2026-06-30', source: null });
    const { error } = z.object(consentShape).safeParse({ borrower: FIRM, to: BANK, purpose: '', scope: 'all', until: '2026-06' });
    expect(error?.issues.map(({ path }) => path.join('/'))).toEqual(['purpose', 'scope', 'until']);
  });
});

const situations: Readonly<Record<string, readonly ConsentCommand[]>> = { absent: [], given: [give()], over: [give()], withdrawn: [give(), withdraw()] };
const dayIn = (situation: string): string => (situation === 'over' ? '2026-07-01' : '2026-04-02');
const verbs: Readonly<Record<string, readonly [situation: string, (actor: Actor, day: string) => ConsentCommand]>> = {
  give: ['absent', (actor, day) => ({ ...give({ until: '2026-12-31' }, actor), at: `${day}T02:00:00.000Z` })],
  withdraw: ['given', (actor, day) => withdraw(actor, day)],
};
const people: Readonly<Record<string, Actor>> = { 'borrower’s people': own, 'bank’s people': banker, 'officer of the region': officer, association, others: stranger };
const outcome = (verb: string, situation: string, by: Actor = own): string => {
  const state = after(...(situations[situation] ?? []));
  try {
    const made = creditConsent.decide((verbs[verb] as (typeof verbs)[string])[1](by, dayIn(situation)), state);
    return made.length === 0 ? 'nothing new' : made.reduce(evolveConsent, state).status;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};
const grid = remembered({
  corner: 'verb', rows: Object.keys(verbs), columns: [...Object.keys(situations), 'who', 'others'],
  said: (verb, column) => {
    if (column in situations) return outcome(verb, column);
    const outcomes = Object.values(people).map((actor) => outcome(verb, verbs[verb]?.[0] ?? '', actor));
    return column === 'who' ? Object.keys(people).filter((_, n) => !outcomes[n]?.includes('/')).join(', ') : [...new Set(outcomes.filter((each) => each.includes('/')))].join(', ');
  },
});

describe('the tables of consents in docs/credit.md', () => {
  const part = sectionOf(text, '## Consents');
  it('say what the decider does', () => expect([...gridDifferences(part, grid), ...refusalDifferences(sectionOf(text, '### Of consents'), refusals)]).toEqual([]));
  it.each(grid.rows.flatMap((row) => grid.columns.map((column) => [row, column] as const)))('would be told of a wrong cell: %s, %s', (row, column) => {
    expect(gridDifferences(altered(part, grid, row, column), grid)).toEqual([expect.stringContaining(`${row} / ${column}: the text says 'something else'`)]);
  });
});
