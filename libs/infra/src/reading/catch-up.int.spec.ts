import { catalogue } from '@entente/domain/catalogue';
import type { View } from '@entente/domain/kernel/view';
import type { Recorded } from '@entente/domain/kernel/message';
import { beginRebuild, ensureBuild, verifyReader } from './builds.js';
import { journalReader } from './journal-reader.js';
import { catchUp, type CaughtUp, catchUpWholly } from './catch-up.js';
import type { Reader } from './reader.js';
import { eventTypes, readers } from './readers.js';
import { activeBuild, allFacts, digestsOf, foldInMemory, metricsReader, type Node, openNode, postedInMemory, signingsReader } from './reading.samples.js';
import { tableOf } from './reader.js';

const tableFor = (build: number, part: string): string => tableOf('signing-metrics', part, build);

/** A reader that meets something in the middle of a batch, after it has written the batch's rows. */
const meeting = (reader: Reader, what: (facts: readonly Recorded[], client: Parameters<Reader['apply']>[0]) => Promise<unknown>): Reader => ({
  ...reader,
  apply: async (client, build, facts) => {
    await reader.apply(client, build, facts);
    await what(facts, client);
  },
});

describe('catching up', () => {
  let node: Node;
  let build: number;
  beforeEach(async () => {
    node = await openNode();
    await node.grow(60);
    for (const reader of readers) await ensureBuild(node.worker, reader);
    ({ build } = await activeBuild(node.worker, metricsReader));
  });
  afterEach(() => node.close());
  const run = (reader: Reader, batch?: number): Promise<CaughtUp> => catchUpWholly(node.worker, eventTypes, reader, build, batch);
  const count = async (table: string): Promise<number> => (await node.rows<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n ?? -1;
  const equal = async (reader: Reader = metricsReader): Promise<readonly string[]> => (await verifyReader(node.worker, eventTypes, reader)).differences;

  it('stands at the head of the log, and asked again does nothing', async () => {
    const facts = await allFacts(node);
    expect(await run(metricsReader)).toMatchObject({ state: 'done', position: facts.length });
    expect(await run(metricsReader)).toEqual({ state: 'done', position: facts.length, facts: 0 });
  });

  it('makes the same rows as a fold in memory, fact by fact', async () => {
    const facts = await allFacts(node);
    for (const [reader, view] of [[signingsReader, catalogue.views.signings], [readers[1] as Reader, catalogue.views.claims]] as const) {
      const { build: active } = await activeBuild(node.worker, reader);
      await catchUpWholly(node.worker, eventTypes, reader, active, 13);
      const stored = await node.rows<{ key: string; row: object }>(`select key, row from ${tableOf(reader.name, '', active)}`);
      expect(new Map(stored.map(({ key, row }) => [key, row]))).toEqual(foldInMemory(view as unknown as View<object>, facts));
      expect(stored.length).toBeGreaterThan(5);
    }
  });

  it('posts the same entries as a fold in memory, each with the event that caused it', async () => {
    await run(metricsReader, 13);
    const facts = await allFacts(node);
    const stored = await node.rows<{ position: number; event_id: string; row: string }>(
      `select position::int, event_id, concat_ws(' ', metric, subject, region, effective_on, unit, sign, value::float8, low::float8, high::float8) as row
         from ${tableFor(build, 'entries')} order by position, metric, n`);
    const posted = postedInMemory(facts).map(({ position, metric, subject, region, effectiveOn, unit, sign, value, low, high }) => ({
      position, row: [metric, subject, region, effectiveOn, unit, sign, ...[value, low, ...(high === null ? [] : [high])].map((each) => Number(each) * sign || 0)].join(' '),
    }));
    const inOrder = (rows: readonly { position: number; row: string }[]): string[] => rows.map(({ position, row }) => `${position} ${row}`).sort();
    expect(inOrder(stored)).toEqual(inOrder(posted));
    for (const { position, event_id: id } of stored) expect(facts[position - 1]?.id).toBe(id);
    expect(await count(tableFor(build, 'totals'))).toBeGreaterThan(20);
  });

  it('gives the same digest in batches of 1, of 7 and of 1000', async () => {
    for (const reader of readers) {
      const digests: string[] = [];
      for (const batch of [1, 7, 1000]) {
        const fresh = await beginRebuild(node.worker, reader);
        await catchUpWholly(node.worker, eventTypes, reader, fresh, batch);
        digests.push(await digestsOf(node.worker, reader, fresh));
      }
      expect(new Set(digests).size).toBe(1);
    }
  });

  it('says that a build is gone, and does not wait for it', async () =>
    expect(await catchUpWholly(node.worker, eventTypes, metricsReader, 9_999)).toMatchObject({ state: 'gone' }));

  it('of a fact that moves two rows posts the entries of both', async () => {
    const twins = journalReader({
      ...catalogue.journals.signingMetrics, name: 'twins', keysOf: (fact) => ['a', 'b'].map((twin) => `${fact.stream.slice('signing-'.length)}${twin}`),
    });
    await ensureBuild(node.worker, twins);
    const { build: twin } = await activeBuild(node.worker, twins);
    expect(await catchUpWholly(node.worker, eventTypes, twins, twin)).toMatchObject({ state: 'done' });
    await run(metricsReader);
    expect(await count(tableOf('twins', 'entries', twin))).toBe(2 * (await count(tableFor(build, 'entries'))));
    expect(await equal(twins)).toEqual([]);
  });

  it('run four times at once folds every fact once', async () => {
    const facts = (await allFacts(node)).filter(({ type }) => metricsReader.handles.includes(type));
    let folded = 0;
    let busy = 0;
    const one = async (): Promise<void> => {
      for (;;) {
        const step = await catchUp(node.worker, eventTypes, metricsReader, build, 7);
        folded += step.facts;
        if (step.state === 'done') return;
        if (step.state === 'busy') {
          busy += 1;
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
      }
    };
    await Promise.all([one(), one(), one(), one()]);
    expect(folded).toBe(facts.length);
    expect(busy).toBeGreaterThan(0);
    expect(await equal()).toEqual([]);
  });

  it('leaves checkpoint and rows as they were when its backend is killed in the middle of a batch', async () => {
    await catchUp(node.worker, eventTypes, metricsReader, build, 50);
    const before = await digestsOf(node.worker, metricsReader, build);
    const killed = meeting(metricsReader, async (_, client) => {
      const { rows: [me] } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      await node.rows('select pg_terminate_backend($1)', [me?.pid]);
      await client.query('select 1');
    });
    await expect(run(killed)).rejects.toThrow(/terminat|connection error/);
    expect((await activeBuild(node.worker, metricsReader))).toMatchObject({ position: 50, stopped: null });
    expect(await digestsOf(node.worker, metricsReader, build)).toBe(before);
    expect(await run(metricsReader)).toMatchObject({ state: 'done' });
    expect(await equal()).toEqual([]);
  });

  it('comes through under backends that are killed all the time', async () => {
    await node.grow(300);
    let going = true;
    let kills = 0;
    let broken = 0;
    const killer = async (): Promise<void> => {
      while (going) {
        const killed = await node.rows(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'entente_worker' and datname = current_database() and state <> 'idle'`);
        kills += killed.length;
        // Ever later, so that a machine that has much else to do comes to the end of a batch at last.
        await new Promise((resolve) => setTimeout(resolve, 25 + kills));
      }
    };
    const follower = async (): Promise<void> => {
      for (;;) {
        try {
          const { state } = await catchUp(node.worker, eventTypes, metricsReader, build, 11);
          if (state === 'done') return;
          expect(state).not.toBe('stopped');
        } catch {
          broken += 1;
        }
      }
    };
    const killing = killer();
    await Promise.all([follower(), follower()]);
    going = false;
    await killing;
    expect(kills).toBeGreaterThan(0);
    expect(broken).toBeGreaterThan(0);
    expect(await equal()).toEqual([]);
  });

  describe('that meets a fact which it cannot fold', () => {
    const POISON = 77;
    const poisoned = (reader: Reader): Reader => meeting(reader, async (facts) => {
      if (facts.some(({ position }) => position === POISON)) throw new Error('This fact cannot be folded.');
    });
    /** As a wrong cast in a statement would do it. */
    const poisonedInSql = (reader: Reader): Reader => meeting(reader, async (facts, client) => {
      if (facts.some(({ position }) => position === POISON)) await client.query(`select 'none'::numeric`);
    });

    it('stops right before it, with its position and the cause for all to see', async () => {
      const stopped = await run(poisoned(metricsReader), 50);
      expect(stopped).toMatchObject({ state: 'stopped', position: POISON - 1 });
      expect(await activeBuild(node.worker, metricsReader)).toMatchObject({
        position: POISON - 1, stopped: { position: POISON, cause: 'This fact cannot be folded.' },
      });
      expect(await equal()).toEqual([]);
    });

    it('stops at what the database refuses just so', async () => {
      await run(poisonedInSql(metricsReader));
      expect(await activeBuild(node.worker, metricsReader)).toMatchObject({
        position: POISON - 1, stopped: { position: POISON, cause: 'invalid input syntax for type numeric: "none"' },
      });
      expect(await equal()).toEqual([]);
    });

    it('stops right before a fact of a schema version from which there is no way', async () => {
      const types = { ...eventTypes, upcast: (fact: Recorded) => {
        if (fact.position === POISON) throw new Error('no way from schema version 1 to 2');
        return eventTypes.upcast(fact);
      } };
      await catchUpWholly(node.worker, types, metricsReader, build);
      expect(await activeBuild(node.worker, metricsReader)).toMatchObject({ position: POISON - 1, stopped: { position: POISON } });
    });

    it('stays there, even when it could go on, until somebody mends it; then it goes on', async () => {
      await run(poisoned(metricsReader));
      expect(await run(metricsReader)).toEqual({ state: 'stopped', position: POISON - 1, facts: 0 });
      await node.rows(`update log.checkpoints set stopped = null where reader = $1`, [metricsReader.name]);
      expect(await run(metricsReader)).toMatchObject({ state: 'done', position: (await allFacts(node)).length });
      expect(await equal()).toEqual([]);
    });

    it('does not lay an outage to a fact: a full disk is told, and the batch tried again', async () => {
      const full = meeting(metricsReader, async () => Promise.reject(Object.assign(new Error('could not extend file'), { code: '53100' })));
      await expect(run(full)).rejects.toThrow('could not extend file');
      expect(await activeBuild(node.worker, metricsReader)).toMatchObject({ position: 0, stopped: null });
      expect(await run(metricsReader)).toMatchObject({ state: 'done' });
    });

    it('holds up no other reader', async () => {
      await run(poisoned(metricsReader));
      const { build: other } = await activeBuild(node.worker, signingsReader);
      expect(await catchUpWholly(node.worker, eventTypes, signingsReader, other)).toMatchObject({ state: 'done' });
      expect(await equal(signingsReader)).toEqual([]);
    });

    it('that is the only one of its batch names it too', async () => {
      const first = meeting(metricsReader, async (facts) => {
        if (facts.length > 0) throw new Error('Not even the first.');
      });
      expect(await run(first)).toMatchObject({ state: 'stopped', position: 0 });
      expect((await activeBuild(node.worker, metricsReader)).stopped).toEqual({ position: 1, cause: 'Not even the first.' });
    });
  });

  describe('is verified', () => {
    const table = (part: string): string => tableFor(build, part);
    beforeEach(() => run(metricsReader));

    it('and nothing is found where nothing was touched, nor anything left behind', async () => {
      for (const reader of readers) {
        await catchUpWholly(node.worker, eventTypes, reader, (await activeBuild(node.worker, reader)).build);
        expect(await verifyReader(node.worker, eventTypes, reader)).toEqual({ equal: true, position: (await allFacts(node)).length, differences: [] });
      }
      expect(await node.rows(`select from pg_tables where schemaname = 'read'`)).toHaveLength(16);
      expect(await node.rows('select from log.checkpoints')).toHaveLength(10);
    });

    it('and a total that is not the sum of its entries is found, by name', async () => {
      const [total] = await node.rows<{ metric: string; region: string; period: string }>(
        `update ${table('totals')} set value = value + 0.01 where ctid = (select ctid from ${table('totals')} where metric = 'signings.contracted' limit 1)
         returning metric, region, period`);
      const { equal: same, differences } = await verifyReader(node.worker, eventTypes, metricsReader);
      expect(same).toBe(false);
      expect(differences).toContain(`The total of ${total?.metric} for ${total?.region} in ${total?.period} is not the sum of its entries.`);
    });

    it.each([
      ['a total that is missing', 'totals', (name: string) => `delete from ${name} where ctid = (select min(ctid) from ${name})`],
      ['a bound that was moved', 'totals', (name: string) => `update ${name} set high = high + 1 where ctid = (select min(ctid) from ${name} where high is not null)`],
      ['an entry that was changed', 'entries', (name: string) => `update ${name} set value = value + 1 where ctid = (select min(ctid) from ${name})`],
      ['an entry of another event', 'entries', (name: string) => `update ${name} set event_id = gen_random_uuid() where ctid = (select min(ctid) from ${name})`],
      ['a row that was changed', 'rows', (name: string) => `update ${name} set row = jsonb_set(row::jsonb, '{waits}', '[]') where ctid = (select min(ctid) from ${name} where row ->> 'waits' <> '[]')`],
      ['a row too many', 'rows', (name: string) => `insert into ${name} select 'x', position, row from ${name} limit 1`],
    ] as const)('and %s is found', async (_, part, sql) => {
      const tampered = await node.owner.query(sql(table(part)));
      expect(tampered.rowCount).toBe(1);
      const verdict = await verifyReader(node.worker, eventTypes, metricsReader);
      expect(verdict.equal).toBe(false);
      expect(verdict.differences.join(' ')).toMatch(/not those of a fresh fold/);
    });

    it('and a row of a view that was changed is found', async () => {
      const { build: views } = await activeBuild(node.worker, signingsReader);
      await catchUpWholly(node.worker, eventTypes, signingsReader, views);
      await node.rows(`update read.signings_b${views} set status = 'withdrawn' where ctid = (select min(ctid) from read.signings_b${views} where status = 'admitted')`);
      expect((await verifyReader(node.worker, eventTypes, signingsReader)).equal).toBe(false);
    });
  });
});
