import { reachOf, refusals } from '@entente/domain/reporting/report';
import type { RunRecord } from '@entente/infra/jobs/asking';
import type { Kept } from '@entente/infra/reports/archive';
import { issueIdOf } from '@entente/infra/reports/naming';
import type { Language } from '../../http/language.js';

const KINDS: Readonly<Record<string, string>> = { draft: 'draft', verify: 'verification', release: 'release' };

type About = Readonly<{ kind: string; report: string; parameters: Readonly<Record<string, string>>; issue: string | null; asOf: number | null }>;

/** What a run of reports is about: which report with which parameters, from which position or of which issue. */
export const aboutOf = ({ job, parameters, period, position }: Pick<RunRecord, 'job' | 'parameters' | 'period' | 'position'>): About => {
  const [kind = '', report = ''] = job.split('/');
  const told = parameters as { asOf?: number; parameters?: About['parameters']; issue?: string };
  if (kind === 'report') return { kind: 'issue', report, parameters: parameters as About['parameters'], issue: issueIdOf(report, parameters as About['parameters'], period), asOf: position };
  return { kind: KINDS[kind] ?? kind, report, parameters: told.parameters ?? {}, issue: told.issue ?? null, asOf: told.asOf ?? position };
};

/** The region by which it is decided who may see a run; `*` is everywhere. */
export const reachOfRun = (run: Pick<RunRecord, 'job' | 'parameters' | 'period' | 'position'>): string => reachOf(aboutOf(run).parameters);

const by = (asked: RunRecord['asked']): object | null => asked && { organisation: asked.organisation, role: asked.role, at: asked.at };

export const fileShown = ({ name, media, size, sha256 }: Kept, address: string): object => ({ name, media, size, sha256, href: `${address}/files/${name}` });

/** The ledger keeps why a run failed in English; what a rule says is known in both languages. */
const errorShown = (error: string | null, language: Language): string | null => {
  const inEnglish = Object.values(refusals).find(([, en]) => en === error);
  return language === 'zh' && inEnglish ? inEnglish[2] : error;
};

export const shownRun = (run: RunRecord, files: readonly Kept[], language: Language): object => {
  const { kind, report, parameters, issue, asOf } = aboutOf(run);
  return {
    // What may be done more than once of a period stands in the ledger with the instant at which it was asked for.
    id: run.id, kind, report, parameters, period: run.period.split(' ')[0], issue, state: run.state, percent: run.percent, doing: run.doing?.[language] ?? null,
    dueAt: run.dueAt, calendar: run.calendar, startedAt: run.startedAt, retryAt: run.retryAt, finishedAt: run.finishedAt, attempts: run.attempts, losses: run.losses,
    asked: by(run.asked), cancelled: by(run.cancelledBy), asOf, result: run.result, error: errorShown(run.error, language), files: files.map((file) => fileShown(file, `/v1/reports/runs/${run.id}`)),
  };
};
