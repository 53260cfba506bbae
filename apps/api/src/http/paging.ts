import { z } from 'zod';
import { fault } from '@entente/domain/kernel/fault';

/** Where a list goes on: after which row, as of which position the first page was made. */
export type Cursor = Readonly<{ pinned: number; after: readonly number[] }>;

/** How editions and tracks are written on entry. */
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export const limitSchema = (usual: number, max: number) => z.coerce.number().int().min(1).max(max).default(usual).describe(`How many at most on one page: ${usual}, where it is left out.`);

/** What stands for a cursor that another question gave; it is none. */
export const FOREIGN_CURSOR = '-';

export const cursorSchema = z.string().optional().transform((text, context): Cursor | undefined => {
  if (text === undefined || text === '') return undefined;
  try {
    const [pinned, ...after] = JSON.parse(Buffer.from(text, 'base64url').toString()) as number[];
    if ([pinned, ...after].every((part) => Number.isSafeInteger(part) && (part as number) >= 0) && after.length > 0) return { pinned: pinned as number, after };
  } catch {
    // Told below.
  }
  fault(context as never, 'request/cursor-malformed', {
    en: 'A cursor belongs to the question that gave it, and this one does not; begin without one, and pass on what "next" says with the same parameters (limit may differ).',
    zh: '游标只能用于返回它的同一查询，此游标不属于本查询；请先不带游标查询，再以相同的参数（limit 可不同）使用返回的 next。',
  });
  return z.NEVER;
}).describe('Where to go on: what "next" said of the page before, with the same parameters; only limit and minPosition may differ.');

/** A text to filter by. Postgres knows no NUL, so nothing could be found by one. */
export const filterSchema = (max: number) => z.string().max(max).superRefine((text, context) => {
  if (text.includes('\0')) fault(context, 'request/nul', { en: 'This text holds a NUL character; leave it out.', zh: '文本含空字符（NUL）；请去掉。' });
}).optional();

const position = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional();

export const positionSchema = position.describe('Waits until everything up to this position of the log can be read, such as the position that a command answered with.');

export const changedAfterSchema = position.describe('Only what has changed after this position of the log.');

/** A name as it is written on entry. By one that is written otherwise nothing could be found, so it is refused. */
export const namedSchema = (pattern = SLUG) => z.string().max(60).regex(pattern).optional();

export const editionSchema = namedSchema().describe('The edition of the conference, such as cisc-21.');
export const trackSchema = namedSchema().describe('The track, such as digital.');

/** The position by which a list that is asked for `changedAfter` is to have been read: what was changed by then is told. */
export const positionAsked = ({ minPosition, changedAfter }: Readonly<{ minPosition?: number | undefined; changedAfter?: number | undefined }>): number | undefined =>
  changedAfter === undefined ? minPosition : Math.max(changedAfter, minPosition ?? 0);

export const encodeCursor = ({ pinned, after }: Cursor): string => Buffer.from(JSON.stringify([pinned, ...after])).toString('base64url');
