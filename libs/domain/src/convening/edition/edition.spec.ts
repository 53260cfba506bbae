import { z } from 'zod';
import { editionEntries } from '../../journals/edition-figures.js';
import { canonical } from '../../kernel/canonical.js';
import { intervalOf } from '../../kernel/quantity.js';
import type { Recorded } from '../../kernel/message.js';
import type { Refusal } from '../../kernel/refusal.js';
import { specOf } from '../../kernel/spec-of.js';
import type { EditionFact } from './edition.events.js';
import {
  about, ACTIVITY, activity, announce, association, decide, directoryOf, EDITION, editionAlone, elsewhere, everywhere, history, knownAfter, officer, open, OUTPUT, output, PACT, reason, SIGNING, source, stateAfter, strike,
} from './edition.samples.js';
import { audienceOf, edition, type EditionCommand } from './edition.js';
import type { Edition } from './state.js';
import { activityShape, announceShape, openShape } from './terms.js';

const given = specOf(editionAlone);
const announced = [open(), announce()];
const full = [...announced, activity(), output()];
/** The code of a refusal and, each with its place, all faults. */
const refusedOf = (command: EditionCommand, state: Edition): readonly string[] => {
  try {
    return decide(command, state).map(({ type }) => type);
  } catch (error) {
    const { code, faults } = error as Refusal;
    return [code, ...faults.map((fault) => `${fault.pointer} ${fault.code}`)];
  }
};
const ANOTHER = '019a0c00-0000-7000-8000-00000000e102';

describe('an edition', () => {
  it('has a number of its own, whatever the year, and nobody else has it', () => {
    const facts = history(open());
    expect(facts).toMatchObject([
      { type: 'EditionOpened', data: { code: 'cisc-21', number: 21, series: { founded: '2003' } } },
      { type: 'EditionCodeReserved', stream: 'edition-code-cisc-21', data: { code: 'cisc-21', edition: EDITION } },
    ]);
    expect(edition.streamsOf(open())).toEqual([`edition-${EDITION}`, 'edition-code-cisc-21']);
    expect(() => edition.decide(open(), { ...edition.initialState, holder: 'another' })).toThrow(expect.objectContaining({ code: 'edition/code-taken' }));
    const reserved = facts.map((fact): Recorded<EditionFact> => ({ ...fact, stream: fact.stream ?? `edition-${EDITION}` }) as Recorded<EditionFact>).reduce(edition.evolve, edition.initialState);
    expect(reserved).toMatchObject({ holder: EDITION, edition: { code: 'cisc-21' } });
  });

  it('is kept by an association over its place', () => {
    for (const by of [elsewhere, officer]) given().when(open({}, by)).thenRefused('edition/not-yours');
    given().when(open({}, everywhere)).thenTypes('EditionOpened', 'EditionCodeReserved');
    given().when(open({ place: '999999' }, everywhere)).thenRefused('region/unknown-code');
    for (const command of [announce({}, elsewhere), activity({}, elsewhere), output({}, elsewhere), strike({}, elsewhere)]) given(...history(...full)).when(command).thenRefused('edition/not-yours');
  });
});

describe('what is announced', () => {
  const again = (changed: Parameters<typeof announce>[0]) => announce({ title: undefined, from: undefined, to: undefined, aspects: undefined, reason, ...changed });

  it('stays where it is not said anew', () => {
    const [fact] = decide(again({ venue: '示例会展中心' }), knownAfter(...announced));
    expect(fact).toMatchObject({ type: 'EditionAnnounced', effectiveOn: '2024-01-10', data: { changed: ['venue'], venue: '示例会展中心', from: '2024-01-10', title: { zh: '第二十一届' } } });
    expect(decide(again({ to: null }), knownAfter(...announced))).toMatchObject([{ data: { changed: ['to'], to: null } }]);
    // Where nothing was there yet, nothing is said otherwise.
    const held = history(...announced, again({ venue: '示例会展中心', reason: null }));
    given(...held).when(again({ theme: { zh: '示例主题' }, reason: null })).thenTypes('EditionAnnounced');
    for (const changed of [{ venue: '另一会展中心' }, { venue: null }, { to: '2024-01-12' }, { aspects: [] }]) {
      given(...held).when(again({ ...changed, reason: null })).thenRefused('edition/reason-needed');
      given(...held).when(again(changed)).thenTypes('EditionAnnounced');
    }
    given(...history(open(), again({ venue: '示例会展中心', reason: null }))).when(again({ aspects: announce().data.aspects, reason: null })).thenTypes('EditionAnnounced');
    given(...history(...announced)).when(again({ to: '2024-01-09' })).thenRefused('edition/dates-reversed');
  });

  it('said again changes nothing, in whatever order the log wrote it', () => {
    given(...history(...announced)).when(announce()).thenNothing();
    const stored = history(...full).map((fact) => JSON.parse(canonical(fact)) as EditionFact);
    for (const command of [announce(), activity(), output()]) given(...stored).when(command).thenNothing();
    given(...history(open())).when(again({})).thenNothing();
  });

  it('keeps the aspects and the days of what was recorded', () => {
    const facts = history(...announced, activity());
    given(...facts).when(again({ aspects: [] })).thenRefused('edition/aspect-in-use');
    given(...facts).when(again({ from: '2024-01-12', to: '2024-01-13' })).thenRefused('edition/dates-in-use');
    given(...facts).when(again({ to: '2024-01-10' })).thenRefused('edition/dates-in-use');
    for (const dates of [{ from: '2024-01-11' }, { from: '2023-12', to: '2024-01-11' }, { from: '2024-01', to: '2024-01' }, { from: null, to: null }]) given(...facts).when(again(dates)).thenTypes('EditionAnnounced');
    given(...history(...announced, activity({ from: null }), output({ on: '2024-01-10' }))).when(again({ from: '2024-01-11' })).thenRefused('edition/dates-in-use');
  });

  it('is moved by way of dates that hold both', () => {
    const moved = [
      ...announced, activity(), again({ to: '2024-02-11' }), activity({ from: '2024-02-11', reason }, undefined, '2024-02-20'), again({ from: '2024-02-10' }),
    ];
    expect(knownAfter(...moved)).toMatchObject({ from: '2024-02-10', to: '2024-02-11' });
  });
});

describe('an activity', () => {
  it('has happened, within the dates that were announced and of an aspect that there is', () => {
    given(...history(...announced)).when(activity()).thenTypes('ActivityRecorded');
    for (const from of ['2024-01-09', '2024-01-12', '2023']) given(...history(...announced)).when(activity({ from })).thenRefused('edition/outside-dates');
    for (const from of ['2024-01', '2024', '2024-01-10']) given(...history(...announced)).when(activity({ from })).thenTypes('ActivityRecorded');
    given(...history(...announced)).when(activity({}, undefined, '2024-01-10')).thenRefused('edition/date-in-future');
    given(...history(...announced)).when(activity({ to: '2024-01-10' })).thenRefused('edition/dates-reversed');
    given(...history(...announced)).when(activity({ aspect: 'finance' })).thenRefused('edition/aspect-unknown');
    given(...history(...announced)).when(activity({ attendees: [{ name: '示例协会', organisation: null, count: null }, { name: '无', organisation: PACT, count: null }] })).thenRefused('party/unknown');
  });

  it('is told with everything that is wrong with it at once', () => {
    const attendees = [{ name: '示例', organisation: null, count: null }, { name: '无', organisation: PACT, count: null }, { name: '无', organisation: PACT, count: null }];
    expect(refusedOf(activity({ aspect: 'finance', from: '2024-01-12', to: '2024-01-11', attendees }), knownAfter(...announced, activity()))).toEqual([
      'edition/reason-needed', '/reason edition/reason-needed', '/aspect edition/aspect-unknown', '/to edition/dates-reversed', '/from edition/outside-dates',
      '/attendees/1/organisation party/unknown', '/attendees/2/organisation party/unknown',
    ]);
  });

  it('is put right under its id, for a reason', () => {
    const facts = history(...full);
    given(...facts).when(activity()).thenNothing();
    const right = activity({ attendance: about('700余人', '>', '700') });
    given(...facts).when(right).thenRefused('edition/reason-needed');
    const [fact] = decide({ ...right, data: { ...right.data, reason } }, stateAfter(facts));
    expect(stateAfter([...facts, fact as EditionFact])).toMatchObject({ activities: { [ACTIVITY]: { attendance: { op: '>' } } } });
  });
});

describe('an edition of which no source says where it was', () => {
  const nowhere = open({ place: null }, everywhere);
  const placed = (place: string | null, by = everywhere, why: typeof reason | null = null) => announce({ title: undefined, from: undefined, to: undefined, aspects: undefined, place, source, reason: why }, by);
  const facts = history(nowhere, announce({}, everywhere), activity({}, everywhere), output({}, everywhere));

  it('is entered and kept by an association over everything', () => {
    for (const by of [association, elsewhere, officer]) expect(refusedOf(open({ place: null }, by), stateAfter([]))).toEqual(['edition/not-yours', '/place edition/not-yours']);
    for (const command of [announce(), activity(), output(), strike(), placed('510100', association)]) given(...history(nowhere)).when(command).thenRefused('edition/not-yours');
    expect(knownAfter(nowhere).place).toBeNull();
    expect(audienceOf(knownAfter(nowhere))).toEqual({ open: true, regions: [], accounts: [] });
  });

  it('counts in no region until its place is told, and from then on there, whatever the day', () => {
    expect(editionEntries(stateAfter(facts))).toEqual([]);
    const told = stateAfter([...facts, ...decide(placed('510100'), stateAfter(facts))]);
    expect(editionEntries(told).map(({ metric, region }) => `${metric} ${region}`)).toEqual(['editions.aspects 510100', 'editions.aspects 510100', 'editions.activities 510100', 'editions.attendance 510100', 'editions.outputs 510100']);
    const moved = stateAfter([...history(nowhere, placed('510100')), ...decide(placed('500000', everywhere, reason), knownAfter(nowhere, placed('510100')))]);
    expect(moved).toMatchObject({ place: '500000', title: null });
  });

  it('is told its place without a reason, and another or none with one', () => {
    given(...facts).when(placed(null)).thenNothing();
    given(...facts).when(placed('510100')).thenTypes('EditionAnnounced');
    // The place alone was not said before; a title was.
    given(...facts).when(announce({ title: { zh: '另名' }, place: '510100' }, everywhere)).thenRefused('edition/reason-needed');
    const told = history(nowhere, placed('510100'));
    given(...told).when(placed('510100')).thenNothing();
    for (const place of ['500000', null]) {
      given(...told).when(placed(place)).thenRefused('edition/reason-needed');
      given(...told).when(placed(place, everywhere, reason)).thenTypes('EditionAnnounced');
    }
    given(...history(open())).when(placed('500000')).thenRefused('edition/reason-needed');
  });

  it('lies in a region that there is, and is given to nobody who is not over it', () => {
    expect(refusedOf(placed('999999'), knownAfter(nowhere))).toEqual(['region/unknown-code', '/place region/unknown-code']);
    for (const place of ['310000', null]) expect(refusedOf(placed(place, association, reason), knownAfter(open()))).toEqual(['edition/not-yours', '/place edition/not-yours']);
    given(...history(open())).when(placed('510104', association, reason)).thenTypes('EditionAnnounced');
  });
});

describe('an output', () => {
  it('refers to what there is', () => {
    const facts = history(...announced, activity());
    given(...facts).when(output()).thenTypes('OutputRecorded');
    given(...facts).when(output({ under: SIGNING })).thenRefused('edition/pact-unknown');
    given(...facts).when(output({ under: PACT }, everywhere)).thenTypes('OutputRecorded');
    given(...facts).when(output({ activity: ANOTHER })).thenRefused('edition/activity-unknown');
    given(...facts).when(output({ signatories: [PACT] })).thenRefused('party/unknown');
    given(...facts).when(output({ on: '2024-01-12' })).thenRefused('edition/outside-dates');
  });

  it('is put right for a reason; a signatory that was renamed is no other', () => {
    const facts = history(...full);
    given(...facts).when(output({}, undefined, '2024-03-01', directoryOf({ name: '另名协会' }))).thenNothing();
    given(...facts).when(output({ signatories: [] })).thenRefused('edition/reason-needed');
    given(...facts).when(output({ signatories: [], reason })).thenTypes('OutputRecorded');
  });
});

describe('striking', () => {
  it('takes an output away, and then the activity that it was of', () => {
    const facts = history(...full);
    given(...facts).when(strike({ activity: ACTIVITY, output: null })).thenRefused('edition/activity-in-use');
    const without = knownAfter(...full, strike(), strike({ activity: ACTIVITY, output: null }));
    expect(without).toMatchObject({ activities: {}, outputs: {} });
    expect(editionEntries(without).filter(({ metric }) => metric !== 'editions.aspects')).toEqual([]);
  });

  it('said again changes nothing; what is recorded anew is there again', () => {
    const struck = history(...full, strike());
    given(...struck).when(strike()).thenNothing();
    const again = [...struck, ...decide(output(), stateAfter(struck))];
    expect(stateAfter(again)).toMatchObject({ outputs: { [OUTPUT]: { kind: 'signing' } }, struck: [] });
    given(...again).when(strike()).thenTypes('EditionEntryStruck');
  });

  it('names one thing that is there', () => {
    given(...history(...full)).when(strike({ output: ANOTHER })).thenRefused('edition/output-unknown');
    given(...history(...full)).when(strike({ activity: ANOTHER, output: null })).thenRefused('edition/activity-unknown');
    expect(refusedOf(strike({ activity: ACTIVITY }), knownAfter(...full))).toEqual(['edition/strike-one', '/output edition/strike-one']);
    expect(refusedOf(strike({ output: null }), knownAfter(...full))).toEqual(['edition/strike-one', '/activity edition/strike-one']);
  });
});

describe('the entries of an edition', () => {
  const more = (id: string, attendance: ReturnType<typeof about> | null, from: string | null = '2024-01-10') => activity({ activity: id, attendance, from });
  const ids = [1, 2, 3, 4].map((n) => `019a0c00-0000-7000-8000-00000000e11${n}`);
  const several: readonly EditionCommand[] = [...full, more(ids[0] ?? '', about('120人', '=', '120')), more(ids[1] ?? '', about('约200人', '~', '200')), more(ids[2] ?? '', about('多人', '=', null)), more(ids[3] ?? '', null, null)];
  const of = (metric: string) => editionEntries(knownAfter(...several)).filter((entry) => entry.metric === metric);

  it('count every activity and output once, at the place and on the day', () => {
    expect(of('editions.activities').map(({ effectiveOn, region, value, dims }) => [effectiveOn, region, value, dims.edition])).toEqual([
      ['2024-01-11', '510100', '1', 'cisc-21'], ['2024-01-10', '510100', '1', 'cisc-21'], ['2024-01-10', '510100', '1', 'cisc-21'], ['2024-01-10', '510100', '1', 'cisc-21'], ['2024-01-10', '510100', '1', 'cisc-21'],
    ]);
    expect(of('editions.outputs')).toMatchObject([{ subject: OUTPUT, effectiveOn: '2024-01-11', dims: { edition: 'cisc-21', output: 'signing' }, unit: 'output', grade: 'attested' }]);
  });

  it('add attendance up as intervals, and tell what is not stated', () => {
    const came = of('editions.attendance');
    const known = came.filter(({ precision }) => precision !== 'unknown');
    const sum = (bound: 'value' | 'low' | 'high') => known.reduce((all, each) => all + Number(each[bound]), 0);
    // 近700人, 120人, 约200人: from 630, 120 and 199 to 700, 120 and 201 people.
    expect([sum('value'), sum('low'), sum('high')]).toEqual([1_020, 949, 1_021]);
    expect(came.filter(({ precision }) => precision === 'unknown')).toMatchObject([{ unit: '', value: '1' }]);
    expect(known.map(({ unit }) => unit)).toEqual(['person', 'person', 'person']);
  });

  it('move with the dates of the edition where they have none of their own, and are none where no day is known', () => {
    const undated = [open(), announce({ from: null, to: null }), activity({ from: null }), output({ on: null })];
    expect(editionEntries(knownAfter(...undated))).toEqual([]);
    const dated = [...undated, announce({ from: '2024-01', to: null, reason }, undefined, '2024-03-01')];
    expect(editionEntries(knownAfter(...dated)).map(({ metric, effectiveOn }) => `${metric} ${effectiveOn}`)).toEqual(['editions.aspects 2024-01', 'editions.aspects 2024-01', 'editions.activities 2024-01', 'editions.attendance 2024-01', 'editions.outputs 2024-01']);
  });
});

describe('what is sent of an edition', () => {
  const faults = (shape: z.ZodRawShape, said: object): string[] => (z.strictObject(shape).safeParse(said).error?.issues ?? []).map(({ path }) => `/${path.join('/')}`);
  const name = { zh: '示例' };

  it('has a number, and a code that can stand in an address', () => {
    const opening = { series: { code: 'cisc', name }, number: 21, place: '510100' };
    expect(z.strictObject(openShape).parse(opening)).toMatchObject({ kind: 'conference', source: null, series: { founded: null } });
    for (const number of [0, 1.5, 1_000]) expect(faults(openShape, { ...opening, number })).toEqual(['/number']);
    for (const code of ['CISC', 'a b', 'a-', '']) expect(faults(openShape, { ...opening, series: { code, name } })).toContain('/series/code');
  });

  it('names an aspect once, and counts people with words that bound a number', () => {
    expect(faults(announceShape, { aspects: [{ aspect: 'a', name }, { aspect: 'a', name }] })).toEqual(['/aspects/1/aspect']);
    for (const value of ['-7', '07', '1.5', '', '1234567890']) expect(faults(activityShape, { name, attendance: { value, op: '<=', text: '7人' } })).toEqual(['/attendance/value']);
    for (const op of ['=', '~', '<~', '>', '>=', '<', '<=']) for (const value of ['0', '7', '700', '999999999']) expect(() => intervalOf(op as '=', value, { text: '约7人', decimals: 0 })).not.toThrow();
    expect(z.strictObject(activityShape).parse({ name, attendance: { value: null, text: '多人' }, source })).toMatchObject({ attendance: { value: null, op: '=', text: '多人' } });
  });
});
