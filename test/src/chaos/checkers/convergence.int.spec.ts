import type { Recorded } from '@entente/domain/kernel/message';
import { ensureBuild } from '@entente/infra/reading/builds';
import { catchUpWholly } from '@entente/infra/reading/catch-up';
import type { Reader } from '@entente/infra/reading/reader';
import { activeBuild, metricsReader, type Node, openNode, signingsReader } from '@entente/infra/reading/reading.samples';
import { eventTypes } from '@entente/infra/reading/readers';
import { convergence } from './convergence.js';

/** Readers that do wrong what a reader can do wrong; the runner under them is the real one. */
const breaking = (reader: Reader, handed: (facts: readonly Recorded[]) => readonly Recorded[]): Reader =>
  ({ ...reader, apply: (client, build, facts) => reader.apply(client, build, handed(facts)) });
const FIFTH = 5;

describe('convergence on a real log', () => {
  let node: Node;
  beforeEach(async () => {
    node = await openNode();
    await node.grow(60);
  });
  afterEach(() => node.close());
  const read = async (reader: Reader): Promise<void> => {
    await ensureBuild(node.worker, reader);
    expect(await catchUpWholly(node.worker, eventTypes, reader, (await activeBuild(node.worker, reader)).build, 40)).toMatchObject({ state: 'done' });
  };
  const differs = (reader: Reader): readonly string[] => [expect.stringMatching(`^${reader.name}: the rows are not those of a fresh fold`)];

  it('holds for readers that read every fact once and in order', async () => {
    for (const reader of [signingsReader, metricsReader]) await read(reader);
    expect(await convergence(node.worker, eventTypes, [signingsReader, metricsReader])).toEqual([]);
  });

  it('tells of readers that are behind, or not there', async () => {
    await read(signingsReader);
    await node.grow(1);
    expect(await convergence(node.worker, eventTypes, [signingsReader, metricsReader])).toEqual([
      expect.stringMatching(/^signings stands at position \d+, and the log at \d+\.$/), 'signing-metrics has no active build.']);
  });

  const without = (facts: readonly Recorded[]): readonly Recorded[] => facts.filter(({ position }) => position !== FIFTH);
  const twice = (facts: readonly Recorded[]): readonly Recorded[] => facts.flatMap((fact) => (fact.position === FIFTH ? [fact, fact] : [fact]));
  const reversed = (facts: readonly Recorded[]): readonly Recorded[] => facts.toReversed();
  it.each([
    ['skips one fact', signingsReader, without], ['skips one fact', metricsReader, without],
    // A view that is told the same submission twice holds the same row.
    ['takes one fact twice', metricsReader, twice],
    ['takes facts in another order', signingsReader, reversed], ['takes facts in another order', metricsReader, reversed],
  ])('tells of a reader that %s', async (_, reader, handed) => {
    await read(breaking(reader, handed));
    expect(await convergence(node.worker, eventTypes, [reader])).toEqual(differs(reader));
  });
});
