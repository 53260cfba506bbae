import { canonical, sha256Hex } from '@entente/infra/event-log/canonical';
import { eventId } from '@entente/infra/event-log/event-id';
import { type Operation, told } from '../history.js';
import { isOfJob } from './credit-facts.js';
import type { StoredCommand, StoredEvent, StoredLog } from './stored.js';

export const groupedBy = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
};

const hashOf = ({ body }: Operation): string => sha256Hex(canonical(body));

/** What is said of a command that the log knows: its events stand together, once, and end where its receipt says; the stream of the receipt, which they need not stand in, is left at its version. */
const wholeness = ({ id, stream, version, position }: StoredCommand, events: readonly StoredEvent[], versionAt: (stream: string, position: number) => number): readonly string[] => {
  const last = events.at(-1);
  if (!last) return [];
  const together = events.every((event, n) => event.ordinal === n && event.id === eventId(id, n) && event.position === last.position - events.length + 1 + n);
  return [
    ...(together ? [] : [`Command ${id}: its events at ${events.map((event) => event.position).join(', ')} are not one append, each once and in order.`]),
    ...(last.position === position && versionAt(stream, position) === version ? [] : [
      `Command ${id}: its receipt says ${stream} version ${version} at ${position}, and its last event is ${last.stream} version ${last.version} at ${last.position}.`]),
  ];
};

/** What the answers to one command say, held against what the log knows of it. */
const answers = (operations: readonly Operation[], stored: StoredCommand | undefined): readonly string[] => {
  const faults: string[] = [];
  for (const operation of operations) {
    if (operation.outcome !== 'ok') continue;
    const { stream, version, position } = operation.receipt;
    if (!stored) faults.push(`${told(operation)} was acknowledged at ${position} and is not in the log.`);
    else if (stored.inputHash !== hashOf(operation)) faults.push(`${told(operation)} was acknowledged, and the log holds another question under its key.`);
    else if (stored.stream !== stream || stored.version !== version || stored.position !== position) {
      faults.push(`${told(operation)} got the receipt ${stream} version ${version} at ${position}, and the log holds ${stored.stream} version ${stored.version} at ${stored.position}.`);
    }
  }
  const mine = operations.filter((operation) => hashOf(operation) === stored?.inputHash);
  if (stored && !mine.some(({ outcome }) => outcome !== 'fail')) {
    faults.push(`${told(operations[0] as Operation)} was refused every time it was asked, and stands in the log at ${stored.position}.`);
  }
  const firsts = operations.filter((operation) => operation.outcome === 'ok' && !operation.replayed);
  if (firsts.length > 1) faults.push(`${told(firsts[1] as Operation)} was taken for new twice: it is operation ${firsts[0]?.n} as well.`);
  return [...faults, ...repeats(mine)];
};

/** Once it is acknowledged, a repetition is acknowledged too. */
const repeats = (operations: readonly Operation[]): readonly string[] => {
  const acknowledged = Math.min(...operations.filter(({ outcome }) => outcome === 'ok').map(({ answered }) => answered));
  return operations.flatMap((operation) =>
    operation.outcome === 'fail' && operation.invoked > acknowledged ? [`${told(operation)} was refused (${operation.code}) after it had been acknowledged.`] : []);
};

/** The register of regions, the edition that the submissions name, and the bodies that make pacts were entered before the clients began. */
const BEFORE = ['territory', 'edition-', 'organisation-'];

/** Of an issue nobody but a job says anything, and where it says the same again nothing is written. */
const isOfIssue = (stream: string): boolean => /^report-[0-9a-f]{8}-/.test(stream);
const isByJob = (stream: string, events: readonly StoredEvent[] = []): boolean => (events.length > 0 ? events.every(isOfJob) : isOfIssue(stream));

/**
 * Every acknowledged command is in the log exactly once and its receipt is the stored one; what nobody knows of is there
 * once or not at all; what was refused is not there; and nothing is there that nobody asked for.
 */
export const set = ({ events, commands }: StoredLog, operations: readonly Operation[]): readonly string[] => {
  const asked = groupedBy(operations, ({ command }) => command);
  const written = groupedBy(events, ({ commandId }) => commandId);
  const stored = new Map(commands.map((command) => [command.id, command]));
  const streams = groupedBy(events, ({ stream }) => stream);
  const versionAt = (stream: string, position: number): number => streams.get(stream)?.findLast((event) => event.position <= position)?.version ?? 0;
  return [
    ...commands.flatMap((command) => wholeness(command, written.get(command.id) ?? [], versionAt)),
    ...[...written].filter(([id]) => !stored.has(id)).map(([id, [event]]) => `Command ${id}: the log holds its events at ${event?.position} and no receipt.`),
    ...commands.filter(({ id, stream }) => !asked.has(id) && !BEFORE.some((begun) => stream.startsWith(begun)) && !isByJob(stream, written.get(id))).map(({ id, position }) => `Command ${id} stands in the log at ${position}, and nobody asked for it.`),
    ...[...asked].flatMap(([id, group]) => answers(group, stored.get(id))),
  ];
};
