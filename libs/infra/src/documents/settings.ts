import { join, resolve } from 'node:path';
import { DirectoryStore } from './directory-store.js';
import type { DocumentStore } from './document-store.js';

const USUAL_FOLDER = join('.data', 'documents');
const USUAL_UNUSED_DAYS = 30;
const UNUSED_DAYS_MAX = 36_500;

/** The store that the environment names: a bucket of S3, or a folder. The client of S3 is large, and loaded only where it is used. */
export const documentStoreOf = async (env: NodeJS.ProcessEnv): Promise<DocumentStore> => {
  const bucket = env['DOCUMENTS_S3_BUCKET'];
  if (!bucket) return new DirectoryStore(resolve(env['DOCUMENTS_DIR'] || USUAL_FOLDER));
  const endpoint = env['DOCUMENTS_S3_ENDPOINT'];
  const { S3Store } = await import('./s3-store.js');
  return new S3Store({ bucket, prefix: env['DOCUMENTS_S3_PREFIX'] ?? '', ...(endpoint ? { endpoint } : {}) });
};

/** Days after its deposit at which a document that nothing refers to is discarded; a part of a day is one too. */
export const unusedDaysOf = (env: NodeJS.ProcessEnv): number => {
  const text = env['DOCUMENT_UNUSED_DAYS'];
  if (!text) return USUAL_UNUSED_DAYS;
  const days = /^\d{1,5}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
  if (days <= UNUSED_DAYS_MAX) return days;
  throw new Error(`DOCUMENT_UNUSED_DAYS is "${text}": set it to a number of days from 0 to ${UNUSED_DAYS_MAX}, or leave it out for ${USUAL_UNUSED_DAYS}.`);
};
