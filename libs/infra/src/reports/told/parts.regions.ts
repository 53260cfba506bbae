import { unknownRegion } from '@entente/domain/kernel/directory';
import { Refusal } from '@entente/domain/kernel/refusal';
import { closureOf, isThere, parentOn, type Territory } from '@entente/domain/territory/territory';

const refused = (parameter: string, code: string, words: Readonly<{ en: string; zh: string }>): Refusal =>
  new Refusal(code, words, 'invalid', [{ pointer: `/parameters/${parameter}`, code, message: words }]);

/**
 * The region that a report is asked for is registered.
 * @throws Refusal (invalid) where it is not.
 */
export const mustKnowRegion = ({ places }: Territory, region: string | undefined): void => {
  if (region === undefined || places.has(region)) return;
  const { code, message } = unknownRegion(region);
  throw refused('region', code, message);
};

/**
 * The set that a report is asked for is defined.
 * @throws Refusal (invalid) where it is not.
 */
export const mustKnowSet = ({ sets }: Territory, set: string): void => {
  if (sets.has(set)) return;
  throw refused('set', 'region-set/unknown', { en: `There is no set "${set}"; GET /v1/region-sets lists them all.`, zh: `没有集合“${set}”；全部集合见 GET /v1/region-sets。` });
};

/**
 * The regions straight below one on a day, in the order of their codes; provinces and countries, where none is named. Each
 * counts for one of them, and what is told of the region itself for none.
 */
export const straightBelow = (territory: Territory, region: string | undefined, day: string): readonly string[] =>
  [...territory.places.values()].filter((place) => isThere(place) && (place.to === null || place.to > day) && parentOn(territory, place, day) === (region ?? null)).map(({ code }) => code).sort();

/** Those of some regions in which any of the recorded ones lies or ever lay. */
export const thoseWith = (territory: Territory, regions: readonly string[], recorded: ReadonlySet<string>): readonly string[] => {
  const { below } = closureOf(territory);
  return regions.filter((region) => recorded.has(region) || [...(below.get(region)?.keys() ?? [])].some((code) => recorded.has(code)));
};
