import { type Dimension, dimensions } from '@entente/domain/journals/metrics';
import type { OriginLevel } from '@entente/domain/territory/territory';

/** What a metric can be divided by; not every one by all of them. */
export const groups = ['region', ...dimensions] as const;
export type Group = (typeof groups)[number];

/** Which entries a question is about. As of when they were known is none of it: that comes with the tables (`Known`). */
export type Filter = Readonly<{
  /** A region or zone, with what lies below it; or several as one, sets among them, and then no region. */
  region?: string | undefined;
  set?: readonly string[] | undefined;
  /** Whether a region is what it was at each date, or what it is today. */
  boundary: 'then' | 'today';
  /** Dates of the world, in any precision of EDTF: a flow from and to, a stock on the last day of `validAt`. */
  from?: string | undefined;
  to?: string | undefined;
  validAt?: string | undefined;
  /** Seen from a province or from a city; that of the region that is asked for, where it is left out. */
  originLevel?: OriginLevel | undefined;
}> & Readonly<{ [Name in Dimension]?: string | undefined }>;
