/** A file of a report. `media` is its media type, with charset. */
export type Rendered = Readonly<{ name: string; media: string; bytes: Buffer }>;

/**
 * `base` is the address of the node, without a slash at its end; `codes` the short codes of figures by their paths;
 * `hashes.data` the SHA-256 of `dataBytes`, in hex.
 */
export type Options = Readonly<{ base: string; codes: ReadonlyMap<string, string>; hashes: Readonly<{ data: string }> }>;

export type Language = 'zh' | 'en';
/** Large amounts in 亿元 (billions in English) or 万元 (millions). */
export type MoneyUnit = 'yi' | 'wan';
/** For whom a file is written. */
export type Look = Readonly<{ language: Language; money: MoneyUnit }>;

export const LANGUAGES: readonly Language[] = ['zh', 'en'];
export const LOOKS: readonly Look[] = LANGUAGES.flatMap((language) => (['yi', 'wan'] as const).map((money) => ({ language, money })));
