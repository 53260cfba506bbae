import { hash } from 'node:crypto';
import { figuresIn, type DataSet } from '@entente/domain/reporting/dataset';
import { canonical } from '../event-log/canonical.js';
import { commandIdOf } from '../event-log/event-id.js';
import type { Question } from './asking.js';

/** The id of the one issue of a report for a period with these parameters: whoever makes it makes the same. */
export const issueIdOf = (report: string, parameters: Question, period: string): string => commandIdOf('report-issue', report, canonical(parameters), period);

/** Without letters that are taken for others (Crockford's base 32). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 12;

/** A code of 60 bits. It is made of the chain's link at the position of the data set too, so that nobody can work out the code of a figure that he was not shown. */
const codeOf = (link: string, set: string, path: string): string => {
  const digest = hash('sha256', `${link}\n${set}\n${path}`, 'buffer');
  return Array.from({ length: CODE_LENGTH }, (_, n) => LETTERS[(digest[n] ?? 0) & 31]).join('');
};

/** The codes that are printed beside the figures of a data set, by their paths. */
export const codesOf = (set: DataSet, sha256: string, link: string): ReadonlyMap<string, string> =>
  new Map(figuresIn(set).map(({ path }) => [path, codeOf(link, sha256, path)]));
