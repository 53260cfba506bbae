import { document, documentEvents, refusals as documentRefusals } from './evidence/document/index.js';
import { signingMetrics } from './journals/signing-metrics.js';
import type { EventType } from './kernel/event-type.js';
import type { Process } from './kernel/process.js';
import { organisation, organisationEvents, refusals as organisationRefusals } from './parties/organisation/index.js';
import { claim, claimEvents, claimRefusals } from './reporting/claim/index.js';
import { externalIdEvents, refusals as signingRefusals, signing, signingEvents } from './signing/signing/index.js';
import { territory, territoryEvents, territoryRefusals } from './territory/territory/index.js';
import { claims } from './views/claims.js';
import { documents } from './views/documents.js';
import { organisations } from './views/organisations.js';
import { signings } from './views/signings.js';

/** The table of contents: everything that decides, follows or reacts, and every fact that can be recorded. */
export const catalogue = {
  deciders: { territory, organisation, signing, claim, document },
  views: { signings, claims, organisations, documents },
  journals: { signingMetrics },
  processes: [] as readonly Process[],
  events: [...territoryEvents, ...organisationEvents, ...signingEvents, ...externalIdEvents, ...claimEvents, ...documentEvents] as readonly EventType[],
  refusals: { ...territoryRefusals, ...organisationRefusals, ...signingRefusals, ...claimRefusals, ...documentRefusals },
};
