import type { DataSet } from '@entente/domain/reporting/dataset';
import type { Run } from '../jobs/runner.js';
import { sha256Of } from './archive.js';
import type { ReportNeeds } from './making.js';
import { release } from './releasing.js';
import { dataBytes } from './render/data-bytes.js';

const edition = {
  report: 'monthly-brief', definition: 1, parameters: {}, period: '2024-06', about: { from: '2024-06-01', to: '2024-06-30', validAt: '2024-06-30' }, known: { node: 'n', position: 7, instant: '2024-07-05T01:00:00.000Z' },
  title: { en: 'x', zh: 'x' }, tables: [], notes: [],
} as const satisfies DataSet;
const output = sha256Of(dataBytes(edition));
const files = ['report.json', 'report.zh.csv'].map((name) => ({ name, media: 'text/plain', size: 1, sha256: sha256Of(Buffer.from(name)) }));
const facts = [
  { type: 'ReportPublished', data: { issue: 'i', report: 'monthly-brief', parameters: {}, period: '2024-06', known: edition.known, output: 'full', files: [] } },
  { type: 'ReportReleased', data: { issue: 'i', report: 'monthly-brief', parameters: {}, period: '2024-06', releasedOn: '2024-07-10', output, files, withheld: 4 } },
];

/** An archive in which these files of the released edition are left; answers the digests of what was rendered and kept. */
const released = async (kept: readonly string[]): Promise<Readonly<{ answer: object; rendered: readonly string[]; stored: readonly unknown[] }>> => {
  const rendered: string[] = [];
  const stored: unknown[] = [];
  const query = async (sql: string, values: readonly unknown[] = []): Promise<{ rows: readonly unknown[] }> => {
    if (sql.startsWith('insert into reports.files')) stored.push(values[1]);
    if (sql.startsWith('select bytes')) return { rows: values[0] === output ? [{ bytes: dataBytes(edition) }] : [] };
    return { rows: sql.includes('from reports.files') ? files.filter(({ name }) => kept.includes(name)) : [{ link: 'f' }] };
  };
  const needs = {
    pool: { query, connect: async () => ({ query, release: () => undefined }) }, log: { read: async () => ({ facts }) }, base: 'http://127.0.0.1:3000',
    render: async (set: DataSet) => { rendered.push(sha256Of(dataBytes(set))); return files.map(({ name, media }) => ({ name, media, bytes: Buffer.from(name) })); },
    lanes: { handle: async () => { throw new Error('what was released is not released again'); } },
  } as unknown as ReportNeeds;
  const answer = await release(needs, 'i', { progress: async () => undefined, now: '2034-07-10T00:00:00.000Z', asked: null } as unknown as Run);
  return { answer, rendered, stored };
};

describe('an issue that was released already', () => {
  it('has files made again that were dropped, from the data set that was released', async () => {
    expect(await released(['report.json'])).toEqual({ answer: { issue: 'i', output, withheld: 4 }, rendered: [output], stored: files.map(({ name }) => name) });
  });
  it('is answered as it is where all files are there', async () => {
    expect(await released(files.map(({ name }) => name))).toEqual({ answer: { issue: 'i', output, withheld: 4 }, rendered: [], stored: [] });
  });
});
