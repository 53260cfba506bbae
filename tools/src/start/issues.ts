import { setTimeout as sleep } from 'node:timers/promises';
import { issueIdOf } from '@entente/infra/reports/naming';
import { firstIssues } from '../record/reports.js';
import type { Ask } from './ask.js';

const WAIT_MS_MAX = 120_000;
const LOOK_MS = 500;

type Issue = Readonly<{ id: string; period: string; title: Readonly<{ en: string }> }>;

const once = async (ask: Ask, id: string): Promise<Issue | undefined> => ask<Issue>(`/v1/reports/issues/${id}`).catch(() => undefined);

/** Where the first reports are: they are made by the worker, which is waited for. What is not there yet is said, and stops nothing. */
export const printIssues = async (ask: Ask, baseUrl: string, keysFile: string, given: () => boolean, say: (line: string) => void): Promise<void> => {
  const until = performance.now() + WAIT_MS_MAX;
  const wanted = Object.values(firstIssues).map(({ report, parameters, period }) => issueIdOf(report, parameters, period));
  const found = new Map<string, Issue>();
  while (found.size < wanted.length && performance.now() < until && !given()) {
    for (const id of wanted) if (!found.has(id)) await once(ask, id).then((issue) => issue && found.set(id, issue));
    if (found.size < wanted.length) await sleep(LOOK_MS);
  }
  say('\nReports:');
  for (const id of wanted) {
    const address = `${baseUrl}/v1/reports/issues/${id}`;
    say(`  ${found.get(id)?.title.en ?? 'is still being made'}`);
    say(`    ${address}/files/report.en.yi.html (or report.zh.yi.pdf, .xlsx, report.json)`);
  }
  say(`  With a key: curl -s <address> -H "Authorization: Bearer $(node -p "require('${keysFile}').admin")" -o report.html`);
};
