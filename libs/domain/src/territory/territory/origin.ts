import { closureOf, covers, type Span } from './closure.js';
import type { Territory } from './state.js';

/** Where funds or investors come from, seen from a host: 市内, 市外省内 (or 省内), 省外, 境外. */
export const ORIGINS = ['within-city', 'within-province', 'outside-province', 'outside-mainland'] as const;
export type Origin = (typeof ORIGINS)[number];

/** From a province one sees 省内 and 省外; from a city 市内, 市外省内 and 省外. */
export const ORIGIN_LEVELS = ['province', 'city'] as const;
export type OriginLevel = (typeof ORIGIN_LEVELS)[number];

/** Hong Kong, Macao and Taiwan are 境外 and not foreign (notes, section 10). */
const BEYOND = ['810000', '820000', '710000'];

/** 直辖市: a city that is a province, so that all of it is one city. */
const CITY_PROVINCES = ['110000', '120000', '310000', '500000'];

/** The region of a level in which a region lies on a day. */
const aboveOn = (territory: Territory, code: string, level: 'province' | 'prefecture', day: string): string | undefined =>
  [...(closureOf(territory).above.get(code) ?? [])].find(([above, spans]) => territory.places.get(above)?.level === level && covers(spans, day))?.[0];

/**
 * Where a region lies as seen from a host, at a level, on a day. Undefined where one of them is not known, or where the
 * region is so coarse that it cannot be told (a payer of whom only the province is known may sit in the city itself).
 */
export const originOf = (territory: Territory, { host, source, level, day }: Readonly<{ host: string; source: string; level: OriginLevel; day: string }>): Origin | undefined => {
  const place = territory.places.get(source);
  if (!place || !territory.places.has(host)) return undefined;
  if (place.level === 'country') return 'outside-mainland';
  const provinceOfSource = aboveOn(territory, source, 'province', day);
  if (provinceOfSource !== undefined && BEYOND.includes(provinceOfSource)) return 'outside-mainland';
  const province = aboveOn(territory, host, 'province', day);
  if (province === undefined || provinceOfSource === undefined) return undefined;
  if (province !== provinceOfSource) return 'outside-province';
  if (level === 'province') return 'within-province';
  if (CITY_PROVINCES.includes(province)) return 'within-city';
  // Of one of the two only the province is known, which has cities.
  if (source === province || host === province) return undefined;
  // A county right under a province is a city of its own.
  const [city, cityOfSource] = [host, source].map((code) => aboveOn(territory, code, 'prefecture', day) ?? code);
  return city === cityOfSource ? 'within-city' : 'within-province';
};

/** Where a region lies as seen from a host, through all days: one span after the other, each with another origin than the one before it. */
export const originsThrough = (territory: Territory, seen: Readonly<{ host: string; source: string; level: OriginLevel }>): readonly Readonly<{ span: Span; origin: Origin | undefined }>[] => {
  const { above } = closureOf(territory);
  const changes = [seen.host, seen.source].flatMap((code) => [...(above.get(code)?.values() ?? [])].flat(2)).filter((day) => day !== '~');
  const told = [...new Set(['', ...changes])].toSorted().map((day) => ({ day, origin: originOf(territory, { ...seen, day }) }));
  const turns = told.filter(({ origin }, n) => n === 0 || origin !== told[n - 1]?.origin);
  return turns.map(({ day, origin }, n) => ({ span: [day, turns[n + 1]?.day ?? '~'], origin }));
};
