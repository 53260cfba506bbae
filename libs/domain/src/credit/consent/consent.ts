import { z } from 'zod';
import type { Decider } from '../../kernel/decider.js';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import type { Kept } from '../../kernel/kept.js';
import type { Command } from '../../kernel/message.js';
import { amongParties, isSpeakerOf, partiesNamed, type Party, personOf } from '../../kernel/party.js';
import { dateInShanghai } from '../../kernel/period.js';
import { mustHold, Refusal, type RefusalKind } from '../../kernel/refusal.js';
import { type Reason, reasonSchema, type Source, sourceSchema } from '../../signing/signing/index.js';
import { daySchema } from '../programme/index.js';

const uuid = z.guid().transform((id) => id.toLowerCase());
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

/** What the reader is told: sums over all banks, or each bank's too. */
export const SCOPES = ['totals', 'by-bank'] as const;

/** A borrower lets one bank know what it owes elsewhere: for a purpose, within a scope, and until a day. */
export const consentShape = { borrower: uuid, to: uuid, purpose: z.string().trim().min(1).max(400), scope: z.enum(SCOPES).default('totals'), from: orNull(daySchema), until: daySchema, source: orNull(sourceSchema) };
export const withdrawShape = { reason: reasonSchema };

const by = z.object({ principal: z.string(), organisation: z.string() });
const party = z.object({ organisation: z.string(), name: z.string(), region: z.string().nullable(), account: z.string().nullable() });
export const creditConsentGiven = eventType('CreditConsentGiven', { en: 'A borrower let a bank know its credit elsewhere, for a purpose and until a day.', zh: '企业授权银行在限定用途、范围与期限内查询其授信。' },
  z.object({ consent: z.string(), borrower: party, creditCode: z.string(), to: party, purpose: z.string(), scope: z.enum(SCOPES), from: z.string(), until: z.string(), grade: z.enum(['submitted', 'attested']), source: sourceSchema.nullable(), by }));
export const creditConsentWithdrawn = eventType('CreditConsentWithdrawn', { en: 'A borrower withdrew its consent; from then on nothing is told.', zh: '企业撤回授权，此后不得查询。' }, z.object({ consent: z.string(), reason: reasonSchema, by }));
export const consentEvents = [creditConsentGiven, creditConsentWithdrawn] as const;
export type ConsentFact = FactOf<(typeof consentEvents)[number]>;

export type GiveConsent = Command<'GiveConsent', { id: string; borrower: string; to: string; purpose: string; scope: (typeof SCOPES)[number]; from: string | null; until: string; source: Source | null; parties?: readonly string[] }>;
export type WithdrawConsent = Command<'WithdrawConsent', { id: string; reason: Reason; parties?: readonly string[] }>;
export type ConsentCommand = GiveConsent | WithdrawConsent;

export type KnownConsent = Readonly<{ status: 'given' | 'withdrawn'; id: string }> & Omit<Extract<ConsentFact, { type: 'CreditConsentGiven' }>['data'], 'consent' | 'by'>;
export type Consent = Readonly<{ status: 'absent' }> | KnownConsent;
export const absentConsent: Consent = { status: 'absent' };

export const refusals = {
  'credit-consent/not-found': ['absent', 'There is no such consent; check the id.', '没有该授权；请核对编号。'],
  'credit-consent/exists': ['conflict', 'A consent with this id exists; leave the id out, or choose another.', '该编号的授权已存在；请不填编号或另取一个。'],
  'credit-consent/not-the-borrower': ['forbidden', 'Only the borrower gives and withdraws it; for one that has no account, the officers of its region, from a document.', '仅借款企业可以授权与撤回；无账户的企业由其所属地区人员依文件办理。'],
  'credit-consent/no-credit-code': ['invalid', 'The borrower has no unified social credit code on record; POST /v1/organisations/{id}/identify records it.', '该企业没有登记统一社会信用代码；请先 POST /v1/organisations/{id}/identify。'],
  'credit-consent/one-body': ['invalid', 'A body needs no consent to know what it owes itself; name the bank that is to know.', '企业查询自身授信无需授权；请填被授权的银行。'],
  'credit-consent/dates-reversed': ['invalid', 'It would end before it begins; exchange "from" and "until".', '截止日早于起始日；请对调 from 与 until。'],
  'credit-consent/over': ['invalid', 'It would be over already; give a later day.', '授权已过期；请填较晚的日期。'],
} as const satisfies Record<string, readonly [RefusalKind, string, string]>;

const refuse = (code: keyof typeof refusals, pointer?: string): Refusal => {
  const [kind, en, zh] = refusals[code];
  return new Refusal(code, { en, zh }, kind, pointer === undefined ? [] : [{ pointer, code, message: { en, zh } }]);
};

export const consentStream = (id: string): string => `credit-consent-${id}`;

export const evolveConsent = (state: Consent, fact: ConsentFact): Consent => {
  if (fact.type === 'CreditConsentGiven') {
    const { consent: id, by: _, ...given } = fact.data;
    return { status: 'given', id, ...given };
  }
  return state.status === 'absent' ? state : { ...state, status: 'withdrawn' };
};

/** Whether it holds on a day, both ends included. */
export const holdsOn = (consent: KnownConsent, day: string): boolean => consent.status === 'given' && consent.from <= day && day <= consent.until;

const give = (command: GiveConsent, state: Consent): readonly ConsentFact[] => {
  const { id, purpose, scope, until, source, from } = command.data;
  if (state.status !== 'absent') throw refuse('credit-consent/exists', '/id');
  const [borrower, to] = partiesNamed([command.data.borrower, command.data.to], command, (n) => (n === 0 ? '/borrower' : '/to')) as [Party, Party];
  if (!isSpeakerOf(borrower, command)) throw refuse('credit-consent/not-the-borrower', '/borrower');
  if ((borrower.account === null) !== (source !== null)) throw refuse('credit-consent/not-the-borrower', '/source');
  const creditCode = command.directory.body(borrower.organisation)?.creditCode;
  const day = dateInShanghai(command.at);
  const begins = from ?? day;
  mustHold([
    ...(borrower.organisation === to.organisation ? [refuse('credit-consent/one-body', '/to')] : []),
    ...(creditCode ? [] : [refuse('credit-consent/no-credit-code', '/borrower')]),
    ...(until < begins ? [refuse('credit-consent/dates-reversed', '/until')] : []),
    ...(until < day ? [refuse('credit-consent/over', '/until')] : []),
  ]);
  return [{
    type: 'CreditConsentGiven', effectiveOn: begins,
    data: { consent: id, borrower, creditCode: creditCode as string, to, purpose, scope, from: begins, until, grade: source === null ? 'submitted' : 'attested', source, by: personOf(command.actor) },
  }];
};

const withdraw = (command: WithdrawConsent, state: Consent): readonly ConsentFact[] => {
  if (state.status === 'absent') throw refuse('credit-consent/not-found');
  if (!isSpeakerOf(state.borrower, command)) throw refuse(isSpeakerOf(state.to, command) ? 'credit-consent/not-the-borrower' : 'credit-consent/not-found');
  if (state.status === 'withdrawn') return [];
  return [{ type: 'CreditConsentWithdrawn', effectiveOn: dateInShanghai(command.at), data: { consent: state.id, reason: command.data.reason, by: personOf(command.actor) } }];
};

/** A borrower's consent that a bank may learn what it owes elsewhere. */
export const creditConsent: Decider<Consent, ConsentCommand, ConsentFact> = {
  name: 'credit-consent',
  stateVersion: 1,
  streamsOf: ({ data }) => [consentStream(data.id)],
  refersTo: ({ type, data }) => ({ organisations: [...new Set([...(type === 'GiveConsent' ? [data.borrower, data.to] : []), ...(data.parties ?? [])])] }),
  initialState: absentConsent,
  decide: (command, state) => (command.type === 'GiveConsent' ? give(command, state) : withdraw(command, state)),
  evolve: evolveConsent,
};

export const keptConsent: Kept<Consent, ConsentFact> = {
  kind: 'credit-consent',
  prefix: 'credit-consent-',
  handles: consentEvents.map(({ type }) => type),
  initial: absentConsent,
  evolve: evolveConsent,
  isThere: ({ status }) => status !== 'absent',
  bodies: (it) => (it.status === 'absent' ? [] : [it.borrower.organisation, it.to.organisation]),
  audience: (it, directory) => (it.status === 'absent' ? { open: false, regions: [], accounts: [] } : {
    // Of one that has no account, those who speak for it are the officers of its region.
    open: false, regions: amongParties([it.borrower, it.to].filter(({ account }) => account === null)).regions, accounts: amongParties([it.borrower, it.to], directory).accounts,
  }),
  name: (it) => (it.status === 'absent' ? '' : it.purpose),
  tasks: () => [],
};
