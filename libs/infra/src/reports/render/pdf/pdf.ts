import type { Content } from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { FONT } from '../charts/palette.js';
import type { Page } from '../page.js';
import { filled, words } from '../words.js';
import { cardsContent, type Pictures } from './cards.js';
import { prepared } from './fonts.js';
import { FAINT, INK, MARGINS, plain, QUIET, RED, WIDTH } from './styles.js';
import { tableContent } from './table.js';
import { numberOf } from '../numbering.js';

const SIDES: [number, number, number, number] = [MARGINS[0], 0, MARGINS[2], 0];
const rule = (lineWidth: number, lineColor: string, y = 0): Content => ({ canvas: [{ type: 'line', x1: 0, y1: y, x2: WIDTH, y2: y, lineWidth, lineColor }] });

const titleContent = ({ title, period, facts, look: { language } }: Page): readonly Content[] => [
  { text: words.platform[language], color: RED, fontSize: 8.5, characterSpacing: 1.4, alignment: 'center', margin: [0, 4, 0, 4] },
  { text: title, bold: true, fontSize: 20, alignment: 'center', lineHeight: 1.15 },
  { text: period, color: QUIET, fontSize: 10.5, alignment: 'center', margin: [0, 2, 0, 8] },
  rule(1.6, RED), { ...(rule(0.5, RED) as object), margin: [0, 1.6, 0, 10] } as Content,
  { table: { widths: ['auto', '*'], body: facts.filter(({ id }) => id !== 'period').map(({ label, value }) => [{ text: label, color: QUIET }, value]) }, layout: plain, fontSize: 8, margin: [0, 0, 0, 20] },
];

const running = ({ title, period }: Page) => (page: number): Content => page === 1 ? '' : {
  stack: [{ columns: [{ text: title, width: '*' }, { text: period, width: 'auto' }], fontSize: 7.5, color: QUIET, margin: [0, 34, 0, 4] }, rule(0.5, '#c9ced6')], margin: SIDES,
};

const foot = ({ hash, look: { language } }: Page) => (page: number, of: number): Content => ({
  stack: [rule(0.5, '#c9ced6'), { columns: [{ text: `${words.shortHash[language]} ${hash}`, color: FAINT, width: '*' }, { text: filled(words.page[language], { n: page, of }), color: QUIET, width: 'auto' }], fontSize: 6.4, margin: [0, 4, 0, 0] }],
  margin: [MARGINS[0], 16, MARGINS[2], 0],
});

const notesContent = ({ notes, tables, look: { language } }: Page): readonly Content[] => notes.length === 0 ? [] : [{
  stack: [{ text: [{ text: `${numberOf(tables.length, language)}${language === 'zh' ? '' : ' '}`, color: RED }, words.notes[language]], bold: true, fontSize: 12.5, margin: [0, 0, 0, 4] }, ...notes.map((text): Content => ({ text, margin: [0, 1, 0, 1] }))],
  unbreakable: true,
}];

const definitionOf = (page: Page, pictures: Pictures, instant: string): TDocumentDefinitions => {
  const { language } = page.look;
  // The file says when its data was known, and not when it was printed: its id is made of this as well.
  const known = new Date(instant);
  return {
    info: { title: `${page.title} ${page.period}`.trim(), subject: page.hash, creator: 'Entente', producer: 'Entente', creationDate: known, modDate: known },
    pageSize: 'A4', pageMargins: MARGINS, language: language === 'zh' ? 'zh-Hans' : 'en', displayTitle: true,
    defaultStyle: { font: FONT, fontSize: 8.6, color: INK, lineHeight: 1.1 },
    header: running(page), footer: foot(page),
    content: [...titleContent(page), ...page.tables.map((table, n) => tableContent(table, n, language)), ...notesContent(page), ...cardsContent(page.cards, pictures, language)],
  } as TDocumentDefinitions;
};

/** An A4 document with Chinese text that can be searched and copied, and charts as vectors. `instant` is when its data was known. */
export const pdfOf = async (page: Page, pictures: Pictures, instant: string): Promise<Buffer> => {
  const document = prepared().createPdf(definitionOf(page, pictures, instant)) as unknown as Readonly<{ getBuffer: () => Promise<Buffer> }>;
  return document.getBuffer();
};
