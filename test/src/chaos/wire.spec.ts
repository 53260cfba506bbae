import fc from 'fast-check';
import { type Frame, framer, statementOf } from './wire.js';

const message = (type: string, body: string): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + Buffer.byteLength(body));
  return Buffer.concat([Buffer.from(type), length, Buffer.from(body)]);
};
const untyped = (code: number): Buffer => {
  const bytes = Buffer.alloc(9);
  bytes.writeInt32BE(9, 0);
  bytes.writeInt32BE(code, 4);
  return bytes;
};
const [ENCRYPTION, STARTUP] = [80_877_103, 196_608];
const spoken: readonly Buffer[] = [
  untyped(ENCRYPTION), untyped(STARTUP), message('P', 'append\0select log.append($1)\0'), message('B', '\0append\0'), message('E', '\0'), message('S', ''), message('Q', 'commit\0'),
];

describe('the messages of a client', () => {
  it('are the same however they are cut into packets', () => {
    const all = Buffer.concat(spoken);
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (sizes) => {
      const read = framer('client');
      const frames: Frame[] = [];
      for (let [at, n] = [0, 0]; at < all.length; n += 1) frames.push(...read(all.subarray(at, (at += sizes[n % sizes.length] as number))));
      expect(frames.map(({ bytes }) => bytes.toString('hex'))).toEqual(spoken.map((bytes) => bytes.toString('hex')));
      expect(frames.map(({ type }) => type).join('')).toBe('PBESQ');
    }));
  });

  it('say which statement is parsed, bound or sent, and nothing else', () => {
    const frames = framer('client')(Buffer.concat(spoken));
    expect(frames.map(statementOf)).toEqual([undefined, undefined, { text: 'select log.append($1)' }, { bound: 'append' }, undefined, undefined, { text: 'commit' }]);
  });
});
