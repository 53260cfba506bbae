import fc from 'fast-check';
import { type Append, AppendRejected, LogUnavailable, type Outcome } from './event-log.js';
import { metadata, sampleFact } from './event-log.contract.js';
import { GroupCommit, groupCommitDefaults, type GroupCommitOptions } from './group-commit.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const append = (commandId: string, stream: string, more: Partial<Append> = {}): Append => ({
  commandId, inputHash: '00', expect: [{ stream, version: 0 }], facts: [sampleFact(1)], metadata, ...more,
});
const appended = (appends: readonly Append[]): readonly Outcome[] =>
  appends.map(({ expect: [{ stream }] }) => ({ outcome: 'appended', receipt: { stream, version: 1, position: 1 } }));
const dataFault = (): Error => Object.assign(new Error('duplicate key'), { code: '23505' });
const lost = (): Error => Object.assign(new Error('Connection terminated unexpectedly'), { code: '57P01' });
const streamsOf = (each: Append): string[] => [...new Set([each.expect[0].stream, ...each.facts.flatMap(({ stream }) => stream ?? [])])];

/** A database whose answers are given by hand. */
const byHand = (options: Partial<GroupCommitOptions> = {}) => {
  const calls: { appends: readonly Append[]; answer: () => void; fail: (error: Error) => void }[] = [];
  const groups = new GroupCommit((appends) => new Promise((resolve, reject) => {
    calls.push({ appends, answer: () => resolve(appended(appends)), fail: reject });
  }), { ...groupCommitDefaults, ...options });
  const ids = (): string[][] => calls.map(({ appends }) => appends.map(({ commandId }) => commandId));
  return { groups, calls, ids };
};

describe('group commit', () => {
  it('writes what arrives together in one call, in the order in which it came', async () => {
    const { groups, calls, ids } = byHand();
    const answers = ['a', 'b', 'c'].map((id) => groups.append([append(id, id)]));
    await turn();
    expect(ids()).toEqual([['a', 'b', 'c']]);
    calls[0]?.answer();
    expect((await Promise.all(answers)).map(([outcome]) => outcome)).toMatchObject(['a', 'b', 'c'].map((stream) => ({ receipt: { stream } })));
    expect(groups.depth).toBe(0);
  });

  it('shares out what waits, so that one call is prepared while another is written', async () => {
    const { groups, ids } = byHand({ groupAppendsMin: 3 });
    for (let n = 0; n < 9; n += 1) void groups.append([append(`c${n}`, `s${n}`)]);
    await turn();
    expect(ids()).toEqual([['c0', 'c1', 'c2', 'c3', 'c4'], ['c5', 'c6', 'c7', 'c8']]);
  });

  it('does not share out what is too little for two calls', async () => {
    const { groups, ids } = byHand({ groupAppendsMin: 3 });
    for (const id of ['a', 'b', 'c']) void groups.append([append(id, id)]);
    await turn();
    expect(ids()).toEqual([['a', 'b', 'c']]);
  });

  it('holds back what writes a stream in flight, and all that came after it on its streams', async () => {
    const { groups, calls, ids } = byHand();
    void groups.append([append('a1', 'a')]);
    await turn();
    void groups.append([append('a2', 'a', { facts: [sampleFact(1), sampleFact(1, 'b')] })]);
    void groups.append([append('b1', 'b')]);
    void groups.append([append('c1', 'c')]);
    await turn();
    expect(ids()).toEqual([['a1'], ['c1']]);
    calls[0]?.answer();
    await turn();
    expect(ids()).toEqual([['a1'], ['c1'], ['a2', 'b1']]);
  });

  it('lets a guard pass: a stream that is expected and not written holds up nobody', async () => {
    const { groups, ids } = byHand();
    void groups.append([append('a1', 'a')]);
    await turn();
    void groups.append([append('b1', 'b', { expect: [{ stream: 'b', version: 0 }, { stream: 'a', version: 1 }] })]);
    await turn();
    expect(ids()).toEqual([['a1'], ['b1']]);
  });

  it('asks a command that came twice twice, one after the other', async () => {
    const { groups, calls, ids } = byHand();
    void groups.append([append('same', 'a')]);
    void groups.append([append('same', 'b')]);
    await turn();
    expect(ids()).toEqual([['same']]);
    calls[0]?.answer();
    await turn();
    expect(ids()).toEqual([['same'], ['same']]);
  });

  it('never divides a bundle, even one that is larger than a group', async () => {
    const { groups, ids } = byHand({ groupAppendsMax: 2 });
    void groups.append(['a1', 'a2', 'a3'].map((id) => append(id, 'a')));
    void groups.append([append('b1', 'b')]);
    await turn();
    expect(ids()).toEqual([['a1', 'a2', 'a3'], ['b1']]);
  });

  it('answers that it is full when more waits than it may hold, and takes again what fits once there is room', async () => {
    const { groups, calls } = byHand({ queueAppendsMax: 2 });
    void groups.append([append('a', 'a'), append('b', 'b')]);
    await expect(groups.append([append('c', 'c')])).rejects.toThrow(LogUnavailable);
    await turn();
    calls[0]?.answer();
    await turn();
    const third = groups.append([append('c', 'c')]);
    await turn();
    calls[1]?.answer();
    await expect(third).resolves.toHaveLength(1);
  });

  it('waits on close for what it has accepted, and takes nothing more', async () => {
    const { groups, calls } = byHand();
    const accepted = groups.append([append('a', 'a')]);
    let closed = false;
    const closing = groups.close().then(() => (closed = true));
    await expect(groups.append([append('b', 'b')])).rejects.toThrow(LogUnavailable);
    await turn();
    await turn();
    expect(closed).toBe(false);
    calls[0]?.answer();
    await accepted;
    await closing;
  });

  it('closes at once when nothing is under way', () => byHand().groups.close());
});

describe('an unknown outcome', () => {
  it('is asked again with the same appends until there is an answer', async () => {
    const seen: string[][] = [];
    const groups = new GroupCommit(async (appends) => {
      seen.push(appends.map(({ commandId }) => commandId));
      if (seen.length < 3) throw lost();
      return appended(appends);
    });
    await Promise.all(['a', 'b'].map((id) => groups.append([append(id, id)])));
    expect(seen).toEqual([['a', 'b'], ['a', 'b'], ['a', 'b']]);
    expect(groups.depth).toBe(0);
  });

  it('keeps its streams and commands until it is settled', async () => {
    const { groups, calls, ids } = byHand();
    void groups.append([append('a1', 'a')]);
    await turn();
    void groups.append([append('a2', 'a')]);
    calls[0]?.fail(lost());
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(ids()).toEqual([['a1'], ['a1']]);
    calls[1]?.answer();
    await turn();
    expect(ids().at(-1)).toEqual(['a2']);
  });

  it('is told as "the log did not answer" after the deadline, and what waited behind it goes on', async () => {
    let away = true;
    const groups = new GroupCommit(async (appends) => {
      if (away) throw lost();
      return appended(appends);
    }, { ...groupCommitDefaults, unknownMsMax: 150 });
    const began = Date.now();
    await expect(groups.append([append('a1', 'a')])).rejects.toThrow(/did not answer.*terminated/);
    expect(Date.now() - began).toBeGreaterThanOrEqual(150);
    away = false;
    await expect(groups.append([append('a2', 'a')])).resolves.toHaveLength(1);
    expect(groups.depth).toBe(0);
  });
});

describe('a fault of the data', () => {
  /** A database that refuses every group with a poisoned member, as Postgres does. */
  const refusing = (poison: ReadonlySet<string>) => {
    const written: string[] = [];
    const groups = new GroupCommit(async (appends) => {
      await turn();
      if (appends.some(({ commandId }) => poison.has(commandId))) throw dataFault();
      written.push(...appends.map(({ commandId }) => commandId));
      return appended(appends);
    }, { ...groupCommitDefaults, groupsInFlightMax: 1 });
    return { groups, written };
  };

  it('is laid to the member that has it, and all others of its group stand, in their order', async () => {
    const ids = Array.from({ length: 37 }, (_, n) => `c${n}`);
    await fc.assert(fc.asyncProperty(fc.subarray(ids), async (poisoned) => {
      const poison = new Set(poisoned);
      const { groups, written } = refusing(poison);
      const settled = await Promise.allSettled(ids.map((id) => groups.append([append(id, id)])));
      expect(settled.map(({ status }) => status)).toEqual(ids.map((id) => (poison.has(id) ? 'rejected' : 'fulfilled')));
      for (const each of settled) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(AppendRejected);
      expect(written).toEqual(ids.filter((id) => !poison.has(id)));
      expect(groups.depth).toBe(0);
    }), { numRuns: 50 });
  });

  it('in the middle of a bundle is a conflict there; what went before it stands', async () => {
    const { groups, written } = refusing(new Set(['a2']));
    const outcomes = await groups.append(['a1', 'a2', 'a3'].map((id) => append(id, 'a')));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['appended', 'conflict', 'conflict']);
    expect(written).toEqual(['a1']);
    expect(groups.depth).toBe(0);
  });

  it('at the head of a bundle is told as such', async () => {
    const { groups } = refusing(new Set(['a1']));
    await expect(groups.append(['a1', 'a2', 'a3'].map((id) => append(id, 'a')))).rejects.toThrow(AppendRejected);
    expect(groups.depth).toBe(0);
  });

  it('does not end with the closing: all that was accepted is settled', async () => {
    const { groups, written } = refusing(new Set(['b']));
    const settled = Promise.allSettled(['a', 'b', 'c'].map((id) => groups.append([append(id, id)])));
    await groups.close();
    expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(written).toEqual(['a', 'c']);
  });
});

describe('whatever the order of arrivals, answers and faults', () => {
  const stream = fc.constantFrom('a', 'b', 'c', 'd');
  const bundle = fc.record({
    streams: fc.uniqueArray(stream, { minLength: 1, maxLength: 2 }),
    members: fc.integer({ min: 1, max: 3 }),
    /** Now and then a command comes again. */
    again: fc.option(fc.nat(5), { nil: undefined, freq: 6 }),
    turnsBefore: fc.nat(2),
  });
  /** What happens to the calls, one after the other: turns until the answer, and how it comes out. */
  const fate = fc.record({ turns: fc.nat(3), fault: fc.constantFrom('none', 'none', 'none', 'none', 'data', 'data', 'unknown') });

  it('no two calls under way share a written stream or a command, streams keep their order, and everybody is answered', async () => {
    let faults = 0;
    await fc.assert(fc.asyncProperty(fc.array(bundle, { minLength: 1, maxLength: 20 }), fc.array(fate, { maxLength: 30 }), async (bundles, fates) => {
      const inFlight = new Set<string>();
      const shared: string[] = [];
      const order: Append[] = [];
      let call = 0;
      const groups = new GroupCommit<Append>(async (appends) => {
        const keys = new Set(appends.flatMap((each) => [`command ${each.commandId}`, ...streamsOf(each)]));
        // Thrown here, it would be taken for an unknown outcome.
        shared.push(...[...keys].filter((key) => inFlight.has(key)));
        for (const key of keys) inFlight.add(key);
        const { turns, fault } = fates[call++] ?? { turns: 0, fault: 'none' };
        for (let n = 0; n < turns; n += 1) await turn();
        for (const key of keys) inFlight.delete(key);
        if (fault !== 'none') faults += 1;
        if (fault === 'data') throw dataFault();
        if (fault === 'unknown') throw lost();
        order.push(...appends);
        return appended(appends);
      }, { ...groupCommitDefaults, groupAppendsMax: 4 });

      const asked: Append[] = [];
      const answers: Promise<PromiseSettledResult<readonly Outcome[]>[]>[] = [];
      for (const { streams, members, again, turnsBefore } of bundles) {
        for (let n = 0; n < turnsBefore; n += 1) await turn();
        const [first = 'a', second] = streams;
        const appends = Array.from({ length: members }, (_, n) => append(
          (n === 0 && again !== undefined ? asked[again]?.commandId : undefined) ?? `command-${asked.length + n}`, first,
          { facts: [sampleFact(asked.length + n), ...(second === undefined ? [] : [sampleFact(0, second)])] }));
        asked.push(...appends);
        answers.push(Promise.allSettled([groups.append(appends)]));
      }
      await groups.close();
      expect(shared).toEqual([]);
      const settled = (await Promise.all(answers)).flat();
      settled.forEach((each, n) => {
        if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(AppendRejected);
        else expect(each.value).toHaveLength(bundles[n]?.members ?? 0);
      });
      for (const name of ['a', 'b', 'c', 'd']) {
        const ranks = order.filter((each) => streamsOf(each).includes(name)).map((each) => asked.indexOf(each));
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      }
      expect(new Set(order).size).toBe(order.length);
      expect(groups.depth).toBe(0);
    }), { numRuns: 40 });
    expect(faults).toBeGreaterThan(0);
  });
});
