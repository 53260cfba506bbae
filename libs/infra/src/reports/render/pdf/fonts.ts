import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';
import { FONT } from '../charts/palette.js';

const { resolve } = createRequire(import.meta.url);

/** Noto Sans SC (SIL Open Font License 1.1), of which a document embeds the signs that it uses. */
const PACKAGE = '@expo-google-fonts/noto-sans-sc';
/** By their PostScript names, under which the printer finds them again for the words of charts. */
const FILES: Readonly<Record<string, string>> = { 'NotoSansSC-Regular': '400Regular/NotoSansSC_400Regular.ttf', 'NotoSansSC-SemiBold': '600SemiBold/NotoSansSC_600SemiBold.ttf' };

type Font = Readonly<{ postscriptName: string }>;
/** What of fontkit, which the printer reads fonts with, is used here; it has no types of its own. */
type Fontkit = Readonly<{ create: (file: Buffer) => Font; registerFormat: (format: object) => void }>;
/** The files that the printer may read; its types leave them out. */
type Files = Readonly<{ virtualfs: Readonly<{ writeFileSync: (name: string, content: Buffer) => void }> }>;

const BADGE = 'read once:';
const isBadge = (bytes: Uint8Array): boolean => Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, BADGE.length)).toString('latin1') === BADGE;

/**
 * A font of ten megabytes is read once a process and not once a document: the printer is given a badge with its name, and a
 * format of fonts that opens the badge with the font that was read.
 */
const readOnce = ({ create, registerFormat }: Fontkit): void => {
  const fonts = new Map(Object.entries(FILES).map(([name, file]) => [name, create(readFileSync(resolve(`${PACKAGE}/${file}`)))]));
  const open = function (stream: Readonly<{ buffer: Uint8Array }>): Font {
    return fonts.get(Buffer.from(stream.buffer).toString('latin1').slice(BADGE.length)) as Font;
  };
  registerFormat(Object.assign(open, { probe: isBadge }));
};

let isReady = false;

/** The printer with its fonts. It fetches nothing, and reads no other file. */
export const prepared = (): typeof pdfmake => {
  if (isReady) return pdfmake;
  readOnce(createRequire(createRequire(resolve('pdfmake')).resolve('pdfkit'))('fontkit') as Fontkit);
  const { virtualfs } = pdfmake as unknown as Files;
  for (const name of Object.keys(FILES)) virtualfs.writeFileSync(name, Buffer.from(`${BADGE}${name}`, 'latin1'));
  pdfmake.setFonts({ [FONT]: { normal: 'NotoSansSC-Regular', bold: 'NotoSansSC-SemiBold' } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  isReady = true;
  return pdfmake;
};
