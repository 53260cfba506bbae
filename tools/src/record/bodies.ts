import type { Body } from './bodies/body.js';
import { chengduBodies } from './bodies/chengdu.js';
import { conferenceBodies } from './bodies/conference.js';
import { deltaBodies } from './bodies/delta.js';
import { sichuanBodies } from './bodies/sichuan.js';

/** The bodies that the five documents name. None of them states a credit code, so none has one. */
export const bodies: readonly Body[] = [...conferenceBodies, ...chengduBodies, ...sichuanBodies, ...deltaBodies];
