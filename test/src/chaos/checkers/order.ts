import { createHash } from 'node:crypto';
import type { Operation } from '../history.js';
import { told } from '../history.js';
import type { StoredEvent, StoredLog } from './stored.js';

const GENESIS = '00'.repeat(32);

/** SHA-256 of the leaf prefix of RFC 6962 and all stored columns but the hash, one a line (0002-log). */
const leaf = (event: StoredEvent): Buffer => createHash('sha256').update('\0').update([
  event.position, event.id, event.stream, event.version, event.type, event.schemaVersion, event.effectiveOn ?? '', event.recorded,
  event.commandId, event.ordinal, event.metadata, event.data,
].join('\n')).digest();

const linked = (previous: string, event: StoredEvent): string => createHash('sha256').update(Buffer.from(previous, 'hex')).update(leaf(event)).digest('hex');

/** The log is one unbroken line: dense positions, contiguous versions, time that never goes back, and a chain of hashes to the head. */
const line = ({ head, events }: StoredLog): readonly string[] => {
  const faults: string[] = [];
  const versions = new Map<string, number>();
  let previous = { position: 0, recorded: 0, hash: GENESIS };
  for (const event of events) {
    const say = (what: string): void => void faults.push(`Position ${event.position}: ${what}`);
    const version = (versions.get(event.stream) ?? 0) + 1;
    if (event.position !== previous.position + 1) say(`it follows position ${previous.position}.`);
    if (event.version !== version) say(`${event.stream} goes on with version ${event.version} instead of ${version}.`);
    if (event.recorded < previous.recorded) say('it was recorded before the one that precedes it.');
    if (event.hash !== linked(previous.hash, event)) say('its hash is not that of its contents and of what precedes it.');
    versions.set(event.stream, event.version);
    previous = event;
  }
  if (head.position !== previous.position) faults.push(`The head stands at ${head.position}, and the last event at ${previous.position}.`);
  if (head.hash !== previous.hash) faults.push('The head has another hash than the last event.');
  if (head.recorded < previous.recorded) faults.push('The head was recorded before the last event.');
  return faults;
};

type Written = Readonly<{ position: number; invoked: number; acknowledged: number; by: Operation }>;

/** When each command that wrote was first asked for, and first acknowledged; in the order of the log. */
const written = ({ events }: StoredLog, operations: readonly Operation[]): readonly Written[] => {
  const last = new Map(events.map(({ commandId, position }) => [commandId, position]));
  const byCommand = new Map<string, Written>();
  for (const operation of operations) {
    const { command, outcome, invoked, answered } = operation;
    const position = last.get(command);
    if (position === undefined) continue;
    const acknowledged = outcome === 'ok' ? answered : Infinity;
    const known = byCommand.get(command);
    byCommand.set(command, known
      ? { ...known, invoked: Math.min(known.invoked, invoked), acknowledged: Math.min(known.acknowledged, acknowledged) }
      : { position, invoked, acknowledged, by: operation });
  }
  return [...byCommand.values()].sort((a, b) => a.position - b.position);
};

/** What was acknowledged before something else was asked for stands before it in the log. */
const realTime = (log: StoredLog, operations: readonly Operation[]): readonly string[] => {
  const faults: string[] = [];
  let latest: Written | undefined;
  for (const each of written(log, operations)) {
    if (latest && each.acknowledged < latest.invoked) {
      faults.push(`${told(each.by)} was acknowledged before ${latest.by.command} was asked for, and stands behind it: at ${each.position}, not before ${latest.position}.`);
    }
    if (!latest || each.invoked > latest.invoked) latest = each;
  }
  return faults;
};

export const order = (log: StoredLog, operations: readonly Operation[]): readonly string[] => [...line(log), ...realTime(log, operations)];
