import { crc32, deflateRawSync } from 'node:zlib';

type Part = Readonly<{ name: string; text: string }>;

const header = (signature: number, fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer =>
  fields.reduce((made, [bytes, value]) => {
    const field = Buffer.alloc(bytes);
    if (bytes === 2) field.writeUInt16LE(value);
    else field.writeUInt32LE(value);
    return Buffer.concat([made, field]);
  }, Buffer.from([signature & 0xff, (signature >> 8) & 0xff, (signature >> 16) & 0xff, (signature >> 24) & 0xff]));

/** A zip archive of texts, packed as office programs pack theirs. */
export const zipOf = (...parts: readonly Part[]): Buffer => {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const { name, text } of parts) {
    const [path, plain] = [Buffer.from(name), Buffer.from(text)];
    const packed = deflateRawSync(plain);
    const common = [[2, 20], [2, 0x0800], [2, 8], [2, 0], [2, 0x5821], [4, crc32(plain)], [4, packed.length], [4, plain.length], [2, path.length], [2, 0]] as const;
    const body = Buffer.concat([header(0x04034b50, common), path, packed]);
    bodies.push(body);
    entries.push(Buffer.concat([header(0x02014b50, [[2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), path]));
    at += body.length;
  }
  const directory = Buffer.concat(entries);
  return Buffer.concat([...bodies, directory, header(0x06054b50, [[2, 0], [2, 0], [2, parts.length], [2, parts.length], [4, directory.length], [4, at], [2, 0]])]);
};

const types = (path: string, main: string, more = ''): Part => ({
  name: '[Content_Types].xml',
  text: `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="${path}" ContentType="${main}"/>${more}</Types>`,
});
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';

/** Small files of their kinds, as they begin and end in the world. */
export const files = {
  pdf: Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n', 'latin1'),
  png: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
  jpeg: Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z', 'base64'),
  docx: zipOf(types('/word/document.xml', WORD), { name: 'word/document.xml', text: '<w:document/>' }),
  xlsx: zipOf({ name: '_rels/.rels', text: '<Relationships/>' }, { name: 'xl/workbook.xml', text: '<workbook/>' }, types('/xl/workbook.xml', SHEET)),
  ofd: zipOf({ name: 'Doc_0/Document.xml', text: '<ofd:Document/>' }, { name: 'OFD.xml', text: '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>' }),
  text: Buffer.from('到资凭证\r\n合计\t1000.00 元\n'),
  csv: Buffer.from('\ufeff项目,金额\n西部数据中心,1000.00\n'),
  xlsm: zipOf(types('/xl/workbook.xml', 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'), { name: 'xl/workbook.xml', text: '<workbook/>' }, { name: 'xl/vbaProject.bin', text: 'Sub AutoOpen' }),
  /** Says that it is a plain workbook and brings a macro all the same, under another name. */
  disguised: zipOf(types('/xl/workbook.xml', SHEET, '<Override PartName="/xl/extra.bin" ContentType="application/vnd.ms-office.vbaProject"/>'), { name: 'xl/workbook.xml', text: '<workbook/>' }, { name: 'xl/extra.bin', text: 'Sub AutoOpen' }),
  /** A document that brings a program. */
  loaded: zipOf(types('/word/document.xml', WORD), { name: 'word/document.xml', text: '<w:document/>' }, { name: 'word/media/setup.exe', text: 'MZ' }),
  /** Says that it is a document, and is not there. */
  hollow: zipOf(types('/word/document.xml', WORD)),
  zip: zipOf({ name: 'contract.pdf', text: '%PDF-1.7' }),
  exe: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(126), Buffer.from('PE\0\0')]),
  gb18030: Buffer.from([0xcf, 0xee, 0xc4, 0xbf, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a]),
  html: Buffer.from('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>'),
} as const;
