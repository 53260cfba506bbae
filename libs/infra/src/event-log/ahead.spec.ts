import { byCodes } from '@entente/domain/kernel/directory';
import type { Fact } from '@entente/domain/kernel/message';
import { Ahead } from './ahead.js';
import type { Folded, Waiting } from './deciding.js';
import { metadata } from './event-log.contract.js';

type Told = readonly (readonly [stream: string | undefined, n: unknown])[];

/** Its state is all that it was told, in that order. */
const waiting = (...streams: [string, ...string[]]): Waiting => ({
  decider: {
    name: 'told', stateVersion: 1, streamsOf: () => streams, initialState: [], decide: () => [],
    evolve: (state, { stream, data }) => [...state as Told, [stream, (data as { n: number }).n]],
  },
  command: { type: 'Tell', id: streams.join(), actor: metadata.actor, at: '2024-01-11T00:00:00.000Z', directory: byCodes, data: {} },
  envelope: { inputHash: '' }, streams, lane: 'a', key: streams.join(' '), resolve: () => undefined, reject: () => undefined, conflicts: 0,
});
const at = (versions: Record<string, number>): Folded => ({ state: [], versions: new Map(Object.entries(versions)) });
const fact = (n: number, stream?: string): Fact => ({ type: 'Told', effectiveOn: null, data: { n }, ...(stream === undefined ? {} : { stream }) });

describe('What a turn has decided ahead', () => {
  const [x, y] = [waiting('x', 'a', 'b'), waiting('y', 'b', 'a')];
  const ahead = new Ahead();
  ahead.add(x, at({ x: 0, a: 4, b: 7 }), [fact(1), fact(2, 'b'), fact(3, 'a')]);
  ahead.add(x, ahead.of(x, at({})) as Folded, [fact(4, 'a'), fact(5, 'b')]);

  it('is told to others that name its streams, in the order of decision and with their streams', () => {
    expect(ahead.of(y, at({ y: 2, a: 4, b: 7 }))).toEqual({ state: [['b', 2], ['a', 3], ['a', 4], ['b', 5]], versions: new Map([['y', 2], ['a', 6], ['b', 9]]) });
    expect(ahead.of(waiting('z'), at({ z: 1 }))).toEqual(at({ z: 1 }));
  });

  it('is not told twice', () => {
    expect(ahead.of(y, at({ y: 2, a: 5, b: 8 }))?.state).toEqual([['a', 4], ['b', 5]]);
    expect(ahead.of(x, at({}))?.state).toEqual([['x', 1], ['b', 2], ['a', 3], ['a', 4], ['b', 5]]);
  });

  it('leaves nothing to decide on where the state at hand lacks what it rests on', () => {
    expect(ahead.of(y, at({ y: 2, a: 3, b: 7 }))).toBeUndefined();
    expect(ahead.of(y, at({ y: 2, a: 4, b: 0 }))).toBeUndefined();
  });

  it('is kept under each key as its last command left it', () => {
    const more = new Ahead();
    more.add(x, at({ x: 0, a: 4, b: 7 }), [fact(1, 'a')]);
    more.add(y, more.of(y, at({ y: 0, a: 4, b: 7 })) as Folded, []);
    expect(more.entries()).toEqual([
      ['x a b', { state: [['a', 1]], versions: new Map([['x', 0], ['a', 5], ['b', 7]]) }],
      ['y b a', { state: [['a', 1]], versions: new Map([['y', 0], ['b', 7], ['a', 5]]) }],
    ]);
  });
});
