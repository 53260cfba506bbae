/**
 * Arrays as parameters in the binary form of PostgreSQL's protocol (array_recv): a header of dimensions, nulls, element
 * type, length and lower bound, then each element behind its length. The server copies such a value instead of parsing
 * text, and does so before the statement begins, which for an append is before it holds the head of the log.
 */
const HEADER_BYTES = 20;
const NULL_LENGTH = -1;

/** The object ids of the element types, fixed in the server's catalogue. */
const oid = { bytea: 17, bigint: 20, smallint: 21, integer: 23, text: 25, json: 114, uuid: 2950 } as const;

const headed = (type: keyof typeof oid, count: number, bytes: number, nulls = 0): Buffer => {
  const array = Buffer.allocUnsafe(HEADER_BYTES + bytes);
  array.writeInt32BE(count === 0 ? 0 : 1, 0);
  array.writeInt32BE(nulls, 4);
  array.writeInt32BE(oid[type], 8);
  array.writeInt32BE(count, 12);
  array.writeInt32BE(1, 16);
  return count === 0 ? array.subarray(0, 12) : array;
};

const ofText = (type: 'text' | 'json', values: readonly (string | null)[]): Buffer => {
  // A UTF-16 unit takes three bytes of UTF-8 at most; to reserve these is less work than to count them beforehand.
  let most = 0;
  for (const value of values) most += 4 + 3 * (value?.length ?? 0);
  const array = headed(type, values.length, most, values.includes(null) ? 1 : 0);
  let at = HEADER_BYTES;
  for (const value of values) {
    const length = value === null ? 0 : array.write(value, at + 4);
    array.writeInt32BE(value === null ? NULL_LENGTH : length, at);
    at += 4 + length;
  }
  return values.length === 0 ? array : array.subarray(0, at);
};

export const texts = (values: readonly (string | null)[]): Buffer => ofText('text', values);
export const jsons = (values: readonly string[]): Buffer => ofText('json', values);

/** Elements of one length, each written by `put` at its place. */
const fixed = <T>(type: keyof typeof oid, length: number, values: readonly T[], put: (array: Buffer, value: T, at: number) => void): Buffer => {
  const array = headed(type, values.length, values.length * (4 + length));
  let at = HEADER_BYTES;
  for (const value of values) {
    array.writeInt32BE(length, at);
    put(array, value, at + 4);
    at += 4 + length;
  }
  return array;
};

export const smallints = (values: readonly number[]): Buffer => fixed('smallint', 2, values, (array, value, at) => array.writeInt16BE(value, at));
export const integers = (values: readonly number[]): Buffer => fixed('integer', 4, values, (array, value, at) => array.writeInt32BE(value, at));
/** Whole numbers up to 2^53, none negative. */
export const bigints = (values: readonly number[]): Buffer =>
  fixed('bigint', 8, values, (array, value, at) => {
    array.writeUInt32BE(Math.floor(value / 0x1_0000_0000), at);
    array.writeUInt32BE(value % 0x1_0000_0000, at + 4);
  });
/** Each of 16 bytes. */
export const uuids = (values: readonly Buffer[]): Buffer => fixed('uuid', 16, values, (array, value, at) => value.copy(array, at));
/** SHA-256 hashes, each of 32 bytes. */
export const hashes = (values: readonly Buffer[]): Buffer => fixed('bytea', 32, values, (array, value, at) => value.copy(array, at));
