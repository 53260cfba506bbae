import type { Actor, Command } from '../../kernel/message.js';
import { isSpeakerOf } from '../../kernel/party.js';
import { dateInShanghai } from '../../kernel/period.js';
import type { Refusal, Words } from '../../kernel/refusal.js';
import { type Account, type Balances, isLess, type Movement, moved } from '../ledger/index.js';
import { type KnownProgramme, openProgramme, type Pool, type Programme } from '../programme/index.js';
import type { BatchSeen } from './in-batch.js';
import type { LineFact } from './line.events.js';
import { type LineRefusal, refuse } from './refusals.js';
import type { KnownLine, Line } from './state.js';

type By = Pick<Command, 'actor' | 'directory'>;

export const dayOf = ({ at }: Pick<Command, 'at'>): string => dateInShanghai(at);

export const known = (line: Line): KnownLine => {
  if (line.status === 'absent') throw refuse('credit-line/not-found');
  return line;
};

export const isBankOf = (it: KnownLine, by: By): boolean => isSpeakerOf(it.bank, by);
export const isBorrowerOf = (it: KnownLine, by: By): boolean => isSpeakerOf(it.borrower, by);

/** Those who are told totals and no single line. Where they act for a bank or a borrower that has no account, they are answered without what the line holds. */
export const seesTotalsOnly = ({ role }: Pick<Actor, 'role'>): boolean => role === 'administrator' || role === 'report';

/**
 * Whom a line concerns: its bank and its borrower, whoever speaks for them, and, where its programme discloses lines, the
 * officers over the borrower's region. Everybody else is told that there is none, be it read or acted upon.
 */
export const concerns = (it: KnownLine, by: By): boolean =>
  isBankOf(it, by) || isBorrowerOf(it, by) || (it.disclosed && by.actor.role === 'region' && by.directory.within(it.about.region, by.actor.region));

const mustBe = (isHe: (it: KnownLine, by: By) => boolean, otherwise: LineRefusal) => (line: Line, by: By): KnownLine => {
  const it = known(line);
  if (isHe(it, by)) return it;
  throw refuse(concerns(it, by) ? otherwise : 'credit-line/not-found');
};

/** @throws Refusal where the actor is not the bank; whoever the line does not concern learns nothing of it. */
export const ofBank = mustBe(isBankOf, 'credit-line/not-the-bank');
export const ofBorrower = mustBe(isBorrowerOf, 'credit-line/not-the-borrower');
export const ofEither = mustBe((it, by) => isBankOf(it, by) || isBorrowerOf(it, by), 'credit-line/not-a-party');

/** The line in one of these situations, or the refusal that says in which it is. */
export const mustStand = (it: KnownLine, ...statuses: readonly KnownLine['status'][]): void => {
  if (!statuses.includes(it.status)) throw refuse(`credit-line/${it.status}`);
};

/** A refusal that tells how much a line holds, to those who may know it. */
export const refuseTelling = (code: LineRefusal, { actor }: Pick<Command, 'actor'>, pointer: string | undefined, more: Words): Refusal => refuse(code, pointer, seesTotalsOnly(actor) ? undefined : more);

const isSamePerson = (a: Readonly<{ principal: string; organisation: string }> | null, { actor }: By): boolean => a !== null && a.principal === actor.principal && a.organisation === actor.organisation;

/** What one person did, another one carries on. */
export const mustBeAnother = (one: Readonly<{ principal: string; organisation: string }> | null, by: By): void => {
  if (isSamePerson(one, by)) throw refuse('credit-line/second-person');
};

/** Whether a line has passed its last day. */
export const isPast = ({ expiresOn }: Pick<KnownLine, 'expiresOn'>, day: string): boolean => expiresOn !== null && expiresOn < day;

const scoreFault = (product: KnownProgramme['products'][number] | undefined, score: number | null): Refusal | undefined => {
  const least = product?.eligibility.score ?? null;
  return least !== null && (score === null || score < least) ? refuse('credit-line/score-too-low', undefined, { en: `It asks for ${least}.`, zh: `要求不低于 ${least}。` }) : undefined;
};

export const productOf = ({ products }: KnownProgramme, product: string | null): KnownProgramme['products'][number] | undefined => products.find((each) => each.product === product);

/** What a product asks of a borrower: that it lies in its regions and is of its tracks. */
export const eligibilityFaults = (programme: KnownProgramme, { region, track, product }: KnownLine['about'], by: By): readonly Refusal[] => {
  const { regions = [], tracks = [] } = productOf(programme, product)?.eligibility ?? {};
  const isHere = regions.length === 0 || regions.some((each) => by.directory.within(region, each));
  const isOfTrack = tracks.length === 0 || (track !== null && tracks.includes(track));
  return isHere && isOfTrack ? [] : [refuse('credit-line/not-eligible', '/product')];
};

export const mustScore = (programme: KnownProgramme, product: string | null, score: number | null): void => {
  const wrong = scoreFault(productOf(programme, product), score);
  if (wrong) throw wrong;
};

/** A line that is drawn here, and from which may be drawn on this day: each thing that stands in the way has its refusal. */
export const drawable = (it: KnownLine, programme: Programme, command: Pick<Command, 'at'>): void => {
  if (it.about.mode === 'mirror') throw refuse('credit-line/mirrored');
  mustStand(it, 'active');
  if (isPast(it, dayOf(command))) throw refuse('credit-line/expired');
  if (it.frozen) throw refuse('credit-line/frozen');
  mustScore(openProgramme(programme), it.about.product, it.score);
};

/** What makes a posting: from which account to which, and what the line holds afterwards. */
export const posting = (it: Pick<KnownLine, 'balances' | 'currency'>, debit: Account, credit: Account, amount: string, on: string): Readonly<{ movement: Movement; balances: Balances; on: string }> => {
  const movement: Movement = { debit, credit, amount, currency: it.currency };
  return { movement, balances: moved(it.balances, movement), on };
};

export const mustBeIn = (it: Pick<KnownLine, 'currency'>, currency: string, pointer: string): void => {
  if (currency !== it.currency) throw refuse('credit-line/another-currency', pointer);
};

export const isMore = (a: string, b: string, { currency }: Pick<KnownLine, 'currency'>): boolean => isLess(b, a, currency);

/** Everything that a command on a line rests on: the line, its programme, and the quota that it takes from. */
export type Table = Readonly<{ line: Line; programme: Programme; pool: Pool; batch: BatchSeen }>;

/** A fact of the line itself. */
export const fact = <T extends LineFact['type']>(type: T, it: KnownLine, on: string, data: Omit<Extract<LineFact, { type: T }>['data'], keyof KnownLine['about']>): Extract<LineFact, { type: T }> =>
  ({ type, effectiveOn: on, data: { ...it.about, ...data } }) as unknown as Extract<LineFact, { type: T }>;
