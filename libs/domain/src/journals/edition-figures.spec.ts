import type { EditionCommand } from '../convening/edition/index.js';
import { about, ACTIVITY, activity, announce, association, everywhere, history, open, OUTPUT, output, reason, source, stateAfter, strike } from '../convening/edition/edition.samples.js';
import { type Entry, postings } from '../kernel/journal.js';
import { editionEntries } from './edition-figures.js';

const SECOND = `${ACTIVITY.slice(0, -1)}2`;
const all = (...commands: readonly EditionCommand[]): readonly Entry[] => editionEntries(stateAfter(history(...commands)));
/** What happened there and came of it; what was announced is told apart. */
const entries = (...commands: readonly EditionCommand[]): readonly Entry[] => all(...commands).filter(({ metric }) => metric !== 'editions.aspects');
const of = (metric: string, ...commands: readonly EditionCommand[]): readonly Entry[] => all(...commands).filter((entry) => entry.metric === metric);
const posted = (before: readonly EditionCommand[], ...then: readonly EditionCommand[]): readonly string[] =>
  postings(entries(...before), entries(...before, ...then)).map(({ metric, region, value, sign, effectiveOn }) => `${sign > 0 ? '+' : '-'}${value} ${metric} ${region} ${effectiveOn}`).sort();
const bare = { activity: null, refers: null, under: null, signatories: [] };
const begun = [open(), announce()];

describe('the figures of an edition', () => {
  it('are none before something happened there', () => {
    expect(entries()).toEqual([]);
    expect(entries(...begun)).toEqual([]);
  });

  it('are one activity each and how many came to it, at the place and on its first day', () => {
    const common = {
      subject: ACTIVITY, region: '510100', counterpart: null, effectiveOn: '2024-01-11', cohortOn: '2024-01-11', sign: 1, grade: 'attested', kind: '', dims: { edition: 'cisc-21' },
    };
    expect(entries(...begun, activity())).toEqual([
      { ...common, metric: 'editions.activities', unit: 'activity', value: '1', low: '1', high: '1', precision: 'exact' },
      { ...common, metric: 'editions.attendance', unit: 'person', value: '700', low: '630', high: '700', precision: 'approximate' },
    ]);
  });

  it('word how many came: nearly 700 are from nine tenths of it, about 200 either way, above 1000 without bound, and some are told as unknown', () => {
    const came = (text: string, op: '=' | '~' | '<~' | '>' | '>=', value: string | null) =>
      of('editions.attendance', ...begun, activity({ attendance: about(text, op, value) })).map(({ unit, value: stated, low, high, precision }) => [unit, stated, low, high, precision]);
    expect(came('近700人', '<~', '700')).toEqual([['person', '700', '630', '700', 'approximate']]);
    expect(came('约200人', '~', '200')).toEqual([['person', '200', '199', '201', 'approximate']]);
    expect(came('超1000人', '>', '1000')).toEqual([['person', '1000', '1000', null, 'approximate']]);
    expect(came('120人', '=', '120')).toEqual([['person', '120', '120', '120', 'exact']]);
    // A number that is not stated is no number of people, so it is never added to one.
    expect(came('众多嘉宾', '=', null)).toEqual([['', '1', '1', '1', 'unknown']]);
    expect(of('editions.attendance', ...begun, activity({ attendance: null }))).toEqual([]);
  });

  it('are one output each, of its kind, however it came to be known', () => {
    const two = [...begun, output({ ...bare }), output({ ...bare, output: SECOND, kind: 'declaration', source: null })];
    expect(of('editions.outputs', ...two).map(({ subject, unit, value, precision, grade, dims }) => [subject, unit, value, precision, grade, dims])).toEqual([
      [OUTPUT, 'output', '1', 'exact', 'attested', { edition: 'cisc-21', output: 'signing' }], [SECOND, 'output', '1', 'exact', 'submitted', { edition: 'cisc-21', output: 'declaration' }],
    ]);
  });

  it('that state no day are of the first day that was announced, and move with it', () => {
    const undated = [...begun, activity({ from: null, attendance: null }), output({ ...bare, on: null })];
    expect(entries(...undated).map(({ metric, effectiveOn, cohortOn }) => [metric, effectiveOn, cohortOn])).toEqual([['editions.activities', '2024-01-10', '2024-01-10'], ['editions.outputs', '2024-01-10', '2024-01-10']]);
    expect(posted(undated, announce({ from: '2024-01-09', reason }))).toEqual([
      '+1 editions.activities 510100 2024-01-09', '+1 editions.outputs 510100 2024-01-09', '-1 editions.activities 510100 2024-01-10', '-1 editions.outputs 510100 2024-01-10',
    ]);
    // What has a day of its own stays on it.
    expect(posted([...begun, activity(), output({ ...bare })], announce({ from: '2024-01-09', reason }))).toEqual([]);
    expect(entries(open(), announce({ from: null, to: null }), activity({ from: null }), output({ ...bare, on: null }))).toEqual([]);
  });

  it('keep the precision of the source', () =>
    expect(of('editions.outputs', open(), announce({ from: '2024-01', to: null }), output({ ...bare, on: null })).map(({ effectiveOn }) => effectiveOn)).toEqual(['2024-01']));

  it('are taken back where they are put right, and where they are struck', () => {
    const happened = [...begun, activity(), output({ ...bare })];
    expect(posted(happened, activity({ reason, attendance: about('约800人', '~', '800') }))).toEqual(['+800 editions.attendance 510100 2024-01-11', '-700 editions.attendance 510100 2024-01-11']);
    expect(posted(happened, output({ ...bare, reason, kind: 'report' }))).toEqual(['+1 editions.outputs 510100 2024-01-11', '-1 editions.outputs 510100 2024-01-11']);
    expect(posted(happened, strike({ activity: ACTIVITY, output: null }))).toEqual(['-1 editions.activities 510100 2024-01-11', '-700 editions.attendance 510100 2024-01-11']);
    expect(entries(...happened, strike({ activity: ACTIVITY, output: null }), strike())).toEqual([]);
    // Nothing is counted that changes no figure: another name, another venue.
    expect(posted(happened, activity({ reason, name: { zh: '开幕式' } }), announce({ venue: '会议中心', reason }))).toEqual([]);
  });

  it('count in no region while nobody has told the place, and all at once when somebody has', () => {
    const placeless = [open({ place: null, source }, everywhere), announce({ source }, everywhere), activity({}, everywhere), output({ ...bare }, everywhere)];
    expect(entries(...placeless)).toEqual([]);
    const told = announce({ place: '510100', source }, everywhere, '2024-03-01');
    expect(posted(placeless, told)).toEqual(['+1 editions.activities 510100 2024-01-11', '+1 editions.outputs 510100 2024-01-11', '+700 editions.attendance 510100 2024-01-11']);
    expect(posted([...placeless, told], announce({ place: '500000', reason, source }, everywhere, '2024-03-02'))).toEqual([
      '+1 editions.activities 500000 2024-01-11', '+1 editions.outputs 500000 2024-01-11', '+700 editions.attendance 500000 2024-01-11',
      '-1 editions.activities 510100 2024-01-11', '-1 editions.outputs 510100 2024-01-11', '-700 editions.attendance 510100 2024-01-11',
    ]);
  });

  it('are of the session of their activity', () => {
    const session = 'theme conference, 2024-01-11';
    const held = [...begun, activity({ session }), output({ ...bare, activity: ACTIVITY }), output({ ...bare, output: SECOND })];
    expect(entries(...held).map(({ metric, dims }) => [metric, dims])).toEqual([
      ['editions.activities', { edition: 'cisc-21', session }], ['editions.attendance', { edition: 'cisc-21', session }],
      ['editions.outputs', { edition: 'cisc-21', session, output: 'signing' }], ['editions.outputs', { edition: 'cisc-21', output: 'signing' }],
    ]);
    // Where the session is put right, what came of the activity moves with it.
    expect(entries(...held, activity({ session: '主会场', reason })).map(({ dims }) => dims['session'])).toEqual(['主会场', '主会场', '主会场', undefined]);
  });

  it('count the aspects that were announced last, on the first day of the edition and as that is known', () => {
    const counted = (...commands: readonly EditionCommand[]): readonly unknown[] => of('editions.aspects', ...commands).map(({ subject, region, effectiveOn, unit, value, grade }) => [subject.split('/')[1], region, effectiveOn, unit, value, grade]);
    expect(counted(...begun)).toEqual([['cooperation', '510100', '2024-01-10', 'aspect', '1', 'submitted'], ['talent', '510100', '2024-01-10', 'aspect', '1', 'submitted']]);
    const again = announce({ aspects: [{ aspect: 'talent', name: { zh: '人才' } }], from: '2024-01-09', reason, source });
    expect(counted(...begun, again)).toEqual([['talent', '510100', '2024-01-09', 'aspect', '1', 'attested']]);
    // Another venue says nothing of the aspects.
    expect(counted(...begun, again, announce({ aspects: undefined, title: undefined, from: undefined, to: undefined, venue: '会议中心', reason })).at(-1)).toEqual(['talent', '510100', '2024-01-09', 'aspect', '1', 'attested']);
    expect([counted(open()), counted(open(), announce({ from: null, to: null })), counted(open({ place: null, source }, everywhere), announce({ source }, everywhere))]).toEqual([[], [], []]);
  });

  it('come in late as they come in on time', () =>
    expect(entries(...begun, activity({}, association, '2025-02-01'))).toEqual(entries(...begun, activity())));
});
