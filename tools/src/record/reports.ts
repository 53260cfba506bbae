import { idOf } from './ids.js';

type Wanted = Readonly<{ report: string; parameters: Readonly<Record<string, string>>; period: string }>;

/**
 * What the association publishes of the opening record: what became of both conferences that the documents tell of, half a year
 * after each, and the first report on cooperation between Sichuan and Chongqing, of the quarter of the 21st conference.
 */
export const firstIssues: Readonly<Record<string, Wanted>> = {
  'conference-20': { report: 'conference', parameters: { edition: 'cisc-20' }, period: 'T+180' },
  'conference-21': { report: 'conference', parameters: { edition: 'cisc-21' }, period: 'T+180' },
  'cooperation-chuanyu': { report: 'cooperation', parameters: { set: 'chuanyu' }, period: '2024-Q1' },
};

/** What is published of itself from then on. */
export const schedules: Readonly<Record<string, Omit<Wanted, 'period'>>> = {
  'monthly-brief': { report: 'monthly-brief', parameters: {} },
  credit: { report: 'credit', parameters: {} },
  overdue: { report: 'overdue', parameters: {} },
  revisions: { report: 'revisions', parameters: {} },
  'cooperation-chuanyu': { report: 'cooperation', parameters: { set: 'chuanyu' } },
  'cooperation-yangtze-delta': { report: 'cooperation', parameters: { set: 'yangtze-delta' } },
  'alliances-delta-bases': { report: 'alliances', parameters: { alliance: idOf('alliance', 'delta-bases-alliance') } },
};
