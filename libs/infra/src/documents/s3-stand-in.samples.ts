import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Of S3 what the store uses, in memory: PUT, GET, HEAD and DELETE of objects, and ListObjectsV2 in short pages. */
export type StandIn = Readonly<{
  endpoint: string;
  bucket: string;
  objects: Map<string, Readonly<{ bytes: Buffer; at: Date }>>;
  /** The next answers are this status instead; 0 breaks the connection. */
  fail: (...statuses: readonly number[]) => void;
  close: () => Promise<void>;
}>;

const PAGE = 10;
const BUCKET = 'evidence';

export const startStandIn = async (): Promise<StandIn> => {
  const objects: StandIn['objects'] = new Map();
  const failures: number[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, objects, failures).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bucket: BUCKET, objects,
    fail: (...statuses) => void failures.push(...statuses),
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
};

const answer = async (request: IncomingMessage, response: ServerResponse, objects: StandIn['objects'], failures: number[]): Promise<void> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const failure = failures.shift();
  if (failure === 0) return void request.socket.destroy();
  if (failure !== undefined) return void told(response, failure, 'ServiceUnavailable');
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3');
  const [, bucket, ...rest] = pathname.split('/');
  const key = decodeURIComponent(rest.join('/'));
  // A request that is not signed, or speaks of another bucket, is none of the store's.
  if (!/^AWS4-HMAC-SHA256 .*Signature=[0-9a-f]{64}$/.test(request.headers.authorization ?? '')) return void told(response, 403, 'AccessDenied');
  if (bucket !== BUCKET) return void told(response, 404, 'NoSuchBucket');
  if (key === '' && searchParams.get('list-type') === '2') return void response.end(page(objects, searchParams));
  if (request.method === 'PUT') objects.set(key, { bytes: Buffer.concat(chunks), at: new Date() });
  if (request.method === 'DELETE') objects.delete(key);
  if (request.method === 'DELETE') return void response.writeHead(204).end();
  const found = objects.get(key);
  if (!found) return void told(response, 404, 'NoSuchKey');
  response.writeHead(200, request.method === 'PUT' ? {} : { 'Content-Length': found.bytes.length, 'Last-Modified': found.at.toUTCString() });
  response.end(request.method === 'GET' ? found.bytes : undefined);
};

const told = (response: ServerResponse, status: number, code: string): void =>
  void response.writeHead(status, { 'Content-Type': 'application/xml' }).end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);

const page = (objects: StandIn['objects'], asked: URLSearchParams): string => {
  const prefix = asked.get('prefix') ?? '';
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > (asked.get('continuation-token') ?? '')).sort();
  const shown = keys.slice(0, PAGE);
  const more = keys.length > PAGE;
  return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${shown.at(-1)}</NextContinuationToken>` : ''}${
    shown.map((key) => `<Contents><Key>${key}</Key><LastModified>${objects.get(key)?.at.toISOString()}</LastModified></Contents>`).join('')}</ListBucketResult>`;
};
