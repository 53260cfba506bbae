import { z } from 'zod';
import type { Decider } from '../../kernel/decider.js';
import { refuseEdition } from '../../convening/edition/index.js';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import type { Command, Fact, Recorded } from '../../kernel/message.js';
import { isAmong } from '../../kernel/directory.js';
import { fault } from '../../kernel/fault.js';
import { dateInShanghai, edtfInterval, isEdtf } from '../../kernel/period.js';
import { isSetId } from '../../kernel/region-code.js';
import { mustHold, Refusal } from '../../kernel/refusal.js';
import { AMOUNT_KINDS, COMPARATORS, dateSchema, regionSchema, sourceSchema } from '../../signing/signing/index.js';

const slug = z.string().max(60).regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/);
const uuid = z.guid().transform((id) => id.toLowerCase());
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

/** A region, a zone, or a set of them. */
export const territorySchema = z.union([z.string().refine(isSetId), regionSchema]);

/**
 * What an announced total speaks of. It is set beside a recorded sum of the same scope only, so a scope that its metric
 * has no dimension for (signings by session) has no sum to stand beside.
 */
export const scopeSchema = z.strictObject({
  territory: territorySchema,
  edition: orNull(slug),
  session: orNull(z.string().trim().min(1).max(400)),
  from: orNull(dateSchema),
  to: orNull(dateSchema),
  kind: orNull(z.enum(['headquarters', 'project', 'platform', 'cooperation'])),
  amountKind: orNull(z.enum(AMOUNT_KINDS)),
  alliance: orNull(uuid),
  declaration: orNull(uuid),
  pact: orNull(uuid),
  batch: orNull(uuid),
}).superRefine(({ from, to }, context) => {
  if (from && to && isEdtf(from) && isEdtf(to) && edtfInterval(from).from > edtfInterval(to).to) {
    fault(context, 'claim/dates-reversed', { en: 'The period ends before it begins; exchange "from" and "to".', zh: '期间止于起始之前；请对调 from 与 to。' }, ['from']);
  }
});

/** What was announced, in its words; `value` is null where only words are given (多家). */
export const quantitySchema = z.strictObject({
  value: orNull(z.string().regex(/^\d{1,20}(\.\d{1,9})?$/)),
  unit: z.string().trim().min(1).max(30),
  op: z.enum(COMPARATORS).default('='),
  text: z.string().trim().min(1).max(400),
});

export const claimShape = {
  metric: slug, scope: scopeSchema, quantity: quantitySchema, source: sourceSchema, statedOn: orNull(dateSchema),
};

/** As stored: the shapes of the request, without their defaults. */
const stored = z.object({
  metric: z.string(),
  scope: z.object({
    territory: z.string(), edition: z.string().nullable(), session: z.string().nullable(), from: z.string().nullable(), to: z.string().nullable(),
    kind: z.string().nullable(), amountKind: z.string().nullable(),
    alliance: z.string().nullable(), declaration: z.string().nullable(), pact: z.string().nullable(), batch: z.string().nullable(),
  }),
  quantity: z.object({ value: z.string().nullable(), unit: z.string(), op: z.enum(COMPARATORS), text: z.string() }),
  source: z.object({ document: z.string(), quote: z.string() }),
  statedOn: z.string().nullable(),
  by: z.object({ principal: z.string(), organisation: z.string() }),
});

/** Before pacts, alliances and joint initiatives were kept here, no claim could speak of one. */
const ofNone = (data: object): object => ({ ...data, scope: { ...(data as { scope: object }).scope, alliance: null, declaration: null, pact: null } });
/** Nor of a batch of credit, before these were. */
const ofNoBatch = (data: object): object => ({ ...data, scope: { ...(data as { scope: object }).scope, batch: null } });

export const claimRecorded = eventType('ClaimRecorded', { en: 'An association recorded an announced total, with its source.', zh: '协会登记了一项公布数，并注明来源。' }, stored, { version: 3, upcasts: { 1: ofNone, 2: ofNoBatch } });
export const claimEvents = [claimRecorded] as const;
export type ClaimFact = FactOf<typeof claimRecorded>;
export type Claim = Omit<ClaimFact['data'], 'by'>;

export type RecordClaim = Command<'RecordClaim', Claim & { id: string }>;
/** What one source announced at once (66 firms and 30亿元): several claims, all of them or none. `id` is that of the first. */
export type RecordClaims = Command<'RecordClaims', { id: string; claims: readonly [Claim & { id: string }, ...(Claim & { id: string })[]] }>;
export type ClaimCommand = RecordClaim | RecordClaims;
/** Whether one of them was recorded, and which of the streams that they speak of there are. */
export type ClaimState = Readonly<{ recorded: boolean; there: readonly string[] }>;

export const claimRefusals = {
  'claim/exists': ['conflict', 'A claim with this id exists; leave the id out, or choose another.', '该编号的公布数已存在；请不填编号或另取一个。'],
  'claim/territory-not-yours': ['forbidden', 'This territory lies outside your scope; record what was announced of yours.', '该地区不在贵方辖区内；请登记本辖区的公布数。'],
  'claim/about-nothing': ['invalid', 'There is nothing on record under this id; enter it first, or leave it out.', '该编号下没有记录；请先录入，或不填。'],
  'claim/date-in-future': ['invalid', 'This date lies in the future; enter what has been announced.', '日期在将来；请填已公布的事项。'],
} as const;

const refuse = (code: keyof typeof claimRefusals, pointer: string): Refusal => {
  const [kind, en, zh] = claimRefusals[code];
  return new Refusal(code, { en, zh }, kind, [{ pointer, code, message: { en, zh } }]);
};

const PREFIX = { alliance: 'alliance-', declaration: 'declaration-', pact: 'pact-', batch: 'credit-batch-' } as const;

/** What a claim speaks of that has a stream of its own. */
const streamsOf = (scope: Claim['scope']): readonly (readonly [kind: keyof typeof PREFIX, stream: string])[] =>
  (Object.keys(PREFIX) as (keyof typeof PREFIX)[]).flatMap((kind) => (scope[kind] === null ? [] : [[kind, `${PREFIX[kind]}${scope[kind]}`] as const]));

/** The edition, pact, alliance, joint initiative and batch that it speaks of are there, and a pact is one that he may see. */
const aboutSomething = (scope: Claim['scope'], { actor, directory }: Pick<Command, 'actor' | 'directory'>, { there }: ClaimState, at: string): readonly Refusal[] => {
  const pact = scope.pact === null ? undefined : directory.pact(scope.pact);
  const isThere = (kind: string, stream: string): boolean => there.includes(stream) && (kind !== 'pact' || (pact !== undefined && isAmong(pact.audience, actor, directory)));
  return [
    ...(scope.edition === null || directory.edition(scope.edition) ? [] : [refuseEdition('edition/unknown', `${at}/scope/edition`)]),
    ...streamsOf(scope).filter(([kind, stream]) => !isThere(kind, stream)).map(([kind]) => refuse('claim/about-nothing', `${at}/scope/${kind}`)),
  ];
};

/** What is wrong with a claim that lies in his scope. */
const faultsOf = ({ scope, statedOn }: Claim, command: ClaimCommand, state: ClaimState, pointer: string): readonly Refusal[] => {
  const { directory, at } = command;
  const { territory, from, to } = scope;
  // The period that it speaks of decides; where it states none, the day on which it was stated.
  const dates = [from, to].filter((date) => date !== null);
  const faults = (dates.length > 0 ? dates : [statedOn]).map((date) => directory.regionFault(territory, date));
  const unknown = faults.every((each) => each !== undefined) ? faults[0] : undefined;
  return [
    ...(statedOn && edtfInterval(statedOn).from > dateInShanghai(at) ? [refuse('claim/date-in-future', `${pointer}/statedOn`)] : []),
    ...(unknown ? [new Refusal(unknown.code, unknown.message, 'invalid', [{ pointer: `${pointer}/scope/territory`, ...unknown }])] : []),
    ...aboutSomething(scope, command, state, pointer),
  ];
};

const claimsIn = (command: ClaimCommand): readonly (Claim & { id: string })[] => (command.type === 'RecordClaim' ? [command.data] : command.data.claims);

const streamOf = (id: string): string => `claim-${id}`;

const decide = (command: ClaimCommand, state: ClaimState): readonly Fact[] => {
  const { actor, directory } = command;
  const all = claimsIn(command);
  const pointerOf = (n: number): string => (command.type === 'RecordClaim' ? '' : `/claims/${n}`);
  if (state.recorded) throw refuse('claim/exists', '/id');
  const foreign = all.findIndex(({ scope }) => !directory.within(scope.territory, actor.region));
  if (foreign >= 0) throw refuse('claim/territory-not-yours', `${pointerOf(foreign)}/scope/territory`);
  mustHold(all.flatMap((each, n) => faultsOf(each, command, state, pointerOf(n))));
  return all.map(({ id, ...announced }, n) => ({
    type: 'ClaimRecorded', effectiveOn: announced.statedOn ?? announced.scope.from,
    data: { ...announced, by: { principal: actor.principal, organisation: actor.organisation } },
    ...(n === 0 ? {} : { stream: streamOf(id) }),
  }));
};

/** An announced total: what a source says a sum was. It never makes an item, a party or a date. */
export const claim: Decider<ClaimState, ClaimCommand, Fact> = {
  name: 'claim',
  stateVersion: 2,
  streamsOf: (command) => {
    const own = claimsIn(command).map(({ id }) => streamOf(id)) as [string, ...string[]];
    return [...own, ...new Set(claimsIn(command).flatMap(({ scope }) => streamsOf(scope).map(([, stream]) => stream)))];
  },
  refersTo: (command) => ({
    editions: [...new Set(claimsIn(command).flatMap(({ scope }) => scope.edition ?? []))], pacts: [...new Set(claimsIn(command).flatMap(({ scope }) => scope.pact ?? []))],
  }),
  initialState: { recorded: false, there: [] },
  decide,
  // Of what they speak of, only that it is there matters.
  evolve: (state, fact) => (fact.type === 'ClaimRecorded' ? { ...state, recorded: true } : { ...state, there: [...state.there, (fact as Recorded).stream] }),
};
