/** Markup that is already safe to print; only `html` and `raw` make it. */
export type Markup = Readonly<{ markup: string }>;
type Piece = Markup | string | number | readonly Piece[] | undefined | false;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const isMarkup = (piece: Piece): piece is Markup => typeof piece === 'object' && 'markup' in piece;
const written = (piece: Piece): string => {
  if (piece === undefined || piece === false) return '';
  if (isMarkup(piece)) return piece.markup;
  return Array.isArray(piece) ? piece.map(written).join('') : escaped(String(piece));
};

/** A template in which every text is escaped, in elements and in quoted attributes alike. */
export const html = (parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup => ({ markup: parts.reduce((page, part, n) => `${page}${n === 0 ? '' : written(pieces[n - 1])}${part}`, '') });

/** Markup of our own making. */
export const raw = (markup: string): Markup => ({ markup });
