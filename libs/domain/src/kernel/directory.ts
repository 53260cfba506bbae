import { type Due, dueAfter } from './calendar.js';
import type { Actor } from './message.js';
import { edtfInterval } from './period.js';
import { isRegionCode, liesWithin, regionCodeHint } from './region-code.js';
import type { Words } from './refusal.js';

/** A body as whoever refers to it needs to know it. Dates are days; null is not stated. */
export type Body = Readonly<{
  id: string;
  name: string;
  status: 'live' | 'merged' | 'closed';
  from: string | null;
  to: string | null;
  /** The body that it was merged into. */
  into: string | null;
  region: string | null;
  /** Under which its people hold keys to the api. */
  account: string | null;
  /** Its unified social credit code, where one is on record. */
  creditCode?: string | null;
}>;

/** Who speaks for a body: its own people; for one that has no account, the officers of its region and the associations over it. */
export const speaksFor = ({ account, region }: Pick<Body, 'account' | 'region'>, actor: Actor, { within }: Pick<Directory, 'within'>): boolean =>
  (account === null
    ? (actor.role === 'region' || actor.role === 'administrator') && (actor.region === '*' || (region !== null && within(region, actor.region)))
    : account === actor.organisation);

/** Whether a body was there on some day that a date (EDTF) covers. */
export const stoodIn = ({ from, to }: Pick<Body, 'from' | 'to'>, date: string): boolean => {
  const { from: first, to: last } = edtfInterval(date);
  return (from === null || edtfInterval(from).from <= last) && (to === null || first <= edtfInterval(to).to);
};

/** The body that stands for one after all mergers, as far as the directory knows them. */
export const standingFor = (body: Body, directory: Pick<Directory, 'body'>): Body => {
  const into = body.into === null ? undefined : directory.body(body.into);
  return into ? standingFor(into, directory) : body;
};

/** What a command refers to beside regions: bodies by their ids, and by unified social credit codes. */
export type References = Readonly<{
  organisations?: readonly string[];
  /** Bodies of which it is enough to know how they stood within the last second; a refusal is given on how they stand now. */
  lately?: readonly string[];
  creditCodes?: readonly string[]; editions?: readonly string[]; pacts?: readonly string[];
}>;

/**
 * Who may know of something: everyone (`open`), those within these regions, and the people of these accounts. Where it is
 * one body's alone (`only`), those who speak for it: the people of its account or, where it has none, its region's.
 */
export type Audience = Readonly<{ open: boolean; regions: readonly string[]; accounts: readonly string[]; only?: true }>;

/** Whether an actor is among those who may know of it. A bank sees what it is party to. */
export const isAmong = ({ open, regions, accounts, only }: Audience, { organisation, role, region }: Actor, { within }: Pick<Directory, 'within'>): boolean => {
  if (open || accounts.includes(organisation)) return true;
  const isOver = region === '*' || regions.some((each) => within(each, region));
  // An auditor or a report key of everywhere speaks for nobody.
  return isOver && (only ? accounts.length === 0 && (role === 'region' || role === 'administrator') : role !== 'bank');
};

/** A pact as whoever refers to it needs to know it. */
export type KnownPact = Readonly<{ id: string; audience: Audience; from: string | null; to: string | null }>;

/**
 * The regions and bodies that everything else refers to, as they were known when a command came in. It comes in with the
 * command, as the time does: what is known to have existed stays known, so that nothing needs to be held still meanwhile.
 */
export type Directory = Readonly<{
  /** Whether a region is the scope itself, or lies or ever lay below it; the scope `*` is everywhere. */
  within: (code: string, scope: string) => boolean;
  /** Whether it lies there on some day that a date (EDTF) covers. */
  withinOn: (code: string, scope: string, date: string) => boolean;
  /** What is wrong with naming a region on a date (EDTF; null is no date): undefined where it was there. */
  regionFault: (code: string, date: string | null) => Readonly<{ code: string; message: Words }> | undefined;
  /** A body that the command refers to; undefined where there is none. */
  body: (id: string) => Body | undefined;
  /** The body that holds a credit code that the command names. */
  bodyByCode: (creditCode: string) => Body | undefined;
  /** Whether a conference edition was announced under this code, such as cisc-21. */
  edition: (code: string) => boolean;
  /** A pact that the command refers to; undefined where there is none. */
  pact: (id: string) => KnownPact | undefined;
  /** Until when a region that is asked at an instant is to confirm. */
  confirmBy: (at: string) => Due;
}>;

export const unknownRegion = (code: string): Readonly<{ code: string; message: Words }> => ({
  code: 'region/unknown-code',
  message: regionCodeHint(code) ?? {
    en: `"${code}" is no region that is registered; GET /v1/regions?q= finds its code.`,
    zh: `“${code}”不是已登记的地区；可用 GET /v1/regions?q= 查找其代码。`,
  },
});

/** A directory that goes by the structure of the codes alone, and by ten days from Monday to Friday, for specifications. */
export const byCodes: Directory = {
  within: liesWithin,
  withinOn: liesWithin,
  regionFault: (code) => (isRegionCode(code) ? undefined : unknownRegion(code)),
  body: () => undefined,
  bodyByCode: () => undefined,
  edition: () => true,
  pact: () => undefined,
  confirmBy: (at) => dueAfter(at, 10, () => undefined),
};
