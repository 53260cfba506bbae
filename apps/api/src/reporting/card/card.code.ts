/** The signs of a code (Crockford's base 32), and how many it has. */
const CODE = /^[0-9A-HJKMNP-TV-Z]{12}$/;

/** Letters that are taken for a digit, as Crockford reads them. */
const READ_AS: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** A code as somebody typed it from paper, in any case, with hyphens or blanks between; undefined where it is none. */
export const codeTyped = (text: string): string | undefined => {
  const code = text.toUpperCase().replaceAll(/[\s\-‐‑–—_]/g, '').replaceAll(/[OIL]/g, (letter) => READ_AS[letter] ?? letter);
  return CODE.test(code) ? code : undefined;
};

/** A code in groups of four, which are easier to compare. */
export const codeGrouped = (code: string): string => code.replaceAll(/.{4}(?=.)/g, '$&-');
