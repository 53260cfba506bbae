import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusalDifferences, sectionOf, tableOf } from '../../kernel/tables.samples.js';
import { refusals as closingRefusals } from '../closing/index.js';
import { refusals as schedulingRefusals } from '../scheduling/index.js';
import { definitions, refusals } from './index.js';

const text = readFileSync(join(__dirname, '../../../../../docs/reports.md'), 'utf8');

const told = Object.values(definitions).map(({ report, title, rhythm, parameters, due, public: isPublic }) => ({
  report, name: title.zh, period: rhythm,
  'told with': Object.entries(parameters.shape as Record<string, { safeParse: (value: unknown) => { success: boolean } }>).map(([name, schema]) => `${name}${schema.safeParse(undefined).success ? '?' : ''}`).join(', '),
  due: `${due.workingDays} working days after, ${due.at}`, 'public edition': isPublic ? 'yes' : 'no',
}));

describe('the document on reports', () => {
  it('says what the catalogue says', () => expect(tableOf(text, 'report', 'name')).toEqual(told));
  it.each([['### Of issues', refusals], ['### Of months', closingRefusals], ['### Of schedules', schedulingRefusals]] as const)('says the refusals of %s', (heading, said) =>
    expect(refusalDifferences(sectionOf(text, heading), said)).toEqual([]));
  it('would be told apart if it said something else', () => {
    expect(refusalDifferences(sectionOf(text.replace('`report/already-released` | conflict', '`report/already-released` | absent'), '### Of issues'), refusals)).toHaveLength(1);
    expect(tableOf(text.replace('| 5 working days after, 10:00 |', '| 4 working days after, 10:00 |'), 'report', 'name')).not.toEqual(told);
  });
});
