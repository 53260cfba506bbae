import { randomUUID } from 'node:crypto';
import { CHENGDU, plain, reason } from '../../support/samples.js';
import type { Operation } from '../history.js';
import { order } from './order.js';
import { stage } from './stage.samples.js';
import type { StoredLog } from './stored.js';

const played = () => {
  const { asks, log, history } = stage();
  for (const id of [randomUUID(), randomUUID()]) {
    asks({ as: CHENGDU, path: '/v1/signings', body: plain({ id }) });
    asks({ as: CHENGDU, path: `/v1/signings/${id}/withdraw`, body: { reason } });
  }
  return { log: log(), operations: history().operations };
};

describe('the order of the log', () => {
  it('is sound where it is one line that agrees with what people saw', () => {
    const { log, operations } = played();
    expect(log.events).toHaveLength(4);
    expect(order(log, operations)).toEqual([]);
  });

  it.each<[string, (log: StoredLog) => StoredLog, readonly string[]]>([
    ['an event is gone', (log) => ({ ...log, events: log.events.filter(({ position }) => position !== 2) }), ['Position 3: it follows position 1.', 'Position 3: its hash']],
    ['its data are changed', (log) => ({ ...log, events: log.events.map((event) => (event.position === 2 ? { ...event, data: '{}' } : event)) }), ['Position 2: its hash']],
    ['a version is left out', (log) => ({ ...log, events: log.events.map((event) => (event.position === 4 ? { ...event, version: 3 } : event)) }), ['goes on with version 3 instead of 2', 'Position 4: its hash']],
    ['time goes back', (log) => ({ ...log, events: log.events.map((event) => (event.position === 3 ? { ...event, recorded: 0 } : event)) }), ['Position 3: it was recorded before', 'Position 3: its hash']],
    ['the end is cut off', (log) => ({ ...log, events: log.events.slice(0, 3) }), ['The head stands at 4, and the last event at 3.', 'The head has another hash']],
    ['two have changed places', (log) => ({ ...log, events: [0, 2, 1, 3].map((n, at) => ({ ...log.events[n]!, position: at + 1, recorded: log.events[at]!.recorded })) }), ['Position 2: its hash', 'Position 3: its hash', 'Position 4: its hash']],
  ])('is not where %s', (_, broken, sentences) => {
    const { log } = played();
    const faults = order(broken(log), []);
    for (const sentence of sentences) expect(faults).toContainEqual(expect.stringContaining(sentence));
    expect(faults).toHaveLength(sentences.length);
  });

  it('is not where what was acknowledged first stands behind what was asked for later', () => {
    const { log, operations } = played();
    const [, second, third] = operations as [Operation, Operation, Operation];
    const swapped = operations.map((operation) =>
      operation === second ? { ...operation, invoked: third.invoked, answered: third.answered } : operation === third ? { ...operation, invoked: second.invoked, answered: second.answered } : operation);
    expect(order(log, swapped)).toEqual([expect.stringContaining(`was acknowledged before ${second.command} was asked for, and stands behind it: at 3, not before 2.`)]);
  });
});
