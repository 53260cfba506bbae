import type { Words } from '@entente/domain/kernel/refusal';

export type Language = keyof Words;

/** The language asked for (RFC 9110, Accept-Language): Chinese where it is preferred to English, else English. */
export const languageOf = (acceptLanguage: string | undefined): Language => {
  const asked = (acceptLanguage ?? '').split(',').map((part) => {
    const [tag = '', ...more] = part.trim().toLowerCase().split(';');
    const q = Number(/q=([\d.]+)/.exec(more.join(';'))?.[1] ?? '1');
    return { tag, q: Number.isFinite(q) ? q : 0 };
  });
  const of = (language: Language): number => Math.max(0, ...asked.filter(({ tag }) => tag === language || tag.startsWith(`${language}-`)).map(({ q }) => q));
  return of('zh') > of('en') ? 'zh' : 'en';
};
