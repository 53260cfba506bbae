import { unzipSync, zipSync } from 'fflate';
import writeExcelFile from 'write-excel-file/node';
import type { Page } from '../page.js';
import { coverSheet, sourceSheet, tableSheet } from './sheets.js';

/** The earliest time that a zip knows, by the clock of wherever this runs: zips tell local time and no zone. */
const LONG_AGO = new Date(1980, 0, 1);

/** Packs the same files with the same times: the printer's own package tells when it was made. */
const settled = (workbook: Buffer): Buffer => Buffer.from(zipSync(unzipSync(workbook), { mtime: LONG_AGO, level: 6 }));

const SETUP = /<pageMargins[^>]*><pageSetup[^>]*>/;
const FITTED = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';

/** On paper a sheet is as wide as an A4 page and as long as it needs to be. */
const fitted = { files: { transform: { 'xl/worksheets/sheet{id}.xml': {
  transform: (sheet: string, { orientation = 'portrait' }: Readonly<{ orientation?: string }>): string => sheet.replace(SETUP, '').replace(/^(<\?xml[^>]*\?>\s*)?(<worksheet[^>]*>)/, `$1$2${FITTED}`)
    .replace('</sheetData>', `</sheetData><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="${orientation}" fitToWidth="1" fitToHeight="0"/>`),
} } } };

/** A workbook: a cover, a sheet for each table with numbers as numbers, and the source sheet with every exact value. */
export const workbookOf = async (page: Page): Promise<Buffer> => {
  const { language } = page.look;
  const sheets = [coverSheet(page), ...page.tables.map((table, n) => tableSheet(table, n, language)), sourceSheet(page)];
  return settled(await writeExcelFile(sheets, { fontFamily: language === 'zh' ? 'Microsoft YaHei' : 'Calibri', fontSize: 11, features: [fitted] }).toBuffer());
};
