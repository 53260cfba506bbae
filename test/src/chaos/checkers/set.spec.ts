import { randomUUID } from 'node:crypto';
import { eventId } from '@entente/infra/event-log/event-id';
import { CHENGDU, plain, reason } from '../../support/samples.js';
import type { Operation } from '../history.js';
import { set } from './set.js';
import { stage } from './stage.samples.js';

const id = randomUUID();
const submit = { as: CHENGDU, path: '/v1/signings', body: plain({ id }), key: 'one' };
const withdraw = { as: CHENGDU, path: `/v1/signings/${id}/withdraw`, body: { reason }, key: 'two' };

describe('the set of commands', () => {
  it('is whole where each is answered, repeated, lost and found, refused, or asked for something else', () => {
    const { asks, log, history } = stage();
    asks(submit);
    asks({ ...submit, body: plain({ id, project: '另' }) });
    asks(submit);
    asks({ ...submit, key: 'other' });
    asks(withdraw, { lost: true });
    asks(withdraw);
    asks({ ...withdraw, key: 'again' });
    asks({ ...submit, body: plain({ id: randomUUID() }), key: 'lost' }, { lost: true });
    expect(history().operations.map(({ outcome }) => outcome)).toEqual(['ok', 'fail', 'ok', 'fail', 'unknown', 'ok', 'ok', 'unknown']);
    expect(set(log(), history().operations)).toEqual([]);
  });

  const told = () => {
    const { asks, log, history } = stage();
    const first = asks(submit);
    asks(withdraw);
    return { log: log(), operations: history().operations, first };
  };

  it('is not whole where an acknowledged command is lost', () => {
    const { log: { head, events, commands }, operations, first } = told();
    const lost = { head, events: events.slice(1), commands: commands.slice(1) };
    expect(set(lost, operations)).toEqual([`Command ${first.command} (operation 1, ${CHENGDU} on /v1/signings, key one) was acknowledged at 1 and is not in the log.`]);
  });

  it('nor where its events are lost and its receipt is not', () => {
    const { log, operations } = told();
    const [first, ...others] = log.events;
    expect(set({ ...log, events: [first!, { ...others[0]!, ordinal: 1 }] }, operations)).toHaveLength(1);
    expect(set({ ...log, commands: log.commands.slice(1) }, operations)).toEqual([
      expect.stringContaining('the log holds its events at 1 and no receipt'), expect.stringContaining('is not in the log')]);
  });

  it('nor where one is in the log twice', () => {
    const { log, operations, first } = told();
    const twice = { ...log, events: [...log.events, { ...log.events[0]!, position: 3, version: 3 }] };
    expect(set(twice, operations)).toEqual([
      expect.stringContaining(`Command ${first.command}: its events at 1, 3 are not one append`), expect.stringContaining(`Command ${first.command}: its receipt says`)]);
  });

  it('is whole where one writes to several streams, and not where its receipt is of none of them', () => {
    const { log, operations } = told();
    const [command, event] = [log.commands.at(-1)!, log.events.at(-1)!];
    const more = { ...event, id: eventId(event.commandId, 1), ordinal: 1, stream: 'edition-code-cisc-21', version: 1, position: event.position + 1 };
    const receipt = (stream: string, n: number) => ({ ...log, events: [...log.events, more], commands: [...log.commands.slice(0, -1), { ...command, stream, position: n }] });
    const known = operations.map((operation) => (operation.command === command.id ? { ...operation, position: event.position + 1 } : operation));
    const said = (stream: string, n = event.position + 1) => set(receipt(stream, n), known).filter((each) => each.includes('its receipt says'));
    expect(said(event.stream)).toEqual([]);
    expect(said('edition-other')).toHaveLength(1);
    expect(said(event.stream, event.position)).toHaveLength(1);
  });

  it('nor where the log holds what nobody asked for', () => {
    const { log, operations } = told();
    expect(set(log, operations.slice(1))).toEqual([expect.stringContaining('stands in the log at 1, and nobody asked for it')]);
    const [command] = log.commands;
    const more = (stream: string) => set({ ...log, commands: [...log.commands, { ...command!, id: randomUUID(), stream, position: 3 }] }, operations);
    expect(more(`pact-${id}`)).toEqual([expect.stringContaining('stands in the log at 3, and nobody asked for it')]);
    expect(more(`organisation-${id}`)).toEqual([]);
    // Of an issue, a job said again what it had said.
    expect(more(`report-${id}`)).toEqual([]);
    expect(more('report-closings')).toHaveLength(1);
  });

  it.each<[string, (operation: Operation) => Operation, string]>([
    ['what was refused is there', (operation) => ({ ...operation, outcome: 'fail', status: 409, code: 'signing/exists', etag: null }), 'was refused every time it was asked, and stands in the log at 1'],
    ['a receipt says something else', (operation) => ({ ...operation, outcome: 'ok', status: 201, replayed: false, receipt: { stream: `signing-${id}`, version: 1, position: 2 } }), 'got the receipt'],
    ['another question is acknowledged', (operation) => ({ ...operation, body: plain({ id, project: '另' }) }), 'the log holds another question under its key'],
  ])('nor where %s', (_, broken, sentence) => {
    const { log, operations: [first, ...others] } = told();
    expect(set(log, [broken(first!), ...others])[0]).toContain(sentence);
  });

  it('nor where a repetition is refused, or taken for new', () => {
    const { log, operations, first } = told();
    const again: Operation = { ...first, n: 3, invoked: 100, answered: 101 };
    expect(set(log, [...operations, again])).toEqual([expect.stringContaining('was taken for new twice')]);
    expect(set(log, [...operations, { ...again, outcome: 'fail', status: 409, code: 'signing/exists', etag: null }])).toEqual([
      expect.stringContaining('was refused (signing/exists) after it had been acknowledged')]);
  });
});
