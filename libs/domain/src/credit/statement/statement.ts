import { z } from 'zod';
import type { Decider } from '../../kernel/decider.js';
import { fault } from '../../kernel/fault.js';
import type { Command } from '../../kernel/message.js';
import { personOf } from '../../kernel/party.js';
import { mustHold, Refusal } from '../../kernel/refusal.js';
import { type Reason, reasonSchema } from '../../signing/signing/index.js';
import { nothing, plus, sumSchema } from '../ledger/index.js';
import { evolveLines, fact, isOfLine, type KnownLine, lineAmong, type LineFact, type Lines, lineStream, noLines } from '../line/index.js';
import { absentProgramme, dayOf, evolveProgramme, isBank, isOfProgramme, knownProgramme, type KnownProgramme, pastDaySchema, type Programme, type ProgrammeFact, programmeStream, refuseProgramme } from '../programme/index.js';
import { evolveOpen, noEntries, type OpenEntries } from './open.js';
import type { StatementFact } from './statement.events.js';

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
  from: orNull(pastDaySchema), cutOff: pastDaySchema,
  lines: z.array(itemSchema).min(1).max(LINES_MAX).superRefine((lines, context) => lines.forEach(({ line, reference, creditCode }, n) => {
    const isSame = (each: (typeof lines)[number]): boolean => (line !== null ? each.line === line : reference !== null ? each.reference === reference && each.line === null : each.creditCode === creditCode && each.line === null && each.reference === null);
    if (lines.findIndex(isSame) < n) fault(context, 'credit/line-twice', { en: 'This line is stated twice in the file; give it once.', zh: '该授信在文件中出现两次；请只填一次。' }, [n]);
  })),
};
type Item = z.infer<typeof itemSchema>;

/** Why a line that is unknown here stands in the bank's files, or why they leave one out. */
export const explainDifferenceShape = { discrepancy: z.string().trim().min(1).max(120), reason: reasonSchema };

/** What was found to be the line that an item speaks of; null where it is none of ours, or could be several. `differs`: its names are those of several lines. */
export type Found = Readonly<{ item: Item; line: string | null; differs?: true }>;

/** `missing`: lines of the programme that stand and that no item was found to be. */
export type ReportStatement = Command<'ReportStatement', { id: string; from: string | null; cutOff: string; found: readonly Found[]; missing: readonly string[]; parties?: readonly string[] }>;

export type ExplainDifference = Command<'ExplainDifference', { id: string; discrepancy: string; reason: Reason; parties?: readonly string[] }>;

type State = Readonly<{ programme: Programme; lines: Lines; open: OpenEntries }>;
type StateFact = ProgrammeFact | LineFact | StatementFact;

export const statementStream = (programme: string): string => `credit-statement-${programme}`;

const lineOf = (it: KnownProgramme, { lines }: State, line: string | null): KnownLine | undefined => {
  const found = lineAmong(lines, line ?? '');
  return found.status !== 'absent' && found.about.programme === it.id ? found : undefined;
};

const differing = (n: number): Refusal => {
  const message = { en: 'The names of this entry are those of different lines; name one line by its id, by your number for it, or by the borrower’s credit code.', zh: '该条所填编号、贵行编号与信用代码不属同一笔授信；请只指明一笔。' };
  return new Refusal('credit/names-differ', message, 'invalid', [{ pointer: `/lines/${n}`, code: 'credit/names-differ', message }]);
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
  mustHold([...(from !== null && from > cutOff ? [refuseProgramme('credit-programme/dates-reversed', '/from')] : []), ...(cutOff > day ? [refuseProgramme('credit-programme/date-in-future', '/cutOff')] : []), ...inAnother, ...twice, ...found.flatMap(({ differs }, n) => (differs ? [differing(n)] : []))]);
  const person = personOf(command.actor);
  const noted = found.flatMap(({ item, line }): readonly StateFact[] => {
    const known = lineOf(it, state, line);
    if (!known) return [];
    const data = { from, cutOff, currency: it.currency, limit: item.limit?.amount ?? null, outstanding: item.outstanding.amount, drawn: item.drawn?.amount ?? null, due: item.due?.amount ?? null, reportedOn: day, by: person };
    return [{ ...fact('StatementNoted', known, cutOff, data), stream: lineStream(known.id) }];
  });
  const unknown = found.filter(({ line }) => !lineOf(it, state, line)).map(({ item: { line, reference, creditCode, limit, outstanding, drawn, due } }) => (
    { line, reference, creditCode, limit: limit?.amount ?? null, outstanding: outstanding.amount, drawn: drawn?.amount ?? null, due: due?.amount ?? null }));
  const named = found.flatMap(({ item: { reference, creditCode }, line }) => (lineOf(it, state, line) ? [{ line, reference, creditCode }] : []));
  const outstanding = found.reduce((sum, { item }) => plus(sum, item.outstanding.amount, it.currency), nothing(it.currency));
  return [{
    type: 'StatementReported', effectiveOn: cutOff,
    data: { programme: it.id, bank: it.bank.organisation, from, cutOff, currency: it.currency, count: found.length, outstanding, unknown, missing: [...missing], found: named, reportedOn: day, by: person },
  }, ...noted];
};

/** The bank, whose files they are, says why it stands; then it is open no longer, until something else is stated. Nobody else is told which entries there are. */
const explain = (command: ExplainDifference, state: State): readonly StateFact[] => {
  const it = knownProgramme(state.programme);
  if (!isBank(it, command)) throw refuseProgramme('credit-programme/not-the-bank');
  const { discrepancy, reason } = command.data;
  const found = Object.hasOwn(state.open, discrepancy) ? state.open[discrepancy] : undefined;
  if (!found || found.explained !== null) throw refuseProgramme('credit-programme/discrepancy-unknown', '/discrepancy');
  const day = dayOf(command);
  return [{ type: 'StatementDifferenceExplained', effectiveOn: day, data: { programme: it.id, discrepancy, reason, on: day, by: personOf(command.actor) } }];
};

const evolve = (state: State, each: StateFact): State => {
  if (isOfProgramme(each)) return { ...state, programme: evolveProgramme(state.programme, each) };
  return isOfLine(each) ? { ...state, lines: evolveLines(state.lines, each) } : { ...state, open: evolveOpen(state.open, each) };
};

/** A bank's statement on the lines that it mirrors: one fact on the whole, and one in the stream of each line that it states. What of it does not fit is explained in the same stream. */
export const creditStatement: Decider<State, ReportStatement | ExplainDifference, StateFact> = {
  name: 'credit-statement',
  stateVersion: 2,
  streamsOf: (command) => [statementStream(command.data.id), programmeStream(command.data.id), ...new Set(command.type === 'ExplainDifference' ? [] : command.data.found.flatMap(({ line }) => (line === null ? [] : [lineStream(line)])))],
  refersTo: ({ data }) => ({ organisations: data.parties ?? [] }),
  initialState: { programme: absentProgramme, lines: noLines, open: noEntries },
  decide: (command, state) => (command.type === 'ExplainDifference' ? explain(command, state) : report(command, state)),
  evolve,
};
