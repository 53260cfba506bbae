import type { EventType } from '@entente/domain/kernel/event-type';
import type { Recorded } from '@entente/domain/kernel/message';

/**
 * The log holds a fact in a shape that came after this process: another process is newer. Its SQLSTATE-like code says
 * that the time has not come, so that a reader waits for its update and does not stop for good.
 */
export class NewerFact extends Error {
  override readonly name = 'NewerFact';
  readonly code = '55000';

  constructor({ type, schemaVersion, position }: Recorded, known: number) {
    super(`${type} at position ${position} has schema version ${schemaVersion}, and this process knows ${known}; update it.`);
  }
}

/** The facts that this process knows. */
export type EventTypes = Readonly<{
  /** The newest schema version of a type; throws for a type that is not in the catalogue. */
  versionOf: (type: string) => number;
  /** A stored fact in the newest shape of its type; an unknown type is left as it is. Throws `NewerFact`. */
  upcast: (stored: Recorded) => Recorded;
}>;

export const eventTypesOf = (types: readonly EventType[]): EventTypes => {
  const byName = new Map(types.map((type) => [type.type, type]));
  return {
    versionOf: (name) => {
      const type = byName.get(name);
      if (!type) throw new Error(`The event type ${name} is not in the catalogue.`);
      return type.version;
    },
    upcast: (stored) => {
      const type = byName.get(stored.type);
      if (!type || stored.schemaVersion === type.version) return stored;
      if (stored.schemaVersion > type.version) throw new NewerFact(stored, type.version);
      let data: object = stored.data;
      for (let version = stored.schemaVersion; version < type.version; version += 1) {
        const step = type.upcasts[version];
        if (!step) throw new Error(`${stored.type} has no way from schema version ${version} to ${version + 1}.`);
        data = step(data);
      }
      return { ...stored, schemaVersion: type.version, data };
    },
  };
};
