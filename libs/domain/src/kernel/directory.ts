import { type Due, dueAfter } from './calendar.js';
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
}>;

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
export type References = Readonly<{ organisations: readonly string[]; creditCodes: readonly string[] }>;

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
  confirmBy: (at) => dueAfter(at, 10, () => undefined),
};
