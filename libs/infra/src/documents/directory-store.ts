import { randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../services/folder.js';
import { type Content, contentOf, type DocumentStore, type Held, nameOf, StoreAway } from './document-store.js';

/** What a write that was cut off left behind is nobody's after this time. */
const UNFINISHED_MS_MAX = 86_400_000;
const UNFINISHED = /\.part$/;

const missing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Files in a folder, in subfolders by the first two digits of their digests. */
export class DirectoryStore implements DocumentStore {
  constructor(private readonly folder: string) {}

  /** Written beside, and renamed when the disk has it: a reader sees all of it or nothing. */
  async put(content: Content, bytes: Buffer): Promise<void> {
    const path = this.pathOf(content);
    const part = `${path}.${randomUUID()}.part`;
    await told(async () => {
      try {
        makeFolder(dirname(path), 0o700);
        await written(part, bytes);
        await rename(part, path);
        for (const folder of [dirname(path), this.folder]) await synced(folder);
      } catch (error) {
        await rm(part, { force: true }).catch(() => undefined);
        throw error;
      }
    });
  }

  get(content: Content): Promise<Buffer | undefined> {
    return told(() => readFile(this.pathOf(content)).catch(orAbsent));
  }

  has(content: Content): Promise<boolean> {
    return told(async () => (await stat(this.pathOf(content)).catch(orAbsent))?.isFile() ?? false);
  }

  remove(content: Content): Promise<void> {
    return told(() => rm(this.pathOf(content), { force: true }));
  }

  /** On its way it takes away what writes that were cut off have left. */
  async *list(): AsyncIterable<Held> {
    for (const subfolder of await namesIn(this.folder)) {
      for (const name of await namesIn(join(this.folder, subfolder))) {
        const path = join(this.folder, subfolder, name);
        const found = await told(() => stat(path).catch(orAbsent));
        if (!found) continue;
        const content = contentOf(name);
        if (content) yield { ...content, at: found.mtime };
        else if (UNFINISHED.test(name) && Date.now() - found.mtimeMs > UNFINISHED_MS_MAX) await told(() => rm(path, { force: true }));
      }
    }
  }

  private pathOf(content: Content): string {
    return join(this.folder, content.sha256.slice(0, 2), nameOf(content));
  }
}

const told = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw error instanceof RangeError ? error : new StoreAway(error);
  }
};

const orAbsent = (error: unknown): undefined => {
  if (!missing(error)) throw error;
  return undefined;
};

/** The names in a folder; none where there is no such folder yet, or where it is a file of somebody else's. */
const namesIn = (folder: string): Promise<readonly string[]> =>
  told(() => readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (missing(error) || error.code === 'ENOTDIR') return [];
    throw error;
  }));

const written = async (path: string, bytes: Buffer): Promise<void> => {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** The name is on disk only when its folder is. */
const synced = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
