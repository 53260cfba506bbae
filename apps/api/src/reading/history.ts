import type { Recorded } from '@entente/domain/kernel/message';

/**
 * One line of a history: which act made which version, when it was known and by which organisation.
 * @param isTold whether the reader is told what was said, too.
 */
export const historyLine = ({ version, position, type, recordedAt, effectiveOn, metadata, data }: Recorded, isTold = true): object => ({
  version, position, type, recordedAt, effectiveOn, by: { organisation: metadata.actor.organisation, role: metadata.actor.role }, data: isTold ? impersonal(data) : null,
});

/** The record answers for organisations; which of their people acted stays in the log. */
const impersonal = (data: object): object =>
  JSON.parse(JSON.stringify(data, (name, value: unknown) => (name === 'principal' ? undefined : value))) as object;
