import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from './catalogue.js';
import { lives as editionLives } from './convening/edition/acts.samples.js';
import * as convened from './convening/edition/edition.samples.js';
import { lives as allianceLives } from './cooperation/alliance/acts.samples.js';
import * as allied from './cooperation/alliance/alliance.samples.js';
import { lives as declarationLives } from './cooperation/declaration/acts.samples.js';
import * as declared from './cooperation/declaration/declaration.samples.js';
import { lives as pactLives } from './cooperation/pact/acts.samples.js';
import * as agreed from './cooperation/pact/pact.samples.js';
import { lives as creditLives } from './credit/line/lives.samples.js';
import * as granting from './credit/programme/programme.samples.js';
import * as paper from './evidence/document/document.samples.js';
import type { Journal } from './kernel/journal.js';
import type { Fact, Recorded } from './kernel/message.js';
import type { View } from './kernel/view.js';
import * as body from './parties/organisation/organisation.samples.js';
import * as issue from './reporting/report/report.samples.js';
import {
  alone, amend, annul, approve, association, associationSecond, attest, confirm, correct, history, identify, object, outside, plan, reason, receive, remind, report, resubmit, returned, reverse,
  reverseFunds, shared, SIGNING, submit, terminate, threeParties, upgrade, verify, verifyFunds, waive, withAmount, withdraw,
} from './signing/signing/signing.samples.js';
import { kindOf, kinds } from './views/cooperation.js';

/** Lives of a signing that together use every fact, and a claim: what every reader is shown. */
const lives: readonly (readonly Fact[])[] = [
  history(submit(), returned(), resubmit(), confirm(), approve(), amend(), confirm(), approve(), correct(), confirm(), approve(), terminate()),
  history(attest({ terms: withAmount }), approve({}, associationSecond), terminate()),
  history(attest({ terms: { ...alone, signedOn: '2022' } }), approve({}, associationSecond)),
  history(attest({ terms: threeParties }), withdraw({}, association)),
  history(submit(), confirm(), approve(), amend({ changes: { hosts: shared.hosts.map(({ region }) => ({ region, share: '1/2' })) } }), returned()),
  history(submit({ terms: shared }), withdraw()),
  [{
    type: 'ClaimRecorded', effectiveOn: '2024-01-11', data: {
      metric: 'signings.count', scope: { territory: '510100', edition: 'cisc-21', session: null, from: null, to: null, kind: null, amountKind: null, alliance: null, declaration: null, pact: null, batch: null },
      quantity: { value: '30', unit: 'project', op: '=', text: '30个' }, source: { document: '公报', quote: '30个' }, statedOn: '2024-01-11',
      by: { principal: 'p', organisation: 'o' },
    },
  }],
];

/** Lives of what was signed as it goes on, shown to those who follow it, so that others' shapes stay as they are. */
const courses: readonly (readonly Fact[])[] = [
  history(
    submit({ terms: { ...shared, level: 'intent' } }), remind(), waive(), object(), confirm(), identify(), plan(), report(), verify(), receive(), verifyFunds(),
    upgrade(), { ...waive(), at: '2024-07-01T02:00:00.000Z' }, reverse(), reverseFunds(), annul({ externalIds: [outside] }),
  ),
  history({ ...attest({ terms: { ...alone, edition: 'cisc-21', pact: SIGNING } }), directory: { ...attest().directory, pact: (id) => ({ id, audience: { open: true, regions: [], accounts: [] }, from: null, to: null }) } }, approve({}, associationSecond)),
  history(attest({ terms: { ...shared, ...withAmount } }), approve({}, associationSecond), report({ milestone: 'settle', reason }), verify({ milestone: 'settle' }), receive(), verifyFunds()),
];

/** Lives of a body that together use every fact of it; shown to those who follow them, so that others' shapes stay as they are. */
const bodies: readonly (readonly Fact[])[] = [
  body.history(body.registerHead(), body.registerOther(), body.register({ creditCode: body.CODE }), body.rename(), body.classify(), body.affiliate(), body.alias(), body.merge(), body.unmerge(), body.release(), body.close()),
  body.history(
    body.register(), body.identify(), body.registerKey(), body.approveKey(), body.authorise(), body.approveAuthority(), body.rotateKey(),
    body.approveKey({ key: body.kidOf('b') }), body.revokeKey({ key: body.kidOf('b') }), body.revokeAuthority(),
  ),
];

/** Lives of a document, shown to those who follow it. */
const papers: readonly (readonly Fact[])[] = [
  paper.history(paper.deposit(), paper.referred(), paper.discard({}, paper.everywhere)), paper.history(paper.deposit({ access: 'open' }), paper.discard({ policy: 'unused' }, paper.everywhere)),
];

/** Lives of pacts, alliances, joint initiatives and editions that together use every fact of them, shown to those who follow them. */
const cooperations: readonly (readonly Fact[])[] = [
  ...pactLives.map((life) => agreed.history(...life)), ...allianceLives.map((life) => allied.history(...life)), ...declarationLives.map((life) => declared.history(...life)), ...editionLives.map((life) => convened.history(...life)),
];

const letting = { consent: SIGNING, borrower: { organisation: 'o', name: '示例企业', region: '510104', account: null }, creditCode: '91510100MA6C00010X', to: { organisation: 'b', name: '示例银行', region: null, account: 'bank' } };
/** Lives of credit programmes, batches, lines and consents that together use every fact of them, shown to those who follow them. */
const credits: readonly (readonly Fact[])[] = [
  ...creditLives,
  granting.history(granting.propose(), granting.giveBack()),
  granting.history(granting.propose(), granting.approve(), granting.change(), granting.giveBack(), granting.change(), granting.approve(), granting.allocate(), granting.takeBack(), granting.suspend(), granting.resume(), granting.close()),
  [
    { type: 'CreditConsentGiven', effectiveOn: '2026-03-01', data: { ...letting, purpose: '贷前审查', scope: 'totals', from: '2026-03-01', until: '2026-06-30', grade: 'submitted', source: null, by: { principal: 'p', organisation: 'o' } } },
    { type: 'CreditConsentWithdrawn', effectiveOn: '2026-04-01', data: { consent: SIGNING, reason, by: { principal: 'p', organisation: 'o' } } },
  ],
];

/** A life of an issue of a report, shown to those who follow it. */
const issues: readonly (readonly Fact[])[] = [issue.history(issue.publish(), issue.supersede(12, ['5']), issue.release())];

/** Facts by which regions cooperate beside signings are of streams of their kinds, by which their readers know them. */
const streamOf = (type: string): string => {
  const kind = Object.values(kinds).find(({ handles }) => handles.includes(type));
  return `${kind ? kind.prefix : type.startsWith('Claim') ? 'claim-' : 'signing-'}${SIGNING}`;
};

const recorded = (fact: Fact, n: number): Recorded => ({
  ...fact, id: `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`, position: n + 1, stream: streamOf(fact.type),
  version: n + 1, schemaVersion: 1, recordedAt: '2024-07-01T02:00:00.000Z', commandId: SIGNING, ordinal: 0,
  metadata: { actor: { principal: 'p', organisation: 'o', role: 'region', region: '510100' } },
});

/** What a reader makes of all lives: every row on the way and, of a journal, its entries. */
const shapeOf = (reader: View<unknown> & Partial<Pick<Journal<unknown>, 'entries'>>): string => {
  const made = [...lives, ...[...courses, ...bodies, ...papers, ...cooperations, ...issues, ...(reader.name.startsWith('credit') ? credits : [])].filter((facts) => facts.some(({ type }) => reader.handles.includes(type)))].map((facts) => {
    const rows = new Map<string, unknown>();
    return facts.map(recorded).filter(({ type }) => reader.handles.includes(type)).flatMap((fact) => reader.keysOf(fact).map((key) => {
      const row = reader.evolve(rows.get(key) ?? reader.initialRow(key), fact);
      rows.set(key, row);
      return [key, row, reader.entries?.(row)];
    }));
  });
  return createHash('sha256').update(JSON.stringify(made)).digest('hex').slice(0, 16);
};

const known = JSON.parse(readFileSync(join(__dirname, 'catalogue.shapes.json'), 'utf8')) as Record<string, string>;
const readers = [...Object.values(catalogue.views), ...Object.values(catalogue.journals)] as unknown as (View<unknown> & { entries?: Journal<unknown>['entries'] })[];

describe('The catalogue', () => {
  it.each(readers.map((reader) => [`${reader.name}@${reader.version}`, reader] as const))('keeps what %s makes of the same facts; if that changes, raise its version and add its new shape to catalogue.shapes.json', (name, reader) => {
    expect(`${name} ${shapeOf(reader)}`).toBe(`${name} ${known[name]}`);
  });

  it('shows every reader a life in which each of its facts happens', () => {
    const happened = new Set([...lives, ...courses, ...bodies, ...papers, ...cooperations, ...issues, ...credits].flat().map(({ type }) => type));
    expect(readers.flatMap(({ handles }) => handles).filter((type) => !happened.has(type))).toEqual([]);
  });

  it('tells a reader whose rows have changed', () => {
    const [reader] = readers as [(typeof readers)[number]];
    expect(shapeOf({ ...reader, evolve: (row, fact) => ({ ...(reader.evolve(row, fact) as object), more: 1 }) })).not.toBe(shapeOf(reader));
  });

  it('shows each kind by which regions cooperate in rows of its own', () => {
    const seen = [...cooperations, ...credits].flatMap((facts) => facts.map(recorded).filter(({ type }) => catalogue.views.cooperation.handles.includes(type)).map(({ stream, data }) => [kindOf(stream), kindOf(stream).replace('credit-', '') in data]));
    expect([...new Set(seen.map(([kind]) => kind))]).toEqual(Object.keys(kinds));
    expect(seen.filter(([, isNamed]) => !isNamed)).toEqual([]);
  });
});
