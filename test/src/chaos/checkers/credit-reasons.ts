import { developmentPrincipals } from '@entente/infra/access/dev-keys';
import { canonical, sha256Hex } from '@entente/infra/event-log/canonical';
import { type Operation, told } from '../history.js';
import { type CreditAct, creditActOf, isCredit } from './credit-acts.js';
import { fen, freeOf, lineAfter, type LineRead, noLine, noPool, noProgramme, poolAfter, type PoolRead, programmeAfter, type ProgrammeRead, statesAt } from './credit-facts.js';
import type { StoredEvent, StoredLog } from './stored.js';
import { type Timeline, timelineOf } from './timeline.js';

type Refused = Extract<Operation, { outcome: 'fail' }>;

const STATUS: Readonly<Record<string, number>> = {
  'credit-line/not-found': 404, 'credit-line/second-person': 403, 'credit-line/not-the-bank': 403, 'credit-line/not-the-borrower': 403, 'credit-line/not-a-party': 403, 'credit-line/nominate-not-yours': 403,
  'credit-line/not-a-reduction': 422, 'credit-line/programme-unknown': 422, 'credit-line/expiry-of-reservation': 422, 'credit-programme/not-found': 404, 'credit-programme/second-person': 403, 'credit-programme/not-yours': 403,
};
/** In which situations each verb goes on. */
const GOES_ON: Readonly<Record<string, readonly LineRead['status'][]>> = {
  approve: ['nominated'], decline: ['nominated', 'approved', 'signed', 'declined'], sign: ['approved', 'signed', 'active'], activate: ['signed'], reserve: ['active'], post: ['active'], draw: ['active'],
  repay: ['active', 'expired'], freeze: ['active'], reduce: ['approved', 'signed', 'active'], close: ['active', 'expired', 'closed'],
};
const DRAWS = ['reserve', 'post', 'draw'];
/** Who vouches for what he saw says which version that was. */
const VOUCHED: Readonly<Record<CreditAct['on'], readonly string[]>> = { line: ['approve', 'sign', 'activate', 'release'], programme: ['approve', 'return'] };
const BANK = ['bank', 'bank:checker'];
const MINUTE_MS = 60_000;

const asked = ({ body }: CreditAct): bigint => fen(body.amount?.amount ?? body.limit?.amount ?? body.quota?.amount ?? '0.00');
const principal = ({ as }: CreditAct): string => developmentPrincipals[as]?.principal ?? '';
/** What is reserved until an instant is free after it, whether or not that has been written. */
const lapsed = ({ reservations }: LineRead, by: string): bigint => [...reservations.values()].filter(({ expiresAt }) => expiresAt <= by).reduce((sum, { amount }) => sum + amount, 0n);
const stands = (status: LineRead['status']) => (it: LineRead, { verb }: CreditAct): boolean => it.status === status && GOES_ON[verb]?.includes(status) === false;

type Of<State> = Readonly<Record<string, (it: State, act: CreditAct) => boolean>>;

/** On which lines each refusal is the right answer. */
const OF_LINES: Of<LineRead> = {
  'credit-line/not-found': ({ status }, { verb }) => verb !== 'open' && status === 'absent',
  'credit-line/exists': ({ status }, { verb }) => verb === 'open' && status !== 'absent',
  'credit-line/nominated': stands('nominated'), 'credit-line/approved': stands('approved'), 'credit-line/signed': stands('signed'), 'credit-line/active': stands('active'),
  'credit-line/declined': stands('declined'), 'credit-line/closed': stands('closed'),
  'credit-line/expired': stands('expired'),
  'credit-line/frozen': ({ frozenBy }, { verb }) => DRAWS.includes(verb) && frozenBy !== null,
  'credit-line/not-frozen': ({ frozenBy }, { verb }) => verb === 'release' && frozenBy === null,
  'credit-line/limit-exceeded': (it, act) => ['reserve', 'draw'].includes(act.verb) && asked(act) > it.held.available + lapsed(it, act.at),
  'credit-line/more-than-outstanding': (it, act) => act.verb === 'repay' && asked(act) > it.held.outstanding,
  'credit-line/reservation-unknown': ({ reservations }, { body, until }) => (reservations.get(body.reservation ?? '')?.expiresAt ?? '') <= until,
  'credit-line/reservation-exists': ({ reservations }, { verb, body }) => verb === 'reserve' && reservations.has(body.reservation ?? ''),
  // Whoever asked again and again may have come when less than a minute was left.
  'credit-line/expiry-of-reservation': (_, { verb, body, until }) => verb === 'reserve' && Date.parse(body.expiresAt ?? '') < Date.parse(until) + MINUTE_MS,
  'credit-line/more-than-reserved': ({ reservations }, act) => act.verb === 'post' && asked(act) > (reservations.get(act.body.reservation ?? '')?.amount ?? 0n),
  'credit-line/not-a-reduction': ({ limit }, act) => act.verb === 'reduce' && asked(act) > limit,
  'credit-line/below-outstanding': (it, act) => act.verb === 'reduce' && it.limit - asked(act) > (it.status === 'active' ? it.held.available + lapsed(it, act.at) : it.held.committed),
  'credit-line/outstanding': ({ held }, { verb }) => verb === 'close' && held.outstanding > 0n,
  'credit-line/reserved': (it, { verb, at }) => verb === 'close' && it.held.reserved - lapsed(it, at) > 0n,
  'credit-line/second-person': (it, act) => ({ approve: it.nominatedBy, activate: it.approvedBy, release: it.frozenBy ?? '' })[act.verb] === principal(act),
  'credit-line/not-the-bank': (_, { verb, as }) => !BANK.includes(as) && !['reserve', 'void', 'sign', 'decline', 'open'].includes(verb),
};

const OF_PROGRAMMES: Of<ProgrammeRead> = {
  'credit-programme/not-found': ({ status }) => status === 'absent',
  'credit-line/programme-unknown': ({ status }, { verb, on }) => on === 'line' && verb === 'open' && status === 'absent',
  'credit-programme/exists': ({ status }, { verb, on }) => on === 'programme' && verb === 'open' && status !== 'absent',
  'credit-programme/not-approved': ({ status }) => status === 'proposed',
  'credit-programme/suspended': ({ status }) => status === 'suspended',
  'credit-programme/closed': ({ status }) => status === 'closed',
  'credit-programme/nothing-waits': ({ status, proposal }) => status !== 'proposed' && proposal === null,
  'credit-programme/proposal-waits': ({ proposal }) => proposal !== null,
  'credit-programme/second-person': ({ status, madeBy, proposal }, act) => act.verb === 'approve' && principal(act) === (status === 'proposed' ? madeBy : proposal?.by),
};

const isMore = (sum: bigint, free: bigint | null): boolean => free !== null && sum > free;
/** How much of a quota the act would take: what it names, or what was asked for when the line was put forward. */
type Taking = Readonly<{ sum: bigint }>;
const OF_POOLS: Readonly<Record<string, (it: PoolRead, act: CreditAct, taking: Taking) => boolean>> = {
  'credit-programme/quota-exhausted': (it, { verb }, { sum }) => ['approve', 'allocate'].includes(verb) && isMore(sum, freeOf(it)),
  'credit-programme/allocation-exhausted': (it, { on }, { sum }) => on === 'line' && isMore(sum, freeOf(it)),
  'credit-programme/allocation-in-use': (it, { verb }, { sum }) => verb === 'return-allocation' && isMore(sum, freeOf(it)),
  'credit-programme/no-allocation': ({ ceiling }) => ceiling === null,
  'credit-programme/quota-below-granted': (it, _, { sum }) => it.ceiling !== null && sum < it.ceiling - (freeOf(it) as bigint),
};

type Known = Readonly<{ timeline: Timeline; programmeOf: (line: string) => string | undefined; limitAsked: (line: string) => bigint; proposed: (programme: string) => readonly bigint[] }>;

/** Whether some state of a stream that can have stood meanwhile gives the reason. */
const isSo = <State>({ timeline: { of, versions } }: Known, stream: string, none: State, after: (it: State, event: StoredEvent) => State, { invoked, answered }: Refused, says: (it: State, version: number) => boolean): boolean => {
  const { least, most } = versions(stream, invoked, answered);
  return statesAt(none, after, of(stream)).some((it, version) => version >= least && version <= most && says(it, version));
};

const byPool = (refused: Refused, act: CreditAct, programme: string, known: Known): boolean => {
  const { code } = refused;
  const region = code === 'credit-programme/allocation-exhausted' ? (act.body.allocation ?? '') : (act.body.region ?? act.body.allocation ?? '');
  const ofRegion = ['credit-programme/allocation-exhausted', 'credit-programme/allocation-in-use', 'credit-programme/no-allocation'].includes(code);
  // A changed quota is looked at once more when it is approved; then it is the one that was proposed.
  const sums = code === 'credit-programme/quota-below-granted' && act.body.quota === undefined ? known.proposed(programme) : [act.on === 'line' && !act.body.limit ? known.limitAsked(act.id) : asked(act)];
  return isSo(known, `credit-quota-${programme}${ofRegion ? `-${region}` : ''}`, noPool, poolAfter, refused, (it) => sums.some((sum) => OF_POOLS[code]?.(it, act, { sum }) === true));
};

const isJustified = (refused: Refused, known: Known): boolean => {
  const { code, status, ifMatch, etag } = refused;
  const act = creditActOf(refused);
  const { least, most } = known.timeline.versions(act.stream, refused.invoked, refused.answered);
  if (code === 'request/version-moved') return status === 412 && ifMatch !== undefined && etag !== null && etag !== ifMatch && etag >= least && etag <= most;
  if (code === 'request/if-match-missing') return status === 428 && ifMatch === undefined && VOUCHED[act.on].includes(act.verb);
  if (status !== (STATUS[code] ?? 409)) return false;
  // Where it was granted from is looked at before the decision, and again some times while it moves.
  if (code === 'credit-line/moved') return least < most;
  const programme = act.on === 'programme' ? act.id : (act.body.programme ?? known.programmeOf(act.id));
  if (OF_LINES[code]) {
    return isSo(known, act.stream, noLine, lineAfter, refused, (it, version) => OF_LINES[code]?.(it, act) === true && (status === 404 || ifMatch === undefined || ifMatch === version));
  }
  if (programme === undefined) return false;
  if (OF_PROGRAMMES[code]) return isSo(known, `credit-programme-${programme}`, noProgramme, programmeAfter, refused, (it) => OF_PROGRAMMES[code]?.(it, act) === true);
  return OF_POOLS[code] !== undefined && byPool(refused, act, programme, known);
};

const knownOf = (log: StoredLog, operations: readonly Operation[]): Known => {
  const timeline = timelineOf(log, operations);
  const nominated = (line: string) => {
    const [first] = timeline.of(`credit-line-${line}`);
    return first ? (JSON.parse(first.data) as Readonly<{ programme: string; limit: Readonly<{ amount: string }> }>) : undefined;
  };
  return {
    timeline,
    programmeOf: (line) => nominated(line)?.programme,
    limitAsked: (line) => fen(nominated(line)?.limit.amount ?? '0.00'),
    proposed: (programme) => timeline.of(`credit-programme-${programme}`).filter(({ type }) => type === 'CreditQuotaProposed').map(({ data }) => fen((JSON.parse(data) as Readonly<{ quota: Readonly<{ amount: string }> }>).quota.amount)),
  };
};

/** Every refusal of an act on credit was true at some moment between question and answer. */
export const creditReasons = (log: StoredLog, operations: readonly Operation[]): readonly string[] => {
  const known = knownOf(log, operations);
  const hashes = new Map(log.commands.map(({ id, inputHash }) => [id, inputHash]));
  return operations.filter((each): each is Refused => each.outcome === 'fail' && isCredit(each)).flatMap((refused) => {
    const { code, provokes, status } = refused;
    const hash = hashes.get(refused.command);
    const isKept = provokes !== undefined ? code === provokes
      : code === 'request/idempotency-key-reused' ? status === 422 && hash !== undefined && hash !== sha256Hex(canonical(refused.body)) : isJustified(refused, known);
    return isKept ? [] : [`${told(refused)} was refused with ${status} ${code}, for which nothing in the log is a reason.`];
  });
};
