import { randomBytes } from 'node:crypto';

/** The trace id of a W3C `traceparent`, or a new one. */
export const traceIdOf = (traceparent: unknown): string => {
  const id = typeof traceparent === 'string' ? /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/.exec(traceparent)?.[1] : undefined;
  return id && !/^0+$/.test(id) ? id : randomBytes(16).toString('hex');
};
