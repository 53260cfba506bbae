import { Injectable } from '@nestjs/common';
import { fault } from '@entente/domain/kernel/fault';
import { endOfDayInShanghai, isEdtf, isInstant } from '@entente/domain/kernel/period';
import { instantOf } from '@entente/infra/metrics/tables';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Problem } from '../http/problems.js';

export type { Moment } from '@entente/infra/metrics/tables';

/** What the node knew: at an instant, or at a position of its log. */
export type AsOf = Readonly<{ instant: string }> | Readonly<{ position: number }>;

/** `asOf` as SDMX-REST means it: an instant with offset, a bare date (its end in Asia/Shanghai), or `position:N`. */
export const asOfSchema = z.string().optional().transform((text, context): AsOf | undefined => {
  if (text === undefined || text === '') return undefined;
  const position = /^position:(\d{1,16})$/.exec(text)?.[1];
  if (position !== undefined && Number.isSafeInteger(Number(position))) return { position: Number(position) };
  // A plus sign in a query string arrives as a space.
  const instant = text.replace(/ (?=\d\d:\d\d$)/, '+');
  if (isInstant(instant)) return { instant };
  if (/^\d{4}-\d\d-\d\d$/.test(text) && isEdtf(text)) return { instant: endOfDayInShanghai(text) };
  fault(context as never, 'read/as-of-malformed', {
    en: `"${text}" is no moment; write an instant with offset (2024-01-11T12:00:00+08:00), a date, or position:123.`,
    zh: `“${text}”不是时刻；请写带时区的时刻（2024-01-11T12:00:00+08:00）、日期或 position:123。`,
  });
  return z.NEVER;
}).describe('As it was known at a moment: an instant with offset, a date (its end in Asia/Shanghai), or position:123; now, where it is left out.');

/** `validAt`: a date of the world, in any precision; the coarse ones mean their end. */
export const validAtSchema = z.string().optional().superRefine((text, context) => {
  if (text !== undefined && (!isEdtf(text) || text.endsWith('~'))) {
    fault(context, 'read/valid-at-malformed', {
      en: `"${text}" is no date; write 2024, 2024-01 or 2024-01-11.`, zh: `“${text}”不是日期；请写 2024、2024-01 或 2024-01-11。`,
    });
  }
}).describe('As it was in the world at the end of a year, month or day.');

/** Resolves what was known to a position of the log. */
@Injectable()
export class AsOfResolver {
  constructor(private readonly database: DataSource) {}

  /** The position, and the instant if one was asked for. The future, and what lies beyond the head, is 400. */
  async position(asOf: AsOf | undefined): Promise<{ position: number; instant?: string } | undefined> {
    if (!asOf) return undefined;
    if ('position' in asOf) return { position: asOf.position };
    if (Date.parse(asOf.instant) > Date.now()) {
      throw new Problem(400, 'read/as-of-future', {
        en: 'asOf lies in the future; nobody knows yet what will be known then. A bare date means its end in Asia/Shanghai.',
        zh: 'asOf 在将来，届时所知尚不可知。只写日期时指该日在北京时间的结束时刻。',
      });
    }
    const [row] = await this.database.query<{ position: number }[]>('select read.position_at($1)::float8 as position', [asOf.instant]);
    return { position: row?.position ?? 0, instant: new Date(asOf.instant).toISOString() };
  }

  instant(position: number): Promise<string> {
    return instantOf((sql, values = []) => this.database.query(sql, [...values]), position);
  }
}
