import type { z } from 'zod';
import type { Fact } from './message.js';
import type { Words } from './refusal.js';

/** The contract of one type of fact: types, JSON Schemas, AsyncAPI and the event catalogue are made from it. */
export type EventType<Type extends string = string, Schema extends z.ZodType = z.ZodType> = Readonly<{
  type: Type;
  version: number;
  describes: Words;
  schema: Schema;
  /** From the version that is the key to the next one. */
  upcasts: Readonly<Record<number, (data: object) => object>>;
}>;

export const eventType = <Type extends string, Schema extends z.ZodType>(
  type: Type,
  describes: Words,
  schema: Schema,
  history: { version: number; upcasts: EventType['upcasts'] } = { version: 1, upcasts: {} },
): EventType<Type, Schema> => ({ type, describes, schema, ...history });

/** The fact that an event type describes. */
export type FactOf<E> = E extends EventType<infer Type, infer Schema>
  ? z.infer<Schema> extends object
    ? Fact<Type, z.infer<Schema>>
    : never
  : never;
