import { z } from 'zod';
import type { Decider } from '../../kernel/decider.js';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import { fault } from '../../kernel/fault.js';
import type { Command } from '../../kernel/message.js';
import { type Person, personOf } from '../../kernel/party.js';
import { dateInShanghai, edtfInterval, isEdtf } from '../../kernel/period.js';
import { Refusal, type RefusalKind } from '../../kernel/refusal.js';
import { type Reason, reasonSchema } from '../../signing/signing/index.js';

/** All months are closed in one stream, because each rests on those before it. */
export const CLOSINGS = 'report-closings';

export const isMonth = (text: string): boolean => /^\d{4}-\d\d$/.test(text) && isEdtf(text);
export const monthSchema = z.string().superRefine((text, context) => {
  if (!isMonth(text)) fault(context, 'period/month-malformed', { en: `"${text}" is no month; write 2024-06.`, zh: `“${text}”不是月份；请写 2024-06。` });
});
export const closeShape = { position: z.int().min(1).nullish().transform((position) => position ?? null) };
export const reopenShape = { reason: reasonSchema };

const person = z.object({ principal: z.string(), organisation: z.string() });
export const periodClosed = eventType('PeriodClosed', { en: 'A month was closed: it is what was known at this position, and what comes later is a revision.', zh: '某月关账：以该位置所知为准，此后为修订。' }, z.object({ period: z.string(), position: z.int(), by: person }));
export const periodReopened = eventType('PeriodReopened', { en: 'A month that was closed was reopened, with a reason.', zh: '已关账的月份重新打开，并注明理由。' }, z.object({ period: z.string(), reason: z.object({ code: z.string(), text: z.string() }), by: person }));
export const closingEvents = [periodClosed, periodReopened] as const;
export type ClosingFact = FactOf<(typeof closingEvents)[number]>;

/** `position`: where the log stood when it was asked, or an earlier position that is named; `head` is the former. */
export type ClosePeriod = Command<'ClosePeriod', { id: string; period: string; position: number | null; head: number }>;
export type ReopenPeriod = Command<'ReopenPeriod', { id: string; period: string; reason: Reason }>;

/** How a month stands: closed at a position, or open again; and what was done about it, the newest last. */
export type Closing = Readonly<{ position: number | null; acts: readonly Readonly<{ act: 'closed' | 'reopened'; on: string | null; position: number | null; reason: Reason | null; by: Person }>[] }>;
export type Closings = Readonly<Record<string, Closing>>;

export const refusals = {
  'period/not-yours': ['forbidden', 'Months are closed and reopened by an association whose scope is everywhere.', '关账与重新打开由辖区为全部的协会办理。'],
  'period/not-over': ['invalid', 'The month is not over; close it when it is.', '该月尚未结束；请于结束后关账。'],
  'period/beyond-head': ['invalid', 'This position lies beyond the end of the log; leave it out to close at what is known now.', '该位置超出日志末端；按当前所知关账请不填。'],
  'period/already-closed': ['conflict', 'This month is closed; reopen it first, with a reason.', '该月已关账；请先注明理由重新打开。'],
  'period/before-former': ['conflict', 'An earlier month is closed at a later position; what is known of a month is no less than what was known of those before it.', '较早月份的关账位置更晚；后一月份所知不得少于前一月份。'],
  'period/after-later': ['conflict', 'A later month is closed at an earlier position; reopen that first.', '较晚月份已在更早的位置关账；请先将其重新打开。'],
  'period/not-closed': ['conflict', 'This month is not closed.', '该月未关账。'],
} as const satisfies Record<string, readonly [RefusalKind, string, string]>;

export const refuse = (code: keyof typeof refusals, pointer?: string): Refusal => {
  const [kind, en, zh] = refusals[code];
  return new Refusal(code, { en, zh }, kind, pointer === undefined ? [] : [{ pointer, code, message: { en, zh } }]);
};

const closedAt = (closings: Closings, which: (period: string) => boolean): readonly number[] =>
  Object.entries(closings).flatMap(([period, { position }]) => (position !== null && which(period) ? [position] : []));

const close = ({ data: { period, position: wanted, head }, at, actor }: ClosePeriod, closings: Closings): readonly ClosingFact[] => {
  const position = wanted ?? head;
  if (edtfInterval(period).to >= dateInShanghai(at)) throw refuse('period/not-over', '/period');
  if (position > head) throw refuse('period/beyond-head', '/position');
  const closed = closings[period]?.position ?? null;
  if (closed !== null) {
    if (closed === wanted) return [];
    throw refuse('period/already-closed');
  }
  if (closedAt(closings, (each) => each < period).some((each) => each > position)) throw refuse('period/before-former', '/position');
  if (closedAt(closings, (each) => each > period).some((each) => each < position)) throw refuse('period/after-later', '/position');
  return [{ type: 'PeriodClosed', effectiveOn: dateInShanghai(at), data: { period, position, by: personOf(actor) } }];
};

const reopen = ({ data: { period, reason }, at, actor }: ReopenPeriod, closings: Closings): readonly ClosingFact[] => {
  if ((closings[period]?.position ?? null) === null) throw refuse('period/not-closed');
  return [{ type: 'PeriodReopened', effectiveOn: dateInShanghai(at), data: { period, reason, by: personOf(actor) } }];
};

/** Closing of months (关账): so that a month is one thing, and what comes later a revision of it. */
export const closing: Decider<Closings, ClosePeriod | ReopenPeriod, ClosingFact> = {
  name: 'closing',
  stateVersion: 1,
  streamsOf: () => [CLOSINGS],
  initialState: {},
  decide: (command, closings) => {
    if (command.actor.role !== 'administrator' || command.actor.region !== '*') throw refuse('period/not-yours');
    return command.type === 'ClosePeriod' ? close(command, closings) : reopen(command, closings);
  },
  evolve: (closings, { type, data, effectiveOn }) => {
    const { acts = [] } = closings[data.period] ?? {};
    const act: Pick<Closing['acts'][number], 'act' | 'position' | 'reason'> = type === 'PeriodClosed' ? { act: 'closed', position: data.position, reason: null } : { act: 'reopened', position: null, reason: data.reason };
    return { ...closings, [data.period]: { position: act.position, acts: [...acts, { ...act, on: effectiveOn, by: data.by }] } };
  },
};
