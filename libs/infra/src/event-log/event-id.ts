import { hash } from 'node:crypto';

/** The namespace of Entente's name-based ids. */
const NAMESPACE = Buffer.from('5f0c9a346f0e5d0a9f520d7a4c7d2f11', 'hex');

/** UUIDv5 (RFC 9562, 5.5) as its sixteen bytes: the SHA-1 of namespace and name, with version and variant put in. */
const v5 = (name: string): Buffer => {
  const bytes = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(name)]), 'buffer').subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes;
};

const textOf = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** The id of the event of this ordinal that a command makes, as bytes: a repetition makes the same event. */
export const eventIdBytes = (commandId: string, ordinal: number): Buffer => v5(`${commandId}/${ordinal}`);
export const eventId = (commandId: string, ordinal: number): string => textOf(eventIdBytes(commandId, ordinal));

/** The id of the command that is made of these parts: the same request of the same principal is the same command. */
export const commandIdOf = (...parts: readonly string[]): string => textOf(v5(parts.join('\n')));
