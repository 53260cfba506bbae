import { parse, v5 } from 'uuid';

/** The namespace of Entente's name-based ids. */
const ENTENTE = '5f0c9a34-6f0e-5d0a-9f52-0d7a4c7d2f11';

const NAMESPACE = parse(ENTENTE);

/** UUIDv5 of the command's id and the ordinal of the event: a repetition makes the same event. */
export const eventId = (commandId: string, ordinal: number): string => v5(`${commandId}/${ordinal}`, NAMESPACE);
/** The same as its sixteen bytes. */
export const eventIdBytes = (commandId: string, ordinal: number): Buffer => v5(`${commandId}/${ordinal}`, NAMESPACE, Buffer.allocUnsafe(16));

/** UUIDv5 of the parts: the same request of the same principal is the same command. */
export const commandIdOf = (...parts: readonly string[]): string => v5(parts.join('\n'), NAMESPACE);
