export { creditRelease, refusals, refuse as refuseRelease, releaseEvents, RELEASES, releaseShape } from './release.js';
export type { ReleaseFact, ReleaseFigures, Releases, Vintage } from './release.js';
export { COUNTS, MEASURES, publishedRegion } from './measures.js';
export type { Held, Measure, Persons } from './measures.js';
