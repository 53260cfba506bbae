import { z } from 'zod';
import type { Decider } from '../../kernel/decider.js';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import { fault } from '../../kernel/fault.js';
import type { Command } from '../../kernel/message.js';
import { personOf } from '../../kernel/party.js';
import { dateInShanghai, edtfInterval } from '../../kernel/period.js';
import { Refusal, type RefusalKind } from '../../kernel/refusal.js';
import type { Policy, Released } from '../disclosure/index.js';
import { figuresOf, type Held, type Persons } from './measures.js';

/** All vintages stand in one stream, because each rests on all before it. */
export const RELEASES = 'credit-releases';

/** It may be stricter than usual, and never laxer: what was shown once is shown for good. */
const policySchema = z.strictObject({
  firms: z.int().min(3).max(50).default(3),
  dominance: z.strictObject({ n: z.int().min(1).max(50), percent: z.int().min(1).max(75) }).default({ n: 1, percent: 75 }),
});
export const releaseShape = { period: z.string().superRefine((period, context) => {
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(period)) fault(context, 'credit/month-malformed', { en: `"${period}" is no month; write 2024-06.`, zh: `“${period}”不是月份；请写 2024-06。` });
  }), policy: policySchema.default({ firms: 3, dominance: { n: 1, percent: 75 } }) };

const cell = z.object({ measure: z.string(), by: z.record(z.string(), z.string()) });
export const creditFiguresReleased = eventType('CreditFiguresReleased', { en: 'The credit figures of a month were released to the public; those that would tell of single firms are left out.', zh: '公布某月授信统计；可推知单户的数据不予公布。' },
  z.object({
    period: z.string(), releasedOn: z.string(), policy: z.object({ firms: z.int(), dominance: z.object({ n: z.int(), percent: z.int() }) }), position: z.int(),
    /** Null is left out. The public sees no more than these. */
    figures: z.array(z.object({ cell, value: z.string().nullable() })),
    withheld: z.array(z.object({ cell, reason: z.enum(['few', 'dominated', 'complementary']) })),
    /** What later releases rest on, and nobody is told: firm, measure, its dimensions, value. */
    basis: z.array(z.tuple([z.string(), z.string(), z.record(z.string(), z.string()), z.string()])),
    by: z.object({ principal: z.string(), organisation: z.string() }),
  }));
export const releaseEvents = [creditFiguresReleased] as const;
export type ReleaseFact = FactOf<typeof creditFiguresReleased>;
export type Vintage = ReleaseFact['data'];
export type Releases = readonly Vintage[];

/** `held`: what each body had at the end of the month, as it was known at `position`; `persons`: which of them are one legal person. */
export type ReleaseFigures = Command<'ReleaseFigures', { id: string; period: string; policy: Policy; position: number; held: readonly Held[]; persons: Persons }>;

export const refusals = {
  'credit-release/not-yours': ['forbidden', 'Figures are released by an association whose scope is everywhere.', '公布数据由辖区为全部的协会办理。'],
  'credit-release/exists': ['conflict', 'The figures of this month were released; what was published never changes.', '该月数据已公布；公布后不再变更。'],
  'credit-release/not-over': ['invalid', 'The month is not over; release it when it is.', '该月尚未结束；请于结束后公布。'],
  'credit-release/before-last': ['conflict', 'A later month was released already; months are released in their order.', '已公布较晚的月份；须按月份顺序公布。'],
  'credit-release/not-found': ['absent', 'The figures of this month were not released; GET /v1/public/credit-figures lists those that were.', '该月数据未公布；已公布的见 GET /v1/public/credit-figures。'],
} as const satisfies Record<string, readonly [RefusalKind, string, string]>;

export const refuse = (code: keyof typeof refusals, pointer?: string): Refusal => {
  const [kind, en, zh] = refusals[code];
  return new Refusal(code, { en, zh }, kind, pointer === undefined ? [] : [{ pointer, code, message: { en, zh } }]);
};

export const releasedOf = ({ period, policy, figures, withheld, basis }: Vintage): Released => ({
  period, policy, figures: figures.map(({ cell: each, value }) => ({ cell: each, value: value === null ? null : BigInt(value) })), withheld,
  basis: basis.map(([firm, measure, dims, value]) => ({ firm, measure, dims, value: BigInt(value) })),
});

const decide = ({ data, actor, at }: ReleaseFigures, before: Releases): readonly ReleaseFact[] => {
  const { period, policy, position, held, persons } = data;
  if (actor.role !== 'administrator' || actor.region !== '*') throw refuse('credit-release/not-yours');
  const last = before.at(-1);
  if (before.some((each) => each.period === period)) throw refuse('credit-release/exists', '/period');
  if (last && period < last.period) throw refuse('credit-release/before-last', '/period');
  const { to } = edtfInterval(period);
  if (to >= dateInShanghai(at)) throw refuse('credit-release/not-over', '/period');
  const { figures, withheld, basis } = figuresOf(period, held, persons, policy, before.map(releasedOf));
  return [{
    type: 'CreditFiguresReleased', effectiveOn: to,
    data: {
      period, releasedOn: dateInShanghai(at), policy, position, figures: figures.map(({ cell: each, value }) => ({ cell: each, value: value === null ? null : value.toString() })), withheld: [...withheld],
      basis: basis.map(({ firm, measure, dims, value }): Vintage['basis'][number] => [firm, measure, { ...dims }, value.toString()]), by: personOf(actor),
    },
  }];
};

/** Public figures: released month by month, and never changed afterwards. */
export const creditRelease: Decider<Releases, ReleaseFigures, ReleaseFact> = {
  name: 'credit-release',
  stateVersion: 1,
  streamsOf: () => [RELEASES],
  initialState: [],
  decide,
  evolve: (before, { data }) => [...before, data],
};
