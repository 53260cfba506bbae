import { hash } from 'node:crypto';
import { type DataSet, type Figure, figuresIn, publicEdition, untied } from '@entente/domain/reporting/dataset';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { dataBytes } from './data-bytes.js';
import { elsewhere } from './elsewhere.samples.js';
import { htmlOf } from './html/html.js';
import { pageOf } from './page.js';
import { renderAll, type Rendered } from './render.js';
import { codesOf, HOSTILE, rich } from './sets.samples.js';

const base = 'https://record.example.org';
const options = { base, codes: codesOf(rich), hashes: { data: hash('sha256', dataBytes(rich), 'hex') } };
const digests = (files: readonly Rendered[]): Record<string, string> => Object.fromEntries(files.map(({ name, bytes }) => [name, hash('sha256', bytes, 'hex')]));

let files: ReadonlyMap<string, Buffer>;
let first: readonly Rendered[];
beforeAll(async () => {
  first = await renderAll(rich, options);
  files = new Map(first.map(({ name, bytes }) => [name, bytes]));
});
const textOf = (name: string): string => (files.get(name) as Buffer).toString('utf8');
const PAGES = ['report.zh.yi', 'report.zh.wan', 'report.en.yi', 'report.en.wan'] as const;

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
const plain = (markup: string): string => markup.replaceAll(/<[^>]*>/g, '').replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity);

/** The figures of a page, by their codes, as they are printed there. */
const printedIn = (page: string): ReadonlyMap<string, string> =>
  new Map([...textOf(`${page}.html`).matchAll(/<td class="f[^>]*><span><a href="[^"]*\/cards\/([^"]+)">([^<]*)<\/a>/g)].map(([, code, text]) => [code ?? '', plain(text ?? '')]));

type Sheet = ReadonlyMap<string, Readonly<{ text: string; isNumber: boolean; format: string }>>;
/** Reads a sheet as another program would: shared texts, numbers, and the formats of their styles. */
const sheetIn = (page: string, number: number, bytes = files.get(`${page}.xlsx`)): Sheet => {
  const parts = unzipSync(bytes as Buffer);
  const part = (name: string): string => strFromU8(parts[name] as Uint8Array);
  const shared = [...part('xl/sharedStrings.xml').matchAll(/<si>([\s\S]*?)<\/si>/g)].map(([, text]) => plain(text ?? ''));
  const formats = new Map([...part('xl/styles.xml').matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [id, plain(code ?? '')]));
  const styles = [...(/<cellXfs[\s\S]*?<\/cellXfs>/.exec(part('xl/styles.xml'))?.[0] ?? '').matchAll(/<xf ([^>]*)>/g)].map(([, xf]) => formats.get(/numFmtId="(\d+)"/.exec(xf ?? '')?.[1] ?? '') ?? '');
  return new Map([...part(`xl/worksheets/sheet${number}.xml`).matchAll(/<c r="([A-Z]+\d+)"([^>/]*)(?:\/>|>([\s\S]*?)<\/c>)/g)].map(([, at, attributes, inner]) => {
    const isText = /t="s"/.test(attributes ?? '');
    const value = /<v>([^<]*)<\/v>/.exec(inner ?? '')?.[1] ?? '';
    return [at ?? '', { text: isText ? (shared[Number(value)] ?? '') : value, isNumber: !isText, format: styles[Number(/s="(\d+)"/.exec(attributes ?? '')?.[1] ?? '0')] ?? '' }];
  }));
};

/** A decimal rounded as 四舍五入 has it, with bigint arithmetic of its own. */
const rounded = (value: string, power: number, decimals: number): string => {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  const scale = fraction.length + power;
  const digits = BigInt(whole + fraction) * 10n ** BigInt(Math.max(0, decimals - scale));
  const unit = 10n ** BigInt(Math.max(0, scale - decimals));
  const nearest = ((digits + unit / 2n) / unit).toString().padStart(decimals + 1, '0');
  const separated = nearest.slice(0, nearest.length - decimals).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${/[1-9]/.test(nearest) ? sign : ''}${separated}${decimals > 0 ? `.${nearest.slice(-decimals)}` : ''}`;
};

describe('the files of a report', () => {
  it('are named and typed', () => {
    expect(first.map(({ name }) => name).sort()).toEqual([
      'report.en.csv', 'report.json', 'report.sdmx.csv', 'report.zh.csv', ...PAGES.flatMap((page) => ['html', 'pdf', 'xlsx'].map((kind) => `${page}.${kind}`)),
    ].sort());
    expect(first.every(({ media, bytes }) => media.includes('/') && bytes.length > 500)).toBe(true);
  });

  it('are the same bytes when they are rendered again, and in another process in another time zone', async () => {
    const there = elsewhere(`
      import { hash } from 'node:crypto';
      import { readFileSync } from 'node:fs';
      import { renderAll } from './render.ts';
      import { codesOf, ofFigures, rich } from './sets.samples.ts';
      const options = JSON.parse(readFileSync(0, 'utf8'));
      await renderAll(ofFigures(12), { ...options, codes: codesOf(ofFigures(12)) });
      const files = await renderAll(rich, { ...options, codes: codesOf(rich) });
      console.log(JSON.stringify(Object.fromEntries(files.map(({ name, bytes }) => [name, hash('sha256', bytes, 'hex')]))));`, JSON.stringify({ base, hashes: options.hashes }));
    expect(JSON.parse(there)).toEqual(digests(first));
    expect(digests(await renderAll(rich, options))).toEqual(digests(first));
  });

  it('change when the record does', async () => {
    const later = { ...rich, known: { ...rich.known, position: rich.known.position + 1 } };
    const changed = digests(await renderAll(later, { ...options, hashes: { data: hash('sha256', dataBytes(later), 'hex') } }));
    const before = digests(first);
    expect(Object.keys(before).filter((name) => !name.endsWith('.csv') && before[name] === changed[name])).toEqual([]);
  });
});

describe('JSON', () => {
  it('holds the data set that its hash is of, and for each figure its card and its entries', () => {
    const read = JSON.parse(textOf('report.json'));
    expect(hash('sha256', dataBytes(read.dataSet), 'hex')).toBe(read.hashes.data);
    expect(read.hashes.data).toBe(options.hashes.data);
    expect(Object.keys(read.figures).sort()).toEqual(figuresIn(rich).map(({ path }) => path).sort());
    expect(read.figures['monthly/2024-03/contracted']).toEqual({
      code: options.codes.get('monthly/2024-03/contracted'), card: `${base}/cards/${options.codes.get('monthly/2024-03/contracted')}`,
      entries: [{ href: `${base}/v1/metrics/signings.contracted/entries?amountKind=contract-value&currency=CNY&from=2024-03&region=510000&to=2024-03&asOf=position:184467` }],
    });
  });
});

describe('an edition for everybody', () => {
  it('tells neither position nor node, and no address but those of its cards', async () => {
    const edition = publicEdition(rich).set;
    const rendered = new Map((await renderAll(edition, options)).map(({ name, bytes }) => [name, bytes]));
    for (const name of ['report.json', 'report.sdmx.csv', 'report.zh.csv', 'report.zh.yi.html', 'report.en.wan.html']) {
      const text = rendered.get(name)?.toString('utf8') ?? '';
      for (const hidden of [String(rich.known.position), rich.known.node, '/v1/']) expect([name, hidden, text.includes(hidden)]).toEqual([name, hidden, false]);
    }
    const sheets = Object.values(unzipSync(rendered.get('report.zh.yi.xlsx') as Buffer)).map((bytes) => strFromU8(bytes)).join('');
    for (const hidden of [`${rich.known.position}`, '/v1/']) expect(sheets).not.toContain(hidden);
  });
});

describe('the figures', () => {
  const placed = figuresIn(rich);
  const powers = { 'report.zh.yi': 8, 'report.zh.wan': 4, 'report.en.yi': 9, 'report.en.wan': 6 } as const;

  it('are those of the sample, whose tables tie out', () => expect(rich.tables.flatMap(untied)).toEqual([]));

  it.each(PAGES)('of %s are those of the CSV, rounded once', (page) => {
    const printed = printedIn(page);
    const rows = parse(textOf('report.zh.csv'), { bom: true, columns: true, record_delimiter: '\r\n' }) as Readonly<Record<string, string>>[];
    const figures = rows.filter((row) => row['准确性'] !== '');
    expect(figures.map((row) => row['路径'])).toEqual(placed.map(({ path }) => path));
    expect(rows.length).toBeGreaterThan(figures.length);
    for (const row of figures) {
      const text = printed.get(row['编号'] as string) as string;
      if (row['数值'] === '') {
        expect(text).toBe('—');
        continue;
      }
      const number = text.replace(/^[^\d-]*/, '');
      const decimals = number.split('.')[1]?.length ?? 0;
      expect([row['路径'], number]).toEqual([row['路径'], rounded(row['数值'] as string, row['单位'] === 'CNY' ? powers[page] : 0, decimals)]);
    }
  });

  it.each(PAGES)('of the workbook %s are those of the page, to the digit', (page) => {
    const printed = printedIn(page);
    rich.tables.forEach((table, n) => {
      const sheet = sheetIn(page, n + 2);
      for (const [y, row] of table.rows.entries()) for (const [x, column] of table.columns.entries()) {
        const code = options.codes.get(`${table.id}/${row.id}/${column.id}`);
        if (code === undefined) continue;
        const cell = sheet.get(`${String.fromCharCode(66 + x)}${y + 3}`)!;
        const text = printed.get(code) as string;
        if (!cell.isNumber) {
          expect(text === '—' ? cell.text : cell.text.replace(/ \*$/, '').split('.')[0]).toBe(text === '—' ? text : text.replaceAll(',', '').split('.')[0]);
          continue;
        }
        const decimals = /0\.(0+)/.exec(cell.format)?.[1]?.length ?? 0;
        const mark = /^"([^"]*)"/.exec(cell.format)?.[1] ?? '';
        expect([code, `${mark}${rounded(Number(cell.text).toFixed(12), 0, decimals)}`]).toEqual([code, text]);
      }
    });
  });

  it('are told with their words and their reasons', () => {
    const page = plain(textOf('report.zh.yi.html'));
    for (const text of ['约120.00', '不低于210.00', '基期数为零或负数，不计算增速。', '没有可对比的基期数据。', '另有 3 项未说明数额，未计入。', '可能区间 119.50亿元至120.50亿元', '基期用现时所知数', '北京时间 2025-01-06 09:00:00', '184467', 'node-510000']) expect(page).toContain(text);
    const english = plain(textOf('report.en.yi.html'));
    for (const text of ['≈ 12.000', '≥ 21.000', 'CNY billion', '3 more state no amount', '2025-01-06 09:00:00 (Beijing time)']) expect(english).toContain(text);
  });
});

describe('HTML', () => {
  it.each(PAGES)('%s fetches nothing and runs nothing', (page) => {
    const markup = textOf(`${page}.html`);
    expect(markup).not.toMatch(/<(?:script|link|iframe|object|embed|img|image|use|base)\b/i);
    const tags = [...markup.matchAll(/<[^>]+>/g)].map(([tag]) => tag);
    expect(tags.filter((tag) => /\s(?:src|srcset|xlink:href|on\w+)\s*=|url\((?!#)/i.test(tag))).toEqual([]);
    expect(/<style>([\s\S]*?)<\/style>/.exec(markup)?.[1]).not.toMatch(/url\(|@import/i);
    expect(markup.replaceAll(/<a href="[^"]*"/g, '')).not.toMatch(/https?:/);
  });

  it('says the period beneath a title that does not, and what a stage of a funnel counts', () => {
    expect(textOf('report.zh.yi.html')).toContain(`<p class="when">${rich.period}</p>`);
    const page = pageOf({ ...rich, title: { ...rich.title, zh: `月度运行快报（${rich.period}）` } }, { language: 'zh', money: 'yi' }, options);
    expect([page.period, htmlOf(page, new Map()).includes('<p class="when">')]).toEqual(['', false]);
    expect(textOf('report.en.yi.html')).toContain('436 projects');
  });

  it('escapes whatever the record holds, in charts as well', () => {
    const hostile = { ...rich, tables: rich.tables.map((table) => ({ ...table, rows: table.rows.map((row, n) => ({ ...row, title: { zh: HOSTILE[n % 8] as string, en: HOSTILE[(n + 1) % 8] as string } })) })) };
    return renderAll(hostile, options).then((all) => {
      for (const { name, bytes } of all.filter(({ name: each }) => each.endsWith('.html'))) {
        const tags = new Set([...bytes.toString('utf8').matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, tag]) => tag));
        expect([name, ...[...tags].filter((tag) => ['script', 'img', 'b'].includes(tag ?? ''))]).toEqual([name]);
      }
    });
  });

  it('gives every figure its card and a code, and every card its QR and what stands behind it', () => {
    const markup = textOf('report.en.yi.html');
    for (const code of options.codes.values()) {
      expect(markup).toContain(`<a href="${base}/cards/${code}">`);
      expect(markup).toContain(`id="k-${code}"`);
    }
    expect(markup.match(/<div class="card"/g)).toHaveLength(options.codes.size);
    expect(markup).toContain(`href="#k-${options.codes.get('credit/ronghui/approved')}"`);
  });
});

describe('CSV', () => {
  it('has a BOM and CRLF, and runs nothing in a spreadsheet', () => {
    const text = textOf('report.zh.csv');
    expect(text.startsWith('\uFEFF表,行,列,数值,')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    for (const row of parse(text, { bom: true, record_delimiter: '\r\n' }) as string[][]) for (const cell of row) {
      if (/^[=+\-@\t\r]/.test(cell)) expect(cell).toMatch(/^-\d+(\.\d+)?$/);
    }
    expect(text).toContain("'@SUM(1+1)*cmd");
    expect(textOf('report.en.csv')).toContain("'=Projects & who answers for them");
  });
});

describe('workbooks', () => {
  it('keep texts as texts and freeze the heads', () => {
    const parts = unzipSync(files.get('report.zh.yi.xlsx') as Buffer);
    const sheets = Object.entries(parts).filter(([name]) => name.startsWith('xl/worksheets/sheet')).map(([, bytes]) => strFromU8(bytes));
    expect(sheets).toHaveLength(rich.tables.length + 2);
    expect(sheets.some((sheet) => sheet.includes('<f>'))).toBe(false);
    expect(sheets.filter((sheet) => sheet.includes('state="frozen"'))).toHaveLength(rich.tables.length + 1);
  });

  it('name the unit of each number of a column that has several', async () => {
    const cell = (value: string, unit: string): Figure => ({ value, low: value, high: value, precision: 'exact', unit, origin: { kind: 'records', streams: [] } });
    const [table] = rich.tables as [(typeof rich.tables)[number]];
    const mixed: DataSet = { ...rich, tables: [{ id: 'mixed', title: table.title, rowsTitle: table.rowsTitle, public: 'open', columns: [{ id: 'x', title: { en: 'x', zh: '列' }, kind: 'figure' }], rows: [
      { id: 'a', title: { en: 'a', zh: '甲' }, cells: { x: cell('11500000000.00', 'CNY') } }, { id: 'b', title: { en: 'b', zh: '乙' }, cells: { x: cell('12', 'project') } },
    ] }] };
    const workbook = (await renderAll(mixed, options)).find(({ name }) => name === 'report.zh.yi.xlsx');
    const cells = sheetIn('report.zh.yi', 2, workbook?.bytes);
    expect([cells.get('B3'), cells.get('B4')]).toMatchObject([{ text: '115', isNumber: true, format: '#,##0.00"亿元"' }, { text: '12', isNumber: true, format: '#,##0" 个"' }]);
  });

  it('write what Excel would lose as text, and say so', () => {
    const cells = [...sheetIn('report.zh.yi', 6).values()].map(({ text }) => text);
    expect(cells).toContain('123456789.0123456789 *');
    expect(cells.some((text) => text.includes('超过 15 位有效数字'))).toBe(true);
    expect([...sheetIn('report.zh.yi', 7).values()].filter(({ text, isNumber }) => text === '12345678901234567.89' && !isNumber)).toHaveLength(3);
  });
});

describe('PDF', () => {
  /** Read by another program: the text of all pages, and what the file tells of itself. */
  const read = (name: string): Readonly<{ text: string; info: Readonly<Record<string, string>> }> => JSON.parse(elsewhere(`
    import { readFileSync } from 'node:fs';
    import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
    const pdf = await getDocument({ data: Uint8Array.from(Buffer.from(readFileSync(0, 'utf8'), 'base64')), verbosity: 0, isEvalSupported: false }).promise;
    let text = '';
    for (let n = 1; n <= pdf.numPages; n += 1) text += (await (await pdf.getPage(n)).getTextContent()).items.map(({ str }) => str).join('');
    console.log(JSON.stringify({ text, info: (await pdf.getMetadata()).info }));`, (files.get(name) as Buffer).toString('base64')));

  it('can be read as text, Chinese too, with the figures of the page, and tells of no time but that of the record', () => {
    const { text: spaced, info } = read('report.zh.yi.pdf');
    const text = spaced.replaceAll(/\s/g, '');
    for (const { title } of [rich, ...rich.tables]) expect(text).toContain(title.zh.replaceAll(/\s/g, ''));
    for (const shown of ['第1页', options.hashes.data, '约120.00', '不低于210.00', '123,456,789.01', '<script>alert(1)</script>']) expect(text).toContain(shown);
    for (const [code, shown] of printedIn('report.zh.yi')) expect([code, text.includes(code), text.includes(shown)]).toEqual([code, true, true]);
    expect([info['CreationDate'], info['ModDate']]).toEqual(['D:20250106010000Z', 'D:20250106010000Z']);
  });
});

describe('SDMX-CSV', () => {
  const rows = (): Readonly<Record<string, string>>[] => parse(textOf('report.sdmx.csv'), { columns: true, record_delimiter: '\r\n' });

  it('has the columns of version 2.0 and one observation a key', () => {
    expect(textOf('report.sdmx.csv').split('\r\n')[0]).toMatch(/^STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,.*TIME_PERIOD,OBS_VALUE,OBS_STATUS,/);
    const keys = rows().map((row) => Object.entries(row).slice(0, 12).map(([, value]) => value).join('|'));
    expect(new Set(keys).size).toBe(keys.length);
    expect(rows().every((row) => row['STRUCTURE'] === 'dataflow' && row['ACTION'] === 'I' && row['UNIT_MULT'] === '0')).toBe(true);
  });

  it('tells months, levels, approximation and what is missing', () => {
    const of = (indicator: string, period: string) => rows().find((row) => row['INDICATOR'] === indicator && row['TIME_PERIOD'] === period);
    expect(of('SIGNINGS_CONTRACTED', '2024-03')).toMatchObject({ FREQ: 'M', REF_AREA: '510000', ACCUMULATION: 'PERIOD', OBS_VALUE: '9320150000.55', OBS_STATUS: 'A', COMPARATOR: '=', UNIT_MEASURE: 'CNY', DECIMALS: '2', AMOUNT_KIND: 'CONTRACT_VALUE' });
    expect(of('SIGNINGS_CONTRACTED', '2024-04')).toMatchObject({ OBS_STATUS: 'E', COMPARATOR: '~', LOW: '11950000000.00' });
    expect(of('SIGNINGS_CONTRACTED', '2024-12')).toMatchObject({ OBS_STATUS: 'E', COMPARATOR: '>=', HIGH: '' });
    expect(of('PACTS_IN_FORCE', '2024-12')).toMatchObject({ ACCUMULATION: 'POINT', COUNTERPART_AREA: '500000', REF_AREA: '510100' });
    expect(of('SIGNINGS_FUNDS', '2024')).toMatchObject({ OBS_VALUE: 'NaN', OBS_STATUS: 'M', BREAKDOWN: 'edition=21' });
  });
});
