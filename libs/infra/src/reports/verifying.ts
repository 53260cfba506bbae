import { hash } from 'node:crypto';
import { definitionOf, refuseReport } from '@entente/domain/reporting/report';
import type { Run } from '../jobs/runner.js';
import { sha256Of } from './archive.js';
import { askAt } from './ask.js';
import { inputsOf } from './data-set.js';
import { issueIn, type ReportNeeds } from './making.js';
import { dataBytes } from './render/data-bytes.js';

/** What was published beside what comes of it when it is done once more. */
type Compared = Readonly<{ published: string; now: string; same: boolean }>;

/** `holds` tells that inputs, data set and all files that are kept are what was published; `dropped` names files that were kept long enough. */
export type Verified = Readonly<{ issue: string; position: number; holds: boolean; inputs: Compared; output: Compared; files: readonly (Compared & Readonly<{ name: string }>)[]; dropped: readonly string[] }>;

const compared = (published: string, now: string): Compared => ({ published, now, same: published === now });

/**
 * Tells an issue once more from the position at which it was told, and compares every digest with those in the log.
 * @throws Refusal where there is no such issue.
 * @throws Error where this version tells the report otherwise (its definition was raised).
 */
export const verify = async ({ pool, log }: Pick<ReportNeeds, 'pool' | 'log'>, id: string, { progress }: Pick<Run, 'progress'>): Promise<Verified> => {
  const it = await issueIn(log, id);
  if (it.status === 'absent') throw refuseReport('report/not-found');
  const definition = definitionOf(it.report)?.definition;
  if (definition !== it.definition) throw new Error(`${it.report} was published under definition ${it.definition}, and this version knows ${definition ?? 'none'}; verify it with the version that published it.`);
  await progress(10, { en: 'telling it once more', zh: '重新计算' });
  const set = await askAt({ pool, log }, it.known.position, (ask) => ask.again(it), it.known.issues);
  const { rows: [row] } = await pool.query<{ link: string }>('select reports.link_at($1) as link', [it.known.position]);
  await progress(80, { en: 'comparing files', zh: '核对文件' });
  const { rows: kept } = await pool.query<{ name: string; bytes: Buffer }>('select name, bytes from reports.files where of = $1', [it.output]);
  const byName = new Map(kept.map(({ name, bytes }) => [name, hash('sha256', bytes, 'hex')]));
  const files = it.files.flatMap(({ name, sha256 }) => {
    const now = byName.get(name);
    return now === undefined ? [] : [{ name, ...compared(sha256, now) }];
  });
  const [inputs, output] = [compared(it.inputs, inputsOf(set, row?.link ?? '')), compared(it.output, sha256Of(dataBytes(set)))];
  return {
    issue: id, position: it.known.position, holds: inputs.same && output.same && files.every(({ same }) => same), inputs, output, files,
    dropped: it.files.flatMap(({ name }) => (byName.has(name) ? [] : [name])),
  };
};
