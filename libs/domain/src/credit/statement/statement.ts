import { z } from 'zod';
import type { Decider } from '../../kernel/decider.js';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import { fault } from '../../kernel/fault.js';
import type { Command } from '../../kernel/message.js';
import { personOf } from '../../kernel/party.js';
import { mustHold } from '../../kernel/refusal.js';
import { nothing, plus, sumSchema } from '../ledger/index.js';
import { evolveLines, fact, isOfLine, type KnownLine, lineAmong, type LineFact, type Lines, lineStream, noLines } from '../line/index.js';
import { absentProgramme, dayOf, daySchema, evolveProgramme, isBank, isOfProgramme, knownProgramme, type KnownProgramme, type Programme, type ProgrammeFact, programmeStream, refuseProgramme } from '../programme/index.js';

const uuid = z.guid().transform((id) => id.toLowerCase());
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const LINES_MAX = 1_000;

/** One line of a bank's file: named by its id here, by the bank's own number, or by the borrower's credit code. What the bank does not state is null. */
const itemSchema = z.strictObject({
  line: orNull(uuid), reference: orNull(z.string().trim().min(1).max(100)), creditCode: orNull(z.string().trim().toUpperCase().max(18)),
  limit: orNull(sumSchema), outstanding: sumSchema, drawn: orNull(sumSchema), due: orNull(sumSchema),
}).superRefine(({ line, reference, creditCode }, context) => {
  if (line === null && reference === null && creditCode === null) fault(context, 'credit/line-not-named', { en: 'Name the line: by its id, by your number for it, or by the borrower’s credit code.', zh: '请以编号、贵行编号或企业信用代码指明授信。' }, ['line']);
});

/** A bank's file: how its lines stood at a cut-off date, and what was drawn in the days from `from` (left out: since the cut-off before) to it. */
export const statementShape = {
  from: orNull(daySchema), cutOff: daySchema,
  lines: z.array(itemSchema).min(1).max(LINES_MAX).superRefine((lines, context) => lines.forEach(({ line, reference, creditCode }, n) => {
    const isSame = (each: (typeof lines)[number]): boolean => (line !== null ? each.line === line : reference !== null ? each.reference === reference && each.line === null : each.creditCode === creditCode && each.line === null && each.reference === null);
    if (lines.findIndex(isSame) < n) fault(context, 'credit/line-twice', { en: 'This line is stated twice in the file; give it once.', zh: '该授信在文件中出现两次；请只填一次。' }, [n]);
  })),
};
type Item = z.infer<typeof itemSchema>;

/** What was found to be the line that an item speaks of; null where it is none of ours, or could be several. */
export type Found = Readonly<{ item: Item; line: string | null }>;

const by = z.object({ principal: z.string(), organisation: z.string() });
const stated = z.object({ line: z.string().nullable(), reference: z.string().nullable(), creditCode: z.string().nullable(), limit: z.string().nullable(), outstanding: z.string(), drawn: z.string().nullable(), due: z.string().nullable() });
export const statementReported = eventType('StatementReported', { en: 'A bank stated how the lines of a programme stood at a cut-off date; nothing of it is refused, and what does not fit shows as a difference.', zh: '银行报送对账单；不予拒收，不符之处列为差异。' },
  z.object({
    programme: z.string(), bank: z.string(), from: z.string().nullable(), cutOff: z.string(), currency: z.string(), count: z.int(), outstanding: z.string(),
    /** What it states and we do not have, and the lines that we have and it does not state. */
    unknown: z.array(stated), missing: z.array(z.string()), reportedOn: z.string(), by,
  }));
export const statementEvents = [statementReported] as const;
export type StatementFact = FactOf<(typeof statementEvents)[number]>;

/** `missing`: lines of the programme that stand and that no item was found to be. */
export type ReportStatement = Command<'ReportStatement', { id: string; from: string | null; cutOff: string; found: readonly Found[]; missing: readonly string[]; parties?: readonly string[] }>;

type State = Readonly<{ programme: Programme; lines: Lines; reported: number }>;
type StateFact = ProgrammeFact | LineFact | StatementFact;

export const statementStream = (programme: string): string => `credit-statement-${programme}`;

const lineOf = (it: KnownProgramme, { lines }: State, line: string | null): KnownLine | undefined => {
  const found = lineAmong(lines, line ?? '');
  return found.status !== 'absent' && found.about.programme === it.id ? found : undefined;
};

const report = (command: ReportStatement, state: State): readonly StateFact[] => {
  const it = knownProgramme(state.programme);
  if (!isBank(it, command)) throw refuseProgramme('credit-programme/not-the-bank');
  if (it.mode !== 'mirror') throw refuseProgramme('credit-programme/not-a-mirror');
  const { from, cutOff, found, missing } = command.data;
  const day = dayOf(command);
  const inAnother = found.flatMap(({ item }, n) => (['limit', 'outstanding', 'drawn', 'due'] as const).flatMap((field) => {
    const each = item[field];
    return each && each.currency !== it.currency ? [refuseProgramme('credit-programme/another-currency', `/lines/${n}/${field}/currency`)] : [];
  }));
  const known = found.map(({ line }) => lineOf(it, state, line)?.id);
  const first = new Map(known.flatMap((line, n): readonly (readonly [string, number])[] => (line === undefined ? [] : [[line, n]])).reverse());
  const twice = known.flatMap((line, n) => (line !== undefined && first.get(line) !== n ? [refuseProgramme('credit-programme/line-twice', `/lines/${n}`)] : []));
  mustHold([...(from !== null && from > cutOff ? [refuseProgramme('credit-programme/dates-reversed', '/from')] : []), ...(cutOff > day ? [refuseProgramme('credit-programme/date-in-future', '/cutOff')] : []), ...inAnother, ...twice]);
  const person = personOf(command.actor);
  const noted = found.flatMap(({ item, line }): readonly StateFact[] => {
    const known = lineOf(it, state, line);
    if (!known) return [];
    const data = { from, cutOff, currency: it.currency, limit: item.limit?.amount ?? null, outstanding: item.outstanding.amount, drawn: item.drawn?.amount ?? null, due: item.due?.amount ?? null, reportedOn: day, by: person };
    return [{ ...fact('StatementNoted', known, cutOff, data), stream: lineStream(known.id) }];
  });
  const unknown = found.filter(({ line }) => !lineOf(it, state, line)).map(({ item: { line, reference, creditCode, limit, outstanding, drawn, due } }) => (
    { line, reference, creditCode, limit: limit?.amount ?? null, outstanding: outstanding.amount, drawn: drawn?.amount ?? null, due: due?.amount ?? null }));
  const outstanding = found.reduce((sum, { item }) => plus(sum, item.outstanding.amount, it.currency), nothing(it.currency));
  return [{
    type: 'StatementReported', effectiveOn: cutOff,
    data: { programme: it.id, bank: it.bank.organisation, from, cutOff, currency: it.currency, count: found.length, outstanding, unknown, missing: [...missing], reportedOn: day, by: person },
  }, ...noted];
};

const evolve = (state: State, each: StateFact): State => {
  if (isOfProgramme(each)) return { ...state, programme: evolveProgramme(state.programme, each) };
  return isOfLine(each) ? { ...state, lines: evolveLines(state.lines, each) } : { ...state, reported: state.reported + 1 };
};

/** A bank's statement on the lines that it mirrors: one fact on the whole, and one in the stream of each line that it states. */
export const creditStatement: Decider<State, ReportStatement, StateFact> = {
  name: 'credit-statement',
  stateVersion: 1,
  streamsOf: ({ data }) => [statementStream(data.id), programmeStream(data.id), ...new Set(data.found.flatMap(({ line }) => (line === null ? [] : [lineStream(line)])))],
  refersTo: ({ data }) => ({ organisations: data.parties ?? [] }),
  initialState: { programme: absentProgramme, lines: noLines, reported: 0 },
  decide: report,
  evolve,
};
