import { canonical, sha256Hex } from '@entente/infra/event-log/canonical';
import type { Company } from '../company.js';
import { type Operation, told } from '../history.js';
import { ADMIN, CHECKER } from '../../support/samples.js';
import { type AllianceRead, allianceAt, lastOf, openOf } from './members.js';
import { hasSigned, isItsTurn, pactAt, type PactRead } from './pact-facts.js';
import { isPact } from './pacts.js';
import type { StoredLog } from './stored.js';
import { type Timeline, timelineOf } from './timeline.js';

type Refused = Extract<Operation, { outcome: 'fail' }>;
type Body = Readonly<{ id?: string; as?: string | null; organisation?: string; signature?: string; on?: string; from?: string | null }>;
/** An act, taken apart: on what, what was asked for, on behalf of whom, and what was sent. */
export type Act = Readonly<{ stream: string; verb: string; as: string; party: string; body: Body; company: Company }>;

export const actOf = ({ path, body, as }: Pick<Operation, 'path' | 'body' | 'as'>, company: Company): Act => {
  const { id: own = '', organisation, as: named } = body as Body;
  const [, , kind, id = own, verb = 'open'] = path.split('/');
  const party = organisation ?? named ?? company.sides.find((side) => side.as === as)?.by.id ?? '';
  return { stream: `${kind === 'pacts' ? 'pact' : 'alliance'}-${id}`, verb, as, party, body: body as Body, company };
};

/** Whether an act is about a pact or an alliance. */
export const isCooperation = ({ path }: Pick<Operation, 'path'>): boolean => path.startsWith('/v1/pacts') || path.startsWith('/v1/alliances');

const STATUS: Readonly<Record<string, number>> = {
  'pact/not-found': 404, 'pact/own-offer': 403, 'party/not-yours': 403, 'pact/signature-fails': 422,
  'alliance/not-found': 404, 'alliance/overlaps': 422, 'alliance/before-founding': 422, 'alliance/before-joining': 422, 'alliance/say-since-when': 422,
};

const sideOf = ({ company, party }: Act) => company.sides.find(({ by }) => by.id === party);
const isRight = (act: Act, { text }: PactRead): boolean => sideOf(act)?.by.jws(text) === act.body.signature;

/** On which pacts each refusal is the right answer. */
const OF_PACTS: Readonly<Record<string, (it: PactRead, act: Act) => boolean>> = {
  'pact/exists': ({ stands }, { verb }) => verb === 'open' && stands !== 'absent',
  'pact/not-found': ({ stands, drafter }, act) => act.verb !== 'open' && (stands === 'absent' || (stands === 'drafted' && act.as !== act.company.sides.find(({ by }) => by.id === drafter)?.as)),
  'pact/drafted': ({ stands }, { verb }) => verb !== 'propose' && stands === 'drafted',
  'pact/not-a-draft': ({ stands }, { verb }) => verb === 'propose' && ['negotiating', 'frozen', 'declined'].includes(stands),
  'pact/negotiating': ({ stands }, { verb }) => verb === 'sign' && stands === 'negotiating',
  'pact/declined': ({ stands }, { verb }) => verb !== 'counter' && stands === 'declined',
  'pact/declined-before': ({ declined }, { party }) => declined.includes(party),
  'pact/own-offer': ({ stands, offeredBy }, { verb, party }) => verb === 'freeze' && stands === 'negotiating' && offeredBy === party,
  'pact/in-force': ({ stands }, { verb }) => ['propose', 'counter', 'freeze'].includes(verb) && stands === 'in-force',
  'pact/not-your-turn': (it, { party }) => it.stands === 'frozen' && !isItsTurn(it, party),
  'pact/signed-already': (it, act) => hasSigned(it, act.party) && !(act.verb === 'sign' && isRight(act, it)),
  'pact/signature-fails': (it, act) => act.verb === 'sign' && it.text !== '' && !isRight(act, it),
  'party/not-yours': (_, act) => ![ADMIN, CHECKER, sideOf(act)?.as].includes(act.as),
};

/** The same of alliances. */
const OF_ALLIANCES: Readonly<Record<string, (it: AllianceRead, act: Act) => boolean>> = {
  'alliance/exists': ({ foundedOn }, { verb }) => verb === 'open' && foundedOn !== null,
  'alliance/not-found': ({ foundedOn }, { verb }) => verb !== 'open' && foundedOn === null,
  'alliance/member-already': (it, { verb, party }) => verb === 'admit' && openOf(it, party) !== undefined,
  'alliance/not-a-member': (it, { verb, party }) => verb !== 'admit' && lastOf(it, party) === undefined,
  'alliance/overlaps': ({ memberships }, { verb, party, body: { on = '' } }) => verb === 'admit' && memberships.some(({ organisation, since, to }) => organisation === party && to !== null && since < to && on < to),
  'alliance/before-founding': ({ foundedOn }, { body: { on = '' } }) => on < (foundedOn ?? ''),
  'alliance/before-joining': (it, { verb, party, body: { on = '' } }) => verb === 'withdraw' && on < (lastOf(it, party)?.since ?? ''),
  'alliance/say-since-when': ({ memberships }, { verb, party }) => verb === 'strike' && memberships.filter(({ organisation }) => organisation === party).length > 1,
};

const isJustified = ({ status, code, ifMatch, etag, ...refused }: Refused, { of, versions }: Timeline, company: Company): boolean => {
  const act = actOf(refused, company);
  const { least, most } = versions(act.stream, refused.invoked, refused.answered);
  if (status !== (code === 'request/version-moved' ? 412 : (STATUS[code] ?? 409))) return false;
  if (code === 'request/version-moved') return ifMatch !== undefined && etag !== null && etag !== ifMatch && etag >= least && etag <= most;
  // The text is looked at before the decision, and again some times while it moves.
  if (code === 'pact/moved-meanwhile') return least < most;
  const events = of(act.stream);
  const says = isPact(act) ? pactAt(events).map((it) => OF_PACTS[code]?.(it, act)) : allianceAt(events).map((it) => OF_ALLIANCES[code]?.(it, act));
  // Who names another version than the one that stands hears of that, unless there is nothing.
  return says.some((says, version) => says === true && version >= least && version <= most && (status === 404 || ifMatch === undefined || ifMatch === version));
};

/** Every refusal of an act on a pact or an alliance has its reason in a version that can have stood meanwhile. */
export const reasons = (log: StoredLog, operations: readonly Operation[], company: Company): readonly string[] => {
  const timeline = timelineOf(log, operations);
  const known = new Map(log.commands.map(({ id, inputHash }) => [id, inputHash]));
  return operations.filter((each) => each.outcome === 'fail' && isCooperation(each)).flatMap((each) => {
    const refused = each as Refused;
    const hash = known.get(refused.command);
    const isKept = refused.code === 'request/idempotency-key-reused' ? hash !== undefined && hash !== sha256Hex(canonical(refused.body)) : isJustified(refused, timeline, company);
    return isKept ? [] : [`${told(refused)} was refused with ${refused.status} ${refused.code}, for which nothing in the log is a reason.`];
  });
};
