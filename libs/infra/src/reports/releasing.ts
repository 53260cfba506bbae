import type { Actor } from '@entente/domain/kernel/message';
import { creditRelease, type ReleaseFact, type Releases, RELEASES } from '@entente/domain/credit/release';
import { type DataSet, type Earlier, publicEdition } from '@entente/domain/reporting/dataset';
import { definitionOf, type PublishedIssue, refuseReport, type ReleaseReport } from '@entente/domain/reporting/report';
import { issues } from '@entente/domain/views/issues';
import { organisations } from '@entente/domain/views/organisations';
import { canonical } from '../event-log/canonical.js';
import type { Run } from '../jobs/runner.js';
import type { Rows } from '../metrics/tables.js';
import { filesOf, type Kept, setBy } from './archive.js';
import { askAt } from './ask.js';
import { issueIn, made, type ReportNeeds, tell } from './making.js';
import { rowsAt } from './recorded.js';
import { releasedTable } from './releasing.credit.js';

type Released = PublishedIssue & Readonly<{ released: NonNullable<PublishedIssue['released']> }>;
const isReleased = (it: PublishedIssue): it is Released => it.released !== null;

/**
 * Makes the public edition of an issue and releases it, for the association that asked. Of one that was released, files that
 * were kept long enough and dropped are made again, which are the same bytes.
 * @throws Refusal where there is none to release.
 */
export const release = async (needs: ReportNeeds, id: string, run: Run): Promise<object> => {
  const it = await issueIn(needs.log, id);
  if (it.status === 'absent') throw refuseReport('report/not-found');
  if (definitionOf(it.report)?.public !== true) throw refuseReport('report/not-for-the-public');
  if (isReleased(it)) return madeAgain(needs, it, run);
  const set = await keptSet(needs, it.output, id);
  const edition = it.report === 'credit' ? await creditEdition(needs, it, set) : publicEdition(set, await earlierOf(needs, it));
  const { output, files } = await made(needs, edition.set, run);
  const { organisation, principal, role, region } = run.asked ?? { organisation: '', principal: '', role: 'report', region: '*' };
  const actor = { organisation, principal, role, region } as Actor;
  await tell<ReleaseReport>(needs, 'ReleaseReport', { id, output, files: [...files], withheld: edition.withheld }, actor, run.now);
  return { issue: id, output, withheld: edition.withheld };
};

const keptSet = async ({ pool }: Pick<ReportNeeds, 'pool'>, output: string, issue: string): Promise<DataSet> => {
  const set = await setBy(pool, output);
  if (!set) throw new Error(`A data set of issue ${issue} is not in the archive; restore it from a backup.`);
  return set;
};

const rowsOf = ({ pool }: Pick<ReportNeeds, 'pool'>): Rows => async <Row>(sql: string, values: readonly unknown[] = []) => (await pool.query(sql, [...values])).rows as Row[];

const madeAgain = async (needs: ReportNeeds, { issue, released: { output, files, withheld } }: Released, run: Run): Promise<object> => {
  const kept = new Set((await filesOf((sql, values) => rowsOf(needs)<Kept>(sql, values), output)).map(({ name }) => name));
  if (files.some(({ name }) => !kept.has(name))) await made(needs, await keptSet(needs, output, issue), run);
  return { issue, output, withheld };
};

/** What the public has of the same report, told with the same: whoever takes one edition from another is to learn no more. */
const earlierOf = async (needs: ReportNeeds, it: PublishedIssue): Promise<readonly Earlier[]> => {
  const all = (await rowsAt(rowsOf(needs), issues, Number.MAX_SAFE_INTEGER)).flatMap(({ state }) => (state.status === 'published' && isReleased(state) ? [state] : []));
  const mine = all.filter(({ report, parameters }) => report === it.report && canonical(parameters) === canonical(it.parameters));
  const earlier: Earlier[] = [];
  for (const { issue, output, released } of mine) earlier.push({ issue, set: await keptSet(needs, output, issue), edition: await keptSet(needs, released.output, issue) });
  return earlier;
};

/**
 * Of credit the public is told what was released of the month, as it was known when that was, and nothing else: whatever is told
 * beside it could make single firms computable.
 */
const creditEdition = async (needs: ReportNeeds, { parameters, period }: PublishedIssue, set: DataSet): Promise<Readonly<{ set: DataSet; withheld: number }>> => {
  if (Object.keys(parameters).length > 0) throw refuseReport('report/not-for-the-public');
  const releases = ((await needs.log.read(RELEASES, 0)).facts as unknown as readonly ReleaseFact[]).reduce<Releases>(creditRelease.evolve, creditRelease.initialState);
  const vintage = releases.find((each) => each.period === period);
  if (!vintage) throw refuseReport('report/not-released');
  return askAt(needs, vintage.position, async ({ known, territory, rows }) => ({
    set: { ...set, edition: 'public', known, tables: [releasedTable(vintage, { territory, organisations: await rows(organisations) })], notes: [] },
    withheld: vintage.figures.filter(({ value }) => value === null).length,
  }));
};
