import type { Words } from '@entente/domain/kernel/refusal';
import type { Language } from './rendered.js';

const both = (zh: string, en: string): Words => ({ zh, en });

/** Words of counting units. What stands in a heading needs none in English, where the heading names what is counted. */
const COUNTED: Readonly<Record<string, Words>> = {
  project: both('个', 'projects'), pact: both('份', 'pacts'), obligation: both('项', 'obligations'), member: both('家', 'members'), endorsement: both('家', 'endorsements'),
  aspect: both('个', 'aspects'), activity: both('场', 'activities'), output: both('项', 'outputs'), person: both('人', 'people'), firm: both('户', 'firms'),
  day: both('天', 'days'), days: both('天', 'days'), year: both('年', 'years'), record: both('条', 'records'), ratio: both('', ''),
  party: both('家', 'parties'), direction: both('个', 'directions'), edition: both('届', 'editions'), base: both('家', 'bases'), agreement: both('份', 'agreements'), organisation: both('家', 'bodies'),
};

/** The word of a counting unit, or its code where it has none. */
export const countedIn = (unit: string, language: Language): string => COUNTED[unit]?.[language] ?? unit;
