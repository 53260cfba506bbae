import type { Activity, Known, Output } from '../convening/edition/index.js';
import { gapIn } from './edition-gaps.js';

const said = { grade: 'submitted', source: null } as const;
const activity = (from: string | null, attendance: Activity['attendance'] = null): Activity => ({ activity: 'a', name: { zh: '活动' }, aspect: null, from, to: null, session: null, attendance, attendees: [], ...said });
const output = (on: string | null): Output => ({ output: 'o', kind: 'list', title: { zh: '榜单' }, on, activity: null, refers: null, under: null, signatories: [], ...said });
const held = (some: Partial<Known>): Known => ({
  status: 'open', id: 'e', code: 'expo-1', series: { code: 'expo', name: { zh: '博览会' }, founded: null }, number: 1, kind: 'fair', place: '510100', title: null, theme: null, from: null, to: null, venue: null, aspects: [],
  announced: false, aspectsGrade: 'submitted', activities: {}, outputs: {}, struck: [], ...said, ...some,
});
const METRICS = ['editions.aspects', 'editions.activities', 'editions.attendance', 'editions.outputs'];
const gaps = (some: Partial<Known>) => METRICS.map((metric) => gapIn(held(some), metric));

describe('what the figures of an edition leave out', () => {
  it('is all of it where no place is stated', () => expect(gaps({ place: null, from: '2024-01' })).toEqual(METRICS.map(() => 'place-unknown')));
  it('is nothing where all has a day, or the edition has', () => {
    expect(gaps({})).toEqual(METRICS.map(() => undefined));
    expect(gaps({ activities: { a: activity('2024-01') }, outputs: { o: output('2024-01') } })).toEqual(METRICS.map(() => undefined));
    expect(gaps({ from: '2024-01', aspects: [{ aspect: 'talent', name: { zh: '人才' } }], activities: { a: activity(null) }, outputs: { o: output(null) } })).toEqual(METRICS.map(() => undefined));
  });
  it('is what has no day where the edition has none either', () => {
    expect(gaps({ aspects: [{ aspect: 'talent', name: { zh: '人才' } }] })).toEqual(['day-unknown', undefined, undefined, undefined]);
    expect(gaps({ activities: { a: activity(null) } })).toEqual([undefined, 'day-unknown', undefined, undefined]);
    expect(gaps({ activities: { a: activity(null, { value: '50', op: '=', text: '50人' }) } })).toEqual([undefined, 'day-unknown', 'day-unknown', undefined]);
    expect(gaps({ outputs: { o: output(null) } })).toEqual([undefined, undefined, undefined, 'day-unknown']);
  });
});
