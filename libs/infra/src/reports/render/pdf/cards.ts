import type { Content, TableCell } from 'pdfmake';
import type { PageCard } from '../page.js';
import type { Qr } from '../qr.js';
import type { Language } from '../rendered.js';
import { words } from '../words.js';
import { pngOf } from './png.js';
import { grid, QUIET, WIDTH } from './styles.js';

const COLUMNS = 3;
const QR_POINTS = 46;
const ZOOM = 4;

/** The pictures of codes, by the addresses of their cards; they are the same in each language and unit of money. */
export type Pictures = ReadonlyMap<string, string>;
export const picturesOf = (qrs: ReadonlyMap<string, Qr>): Pictures =>
  new Map([...qrs].map(([card, { dark }]) => [card, `data:image/png;base64,${pngOf(dark, ZOOM).toString('base64')}`]));

const about = (card: PageCard): TableCell => ({
  text: [
    { text: `${card.code ?? card.path}\n`, bold: true, fontSize: 7.6 },
    { text: `${card.place.slice(1).join(' · ')}\n`, color: QUIET }, `${card.exact ?? card.told}\n`,
    { text: [card.definition, ...(card.base === undefined ? [] : [card.base])].join(' · '), color: QUIET, fontSize: 5.2 },
  ],
  fontSize: 5.8, margin: [0, 2, 0, 0],
});

/** A card is two cells of the grid: its picture, and what it is about. */
const cellsOf = (card: PageCard, pictures: Pictures): readonly TableCell[] => {
  const picture = card.card === undefined ? undefined : pictures.get(card.card);
  return [picture === undefined ? '' : { image: picture, width: QR_POINTS, link: card.card ?? '' }, about(card)];
};

const WIDTHS = Array.from({ length: COLUMNS }, () => [QR_POINTS, WIDTH / COLUMNS - QR_POINTS - 8]).flat();

const rowsOf = (cells: readonly TableCell[]): TableCell[][] => {
  const rows: TableCell[][] = [];
  for (let n = 0; n < cells.length; n += WIDTHS.length) rows.push(WIDTHS.map((_, m) => cells[n + m] ?? ''));
  return rows;
};

/** The cards of one table, under its title. */
const ofTable = (title: string, cards: readonly PageCard[], pictures: Pictures): Content => {
  const head = [{ text: title, bold: true, fontSize: 8, colSpan: WIDTHS.length }, ...WIDTHS.slice(1).map(() => '')];
  return { table: { headerRows: 1, keepWithHeaderRows: 1, dontBreakRows: true, widths: WIDTHS, body: [head, ...rowsOf(cards.flatMap((card) => cellsOf(card, pictures)))] }, layout: grid, margin: [0, 0, 0, 10] };
};

/** The appendix: a compact grid of cards, one for each figure, table by table. */
export const cardsContent = (cards: readonly PageCard[], pictures: Pictures, language: Language): readonly Content[] => cards.length === 0 ? [] : [
  { text: words.cards[language], bold: true, fontSize: 12.5, pageBreak: 'before', margin: [0, 0, 0, 2] },
  { text: words.cardsLead[language], fontSize: 7.2, color: QUIET, margin: [0, 0, 0, 6] },
  ...[...new Set(cards.map(({ table }) => table))].map((table) => {
    const own = cards.filter((card) => card.table === table);
    return ofTable(own[0]?.place[0] ?? table, own, pictures);
  }),
];
