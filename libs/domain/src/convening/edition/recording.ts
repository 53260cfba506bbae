import { isAmong } from '../../kernel/directory.js';
import { partiesFound, personOf } from '../../kernel/party.js';
import { mustHold, type Refusal } from '../../kernel/refusal.js';
import type { DocumentReferred } from '../../evidence/document/index.js';
import type { RecordActivity, RecordOutput, StrikeEntry, Table } from './edition.js';
import type { EditionFact } from './edition.events.js';
import { referenceOf } from './referred.js';
import { refuse } from './refusals.js';
import { gradeOf, isReversed, isSame, mine, wrongDay } from './rules.js';
import type { Known } from './state.js';
import { OUTPUT_IS } from './terms.js';

/** An activity is recorded, or under its id put right. */
export const recordActivity = (command: RecordActivity, { edition: state }: Table): readonly EditionFact[] => {
  const it = mine(state, command);
  const { id: edition, activity, name, aspect, from, to, session, attendance, attendees, reason, source } = command.data;
  const before = it.activities[activity];
  const said = { activity, name, aspect, from, to, session, attendance, attendees, grade: gradeOf(source), source };
  if (before && isSame(before, { ...before, ...said })) return [];
  const bodies = attendees.flatMap(({ organisation }, n) => (organisation === null ? [] : [{ organisation, n }]));
  mustHold([
    ...(before && reason === null ? [refuse('edition/reason-needed', '/reason')] : []),
    ...(aspect !== null && !it.aspects.some((each) => each.aspect === aspect) ? [refuse('edition/aspect-unknown', '/aspect')] : []),
    ...(isReversed(from, to) ? [refuse('edition/dates-reversed', '/to')] : []),
    ...wrongDay(it, from, command, '/from'), ...wrongDay(it, to, command, '/to'),
    ...partiesFound(bodies.map(({ organisation }) => organisation), command, (nth) => `/attendees/${bodies[nth]?.n}/organisation`, true).wrong,
  ]);
  return [{ type: 'ActivityRecorded', effectiveOn: from ?? it.from, data: { edition, code: it.code, place: it.place, ...said, attendees: [...attendees], reason, by: personOf(command.actor) } }];
};

/** What an output is said to be is of its kind, and no other output of the edition. */
const wrongReference = ({ outputs }: Known, { output, kind, refers }: RecordOutput['data']): readonly Refusal[] => {
  if (refers === null) return [];
  const isOther = Object.values(outputs).some((each) => each.output !== output && isSame(each.refers, refers));
  return [
    ...(OUTPUT_IS[kind]?.includes(refers.kind) === false ? [refuse('edition/refers-to-another-kind', '/refers/kind')] : []),
    ...(isOther ? [refuse('edition/output-twice', '/refers/id')] : []),
  ];
};

/** What came of the edition is recorded, or under its id put right. What it named before is not asked again. */
export const recordOutput = (command: RecordOutput, { edition: state, referred }: Table): readonly (EditionFact | DocumentReferred)[] => {
  const it = mine(state, command);
  const { id: edition, output, kind, title, on, activity, refers, under, signatories: ids, reason, source } = command.data;
  const before = it.outputs[output];
  const { parties, wrong } = partiesFound(ids, command, (n) => `/signatories/${n}`, true);
  // A body that was renamed since is no other signatory.
  const signatories = before && isSame(before.signatories.map(({ organisation }) => organisation), ids) ? before.signatories : [...parties];
  const said = { output, kind, title, on, activity, refers, under, signatories, grade: gradeOf(source), source };
  if (before && wrong.length === 0 && isSame(before, { ...before, ...said })) return [];
  const pact = under === null ? undefined : command.directory.pact(under);
  const mayBeUnder = under === null || before?.under === under || (pact !== undefined && isAmong(pact.audience, command.actor, command.directory));
  const reference = refers === null || isSame(before?.refers ?? null, refers) ? undefined : referenceOf(refers, referred, command);
  mustHold([
    ...(before && reason === null ? [refuse('edition/reason-needed', '/reason')] : []),
    ...(activity !== null && !it.activities[activity] ? [refuse('edition/activity-unknown', '/activity')] : []),
    ...wrongReference(it, command.data),
    ...(reference?.wrong ?? []),
    ...(mayBeUnder ? [] : [refuse('edition/pact-unknown', '/under')]),
    ...wrongDay(it, on, command, '/on'),
    ...wrong,
  ]);
  return [
    { type: 'OutputRecorded', effectiveOn: on ?? it.from, data: { edition, code: it.code, place: it.place, ...said, reason, by: personOf(command.actor) } },
    ...(reference?.facts ?? []),
  ];
};

/** What had been entered by mistake never was. */
export const strike = (command: StrikeEntry, { edition: state }: Table): readonly EditionFact[] => {
  const it = mine(state, command);
  const { id: edition, activity, output, reason } = command.data;
  if ((activity === null) === (output === null)) throw refuse('edition/strike-one', activity === null ? '/activity' : '/output');
  const struck = activity ?? output ?? '';
  if (it.struck.includes(struck)) return [];
  if (activity !== null && !it.activities[activity]) throw refuse('edition/activity-unknown', '/activity');
  if (output !== null && !it.outputs[output]) throw refuse('edition/output-unknown', '/output');
  if (activity !== null && Object.values(it.outputs).some((each) => each.activity === activity)) throw refuse('edition/activity-in-use', '/activity');
  return [{ type: 'EditionEntryStruck', effectiveOn: null, data: { edition, activity, output, reason, by: personOf(command.actor) } }];
};
