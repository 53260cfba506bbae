import type { Activity, Edition, Known } from '../convening/edition/index.js';
import type { Entry } from '../kernel/journal.js';
import { intervalOf } from '../kernel/quantity.js';
import { one } from './over-time.js';

/** How many came, as the source words it; a number that is not stated is told as unknown. */
const attendance = ({ attendance: count }: Activity): Pick<Entry, 'value' | 'low' | 'high' | 'precision'> | undefined => {
  if (!count) return undefined;
  if (count.value === null) return { value: '1', low: '1', high: '1', precision: 'unknown' };
  return intervalOf(count.op, count.value, { text: count.text, decimals: 0 });
};

/** The dimensions of what belongs to an edition, and to a session of it where one is stated. */
const dimsOf = (it: Known, session: string | null | undefined): Entry['dims'] => ({ edition: it.code, ...(session ? { session } : {}) });

/** Aspects, activities, attendance and outputs at the place of an edition, on their days; what states no day is of the first day of the edition. Where nobody has told the place, they count in no region. */
export const editionEntries = (it: Edition): readonly Entry[] => {
  if (it.status === 'absent' || it.place === null) return [];
  const { place } = it;
  return [...ofAspects(it, place), ...Object.values(it.activities).flatMap((activity) => ofActivity(it, place, activity)), ...Object.values(it.outputs).flatMap((output): readonly Entry[] => {
    const on = output.on ?? it.from;
    const dims = { ...dimsOf(it, output.activity === null ? null : it.activities[output.activity]?.session), output: output.kind };
    return on === null ? [] : [{ metric: 'editions.outputs', subject: output.output, effectiveOn: on, cohortOn: on, grade: output.grade, ...one(place, 'output', dims) }];
  })];
};

/** The aspects that were announced: they have no day of their own, and are known as they were last told. */
const ofAspects = ({ id, code, from: on, aspects, aspectsGrade: grade }: Known, place: string): readonly Entry[] =>
  (on === null ? [] : aspects.map(({ aspect }): Entry => ({ metric: 'editions.aspects', subject: `${id}/${aspect}`, effectiveOn: on, cohortOn: on, grade, ...one(place, 'aspect', { edition: code }) })));

const ofActivity = (it: Known, place: string, activity: Activity): readonly Entry[] => {
  const on = activity.from ?? it.from;
  if (on === null) return [];
  const of = { subject: activity.activity, effectiveOn: on, cohortOn: on, grade: activity.grade };
  const came = attendance(activity);
  const dims = dimsOf(it, activity.session);
  return [
    { ...of, metric: 'editions.activities', ...one(place, 'activity', dims) },
    ...(came ? [{ ...of, metric: 'editions.attendance', ...one(place, came.precision === 'unknown' ? '' : 'person', dims), ...came }] : []),
  ];
};
