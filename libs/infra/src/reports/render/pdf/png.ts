import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

/** A row of pixels, one bit each and 1 for white, behind the byte that says it is not filtered. */
const packed = (dark: readonly boolean[], zoom: number): Buffer => {
  const row = Buffer.alloc(1 + Math.ceil((dark.length * zoom) / 8), 0xff);
  row[0] = 0;
  dark.forEach((isDark, module) => {
    for (let x = module * zoom; isDark && x < (module + 1) * zoom; x += 1) row[1 + (x >> 3)] = (row[1 + (x >> 3)] ?? 0) & ~(0x80 >> (x & 7));
  });
  return row;
};

/** Dark and light modules as a PNG in black and white, each `zoom` pixels wide: readers of PDF smooth what is coarser. */
export const pngOf = (dark: readonly (readonly boolean[])[], zoom: number): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE((dark[0]?.length ?? 0) * zoom, 0);
  header.writeUInt32BE(dark.length * zoom, 4);
  header[8] = 1;
  const pixels = dark.flatMap((row) => Array.from<Buffer>({ length: zoom }).fill(packed(row, zoom)));
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(pixels))), chunk('IEND', Buffer.alloc(0))]);
};
