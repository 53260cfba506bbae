import { canReplicate } from '../harness/replicated.js';
import type { Settings } from '../settings.js';
import type { Work } from '../work.js';
import { appends } from './append.js';
import { catchUps } from './catch-up.js';
import { credit } from './credit.js';
import { growth } from './growth.js';
import { hotStreams } from './hot-stream.js';
import { posts } from './http.js';
import { memory } from './memory.js';
import { metrics } from './metric.js';
import { replica } from './replica.js';
import { slowTransaction } from './slow-transaction.js';
import { visible } from './visible.js';
import { writers } from './writers.js';

/** All works, in the order in which they are played. A new one is a file here and a line in this list. */
const all = (settings: Settings): readonly Work[] => [
  ...appends, ...hotStreams, ...credit(settings), ...catchUps(settings), visible, posts, ...metrics(settings), memory(settings),
  ...(canReplicate() ? [replica] : []), slowTransaction, writers, ...growth(settings),
];

/** What a bound stands on, and nothing that is told as context. */
const bounded = (work: Work): Work => ({ ...work, entrants: work.entrants.filter(({ name }) => name === work.subject || name in work.floors) });

/** The works that are played; in short, only those that have a floor. */
export const worksOf = (settings: Settings): readonly Work[] =>
  settings.quick ? all(settings).filter(({ floors }) => Object.keys(floors).length > 0).map(bounded) : all(settings);
