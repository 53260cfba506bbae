/** Colours that keep apart in print and for most colour-blind readers: blues for amounts, one warm colour for rates. */
export const INK = '#2b2f36';
export const QUIET = '#6f7682';
export const LINE = '#d9dde3';
export const BLUE = '#3a6591';
export const PALE = '#e3eaf2';
export const WARM = '#b0522b';
export const PARTS = ['#3a6591', '#8fb0d0', '#c9a36a', '#7d9a78'] as const;
export const HEAT = ['#f3f6fa', '#c6d7e8', '#84a8cc', '#3a6591'] as const;
/** The name under which the font of PDF is known; browsers fall back to what they have. */
export const FONT = 'Noto Sans SC';
