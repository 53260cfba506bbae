import { hundredthsOf, likeness, LIKENESS_MIN, plainName, scoreOf } from '../../kernel/likeness.js';
import type { Source } from '../../signing/signing/index.js';
import type { Organisation } from './state.js';
import { plainCode } from './terms.js';

/** A wording under which a body may be printed, and how far it is believed, in hundredths. */
type Wording = Readonly<{ text: string; by: 'name' | 'former-name' | 'alias' | 'misprint'; confidence: number; source?: Source }>;

const wordings = ({ names, aliases, asPrinted, source }: Organisation): readonly Wording[] => [
  ...names.map(({ name, to }): Wording => ({ text: name, by: to === null ? 'name' : 'former-name', confidence: 100 })),
  // What is known to be a misprint is believed as far as that is.
  ...(asPrinted === null || aliases.some(({ text }) => text === asPrinted) ? [] : [{ text: asPrinted, by: 'alias', confidence: 100, ...(source && { source }) } as const]),
  ...aliases.map(({ text, kind, confidence, source: stated }): Wording => ({ text, by: kind, confidence: hundredthsOf(confidence), source: stated })),
];

/** Everything under which a body may be printed, each once. */
export const wordingsOf = (it: Organisation): readonly string[] => [...new Set(wordings(it).map(({ text }) => text))];

export type Match = Readonly<{ matched: string; by: Wording['by'] | 'credit-code'; score: string; source?: Source }>;

/** The best of a body's names for a text as printed; undefined where none of them is like it. */
export const matchOf = (it: Organisation, text: string): Match | undefined => {
  if (it.creditCode !== null && it.creditCode === plainCode(text)) return { matched: it.creditCode, by: 'credit-code', score: '1.00' };
  if (plainName(text) === '') return undefined;
  const scored = wordings(it).map((wording) => ({ wording, like: likeness(text, wording.text) }))
    .filter(({ like }) => like >= LIKENESS_MIN)
    .map(({ wording, like }) => ({ wording, exact: like === 100, score: Math.min(like, wording.confidence) }));
  // A misprint that is known says more than the likeness to the right name that every misprint has.
  const [best] = scored.toSorted((a, b) => Number(b.exact) - Number(a.exact) || b.score - a.score);
  if (!best) return undefined;
  const { wording: { text: matched, by, source }, score } = best;
  return { matched, by, score: scoreOf(score), ...(source && { source }) };
};
