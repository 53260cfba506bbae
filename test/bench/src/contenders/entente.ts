import { byCodes } from '@entente/domain/kernel/directory';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Decider } from '@entente/domain/kernel/decider';
import type { Command, Fact } from '@entente/domain/kernel/message';
import type { View } from '@entente/domain/kernel/view';
import { migrate } from '@entente/infra/database/migrate';
import { poolAs } from '@entente/infra/database/pools';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import type { Append } from '@entente/infra/event-log/event-log';
import type { EventTypes } from '@entente/infra/event-log/event-types';
import { Lanes } from '@entente/infra/event-log/lanes';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';
import { beginRebuild, ensureBuild, follow, readBuilds } from '@entente/infra/reading/builds';
import { viewReader } from '@entente/infra/reading/view-reader';
import type { Contender } from '../contender.js';
import { actor, HAPPENED, type Happening, happening } from './happening.js';

type Happened = Fact<typeof HAPPENED, Happening>;
type Tell = Command<'Tell', Happening>;
type Row = Readonly<{ id: string; project: string; amount: string; facts: number }>;

const types: EventTypes = { versionOf: () => 1, upcast: (stored) => stored };

const teller: Decider<number, Tell, Happened> = {
  name: 'teller',
  stateVersion: 1,
  streamsOf: ({ data }) => [`happening-${data.id}`],
  initialState: 0,
  decide: ({ data }) => [{ type: HAPPENED, effectiveOn: '2024-01-11', data }],
  evolve: (facts) => facts + 1,
};

const happenings: View<Row, Happened> = {
  name: 'happenings',
  version: 1,
  handles: [HAPPENED],
  keysOf: ({ data }) => [data.id],
  initialRow: (id) => ({ id, project: '', amount: '0', facts: 0 }),
  evolve: (row, { data }) => ({ id: row.id, project: data.project, amount: data.amount, facts: row.facts + 1 }),
};
const reader = viewReader(happenings, { amount: { type: 'text', of: ({ amount }) => amount, index: 'btree' } }, 'true');

/** The view looks for more this soon after it has come up to the head, which is how often the product's doorbell rings at most. */
const PAUSE_MS = 10;
const LOADED_TOGETHER = 500;

const appendOf = (data: Happening): Append => ({
  commandId: randomUUID(),
  inputHash: sha256Hex(JSON.stringify(data)),
  expect: [{ stream: `happening-${data.id}`, version: 0 }],
  facts: [{ type: HAPPENED, effectiveOn: '2024-01-11', data }],
  metadata: { actor },
});

/** Entente as the api uses it: through the lanes, with its default pools and groups, each command known by its id and hash. */
export const entente: Contender = {
  prepare: async ({ url, events }) => {
    await migrate(url);
    const pool = poolAs(url, 'entente_worker', 2);
    await ensureBuild(pool, reader);
    const log = new PostgresEventLog({ databaseUrl: url, types });
    for (let n = 0; n < events; n += LOADED_TOGETHER) {
      await log.append(Array.from({ length: Math.min(LOADED_TOGETHER, events - n) }, () => appendOf(happening())));
    }
    await log.close();
    if (events > 0) await follow(pool, types, reader);
    await pool.end();
  },
  writer: async ({ url }) => {
    const log = new PostgresEventLog({ databaseUrl: url, types });
    const lanes = new Lanes(log);
    return {
      once: async () => {
        const data = happening();
        const command: Tell = { type: 'Tell', id: randomUUID(), actor, at: new Date().toISOString(), directory: byCodes, data };
        await lanes.handle(teller, command, { inputHash: sha256Hex(JSON.stringify(data)) });
      },
      close: () => log.close(),
    };
  },
  follower: async ({ url }) => {
    const pool = poolAs(url, 'entente_worker', 4);
    let closed = false;
    let failure: unknown;
    const following = (async () => {
      for (; !closed; await sleep(PAUSE_MS)) await follow(pool, types, reader);
    })().catch((error: unknown) => (failure = error));
    return {
      behind: async () => {
        if (failure) throw failure;
        const { head, builds } = await readBuilds(pool);
        return head - (builds.find(({ active }) => active)?.position ?? 0);
      },
      close: async () => {
        closed = true;
        await following;
        await pool.end();
      },
    };
  },
  job: async ({ url }) => {
    const pool = poolAs(url, 'entente_worker', 4);
    return {
      run: async () => {
        const build = await beginRebuild(pool, reader);
        await follow(pool, types, reader);
        return (await readBuilds(pool)).builds.find((each) => each.build === build && each.active)?.position ?? 0;
      },
      close: () => pool.end(),
    };
  },
};
