import { isUtf8 } from 'node:buffer';
import { fileTypeFromBuffer } from 'file-type/core';
import { isZip, readZip, type Zip } from './zip.js';

const OOXML = 'application/vnd.openxmlformats-officedocument';

/** What is taken as evidence, and how its files are called. */
export const ACCEPTED = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  [`${OOXML}.wordprocessingml.document`]: 'docx',
  [`${OOXML}.spreadsheetml.sheet`]: 'xlsx',
  'application/ofd': 'ofd',
  'text/plain': 'txt',
  'text/csv': 'csv',
} as const satisfies Readonly<Record<string, string>>;

export type MediaType = string;
export const isAccepted = (type: MediaType | null): type is keyof typeof ACCEPTED => type !== null && Object.hasOwn(ACCEPTED, type);
export const suffixOf = (type: MediaType): string => (isAccepted(type) ? ACCEPTED[type] : 'bin');

/** What bytes are by themselves: a media type, null where nobody can tell, whether they bring macros, which run when they are opened, and a program that lies in them. */
export type Seen = Readonly<{ type: MediaType | null; macros: boolean; program: string | null }>;

/** Formats that are written in plain characters; a text that only begins like another format is a text. */
const WRITTEN = /^(application\/(pdf|rtf|postscript|eps|.*xml|x-ms-regedit)|image\/svg\+xml|text\/.*|model\/.*)$/;

/** Looks at content, and never at its name. */
export const mediaTypeOf = async (bytes: Buffer): Promise<Seen> => {
  if (isZip(bytes)) return inZip(readZip(bytes));
  const type = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime ?? null;
  const plain = isPlainText(bytes) && (type === null || !WRITTEN.test(type));
  return { type: plain ? 'text/plain' : type, macros: false, program: null };
};

/** Which bytes stand for nothing that one can read. */
const NO_TEXT = Uint8Array.from({ length: 0x100 }, (_, code) => Number((code < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(code)) || code === 0x7f));

/** UTF-8 without NUL and other control characters. Twenty megabytes of it are looked at while others wait, so it is a plain loop. */
export const isPlainText = (bytes: Buffer): boolean => {
  if (!isUtf8(bytes)) return false;
  for (let n = 0; n < bytes.length; n += 1) if (NO_TEXT[bytes[n] as number] === 1) return false;
  return true;
};

const MACRO_PART = /(^|\/)(vbaProject[^/]*\.bin|vbaData[^/]*\.xml|macrosheets\/.*)$/i;
const MACRO_TYPE = /macroEnabled|ms-office\.vbaProject|ms-excel\.(intl)?macrosheet/i;
/** Windows drops dots and spaces at the end of a name. */
const PROGRAM = /\.(exe|dll|js|vbs|bat|cmd|ps1|scr)[. ]*$/i;

const DESCRIPTION = '[Content_Types].xml';
/** The kinds of office documents: how the description names the part that makes a document one, and where it usually lies. */
const OFFICE = [
  { type: `${OOXML}.wordprocessingml.document`, main: 'wordprocessingml.document.main+xml', usual: 'word/document.xml' },
  { type: `${OOXML}.spreadsheetml.sheet`, main: 'spreadsheetml.sheet.main+xml', usual: 'xl/workbook.xml' },
] as const;

/** Office documents and OFD are archives that say inside what they are, and are that if the part is in them that makes it so. */
const inZip = (zip: Zip | undefined): Seen => {
  if (!zip) return { type: 'application/zip', macros: false, program: null };
  const { names } = zip;
  const types = zip.text(DESCRIPTION) ?? '';
  const macros = MACRO_TYPE.test(types) || names.some((name) => MACRO_PART.test(name));
  const program = names.find((name) => PROGRAM.test(name)) ?? null;
  const office = OFFICE.find(({ main }) => types.includes(main));
  if (office) return { type: holdsMain(names, types, office) ? office.type : 'application/zip', macros, program };
  return { type: names.includes('OFD.xml') && !names.includes(DESCRIPTION) ? 'application/ofd' : 'application/zip', macros, program };
};

/** Names of parts are the same in capitals. */
const holdsMain = (names: readonly string[], types: string, { main, usual }: (typeof OFFICE)[number]): boolean => {
  const named = [...types.matchAll(/<(?:\w+:)?Override\b[^<>]*>/g)]
    .flatMap(([tag]) => (tag.includes(main) ? (/\bPartName\s*=\s*["']\/?([^"']+)["']/.exec(tag)?.[1]?.toLowerCase() ?? []) : []));
  const mains = named.length > 0 ? named : [usual];
  return names.some((name) => mains.includes(name.toLowerCase()));
};

const GUESS = 'application/octet-stream';
const OTHER_NAMES: Readonly<Record<string, MediaType>> = { 'image/jpg': 'image/jpeg', 'image/pjpeg': 'image/jpeg', 'application/x-pdf': 'application/pdf', 'application/vnd.ofd': 'application/ofd' };

/**
 * The type that a content is recorded as: what it is, where that agrees with what was declared. Text is what it is
 * declared as, because nothing in it tells a table from prose; undeclared, its name tells.
 */
export const agreedType = (seen: MediaType, declared: string, name: string | null): MediaType | undefined => {
  const [essence = '', ...parameters] = declared.toLowerCase().split(';').map((part) => part.trim());
  const said = OTHER_NAMES[essence] ?? essence;
  const charset = parameters.map((part) => /^charset="?([^"]*)"?$/.exec(part)?.[1]).find((value) => value !== undefined);
  if (seen === 'text/plain') {
    if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8' && charset !== 'us-ascii') return undefined;
    if (said === GUESS) return name?.toLowerCase().endsWith('.csv') ? 'text/csv' : seen;
    return said === seen || said === 'text/csv' ? said : undefined;
  }
  return said === GUESS || said === seen ? seen : undefined;
};
