import { z } from 'zod';
import type { Decider } from '../../kernel/decider.js';
import type { Command } from '../../kernel/message.js';
import { personOf } from '../../kernel/party.js';
import { COMPARATORS, dateSchema, sourceSchema, type Source } from '../../signing/signing/index.js';
import { amountShape, checkAmount, nothing, plus, written } from '../ledger/index.js';
import { batchStream, evolveLines, isOfLine, lineAmong, type LineFact, type Lines, lineStream, noLines } from '../line/index.js';
import { absentProgramme, dayOf, evolveProgramme, isOfProgramme, type KnownProgramme, mustBeOf, nameSchema, openProgramme, type Programme, type ProgrammeFact, programmeStream } from '../programme/index.js';
import type { BatchFact } from './batch.events.js';
import { refuse } from './refusals.js';
import { absentBatch, type Batch, evolveBatch, type KnownBatch } from './state.js';

const uuid = z.guid().transform((id) => id.toLowerCase());
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const words = z.string().trim().min(1).max(400);

/** A batch (首批) of a programme. */
export const openShape = { programme: uuid, name: nameSchema, ordinal: orNull(z.int().min(1).max(10_000)), source: orNull(sourceSchema) };

/** What was announced of a batch: its total, how many firms, or both; each with its words. */
export const announceShape = {
  total: orNull(z.strictObject({ ...amountShape, op: z.enum(COMPARATORS).default('='), text: words }).superRefine(checkAmount(1n)).transform((said) => ({ ...said, ...written(said) }))),
  firms: orNull(z.strictObject({ value: z.int().min(0).max(1_000_000), op: z.enum(COMPARATORS).default('='), text: words })),
  source: sourceSchema, statedOn: orNull(dateSchema),
};

type Parties = { parties?: readonly string[] };
export type OpenBatch = Command<'OpenBatch', { id: string; programme: string; name: KnownBatch['name']; ordinal: number | null; source: Source | null } & Parties>;
/** `lines`: those that were seen in it, whose decisions are held still while it is released. */
export type ReleaseBatch = Command<'ReleaseBatch', { id: string; programme: string; lines: readonly string[] } & Parties>;
export type BatchCommand = OpenBatch | ReleaseBatch;

type State = Readonly<{ batch: Batch; programme: Programme; lines: Lines }>;
type StateFact = BatchFact | ProgrammeFact | LineFact;

const mine = (it: KnownProgramme, command: BatchCommand): void => {
  try {
    mustBeOf(it, command);
  } catch {
    throw refuse('credit-batch/not-yours');
  }
};

const open = (command: OpenBatch, { batch, programme }: State): readonly StateFact[] => {
  const { id, parties: _, ...said } = command.data;
  if (batch.status !== 'absent') throw refuse('credit-batch/exists', '/id');
  if (programme.status === 'absent') throw refuse('credit-batch/programme-unknown', '/programme');
  mine(programme, command);
  const { territory } = openProgramme(programme);
  if (said.source !== null && command.actor.role !== 'administrator') throw refuse('credit-batch/source-not-yours', '/source');
  return [{ type: 'CreditBatchOpened', effectiveOn: dayOf(command), data: { batch: id, territory, ...said, by: personOf(command.actor) } }];
};

/** All lines are decided, by the bank and by the borrower, and none of them moves while the batch is released. */
const release = (command: ReleaseBatch, { batch, programme, lines }: State): readonly StateFact[] => {
  if (batch.status === 'absent' || programme.status === 'absent') throw refuse('credit-batch/not-found');
  mine(programme, command);
  if (batch.status === 'released') throw refuse('credit-batch/released');
  const seen = new Set(command.data.lines);
  if (batch.programme !== command.data.programme || batch.lines.some((each) => !seen.has(each))) throw refuse('credit-batch/moved');
  const all = batch.lines.flatMap((each) => { const line = lineAmong(lines, each); return line.status !== 'absent' ? [line] : []; });
  if (all.length === 0) throw refuse('credit-batch/empty');
  // How many, and not which: who releases a batch need not know a single line of it.
  const [nominated, approved] = (['nominated', 'approved'] as const).map((status) => all.filter((line) => line.status === status).length) as [number, number];
  if (nominated + approved > 0) {
    throw refuse('credit-batch/undecided', undefined, {
      en: `Of ${all.length}, ${nominated} ${nominated === 1 ? 'waits' : 'wait'} for the bank and ${approved} for the borrower.`, zh: `共 ${all.length} 笔，待银行 ${nominated} 笔，待企业 ${approved} 笔。`,
    });
  }
  // What expired before the borrower had said yes was never granted to anybody.
  const granted = all.filter(({ status, days }) => status !== 'declined' && days.signed !== null);
  const declined = all.filter(({ status }) => status === 'declined').length;
  const total = granted.reduce((sum, { limit }) => plus(sum, limit, programme.currency), nothing(programme.currency));
  return [{
    type: 'CreditBatchReleased', effectiveOn: dayOf(command),
    data: { batch: batch.id, granted: granted.length, declined, lapsed: all.length - granted.length - declined, total: { amount: total, currency: programme.currency }, by: personOf(command.actor) },
  }];
};

const evolve = (state: State, fact: StateFact): State => {
  if (isOfProgramme(fact)) return { ...state, programme: evolveProgramme(state.programme, fact) };
  return isOfLine(fact) ? { ...state, lines: evolveLines(state.lines, fact) } : { ...state, batch: evolveBatch(state.batch, fact) };
};

/** A batch of lines that are decided together and released together. */
export const creditBatch: Decider<State, BatchCommand, StateFact> = {
  name: 'credit-batch',
  stateVersion: 1,
  streamsOf: ({ type, data }) => [batchStream(data.id), programmeStream(data.programme), ...(type === 'ReleaseBatch' ? [...new Set(data.lines)].map(lineStream) : [])],
  refersTo: ({ data }) => ({ organisations: data.parties ?? [] }),
  initialState: { batch: absentBatch, programme: absentProgramme, lines: noLines },
  decide: (command, state) => (command.type === 'OpenBatch' ? open(command, state) : release(command, state)),
  evolve,
};
