import { type Edition, type EditionFact, keptEdition } from '../convening/edition/index.js';
import { type Alliance, type AllianceFact, keptAlliance } from '../cooperation/alliance/index.js';
import { type Declaration, type DeclarationFact, keptDeclaration } from '../cooperation/declaration/index.js';
import { keptPact, type Pact, type PactFact } from '../cooperation/pact/index.js';
import { type Batch, type BatchFact, keptBatch } from '../credit/batch/index.js';
import { type Consent, type ConsentFact, keptConsent } from '../credit/consent/index.js';
import { keptProgramme, type Programme, type ProgrammeFact } from '../credit/programme/index.js';
import type { Audience } from '../kernel/directory.js';
import type { Kept } from '../kernel/kept.js';
import type { Fact } from '../kernel/message.js';
import { carriedOn, type OpenTask } from '../kernel/task.js';
import type { View } from '../kernel/view.js';

export type States = Readonly<{ pact: Pact; alliance: Alliance; declaration: Declaration; edition: Edition; 'credit-programme': Programme; 'credit-batch': Batch; 'credit-consent': Consent }>;
export type Kind = keyof States;
export type CooperationFact = PactFact | AllianceFact | DeclarationFact | EditionFact | ProgrammeFact | BatchFact | ConsentFact;

/** Everything by which regions cooperate beside signings. A new kind is one line here. */
export const kinds: { readonly [K in Kind]: Kept<States[K]> } = {
  pact: keptPact as unknown as Kept<Pact>,
  alliance: keptAlliance as unknown as Kept<Alliance>,
  declaration: keptDeclaration as unknown as Kept<Declaration>,
  edition: keptEdition as unknown as Kept<Edition>,
  'credit-programme': keptProgramme as unknown as Kept<Programme>,
  'credit-batch': keptBatch as unknown as Kept<Batch>,
  'credit-consent': keptConsent as unknown as Kept<Consent>,
};

type Common = Readonly<{
  id: string; version: number;
  /** The position at which it came in, and that of its last fact. */
  opened: number; position: number;
  name: string; audience: Audience; tasks: readonly OpenTask[];
}>;

/** One of them as it stands. */
export type CooperationRow = { [K in Kind]: Common & Readonly<{ kind: K; state: States[K] }> }[Kind];

/** Of which kind a stream is, by its name. A reader that is shown any other stops there rather than make it a row. */
export const kindOf = (stream: string): Kind => {
  const found = (Object.keys(kinds) as Kind[]).find((kind) => stream.startsWith(kinds[kind].prefix));
  if (found === undefined) throw new RangeError(`'${stream}' is no stream of a kind that is kept here.`);
  return found;
};

const nobody: Audience = { open: false, regions: [], accounts: [] };

/** Pacts, alliances, joint initiatives, editions and what credit is granted under in one table, keyed by their streams: one reader for all, because each reader takes its part of every append. */
export const cooperation: View<CooperationRow, CooperationFact> = {
  name: 'cooperation',
  version: 1,
  handles: Object.values(kinds).flatMap(({ handles }) => handles),
  keysOf: (fact) => [fact.stream],
  initialRow: (stream) => {
    const kind = kindOf(stream);
    return { kind, id: stream.slice(kinds[kind].prefix.length), state: kinds[kind].initial, version: 0, opened: 0, position: 0, name: '', audience: nobody, tasks: [] } as CooperationRow;
  },
  evolve: (row, fact) => {
    const kept = kinds[row.kind] as Kept<unknown, Fact>;
    const state = kept.evolve(row.state, fact);
    return {
      ...row, state, version: fact.version, opened: row.opened || fact.position, position: fact.position,
      name: kept.name(state), audience: kept.audience(state), tasks: carriedOn(row.tasks, kept.tasks(state), fact.recordedAt),
    } as CooperationRow;
  },
};
