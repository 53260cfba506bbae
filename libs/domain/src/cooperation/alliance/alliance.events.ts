import { z } from 'zod';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import { reasonSchema, sourceSchema } from '../../signing/signing/index.js';
import { ALLIANCE_KINDS, CHOICES, GRADES, MAJORITIES } from './terms.js';

const alliance = z.string();
const date = z.string().nullable();
const by = z.object({ principal: z.string(), organisation: z.string() });
const grade = z.enum(['submitted', 'attested']);
const source = sourceSchema.nullable();
const name = z.object({ zh: z.string(), en: z.string(), ru: z.string() }).partial();
const party = z.object({ organisation: z.string(), name: z.string(), region: z.string().nullable(), account: z.string().nullable() });
const term = z.object({ party, from: date, to: date });
const about = { alliance, name, kind: z.enum(ALLIANCE_KINDS), purpose: z.string().nullable(), territory: z.string().nullable() };
const said = { grade, source, by };
const letter = z.object({ receivedOn: z.string(), evidence: z.array(z.object({ document: z.string(), sha256: z.string() })) }).nullable();

export const allianceProposed = eventType('AllianceProposed', { en: 'Bodies were asked to found an alliance together; it takes all of them.', zh: '发起成立联盟，须全体发起方一致同意。' },
  z.object({
    ...about, founders: z.array(party), rules: z.object({ admission: z.enum(['vote', 'secretariat']), quorum: z.string(), majority: z.enum(MAJORITIES), letters: z.boolean() }),
    secretariat: term.nullable(), organisation: z.string(), by,
  }));
export const founderAgreed = eventType('FounderAgreed', { en: 'A founder agreed to found the alliance and to join it.', zh: '发起方同意成立并加入联盟。' }, z.object({ alliance, organisation: z.string(), by }));
export const founderDeclined = eventType('FounderDeclined', { en: 'A founder declined; the alliance is not founded.', zh: '发起方不同意；联盟未成立。' }, z.object({ alliance, organisation: z.string(), reason: reasonSchema, by }));
export const allianceFounded = eventType('AllianceFounded', { en: 'All founders had agreed: the alliance was founded, and they are its members.', zh: '全体发起方一致同意，联盟成立，发起方为会员。' }, z.object({ alliance, on: z.string(), members: z.array(party) }));
export const allianceRecorded = eventType('AllianceRecorded', { en: 'An association entered an alliance from a document, with the founders that it names.', zh: '协会依文件录入联盟及文件载明的发起方。' },
  z.object({ ...about, founders: z.array(party), foundedOn: date, secretariat: term.nullable(), source: sourceSchema, by }));
export const membershipApplied = eventType('MembershipApplied', { en: 'A body applied to join.', zh: '机构申请加入。' }, z.object({ alliance, application: z.string(), member: party, memberGrade: z.enum(GRADES), statement: z.string().nullable(), by }));
export const voteOpened = eventType('VoteOpened', { en: 'The members were asked to vote; who may vote is settled from this moment on.', zh: '提请会员表决；表决人范围自此确定。' },
  z.object({ alliance, application: z.string(), electorate: z.array(party), quorum: z.int(), majority: z.enum(MAJORITIES), letters: z.boolean(), closesAt: z.string(), by }));
export const voteCast = eventType('VoteCast', { en: 'A member voted, itself or by letter.', zh: '会员表决（本人或以书面）。' }, z.object({ alliance, application: z.string(), organisation: z.string(), choice: z.enum(CHOICES), letter, at: z.string(), by }));
export const applicationClosed = eventType('ApplicationClosed', { en: 'An application was taken back by the applicant, or declined by the secretariat.', zh: '申请由申请方撤回，或由秘书处不予受理。' },
  z.object({ alliance, application: z.string(), organisation: z.string(), closedBy: z.enum(['applicant', 'secretariat']), reason: reasonSchema, by }));
export const memberAdmitted = eventType('MemberAdmitted', { en: 'A body is a member from a date on, in a grade.', zh: '机构自某日起为会员，并确定类别。' },
  z.object({ alliance, application: z.string().nullable(), member: party, memberGrade: z.enum(GRADES), on: z.string(), ...said }));
export const memberRegraded = eventType('MemberRegraded', { en: 'A member is of another grade from a date on.', zh: '会员自某日起变更类别。' }, z.object({ alliance, organisation: z.string(), memberGrade: z.enum(GRADES), on: z.string(), reason: reasonSchema, ...said }));
export const memberSuspended = eventType('MemberSuspended', { en: 'A membership is suspended from a date on; it has no vote.', zh: '会员资格自某日起中止，无表决权。' }, z.object({ alliance, organisation: z.string(), from: z.string(), reason: reasonSchema, ...said }));
export const memberReinstated = eventType('MemberReinstated', { en: 'A suspended membership goes on from a date.', zh: '中止的会员资格自某日起恢复。' }, z.object({ alliance, organisation: z.string(), on: z.string(), reason: reasonSchema, ...said }));
export const memberWithdrew = eventType('MemberWithdrew', { en: 'A member left on a date.', zh: '会员于某日退出。' }, z.object({ alliance, organisation: z.string(), on: z.string(), reason: reasonSchema, ...said }));
export const memberStruck = eventType('MemberStruck', { en: 'A membership had been entered by mistake: it never was.', zh: '会员资格系误录，予以撤销，视为从未有过。' }, z.object({ alliance, organisation: z.string(), from: date, reason: reasonSchema, ...said }));
export const secretariatAppointed = eventType('SecretariatAppointed', { en: 'A body runs the secretariat for a term; the former term ends the day before.', zh: '某机构在任期内承担秘书处；前任任期至前一日止。' }, z.object({ alliance, term, ...said }));

/** All facts of an alliance, in the order of its life. */
export const allianceEvents = [
  allianceProposed, founderAgreed, founderDeclined, allianceFounded, allianceRecorded, membershipApplied, voteOpened, voteCast, applicationClosed,
  memberAdmitted, memberRegraded, memberSuspended, memberReinstated, memberWithdrew, memberStruck, secretariatAppointed,
] as const;

export type AllianceFact = FactOf<(typeof allianceEvents)[number]>;
