import type { Address } from '../addresses.js';
import type { PageCard } from '../page.js';
import type { Qr } from '../qr.js';
import type { Language } from '../rendered.js';
import { words } from '../words.js';
import { html, type Markup } from './markup.js';

const qrMark = ({ size, path }: Qr): Markup => html`<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" aria-hidden="true"><path d="${path}"/></svg>`;

/** An operand that is printed in this report is named by its code; any other is asked of the api. */
const behind = (address: Address, cards: ReadonlyMap<string, PageCard>, language: Language): Markup => {
  if ('path' in address) {
    const { code } = cards.get(address.path) ?? {};
    return code === undefined ? html`<span>${address.of}: ${address.path}</span>` : html`<a href="#k-${code}">${address.of}: ${code}</a>`;
  }
  return html`<a href="${address.href}">${address.of ?? words.entries[language]}</a>`;
};

const card = (each: PageCard, qr: Qr | undefined, cards: ReadonlyMap<string, PageCard>, language: Language): Markup => html`
<div class="card"${each.code !== undefined && html` id="k-${each.code}"`}>${qr && qrMark(qr)}<div>
<p class="code">${each.card === undefined ? each.path : html`<a href="${each.card}">${each.code}</a>`}</p>
<p class="place">${each.place.join(' · ')}</p>
<p>${each.exact ?? each.told}</p>
<p class="place">${[each.definition, ...(each.base === undefined ? [] : [each.base])].join(' · ')}</p>
<p>${each.entries.map((address, n) => html`${n > 0 && ' · '}${behind(address, cards, language)}`)}</p>
</div></div>`;

/** The appendix: a card for every figure, with its QR, its exact value and what stands behind it. */
export const cardsSection = (cards: readonly PageCard[], qrs: ReadonlyMap<string, Qr>, language: Language): Markup => {
  const byPath = new Map(cards.map((each) => [each.path, each]));
  return html`
<section class="appendix"><h2>${words.cards[language]}</h2><p class="note">${words.cardsLead[language]}</p>
<div class="cards">${cards.map((each) => card(each, each.card === undefined ? undefined : qrs.get(each.card), byPath, language))}</div></section>`;
};
