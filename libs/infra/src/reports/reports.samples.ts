import { byCodes } from '@entente/domain/kernel/directory';
import type { Actor, Command } from '@entente/domain/kernel/message';
import { closing } from '@entente/domain/reporting/closing';
import { scheduling } from '@entente/domain/reporting/scheduling';
import { signing } from '@entente/domain/signing/signing';
import { territory } from '@entente/domain/territory/territory';
import { canonical, sha256Hex } from '../event-log/canonical.js';
import { commandIdOf } from '../event-log/event-id.js';
import { Lanes } from '../event-log/lanes.js';
import { askRun } from '../jobs/asking.js';
import { lookAtOpen } from '../jobs/jobs.samples.js';
import { ensureBuild, readBuilds } from '../reading/builds.js';
import { catchUpWholly } from '../reading/catch-up.js';
import { eventTypes, readers } from '../reading/readers.js';
import { type Node, openNode } from '../reading/reading.samples.js';
import type { ReportNeeds } from './making.js';
import { reportJobs } from './open-jobs.js';
import { renderAll } from './render/render.js';

const association = (n: number): Actor => ({ principal: `association-${n}`, organisation: 'association', role: 'administrator', region: '*' });
const deciders = { territory, signing, closing, scheduling } as const;

/** A log with regions, signings and the jobs of reports; what is done in it is done by the association. */
export type ReportNode = Node & Readonly<{
  needs: ReportNeeds;
  act: (decider: keyof typeof deciders, type: string, data: Readonly<{ id: string }> & object, who?: 1 | 2) => Promise<number>;
  caughtUp: () => Promise<number>;
  head: () => Promise<number>;
  /** Asks for a run, and makes what is open; answers how the run stands then. */
  run: (job: string, parameters: object, period: string) => Promise<Readonly<{ id: string; state: string; error: string | null; result: Readonly<Record<string, unknown>> | null }>>;
  facts: (type: string) => Promise<readonly Readonly<{ position: number; data: Readonly<Record<string, unknown>> }>[]>;
}>;

const REGIONS = [['510000', 'province', null], ['500000', 'province', null], ['310000', 'province', null], ['420000', 'province', null], ['510100', 'prefecture', '510000'], ['420100', 'prefecture', '420000']] as const;

let asked = 0;

export const reportNode = async (): Promise<ReportNode> => {
  const node = await openNode(`reports-${(asked += 1)}`);
  const lanes = new Lanes(node.log);
  const needs: ReportNeeds = { pool: node.worker, log: node.log, lanes, base: 'http://127.0.0.1:3000', render: renderAll };
  for (const reader of readers) await ensureBuild(node.worker, reader);
  const act: ReportNode['act'] = async (decider, type, data, who = 1) => {
    const command = { type, id: commandIdOf(type, data.id, String((asked += 1))), actor: association(who), at: new Date().toISOString(), directory: byCodes, data };
    return (await lanes.handle(deciders[decider] as never, command as unknown as Command as never, { inputHash: sha256Hex(canonical(data)) })).position;
  };
  const caughtUp = async (): Promise<number> => {
    for (const reader of readers) {
      const active = (await readBuilds(node.worker)).builds.find((build) => build.reader === reader.name && build.active);
      if (active) await catchUpWholly(node.worker, eventTypes, reader, active.build);
    }
    return (await readBuilds(node.worker)).head;
  };
  await act('territory', 'RegisterRegions', {
    id: 'territory', source: null, list: { title: 'test', edition: '1' }, regions: REGIONS.map(([code, level, parent]) => ({ code, level, name: { zh: code, en: null }, parent, from: null, to: null })),
  } as never);
  return {
    ...node, needs, act, caughtUp, head: async () => (await readBuilds(node.worker)).head,
    run: async (job, parameters, period) => {
      await caughtUp();
      const now = new Date().toISOString();
      const { id } = await askRun(node.owner, { job, parameters, period, dueAt: now, asked: { ...association(1), at: `${now.slice(0, -1)}${(asked += 1)}Z` } });
      await lookAtOpen(node.worker, `${new Date(Date.now() + 8 * 3_600_000 + 1_000).toISOString().slice(0, 19)}`, reportJobs(needs));
      const [row] = await node.rows<{ id: string; state: string; error: string | null; result: Readonly<Record<string, unknown>> | null }>('select id, state, error, result from jobs.runs where id = $1', [id]);
      if (!row) throw new Error('the run is not there');
      return row;
    },
    facts: (type) => node.rows('select position::float8 as position, data from log.events where type = $1 order by position', [type]),
  };
};
