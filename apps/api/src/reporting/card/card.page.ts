import { hash } from 'node:crypto';
import type { Words } from '@entente/domain/kernel/refusal';
import { html, type Markup, raw } from '@entente/infra/reports/render/html/markup';
import { words as reportWords } from '@entente/infra/reports/render/words';
import { codeGrouped, codeTyped } from './card.code.js';
import type { Line } from './card.lines.js';
import { SCRIPT } from './card.script.js';
import { STYLE } from './card.style.js';
import { pageWords as words } from './card.words.js';

type Language = keyof Words;

const sourceOf = (text: string): string => `'sha256-${hash('sha256', text, 'base64')}'`;
const [STYLE_SOURCE, SCRIPT_SOURCE] = [sourceOf(STYLE), sourceOf(SCRIPT)];

/** What a page may do: show itself, and where it has a form, run its own script and ask this node. */
export const policyOf = (withForm: boolean): string => [
  "default-src 'none'", `style-src ${STYLE_SOURCE}`, ...(withForm ? [`script-src ${SCRIPT_SOURCE}`, "connect-src 'self'"] : []), "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');

const page = (code: string, language: Language, body: Markup): string => html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-Hans' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light">
<meta name="robots" content="noindex"><title>${words.title[language]} ${code}</title><style>${raw(STYLE)}</style></head>
<body><main><p class="org">${reportWords.platform[language]}</p><h1>${words.title[language]} <span>${code}</span></h1>
${body}</main></body></html>
`.markup;

const lineOf = ({ label, text, href }: Line): Markup => html`<dt>${label}</dt><dd>${href === undefined ? text : html`<a href="..${href}">${text}</a>`}</dd>`;

/** The card of a public figure; it needs no script. */
export const openPage = (code: string, lines: readonly Line[], language: Language): string => page(codeGrouped(code), language, html`<dl id="card">${lines.map(lineOf)}</dl>
`);

/** The page of a code that is in no public edition. It says no more of one that nobody printed than of another. */
export const closedPage = (typed: string, language: Language): string => page(codeTyped(typed) === undefined ? typed : codeGrouped(typed), language, html`<p>${words.closed[language]}</p>
<form data-code="${typed}" data-asking="${words.asking[language]}" data-failed="${words.failed[language]}">
<label>${words.key[language]}<input name="key" type="password" required autocomplete="off" spellcheck="false"></label><button>${words.show[language]}</button></form>
<p class="quiet">${words.keyNote[language]}</p><p id="told" role="status"></p><dl id="card"></dl><script>${raw(SCRIPT)}</script>
`);
