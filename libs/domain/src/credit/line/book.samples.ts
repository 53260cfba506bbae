import type { Decider } from '../../kernel/decider.js';
import type { Command, Fact, Recorded } from '../../kernel/message.js';
import { Refusal } from '../../kernel/refusal.js';

/** A log in memory: what was decided stands in its streams, in the order in which it was written. */
export type Book = { readonly all: Recorded[]; readonly streams: Map<string, Recorded[]> };

export const emptyBook = (): Book => ({ all: [], streams: new Map() });
export const streamIn = (book: Book, stream: string): readonly Recorded[] => book.streams.get(stream) ?? [];

/** What a decider reads before it decides: the streams that it names, each folded in its order. */
export const stateIn = <S, C extends Command, F extends Fact>(book: Book, decider: Decider<S, C, F>, command: C): S =>
  decider.streamsOf(command).flatMap((stream) => streamIn(book, stream)).reduce((state, fact) => decider.evolve(state, fact as unknown as F), decider.initialState);

/**
 * Decides upon what stands, and writes what follows.
 * @throws Refusal where it is refused, and Error where a fact belongs to a stream that the command does not name.
 */
export const act = <S, C extends Command, F extends Fact>(book: Book, decider: Decider<S, C, F>, command: C): readonly Recorded[] => {
  const streams = decider.streamsOf(command);
  const facts = decider.decide(command, stateIn(book, decider, command)).map((fact, ordinal): Recorded => {
    const stream = fact.stream ?? streams[0];
    if (!streams.includes(stream)) throw new Error(`${command.type} writes to ${stream}, which it does not name`);
    const recorded = {
      ...fact, id: `${command.id}/${ordinal}`, position: book.all.length + 1, stream, version: streamIn(book, stream).length + 1, schemaVersion: 1, recordedAt: command.at, commandId: command.id, ordinal,
      metadata: { actor: command.actor },
    };
    book.all.push(recorded);
    book.streams.set(stream, [...streamIn(book, stream), recorded]);
    return recorded;
  });
  return facts;
};

/** The code of the refusal, or what was written. */
export const attempted = <S, C extends Command, F extends Fact>(book: Book, decider: Decider<S, C, F>, command: C): string | readonly Recorded[] => {
  try {
    return act(book, decider, command);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};
