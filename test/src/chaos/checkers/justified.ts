import { canonical, sha256Hex } from '@entente/infra/event-log/canonical';
import { type History, type Operation, told } from '../history.js';
import { isCredit } from './credit-acts.js';
import { asAsked, statesOf, streamOf, verdictOn } from './oracle.js';
import { isCooperation } from './reasons.js';
import { isOfReports } from './reports-closings.js';
import { groupedBy } from './set.js';
import type { StoredCommand, StoredEvent, StoredLog } from './stored.js';
import { type Timeline, timelineOf } from './timeline.js';

type Refused = Extract<Operation, { outcome: 'fail' }>;
type Known = Readonly<{ timeline: Timeline; commands: ReadonlyMap<string, StoredCommand>; askedUnder: ReadonlyMap<string, readonly Operation[]> }>;

const isKnownWithAnother = ({ commands }: Known, { command, body }: Operation): boolean => {
  const stored = commands.get(command);
  return stored !== undefined && stored.inputHash !== sha256Hex(canonical(body));
};

/** The refusals that are given on a state: some version that can have stood meanwhile must give the very same. */
const byState = (refused: Refused, { timeline }: Known): readonly string[] => {
  const stream = streamOf(refused);
  const { least, most } = timeline.versions(stream, refused.invoked, refused.answered);
  const states = statesOf(timeline.of(stream));
  const heard = `${refused.status} ${refused.code}`;
  for (let version = least; version <= most; version += 1) {
    const verdict = verdictOn(refused, states[version] as (typeof states)[number], version);
    // What was seen to have moved is told with what it has moved to.
    if ('code' in verdict && `${verdict.status} ${verdict.code}` === heard && (refused.status !== 412 || refused.etag === version)) return [];
  }
  return [`${told(refused)} was refused with ${heard}${refused.etag === null ? '' : ` at version ${refused.etag}`}, which no version of ${stream} from ${least} to ${most} justifies.`];
};

const refusal = (refused: Refused, known: Known): readonly string[] => {
  const { provokes, status, code } = refused;
  if (status >= 500) return [`${told(refused)} was answered with ${status} ${code}, for which there is no reason.`];
  if (provokes !== undefined) return code === provokes ? [] : [`${told(refused)} was to be refused with ${provokes}, and was with ${code}.`];
  if (code === 'request/idempotency-key-reused') return isKnownWithAnother(known, refused) ? [] : [`${told(refused)} was told that its key was used for something else, and the log knows nothing of it.`];
  return byState(refused, known);
};

/** What the log holds of a command is what its decider gives on the version before. */
const acceptance = ({ id, stream }: StoredCommand, events: readonly StoredEvent[], known: Known): readonly string[] => {
  const { timeline, askedUnder } = known;
  const [first] = events;
  const asked = askedUnder.get(id)?.find((operation) => !isKnownWithAnother(known, operation));
  if (!first || !asked) return [];
  const states = statesOf(timeline.of(stream).slice(0, first.version - 1));
  const verdict = verdictOn(asked, states.at(-1) as (typeof states)[number], first.version - 1);
  const facts = 'facts' in verdict ? verdict.facts.map(({ type, data }) => `${type} ${canonical(asAsked(data))}`).join(', ') : verdict.code;
  const stored = events.map(({ type, data }) => `${type} ${canonical(asAsked(JSON.parse(data) as object))}`).join(', ');
  return facts === stored ? [] : [`${told(asked)} wrote ${stored} at ${first.position}, and on version ${first.version - 1} it is ${facts}.`];
};

/** A signing that is read is not older than what was acknowledged before, nor newer than what can have been written. */
const staleReadings = ({ readings }: Pick<History, 'readings'>, { timeline }: Known): readonly string[] =>
  readings.flatMap(({ stream, version, invoked, answered }) => {
    const { least, most } = timeline.versions(stream, invoked, answered);
    return version >= least && version <= most ? [] : [`${stream} was read at version ${version}, and can only have stood between ${least} and ${most}.`];
  });

/** Every refusal of a command on a signing has its reason, everything that was written is what had to be, and every reading is of its time. */
export const justified = (log: StoredLog, history: History): readonly string[] => {
  const operations = history.operations.filter((each) => !isCooperation(each) && !isCredit(each) && !isOfReports(each));
  const known: Known = {
    // What was acknowledged of anything says by when all that stands before it was written.
    timeline: timelineOf(log, history.operations),
    commands: new Map(log.commands.map((command) => [command.id, command])),
    askedUnder: groupedBy(operations, ({ command }) => command),
  };
  const events = groupedBy(log.events, ({ commandId }) => commandId);
  const refused = operations.filter((operation) => operation.outcome === 'fail');
  const accepted = operations.filter(({ outcome, provokes }) => outcome === 'ok' && provokes !== undefined);
  return [
    ...refused.flatMap((each) => refusal(each, known)),
    ...accepted.map((each) => `${told(each)} was to be refused with ${each.provokes} and was acknowledged.`),
    ...log.commands.flatMap((command) => acceptance(command, events.get(command.id) ?? [], known)),
    ...staleReadings(history, known),
  ];
};
