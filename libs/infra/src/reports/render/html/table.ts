import type { PageColumn, PageFigure, PageTable, PageText } from '../page.js';
import { html, type Markup, raw } from './markup.js';

/** More columns than these are scrolled sideways on a phone; fewer are written one below the other. */
const STACKED_MAX = 7;

const heading = ({ title, unit, kind }: PageColumn): Markup => html`<th scope="col"${kind === 'figure' && raw(' class="f"')}>${title}${unit !== '' && html`<small>${unit}</small>`}</th>`;

const marks = (notes: readonly number[]): Markup | false => notes.length > 0 && html`<sup>${notes.join(' ')}</sup>`;

const figureCell = ({ text, code, card, notes, shown }: PageFigure, of: string): Markup => {
  const number = card === undefined ? html`${text}` : html`<a href="${card}">${text}</a>`;
  return html`<td class="f${shown.number === null && ' n'}" data-of="${of}"><span>${number}${marks(notes)}${code !== undefined && html`<span class="c">${code}</span>`}</span></td>`;
};

const textCell = ({ text, link }: PageText, of: string): Markup =>
  html`<td class="t${text === '' && ' none'}" data-of="${of}"><span>${link === undefined ? text : html`<a href="${link}">${text}</a>`}</span></td>`;

const labelOf = ({ title, unit }: PageColumn): string => (unit === '' ? title : `${title} (${unit})`);

/** In a page, SVG needs no namespaces; what it is drawn with is the font of the page. */
const inPage = (svg: string): Markup =>
  raw(svg.replace(/^<svg [^>]*?(viewBox="[^"]*")[^>]*>/, '<svg role="img" aria-hidden="true" $1>').replaceAll(/font-family:[^;"]*;?/g, ''));

/** A table with its chart, its footnotes and its notes. */
export const tableSection = (table: PageTable, number: string): Markup => html`
<section id="t-${table.id}">
<h2><span class="n">${number}</span>${table.title}</h2>
<div class="scroll"><table class="${table.columns.length > STACKED_MAX ? 'wide' : 'stack'}">
<thead><tr><th scope="col">${table.rowsTitle}</th>${table.columns.map(heading)}</tr></thead>
<tbody>${table.rows.map(({ title, cells }) => html`
<tr><th scope="row">${title}</th>${cells.map((cell, n) => (cell.kind === 'figure' ? figureCell : textCell)(cell as never, labelOf(table.columns[n] as PageColumn)))}</tr>`)}
</tbody></table></div>
${table.footnotes.length > 0 && html`<ol class="foot">${table.footnotes.map((note) => html`<li>${note}</li>`)}</ol>`}
${table.notes.map((note) => html`<p class="note">${note}</p>`)}
${table.chart && html`<figure>${inPage(table.chart.svg)}</figure>`}
</section>`;
