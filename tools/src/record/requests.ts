import type { AnnouncedOf } from './announced.js';
import type { Activity, Output } from './conferences/edition.js';
import { declarations, type StatedAlliance, type StatedPact } from './cooperation.js';
import type { StatedBatch, StatedProgramme } from './credit.js';
import { type Found, idOf } from './ids.js';

/** What is sent for an item of the record: its keys of other items become their ids. */
export const requestOf = {
  activity: (key: string, { attendees = [], ...activity }: Activity, found: Found): object => ({
    activity: idOf('activity', key), ...activity, attendees: attendees.map(({ name, body }) => ({ name, organisation: body === undefined ? null : found('body', body) })),
  }),
  output: (key: string, { activity, refers, under, signatories = [], ...output }: Output, found: Found): object => ({
    output: idOf('output', key), ...output,
    ...(activity === undefined ? {} : { activity: idOf('activity', activity) }),
    ...(refers === undefined ? {} : { refers: { kind: refers.kind, id: refers.kind === 'signing' ? found('signing', refers.key) : idOf(refers.kind, refers.key) } }),
    ...(under === undefined ? {} : { under: idOf('pact', under) }),
    signatories: signatories.map((body) => found('body', body)),
  }),
  pact: (key: string, { parties, ...pact }: StatedPact, found: Found): object =>
    ({ id: idOf('pact', key), ...pact, parties: parties.map((body) => ({ organisation: found('body', body) })) }),
  alliance: (key: string, alliance: StatedAlliance): object => ({ id: idOf('alliance', key), ...alliance }),
  declaration: (key: string, declaration: (typeof declarations)[keyof typeof declarations]): object => ({ id: idOf('declaration', key), ...declaration }),
  creditProgramme: (key: string, { issuer, bank, pact, ...programme }: StatedProgramme, found: Found): object =>
    ({ id: idOf('credit-programme', key), ...programme, issuer: found('body', issuer), bank: found('body', bank), pact: idOf('pact', pact) }),
  creditBatch: (key: string, { programme, announced: _, ...batch }: StatedBatch): object => ({ id: idOf('credit-batch', key), ...batch, programme: idOf('credit-programme', programme) }),
  claim: ({ about, scope, ...claim }: AnnouncedOf): object => ({ ...claim, scope: { ...scope, ...(about === undefined ? {} : { [about.kind]: idOf(about.kind, about.key) }) } }),
} as const;
