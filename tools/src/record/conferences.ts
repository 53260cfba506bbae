import type { Edition } from './conferences/edition.js';
import { twentieth } from './conferences/twentieth.js';
import { twentyFirst } from './conferences/twenty-first.js';

/** The editions that the documents tell of, by their codes. */
export const editions: Readonly<Record<string, Edition>> = { 'cisc-20': twentieth, 'cisc-21': twentyFirst };
