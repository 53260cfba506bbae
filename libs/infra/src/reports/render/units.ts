import type { Language } from './rendered.js';

type Unit = Readonly<{ zh: string; one: string; en: string }>;
const counted = (zh: string, one: string, en = one === '' ? '' : `${one}s`): Unit => ({ zh, one, en });

/** Words of counting units. What stands in a heading needs none in English, where the heading names what is counted. */
const COUNTED: Readonly<Record<string, Unit>> = {
  project: counted('个', 'project'), pact: counted('份', 'pact'), obligation: counted('项', 'obligation'), member: counted('家', 'member'), endorsement: counted('家', 'endorsement'),
  aspect: counted('个', 'aspect'), activity: counted('场', 'activity', 'activities'), output: counted('项', 'output'), person: counted('人', 'person', 'people'), firm: counted('户', 'firm'),
  day: counted('天', 'day'), days: counted('天', 'day'), year: counted('年', 'year'), record: counted('条', 'record'), ratio: counted('', ''),
  party: counted('家', 'party', 'parties'), direction: counted('个', 'direction'), edition: counted('届', 'edition'), base: counted('家', 'base'), agreement: counted('份', 'agreement'), organisation: counted('家', 'body', 'bodies'),
};

/** The word of a counting unit, or its code where it has none; beside a number as it is printed, in English that of one or of many. */
export const countedIn = (unit: string, language: Language, printed = ''): string =>
  COUNTED[unit]?.[language === 'en' && /^[^\d.]*1$/.test(printed) ? 'one' : language] ?? unit;
