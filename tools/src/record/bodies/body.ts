import type { Alias } from '../aliases.js';
import { says, type Source } from '../sources.js';

/** What is sent to `POST /v1/organisations`; a parent is named by its key in this record until its id is known. */
export type Body = Readonly<{
  key: string;
  names: readonly Readonly<{ language: string; name: string }>[];
  types: readonly Readonly<{ type: string }>[];
  /** null where neither the name nor the quote says it. */
  region: string | null;
  account?: string;
  branchOf?: string;
  /** What the source prints, where that is not the name: with a misprint the body stands under its true name. */
  asPrinted?: string;
  /** Sent once the body is there. */
  aliases?: readonly Alias[];
  source: Source;
}>;

type More = Readonly<{ en?: string; account?: string; branchOf?: string; asPrinted?: string; types?: readonly string[]; aliases?: readonly Alias[] }>;

/** One body; `quote` are the words of the document that name it. */
export const bodyOf = (document: string) => (key: string, name: string, type: string, region: string | null, quote: string, more: More = {}): Body => {
  const { en, types = [], ...rest } = more;
  return {
    key,
    names: [{ language: 'zh', name }, ...(en === undefined ? [] : [{ language: 'en', name: en }])],
    types: [type, ...types].map((each) => ({ type: each })),
    region,
    ...rest,
    source: says(document, quote),
  };
};

export const aliasOf = (text: string, source: Source, confidence = '0.95'): Alias => ({ text, kind: 'alias', confidence, source });
export const misprintOf = (text: string, source: Source, confidence = '0.9'): Alias => ({ text, kind: 'misprint', confidence, source });
