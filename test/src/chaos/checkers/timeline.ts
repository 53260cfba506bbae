import type { Operation } from '../history.js';
import type { StoredEvent, StoredLog } from './stored.js';

/** The events of a stream, and which of its versions can have stood at some moment of a span of time. */
export type Timeline = Readonly<{
  of: (stream: string) => readonly StoredEvent[];
  /** From what was surely written before the span to what may have been written before its end, both included. */
  versions: (stream: string, from: number, to: number) => Readonly<{ least: number; most: number }>;
}>;

/**
 * When an event was written is known within bounds: not before its command was first asked for, nor before anything
 * that stands before it; and at the latest when its command, or any that stands behind it, was acknowledged.
 */
export const timelineOf = ({ events }: StoredLog, operations: readonly Operation[]): Timeline => {
  const asked = new Map<string, number>();
  const acknowledged = new Map<string, number>();
  const earlier = (times: Map<string, number>, command: string, at: number): unknown => times.set(command, Math.min(times.get(command) ?? Infinity, at));
  for (const { command, outcome, invoked, answered } of operations) {
    earlier(asked, command, invoked);
    if (outcome === 'ok') earlier(acknowledged, command, answered);
  }
  const notBefore = new Map<number, number>();
  const notAfter = new Map<number, number>();
  let [latest, earliest] = [-Infinity, Infinity];
  for (const { position, commandId } of events) notBefore.set(position, (latest = Math.max(latest, asked.get(commandId) ?? -Infinity)));
  for (const { position, commandId } of events.toReversed()) notAfter.set(position, (earliest = Math.min(earliest, acknowledged.get(commandId) ?? Infinity)));

  const streams = new Map<string, StoredEvent[]>();
  for (const event of events) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  const of = (stream: string): readonly StoredEvent[] => streams.get(stream) ?? [];
  return {
    of,
    versions: (stream, from, to) => ({
      least: of(stream).filter(({ position }) => (notAfter.get(position) as number) < from).length,
      most: of(stream).filter(({ position }) => (notBefore.get(position) as number) < to).length,
    }),
  };
};
