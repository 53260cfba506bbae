import { createHash } from 'node:crypto';
import { developmentPrincipals } from '@entente/infra/access/dev-keys';
import { canonical, sha256Hex } from '@entente/infra/event-log/canonical';
import { eventId } from '@entente/infra/event-log/event-id';
import { type Asked, commandOf, type History, type Operation, type Outcome } from '../history.js';
import { statesOf, streamOf, verdictOn } from './oracle.js';
import type { StoredCommand, StoredEvent, StoredLog, StoredSum } from './stored.js';

/** A log and a history that fit each other, in memory, for checkers to be tried on. */
export type Stage = Readonly<{
  /** Asks and is answered as a sound product would; the answer may be lost on the way. */
  asks: (asked: Omit<Asked, 'key'> & { key?: string }, more?: Readonly<{ lost?: boolean; while?: () => void }>) => Operation;
  reads: (stream: string) => void;
  log: () => StoredLog;
  history: () => History;
}>;

const RECORDED = Date.UTC(2026, 0, 1);
const chained = (previous: string, event: Omit<StoredEvent, 'hash'>): string => {
  const columns = [event.position, event.id, event.stream, event.version, event.type, event.schemaVersion, event.effectiveOn ?? '', event.recorded, event.commandId, event.ordinal, event.metadata, event.data];
  const leaf = createHash('sha256').update(Buffer.concat([Buffer.from([0]), Buffer.from(columns.join('\n'))])).digest();
  return createHash('sha256').update(Buffer.concat([Buffer.from(previous, 'hex'), leaf])).digest('hex');
};

export const stage = (): Stage => {
  const events: StoredEvent[] = [];
  const commands: StoredCommand[] = [];
  const operations: Operation[] = [];
  const readings: History['readings'][number][] = [];
  let clock = 0;
  const of = (stream: string): readonly StoredEvent[] => events.filter((event) => event.stream === stream);
  const head = (): StoredLog['head'] => ({ position: events.length, recorded: RECORDED + events.length, hash: events.at(-1)?.hash ?? '00'.repeat(32) });

  const answer = (operation: Operation): Outcome => {
    const stream = streamOf(operation);
    const inputHash = sha256Hex(canonical(operation.body));
    const known = commands.find(({ id }) => id === operation.command);
    if (known && known.inputHash !== inputHash) return { outcome: 'fail', status: 422, code: 'request/idempotency-key-reused', etag: null };
    if (known) return { outcome: 'ok', status: 200, replayed: true, receipt: { stream, version: known.version, position: known.position } };
    const version = of(stream).length;
    const verdict = verdictOn(operation, statesOf(of(stream)).at(-1) as never, version);
    if ('code' in verdict) return { outcome: 'fail', ...verdict, etag: verdict.status === 412 ? version : null };
    verdict.facts.forEach(({ type, effectiveOn, data }, ordinal) => {
      const event = {
        position: events.length + 1, id: eventId(operation.command, ordinal), stream, version: version + ordinal + 1, type, schemaVersion: 1, effectiveOn,
        recorded: RECORDED + events.length + 1, commandId: operation.command, ordinal,
        metadata: canonical({ actor: developmentPrincipals[operation.as] }), data: canonical(data),
      };
      events.push({ ...event, hash: chained(head().hash, event) });
    });
    const receipt = { stream, version: of(stream).length, position: events.length };
    commands.push({ id: operation.command, inputHash, ...receipt });
    return { outcome: 'ok', status: 200, replayed: false, receipt };
  };
  return {
    asks: (asked, { lost = false, while: meanwhile } = {}) => {
      const n = operations.length + 1;
      const full = { ...asked, key: asked.key ?? `key ${n} ${clock}` };
      const begun = { n, client: 0, api: 0, command: commandOf(full), ...full, invoked: (clock += 1), at: '2026-01-01T00:00:00.000Z' };
      const outcome = answer(begun as Operation);
      meanwhile?.();
      const told: Outcome = lost ? { outcome: 'unknown', why: 'lost' } : outcome;
      const operation: Operation = { ...begun, ...told, answered: (clock += 1) };
      operations.push(operation);
      return operation;
    },
    reads: (stream) => void readings.push({ stream, version: of(stream).length, invoked: (clock += 1), answered: (clock += 1) }),
    log: () => ({ head: head(), events: [...events], commands: [...commands] }),
    history: () => ({ operations: [...operations], readings: [...readings] }),
  };
};

/** What a journal would hold of one hundred yuan that Chengdu alone hosts. */
export const sumsOf = (subject: string): readonly StoredSum[] => [
  { metric: 'signings.count', subject, region: '510100', unit: 'project', kind: '', value: '1' },
  { metric: 'signings.contracted', subject, region: '510100', unit: 'CNY', kind: 'total-investment', value: '100.00' },
];
