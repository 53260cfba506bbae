import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const END_BYTES = 22;
const COMMENT_BYTES_MAX = 0xffff;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const TEXT_BYTES_MAX = 1024 * 1024;
const STORED = 0;
const DEFLATED = 8;

type Entry = Readonly<{ method: number; size: number; at: number }>;

/** A zip archive by its directory, which is what programs that open one go by: names, and a short text of one. */
export type Zip = Readonly<{ names: readonly string[]; text: (name: string) => string | undefined }>;

export const isZip = (bytes: Buffer): boolean => bytes.length > END_BYTES && bytes.readUInt32LE(0) === LOCAL;

/** Reads the directory of an archive; undefined where it is broken. */
export const readZip = (bytes: Buffer): Zip | undefined => {
  try {
    const entries = entriesOf(bytes);
    return { names: [...entries.keys()], text: (name) => textOf(bytes, entries.get(name)) };
  } catch {
    return undefined;
  }
};

const entriesOf = (bytes: Buffer): ReadonlyMap<string, Entry> => {
  const end = endOf(bytes);
  const entries = new Map<string, Entry>();
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw new RangeError('The directory of the archive is broken.');
    const [name, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field)) as [number, number, number];
    // Writers on Windows have been seen to turn slashes round, and readers to follow them.
    const path = bytes.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + name).replaceAll('\\', '/');
    entries.set(path, { method: bytes.readUInt16LE(at + 10), size: bytes.readUInt32LE(at + 20), at: bytes.readUInt32LE(at + 42) });
    at += ENTRY_BYTES + name + extra + comment;
  }
  return entries;
};

const endOf = (bytes: Buffer): number => {
  for (let at = bytes.length - END_BYTES; at >= Math.max(0, bytes.length - END_BYTES - COMMENT_BYTES_MAX); at -= 1) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  throw new RangeError('The archive has no directory.');
};

/** A text as it is to be looked through for ASCII words, in UTF-8 or UTF-16. One that unpacks to more than a megabyte is none. */
const textOf = (bytes: Buffer, entry: Entry | undefined): string | undefined => {
  if (!entry) return undefined;
  try {
    const from = entry.at + LOCAL_BYTES + bytes.readUInt16LE(entry.at + 26) + bytes.readUInt16LE(entry.at + 28);
    const packed = bytes.subarray(from, from + entry.size);
    if (entry.method !== STORED && entry.method !== DEFLATED) return undefined;
    const unpacked = entry.method === STORED ? packed.subarray(0, TEXT_BYTES_MAX) : inflateRawSync(packed, { maxOutputLength: TEXT_BYTES_MAX });
    return unpacked.toString('latin1').replaceAll('\0', '');
  } catch {
    return undefined;
  }
};
