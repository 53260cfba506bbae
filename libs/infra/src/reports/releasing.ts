import type { Actor } from '@entente/domain/kernel/message';
import { fromMinor } from '@entente/domain/kernel/money';
import { creditRelease, type ReleaseFact, type Releases, RELEASES, type Vintage } from '@entente/domain/credit/release';
import { type DataSet, publicEdition, type Row, type Table } from '@entente/domain/reporting/dataset';
import { definitionOf, type PublishedIssue, refuseReport, type ReleaseReport } from '@entente/domain/reporting/report';
import type { EventLog } from '../event-log/event-log.js';
import type { Run } from '../jobs/runner.js';
import { setBy } from './archive.js';
import { issueIn, made, type ReportNeeds, tell } from './making.js';

/**
 * Makes the public edition of an issue and releases it, for the association that asked.
 * @throws Refusal where there is none to release, or it was released.
 */
export const release = async (needs: ReportNeeds, id: string, run: Run): Promise<object> => {
  const { pool, log } = needs;
  const it = await issueIn(log, id);
  if (it.status === 'absent') throw refuseReport('report/not-found');
  if (definitionOf(it.report)?.public !== true) throw refuseReport('report/not-for-the-public');
  if (it.released) return { issue: id, output: it.released.output, withheld: it.released.withheld };
  const set = await setBy(pool, it.output);
  if (!set) throw new Error(`The data set of issue ${id} is not in the archive; restore it from a backup.`);
  const edition = it.report === 'credit' ? await creditEdition(log, it, set) : publicEdition(set);
  const { output, files } = await made(needs, edition.set, run);
  const { organisation, principal, role, region } = run.asked ?? { organisation: '', principal: '', role: 'report', region: '*' };
  const actor = { organisation, principal, role, region } as Actor;
  await tell<ReleaseReport>(needs, 'ReleaseReport', { id, output, files: [...files], withheld: edition.withheld }, actor, run.now);
  return { issue: id, output, withheld: edition.withheld };
};

const MEASURES: Readonly<Record<string, Row['title']>> = {
  outstanding: { en: 'Outstanding credit', zh: '用信余额' }, active: { en: 'Active limits', zh: '已生效授信额度' },
  'firms-with-balance': { en: 'Firms with a balance', zh: '用信户数' }, 'firms-with-line': { en: 'Firms with a line', zh: '授信户数' },
};

/** Of credit the public is told what was released of the month, and nothing else: whatever is told beside it could make single firms computable. */
const creditEdition = async (log: Pick<EventLog, 'read'>, { parameters, period }: PublishedIssue, set: DataSet): Promise<Readonly<{ set: DataSet; withheld: number }>> => {
  if (Object.keys(parameters).length > 0) throw refuseReport('report/not-for-the-public');
  const releases = ((await log.read(RELEASES, 0)).facts as unknown as readonly ReleaseFact[]).reduce<Releases>(creditRelease.evolve, creditRelease.initialState);
  const vintage = releases.find((each) => each.period === period);
  if (!vintage) throw refuseReport('report/not-released');
  const rows = vintage.figures.map(rowOf);
  const table: Table = {
    id: 'released', title: { en: 'Released figures', zh: '公布数据' }, rowsTitle: { en: 'Figure', zh: '指标' },
    columns: [{ id: 'value', title: { en: 'Value', zh: '数值' }, kind: 'figure' }], rows, public: 'open',
    notes: [{ en: 'What would tell of single firms is left out.', zh: '可推知单户的数据不予公布。' }],
  };
  return { set: { ...set, tables: [table], notes: [] }, withheld: vintage.figures.filter(({ value }) => value === null).length };
};

const rowOf = ({ cell: { measure: named, by }, value }: Vintage['figures'][number]): Row => {
  const [measure = '', currency] = named.split(' ');
  const where = Object.entries(by).map(([name, each]) => `${name} ${each === '' ? '—' : each}`).join(', ');
  const title = MEASURES[measure] ?? { en: measure, zh: measure };
  const exact = value === null || currency === undefined ? value : fromMinor(BigInt(value), currency);
  return {
    id: [measure, ...(currency === undefined ? [] : [currency]), ...Object.entries(by).flat()].filter((part) => part !== '').join('.').toLowerCase(),
    title: where === '' ? title : { en: `${title.en} (${where})`, zh: `${title.zh}（${where}）` },
    cells: { value: { value: exact, low: exact, high: exact, precision: exact === null ? 'unknown' : 'exact', unit: currency ?? 'firm', ...(exact === null ? { why: 'withheld' } : {}), origin: { kind: 'records', streams: [] } } },
  };
};
