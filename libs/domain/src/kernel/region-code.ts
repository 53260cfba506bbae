import type { Words } from './refusal.js';

const PROVINCE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|81|82)$/;
/** Beijing, Tianjin, Shanghai and Chongqing have districts and counties, and no prefectures. */
const MUNICIPALITY = /^(?:11|12|31|50)/;
/** Counties and cities under the province itself (省直辖), such as 429004 and 659001, and districts without prefecture. */
const DIRECTLY_UNDER_PROVINCE = /^\d\d(?:90|00)/;
const OUTSIDE = /^(?:71|81|82)\d{4}$/;

/** ISO 3166-1 alpha-2, all but CN, HK, MO and TW: what is China has a six-digit code. */
const COUNTRIES: ReadonlySet<string> = new Set(
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
   CD CF CG CH CI CK CL CM CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE
   GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM
   KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MP MQ MR MS MT MU MV MW MX MY MZ
   NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG
   SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TZ UA UG UM US UY UZ VA VC VE
   VG VI VN VU WF WS YE YT ZA ZM ZW`.split(/\s+/),
);

const instead = (code: string, en: string, zh: string): Words => ({
  en: `Use ${code} (GB/T 2260) for ${en}.`,
  zh: `${zh}请用${code}（GB/T 2260）。`,
});

const placeholder = (code: string, en: string, zh: string): Words => ({
  en: `This only stands for the prefecture level, which ${en} does not have: use ${code} or the code of the county.`,
  zh: `此码仅为占位，${zh}不设地级；请用${code}或所在区县的代码。`,
});

/** Statisticians give development zones codes of a county that end in 71 to 79; no county has one. */
const PSEUDO = /^\d{4}7[1-9]$/;
const ofZone = (code: string): Words => ({
  en: `This is a statistical pseudo-code of a development zone: use ${code.slice(0, 4)}00, the code of the county that it lies in, or that of the zone (GET /v1/zones).`,
  zh: `此码是开发区的统计用码，不是行政区划代码；请用${code.slice(0, 4)}00、所在区县的代码或功能区编号（GET /v1/zones）。`,
});

/** What is sent by mistake, and what to send instead (notes, section 10). */
const HINTS: ReadonlyMap<string, Words> = new Map([
  ['HK', instead('810000', 'Hong Kong', '香港')],
  ['MO', instead('820000', 'Macao', '澳门')],
  ['TW', instead('710000', 'Taiwan', '台湾')],
  ['CN', { en: 'Use the six-digit code (GB/T 2260) of the region.', zh: '请用该地区的六位行政区划代码（GB/T 2260）。' }],
  ['500100', placeholder('500000', 'Chongqing', '重庆')],
  ['500200', placeholder('500000', 'Chongqing', '重庆')],
  ['110100', placeholder('110000', 'Beijing', '北京')],
  ['120100', placeholder('120000', 'Tianjin', '天津')],
  ['310100', placeholder('310000', 'Shanghai', '上海')],
]);

/** What to send instead of a text that looks like a region code and is refused; undefined of all others. */
export const regionCodeHint = (text: string): Words | undefined => HINTS.get(text) ?? (PSEUDO.test(text) ? ofZone(text) : undefined);

/**
 * Whether a text is a six-digit code of a real province (GB/T 2260; 710000, 810000 and 820000 among them) or an ISO
 * 3166-1 alpha-2 code of a foreign country. Whether the county in it exists, and when, the table of regions knows.
 */
export const isRegionCode = (text: string): boolean =>
  COUNTRIES.has(text) || (/^\d{6}$/.test(text) && PROVINCE.test(text.slice(0, 2)) && regionCodeHint(text) === undefined);

/**
 * Whether a text is the code of a zone (高新区 and the like), which are no administrative divisions and have a namespace of
 * their own: the code of the region that it rolls up to, a hyphen and a word, such as `510100-gaoxin`.
 */
export const isZoneCode = (text: string): boolean => /^\d{6}-[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= 60 && isRegionCode(text.slice(0, 6));

/** Whether a text can be the id of a set of regions: small letters, digits and hyphens, such as `chuanyu`. */
export const isSetId = (text: string): boolean => /^[a-z][a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= 60;

/**
 * The region above: county, prefecture, province, null; of a country, and of what is no region code, null.
 * Chongqing and the like roll up by this and not by prefix (notes, section 10).
 */
export const parentOf = (code: string): string | null => {
  if (isZoneCode(code)) return code.slice(0, 6);
  if (!isRegionCode(code) || COUNTRIES.has(code) || code.endsWith('0000')) return null;
  const straightUnder = code.endsWith('00') || MUNICIPALITY.test(code) || DIRECTLY_UNDER_PROVINCE.test(code);
  return straightUnder ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`;
};

/** The region itself, then what is above it: `510104`, `510100`, `510000`. */
export const ancestorsAndSelf = (code: string): readonly string[] => {
  const parent = parentOf(code);
  return parent === null ? [code] : [code, ...ancestorsAndSelf(parent)];
};

/** Whether a region is the scope itself or below it; the scope `*` is everywhere. */
export const liesWithin = (code: string, scope: string): boolean =>
  scope === '*' || ancestorsAndSelf(code).includes(scope);

/** Whether a region is 境外, outside the mainland: a foreign country, or Taiwan, Hong Kong or Macao. */
export const isOutsideMainland = (code: string): boolean => COUNTRIES.has(code) || OUTSIDE.test(code);
