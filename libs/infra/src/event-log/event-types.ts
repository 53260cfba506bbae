import type { EventType } from '@entente/domain/kernel/event-type';
import type { Recorded } from '@entente/domain/kernel/message';

/** The facts that this process knows. */
export type EventTypes = Readonly<{
  /** The newest schema version of a type; throws for a type that is not in the catalogue. */
  versionOf: (type: string) => number;
  /** A stored fact in the newest shape of its type; an unknown type, or a newer shape than this process knows, is left as it is. */
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
      if (!type || stored.schemaVersion >= type.version) return stored;
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
