import { tableOf } from '@entente/infra/reading/reader';
import pg from 'pg';
import { ENTRIES_A_SIGNING, loadRecord } from '../contenders/record.js';
import { latencyRecorder, quantile } from '../harness/latencies.js';
import { doorOf, withNode } from '../harness/node.js';
import { headersOf } from '../harness/submissions.js';
import type { Settings } from '../settings.js';
import type { Entrant, Measured, Work } from '../work.js';

const METRIC = 'signings.contracted';
type Known = 'now' | 'earlier';

/** Asks again and again, one question at a time. */
const measure = async (ms: number, ask: () => Promise<number>): Promise<Measured> => {
  const { record, counts } = latencyRecorder();
  let figures = await ask();
  for (let n = 0; n < 4; n += 1) figures = await ask();
  for (let asked = performance.now(), until = asked + ms; asked < until; asked = performance.now()) {
    figures = await ask();
    record(performance.now() - asked);
  }
  return { value: quantile(counts, 0.5), figures: { p99: quantile(counts, 0.99), figures } };
};

const overHttp = (signings: number, known: Known): Entrant => ({
  name: 'entente',
  pools: [1],
  template: 'record',
  prepare: ({ url }) => loadRecord(url, signings),
  measure: ({ url: databaseUrl, settings }) =>
    withNode(databaseUrl, async (node) => {
      const { url, key } = doorOf(node);
      const question = `${url}/v1/metrics/${METRIC}?by=region,month${known === 'earlier' ? `&asOf=position:${earlier(signings)}` : ''}`;
      return measure(settings.ms, async () => {
        const response = await fetch(question, { headers: headersOf(key) });
        if (!response.ok) throw new Error(await response.text());
        return ((await response.json()) as { rows: readonly object[] }).rows.length;
      });
    }),
});

/** A tenth of the record is later. */
const earlier = (signings: number): number => Math.floor(signings * 2 * 0.9);

const COLUMNS = `region, period, unit, kind, sum(value)::text as value, sum(low)::text as low, sum(high)::text as high,
  sum(value) filter (where precision = 'exact')::text as exact, sum(value) filter (where precision = 'approximate')::text as approximate`;
const NOW = `select ${COLUMNS} from TOTALS where metric = '${METRIC}' group by region, period, unit, kind order by region, period, unit, kind`;
/** The better of the two ways where a tenth is later: what came later is taken from the totals. */
const LESS_LATER = `with standing as (
  select region, period, unit, kind, value, low, high, precision from TOTALS where metric = '${METRIC}'
  union all
  select region, period, unit, kind, -value, -low, -high, precision from ENTRIES where metric = '${METRIC}' and position > $1)
select ${COLUMNS} from standing group by region, period, unit, kind order by region, period, unit, kind`;

const byHand = (signings: number, known: Known): Entrant => ({
  name: 'sql by hand',
  pools: [1],
  template: 'record',
  prepare: ({ url }) => loadRecord(url, signings),
  measure: async ({ url, settings }) => {
    const client = new pg.Client({ connectionString: url, options: '-c jit=off' });
    await client.connect();
    try {
      const { rows: [at] } = await client.query<{ build: number }>(`select build from log.checkpoints where reader = 'signing-metrics' and active`);
      const text = (known === 'now' ? NOW : LESS_LATER)
        .replace('TOTALS', tableOf('signing-metrics', 'totals', at?.build ?? 0)).replace('ENTRIES', tableOf('signing-metrics', 'entries', at?.build ?? 0));
      const query = { name: known, text, values: known === 'now' ? [] : [earlier(signings)] };
      return await measure(settings.ms, async () => (await client.query(query)).rows.length);
    } finally {
      await client.end();
    }
  },
});

/** One question by region and month over a million entries, through HTTP, beside the SQL of somebody who knows the tables. */
const metric = (known: Known, quick: boolean): Work => {
  const signings = Math.ceil((quick ? 60_000 : 1_000_000) / ENTRIES_A_SIGNING);
  return {
    name: `metric-${known}`,
    unit: 'ms',
    better: 'lower',
    subject: 'entente',
    entrants: [overHttp(signings, known), byHand(signings, known)],
    floors: { 'sql by hand': 1.5 },
    goals: { 'sql by hand': 1.1 },
  };
};

export const metrics = ({ quick }: Settings): readonly Work[] => [metric('now', quick), metric('earlier', quick)];
