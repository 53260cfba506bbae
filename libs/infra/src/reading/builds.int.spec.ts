import { beginRebuild, buildsToFollow, ensureBuild, follow, readBuilds, switchTo, verifyReader } from './builds.js';
import { catchUp, catchUpWholly } from './catch-up.js';
import { type Reader, tableOf } from './reader.js';
import { eventTypes, readers } from './readers.js';
import { activeBuild, buildsOf, digestsOf, metricsReader, type Node, openNode, signingsReader } from './reading.samples.js';

/** The same reader in its next version. */
const next = (reader: Reader): Reader => ({ ...reader, version: reader.version + 1 });

describe('the builds of a reader', () => {
  let node: Node;
  beforeEach(async () => {
    node = await openNode();
    await node.grow(60);
    await ensureBuild(node.worker, metricsReader);
    await follow(node.worker, eventTypes, metricsReader);
  });
  afterEach(() => node.close());

  const active = (): ReturnType<typeof activeBuild> => activeBuild(node.worker, metricsReader);
  const builds = (): ReturnType<typeof buildsOf> => buildsOf(node.worker, metricsReader);
  const head = async (): Promise<number> => (await readBuilds(node.worker)).head;
  const entriesIn = async (build: number): Promise<number> =>
    (await node.rows<{ n: number }>(`select count(*)::int as n from ${tableOf('signing-metrics', 'entries', build)}`))[0]?.n ?? -1;
  const indexesOf = (build: number): Promise<{ indexdef: string }[]> =>
    node.rows(`select regexp_replace(indexdef, 'INDEX \\S+', '') as indexdef from pg_indexes where schemaname = 'read' and tablename like $1 order by 1`, [`%\\_b${build}`]);
  const tables = async (): Promise<string[]> => (await node.rows<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'read' order by 1`)).map(({ name }) => name);
  const sound = async (reader: Reader = metricsReader): Promise<void> =>
    expect(await verifyReader(node.worker, eventTypes, reader)).toEqual({ equal: true, position: await head(), differences: [] });

  it('begin with one that is read at once, and with no second one, however often it is asked for', async () => {
    await Promise.all(Array.from({ length: 5 }, () => ensureBuild(node.worker, metricsReader)));
    await Promise.all(Array.from({ length: 5 }, () => ensureBuild(node.worker, signingsReader)));
    expect(await builds()).toMatchObject([{ version: metricsReader.version, active: true, stopped: null, position: await head() }]);
    expect(await buildsOf(node.worker, signingsReader)).toMatchObject([{ version: signingsReader.version, active: true, position: 0 }]);
  });

  it('of a new version stand beside the one that is read until they have caught up; then one row is changed', async () => {
    const [old, newer] = [await active(), next(metricsReader)];
    await ensureBuild(node.worker, newer);
    const [, beside] = await builds();
    expect(beside).toMatchObject({ version: newer.version, active: false, position: 0 });
    await catchUp(node.worker, eventTypes, newer, beside?.build ?? 0, 40);

    // The old version is still at work, and what it keeps is still what is read.
    await node.grow(20);
    await follow(node.worker, eventTypes, metricsReader);
    expect(await active()).toMatchObject({ build: old.build, position: await head() });
    await sound();

    await follow(node.worker, eventTypes, newer);
    expect(await active()).toMatchObject({ build: beside?.build, version: newer.version, position: await head() });
    await sound(newer);
  });

  it('are left alone by a worker that is older than the one that is read', async () => {
    await ensureBuild(node.worker, next(metricsReader));
    await follow(node.worker, eventTypes, next(metricsReader));
    const newer = await active();
    await ensureBuild(node.worker, metricsReader);
    await follow(node.worker, eventTypes, metricsReader);
    expect(await active()).toEqual(newer);
  });

  it('keep the former one until the next one comes, for questions that are under way', async () => {
    const old = await active();
    const before = await entriesIn(old.build);
    await ensureBuild(node.worker, next(metricsReader));
    await follow(node.worker, eventTypes, next(metricsReader));
    expect(await entriesIn(old.build)).toBe(before);
    expect((await builds()).map(({ build }) => build)).toContain(old.build);

    const third = next(next(metricsReader));
    await ensureBuild(node.worker, third);
    await follow(node.worker, eventTypes, third);
    expect((await builds()).map(({ version, active: read }) => [version, read])).toEqual([[third.version - 1, false], [third.version, true]]);
    expect((await tables()).some((name) => name.endsWith(`_b${old.build}`))).toBe(false);
  });

  it('are made anew in the same version, and nothing is lost on the way', async () => {
    const old = await active();
    const digest = await digestsOf(node.worker, metricsReader, old.build);
    const fresh = await beginRebuild(node.worker, metricsReader);
    expect((await active()).build).toBe(old.build);
    await follow(node.worker, eventTypes, metricsReader);
    expect((await active()).build).toBe(fresh);
    expect(await digestsOf(node.worker, metricsReader, fresh)).toBe(digest);
    expect(await indexesOf(fresh)).toHaveLength((await indexesOf(old.build)).length);
    await sound();
  });

  it('that are given up halfway are dropped when another one is begun', async () => {
    const old = await active();
    const first = await beginRebuild(node.worker, metricsReader);
    await catchUp(node.worker, eventTypes, metricsReader, first, 40);
    const second = await beginRebuild(node.worker, metricsReader);
    expect((await builds()).map(({ build }) => build)).toEqual([old.build, second]);
    expect((await tables()).filter((name) => name.endsWith(`_b${first}`))).toEqual([]);
    await follow(node.worker, eventTypes, metricsReader);
    await sound();
  });

  it('are rebuilt and followed by several at once while the log grows, and end equal to a fresh fold', async () => {
    const old = await active();
    let growing = true;
    const appending = (async () => {
      while (growing) await node.grow(3);
    })();
    const fresh = await beginRebuild(node.worker, metricsReader);
    const following = Array.from({ length: 3 }, async () => {
      while ((await active()).build === old.build) await follow(node.worker, eventTypes, metricsReader);
    });
    await Promise.all(following);
    growing = false;
    await appending;
    await follow(node.worker, eventTypes, metricsReader);
    expect(await active()).toMatchObject({ build: fresh, position: await head() });
    expect((await builds()).filter(({ active: read }) => read)).toHaveLength(1);
    await sound();
  });

  it('that lost their maker between the indexes and the switch are taken up by the next one, with the same indexes', async () => {
    const old = await active();
    const fresh = await beginRebuild(node.worker, metricsReader);
    await catchUpWholly(node.worker, eventTypes, metricsReader, fresh);
    const client = await node.worker.connect();
    await metricsReader.index(client, fresh);
    client.release();
    expect((await active()).build).toBe(old.build);
    await node.grow(10);

    await follow(node.worker, eventTypes, metricsReader);
    expect((await active()).build).toBe(fresh);
    const definitions = (await indexesOf(fresh)).map(({ indexdef }) => indexdef);
    expect(new Set(definitions).size).toBe(definitions.length);
    await sound();
  });

  it('have each index once when two finish them at the same time', async () => {
    for (const reader of readers) await ensureBuild(node.worker, reader);
    for (const reader of readers) {
      const fresh = await beginRebuild(node.worker, reader);
      await catchUpWholly(node.worker, eventTypes, reader, fresh);
      await Promise.all([switchTo(node.worker, eventTypes, reader, fresh), switchTo(node.worker, eventTypes, reader, fresh)]);
      expect((await activeBuild(node.worker, reader)).build).toBe(fresh);
      const definitions = (await indexesOf(fresh)).map(({ indexdef }) => indexdef);
      expect(new Set(definitions).size).toBe(definitions.length);
    }
  });

  it('are not switched to while they cannot go on; the one that is read stays', async () => {
    const old = await active();
    const fresh = await beginRebuild(node.worker, metricsReader);
    const poisoned: Reader = { ...metricsReader, apply: async () => Promise.reject(new Error('This fact cannot be folded.')) };
    expect(await switchTo(node.worker, eventTypes, poisoned, fresh)).toBe(false);
    await follow(node.worker, eventTypes, poisoned);
    expect(await active()).toMatchObject({ build: old.build, stopped: null });
    expect((await builds()).find(({ build }) => build === fresh)).toMatchObject({ active: false, stopped: { position: 1 } });
  });

  it('are switched to only at the head, also when somebody else is folding into them', async () => {
    const old = await active();
    const fresh = await beginRebuild(node.worker, metricsReader);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let begun = (): void => undefined;
    const applying = new Promise<void>((resolve) => (begun = resolve));
    const slow: Reader = { ...metricsReader, apply: async (...all) => {
      begun();
      await held;
      await metricsReader.apply(...all);
    } };
    const folding = catchUp(node.worker, eventTypes, slow, fresh, 40);
    await applying;
    const switching = switchTo(node.worker, eventTypes, metricsReader, fresh);
    await Promise.race([switching, new Promise((resolve) => setTimeout(resolve, 500))]);
    expect((await active()).build).toBe(old.build);
    release();
    await folding;
    expect(await switching).toBe(true);
    expect(await active()).toMatchObject({ build: fresh, position: await head() });
  });

  it('that are dropped while somebody folds into them end his work, and harm nobody', async () => {
    for (let n = 0; n < 5; n += 1) {
      const fresh = await beginRebuild(node.worker, metricsReader);
      const folding = (async () => {
        for (;;) {
          const { state } = await catchUp(node.worker, eventTypes, metricsReader, fresh, 3);
          if (state !== 'more') return state;
        }
      })();
      await new Promise((resolve) => setTimeout(resolve, 10 * n));
      await beginRebuild(node.worker, metricsReader);
      expect(['busy', 'gone', 'done']).toContain(await folding);
    }
    await follow(node.worker, eventTypes, metricsReader);
    await sound();
  });

  it('are verified beside a rebuild, which may take the scratch tables away: then it is said, and not waited for', async () => {
    await node.grow(400);
    await follow(node.worker, eventTypes, metricsReader);
    let begun = false;
    const verdict = verifyReader(node.worker, eventTypes, {
      ...metricsReader, apply: async (client, build, facts) => {
        begun = true;
        await metricsReader.apply(client, build, facts);
      },
    }).then(({ equal }) => (equal ? 'equal' : 'different'), (error: Error) => error.message);
    while (!begun) await new Promise((resolve) => setTimeout(resolve, 1));
    await beginRebuild(node.worker, metricsReader);
    expect(await verdict).toMatch(/^equal$|taken away/);
  }, 20_000);

  it('of a version that was left behind are followed by nobody', async () => {
    const newer = next(metricsReader);
    await ensureBuild(node.worker, newer);
    await follow(node.worker, eventTypes, newer);
    const all = (await readBuilds(node.worker)).builds;
    expect(buildsToFollow(metricsReader, all)).toEqual([]);
    expect(buildsToFollow(newer, all)).toMatchObject([{ version: newer.version, active: true }]);
  });
});
