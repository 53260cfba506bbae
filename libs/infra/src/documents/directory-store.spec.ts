import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DirectoryStore } from './directory-store.js';
import { contentFor, describeStore, listed } from './document-store.contract.js';
import { StoreAway } from './document-store.js';

const temporary = (): string => mkdtempSync(join(tmpdir(), 'entente-documents-'));

describeStore('a folder as store', async () => {
  const folder = temporary();
  return { store: new DirectoryStore(join(folder, 'not', 'yet', 'there')), close: async () => rmSync(folder, { recursive: true, force: true }) };
});

describe('a folder as store', () => {
  let folder: string;
  let store: DirectoryStore;
  beforeEach(() => {
    folder = temporary();
    store = new DirectoryStore(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const bytes = Buffer.from('x');
  const content = contentFor(bytes);
  const path = (): string => join(folder, content.sha256.slice(0, 2), `${content.id}.${content.sha256}`);

  it('lets nobody else read what it holds, and leaves nothing beside it', async () => {
    await store.put(content, bytes);
    expect(statSync(path()).mode & 0o077).toBe(0);
    expect(statSync(dirname(path())).mode & 0o077).toBe(0);
    expect(readdirSync(dirname(path()))).toHaveLength(1);
  });

  it('lists nothing that is not its own, and takes away what writes that were cut off have left', async () => {
    await store.put(content, bytes);
    writeFileSync(join(folder, 'README'), 'x');
    writeFileSync(join(dirname(path()), 'notes.txt'), 'x');
    const [young, old] = ['young.part', 'old.part'].map((name) => join(dirname(path()), name)) as [string, string];
    for (const part of [young, old]) writeFileSync(part, 'x');
    utimesSync(old, new Date(0), new Date(0));
    expect(await listed(store)).toHaveLength(1);
    expect(readdirSync(dirname(path())).sort()).toEqual([`${content.id}.${content.sha256}`, 'notes.txt', 'young.part'].sort());
  });

  it('is away where its place is taken by something else', async () => {
    writeFileSync(join(folder, content.sha256.slice(0, 2)), 'x');
    await expect(store.put(content, bytes)).rejects.toThrow(StoreAway);
    await expect(store.get(content)).rejects.toThrow(StoreAway);
    await expect(store.has(content)).rejects.toThrow(StoreAway);
  });

  it('leaves no part of what it could not finish', async () => {
    mkdirSync(path(), { recursive: true });
    await expect(store.put(content, bytes)).rejects.toThrow(StoreAway);
    expect(readdirSync(dirname(path()))).toEqual([`${content.id}.${content.sha256}`]);
  });

  const isRoot = process.getuid?.() === 0;
  // Root may write everywhere.
  (isRoot ? it.skip : it)(`is away where it may not write${isRoot ? ' (not tried as root, who may write everywhere)' : ''}`, async () => {
    chmodSync(folder, 0o500);
    await expect(store.put(content, bytes)).rejects.toThrow(StoreAway);
    chmodSync(folder, 0o700);
  });
});
