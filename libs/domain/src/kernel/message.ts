import type { Directory } from './directory.js';

/** A fact: what happened, since when it was true in the world (EDTF, in the source's precision), and its details. */
export type Fact<Type extends string = string, Data extends object = object> = Readonly<{
  type: Type;
  /** EDTF text such as `2022`, `2011-12` or `2024-01-11`; null where the source states no date. */
  effectiveOn: string | null;
  data: Readonly<Data>;
  /** The stream it belongs to, where that is not the first stream of the command. */
  stream?: string;
}>;

/** A fact as the log has it: numbered, dated and attributed. */
export type Recorded<F extends Fact = Fact> = F & Readonly<{
  /** UUIDv5 of the command's id and `ordinal`. */
  id: string;
  position: number;
  stream: string;
  version: number;
  schemaVersion: number;
  /** RFC 3339 instant in UTC with whole milliseconds: when the log learned it. */
  recordedAt: string;
  commandId: string;
  ordinal: number;
  metadata: Metadata;
}>;

/** Who acts: a person or a machine of an organisation, in a role, for a region and all below it. */
export type Actor = Readonly<{
  principal: string;
  organisation: string;
  role: Role;
  /** A region code, or `*` for all regions. */
  region: string;
}>;

export type Role = 'administrator' | 'region' | 'bank' | 'report' | 'auditor';

export type Metadata = Readonly<{
  actor: Actor;
  /** W3C trace id of the request, where there was one. */
  trace?: string;
  /** The event that caused the command, where a process issued it. */
  causation?: string;
}>;

/** An intention: it may be refused. Time, ids, the actor and what it may refer to come in with it, so that deciding reads no clock and no table. */
export type Command<Type extends string = string, Data extends object = object> = Readonly<{
  type: Type;
  id: string;
  actor: Actor;
  /** RFC 3339 instant in UTC: when the command came in. */
  at: string;
  directory: Directory;
  data: Readonly<Data>;
}>;
