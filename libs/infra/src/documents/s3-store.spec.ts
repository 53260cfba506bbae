import { contentFor, describeStore, listed } from './document-store.contract.js';
import { StoreAway } from './document-store.js';
import { S3Store } from './s3-store.js';
import { startStandIn, type StandIn } from './s3-stand-in.samples.js';

const keys = { region: 'us-east-1', credentials: { accessKeyId: 'access', secretAccessKey: 'secret' } };
const storeOn = ({ endpoint, bucket }: StandIn, prefix = 'node-1/'): S3Store => new S3Store({ bucket, endpoint, prefix, client: keys });

describeStore('a bucket as store', async () => {
  const standIn = await startStandIn();
  return { store: storeOn(standIn), close: standIn.close };
});

describe('a bucket as store', () => {
  let standIn: StandIn;
  beforeEach(async () => {
    standIn = await startStandIn();
  });
  afterEach(() => standIn.close());
  const bytes = Buffer.from('凭证');
  const content = contentFor(bytes);

  it('keeps what it holds below its prefix, and sees nothing else', async () => {
    standIn.objects.set('node-2/x', { bytes, at: new Date() });
    standIn.objects.set(`node-2/${content.id}.${content.sha256}`, { bytes, at: new Date() });
    standIn.objects.set('node-1/README', { bytes, at: new Date() });
    expect(await listed(storeOn(standIn))).toEqual([]);
    await storeOn(standIn).put(content, bytes);
    expect([...standIn.objects.keys()]).toContain(`node-1/${content.id}.${content.sha256}`);
    expect(await listed(storeOn(standIn))).toMatchObject([content]);
  });

  it('asks once more where it was told that the service is away, and then says so', async () => {
    standIn.fail(503);
    await storeOn(standIn).put(content, bytes);
    expect((await storeOn(standIn).get(content))?.equals(bytes)).toBe(true);
    for (const ask of [
      (store: S3Store) => store.put(content, bytes), (store: S3Store) => store.get(content), (store: S3Store) => store.has(content), (store: S3Store) => store.remove(content), (store: S3Store) => listed(store),
    ]) {
      standIn.fail(503, 503);
      await expect(ask(storeOn(standIn))).rejects.toThrow(StoreAway);
    }
    expect((await storeOn(standIn).get(content))?.equals(bytes)).toBe(true);
  });

  it('is away where connections break, and where nobody listens', async () => {
    standIn.fail(0, 0);
    await expect(storeOn(standIn).get(content)).rejects.toThrow(StoreAway);
    const { endpoint, bucket } = standIn;
    await standIn.close();
    await expect(new S3Store({ endpoint, bucket, client: keys }).put(content, bytes)).rejects.toThrow(StoreAway);
    standIn = await startStandIn();
  });

  it('is away, and not empty, where the bucket is another', async () => {
    await expect(new S3Store({ endpoint: standIn.endpoint, bucket: 'no-such', client: keys }).get(content)).rejects.toThrow(StoreAway);
  });
});
