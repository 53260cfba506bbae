const isWide = (sign: string): boolean => (sign.codePointAt(0) ?? 0) >= 0x2e80;

/** About how wide a text is set, in widths of a Chinese sign; of several lines the longest. */
export const widthOf = (text: string): number =>
  Math.max(...text.split('\n').map((line) => [...line].reduce((width, sign) => width + (isWide(sign) ? 1 : 0.56), 0)));
