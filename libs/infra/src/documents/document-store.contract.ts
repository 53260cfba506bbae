import { createHash, randomUUID } from 'node:crypto';
import type { Content, DocumentStore, Held } from './document-store.js';

export const contentFor = (bytes: Buffer, id: string = randomUUID()): Content => ({ id, sha256: createHash('sha256').update(bytes).digest('hex') });

export const listed = async (store: DocumentStore): Promise<readonly Held[]> => {
  const all: Held[] = [];
  for await (const held of store.list()) all.push(held);
  return all;
};

/** What every store must do, told once for all of them. */
export const describeStore = (name: string, open: () => Promise<Readonly<{ store: DocumentStore; close: () => Promise<void> }>>): void =>
  describe(name, () => {
    let store: DocumentStore;
    let close: () => Promise<void>;
    beforeEach(async () => ({ store, close } = await open()));
    afterEach(() => close());

    it('gives back the very bytes, of every value and of many sizes', async () => {
      for (const size of [0, 1, 255, 256, 70_000, 6_000_000]) {
        const bytes = Buffer.from(Uint8Array.from({ length: size }, (_, n) => (n * 7 + (n >> 8)) & 0xff));
        const content = contentFor(bytes);
        await store.put(content, bytes);
        expect((await store.get(content))?.equals(bytes)).toBe(true);
        expect(await store.has(content)).toBe(true);
      }
    });

    it('has nothing of what was never put, was removed, or has another digest', async () => {
      const content = contentFor(Buffer.from('一'));
      const other = { ...content, sha256: 'ab'.repeat(32) };
      expect([await store.get(content), await store.has(content)]).toEqual([undefined, false]);
      await store.put(content, Buffer.from('一'));
      expect([await store.get(other), await store.has(other)]).toEqual([undefined, false]);
      await store.remove(content);
      expect([await store.get(content), await store.has(content)]).toEqual([undefined, false]);
      await store.remove(content);
      expect(await listed(store)).toEqual([]);
    });

    it('takes the same content again, and at once from several', async () => {
      const bytes = Buffer.alloc(300_000, '凭证');
      const content = contentFor(bytes);
      await Promise.all([1, 2, 3, 4].map(() => store.put(content, bytes)));
      await store.put(content, bytes);
      expect((await store.get(content))?.equals(bytes)).toBe(true);
      expect(await listed(store)).toHaveLength(1);
    });

    it('keeps two contents under one id apart', async () => {
      const [one, other] = [Buffer.from('one'), Buffer.from('other')];
      const first = contentFor(one);
      const second = contentFor(other, first.id);
      await store.put(first, one);
      await store.put(second, other);
      await store.remove(second);
      expect((await store.get(first))?.toString()).toBe('one');
    });

    it('lists what it holds, however much, each with when it came', async () => {
      expect(await listed(store)).toEqual([]);
      const contents = Array.from({ length: 23 }, (_, n) => contentFor(Buffer.from(`${n}`)));
      const before = Date.now();
      await Promise.all(contents.map((content, n) => store.put(content, Buffer.from(`${n}`))));
      const all = await listed(store);
      expect(all.map(({ id, sha256 }) => `${id} ${sha256}`).sort()).toEqual(contents.map(({ id, sha256 }) => `${id} ${sha256}`).sort());
      // S3 tells whole seconds.
      for (const { at } of all) expect(Math.abs(at.getTime() - before)).toBeLessThan(20_000);
    });

    it('takes no name that could lead elsewhere', async () => {
      const sha256 = 'ab'.repeat(32);
      for (const id of ['../../etc/passwd', '', 'x', `${randomUUID()}/..`]) {
        await expect((async () => store.put({ id, sha256 }, Buffer.from('x')))()).rejects.toThrow(RangeError);
      }
      await expect((async () => store.get({ id: randomUUID(), sha256: '../x' }))()).rejects.toThrow(RangeError);
    });
  });
