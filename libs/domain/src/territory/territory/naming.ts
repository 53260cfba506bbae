import type { Source } from '../../signing/signing/index.js';
import { hundredthsOf, likeness, LIKENESS_MIN, plainName, scoreOf } from '../../kernel/likeness.js';
import { nameOf } from './listing.js';
import type { Alias, Place, RegionSet, Territory } from './state.js';

/** What a name as printed may mean. `score` is a decimal from 0 to 1; `by` says what it was found by. */
export type Candidate = Readonly<{
  kind: 'region' | 'zone' | 'region-set' | 'organisation';
  id: string;
  name: string;
  matched: string;
  by: 'code' | 'name' | 'short-name' | 'part-of-name' | 'former-name' | 'alias' | 'misprint' | 'likeness' | 'credit-code';
  score: string;
  source?: Source | null;
}>;

/** `score` is in hundredths. */
type Match = Pick<Candidate, 'matched' | 'by' | 'source'> & Readonly<{ score: number }>;

/** 成都 for 成都市: the generic part is left out more often than not. */
const GENERIC = /(特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|地区|省|市|(?<!新)区|县|盟|旗)$/;
/** A name that holds the whole of what was printed, which is long enough to mean something. */
const HOLDS_MIN = 3;

const shortOf = (name: string): string => {
  const short = name.replace(GENERIC, '');
  return [...short].length >= 2 ? short : name;
};

const ofName = (wanted: string, name: string | null, isNow: boolean): readonly Match[] => {
  if (name === null) return [];
  if (plainName(name) === wanted) return [{ matched: name, by: isNow ? 'name' : 'former-name', score: isNow ? 100 : 95, source: null }];
  if (plainName(shortOf(name)) === plainName(shortOf(wanted))) return [{ matched: name, by: 'short-name', score: isNow ? 95 : 90, source: null }];
  if ([...wanted].length >= HOLDS_MIN && plainName(name).includes(wanted)) return [{ matched: name, by: 'part-of-name', score: 85, source: null }];
  // A likeness is no name: it stands behind every name that is the same.
  const score = Math.floor((likeness(wanted, name) * 9) / 10);
  return score >= LIKENESS_MIN ? [{ matched: name, by: 'likeness', score, source: null }] : [];
};

const ofAlias = (wanted: string, { text, kind, confidence, source }: Alias): readonly Match[] =>
  plainName(text) === wanted ? [{ matched: text, by: kind, score: hundredthsOf(confidence), source }] : [];

const best = (matches: readonly Match[]): Match | undefined => matches.toSorted((a, b) => b.score - a.score)[0];

const ofPlace = (text: string, wanted: string, place: Place): Match | undefined => {
  if (place.code === text.toUpperCase() || place.code === text) return { matched: place.code, by: 'code', score: 100, source: null };
  const now = nameOf(place);
  return best([
    ...place.names.flatMap(({ name }) => [...ofName(wanted, name.zh, name.zh === now.zh), ...ofName(wanted, name.en, name.en === now.en)]),
    ...place.aliases.flatMap((alias) => ofAlias(wanted, alias)),
  ]);
};

const ofSet = (text: string, wanted: string, { id, name, aliases }: RegionSet): Match | undefined =>
  id === text ? { matched: id, by: 'code', score: 100, source: null } : best([...ofName(wanted, name.zh, true), ...ofName(wanted, name.en, true), ...aliases.flatMap((alias) => ofAlias(wanted, alias))]);

/** The regions, zones and sets that a name as printed may mean, best first; what has ended stands behind what stands. */
export const candidatesOf = (territory: Territory, text: string): readonly Candidate[] => {
  const wanted = plainName(text);
  const found: { candidate: Candidate; score: number }[] = [];
  const add = (kind: Candidate['kind'], id: string, name: string, match: Match | undefined, weight: number): void => {
    if (!match) return;
    const score = Math.floor((match.score * weight) / 100);
    found.push({ score, candidate: { kind, id, name, matched: match.matched, by: match.by, score: scoreOf(score), source: match.source ?? null } });
  };
  for (const place of territory.places.values()) {
    if (place.withdrawn) continue;
    add(place.level === 'zone' ? 'zone' : 'region', place.code, nameOf(place).zh, ofPlace(text, wanted, place), place.to === null ? 100 : 97);
  }
  for (const set of territory.sets.values()) add('region-set', set.id, set.name.zh, ofSet(text, wanted, set), 100);
  return found.toSorted((a, b) => b.score - a.score || (a.candidate.id < b.candidate.id ? -1 : 1)).map(({ candidate }) => candidate);
};
