import { files, zipOf } from '@entente/infra/documents/files.samples';
import { agreedType, isAccepted, isPlainText, mediaTypeOf, suffixOf } from './media-type.js';
import { readZip } from './zip.js';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const wordTypes = { name: '[Content_Types].xml', text: `<Types><Override PartName="/word/document.xml" ContentType="${WORD}.main+xml"/></Types>` };
const wordMain = { name: 'word/document.xml', text: '<w:document/>' };
const seen = async (bytes: Buffer): Promise<string> => {
  const { type, macros, program } = await mediaTypeOf(bytes);
  return `${type}${macros ? ' with macros' : ''}${program === null ? '' : ` with ${program}`}`;
};

describe('what a file is by its content', () => {
  it.each([
    ['pdf', 'application/pdf'], ['png', 'image/png'], ['jpeg', 'image/jpeg'], ['docx', WORD], ['xlsx', SHEET], ['ofd', 'application/ofd'], ['text', 'text/plain'], ['csv', 'text/plain'],
  ] as const)('is accepted of %s', async (name, type) => {
    expect(await seen(files[name])).toBe(type);
    expect(isAccepted(type)).toBe(true);
  });

  it.each([
    ['exe', 'application/x-msdownload'], ['zip', 'application/zip'], ['html', 'application/xml'], ['gb18030', 'null'], ['xlsm', 'application/zip with macros'], ['disguised', `${SHEET} with macros`],
  ] as const)('is not accepted of %s', async (name, what) => {
    expect(await seen(files[name])).toBe(what);
    const { type, macros } = await mediaTypeOf(files[name]);
    expect(isAccepted(type) && !macros).toBe(false);
  });

  it('is no macro-free document where a macro lies in it under any known name', async () => {
    for (const name of ['word/vbaProject.bin', 'WORD\\VBAPROJECT.BIN', 'word/vbaData.xml', 'xl/macrosheets/sheet1.xml', 'vbaProjectSignature.bin']) {
      expect(await seen(zipOf(wordTypes, wordMain, { name, text: 'x' }))).toBe(`${WORD} with macros`);
    }
    expect(await seen(zipOf(wordTypes, wordMain, { name: 'word/notes-on-vbaProject.xml', text: 'x' }))).toBe(WORD);
    const wide = [...wordTypes.text, ...'application/vnd.ms-office.vbaProject'].join('\0');
    expect(await seen(zipOf({ ...wordTypes, text: wide }, wordMain))).toBe(`${WORD} with macros`);
  });

  it('is an archive and nothing more where its directory or its description is broken, or unpacks to a flood', async () => {
    expect(await seen(files.docx.subarray(0, files.docx.length - 30))).toBe('application/zip');
    const broken = Buffer.from(files.docx);
    broken.writeUInt32LE(0xfffffff0, broken.length - 6);
    expect(await seen(broken)).toBe('application/zip');
    expect(await seen(zipOf({ ...wordTypes, text: `${wordTypes.text}${' '.repeat(2 * 1024 * 1024)}` }, wordMain))).toBe('application/zip');
    expect(await seen(Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(80)]))).toBe('application/zip');
  });

  it('is a document only where the part is in it that makes it one', async () => {
    const sheetTypes = { ...wordTypes, text: `<Types><Override ContentType='${SHEET}.main+xml' PartName='/xl/book.xml'/></Types>` };
    for (const parts of [[wordTypes], [wordTypes, { name: 'word/styles.xml', text: 'x' }], [sheetTypes], [sheetTypes, { name: 'xl/workbook.xml', text: 'x' }]]) {
      expect(await seen(zipOf(...parts))).toBe('application/zip');
    }
    expect(await seen(zipOf(sheetTypes, { name: 'XL/Book.xml', text: '<workbook/>' }))).toBe(SHEET);
    // Where the description gives a kind of part and names none, it is the usual one.
    const usual = { ...wordTypes, text: `<Types><Default Extension="xml" ContentType="${WORD}.main+xml"/></Types>` };
    expect([await seen(zipOf(usual, wordMain)), await seen(zipOf(usual))]).toEqual([WORD, 'application/zip']);
  });

  it('is OFD only where it says that it is nothing else', async () => {
    const main = { name: 'OFD.xml', text: '' };
    expect(await seen(zipOf(main))).toBe('application/ofd');
    for (const text of ['<Types/>', '', ' '.repeat(2 * 1024 * 1024)]) expect(await seen(zipOf(main, { name: '[Content_Types].xml', text }))).toBe('application/zip');
    expect(await seen(zipOf({ name: 'Doc_0/Document.xml', text: '' }))).toBe('application/zip');
  });

  it('is no document where a program lies beside it, under whatever folder and case', async () => {
    for (const name of ['run.exe', 'word/media/A.DLL', 'a.js', 'a.vbs', 'a.bat', 'a.cmd', 'a.ps1', 'a.scr', 'a.exe.', 'a.exe ']) {
      expect(await seen(zipOf(wordTypes, wordMain, { name, text: 'x' }))).toBe(`${WORD} with ${name}`);
      expect(await seen(zipOf({ name: 'OFD.xml', text: '' }, { name, text: 'x' }))).toBe(`application/ofd with ${name}`);
    }
    for (const name of ['a.json', 'exe', 'word/a.exe.xml', 'a.jsx']) expect(await seen(zipOf(wordTypes, wordMain, { name, text: 'x' }))).toBe(WORD);
  });

  it('is text where it only begins like something else, and not where it is written in characters', async () => {
    for (const text of ['BM,成都\n', 'MZ 2024', 'II*', 'GIF']) expect(await seen(Buffer.from(text))).toBe('text/plain');
    for (const text of ['%PDF-1.7 all in plain characters', '{\\rtf1 x}', '<?xml version="1.0"?><svg/>', '%!PS-Adobe-3.0']) expect(await seen(Buffer.from(text))).not.toBe('text/plain');
  });

  it('is no text with NUL, control characters or bytes that are no UTF-8', () => {
    expect(['', 'a\tb\r\n\f', '项目'].every((text) => isPlainText(Buffer.from(text)))).toBe(true);
    for (const text of ['a\0b', 'a\x1bb', 'a\x7fb', 'a\x08b']) expect(isPlainText(Buffer.from(text))).toBe(false);
    for (const bytes of [[0xff, 0xfe], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80]]) expect(isPlainText(Buffer.from(bytes))).toBe(false);
  });
});

describe('the type that is recorded', () => {
  it.each([
    ['application/pdf', 'application/pdf', 'application/pdf'], ['application/pdf', 'Application/PDF; version=1.7', 'application/pdf'], ['application/pdf', 'application/octet-stream', 'application/pdf'],
    ['image/jpeg', 'image/jpg', 'image/jpeg'], ['text/plain', 'text/csv;charset=UTF-8', 'text/csv'], ['text/plain', 'text/plain', 'text/plain'], ['text/plain', 'text/plain; charset="us-ascii"', 'text/plain'],
  ])('of %s that is declared %s is %s', (type, declared, agreed) => expect(agreedType(type, declared, 'x.pdf')).toBe(agreed));

  it.each([
    ['application/pdf', 'image/png'], ['application/pdf', ''], ['application/pdf', 'text/plain'], ['text/plain', 'text/html'], ['text/plain', 'application/json'], ['text/plain', 'text/csv; charset=gbk'],
  ])('of %s that is declared %s is none', (type, declared) => expect(agreedType(type, declared, null)).toBeUndefined());

  it('of text that is not declared is told by its name', () => {
    expect(['a.csv', 'A.CSV', 'a.txt', 'csv', null].map((name) => agreedType('text/plain', 'application/octet-stream', name))).toEqual(['text/csv', 'text/csv', 'text/plain', 'text/plain', 'text/plain']);
  });

  it('names its files', () => expect([WORD, 'application/pdf', 'application/zip'].map(suffixOf)).toEqual(['docx', 'pdf', 'bin']));
});

describe('an archive', () => {
  it('is read by its directory: names, and texts that are short', () => {
    const zip = readZip(zipOf({ name: 'a\\b.xml', text: '一二三 abc' }, { name: 'long', text: 'x'.repeat(2 * 1024 * 1024) }));
    expect(zip?.names).toEqual(['a/b.xml', 'long']);
    expect(zip?.text('a/b.xml')).toContain(' abc');
    expect([zip?.text('long'), zip?.text('none')]).toEqual([undefined, undefined]);
  });
});
