import type { EditionCommand } from './edition.js';
import { about, ACTIVITY, activity, announce, everywhere, open, OUTPUT, output, reason, source, strike } from './edition.samples.js';
import { OUTPUT_KINDS } from './terms.js';

const OTHER_ACTIVITY = `${ACTIVITY.slice(0, -1)}2`;
const OTHER_OUTPUT = `${OUTPUT.slice(0, -1)}2`;

/** Lives of an edition that together use every fact of it: what was announced, what happened and came of it, and what is put right and struck; and one whose place is told late. */
export const lives: readonly (readonly EditionCommand[])[] = [
  [
    open(), announce(), activity(), activity({ activity: OTHER_ACTIVITY, from: null, attendance: about('多人', '=', null) }), output(), output({ output: OTHER_OUTPUT, kind: 'declaration', refers: null, under: null, signatories: [], activity: null, on: null }),
    activity({ reason, attendance: about('约800人', '~', '800') }), strike(),
  ],
  [
    open({ place: null, source }, everywhere), announce({ from: '2023', to: null, source }, everywhere), output({ on: null, activity: null, source: null }, everywhere),
    announce({ place: '510100', from: '2023', to: null, source }, everywhere, '2024-03-01'), announce({ place: '500000', reason, source }, everywhere, '2024-03-02'),
  ],
];

const numbers = [null, about('近700人', '<~', '700'), about('约200人', '~', '200'), about('120人', '=', '120'), about('多人', '=', null), about('千余人', '>', '1000')];
const dates = [{ from: '2024-01-10', to: '2024-01-11' }, { from: '2024-01', to: null }, { from: null, to: null }, { from: '2024-01-11', to: '2024-01-12' }];

type Tried = readonly EditionCommand[];

/** How an edition begins: with a place and without, announced or not. */
export const openings: readonly Tried[] = [
  [open()], [open({ place: '500000', source }, everywhere)], [open({ place: null, source }, everywhere)],
  ...dates.flatMap((each) => ['510100', null].map((place) => [open({ place }, everywhere), announce(each, everywhere), activity({ from: each.from }, everywhere), output({ on: null }, everywhere)])),
];

/** What may be tried with it afterwards, by its verb; said anew with a reason, it puts right what was said. */
export const acts: Readonly<Record<string, readonly Tried[]>> = {
  announce: [...dates, ...[null, '510100', '500000'].map((place) => ({ place }))].map((each) => [announce({ ...each, reason }, everywhere)]),
  activity: [ACTIVITY, OTHER_ACTIVITY].flatMap((each) => numbers.flatMap((attendance) => [null, '2024-01-11'].map((from) => [activity({ activity: each, aspect: null, attendance, from, reason }, everywhere)]))),
  output: [OUTPUT, OTHER_OUTPUT].flatMap((each) => OUTPUT_KINDS.flatMap((kind) => [null, '2024-01-11'].map((on) => [output({ output: each, kind, on, activity: null, refers: null, reason }, everywhere)]))),
  strike: [{ activity: ACTIVITY, output: null }, { activity: OTHER_ACTIVITY, output: null }, { activity: null, output: OUTPUT }, { activity: null, output: OTHER_OUTPUT }].map((each) => [strike(each, everywhere)]),
};
