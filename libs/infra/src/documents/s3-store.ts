import {
  DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, type ListObjectsV2CommandOutput, NoSuchKey, NotFound, PutObjectCommand, S3Client, type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { type Content, contentOf, type DocumentStore, type Held, nameOf, StoreAway } from './document-store.js';

export type S3Options = Readonly<{ bucket: string; prefix?: string; endpoint?: string; client?: S3ClientConfig }>;

const CONNECTION_MS_MAX = 3_000;
const REQUEST_MS_MAX = 20_000;

/** Objects in a bucket of S3, or of what speaks its language; region and keys are the usual variables of AWS. */
export class S3Store implements DocumentStore {
  private readonly client: S3Client;
  private readonly bucket: string;
  private readonly prefix: string;

  constructor({ bucket, prefix = '', endpoint, client = {} }: S3Options) {
    this.bucket = bucket;
    this.prefix = prefix;
    this.client = new S3Client({
      // What stands behind an endpoint of its own has seldom a name for each bucket, and knows fewer checksums.
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' }),
      maxAttempts: 2,
      requestHandler: { connectionTimeout: CONNECTION_MS_MAX, requestTimeout: REQUEST_MS_MAX, throwOnRequestTimeout: true },
      ...client,
    });
  }

  async put(content: Content, bytes: Buffer): Promise<void> {
    await told(this.client.send(new PutObjectCommand({ ...this.placeOf(content), Body: bytes, ContentLength: bytes.length })));
  }

  async get(content: Content): Promise<Buffer | undefined> {
    const place = this.placeOf(content);
    try {
      const { Body } = await this.client.send(new GetObjectCommand(place));
      return Body && Buffer.from(await Body.transformToByteArray());
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw new StoreAway(error);
    }
  }

  /** HEAD has no body, so that a bucket that is not there looks like an object that is not. */
  async has(content: Content): Promise<boolean> {
    const place = this.placeOf(content);
    try {
      await this.client.send(new HeadObjectCommand(place));
      return true;
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw new StoreAway(error);
    }
  }

  async remove(content: Content): Promise<void> {
    await told(this.client.send(new DeleteObjectCommand(this.placeOf(content))));
  }

  async *list(): AsyncIterable<Held> {
    for (let token: string | undefined; ; ) {
      const page: ListObjectsV2CommandOutput = await told(this.client.send(new ListObjectsV2Command({ Bucket: this.bucket, Prefix: this.prefix, ContinuationToken: token })));
      for (const { Key = '', LastModified: at } of page.Contents ?? []) {
        const content = contentOf(Key.slice(this.prefix.length));
        if (content && at) yield { ...content, at };
      }
      token = page.IsTruncated ? page.NextContinuationToken : undefined;
      if (token === undefined) return;
    }
  }

  private placeOf(content: Content): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: `${this.prefix}${nameOf(content)}` };
  }
}

const told = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    throw new StoreAway(error);
  }
};
