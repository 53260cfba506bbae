import { type CloseLine, creditLine, evolveLine, type ExpireLine, type ExpireReservation, isPast, type KnownLine, type Line, type LineFact, lineStream } from '@entente/domain/credit/line';
import { isNothing } from '@entente/domain/credit/ledger';
import { byCodes } from '@entente/domain/kernel/directory';
import type { Actor, Recorded } from '@entente/domain/kernel/message';
import { dateInShanghai } from '@entente/domain/kernel/period';
import { Refusal } from '@entente/domain/kernel/refusal';
import { type CreditLineRow, creditLines } from '@entente/domain/views/credit-lines';
import type pg from 'pg';
import { canonical, sha256Hex } from '../event-log/canonical.js';
import { commandIdOf } from '../event-log/event-id.js';
import type { EventLog } from '../event-log/event-log.js';
import type { Lanes } from '../event-log/lanes.js';
import type { Job, Run } from '../jobs/runner.js';
import { readBuilds } from '../reading/builds.js';
import { tableOf } from '../reading/reader.js';

export type ExpiryNeeds = Readonly<{ pool: pg.Pool; log: Pick<EventLog, 'read'>; lanes: Pick<Lanes, 'handle'> }>;

/** What one run has done: lines that it looked at, reservations that are free again, lines that expired or were closed, and those that had moved meanwhile; `more` where some are left to the next run. */
export type Expired = Readonly<{ looked: number; reservations: number; expired: number; closed: number; passed: number; more: boolean }>;

const EXPIRY: Actor = { principal: 'credit-expiry', organisation: 'entente', role: 'administrator', region: '*' };
const PAGE = 500;
const LINES_MAX = 20_000;
/** Of how many lines the commands are under way at once, so that they are written together. */
const AT_ONCE = 50;
/** What may fall due in one line one after the other: reservations, the line, its end, and one to spare. */
const ACTS_MAX = 4;
const FAULTS_MAX = 20;

/** Frees reservations and ends lines whose time is over: every five minutes, of missed periods the newest alone. */
export const expiryJob = (needs: ExpiryNeeds): Job => ({ name: 'credit-expiry', schedule: { every: 'minutes', minutes: 5 }, run: (run) => expireDue(needs, run) });

/**
 * One look at all lines whose time has come. The view says where to look, and what is done about it is decided on the line's
 * own stream. A line about which something goes wrong keeps no other from its turn.
 * @throws Error where something went wrong with any of them, once all have had their turn.
 */
export const expireDue = async (needs: ExpiryNeeds, { now, isStill }: Pick<Run, 'now' | 'isStill'>): Promise<Expired> => {
  const active = (await readBuilds(needs.pool)).builds.find(({ reader, active: is }) => reader === creditLines.name && is);
  if (active && active.version !== creditLines.version) throw new Error(`The lines are kept by another version (${active.version}) than this worker's (${creditLines.version}); it looks again later.`);
  let done: Expired = { looked: 0, reservations: 0, expired: 0, closed: 0, passed: 0, more: false };
  const faults: Error[] = [];
  for (let after: Due | undefined; active; ) {
    const page = await duePage(needs.pool, tableOf(creditLines.name, '', active.build), now, after);
    for (let n = 0; n < page.length && faults.length < FAULTS_MAX; n += AT_ONCE) {
      const all = await Promise.allSettled(page.slice(n, n + AT_ONCE).map(({ row }) => attend(needs, row, now)));
      for (const each of all) {
        if (each.status === 'fulfilled') done = plus(done, each.value);
        else faults.push(each.reason as Error);
      }
    }
    after = page.at(-1);
    if (page.length < PAGE || faults.length >= FAULTS_MAX) break;
    if (done.looked + faults.length >= LINES_MAX || !(await isStill())) {
      done = { ...done, more: true };
      break;
    }
  }
  if (faults.length > 0) throw new Error(`${faults.length} lines could not be looked after, the first because: ${faults[0]?.message}`);
  return done;
};

type Due = Readonly<{ key: string; look: number; row: CreditLineRow }>;

const duePage = async (pool: pg.Pool, table: string, now: string, after: Due | undefined): Promise<readonly Due[]> =>
  (await pool.query<Due>(
    `select key, next_look::float8 as look, row from ${table} where next_look <= $1 and (next_look, key) > ($2::bigint, $3) order by next_look, key limit $4`,
    [Date.parse(now), after?.look ?? -1, after?.key ?? '', PAGE])).rows;

type Act = ExpireLine | ExpireReservation | CloseLine;

/** What is due in a line at an instant; after its last day all that is reserved goes with it. */
const dueIn = (line: Line, at: string): Act['type'] | undefined => {
  if (line.status === 'absent' || line.status === 'closed' || line.status === 'declined') return undefined;
  if (line.status === 'expired') return line.about.mode === 'ledger' && isNothing(line.balances.outstanding) ? 'CloseLine' : undefined;
  if (isPast(line, dateInShanghai(at))) return 'ExpireLine';
  return Object.values(line.reservations).some(({ expiresAt }) => expiresAt <= at) ? 'ExpireReservation' : undefined;
};

/** Does what is due in one line, one after the other, each on the line as it stands after what went before. */
const attend = async ({ log, lanes }: ExpiryNeeds, row: CreditLineRow, at: string): Promise<Expired> => {
  let [state, version]: [Line, number] = [row.state, row.version];
  let done: Expired = { looked: 1, reservations: 0, expired: 0, closed: 0, passed: 0, more: false };
  for (let n = 0; n < ACTS_MAX; n += 1) {
    const due = dueIn(state, at);
    if (due === undefined) break;
    const command = commandFor(due, state as KnownLine, version, at);
    if (!(await isTaken(lanes, command))) return { ...done, passed: 1 };
    const facts = (await log.read(lineStream(row.id), version)).facts as unknown as readonly Recorded<LineFact>[];
    const mine = facts.filter(({ commandId }) => commandId === command.id);
    const count = (type: LineFact['type']): number => mine.filter((fact) => fact.type === type).length;
    done = plus(done, { looked: 0, reservations: count('ReservationExpired'), expired: count('CreditLineExpired'), closed: count('CreditLineClosed'), passed: 0, more: false });
    const newest = facts.at(-1);
    if (!newest) break;
    [state, version] = [facts.reduce<Line>(evolveLine, state), newest.version];
  }
  return done;
};

/** Its id is made of the line's, of what is done and of the version that it is about, so that two workers, or one that was killed, send the same command. */
const commandFor = (type: Act['type'], { id, about: { programme }, allocation }: KnownLine, version: number, at: string): Act => {
  const sent = { id: commandIdOf('credit-expiry', id, type, String(version)), actor: EXPIRY, at, directory: byCodes };
  switch (type) {
    case 'ExpireReservation': return { type, ...sent, data: { id, programme } };
    case 'ExpireLine': return { type, ...sent, data: { id, programme, allocation } };
    case 'CloseLine': return { type, ...sent, data: { id, programme, allocation, reason: null, job: true } };
  }
};

/** False where it was refused: the line moved meanwhile, and the next run looks again. */
const isTaken = async (lanes: ExpiryNeeds['lanes'], command: Act): Promise<boolean> => {
  try {
    await lanes.handle(creditLine, command, { inputHash: sha256Hex(canonical(command.data)) });
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

const plus = (a: Expired, b: Expired): Expired => ({
  looked: a.looked + b.looked, reservations: a.reservations + b.reservations, expired: a.expired + b.expired, closed: a.closed + b.closed, passed: a.passed + b.passed, more: a.more || b.more,
});
