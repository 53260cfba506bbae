import { hash } from 'node:crypto';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import { canonical } from '@entente/infra/event-log/canonical';
import { type Fact, logOf } from './cooperation.samples.js';
import type { FrozenSet, Published, Superseded } from './reports-facts.js';
import type { LedgerRun, StoredFile, StoredReports, StoredSet } from './reports-stored.js';
import type { StoredLog } from './stored.js';

/** A brief of January that says two signings and their money, and one of February: issues, runs, archive and log that fit each other. */
const question = { from: '2024-01', to: '2024-01' };
const figure = (metric: string, value: string, unit: string) => ({ value, low: value, high: value, precision: 'exact', unit, origin: { kind: 'metric' as const, metric, question } });

export const frozen = (period: string, position: number, count = '2'): FrozenSet => ({
  report: 'monthly-brief', parameters: { region: '510100' }, period, known: { position },
  tables: [{ id: 'flows', rows: [{ id: 'count', cells: { month: figure('signings.count', count, 'project'), note: { text: { en: 'a word' } } } }, { id: 'received', cells: { month: figure('signings.received', '7.00', 'CNY') } }] }],
});

export const kept = (set: FrozenSet): StoredSet => {
  const bytes = Buffer.from(canonical(set));
  return { sha256: hash('sha256', bytes, 'hex'), bytes };
};

/** As the api hands it out. */
export const reportJson = ({ bytes }: Pick<StoredSet, 'bytes'>): string => canonical({ dataSet: JSON.parse(bytes.toString('utf8')) as unknown, figures: {} });

const fileOf = (set: StoredSet): StoredFile => {
  const text = reportJson(set);
  const sha256 = hash('sha256', text, 'hex');
  return { of: set.sha256, name: 'report.json', sha256, digest: sha256, size: Buffer.byteLength(text) };
};

export const idOf = (period: string): string => commandIdOf('report-issue', 'monthly-brief', '{"region":"510100"}', period);

export const publishing = (period: string, set: StoredSet, by: number, run = `run ${period}`): Fact => {
  const { name, size, sha256 } = fileOf(set);
  const data: Published = {
    issue: idOf(period), report: 'monthly-brief', parameters: { region: '510100' }, period, run, definition: 1, inputs: 'inputs', output: set.sha256, figures: 2, files: [{ name, size, sha256 }],
    known: { position: (JSON.parse(set.bytes.toString('utf8')) as FrozenSet).known.position },
  };
  return { stream: `report-${data.issue}`, type: 'ReportPublished', by, data };
};

export const superseding = (period: string, by: number, changes: Superseded['changes'], position = by): Fact =>
  ({ stream: `report-${idOf(period)}`, type: 'ReportSuperseded', by, data: { issue: idOf(period), position, count: changes.length, changes } });

export const closing = (period: string, by: number, position: number): Fact => ({ stream: 'report-closings', type: 'PeriodClosed', by, data: { period, position } });
export const reopening = (period: string, by: number): Fact => ({ stream: 'report-closings', type: 'PeriodReopened', by, data: { period } });
/** A signing that counts, of a day in January. */
export const signed = (by: number): readonly Fact[] => [
  { stream: `signing-${by}`, type: 'SigningSubmitted', by, data: { terms: { signedOn: '2024-01-11' } } }, { stream: `signing-${by}`, type: 'SigningAdmitted', by, data: {} },
];

/** In the log of the samples, position n was recorded n - 1 milliseconds after the beginning. */
export const run = (period: string, set: StoredSet, more: Partial<LedgerRun> = {}): LedgerRun => {
  const { known } = JSON.parse(set.bytes.toString('utf8')) as FrozenSet;
  return {
    id: `run ${period}`, job: 'report/monthly-brief', parameters: '{"region":"510100"}', period, state: 'done', dueAt: known.position - 1, finishedAt: 1_000, attempts: 1, losses: 0, asked: null, cancelAsked: false, error: null,
    result: { issue: idOf(period), position: known.position, inputs: 'inputs', output: set.sha256, figures: 2, files: 1 }, ...more,
  };
};

export const [january, february] = [kept(frozen('2024-01', 4)), kept(frozen('2024-02', 4))];
export const sound: Readonly<{ log: StoredLog; stored: StoredReports }> = {
  log: logOf([...signed(1), ...signed(2), publishing('2024-01', january, 3), publishing('2024-02', february, 4)]),
  stored: { runs: [run('2024-01', january), run('2024-02', february)], sets: [january, february], files: [fileOf(january), fileOf(february)] },
};
