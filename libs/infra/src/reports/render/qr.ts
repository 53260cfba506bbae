import { encode } from 'uqr';

/** A QR on a grid of `size` modules, quiet zone included: its dark modules, and the same as one path. */
export type Qr = Readonly<{ size: number; dark: readonly (readonly boolean[])[]; path: string }>;

const BORDER = 2;
/** Any of the eight masks can be read; trying all of them for the evenest takes eight times as long. */
const MASK = 3;

/** The dark runs of one row of modules, each as a rectangle of its own in the path. */
const runsOf = (row: readonly boolean[], y: number): string => {
  let path = '';
  for (let x = 0; x < row.length; x += 1) {
    if (row[x] !== true) continue;
    const start = x;
    while (row[x + 1] === true) x += 1;
    path += `M${start} ${y}h${x - start + 1}v1H${start}z`;
  }
  return path;
};

/** The QR of an address, at level M: it is printed small and must bear a crease. */
export const qrOf = (address: string): Qr => {
  const { data, size } = encode(address, { ecc: 'M', border: BORDER, maskPattern: MASK });
  return { size, dark: data, path: data.map(runsOf).join('') };
};
