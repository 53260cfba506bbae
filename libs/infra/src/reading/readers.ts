import { catalogue } from '@entente/domain/catalogue';
import { type OpenTask, regionsOf } from '@entente/domain/kernel/task';
import { obligationsOf } from '@entente/domain/cooperation/pact';
import { bigramsOf } from '@entente/domain/kernel/likeness';
import { edtfInterval, endOfDayInShanghai } from '@entente/domain/kernel/period';
import { unusedSince } from '@entente/domain/views/documents';
import { wordingsOf } from '@entente/domain/parties/organisation';
import { isNothing } from '@entente/domain/credit/ledger';
import { discrepanciesOf, type KnownLine } from '@entente/domain/credit/line';
import { reachOf } from '@entente/domain/reporting/report';
import type { CooperationRow } from '@entente/domain/views/cooperation';
import type { CreditLineRow } from '@entente/domain/views/credit-lines';
import { externalIdStream, type Signing, termsAt } from '@entente/domain/signing/signing';
import { eventTypesOf } from '../event-log/event-types.js';
import { journalReader } from './journal-reader.js';
import type { Reader } from './reader.js';
import { viewReader } from './view-reader.js';

const { views, journals } = catalogue;

/** The facts that this version knows. */
export const eventTypes = eventTypesOf(catalogue.events);

/** An organisation among those whose it is to do something; regions stand there by their codes. */
export const organisationAtWork = (organisation: string): string => `organisation:${organisation}`;
/** A body among those whose it is, by its id: who its people are may change without a fact of the row. */
export const bodyAtWork = (body: string): string => `body:${body}`;

/** What is not due comes after all that is. */
export const NEVER_DUE = 8_640_000_000_000_000;
const earliestDue = (tasks: readonly OpenTask[]): number | null =>
  (tasks.length === 0 ? null : Math.min(...tasks.map(({ due }) => (due === null ? NEVER_DUE : Date.parse(due)))));

const workOf = (tasks: readonly OpenTask[]): readonly string[] =>
  [...new Set(tasks.flatMap(({ by, party }) => [...regionsOf(by), ...(by.organisation === null ? [] : [organisationAtWork(by.organisation)]), ...(party === undefined ? [] : [bodyAtWork(party)])]))];

/** Beside those who have something to do, the founders who have agreed: they have, when another founder is gone, of which no fact tells the row. */
const cooperationAtWork = ({ kind, state, tasks }: CooperationRow): readonly string[] =>
  [...new Set([...workOf(tasks), ...(kind === 'alliance' && state.status === 'forming' ? state.founders.map(({ organisation }) => bodyAtWork(organisation)) : [])])];

/** In whose regions a row is found. An auditor, who speaks for nobody, finds a consent by where its bodies lie; whose it is to know is looked at row by row. */
const regionsIn = ({ kind, state, audience }: CooperationRow): readonly string[] =>
  (kind === 'credit-consent' && state.status !== 'absent' ? [...new Set([...audience.regions, ...[state.borrower, state.to].flatMap(({ region }) => region ?? [])])] : audience.regions);

/** Under what a row of the cooperation is found: the bodies in it, the framework that it hangs from, the edition that it belongs to. */
const aboutOf = (row: CooperationRow): readonly string[] => {
  if (row.state.status === 'absent') return [];
  switch (row.kind) {
    case 'pact': {
      const { parties } = row.state;
      const parent = row.state.status === 'in-force' ? row.state.parent : row.state.terms.parent;
      return [...parties.map(({ organisation }) => organisation), ...(parent === null ? [] : [parent])];
    }
    case 'alliance': return [...new Set([...row.state.founders, ...(row.state.status === 'founded' ? row.state.memberships : [])].map(({ organisation }) => organisation))];
    case 'declaration': return [...new Set([...row.state.endorsements.map(({ organisation }) => organisation), ...(row.state.edition === null ? [] : [row.state.edition])])];
    case 'edition': return [row.state.code, row.state.series.code];
    case 'credit-programme': return [row.state.issuer.organisation, row.state.bank.organisation];
    case 'credit-batch': return [row.state.programme];
    case 'credit-consent': return [row.state.borrower.organisation, row.state.to.organisation, row.state.creditCode];
  }
};

const earliestPlan = (state: Signing): number | null => {
  const planned = state.status === 'absent' ? [] : Object.values(state.milestones).flatMap((each) => each.planned?.on ?? []);
  return planned.length === 0 ? null : Math.min(...planned.map((on) => Date.parse(endOfDayInShanghai(edtfInterval(on).to))));
};

const earliestOwed = ({ kind, state }: CooperationRow): number | null => {
  const owed = kind === 'pact' && state.status === 'in-force' ? obligationsOf(state).flatMap(({ due }) => due ?? []) : [];
  return owed.length === 0 ? null : Math.min(...owed.map((on) => Date.parse(endOfDayInShanghai(edtfInterval(on).to))));
};

/** When a job is next to look at a line: a reservation is over, its last day has passed, or it has expired and is settled. */
const nextLook = ({ state }: CreditLineRow): number | null => {
  if (state.status === 'absent' || state.status === 'closed' || state.status === 'declined') return null;
  if (state.status === 'expired') return state.about.mode === 'ledger' && isNothing(state.balances.outstanding) ? 0 : null;
  const times = [...Object.values(state.reservations).map(({ expiresAt }) => Date.parse(expiresAt)), ...(state.expiresOn === null ? [] : [Date.parse(endOfDayInShanghai(state.expiresOn)) + 1])];
  return times.length === 0 ? null : Math.min(...times);
};

const ofLine = <Value>(none: Value, of: (line: KnownLine) => Value) => ({ state }: CreditLineRow): Value => (state.status === 'absent' ? none : of(state));

/** Everything that follows the log, with the columns that its queries need and what the querying role may see of it. */
export const readers: readonly Reader[] = [
  viewReader(
    views.signings,
    {
      status: { type: 'text', of: ({ state }) => state.status, index: 'btree' },
      edition: { type: 'text', of: ({ state }) => (state.status === 'absent' ? null : state.terms.edition), index: 'btree' },
      pact: { type: 'text', of: ({ state }) => (state.status === 'absent' ? null : state.terms.pact), index: 'btree' },
      hosts: { type: 'text[]', of: ({ state }) => (state.status === 'absent' ? [] : termsAt(state).hosts.map(({ region }) => region)), index: 'gin' },
      // By id where the body is named, and else by credit code.
      investors: { type: 'text[]', of: ({ state }) => (state.status === 'absent' ? [] : termsAt(state).investors.flatMap(({ organisation, creditCode }) => organisation ?? creditCode ?? [])), index: 'gin' },
      audience: { type: 'text[]', of: ({ audience }) => audience, index: 'gin' },
      number: { type: 'text', of: ({ state }) => (state.status === 'absent' ? null : state.number), index: 'btree' },
      external_ids: { type: 'text[]', of: ({ state }) => (state.status === 'absent' ? [] : state.externalIds.map(externalIdStream)), index: 'gin' },
      // Whose it is to do something: regions, and organisations by their names; and until when, in milliseconds since 1970.
      work: { type: 'text[]', of: ({ tasks }) => workOf(tasks), index: 'gin' },
      due: { type: 'bigint', of: ({ tasks }) => earliestDue(tasks), index: 'btree' },
      // The end of the earliest day for which a milestone is planned, reached or not.
      planned: { type: 'bigint', of: ({ state }) => earliestPlan(state), index: 'btree' },
      opened: { type: 'bigint', of: ({ opened }) => opened, index: 'btree' },
    },
    'exists (select 1 from unnest(audience) as a(region) where read.in_scope(a.region))',
  ),
  viewReader(
    views.claims,
    {
      territory: { type: 'text', of: ({ claim }) => claim?.scope.territory ?? '', index: 'btree' },
      edition: { type: 'text', of: ({ claim }) => claim?.scope.edition ?? null, index: 'btree' },
      metric: { type: 'text', of: ({ claim }) => claim?.metric ?? '', index: 'btree' },
      opened: { type: 'bigint', of: ({ opened }) => opened, index: 'btree' },
    },
    'read.in_scope(territory)',
  ),
  viewReader(
    views.organisations,
    {
      names: { type: 'text[]', of: ({ state }) => (state === null ? [] : wordingsOf(state)), index: 'gin' },
      bigrams: { type: 'text[]', of: ({ state }) => (state === null ? [] : [...new Set(wordingsOf(state).flatMap(bigramsOf))]), index: 'gin' },
      credit_code: { type: 'text', of: ({ state }) => state?.creditCode ?? null, index: 'btree' },
      region: { type: 'text', of: ({ state }) => state?.region ?? null, index: 'btree' },
      types: { type: 'text[]', of: ({ state }) => [...new Set(state?.types.map(({ type }) => type) ?? [])], index: 'gin' },
      parents: { type: 'text[]', of: ({ state }) => [...new Set(state?.parents.map(({ organisation }) => organisation) ?? [])], index: 'gin' },
      status: { type: 'text', of: ({ state }) => state?.status ?? 'absent', index: 'btree' },
      // Whose people are its own.
      account: { type: 'text', of: ({ state }) => state?.account ?? null, index: 'btree' },
      merged_into: { type: 'text', of: ({ state }) => (state?.status === 'merged' ? state.into.organisation : null), index: 'btree' },
      opened: { type: 'bigint', of: ({ opened }) => opened, index: 'btree' },
    },
    // Who is who is no secret: everyone who has a key may know all bodies.
    'true',
  ),
  viewReader(
    views.documents,
    {
      organisation: { type: 'text', of: ({ state }) => state?.by.organisation ?? '', index: 'btree' },
      unused_since: { type: 'timestamptz', of: unusedSince, index: 'btree' },
      opened: { type: 'bigint', of: ({ opened }) => opened, index: 'btree' },
    },
    // A list holds the asker's own; whoever else may read one folds its stream.
    `organisation = current_setting('app.organisation', true)`,
  ),
  viewReader(
    views.cooperation,
    {
      kind: { type: 'text', of: ({ kind }) => kind, index: 'btree' },
      open: { type: 'boolean', of: ({ audience }) => audience.open },
      regions: { type: 'text[]', of: regionsIn, index: 'gin' },
      accounts: { type: 'text[]', of: ({ audience }) => audience.accounts, index: 'gin' },
      // Bodies, frameworks, editions and the like by which it is looked for.
      about: { type: 'text[]', of: aboutOf, index: 'gin' },
      work: { type: 'text[]', of: cooperationAtWork, index: 'gin' },
      due: { type: 'bigint', of: ({ tasks }) => earliestDue(tasks), index: 'btree' },
      // The end of the earliest day for which something is promised, done or not.
      owed: { type: 'bigint', of: earliestOwed, index: 'btree' },
      opened: { type: 'bigint', of: ({ opened }) => opened, index: 'btree' },
    },
    // Beside those who stand in the row, whoever a body in it is today, which the question looks up; what of that he may see is looked at row by row.
    `open or current_setting('app.organisation', true) = any(accounts) or exists (select 1 from unnest(regions) as a(region) where read.in_scope(a.region))
      or about && string_to_array(coalesce(current_setting('app.bodies', true), ''), ',')`,
  ),
  viewReader(
    views.creditLines,
    {
      programme: { type: 'text', of: ofLine('', ({ about }) => about.programme), index: 'btree' },
      batch: { type: 'text', of: ofLine(null, ({ about }) => about.batch), index: 'btree' },
      status: { type: 'text', of: ({ state }) => state.status, index: 'btree' },
      region: { type: 'text', of: ofLine('', ({ about }) => about.region), index: 'btree' },
      // Whose officers speak for a bank that has no account.
      bank_region: { type: 'text', of: ofLine(null, ({ bank }) => bank.region) },
      credit_code: { type: 'text', of: ofLine('', ({ creditCode }) => creditCode), index: 'btree' },
      reference: { type: 'text', of: ofLine(null, ({ reference }) => reference), index: 'btree' },
      track: { type: 'text', of: ofLine(null, ({ about }) => about.track) },
      expires_on: { type: 'text', of: ofLine(null, ({ expiresOn }) => expiresOn), index: 'btree' },
      next_look: { type: 'bigint', of: nextLook, index: 'btree' },
      differences: { type: 'integer', of: ofLine(0, ({ mirror }) => discrepanciesOf(mirror).filter(({ explained }) => explained === null).length), index: 'btree' },
      accounts: { type: 'text[]', of: ofLine([], ({ bank, borrower }) => [bank.account, borrower.account].flatMap((each) => each ?? [])), index: 'gin' },
      about: { type: 'text[]', of: ofLine([], ({ about }) => [about.bank, about.borrower]), index: 'gin' },
      opened: { type: 'bigint', of: ({ opened }) => opened, index: 'btree' },
    },
    // Who of the region may see it is looked at row by row, by what the programme discloses.
    `current_setting('app.organisation', true) = any(accounts) or read.in_scope(region) or read.in_scope(bank_region) or about && string_to_array(coalesce(current_setting('app.bodies', true), ''), ',')`,
  ),
  viewReader(
    views.issues,
    {
      report: { type: 'text', of: ({ state }) => (state.status === 'absent' ? '' : state.report), index: 'btree' },
      period: { type: 'text', of: ({ state }) => (state.status === 'absent' ? '' : state.period), index: 'btree' },
      // The region whose officers may read it; `*` is nobody's but those who see everything.
      reach: { type: 'text', of: ({ state }) => (state.status === 'absent' ? '*' : reachOf(state.parameters)), index: 'btree' },
      output: { type: 'text', of: ({ state }) => (state.status === 'absent' ? '' : state.output), index: 'btree' },
      released: { type: 'boolean', of: ({ state }) => state.status === 'published' && state.released !== null },
      opened: { type: 'bigint', of: ({ opened }) => opened, index: 'btree' },
    },
    'read.in_scope(reach)',
  ),
  journalReader(journals.signingMetrics),
  journalReader(journals.cooperationMetrics),
  journalReader(journals.creditMetrics),
];
