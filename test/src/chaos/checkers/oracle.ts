import { byCodes } from '@entente/domain/kernel/directory';
import { developmentPrincipals } from '@entente/infra/access/dev-keys';
import type { Recorded } from '@entente/domain/kernel/message';
import { Refusal } from '@entente/domain/kernel/refusal';
import { absent, changesSchema, evolve, signing, type Signing, type SigningCommand, type SigningFact, termsSchema } from '@entente/domain/signing/signing';
import type { Asked, Operation } from '../history.js';
import type { StoredEvent } from './stored.js';

/** A fact's data as far as it follows from what was asked: which number it got, and by which calendar it is due, the node knows by itself. */
export const asAsked = (data: object): object => {
  const { number: _, ...rest } = data as Readonly<{ number?: unknown; due?: unknown }>;
  return rest.due ? { ...rest, due: 'a day' } : rest;
};

/** What must be answered on a state: the facts, or the refusal with its status. */
export type Verdict = Readonly<{ facts: readonly SigningFact[] }> | Readonly<{ status: number; code: string }>;

const STATUS = { absent: 404, forbidden: 403, conflict: 409, invalid: 422 } as const;
const TYPES: Readonly<Record<string, SigningCommand['type']>> = {
  return: 'ReturnSigning', resubmit: 'ResubmitSigning', confirm: 'ConfirmSigning', approve: 'ApproveSigning',
  withdraw: 'WithdrawSigning', correct: 'CorrectSigning', amend: 'AmendSigning', terminate: 'TerminateSigning',
};
/** Who does one of these vouches for what he saw. */
const VOUCHED = ['return', 'confirm', 'approve'];

const partsOf = ({ path, body }: Pick<Asked, 'path' | 'body'>): Readonly<{ id: string; verb: string | undefined }> => {
  const [, , , id, verb] = path.split('/');
  return { id: id ?? (body as { id: string }).id, verb };
};

export const streamOf = (asked: Pick<Asked, 'path' | 'body'>): string => `signing-${partsOf(asked).id}`;

/** The command as the api makes it of the request; `at` is the day of the world for rules that look at it. */
export const commandOf = (operation: Operation): SigningCommand => {
  const { id, verb } = partsOf(operation);
  const actor = developmentPrincipals[operation.as];
  const common = { id: operation.command, actor, at: operation.at, directory: byCodes };
  if (verb === undefined) {
    const { id: _, source = null, externalIds = [], ...terms } = operation.body as Record<string, unknown>;
    return { ...common, type: 'SubmitSigning', data: { id, terms: termsSchema.parse(terms), source, number: null, externalIds } } as unknown as SigningCommand;
  }
  const { changes, ...rest } = operation.body as Record<string, unknown>;
  const data = {
    id, ...rest, note: rest['note'] ?? null, version: operation.ifMatch ?? 0, waive: rest['waive'] ?? [], externalIds: [],
    ...(changes === undefined ? {} : { changes: changesSchema.parse(changes) }),
  };
  return { ...common, type: TYPES[verb], data } as unknown as SigningCommand;
};

/** The state after each version of a stream, beginning with version 0. */
export const statesOf = (events: readonly StoredEvent[]): readonly Signing[] => {
  const states: Signing[] = [absent];
  for (const { data, metadata, ...event } of events) {
    const fact = { ...event, data: JSON.parse(data) as object, metadata: JSON.parse(metadata) as object, recordedAt: '' } as unknown as Recorded<SigningFact>;
    states.push(evolve(states.at(-1) as Signing, fact));
  }
  return states;
};

/**
 * What must be said of a command on the state of a version. That there is nothing for the asker is said first, then
 * that he names no version or another one, and only then what a rule says.
 */
export const verdictOn = (operation: Operation, state: Signing, version: number): Verdict => {
  const command = commandOf(operation);
  const { verb } = partsOf(operation);
  const decided = decide(command, state);
  if ('status' in decided && decided.status === STATUS.absent) return decided;
  if (operation.ifMatch === undefined && verb !== undefined && VOUCHED.includes(verb)) return { status: 428, code: 'request/if-match-missing' };
  if (verb !== undefined && operation.ifMatch !== undefined && operation.ifMatch !== version) return { status: 412, code: 'request/version-moved' };
  return decided;
};

const decide = (command: SigningCommand, state: Signing): Verdict => {
  try {
    // No command of a run names a document or an outside number, so all that is decided lies in the signing's own stream.
    return { facts: signing.decide(command, { ...signing.initialState, signing: state }) as readonly SigningFact[] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: STATUS[error.kind], code: error.code };
  }
};
