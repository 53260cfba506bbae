import { archive } from './reports-archive.js';
import { february, frozen, january, kept, run, sound } from './reports.samples.js';

const { log, stored } = sound;
const [first, second] = stored.files as [(typeof stored.files)[number], (typeof stored.files)[number]];
const draft = (output: string, asOf: number) => run('2024-01', january, { id: 'd', job: 'draft/monthly-brief', parameters: JSON.stringify({ asOf, parameters: { region: '510100' } }), result: { output } });

describe('the archive', () => {
  it('is sound where it holds what the log says', () => {
    expect(archive(log, stored)).toEqual([]);
    expect(archive(log, { ...stored, runs: [...stored.runs, draft(january.sha256, 4)] })).toEqual([]);
  });
  it.each<[string, readonly string[], string]>([
    ['a file is missing', archive(log, { ...stored, files: [first] }), 'not kept'],
    ['a file has other bytes', archive(log, { ...stored, files: [first, { ...second, digest: 'f00d' }] }), 'is kept as f00d'],
    ['a data set is missing', archive(log, { ...stored, sets: [january] }), 'which is not kept'],
    ['a data set has other bytes', archive(log, { ...stored, sets: [january, { ...february, bytes: january.bytes }] }), 'other bytes than its name'],
    ['the same was told in two ways', archive(log, { ...stored, sets: [...stored.sets, kept(frozen('2024-01', 4, '3'))] }), 'was told in 2 ways'],
    ['a draft is as of another position', archive(log, { ...stored, runs: [draft(january.sha256, 3)] }), 'its data set as of 4'],
    ['a draft is not kept', archive(log, { ...stored, runs: [draft('none', 4)] }), 'which is not kept'],
  ])('is not where %s', (_, faults, sentence) => expect(faults).toContainEqual(expect.stringContaining(sentence)));
});
