import type { Command } from '../../kernel/message.js';
import { isAssociationOver, personOf } from '../../kernel/party.js';
import { mustHold, Refusal } from '../../kernel/refusal.js';
import type { AnnounceEdition, OpenEdition, Table } from './edition.js';
import type { EditionFact } from './edition.events.js';
import { refuse } from './refusals.js';
import { dayOf, gradeOf, isOutside, isReversed, isSame, mine } from './rules.js';
import type { Known } from './state.js';
import type { Opening } from './terms.js';

/** The stream by which a series and a number are one edition's. */
export const editionCodeStream = (code: string): string => `edition-code-${code}`;
export const codeOf = ({ series, number }: Pick<Opening, 'series' | 'number'>): string => `${series.code}-${number}`;

/** What is wrong with a place: the region is there on the date. A place that no source states is none. */
const wrongPlace = (place: string | null, date: string, { directory }: Command): readonly Refusal[] => {
  const unknown = place === null ? undefined : directory.regionFault(place, date);
  return unknown ? [new Refusal(unknown.code, unknown.message, 'invalid', [{ pointer: '/place', ...unknown }])] : [];
};

/** An association over the place enters an edition; where the place is not known, one over everything. */
export const open = (command: OpenEdition, { edition: state, holder }: Table): readonly EditionFact[] => {
  const { id: edition, series, number, kind, place, source } = command.data;
  const code = codeOf(command.data);
  if (state.status !== 'absent') throw refuse('edition/exists', '/id');
  if (!isAssociationOver([place], command)) throw refuse('edition/not-yours', '/place');
  if (holder !== null) throw refuse('edition/code-taken', '/number');
  mustHold(wrongPlace(place, dayOf(command), command));
  return [
    { type: 'EditionOpened', effectiveOn: null, data: { edition, code, series, number, kind, place, reason: null, grade: gradeOf(source), source, by: personOf(command.actor) } },
    { type: 'EditionCodeReserved', effectiveOn: null, data: { edition, code }, stream: editionCodeStream(code) },
  ];
};

const FIELDS = ['place', 'title', 'theme', 'from', 'to', 'venue', 'aspects'] as const;
type Told = Pick<Known, (typeof FIELDS)[number]>;

/** The days of all that was recorded. */
const happened = ({ activities, outputs }: Known): readonly string[] =>
  [...Object.values(activities).flatMap(({ from, to }) => [from, to]), ...Object.values(outputs).map(({ on }) => on)].flatMap((on) => on ?? []);

/** What was there is said otherwise than before; what nobody had told is not. */
const needsReason = (it: Known, changed: readonly (keyof Told)[]): boolean => changed.some((field) => it[field] !== null && !isSame(it[field], []));

/** Only what is given changes. Whoever tells the place keeps the record of an edition that is held there. */
export const announce = (command: AnnounceEdition, { edition: state }: Table): readonly EditionFact[] => {
  const it = mine(state, command);
  const { id: edition, reason, source, ...given } = command.data;
  const announced = Object.fromEntries(FIELDS.map((field) => [field, given[field] === undefined ? it[field] : given[field]])) as Told;
  const changed = FIELDS.filter((field) => !isSame(announced[field], it[field]));
  if (changed.length === 0) return [];
  const { place, from, to, aspects } = announced;
  if (!isAssociationOver([place], command)) throw refuse('edition/not-yours', '/place');
  mustHold([
    ...(changed.includes('place') ? wrongPlace(place, from ?? dayOf(command), command) : []),
    ...(isReversed(from, to) ? [refuse('edition/dates-reversed', '/to')] : []),
    ...(reason === null && needsReason(it, changed) ? [refuse('edition/reason-needed', '/reason')] : []),
    ...(Object.values(it.activities).some(({ aspect }) => aspect !== null && !aspects.some((each) => each.aspect === aspect)) ? [refuse('edition/aspect-in-use', '/aspects')] : []),
    ...(happened(it).some((on) => isOutside(announced, on)) ? [refuse('edition/dates-in-use', changed.includes('from') ? '/from' : '/to')] : []),
  ]);
  return [{ type: 'EditionAnnounced', effectiveOn: from, data: { edition, code: it.code, ...announced, aspects: [...aspects], changed, reason, grade: gradeOf(source), source, by: personOf(command.actor) } }];
};
