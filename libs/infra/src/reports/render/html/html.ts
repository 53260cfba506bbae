import { numberOf } from '../numbering.js';
import type { Page } from '../page.js';
import type { Qr } from '../qr.js';
import { words } from '../words.js';
import { cardsSection } from './cards.js';
import { html, type Markup, raw } from './markup.js';
import { STYLE } from './style.js';
import { tableSection } from './table.js';

/** Nothing may be run or fetched, should anything ever slip through: the page needs only its own style. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const head = ({ title, period, look: { language }, facts }: Page): Markup => html`
<header><p class="org">${words.platform[language]}</p><h1>${title}</h1>${period !== '' && html`<p class="when">${period}</p>`}<div class="rule"></div>
<dl class="facts">${facts.filter(({ id }) => id !== 'period').map(({ id, label, value }) => html`<dt>${label}</dt><dd${id === 'hash' && raw(' class="hash"')}>${value}</dd>`)}</dl></header>`;

const notesSection = ({ notes, tables, look: { language } }: Page): Markup | false =>
  notes.length > 0 && html`<section class="notes"><h2><span class="n">${numberOf(tables.length, language)}</span>${words.notes[language]}</h2>${notes.map((note) => html`<p>${note}</p>`)}</section>`;

/** A page that stands alone: no script, nothing fetched, every text escaped. */
export const htmlOf = (page: Page, qrs: ReadonlyMap<string, Qr>): Buffer => {
  const { language } = page.look;
  const { markup } = html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-Hans' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="color-scheme" content="light"><title>${page.title} · ${page.period}</title><style>${raw(STYLE)}</style></head>
<body><main>${head(page)}${page.tables.map((table, n) => tableSection(table, numberOf(n, language)))}${notesSection(page)}${cardsSection(page.cards, qrs, language)}
<p class="end">${words.hash[language]} <span class="hash">${page.hash}</span></p></main></body></html>
`;
  return Buffer.from(markup, 'utf8');
};
