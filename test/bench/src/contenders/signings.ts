import { byCodes } from '@entente/domain/kernel/directory';
import { randomUUID } from 'node:crypto';
import { signing, type SubmitSigning, type Terms } from '@entente/domain/signing/signing';
import { migrate } from '@entente/infra/database/migrate';
import { poolAs } from '@entente/infra/database/pools';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import type { Append } from '@entente/infra/event-log/event-log';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';
import { beginRebuild, ensureBuild, follow, readBuilds } from '@entente/infra/reading/builds';
import { eventTypes, readers } from '@entente/infra/reading/readers';
import type { Contender } from '../contender.js';
import { runAll } from './connections.js';

export const officer = { principal: 'officer-1', organisation: 'association', role: 'administrator', region: '*' } as const;
export const LOADED_TOGETHER = 500;
const hosts: readonly Terms['hosts'][] = [
  [{ region: '510100', share: '1' }],
  [{ region: '510100', share: '0.6' }, { region: '500000', share: '0.4' }],
  [{ region: '310000', share: '0.25' }, { region: '420100', share: '0.25' }, { region: '500000', share: '0.5' }],
];

const termsOf = (n: number): Terms => ({
  project: `西部数据中心${n}期`, kind: n % 2 === 0 ? 'project' : 'platform', level: 'contract', hosts: hosts[n % 3] ?? [],
  counterpart: n % 5 === 0 ? { region: '440100' } : null, investors: [{ name: '示例数据有限公司', creditCode: null, region: '310000' }],
  amount: n % 4 === 0 ? null : { amount: `${1_000_000 + n}.00`, currency: 'CNY', op: '=', kind: 'total-investment', text: null },
  edition: n % 7 === 0 ? '21' : null, track: null, pact: null, signedOn: `202${n % 5}-0${(n % 9) + 1}-1${n % 10}`,
});

/** What an association enters from a document, without the circumstances of its coming in. */
export const submissionOf = (n: number): Pick<SubmitSigning, 'type' | 'actor' | 'data'> => ({
  type: 'SubmitSigning', actor: officer,
  data: { id: randomUUID(), terms: termsOf(n), source: { document: '第二十一届泛珠大会签约公报', quote: `西部数据中心${n}期项目落户。` }, number: `CD-2025-${String(n + 1).padStart(4, '0')}`, externalIds: [] },
});

/** Decided by the domain. */
const submission = (n: number): Append => {
  const command: SubmitSigning = { ...submissionOf(n), id: randomUUID(), at: '2025-03-01T02:00:00.000Z', directory: byCodes };
  return {
    commandId: command.id, inputHash: sha256Hex(JSON.stringify(command.data)), expect: [{ stream: `signing-${command.data.id}`, version: 0 }],
    facts: signing.decide(command, signing.initialState), metadata: { actor: officer },
  };
};

const load = async (url: string, events: number): Promise<void> => {
  await migrate(url);
  const log = new PostgresEventLog({ databaseUrl: url, types: eventTypes });
  for (let n = 0; n < events; n += LOADED_TOGETHER) {
    const count = Math.min(LOADED_TOGETHER, events - n);
    const outcomes = await log.append(Array.from({ length: count }, (_, each) => submission(n + each)));
    if (!outcomes.every(({ outcome }) => outcome === 'appended')) throw new Error('The submissions do not fit the log.');
  }
  await log.close();
};

const folding = readers.filter(({ name }) => name === 'signings' || name === 'signing-metrics');

/** A rebuild as the worker does it: both readers of signings at once, each with its indexes and its switch to the new build. */
export const ententeSignings: Contender = {
  prepare: async ({ url, events }) => {
    await load(url, events);
    const pool = poolAs(url, 'entente_worker', 8);
    for (const reader of folding) await ensureBuild(pool, reader);
    await Promise.all(folding.map((reader) => follow(pool, eventTypes, reader)));
    await pool.end();
    await runAll(url, 'vacuum analyze');
  },
  job: async ({ url }) => {
    const pool = poolAs(url, 'entente_worker', 8);
    return {
      run: async () => {
        const rebuilt = await Promise.all(folding.map(async (reader) => {
          const build = await beginRebuild(pool, reader);
          await follow(pool, eventTypes, reader);
          return build;
        }));
        const { builds } = await readBuilds(pool);
        return Math.min(...rebuilt.map((build) => builds.find((each) => each.build === build && each.active)?.position ?? 0));
      },
      close: () => pool.end(),
    };
  },
};

const FOLD_TABLES = [
  'create schema fold',
  `create table fold.signings (
     key text collate "C" primary key, position bigint not null, row jsonb not null, status text, edition text, hosts text[], opened bigint)`,
  `create table fold.totals (
     metric text, region text collate "C", period text, kind text, value numeric not null, entries bigint not null,
     primary key (metric, region, period, kind))`,
];
const FOLD = `
with submitted as materialized (
  select substr(stream, 9) as key, position, version, effective_on, recorded_at, data -> 'terms' as terms, data from log.events where type = 'SigningSubmitted'
), rows as (
  insert into fold.signings (key, position, row, status, edition, hosts, opened)
  select key, position, jsonb_build_object('id', key, 'state', data, 'version', version, 'opened', position, 'position', position),
         'submitted', terms ->> 'edition', array(select host ->> 'region' from json_array_elements(terms -> 'hosts') host), position
    from submitted
)
insert into fold.totals (metric, region, period, kind, value, entries)
select 'signings.submitted', host ->> 'region', to_char(recorded_at, 'YYYY-MM'), terms ->> 'kind', sum((host ->> 'share')::numeric), count(*)
  from submitted, json_array_elements(terms -> 'hosts') host
 group by 2, 3, 4`;

/** The simple part of the same by one statement of SQL: a row an event, and the sums of the shares. */
export const sqlSignings: Contender = {
  prepare: async ({ url, events }) => {
    await load(url, events);
    await runAll(url, ...FOLD_TABLES, 'vacuum analyze');
  },
  job: async ({ url, events }) => ({
    run: async () => {
      await runAll(url, FOLD);
      return events;
    },
    close: async () => undefined,
  }),
};
