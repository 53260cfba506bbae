import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { byCodes } from '@entente/domain/kernel/directory';
import { signing, type SubmitSigning } from '@entente/domain/signing/signing';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import type { Contender, Trial } from '../contender.js';
import { latencyRecorder, quantile } from '../harness/latencies.js';
import type { Measured } from '../work.js';
import { filledPool, runAll } from './connections.js';
import { auditLog, mustBe } from './credit-audit.js';
import { type Desk, deskAt, draw, eachOf, prepareLines } from './credit-programme.js';
import { auditLedger, debit, prepareLedger } from './ledger.js';
import { submissionOf } from './signings.js';

/** Those beside it: half of them draw, half of them enter signings, and each rests between two acts, so that they are no load themselves. */
const [OTHERS, REST_MS, OTHER_LINES] = [8, 20, 100];

type Acts = Readonly<{ hot: () => Promise<void>; draw: (line: number) => Promise<void>; sign: () => Promise<void> }>;

/** The latency of the others in milliseconds while so many draw on one line, and how many draws that line takes meanwhile. */
const beside = async (acts: Acts, hotClients: number, ms: number): Promise<Measured> => {
  const began = performance.now();
  const goes = (): boolean => performance.now() - began < ms;
  let [hot, next] = [0, 0];
  const [draws, signings] = [latencyRecorder(), latencyRecorder()];
  const drawing = async (): Promise<void> => {
    for (; goes(); hot += 1) await acts.hot();
  };
  const other = async (_: unknown, n: number): Promise<void> => {
    const [act, recorder] = n % 2 === 0 ? [() => acts.draw(1 + ((next += 1) % OTHER_LINES)), draws] : [acts.sign, signings];
    for (await sleep((n * REST_MS) / OTHERS); goes(); await sleep(REST_MS)) {
      const asked = performance.now();
      await act();
      recorder.record(performance.now() - asked);
    }
  };
  await Promise.all([...Array.from({ length: hotClients }, drawing), ...Array.from({ length: OTHERS }, other)]);
  const seconds = (performance.now() - began) / 1_000;
  return {
    value: quantile(draws.counts, 0.99),
    figures: { drawP50: quantile(draws.counts, 0.5), signP50: quantile(signings.counts, 0.5), signP99: quantile(signings.counts, 0.99), hotDraws: hot / seconds },
  };
};

const counted = (counts: { draws: number }, act: () => Promise<void>) => async (): Promise<void> => {
  await act();
  counts.draws += 1;
};

const submit = async ({ lanes }: Desk, n: number): Promise<void> => {
  const command: SubmitSigning = { ...submissionOf(n), id: randomUUID(), at: new Date().toISOString(), directory: byCodes };
  await lanes.handle(signing, command, { inputHash: sha256Hex(JSON.stringify(command.data)) });
};

export const ententeBeside = (hotClients: number): Contender => ({
  prepare: ({ url }) => prepareLines(url, 1 + OTHER_LINES),
  trial: async ({ url }): Promise<Trial> => {
    const desk = deskAt(url);
    await eachOf(1 + OTHER_LINES, (line) => draw(desk, line));
    const counts = { draws: 1 + OTHER_LINES };
    let signings = 0;
    return {
      run: (ms) => beside({
        hot: counted(counts, () => draw(desk, 0)), draw: (line) => counted(counts, () => draw(desk, line))(), sign: () => submit(desk, (signings += 1)),
      }, hotClients, ms),
      check: async () => mustBe('draws', (await auditLog(url)).draws, counts.draws),
      close: () => desk.log.close(),
    };
  },
});

const SIGNINGS = 'create table signings (id uuid primary key, number text not null, data json not null, recorded_at timestamptz not null default now())';

/** Those who draw on the hot line have connections of their own, so that nobody else waits for one. */
export const sqlBeside = (hotClients: number): Contender => ({
  prepare: async ({ url }) => {
    await prepareLedger(url, 1 + OTHER_LINES);
    await runAll(url, SIGNINGS);
  },
  trial: async ({ url }): Promise<Trial> => {
    const [hot, own] = [await filledPool(url, Math.max(1, hotClients)), await filledPool(url, OTHERS)];
    for (let account = 0; account <= OTHER_LINES; account += 1) await debit(own, account);
    const counts = { draws: 1 + OTHER_LINES };
    let signings = 0;
    const sign = async (): Promise<void> => {
      const { data } = submissionOf((signings += 1));
      await own.query({ name: 'sign', text: 'insert into signings (id, number, data) values ($1, $2, $3)', values: [data.id, data.number, JSON.stringify(data)] });
    };
    return {
      run: (ms) => beside({ hot: counted(counts, () => debit(hot, 0)), draw: (line) => counted(counts, () => debit(own, line))(), sign }, hotClients, ms),
      check: () => auditLedger(url, counts.draws),
      close: async () => {
        await hot.end();
        await own.end();
      },
    };
  },
});
