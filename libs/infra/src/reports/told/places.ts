import type { Words } from '@entente/domain/kernel/refusal';
import { closureOf, covers, type Level, nameOf, type Territory } from '@entente/domain/territory/territory';

/** What a region, zone or set is called on a day (`YYYY-MM-DD`); in Chinese where it has no other name, and by its code where it is not registered. */
export const placeName = ({ places, sets }: Territory, code: string, day: string): Words => {
  const place = places.get(code);
  const name = place ? nameOf(place, day) : sets.get(code)?.name;
  return name ? { en: name.en ?? name.zh, zh: name.zh } : { en: code, zh: code };
};

/** What lies above a region on a day, and the region itself, that is of one level; undefined where nothing is. */
export const aboveAt = (territory: Territory, code: string, level: Level, day: string): string | undefined =>
  [...(closureOf(territory).above.get(code) ?? [])]
    .filter(([each, spans]) => territory.places.get(each)?.level === level && covers(spans, day)).map(([each]) => each).sort()[0];

/** The province or country that a region lies in on a day; itself where it lies in none. */
export const provinceOf = (territory: Territory, code: string, day: string): string => aboveAt(territory, code, 'province', day) ?? aboveAt(territory, code, 'country', day) ?? code;

/** A province, or a city `within` one. */
export type PlaceInTable = Readonly<{ code: string; within?: string }>;

/**
 * Provinces and the cities in them that some regions lie in, by their codes. A city is part of its province, so the rows
 * of such a table do not add up.
 */
export const provincesAndCities = (territory: Territory, codes: readonly string[], day: string): readonly PlaceInTable[] => {
  const provinces = new Set(codes.map((code) => provinceOf(territory, code, day)));
  const cities = new Set(codes.flatMap((code) => aboveAt(territory, code, 'prefecture', day) ?? []).filter((code) => !provinces.has(code)));
  const inOrder = (all: ReadonlySet<string>): readonly string[] => [...all].sort();
  return inOrder(provinces).flatMap((province) => [
    { code: province }, ...inOrder(cities).filter((city) => provinceOf(territory, city, day) === province).map((code) => ({ code, within: province })),
  ]);
};

/** A row of such a table by name: a city is told as one of its province. */
export const placeTitle = (territory: Territory, { code, within }: PlaceInTable, day: string): Words => {
  const name = placeName(territory, code, day);
  return within !== undefined ? { en: `of which ${name.en}`, zh: `其中：${name.zh}` } : name;
};
