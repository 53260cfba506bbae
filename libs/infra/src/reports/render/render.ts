import type { DataSet } from '@entente/domain/reporting/dataset';
import { cardAddress } from './addresses.js';
import { csvOf } from './csv.js';
import { htmlOf } from './html/html.js';
import { jsonOf } from './json.js';
import { legible } from './legible.js';
import { type Page, pageOf } from './page.js';
import { type Pictures, picturesOf } from './pdf/cards.js';
import { pdfOf } from './pdf/pdf.js';
import { type Qr, qrOf } from './qr.js';
import { LANGUAGES, LOOKS, type Options, type Rendered } from './rendered.js';
import { sdmxOf } from './sdmx.js';
import { workbookOf } from './xlsx/workbook.js';

export type { Language, Look, MoneyUnit, Options, Rendered } from './rendered.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV = 'text/csv; charset=utf-8; header=present';

const inLook = async ({ known }: DataSet, page: Page, qrs: ReadonlyMap<string, Qr>, pictures: Pictures): Promise<readonly Rendered[]> => {
  const name = `report.${page.look.language}.${page.look.money}`;
  return [
    { name: `${name}.html`, media: 'text/html; charset=utf-8', bytes: htmlOf(page, qrs) },
    { name: `${name}.pdf`, media: 'application/pdf', bytes: await pdfOf(page, pictures, known.instant) },
    { name: `${name}.xlsx`, media: XLSX, bytes: await workbookOf(page) },
  ];
};

/**
 * All files of a report from its frozen data set: JSON, CSV and SDMX-CSV with exact values, and HTML, PDF and workbooks for
 * each language and unit of money, rounded at the end only. The same data set and options give the same bytes in any process
 * and at any time: nothing in them is of the clock, of chance or of what was rendered before.
 */
export const renderAll = async (set: DataSet, options: Options): Promise<readonly Rendered[]> => {
  const qrs = new Map([...options.codes.values()].map((code) => cardAddress(code, options.base)).map((card) => [card, qrOf(card)]));
  const pictures = picturesOf(qrs);
  const files: Rendered[] = [
    { name: 'report.json', media: 'application/json', bytes: jsonOf(set, options) },
    ...LANGUAGES.map((language) => ({ name: `report.${language}.csv`, media: CSV, bytes: csvOf(set, language, options) })),
    { name: 'report.sdmx.csv', media: 'application/vnd.sdmx.data+csv; version=2.0.0', bytes: sdmxOf(set) },
  ];
  // One after the other: each is computation, and fewer at once need less memory.
  const shown = legible(set);
  for (const look of LOOKS) files.push(...(await inLook(shown, pageOf(shown, look, options), qrs, pictures)));
  return files;
};
