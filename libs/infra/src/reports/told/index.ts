import type { ReportId } from '@entente/domain/reporting/report';
import type { Telling } from '../asking.js';
import { alliances } from './alliances.js';
import { conference } from './conference.js';
import { cooperation } from './cooperation.js';
import { credit } from './credit.js';
import { monthlyBrief } from './monthly-brief.js';
import { overdue } from './overdue.js';
import { revisions } from './revisions.js';

/** How each report of the catalogue is told. */
export const tellings: Readonly<Record<ReportId, Telling>> = { 'monthly-brief': monthlyBrief, conference, cooperation, alliances, credit, overdue, revisions };
