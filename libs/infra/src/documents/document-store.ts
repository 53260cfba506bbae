/** Which content: of which document, and with which digest (SHA-256, hex). */
export type Content = Readonly<{ id: string; sha256: string }>;

/** A content that the store holds, and when it was put there last. */
export type Held = Content & Readonly<{ at: Date }>;

/**
 * Where the contents of documents lie; what is on record of them is in the log. A content lies under the document's id and
 * its own digest: of two deposits under one id, only one is recorded, and neither writes over what the other put.
 */
export abstract class DocumentStore {
  /** Answers when the content would survive a loss of power. Again, it is the same content with a new time. */
  abstract put(content: Content, bytes: Buffer): Promise<void>;
  abstract get(content: Content): Promise<Buffer | undefined>;
  /** Whether it is there, without looking at what it is. */
  abstract has(content: Content): Promise<boolean>;
  /** What is not there has been removed. */
  abstract remove(content: Content): Promise<void>;
  abstract list(): AsyncIterable<Held>;
}

/** The store does not answer, or cannot take more: nothing is known of what was asked, and it is asked again later. */
export class StoreAway extends Error {
  override readonly name = 'StoreAway';

  constructor(cause: unknown) {
    super(`The store of documents is away: ${(cause as Error | null)?.message ?? String(cause)}`, { cause });
  }
}

const NAME = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([0-9a-f]{64})$/;

/** The name of a content in a store. What is no id and digest could name a place outside it. */
export const nameOf = ({ id, sha256 }: Content): string => {
  const name = `${id}.${sha256}`;
  if (!NAME.test(name)) throw new RangeError(`"${name}" names no content of a document.`);
  return name;
};

/** The content that a name stands for; undefined where the name is none of ours. */
export const contentOf = (name: string): Content | undefined => {
  const [, id, sha256] = NAME.exec(name) ?? [];
  return id === undefined || sha256 === undefined ? undefined : { id, sha256 };
};
