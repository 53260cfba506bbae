import { edition, editionEvents, refusals as editionRefusals } from './convening/edition/index.js';
import { alliance, allianceEvents, refusals as allianceRefusals } from './cooperation/alliance/index.js';
import { declaration, declarationEvents, refusals as declarationRefusals } from './cooperation/declaration/index.js';
import { pact, pactEvents, refusals as pactRefusals } from './cooperation/pact/index.js';
import { batchEvents, creditBatch, refusals as batchRefusals } from './credit/batch/index.js';
import { consentEvents, creditConsent, refusals as consentRefusals } from './credit/consent/index.js';
import { creditLine, lineEvents, refusals as lineRefusals } from './credit/line/index.js';
import { creditProgramme, programmeEvents, quotaEvents, refusals as programmeRefusals } from './credit/programme/index.js';
import { creditRelease, refusals as releaseRefusals, releaseEvents } from './credit/release/index.js';
import { creditStatement, statementEvents } from './credit/statement/index.js';
import { document, documentEvents, refusals as documentRefusals } from './evidence/document/index.js';
import { cooperationMetrics } from './journals/cooperation-metrics.js';
import { creditMetrics } from './journals/credit-metrics.js';
import { signingMetrics } from './journals/signing-metrics.js';
import type { EventType } from './kernel/event-type.js';
import { partyRefusals } from './kernel/party.js';
import type { Process } from './kernel/process.js';
import { organisation, organisationEvents, refusals as organisationRefusals } from './parties/organisation/index.js';
import { claim, claimEvents, claimRefusals } from './reporting/claim/index.js';
import { closing, closingEvents, refusals as closingRefusals } from './reporting/closing/index.js';
import { refusals as reportRefusals, report, reportEvents } from './reporting/report/index.js';
import { externalIdEvents, refusals as signingRefusals, signing, signingEvents } from './signing/signing/index.js';
import { territory, territoryEvents, territoryRefusals } from './territory/territory/index.js';
import { refusals as schedulingRefusals, scheduling, schedulingEvents } from './reporting/scheduling/index.js';
import { claims } from './views/claims.js';
import { cooperation } from './views/cooperation.js';
import { creditLines } from './views/credit-lines.js';
import { documents } from './views/documents.js';
import { issues } from './views/issues.js';
import { organisations } from './views/organisations.js';
import { signings } from './views/signings.js';

/** The table of contents: everything that decides, follows or reacts, and every fact that can be recorded. */
export const catalogue = {
  deciders: { territory, organisation, signing, claim, document, pact, alliance, declaration, edition, creditProgramme, creditBatch, creditLine, creditStatement, creditConsent, creditRelease, report, closing, reportSchedule: scheduling },
  views: { signings, claims, organisations, documents, cooperation, creditLines, issues },
  journals: { signingMetrics, cooperationMetrics, creditMetrics },
  processes: [] as readonly Process[],
  events: [
    ...territoryEvents, ...organisationEvents, ...signingEvents, ...externalIdEvents, ...claimEvents, ...documentEvents,
    ...pactEvents, ...allianceEvents, ...declarationEvents, ...editionEvents,
    ...programmeEvents, ...quotaEvents, ...batchEvents, ...lineEvents, ...statementEvents, ...consentEvents, ...releaseEvents, ...reportEvents, ...closingEvents, ...schedulingEvents,
  ] as readonly EventType[],
  refusals: { ...territoryRefusals, ...organisationRefusals, ...signingRefusals, ...claimRefusals, ...documentRefusals, ...partyRefusals, ...pactRefusals, ...allianceRefusals, ...declarationRefusals, ...editionRefusals, ...programmeRefusals, ...batchRefusals, ...lineRefusals, ...consentRefusals, ...releaseRefusals, ...reportRefusals, ...closingRefusals, ...schedulingRefusals },
};
