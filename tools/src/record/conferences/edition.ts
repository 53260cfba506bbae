import type { Source } from '../sources.js';

export type Title = Readonly<{ zh: string; en?: string }>;

/** What is sent to `POST /v1/editions`; the place is null where the document does not state it. */
type Opening = Readonly<{ series: Readonly<{ code: string; name: Title; founded: string }>; number: number; kind: 'conference'; place: string | null; source: Source }>;

/** What is sent to `…/announce`; what the document does not state is left out. */
type Announced = Readonly<{ title: Title; theme?: Title; from?: string; to?: string; aspects?: readonly Readonly<{ aspect: string; name: Title }>[]; source: Source }>;

/** What is sent to `…/record-activity`, but for its id, which is made of its key. */
export type Activity = Readonly<{
  name: Title; aspect?: string; from?: string; to?: string; session?: string; source: Source;
  attendance?: Readonly<{ value: string; op: string; text: string }>;
  /** As the document lists them; `body` where one of the record is meant. */
  attendees?: readonly Readonly<{ name: string; body?: string }>[];
}>;

/** What is sent to `…/record-output`: other items are named by their keys, of which the ids are made. */
export type Output = Readonly<{
  kind: 'signing' | 'agreement' | 'declaration' | 'list' | 'report' | 'credit';
  title: Title;
  on?: string;
  activity?: string;
  refers?: Readonly<{ kind: 'signing' | 'pact' | 'declaration'; key: string }>;
  /** The framework that it hangs from. */
  under?: string;
  signatories?: readonly string[];
  source: Source;
}>;

export type Edition = Readonly<{ opening: Opening; announced: Announced; activities: Readonly<Record<string, Activity>>; outputs: Readonly<Record<string, Output>> }>;

/**
 * The series. The year of its foundation is the same for all its editions, whichever document states it: that of the 21st says
 * 此届软洽会是自2003年创办以来举办的第21届.
 */
export const series: Opening['series'] = { code: 'cisc', name: { zh: '中国国际软件合作洽谈会', en: 'China International Software Cooperation Conference' }, founded: '2003' };
