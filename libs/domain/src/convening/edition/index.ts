export { audienceOf, codeOf, edition, editionCodeStream, editionStream } from './edition.js';
export type { AnnounceEdition, EditionCommand, OpenEdition, RecordActivity, RecordOutput, StrikeEntry } from './edition.js';
export { editionEvents } from './edition.events.js';
export type { EditionFact } from './edition.events.js';
export { absent, evolve } from './state.js';
export type { Activity, Edition, Known, Output } from './state.js';
export { keptEdition } from './kept.js';
export { refusals, refuse as refuseEdition } from './refusals.js';
export { activityShape, announceShape, EVENT_KINDS, openShape, OUTPUT_KINDS, outputShape, REFERRED, strikeShape } from './terms.js';
