import { DirectoryStore } from './directory-store.js';
import { S3Store } from './s3-store.js';
import { documentStoreOf, unusedDaysOf } from './settings.js';

describe('what the environment says of documents', () => {
  it('is where they lie: a bucket where one is named, and else a folder', async () => {
    expect(await documentStoreOf({})).toBeInstanceOf(DirectoryStore);
    expect(await documentStoreOf({ DOCUMENTS_DIR: 'x' })).toBeInstanceOf(DirectoryStore);
    expect(await documentStoreOf({ DOCUMENTS_DIR: 'x', DOCUMENTS_S3_BUCKET: 'evidence' })).toBeInstanceOf(S3Store);
  });

  it('is how long what nothing refers to is kept: thirty days unless said otherwise', () => {
    expect([undefined, '', '0', '7', '0.5', '36500'].map((days) => unusedDaysOf({ DOCUMENT_UNUSED_DAYS: days }))).toEqual([30, 30, 0, 7, 0.5, 36_500]);
    for (const days of ['-1', 'a month', '36501', '1e3', ' 7']) expect(() => unusedDaysOf({ DOCUMENT_UNUSED_DAYS: days })).toThrow('DOCUMENT_UNUSED_DAYS');
  });
});
