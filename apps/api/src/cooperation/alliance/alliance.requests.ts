import { ALLIANCE_KINDS, CHOICES, GRADES, MAJORITIES, proposalShape, recordShape, shapes } from '@entente/domain/cooperation/alliance';
import { territorySchema } from '@entente/domain/cooperation/pact';
import { reasonSchema, regionSchema } from '@entente/domain/signing/signing';
import { z } from 'zod';
import { accepted, moment } from '../../http/documented.js';
import { changedAfterSchema, cursorSchema, limitSchema, positionSchema } from '../../http/paging.js';
import { withField, withoutField } from '../../http/ways.js';
import { asOfSchema, validAtSchema } from '../../reading/as-of.js';
import { announcedDocument } from '../announced.document.js';

const idSchema = z.guid().transform((id) => id.toLowerCase());

/** Founders propose to each other; an association enters what a document states, with its source. */
export const proposeBody = z.strictObject({ id: idSchema.optional(), ...proposalShape }).check(withoutField('source')).meta({ id: 'ProposeAlliance' });
export const recordBody = z.strictObject({ id: idSchema.optional(), ...recordShape }).check(withField('source')).meta({ id: 'RecordAlliance' });
export const openBody = z.union([recordBody, proposeBody]);

export const foundBody = z.strictObject(shapes.found).nullish().transform((body) => body ?? { as: null }).meta({ id: 'AgreeToFound' });
/** Without an application, the founding; with one, an application: the applicant takes it back, or the secretariat declines it. */
export const declineBody = z.strictObject({ ...shapes.decline, application: shapes.close.application.nullish().transform((id) => id ?? null) }).meta({ id: 'Decline' });
export const applyBody = z.strictObject(shapes.apply).meta({ id: 'ApplyToJoin' });
export const openVoteBody = z.strictObject(shapes.openVote).meta({ id: 'OpenVote' });
export const voteBody = z.strictObject(shapes.vote).meta({ id: 'CastVote' });
export const admitBody = z.strictObject(shapes.admit).meta({ id: 'AdmitMember' });
export const regradeBody = z.strictObject(shapes.regrade).meta({ id: 'RegradeMember' });
export const suspendBody = z.strictObject(shapes.suspend).meta({ id: 'SuspendMember' });
export const reinstateBody = z.strictObject(shapes.reinstate).meta({ id: 'ReinstateMember' });
export const withdrawBody = z.strictObject(shapes.withdraw).meta({ id: 'WithdrawMember' });
export const strikeBody = z.strictObject(shapes.strike).meta({ id: 'StrikeMember' });
export const appointBody = z.strictObject(shapes.appoint).meta({ id: 'AppointSecretariat' });

/** What an application is answered with. */
export const applied = accepted.extend({ application: z.string() }).meta({ id: 'AcceptedApplication' });

export const allianceQuery = z.strictObject({ validAt: validAtSchema, asOf: asOfSchema, minPosition: positionSchema });
export type AllianceQuery = z.infer<typeof allianceQuery>;

export const alliancesQuery = z.strictObject({
  kind: z.enum(ALLIANCE_KINDS).optional().describe('Service, technology, industry, or other.'),
  organisation: idSchema.optional().describe('A body that founds it, or is or was a member.'),
  territory: territorySchema.optional().describe('The region, zone or set that it is about.'),
  region: regionSchema.optional().describe('A founder or member lies in this region or below it, or what the alliance is about does, or is a set with such a member.'),
  validAt: validAtSchema, changedAfter: changedAfterSchema, limit: limitSchema(50, 500), cursor: cursorSchema, minPosition: positionSchema,
});
export type AlliancesQuery = z.infer<typeof alliancesQuery>;

const named = z.object({ organisation: z.string(), name: z.string(), region: z.string().nullable() });
const term = named.extend({ from: z.string().nullable(), to: z.string().nullable() });
const member = named.extend({
  grade: z.enum(GRADES), since: z.string().nullable(), gradeSince: z.string().nullable(), suspended: z.boolean(),
  known: z.enum(['submitted', 'attested']).describe('Whether the alliance says so, or an association from a document.'),
});
const tally = z.object({ for: z.int(), against: z.int(), abstain: z.int() });
const ballot = z.object({
  electorate: z.array(named.extend({ voted: z.boolean(), byLetter: z.boolean(), choice: z.enum(CHOICES).nullable() })), quorum: z.int(), majority: z.enum(MAJORITIES), letters: z.boolean(),
  closesAt: z.string(), voted: z.int(), outcome: z.enum(['open', 'passed', 'failed', 'no-quorum']), votes: tally.nullable().describe('Null while the vote is open.'),
});
const application = z.object({
  application: z.string(), member: named, grade: z.enum(GRADES), statement: z.string().nullable(), status: z.enum(['waiting', 'voting', 'passed', 'failed', 'no-quorum', 'admitted', 'withdrawn', 'declined', 'lapsed']).describe('Withdrawn by the applicant; declined by the secretariat; lapsed, because the body became a member otherwise.'),
  reason: reasonSchema.nullable().describe('Why it was taken back or declined.'), ballots: z.array(ballot),
});

const summary = z.object({
  id: z.string(), status: z.enum(['forming', 'lapsed', 'not-yet-founded', 'founded']).describe('As of the day: not yet founded is one that was founded after it.'), grade: z.enum(['submitted', 'attested']), kind: z.enum(ALLIANCE_KINDS), name: z.object({ zh: z.string().optional(), en: z.string().optional(), ru: z.string().optional() }),
  purpose: z.string().nullable(), territory: z.string().nullable(), foundedOn: z.string().nullable(), founders: z.array(named.extend({ agreed: z.boolean().nullable() })),
  declined: z.object({ organisation: z.string(), reason: reasonSchema }).nullable(),
  rules: z.object({ admission: z.enum(['vote', 'secretariat']), quorum: z.string(), majority: z.enum(MAJORITIES), letters: z.boolean() }).nullable(),
  count: z.int().describe('Members on the day whose beginning is stated.'), undatedCount: z.int(), secretariat: term.nullable(), source: z.object({ document: z.string(), quote: z.string() }).nullable(),
  version: z.int(),
});

/** An alliance as it is answered: who founded it, who is a member on a day, who asks to join, and how it came to that. */
export const allianceDocument = summary.extend({
  members: z.array(member), undated: z.array(member).describe('Members whose beginning is not stated; they count on no day.'), applications: z.array(application), secretariats: z.array(term),
  validAt: z.string().nullable(), asOf: moment, history: z.array(z.object({ version: z.int(), position: z.int(), type: z.string() }).loose()),
}).meta({ id: 'Alliance' });
export const listedAlliance = summary.extend({ position: z.int() }).meta({ id: 'ListedAlliance' });

/** The members on a day as it was known, and what was announced of them. */
export const membersDocument = z.object({
  alliance: z.string(), day: z.string(), count: z.int(), undatedCount: z.int(),
  withoutRegion: z.int().describe('How many of those who count lie in no region, so that no metric holds them.'),
  members: z.array(member), undated: z.array(member), question: z.string().describe('The metric that sums to `count`, but for those without region.'),
  announced: z.array(announcedDocument), version: z.int(), validAt: z.string().nullable(), asOf: moment,
}).meta({ id: 'AllianceMembers' });
