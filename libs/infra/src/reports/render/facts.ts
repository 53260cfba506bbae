import { instantAfter } from '@entente/domain/kernel/period';
import type { DataSet } from '@entente/domain/reporting/dataset';
import type { Language } from './rendered.js';
import { words } from './words.js';

export type Fact = Readonly<{ id: 'period' | 'about' | 'validAt' | 'known' | 'parameters' | 'hash'; label: string; value: string }>;

const EIGHT_HOURS_MS = 8 * 3_600_000;

/** An instant as the clock in Shanghai shows it: `2025-01-06 09:00:00`. */
export const inShanghai = (instant: string): string => instantAfter(instant, EIGHT_HOURS_MS).slice(0, 19).replace('T', ' ');

const knownIn = ({ known: { instant, position, node }, edition }: DataSet, language: Language): string => {
  // Everybody is told when, and not from where in the log.
  if (edition === 'public') return language === 'zh' ? `${words.beijing.zh} ${inShanghai(instant)}` : `${inShanghai(instant)} (${words.beijing.en})`;
  return language === 'zh'
    ? `${words.beijing.zh} ${inShanghai(instant)}，${words.position.zh} ${position}，${words.node.zh} ${node}`
    : `${inShanghai(instant)} (${words.beijing.en}), ${words.position.en.toLowerCase()} ${position}, ${words.node.en.toLowerCase()} ${node}`;
};

/** What stands at the head of a report: which period, about when, as known when, and the hash of its data. */
export const factsOf = (set: DataSet, language: Language, hash: string): readonly Fact[] => {
  const { from, to, validAt } = set.about;
  const parameters = Object.entries(set.parameters).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name} = ${value}`).join(language === 'zh' ? '；' : '; ');
  return [
    { id: 'period', label: words.period[language], value: set.period },
    { id: 'about', label: words.about[language], value: `${from} ${words.to[language]} ${to}` },
    { id: 'validAt', label: words.validAt[language], value: validAt },
    { id: 'known', label: words.knownAt[language], value: knownIn(set, language) },
    ...(parameters === '' ? [] : [{ id: 'parameters' as const, label: words.parameters[language], value: parameters }]),
    { id: 'hash', label: words.hash[language], value: hash },
  ];
};
